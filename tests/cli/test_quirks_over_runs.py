"""The quirks of the contract's section 10 that only several runs can tell, over the sandbox and the real command."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import Path

from generator.model.base import OrderId, TicketId
from generator.model.catalog import Catalog
from generator.model.ledger import Ledger
from generator.model.moments import Sighting
from generator.model.states import State
from generator.publish.ledger_file import open_ledger
from generator.publish.secret import read_secrets
from generator.sandbox import MadeUpHistory, SpecialOrder, SpecialTicket
from tests.cli.calls import BEFORE, END, call
from tests.doubles.faulty_billing import FaultyBilling

Environ = Mapping[str, str]


def opened(place: Path, catalog: Catalog, environ: Environ) -> Ledger:
    """Return the Ledger of a file."""
    return open_ledger(read_secrets(environ), catalog.company.site, place.read_bytes())


def run(billing: FaultyBilling, environ: Environ, place: Path, now: datetime, *previous: object) -> None:
    """Sync as of a moment, from a Ledger or from none."""
    billing.as_of = now
    words = ("--previous", str(*previous)) if previous else ("--new-ledger",)
    ran = call("sync", *words, "--out", place, "--now", now.isoformat(), environ=environ)
    assert ran.code == 0, ran.err


def test_quirk_06_an_order_stays_pending_while_its_service_runs(
    tmp_path: Path, catalog: Catalog, history: MadeUpHistory, billing: FaultyBilling, environ: Environ
) -> None:
    """An item's state comes of its own line and of the invoice, never of the order's status."""
    run(billing, environ, tmp_path / "l", END)
    orders = opened(tmp_path / "l", catalog, environ).orders
    number = history.special_orders[SpecialOrder.PENDING_BUT_RUNNING]
    (truth,) = (order for order in history.orders if order.id == number)
    assert truth.status.at(END) == "Pending"
    assert {item.state for item in orders[OrderId(str(number))].items} == {State.ACTIVE}


def test_quirk_07_nothing_says_when_a_service_began(
    tmp_path: Path, catalog: Catalog, billing: FaultyBilling, environ: Environ, first_ledger: Path
) -> None:
    """What was not so at one run and is so at the next happened in between, and is kept as those two moments."""
    run(billing, environ, tmp_path / "l", END, first_ledger)
    before, after = (opened(place, catalog, environ).orders for place in (first_ledger, tmp_path / "l"))
    begun = [
        (item.since, later.since)
        for order in before.keys() & after.keys()
        for item, later in zip(before[order].items, after[order].items, strict=True)
        if (item.state, later.state) == (State.IN_PROGRESS, State.ACTIVE)
    ]
    assert begun
    assert {since for _, since in begun} == {Sighting(after=BEFORE, by=END)}
    run(billing, environ, tmp_path / "m", END + timedelta(hours=1), tmp_path / "l")
    later_still = opened(tmp_path / "m", catalog, environ).orders
    kept = {item.since for order in later_still.values() for item in order.items}
    assert Sighting(after=BEFORE, by=END) in kept


def test_quirk_20_tickets_are_merged_split_and_deleted(
    tmp_path: Path, catalog: Catalog, history: MadeUpHistory, billing: FaultyBilling, environ: Environ
) -> None:
    """A row leaves only when two whole listings in a row lack it; its messages turn up in the one that took it in."""
    whole, gone = (
        TicketId(str(history.special_tickets[name])) for name in (SpecialTicket.MERGED, SpecialTicket.MERGED_AWAY)
    )
    merged_at = next(ticket.gone_at for ticket in history.tickets if str(ticket.id) == gone)
    assert merged_at is not None
    moments = [merged_at + timedelta(hours=hours) for hours in (-1, 1, 2)]
    places = [tmp_path / name for name in "lmn"]
    run(billing, environ, places[0], moments[0])
    for earlier, place, now in zip(places, places[1:], moments[1:], strict=False):
        run(billing, environ, place, now, earlier)
    tickets = [opened(place, catalog, environ).tickets for place in places]

    assert [gone in seen for seen in tickets] == [True, True, False]
    assert [seen[gone].missing_since for seen in tickets[:2]] == [None, moments[1]]
    threads = [seen[whole].thread for seen in tickets]
    answers = [thread and thread.answered_at for thread in threads]
    assert answers[0] is None
    assert answers[1] == answers[2] != None  # noqa: E711 — a chain of comparisons
    taken = next(ticket for ticket in history.tickets if str(ticket.id) == gone)
    assert answers[1] == taken.messages[1].at
