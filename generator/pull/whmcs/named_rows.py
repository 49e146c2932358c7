"""The orders and tickets that the shop's own lines are about: what changed, as far as lines tell."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace

from generator.model.base import OrderId, TicketId
from generator.model.events import EventLog, EventReading
from generator.model.reading import Known
from generator.model.states import ItemKind

_THINGS = {ItemKind.PRODUCT: "service", ItemKind.DOMAIN: "domain"}


@dataclass(frozen=True, slots=True)
class Named:
    """The orders and tickets that events are about."""

    orders: tuple[OrderId, ...] = ()
    tickets: tuple[TicketId, ...] = ()
    only: bool = False
    """Whether of a listing that is read in part nothing else is read."""
    is_all: bool = False
    """Whether lines tell all that happened since the run before, as far as lines do."""


def named_by(reading: EventReading, log: EventLog | None, known: Known) -> Named:
    """Return what events name, the latest first: a service, a domain or an invoice is that of an order known before."""
    orders = known.reading.orders.rows if known.reading and known.reading.orders else {}
    whose = {("invoice", order.invoice): key for key, order in orders.items() if order.invoice}
    for key, order in orders.items():
        whose |= {(_THINGS[item.key.kind], item.key.id): key for item in order.items if item.key.kind in _THINGS}
    latest_first = sorted(reading.events, key=lambda event: event.at, reverse=True)
    things = dict.fromkeys((event.kind.thing, event.id) for event in latest_first)
    found = [OrderId(number) if thing == "order" else whose.get((thing, number)) for thing, number in things]
    return Named(
        tuple(dict.fromkeys(order for order in found if order is not None)),
        tuple(TicketId(number) for thing, number in things if thing == "ticket"),
        only=log is not None and log.alone and reading.is_whole,
        is_all=log is not None and log.after is not None and reading.is_whole and not reading.told,
    )


def with_place(
    reading: EventReading, log: EventLog | None, named: Named, passed_over: Collection[OrderId | TicketId]
) -> EventReading:
    """Return what was read of the log, as not read yet where a run that reads nothing else passed over what it names.

    The run after reads those lines again, with everything: then they date what they tell of.
    """
    if not named.only or log is None or not {*named.orders, *named.tickets} & {*passed_over}:
        return reading
    return replace(reading, read_to=log.after)
