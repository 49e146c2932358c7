"""One pull from WHMCS: every listing whole, then the messages of the tickets that changed."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from generator.model.base import OrderId, TicketId
from generator.model.events import EventLog, EventReading
from generator.model.observed import Effort, ItemKey, Observed, ObservedItem, ObservedOrder, ObservedTicket
from generator.model.progress import Note, Progress
from generator.model.reading import Known
from generator.pull.whmcs.event_lines import read_events
from generator.pull.whmcs.fields import RowError
from generator.pull.whmcs.listing import INVOICES, ORDERS, PRODUCTS, TICKETS, Listings
from generator.pull.whmcs.message_reading import ACTION, read_threads
from generator.pull.whmcs.orders import (
    PickedOrder,
    order_from,
    order_hint,
    wants_invoice,
    with_names,
    with_payment,
    with_requirements,
)
from generator.pull.whmcs.other_invoices import other_invoices
from generator.pull.whmcs.php_lists import Row
from generator.pull.whmcs.products import has_field
from generator.pull.whmcs.tickets import ticket_from, ticket_hint
from generator.pull.whmcs.transport import Transport
from generator.pull.whmcs.whmcs_settings import WhmcsSettings
from generator.pull.whmcs.zone_check import BillingClock, check_zone

SHARE_FOR_MESSAGES = 0.75
"""The part of a pull's time after which no more messages are begun: the next run goes on, and this one ends well."""


SHARE_FOR_EVENTS = 0.1
"""The part of a pull's time after which no more pages of events are begun: the listings must be read whole."""


@dataclass(frozen=True, slots=True)
class Conventions:
    """What a company made of its WHMCS: the product field that dates requirements, and who signs automatic replies."""

    requirements_field: str | None = None
    automatic_repliers: frozenset[str] = frozenset()


NO_CONVENTIONS = Conventions()


class WhmcsSource:
    """A `Source` over WHMCS's `api.php`: whole listings, then the messages that changed; one call at a time."""

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
        enough = self._monotonic() + settings.limits.pull_seconds * SHARE_FOR_MESSAGES
        with Transport(settings, sleep=self._sleep, monotonic=self._monotonic, note=note) as transport:
            clock = check_zone(transport, settings.zone)
            events = self._events(transport, log, clock, now)
            listings = Listings(transport, settings.limits.page_size, progress)
            # Invoices are read after the orders that point to them: a payment between the two calls is then seen.
            order_rows = listings.whole(ORDERS)
            picked, unreadable_orders = self._picked(order_rows)
            products = self._products(listings, note)
            invoices = self._invoices(listings, picked.values(), now)
            ticket_rows = listings.whole(TICKETS)
            tickets, unreadable_tickets = self._tickets(ticket_rows)
            reading = read_threads(
                transport,
                tickets.values(),
                known.threads,
                now=now,
                zone=settings.zone,
                automatic_repliers=conventions.automatic_repliers,
                has_time=lambda: self._monotonic() < enough,
                progress=progress,
            )
            # Last of all: the only calls that may be refused and are not needed.
            others = other_invoices(
                transport,
                picked.values(),
                invoices,
                settings.zone,
                now,
                has_time=lambda: self._monotonic() < enough,
                note=note,
            )
            effort = Effort(dict(transport.calls), {**listings.counts, ACTION: len(reading.threads)})
        orders, unpaired = self._joined(picked, invoices, others, products, now)
        unreadable_orders |= unpaired
        unreadable_tickets |= reading.unreadable
        hints = {ticket: ticket_hint(ticket_rows[ticket]) for ticket in unreadable_tickets}
        return Observed(
            orders,
            tuple(ticket for ticket in tickets.values() if ticket.id not in reading.unreadable),
            unreadable_orders,
            unreadable_tickets,
            reading.threads,
            reading.unread,
            effort,
            clock.at,
            tuple(listings.miscounts),
            {order: order_hint(order_rows[order], settings.zone) for order in unreadable_orders},
            {ticket: hint for ticket, hint in hints.items() if hint is not None},
            events,
        )

    def orders(self, *, progress: Progress, note: Note) -> tuple[ObservedOrder, ...]:
        """Return every order that can be read, without what only its invoice tells. Raises UnreachableError."""
        settings = self._settings
        with Transport(settings, sleep=self._sleep, monotonic=self._monotonic, note=note) as transport:
            picked, _ = self._picked(Listings(transport, settings.limits.page_size, progress).whole(ORDERS))
        sold = _sold(picked)
        return tuple(with_names(pick.order, sold) for pick in picked.values())

    def _events(self, transport: Transport, log: EventLog | None, clock: BillingClock, now: datetime) -> EventReading:
        """Return what the shop's own lines tell: read before the listings, so that these show what they name."""
        if log is None:
            return EventReading()
        settings = self._settings
        ends = self._monotonic() + settings.limits.pull_seconds * SHARE_FOR_EVENTS
        return read_events(
            transport,
            log,
            page_size=settings.limits.page_size,
            zone=settings.zone,
            now=now,
            clock_error=clock.ahead,
            has_time=lambda: self._monotonic() < ends,
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

    def _products(self, listings: Listings, note: Note) -> Mapping[str, Row]:
        name = self._conventions.requirements_field
        if not name:
            return {}
        found = listings.whole(PRODUCTS)
        if not any(_has_field(row, name) for row in found.values()):
            note(f"Ningún producto tiene el campo «{name}» (requirements_field de data/billing.yml).")
        return found

    def _invoices(self, listings: Listings, picked: Iterable[PickedOrder], now: datetime) -> Mapping[str, Row]:
        wanted = [int(order.invoice) for order in picked if order.invoice and wants_invoice(order, now)]
        return listings.whole(INVOICES, down_to=min(wanted)) if wanted else {}

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
        invoices: Mapping[str, Row],
        others: Mapping[OrderId, Row],
        products: Mapping[str, Row],
        now: datetime,
    ) -> tuple[tuple[ObservedOrder, ...], dict[OrderId, str]]:
        zone, name = self._settings.zone, self._conventions.requirements_field
        orders: list[ObservedOrder] = []
        unreadable: dict[OrderId, str] = {}
        sold = _sold(picked)
        for order, pick in picked.items():
            try:
                paid = with_names(with_payment(pick, invoices, zone, now, others.get(order)), sold)
                orders.append(with_requirements(paid, products, name, zone, now) if name else paid)
            except RowError as fault:
                unreadable[order] = fault.field
        return tuple(orders), unreadable


def _sold(picked: Mapping[OrderId, PickedOrder]) -> dict[ItemKey, ObservedItem]:
    return {item.key: item for pick in picked.values() for item in pick.order.items}


def _has_field(row: Row, name: str) -> bool:
    try:
        return has_field(row, name)
    except RowError:
        return True  # its order is kept back and says so
