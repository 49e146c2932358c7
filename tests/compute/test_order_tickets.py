"""Tickets through the fold: whose they are, how long they are kept, what their messages told, and what pages show."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from generator.compute.fold import fold
from generator.compute.order_views import order_views
from generator.compute.remembered_rows import known_of
from generator.model.base import OrderId, TicketId
from generator.model.ledger import Ledger
from generator.model.observed import ItemKey
from generator.model.states import ItemKind, TicketState
from generator.model.threads import Thread
from tests.compute.shop import RUN, T0, Pull, after, catalog, item, order, seen, ticket

NEWS = "Webs - Noticias"
SEVEN, ONE = OrderId("7"), TicketId("1")
DAY = timedelta(days=1)


def owners(ledger: Ledger) -> dict[str, str | None]:
    """Return the order of each ticket."""
    return {str(key): record.order for key, record in ledger.tickets.items()}


def thread(answered_at: datetime | None) -> Thread:
    """Return what the messages of the ticket of T0 told."""
    return Thread(asked_at=T0, answered_at=answered_at, row_last_reply_at=None, row_state=TicketState.OPEN)


def read(pull: Pull, answered_at: datetime | None) -> Pull:
    """Return a pull that also read the ticket's messages."""
    return replace(pull, threads={ONE: thread(answered_at)})


def test_a_ticket_belongs_to_the_item_its_opener_chose_else_to_the_clients_only_order() -> None:
    """A guest's, and one of a client with two orders, belong to none."""
    one, two = order(item(NEWS)), order(item(NEWS, number=2), number=8)
    about = ItemKey(ItemKind.PRODUCT, "2")
    assert owners(after(seen(T0 + RUN, one, two, tickets=(ticket(about=about),)))) == {"1": "8"}
    assert owners(after(seen(T0 + RUN, one, two, tickets=(ticket(),)))) == {"1": None}
    assert owners(after(seen(T0 + RUN, one, tickets=(ticket(),)))) == {"1": "7"}
    assert owners(after(seen(T0 + RUN, one, tickets=(ticket(client=""),)))) == {"1": None}


def test_ids_of_products_and_domains_do_not_mix() -> None:
    """Each kind counts its ids for itself."""
    domain = ItemKey(ItemKind.DOMAIN, "1")
    assert owners(after(seen(T0 + RUN, order(item(NEWS)), tickets=(ticket(about=domain),)))) == {"1": None}


def test_while_an_order_cannot_be_read_tickets_stay_where_they_were_and_none_is_linked_by_its_client() -> None:
    """Nobody can tell which client has a single order."""
    one, two = order(item(NEWS)), order(item(NEWS, number=2), number=8)
    mine, loose = ticket(about=ItemKey(ItemKind.PRODUCT, "2")), ticket(2)
    before = after(seen(T0 + RUN, one, two, tickets=(mine,)))
    pull = seen(T0 + 2 * RUN, one, tickets=(mine, loose), unreadable_orders={OrderId("8"): "date"})
    assert owners(fold(catalog(), pull, before, pull.at)[0]) == {"1": "8", "2": None}


def test_a_ticket_without_an_order_is_kept_for_ninety_days_and_stands_on_no_page() -> None:
    """Its first answer is counted meanwhile; one of an order stays as long as the order."""
    loose, mine = ticket(1, client=""), ticket(2)
    first = seen(T0 + RUN, order(item(NEWS)), tickets=(loose, mine))
    later = [replace(first, at=T0 + n * DAY) for n in (90, 91)]
    assert owners(after(first, later[0])) == {"1": None, "2": "7"}
    assert owners(after(first, later[1])) == {"2": "7"}
    [view] = order_views(after(first), T0 + RUN)
    assert [shown.number for shown in view.tickets] == ["T-2"]


def test_a_ticket_missing_from_one_listing_stays_and_from_two_goes() -> None:
    """With an order or without; one that cannot be read is not missing."""
    placed = order(item(NEWS))
    first = seen(T0 + RUN, placed, tickets=(ticket(1), ticket(2, client="")))
    gone = [seen(T0 + n * RUN, placed) for n in (2, 3, 4)]
    once = after(first, gone[0])
    assert {record.missing_since for record in once.tickets.values()} == {T0 + 2 * RUN}
    assert after(first, *gone[:2]).tickets == {}
    unreadable = replace(gone[1], unreadable_tickets={ONE: "date"})
    assert after(first, gone[0], unreadable, gone[2]).tickets[ONE].missing_since == T0 + 4 * RUN


def test_what_was_read_of_messages_is_kept_and_handed_to_the_next_pull() -> None:
    """A run that read none takes nothing away."""
    pull = seen(T0 + RUN, order(item(NEWS)), tickets=(ticket(1), ticket(2)))
    ledger = after(read(pull, T0 + DAY), replace(pull, at=T0 + 2 * RUN))
    assert known_of(ledger).threads == {ONE: thread(T0 + DAY)}
    assert ledger.tickets[ONE].department == "2"
    assert known_of(None).threads == {}


def test_the_first_reply_of_a_person_stands_on_the_order_s_page() -> None:
    """Where its messages were read, and there is one."""
    pull = seen(T0 + RUN, order(item(NEWS)), tickets=(ticket(),))
    answered = T0 + timedelta(minutes=7)
    replies = [
        next(order_views(after(one), T0 + RUN)).tickets[0].first_reply
        for one in (pull, read(pull, None), read(pull, answered))
    ]
    assert replies == [None, None, answered]


def test_an_order_is_marked_as_changed_only_by_the_run_that_changed_what_its_page_shows() -> None:
    """Not by tickets of nobody, by messages that told nothing new, or by one listing that missed something."""
    placed = order(item(NEWS))
    mine, loose = ticket(), ticket(2, client="")
    first = seen(T0 + RUN, placed, tickets=(mine,))

    def changed(pull: Pull) -> bool:
        return after(first, replace(pull, at=T0 + 2 * RUN)).orders[SEVEN].changed_at == T0 + 2 * RUN

    assert not changed(first)
    assert not changed(replace(first, tickets=(mine, loose)))
    assert not changed(read(first, None))
    assert not changed(replace(first, tickets=()))
    assert not changed(replace(first, tickets=(replace(mine, department="3"),)))
    assert changed(read(first, T0 + timedelta(minutes=7)))
    assert changed(replace(first, tickets=(replace(mine, state=TicketState.CLOSED),)))
    assert changed(replace(first, tickets=(replace(mine, client=""),)))
    assert changed(replace(first, tickets=(mine, ticket(3))))
    assert changed(seen(T0, replace(placed, number="1"), tickets=(mine,)))


def test_an_order_that_one_listing_missed_has_not_changed_and_neither_has_one_that_came_back() -> None:
    """Its file stays the same, byte for byte."""
    orders = [order(item(NEWS), number=n) for n in (7, 8, 9)]
    pulls = [seen(T0 + RUN, *orders), seen(T0 + 2 * RUN, *orders[1:]), seen(T0 + 3 * RUN, *orders)]
    assert [after(*pulls[:n]).orders[SEVEN].changed_at for n in (1, 2, 3)] == [T0 + RUN] * 3
