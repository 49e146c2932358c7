"""What events name: orders by themselves, by what they sold and by their invoice, and tickets; the latest first."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from generator.model.base import OrderId, TicketId
from generator.model.events import Event, EventKind, EventLog, EventReading
from generator.model.observed import ItemKey, ObservedItem, ObservedOrder
from generator.model.reading import Known, OrdersRead, Pass, Reading
from generator.model.states import ItemKind, OrderStatus, Payment, ServiceStatus
from generator.pull.whmcs.named_rows import Named, named_by, with_place
from tests.pull.samples import NOW

ITEMS = tuple(
    ObservedItem(ItemKey(kind, "12"), "Algo", "", ServiceStatus.PENDING) for kind in (ItemKind.PRODUCT, ItemKind.OTHER)
)
ORDER = ObservedOrder(
    OrderId("1"), "7", "5", NOW, OrderStatus.PENDING, "", Payment.UNPAID, None, ITEMS, invoice="40", claimed="unpaid"
)
OTHER = replace(ORDER, id=OrderId("2"), invoice="", items=(replace(ITEMS[0], key=ItemKey(ItemKind.DOMAIN, "12")),))
WALK = Pass(began=NOW)
KNOWN = Known(reading=Reading(orders=OrdersRead(recent=WALK, history=WALK, rows={ORDER.id: ORDER, OTHER.id: OTHER})))
LOG = EventLog((), after=3, alone=True)


def read(*events: tuple[str, str], is_whole: bool = True) -> EventReading:
    """Return what was read of the log, up to entry 9: these, a minute apart."""
    found = (Event(EventKind(kind), number, NOW + timedelta(minutes=at)) for at, (kind, number) in enumerate(events))
    return EventReading(tuple(found), 9, is_whole)


@pytest.mark.parametrize(
    ("kind", "number", "orders", "tickets"),
    [
        ("order.accepted", "1", ["1"], []),
        ("order.paid", "999", ["999"], []),
        ("service.created", "12", ["1"], []),
        ("service.creation_failed", "12", ["1"], []),
        ("service.created", "13", [], []),
        ("domain.registered", "12", ["2"], []),
        ("invoice.paid", "40", ["1"], []),
        ("invoice.paid", "41", [], []),
        ("ticket.merged", "12", [], ["12"]),
    ],
)
def test_an_event_names_an_order_or_a_ticket(kind: str, number: str, orders: list[str], tickets: list[str]) -> None:
    named = named_by(read((kind, number)), LOG, KNOWN)
    assert (list(named.orders), list(named.tickets)) == (orders, tickets)


def test_what_is_named_again_is_read_once_and_the_latest_first() -> None:
    named = named_by(read(("order.paid", "1"), ("order.paid", "2"), ("service.created", "12")), LOG, KNOWN)
    assert named.orders == (OrderId("1"), OrderId("2"))


def test_nothing_else_is_read_only_where_that_was_asked_for_and_all_that_is_new_was_read() -> None:
    assert named_by(read(), LOG, KNOWN).only
    assert not named_by(read(is_whole=False), LOG, KNOWN).only
    assert not named_by(read(), replace(LOG, alone=False), KNOWN).only
    assert not named_by(EventReading(), None, KNOWN).only


def test_lines_about_what_such_a_run_could_not_read_are_read_again_by_the_next() -> None:
    only = Named((OrderId("1"),), (TicketId("5"),), only=True)
    assert with_place(read(), LOG, only, frozenset()).read_to == 9
    assert with_place(read(), LOG, only, {OrderId("2")}).read_to == 9
    assert with_place(read(), LOG, only, {OrderId("1")}).read_to == 3
    assert with_place(read(), LOG, only, {TicketId("5")}).read_to == 3
    assert with_place(read(), LOG, replace(only, only=False), {OrderId("1")}).read_to == 9
