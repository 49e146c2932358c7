"""`demoras links` gives staff the links of the orders placed on some dates, to read or as a spreadsheet."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from generator.model.catalog import Catalog
from generator.model.ledger import Ledger, OrderRecord
from generator.publish.ledger_file import open_ledger, seal_ledger
from generator.publish.secret import read_secrets
from tests.cli.calls import BEFORE, END, Ran, assert_stopped, call
from tests.doubles.faulty_billing import FaultyBilling

Environ = Mapping[str, str]
SINCE, UNTIL = "2026-10-01", "2026-10-31"


@pytest.fixture(scope="session")
def ledger(first_ledger: Path, keys: Environ, catalog: Catalog) -> Ledger:
    return open_ledger(read_secrets(keys), catalog.company.site, first_ledger.read_bytes())


def listed(place: Path, environ: Environ, *more: str, now: str = BEFORE.isoformat()) -> Ran:
    """Ask for the links of a Ledger's orders."""
    return call("links", "--ledger", place, "--now", now, *more, environ=environ)


def rows(text: str) -> list[list[str]]:
    """Return the cells of a spreadsheet's rows."""
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=";"))


def in_october(ledger: Ledger, catalog: Catalog) -> list[OrderRecord]:
    """Return the orders placed in October, the oldest first."""
    zone = ZoneInfo(catalog.calendar.zone)
    found = [order for order in ledger.orders.values() if order.placed_at.astimezone(zone).month == 10]
    return sorted(found, key=lambda order: (order.placed_at, int(order.id)))


def test_a_spreadsheet_holds_number_date_and_link_of_each_order(
    first_ledger: Path, ledger: Ledger, catalog: Catalog, keys: Environ
) -> None:
    """Each link is the one that `link` prints, and the oldest order comes first."""
    ran = listed(first_ledger, keys, "--csv", "--since", SINCE, "--until", UNTIL)
    header, *found = rows(ran.out)
    expected = in_october(ledger, catalog)

    assert (ran.code, ran.err) == (0, "")
    assert header == ["número", "fecha", "enlace"]
    assert len(expected) > 5
    assert [number for number, _, _ in found] == [order.number for order in expected]
    assert found == sorted(found, key=lambda row: row[1])
    assert found[0][2] == call("link", expected[0].id, "--ledger", first_ledger, environ=keys).out.strip()


def test_without_csv_the_same_comes_as_lines(first_ledger: Path, keys: Environ) -> None:
    """One for each order, for whoever needs a single one; without `--until` up to today."""
    sheet, lines = (listed(first_ledger, keys, "--since", SINCE, *form).out for form in (["--csv"], []))

    assert [line.split("  ") for line in lines.splitlines()] == rows(sheet)[1:]


def test_a_file_is_its_owners_only_and_excel_knows_its_letters(
    tmp_path: Path, first_ledger: Path, keys: Environ
) -> None:
    """With the mark that tells UTF-8; on the screen there is no link then."""
    out = tmp_path / "nueva" / "enlaces.csv"
    sheet = listed(first_ledger, keys, "--csv", "--since", SINCE).out
    ran = listed(first_ledger, keys, "--csv", "--since", SINCE, "--out", str(out))

    assert (ran.code, ran.err) == (0, "")
    assert out.read_bytes() == b"\xef\xbb\xbf" + sheet.encode()
    assert out.stat().st_mode & 0o777 == 0o600
    assert ran.out.startswith(f"Enlaces escritos en {out}: {len(rows(sheet)) - 1}.")
    assert "pedido/#" not in ran.out


def test_a_number_that_would_be_a_formula_is_defused(
    tmp_path: Path, ledger: Ledger, catalog: Catalog, keys: Environ
) -> None:
    """Numbers come from billing, and the sheet is opened by staff."""
    first = next(iter(ledger.orders.values()))
    bad = first.model_copy(update={"number": "=1+1"})
    place = tmp_path / "l"
    changed = ledger.model_copy(update={"orders": {bad.id: bad}})
    place.write_bytes(seal_ledger(read_secrets(keys), catalog.company.site, changed))
    _, (number, _, _) = rows(listed(place, keys, "--csv", "--since", "2026-01-01").out)

    assert number == "'=1+1"


def test_an_order_of_which_only_a_note_is_left_is_not_listed(first_ledger: Path, ledger: Ledger, keys: Environ) -> None:
    """Nor one that is gone: its link would be of no use."""
    later = (BEFORE + timedelta(days=31)).isoformat()
    found = rows(listed(first_ledger, keys, "--csv", "--since", "2026-01-01", now=later).out)[1:]
    still = {order.number for order in ledger.orders.values() if order.closed_at is None}

    assert {number for number, _, _ in found} == still
    assert 0 < len(still) < len(ledger.orders)


def test_links_are_not_shown_where_a_log_would_keep_them(tmp_path: Path, first_ledger: Path, keys: Environ) -> None:
    """Nor written to a file there, which an artifact could carry off."""
    out = tmp_path / "enlaces.csv"
    for more in ([], ["--csv"], ["--csv", "--out", str(out)]):
        assert_stopped(listed(first_ledger, {**keys, "CI": "true"}, "--since", SINCE, *more), 2, hidden=keys.values())
    assert not out.exists()


def test_dates_upside_down_are_wrong_usage(first_ledger: Path, keys: Environ) -> None:
    """An empty sheet would look like an answer."""
    ran = listed(first_ledger, keys, "--since", UNTIL, "--until", SINCE)

    assert_stopped(ran, 2)
    assert "--until es anterior a --since" in ran.err


def test_the_published_ledger_and_another_address_serve_too(
    live: str, first_ledger: Path, keys: Environ, billing: FaultyBilling
) -> None:
    """The live site gives the same as the file; the links lead wherever they are asked to."""
    here = listed(first_ledger, keys, "--since", SINCE, "--site-url", live).out
    there = call(
        "links", "--ledger", live, "--site-url", live, "--since", SINCE, "--now", END.isoformat(), environ=keys
    )

    assert there.out == here
    assert here.count(f"  {live}pedido/#") == here.count("\n")
    assert billing.requests == []
