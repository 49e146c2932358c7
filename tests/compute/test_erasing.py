"""Orders that their clients asked to be erased: nothing of them stays, and nothing else changes."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import timedelta

from generator.compute.fold import fold
from generator.model.base import OrderId, TicketId
from generator.model.ledger import Ledger
from generator.model.states import Payment, ServiceStatus
from tests.compute.shop import RUN, T0, Pull, after, catalog, item, order, seen, ticket

HOSTING = "Hosting - Inicial"
PAID = {"payment": Payment.PAID, "paid_at": T0 + timedelta(minutes=5)}
SEVEN, EIGHT = OrderId("7"), OrderId("8")
ONLY_SEVEN = frozenset({SEVEN})


def erased(*pulls: Pull, orders: Collection[OrderId] = ONLY_SEVEN, before: Ledger | None = None) -> Ledger:
    """Return the Ledger after one run per pull, all of which erase these orders."""
    ledger = before
    for pull in pulls:
        ledger, _ = fold(catalog(), pull, ledger, pull.at, erased=frozenset(orders))
    assert ledger is not None
    return ledger


def two_clients(now: int = 1) -> Pull:
    """Return orders 7 and 8 of two clients, each with a ticket that names no item."""
    mine = order(item(HOSTING), number=7, client="5", **PAID)
    other = order(item(HOSTING, number=2), number=8, client="6", **PAID)
    return seen(T0 + now * RUN, mine, other, tickets=(ticket(1, client="5"), ticket(2, client="6")))


def test_an_erased_order_and_its_tickets_leave_the_ledger_at_once() -> None:
    """What is left is what there would be had they never been."""
    pull = two_clients()
    never = replace(pull, orders=pull.orders[1:], tickets=pull.tickets[1:])
    assert erased(pull) == after(never)
    later = replace(pull, at=T0 + 2 * RUN)
    assert erased(later, before=after(pull)) == after(never, replace(never, at=later.at))


def test_it_stays_away_in_every_run_and_leaves_no_row_in_the_records() -> None:
    """Seen as new each time, a finished item would be counted again and again."""
    done = order(item(HOSTING, ServiceStatus.ACTIVE), **PAID)
    ledger = erased(*(seen(T0 + n * RUN, done, order(item(HOSTING, number=2), number=8)) for n in (1, 2, 3)))
    assert (list(ledger.orders), ledger.finished) == ([EIGHT], ())


def test_without_it_its_client_s_other_order_does_not_inherit_tickets() -> None:
    """A ticket that names no item belongs to an order only where its client has a single one, erased or not."""
    mine, other = order(item(HOSTING), number=7), order(item(HOSTING, number=2), number=8)
    pull = seen(T0 + RUN, mine, other, tickets=(ticket(1), ticket(2, about=mine.items[0].key)))
    ledger = erased(pull)
    assert {key: record.order for key, record in ledger.tickets.items()} == {"1": None}


def test_a_ticket_of_its_client_goes_even_while_another_row_cannot_be_read() -> None:
    """Then nobody can tell which client has a single order, and the ticket would stay as one of none."""
    pull = replace(two_clients(), unreadable_orders={OrderId("99"): "date"})
    ledger = erased(pull)
    assert list(ledger.tickets) == ["2"]
    assert list(ledger.kept_back_orders) == ["99"]


def test_rows_that_cannot_be_read_are_not_kept_back_for_it() -> None:
    """Neither the order's own nor those of its tickets; others are."""
    known = after(two_clients())
    blind = replace(
        two_clients(2),
        orders=two_clients().orders[1:],
        tickets=(),
        unreadable_orders={SEVEN: "date", OrderId("99"): "date"},
        unreadable_tickets={TicketId("1"): "date", TicketId("2"): "date"},
    )
    assert {SEVEN, "99"} == fold(catalog(), blind, known, blind.at)[0].kept_back_orders.keys()
    ledger = erased(blind, before=known)
    assert (list(ledger.orders), list(ledger.tickets)) == ([EIGHT], ["2"])
    assert (list(ledger.kept_back_orders), list(ledger.kept_back_tickets)) == (["99"], ["2"])
    again, _ = fold(catalog(), blind, fold(catalog(), blind, known, blind.at)[0], T0 + 3 * RUN, erased=ONLY_SEVEN)
    assert (list(again.kept_back_orders), list(again.kept_back_tickets)) == (["99"], ["2"])


def test_erasing_is_no_drop_of_a_listing() -> None:
    """Even of most orders and their tickets, whether billing still lists them or not."""
    orders = [order(item(HOSTING, number=n), number=n, client=str(n)) for n in range(1, 21)]
    tickets = tuple(ticket(n, client=str(n)) for n in range(1, 21))
    before = after(seen(T0 + RUN, *orders, tickets=tickets))
    most = [OrderId(str(n)) for n in range(1, 16)]
    for pull in (
        seen(T0 + 2 * RUN, *orders, tickets=tickets),
        seen(T0 + 2 * RUN, *orders[15:], tickets=tickets[15:]),
    ):
        ledger = erased(pull, orders=most, before=before)
        assert list(ledger.orders) == list(ledger.tickets) == ["16", "17", "18", "19", "20"]


def test_the_report_counts_it_neither_as_an_order_nor_as_one_that_left() -> None:
    """Nor does a word of its rows stand there."""
    odd = replace(two_clients(2), orders=(order(item("Nunca visto"), **PAID), two_clients().orders[1]))
    _, report = fold(catalog(), odd, after(two_clients()), odd.at, erased=ONLY_SEVEN)
    assert (report.orders, report.removed, report.changed, report.unmapped_products) == (1, 0, 0, ())
