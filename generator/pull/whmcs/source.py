"""One pull from WHMCS: what is new, what may have changed and a slice of the rest; short listings whole."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from generator.model.base import OrderId, TicketId
from generator.model.billing import Billing
from generator.model.events import EventLog, EventReading
from generator.model.observed import Effort, ItemKey, Observed, ObservedItem, ObservedOrder, ObservedTicket
from generator.model.progress import Note, Progress
from generator.model.reading import Known
from generator.pull.whmcs.event_lines import read_events
from generator.pull.whmcs.fields import RowError
from generator.pull.whmcs.known_rows import sold_before, with_known
from generator.pull.whmcs.listing import ORDERS, TICKETS, Listings
from generator.pull.whmcs.listing_reader import Room
from generator.pull.whmcs.message_reading import ACTION, read_threads
from generator.pull.whmcs.named_rows import named_by, with_place
from generator.pull.whmcs.order_part import OrderPart, read_orders
from generator.pull.whmcs.orders import PickedOrder, order_from, order_hint, with_names, with_requirements
from generator.pull.whmcs.orders_to_ask import to_ask
from generator.pull.whmcs.other_invoices import other_invoices
from generator.pull.whmcs.payments import Payments
from generator.pull.whmcs.php_lists import Row
from generator.pull.whmcs.products import read_products
from generator.pull.whmcs.ticket_part import read_tickets
from generator.pull.whmcs.tickets import ticket_from, ticket_hint
from generator.pull.whmcs.tickets_that_matter import Pages, tickets_to_ask
from generator.pull.whmcs.transport import Transport
from generator.pull.whmcs.turns import CLOCK, ORDER_IDS, TICKET_IDS, turns_of
from generator.pull.whmcs.whmcs_settings import WhmcsSettings
from generator.pull.whmcs.zone_check import checked_clock, http_date

SHARE_FOR_EVENTS, SHARE_FOR_ORDERS = 0.1, 0.35
SHARE_FOR_INVOICES, SHARE_FOR_TICKETS, SHARE_FOR_MESSAGES = 0.55, 0.7, 0.75
"""The parts of a pull's time after which no more of each is begun: the next run goes on, and this one ends well."""

CALLS_OF_ORDERS = 9
"""Calls of a run after which no invoice is asked for: the next run goes on."""


@dataclass(frozen=True, slots=True)
class Conventions:
    """What a company made of its WHMCS: the product field that dates requirements, its robots, its order statuses."""

    requirements_field: str | None = None
    automatic_repliers: frozenset[str] = frozenset()
    order_statuses: tuple[str, ...] = ()

    @classmethod
    def of(cls, billing: Billing) -> Conventions:
        """Return what the data say of them."""
        statuses = tuple(entry.status for entry in billing.order_statuses)
        return cls(billing.requirements_field, frozenset(billing.automatic_repliers), statuses)


NO_CONVENTIONS = Conventions()


