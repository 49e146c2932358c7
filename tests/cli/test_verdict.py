"""`demoras verdict` ends in 3 once a row of billing's has been unreadable for more than a day."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from generator.model.catalog import Catalog
from generator.publish.derived_names import order_tag, ticket_tag
from generator.publish.ledger_file import open_ledger
from generator.publish.secret import read_secrets
from tests.cli.calls import END, Ran, assert_stopped, call
from tests.doubles.billing_faults import Fault
from tests.doubles.faulty_billing import FaultyBilling

Environ = Mapping[str, str]


def judged(place: Path, environ: Environ, now: datetime, *more: str) -> Ran:
    """Ask for the verdict on a Ledger at a moment."""
    return call("verdict", "--ledger", place, "--now", now.isoformat(), *more, environ=environ)


@pytest.fixture
def held(tmp_path: Path, billing: FaultyBilling, environ: Environ, first_ledger: Path, fault: Fault) -> Path:
    """Give a Ledger whose run at END could not read one row."""
    out = tmp_path / "held.bin"
    billing.fault = fault
    ran = call("sync", "--previous", first_ledger, "--out", out, "--now", END.isoformat(), environ=environ)
    assert ran.code == 0, ran.err
    return out


def test_a_ledger_without_such_rows_is_green(environ: Environ, first_ledger: Path) -> None:
    """However old it is: its age is another matter, told by the pages."""
    ran = judged(first_ledger, environ, END + timedelta(days=30))

    assert (ran.code, ran.err, ran.out) == (0, "", "Nada quedó sin leer por más de 24 horas.\n")


@pytest.mark.parametrize("fault", [Fault.MALFORMED_ORDER, Fault.MALFORMED_TICKET])
def test_a_row_is_named_at_once_and_turns_red_after_a_day(catalog: Catalog, environ: Environ, held: Path) -> None:
    """By its opaque tag; exactly 24 hours are still in time."""
    secret, ledger = (
        read_secrets(environ).current,
        open_ledger(read_secrets(environ), catalog.company.site, held.read_bytes()),
    )
    tags = [order_tag(secret, catalog.company.site, key) for key in ledger.kept_back_orders]
    tags += [ticket_tag(secret, catalog.company.site, key) for key in ledger.kept_back_tickets]
    in_time, late = (judged(held, environ, END + span) for span in (timedelta(days=1), timedelta(days=1, seconds=1)))

    assert len(tags) == 1
    assert (in_time.code, in_time.err) == (0, "")
    assert f" {tags[0]}, campo «date» ilegible desde 2026-11-20T18:00Z\n" in in_time.out
    assert late.code == 3
    assert late.out == in_time.out.removesuffix("Nada quedó sin leer por más de 24 horas.\n")
    assert "desde hace más de 24 horas: 1. Remedio: " in late.err


@pytest.mark.parametrize("fault", [Fault.MALFORMED_ORDER])
def test_its_age_counts_from_the_first_run_that_could_not_read_it(
    tmp_path: Path, billing: FaultyBilling, environ: Environ, held: Path
) -> None:
    """Later runs do not make it younger; one that reads it ends the matter."""
    later, mended = tmp_path / "later.bin", tmp_path / "mended.bin"
    then = END + timedelta(hours=25)
    billing.as_of = then
    assert call("sync", "--previous", held, "--out", later, "--now", then.isoformat(), environ=environ).code == 0
    billing.fault = None
    assert call("sync", "--previous", held, "--out", mended, "--now", then.isoformat(), environ=environ).code == 0

    assert judged(later, environ, then).code == 3
    assert judged(mended, environ, then).code == 0


@pytest.mark.parametrize("fault", [Fault.MALFORMED_ORDER])
def test_which_order_it_is_stands_on_staffs_own_machine_only(catalog: Catalog, environ: Environ, held: Path) -> None:
    """A log would keep the id for everybody to read."""
    ledger = open_ledger(read_secrets(environ), catalog.company.site, held.read_bytes())
    (order,) = ledger.kept_back_orders

    assert f", id interno {order}\n" in judged(held, environ, END, "--ids").out
    assert "id interno" not in judged(held, environ, END).out
    assert_stopped(judged(held, {**environ, "CI": "true"}, END, "--ids"), 2, hidden=[order])
