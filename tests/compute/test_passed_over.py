"""Rows that a run had no look at: they are never missing, keep what was known, and widen the intervals they are in."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest

from generator.compute.fold import fold
from generator.compute.order_views import order_views
from generator.compute.public_facts import public_facts
from generator.compute.remembered_rows import known_of
from generator.errors import UnreachableError
from generator.model.base import OrderId, TicketId
from generator.model.ledger import Ledger
from generator.model.moments import Sighting
from generator.model.observed import ItemKey, OverOrder
from generator.model.reading import OrdersRead, Pass, Reading, TicketsRead
from generator.model.states import ItemKind, Payment, ServiceStatus
from tests.compute.shop import RUN, T0, after, catalog, item, order, seen, ticket

NEWS = "Webs - Noticias"
SEVEN = OrderId("7")
PAID = {"payment": Payment.PAID, "paid_at": T0}
DONE = {"status": ServiceStatus.ACTIVE}
WALK = Pass(began=T0)
PART = Reading(orders=OrdersRead(recent=WALK, history=WALK), tickets=TicketsRead(recent=WALK, history=WALK))
OPEN = [order(item(NEWS, number=n), number=n, client=str(n)) for n in range(1, 11)]


def passed(*numbers: int) -> frozenset[OrderId]:
    """Return the ids of orders."""
    return frozenset(OrderId(str(number)) for number in numbers)


def test_what_nobody_looked_for_is_not_gone_however_long() -> None:
    """Neither a page nor the run ends; once it was looked for, two looks and a day count as ever."""
    ledger = after(seen(T0 + RUN, *OPEN))
    for day in range(3):
        pull = seen(T0 + timedelta(days=day, hours=1), *OPEN[4:], passed_over_orders=passed(1, 2, 3, 4), reading=PART)
        ledger, report = fold(catalog(), pull, ledger, pull.at)
        assert (len(ledger.orders), report.missing_open, report.removed) == (10, 0, 0)
    pull = seen(T0 + timedelta(days=3), *OPEN[1:], reading=PART)
    ledger, report = fold(catalog(), pull, ledger, pull.at)
    assert (report.missing_open, ledger.orders[OrderId("1")].missing_since) == (1, pull.at)
    # Missing since, and nobody looked again: the second sight is still to come.
    pull = seen(T0 + timedelta(days=5), *OPEN[1:], passed_over_orders=passed(1), reading=PART)
    ledger, _ = fold(catalog(), pull, ledger, pull.at)
    assert OrderId("1") in ledger.orders
    pull = seen(T0 + timedelta(days=5, hours=1), *OPEN[1:], reading=PART)
    assert OrderId("1") not in fold(catalog(), pull, ledger, pull.at)[0].orders


def test_the_guard_counts_a_share_of_what_was_looked_at() -> None:
    """Two of three that were looked for are most of them, though hundreds were not."""
    ledger = after(seen(T0 + RUN, *OPEN))
    pull = seen(T0 + 2 * RUN, OPEN[2], passed_over_orders=passed(*range(4, 11)), reading=PART)
    with pytest.raises(UnreachableError, match="Faltan 2 de 3 pedidos sin terminar"):
        fold(catalog(), pull, ledger, pull.at)


def test_a_change_happened_since_the_order_was_last_looked_at() -> None:
    """Runs that passed it over narrow no interval, with its row at hand or without."""
    was, now = order(item(NEWS), **PAID), order(item(NEWS, **DONE), **PAID)
    first = after(seen(T0 + RUN, was))
    for remembered in ((was,), ()):
        ledger = first
        for run in (2, 3):
            pull = seen(T0 + run * RUN, *remembered, passed_over_orders=frozenset({SEVEN}), reading=PART)
            ledger, report = fold(catalog(), pull, ledger, pull.at)
            assert report.changed == 0
        pull = seen(T0 + 4 * RUN, now, reading=PART)
        ledger, _ = fold(catalog(), pull, ledger, pull.at)
        assert ledger.orders[SEVEN].items[0].since == Sighting(after=T0 + RUN, by=T0 + 4 * RUN)
        assert ledger.orders[SEVEN].seen_at is None


def test_an_order_that_was_not_known_may_have_become_so_at_any_time() -> None:
    """The run before had perhaps no look at it: its state was not entered since then."""
    old = order(item(NEWS, **DONE), placed_at=T0 - timedelta(days=60), **PAID)
    first = after(seen(T0 + RUN, *OPEN[:1]))
    part, whole = (
        fold(catalog(), seen(T0 + 2 * RUN, *OPEN[:1], old, reading=reading), first, T0 + 2 * RUN)[0]
        for reading in (PART, None)
    )
    assert part.orders[SEVEN].items[0].since == Sighting(after=T0 - timedelta(days=60), by=T0 + 2 * RUN)
    assert whole.orders[SEVEN].items[0].since == Sighting(after=T0 + RUN, by=T0 + 2 * RUN)


def test_a_ticket_passed_over_stays_with_its_order_and_is_never_missing() -> None:
    about = ItemKey(ItemKind.PRODUCT, "1")
    ledger = after(seen(T0 + RUN, OPEN[0], tickets=(ticket(client="1", about=about),)))
    untold = frozenset({TicketId("1")})
    for run in (2, 3, 4):
        pull = seen(T0 + run * RUN, OPEN[0], passed_over_tickets=untold, reading=ledger.reading or PART)
        ledger, report = fold(catalog(), pull, ledger, pull.at)
        assert (report.missing_tickets, ledger.tickets[TicketId("1")].order) == (0, "1")
        # When it was last looked at is kept, so that it is asked for once that was most of a day ago.
        assert known_of(ledger).tickets[TicketId("1")].seen_at == T0 + RUN
    ledger, _ = fold(
        catalog(), seen(T0 + 5 * RUN, OPEN[0], tickets=(ticket(client="1", about=about),)), ledger, T0 + 5 * RUN
    )
    assert known_of(ledger).tickets[TicketId("1")].seen_at == T0 + 5 * RUN


def test_a_ledger_that_was_written_before_turns_and_sights_were_kept_opens() -> None:
    """What it lacks is as if nothing had had its turn, and all had been seen by the run that wrote it."""
    ledger = after(seen(T0 + RUN, OPEN[0], tickets=(ticket(client="1"),), reading=PART))
    old = json.loads(ledger.model_dump_json())
    new = {"turns", "seen", "seen_moved", "first_since", "answers_ids"}
    kept = old["reading"]
    old["reading"] = {key: value for key, value in kept.items() if key not in new} | {
        name: {key: value for key, value in kept[name].items() if key not in new} for name in ("orders", "tickets")
    }
    opened = Ledger.model_validate_json(json.dumps(old))
    assert opened == ledger
    assert known_of(opened) == known_of(ledger)


@pytest.mark.parametrize("is_half_read", [True, False])
def test_a_history_that_is_half_read_shows_no_order_and_no_figure(is_half_read: bool) -> None:
    """What is known of it is of the latest orders alone."""
    since = T0 if is_half_read else None
    reading = Reading(orders=OrdersRead(recent=WALK, history=WALK, behind_since=since, first_since=since))
    ledger = after(seen(T0 + RUN, *OPEN, reading=reading))
    assert (public_facts(catalog(), ledger, T0 + RUN).records is None) is is_half_read
    assert (list(order_views(ledger, T0 + RUN)) == []) is is_half_read


def owner(ledger: Ledger) -> OrderId | None:
    """Return whose ticket 1 is."""
    return ledger.tickets[TicketId("1")].order


def test_a_client_has_a_single_order_only_once_every_order_was_read() -> None:
    """Those without a page count too, and until all were read once nobody can tell; who had it keeps it."""
    guess = ticket(client="1")
    pulls = {
        "whole": {},
        "another": {"other_clients": {OrderId("900"): "1"}, "reading": PART},
        "not all": {"knows_every_order": False, "reading": PART},
    }
    told = {name: owner(after(seen(T0 + RUN, OPEN[0], tickets=(guess,), **more))) for name, more in pulls.items()}
    assert told == {"whole": "1", "another": None, "not all": None}
    whole = after(seen(T0 + RUN, OPEN[0], tickets=(guess,)))
    pull = seen(T0 + 2 * RUN, OPEN[0], tickets=(guess,), **pulls["not all"])
    assert owner(fold(catalog(), pull, whole, pull.at)[0]) == "1"


def test_the_rows_of_the_ledger_are_kept_for_the_next_pull_and_of_the_others_only_whose_they_are() -> None:
    """Of what was erased nothing stays but that its client had one more order."""
    long_ago = T0 - timedelta(days=900)
    old = order(item("Hosting - Inicial", number=90, **DONE), number=900, client="9", placed_at=long_ago, **PAID)
    pull = seen(T0 + RUN, *OPEN, old, tickets=(ticket(client="1"),), reading=PART)
    gone = frozenset({OrderId("3")})
    ledger, _ = fold(catalog(), pull, None, pull.at, erased=gone)
    known = known_of(Ledger.model_validate_json(ledger.model_dump_json()))
    assert known.reading is not None
    orders, tickets = known.reading.orders, known.reading.tickets
    assert orders is not None
    assert tickets is not None
    assert orders.rows == {one.id: one for one in OPEN if one.id not in gone}
    assert orders.clients == {"900": "9", "erased-3": "3"}
    assert orders.sold == {"product:90": "Hosting - Inicial"}
    assert tickets.rows == {TicketId("1"): ticket(client="1")}
    assert (len(known.orders), known.orders[SEVEN].is_open, known.orders[SEVEN].seen_at) == (9, True, pull.at)


def test_an_order_of_which_a_pull_kept_only_whose_it_was_and_what_it_sold_is_remembered_so() -> None:
    """Its erasing leaves the client's mark alone."""
    over = {OrderId("900"): OverOrder("9", (("product:90", "Hosting - Inicial"),)), OrderId("901"): OverOrder("8")}
    for erased, clients, sold in (
        (frozenset[OrderId](), {"900": "9", "901": "8"}, {"product:90": "Hosting - Inicial"}),
        (frozenset({OrderId("900")}), {"901": "8", "erased-9": "9"}, {}),
    ):
        pull = seen(T0 + RUN, *OPEN, over_orders=over, reading=PART)
        ledger, _ = fold(catalog(), pull, None, pull.at, erased=erased)
        assert ledger.reading is not None
        assert ledger.reading.orders is not None
        assert (ledger.reading.orders.clients, ledger.reading.orders.sold) == (clients, sold)
        assert len(ledger.orders) == len(OPEN)


def test_a_ticket_of_an_erased_order_is_known_as_such_when_the_order_is_out_of_sight() -> None:
    pull = seen(T0 + RUN, OPEN[1], tickets=(ticket(client="3"),), other_clients={OrderId("erased-3"): "3"})
    ledger, _ = fold(catalog(), pull, None, pull.at, erased=frozenset({OrderId("3")}))
    assert ledger.tickets == {}
