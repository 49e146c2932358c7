"""`demoras verdict` ends in 3 once a row of billing's has been unreadable for more than a day."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from generator.model.catalog import Catalog
from generator.model.reading import OrdersRead, Pass, Reading, TicketsRead
from generator.publish.derived_names import order_tag, ticket_tag
from generator.publish.ledger_file import open_ledger, seal_ledger
from generator.publish.secret import read_secrets
from tests.cli.calls import END, Ran, assert_stopped, call
from tests.doubles.billing_faults import Fault
from tests.doubles.faulty_billing import FaultyBilling
from tests.doubles.scripted_billing import billing as scripted
from tests.doubles.scripted_billing import clock, serving
from tests.pull.samples import NOW, line_row, order_row, ticket_row

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


@pytest.mark.parametrize("what", ["orders", "tickets"])
def test_being_behind_is_told_at_once_and_turns_red_after_a_day(
    tmp_path: Path, catalog: Catalog, environ: Environ, first_ledger: Path, what: str
) -> None:
    """Runs that lacked the time for what is new, recent or open; exactly 24 hours are still in time."""
    secrets, site = read_secrets(environ), catalog.company.site
    whole, part = Pass(began=END, completed=END, length=9), Pass(began=END, length=9)
    orders = OrdersRead(recent=whole, history=whole)
    tickets = TicketsRead(recent=whole, history=whole)
    late = {"recent": part, "behind_since": END}
    reading = Reading(
        orders=orders.model_copy(update=late if what == "orders" else {}),
        tickets=tickets.model_copy(update=late if what == "tickets" else {}),
    )
    ledger = open_ledger(secrets, site, first_ledger.read_bytes()).model_copy(update={"reading": reading})
    place = tmp_path / "behind.bin"
    place.write_bytes(seal_ledger(secrets, site, ledger))
    told = {**environ, "GITHUB_OUTPUT": str(tmp_path / "output")}
    in_time, too_late = (judged(place, told, END + span) for span in (timedelta(days=1), timedelta(hours=24.01)))

    word = {"orders": "pedidos", "tickets": "tickets"}[what]
    assert f"Falta leer {word} nuevos, de los últimos 120 días o abiertos, desde 2026-11-20T18:00:00Z" in in_time.out
    assert (in_time.code, in_time.err) == (0, "")
    assert too_late.code == 3
    assert "Desde 2026-11-20T18:00:00Z ninguna corrida alcanza a leer" in too_late.err
    assert "run_seconds" in too_late.err
    assert (tmp_path / "output").read_text().split()[:2] == ["verdict=read", "verdict=behind"]


def finished(**changes: Any) -> dict[str, Any]:
    """Return the row of an order of years ago, cancelled, whose date is lost."""
    lines = {"lineitem": [line_row(relid=2, status="Terminated")]}
    lost = {"date": "0000-00-00 00:00:00", "status": "Cancelled", "invoiceid": 0, "paymentstatus": ""}
    return order_row(**{"id": 2, "ordernum": "7858259150", "lineitems": lines} | lost | changes)


NO_CLIENT_S = ticket_row(id="9", tid="", userid="0", service="", status="Closed")


@pytest.mark.parametrize(
    ("orders", "tickets", "red"),
    [
        ([finished()], [], False),
        ([finished(status="Active")], [NO_CLIENT_S], False),
        ([finished(ordernum="", date="2015-03-02 10:00:00")], [], False),
        ([finished(status="Pending", lineitems={"lineitem": [line_row(relid=2)]})], [], True),
        ([finished(ordernum="", date="2026-11-20 10:00:00")], [], True),
        ([], [{**NO_CLIENT_S, "userid": "7"}], True),
    ],
    ids=["zero date", "a guest's ticket", "long ago", "still pending", "lately", "a client's ticket"],
)
def test_what_cannot_matter_to_any_page_keeps_no_verdict_red(
    tmp_path: Path, keys: Environ, orders: list[dict[str, Any]], tickets: list[dict[str, Any]], red: bool
) -> None:
    """Nothing would acknowledge it, and a red that never ends is not looked at."""
    out = tmp_path / "l"
    # A client's order with a page: the client of a ticket that cannot be read.
    placed = order_row(id=1, userid=7, invoiceid=0, amount="0.00", paymentstatus="")
    rest = scripted([placed, *orders], tickets=tickets)
    canary = clock("2026-11-23 12:00:00")
    with serving(lambda form: canary if form["action"] == "GetAutomationLog" else rest(form)) as server:
        environ = {**keys, "DEMORAS_WHMCS_URL": server.url}
        ran = call("sync", "--new-ledger", "--out", out, "--now", NOW.isoformat(), environ=environ)
    assert ran.code == 0, ran.err
    assert ("conserva su última vista" in ran.out) is red
    assert judged(out, keys, NOW + timedelta(days=2)).code == (3 if red else 0)


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