class WhmcsSource:
    """A `Source` over WHMCS's `api.php`; one call at a time."""

    def __init__(
        self,
        settings: WhmcsSettings,
        conventions: Conventions = NO_CONVENTIONS,
        *,
        sleep: Callable[[float], None] = time.sleep,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._settings = settings
        self._conventions = conventions
        self._sleep = sleep
        self._monotonic = monotonic

    def observe(
        self, *, now: datetime, known: Known, progress: Progress, note: Note, log: EventLog | None = None
    ) -> Observed:
        """Return everything billing shows, as of `now` (aware). Raises UnreachableError."""
        settings, conventions = self._settings, self._conventions
        zone, limits, began = settings.zone, settings.limits, self._monotonic()

        def until(share: float) -> Callable[[], bool]:
            return lambda: self._monotonic() < began + limits.pull_seconds * share

        with Transport(settings, sleep=self._sleep, monotonic=self._monotonic, note=note) as transport:

            def room(share: float) -> Room:
                calls = transport.calls
                return Room(until(share), lambda: sum(calls.values()) - calls.get(ACTION, 0), limits.page_size)

            asking = [ORDER_IDS] if to_ask(known, now) else []
            asking += [TICKET_IDS] if tickets_to_ask(known, now) else []
            turns = turns_of(known, now, str(zone), asking=asking)
            clock = checked_clock(transport, zone, known.reading, now, is_due=CLOCK in turns)
            ahead = timedelta(seconds=clock.clock_ahead)
            # Read before the listings, so that these show what they name.
            events = self._events(transport, log, ahead, now, until(SHARE_FOR_EVENTS))
            named = named_by(events, log, known)
            listings = Listings(transport, limits.page_size, progress)
            # Invoices are read after the orders that point to them: a payment between the two calls is then seen.
            part = read_orders(
                listings,
                known,
                now,
                zone,
                own_statuses=conventions.order_statuses,
                whole_pages=limits.whole_pages,
                named=named,
                turns=turns,
                room=room(SHARE_FOR_EVENTS if known.lacks_tickets else SHARE_FOR_ORDERS),
            )
            picked, unreadable_orders = self._picked(part.rows)
            only = [pick.order for pick in picked.values()] if named.only and part.read else None
            products = read_products(listings, conventions.requirements_field, note, only)
            payments = Payments(listings, part, now, zone)
            has_room = until(SHARE_FOR_INVOICES) if part.reads_all else room(SHARE_FOR_INVOICES).of(CALLS_OF_ORDERS)
            asked = payments.read(picked.values(), has_room)
            ticket_part = read_tickets(
                listings,
                transport,
                known,
                now,
                zone,
                whole_pages=limits.whole_pages,
                named=named,
                turns=turns,
                room=room(SHARE_FOR_TICKETS),
                pages=Pages.of(part, (pick.order for pick in picked.values())),
            )
            read, unreadable_tickets = self._tickets(ticket_part.rows)
            tickets = {**ticket_part.remembered, **read}
            reading = read_threads(
                transport,
                (read if named.only and ticket_part.read else tickets).values(),
                known.threads,
                now=now,
                zone=zone,
                automatic_repliers=conventions.automatic_repliers,
                has_time=until(SHARE_FOR_MESSAGES),
                progress=progress,
                at_hand=ticket_part.answers,
            )
            # Last of all: the only calls that may be refused and are not needed.
            others = other_invoices(
                transport, asked, payments.rows, zone, now, has_time=until(SHARE_FOR_MESSAGES), note=note
            )
            effort = Effort(dict(transport.calls), {**listings.counts, ACTION: len(reading.threads)})
            billing_time = http_date(transport.date)
        orders, unpaired = self._joined(picked, payments, others, products, part, now)
        unreadable_orders |= unpaired
        unheard = {**unreadable_tickets, **reading.unreadable}
        pulled = Observed(
            orders,
            tuple(ticket for ticket in read.values() if ticket.id not in unheard),
            unreadable_orders,
            unheard,
            reading.threads,
            reading.unread,
            effort,
            billing_time,
            tuple(listings.miscounts),
            {order: order_hint(part.rows[order], zone) for order in unreadable_orders},
            {ticket: hint for ticket in unheard if (hint := ticket_hint(ticket_part.rows.get(ticket, {})))},
            with_place(events, log, named, part.passed_over | ticket_part.passed_over),
            named.only and (part.read is not None or ticket_part.read is not None),
        )
        clock = clock.model_copy(update={"turns": {**clock.turns, **dict.fromkeys(turns, now)}})
        return with_known(pulled, part, ticket_part, clock)

    def orders(self, *, progress: Progress, note: Note) -> tuple[ObservedOrder, ...]:
        """Return every order that can be read, without what only its invoice tells. Raises UnreachableError."""
        settings = self._settings
        with Transport(settings, sleep=self._sleep, monotonic=self._monotonic, note=note) as transport:
            picked, _ = self._picked(Listings(transport, settings.limits.page_size, progress).whole(ORDERS))
        sold = _sold(picked)
        return tuple(with_names(pick.order, sold) for pick in picked.values())

    def tickets(self, *, progress: Progress, note: Note) -> tuple[ObservedTicket, ...]:
        """Return the row of every ticket that can be read. Raises UnreachableError."""
        settings = self._settings
        with Transport(settings, sleep=self._sleep, monotonic=self._monotonic, note=note) as transport:
            read, _ = self._tickets(Listings(transport, settings.limits.page_size, progress).whole(TICKETS))
        return tuple(read.values())

    def _events(
        self, transport: Transport, log: EventLog | None, ahead: timedelta, now: datetime, has_time: Callable[[], bool]
    ) -> EventReading:
        """Return what the shop's own lines tell."""
        if log is None:
            return EventReading()
        zone, page_size = self._settings.zone, self._settings.limits.page_size
        return read_events(
            transport, log, page_size=page_size, zone=zone, now=now, clock_error=ahead, has_time=has_time
        )

    def _picked(self, found: Mapping[str, Row]) -> tuple[dict[OrderId, PickedOrder], dict[OrderId, str]]:
        picked: dict[OrderId, PickedOrder] = {}
        unreadable: dict[OrderId, str] = {}
        for order, row in found.items():
            try:
                picked[OrderId(order)] = order_from(row, self._settings.zone)
            except RowError as fault:
                unreadable[OrderId(order)] = fault.field
        return picked, unreadable

    def _tickets(self, found: Mapping[str, Row]) -> tuple[dict[TicketId, ObservedTicket], dict[TicketId, str]]:
        tickets: dict[TicketId, ObservedTicket] = {}
        unreadable: dict[TicketId, str] = {}
        for ticket, row in found.items():
            try:
                tickets[TicketId(ticket)] = ticket_from(row, self._settings.zone)
            except RowError as fault:
                unreadable[TicketId(ticket)] = fault.field
        return tickets, unreadable

    def _joined(
        self,
        picked: Mapping[OrderId, PickedOrder],
        payments: Payments,
        others: Mapping[OrderId, Row],
        products: Mapping[str, Row],
        part: OrderPart,
        now: datetime,
    ) -> tuple[tuple[ObservedOrder, ...], dict[OrderId, str]]:
        zone, name = self._settings.zone, self._conventions.requirements_field
        orders: list[ObservedOrder] = []
        unreadable: dict[OrderId, str] = {}
        sold = sold_before(part) | _sold(picked)
        for order, pick in picked.items():
            try:
                paid = with_names(payments.paid(pick, others.get(order)), sold)
                orders.append(with_requirements(paid, products, name, zone, now) if name else paid)
            except RowError as fault:
                unreadable[order] = fault.field
        return tuple(orders), unreadable


def _sold(picked: Mapping[OrderId, PickedOrder]) -> dict[ItemKey, ObservedItem]:
    return {item.key: item for pick in picked.values() for item in pick.order.items}
