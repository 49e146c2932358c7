"""The settings of one WHMCS and `now` come in; everything it shows of orders and tickets goes out, in our words."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime

from generator.model.base import OrderId, TicketId
from generator.model.observed import Observed, ObservedOrder, ObservedTicket
from generator.pull.interface import Progress
from generator.pull.whmcs.envelope import answer
from generator.pull.whmcs.faults import NOT_BILLING, failed_call
from generator.pull.whmcs.fields import RowError, identifier
from generator.pull.whmcs.lists import Row, ShapeError, rows
from generator.pull.whmcs.orders import PickedOrder, order_from, with_payment
from generator.pull.whmcs.paging import Page, every_row
from generator.pull.whmcs.settings import WhmcsSettings
from generator.pull.whmcs.tickets import ticket_from
from generator.pull.whmcs.transport import Transport


class WhmcsSource:
    """A `Source` over WHMCS's `api.php`: three listings, read only, one call at a time."""

    def __init__(
        self,
        settings: WhmcsSettings,
        *,
        sleep: Callable[[float], None] = time.sleep,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._settings = settings
        self._sleep = sleep
        self._monotonic = monotonic

    def observe(self, *, now: datetime, progress: Progress) -> Observed:
        """Return everything billing shows, as of `now` (aware). Raises UnreachableError."""
        with Transport(self._settings, sleep=self._sleep, monotonic=self._monotonic) as transport:
            listing = _Listing(transport, self._settings.limits.page_size, progress)
            # Invoices come after the orders that name them, so a payment between the two calls is seen, not missed.
            order_rows = listing.whole("GetOrders", "orders", "order", "pedidos")
            picked, unreadable_orders = self._picked(order_rows)
            invoices = self._invoices(listing, picked.values())
            tickets_rows = listing.whole(
                "GetTickets", "tickets", "ticket", "tickets", {"ignore_dept_assignments": "true"}
            )
        orders, unpaired = self._joined(picked, invoices)
        tickets, unreadable_tickets = self._tickets(tickets_rows)
        return Observed(now, orders, tickets, unreadable_orders | unpaired, unreadable_tickets)

    def _picked(self, found: Mapping[str, Row]) -> tuple[dict[OrderId, PickedOrder], dict[OrderId, str]]:
        picked: dict[OrderId, PickedOrder] = {}
        unreadable: dict[OrderId, str] = {}
        for order, row in found.items():
            try:
                picked[OrderId(order)] = order_from(row, self._settings.zone)
            except RowError as fault:
                unreadable[OrderId(order)] = fault.field
        return picked, unreadable

    def _invoices(self, listing: _Listing, picked: Iterable[PickedOrder]) -> Mapping[str, Row]:
        wanted = [int(order.invoice) for order in picked if order.invoice]
        if not wanted:
            return {}
        newest_first = {"orderby": "id", "order": "desc"}
        return listing.whole("GetInvoices", "invoices", "invoice", "facturas", newest_first, down_to=min(wanted))

    def _joined(
        self, picked: Mapping[OrderId, PickedOrder], invoices: Mapping[str, Row]
    ) -> tuple[tuple[ObservedOrder, ...], dict[OrderId, str]]:
        orders: list[ObservedOrder] = []
        unreadable: dict[OrderId, str] = {}
        for order, pick in picked.items():
            try:
                orders.append(with_payment(pick, invoices, self._settings.zone))
            except RowError as fault:
                unreadable[order] = fault.field
        return tuple(orders), unreadable

    def _tickets(self, found: Mapping[str, Row]) -> tuple[tuple[ObservedTicket, ...], dict[TicketId, str]]:
        tickets: list[ObservedTicket] = []
        unreadable: dict[TicketId, str] = {}
        for ticket, row in found.items():
            try:
                tickets.append(ticket_from(row, self._settings.zone))
            except RowError as fault:
                unreadable[TicketId(ticket)] = fault.field
        return tuple(tickets), unreadable


class _Listing:
    """Reads whole listings over one transport."""

    def __init__(self, transport: Transport, page_size: int, progress: Progress) -> None:
        self._transport = transport
        self._page_size = page_size
        self._progress = progress

    def whole(
        self,
        action: str,
        container: str,
        singular: str,
        what: str,
        params: Mapping[str, str] | None = None,
        *,
        down_to: int | None = None,
    ) -> dict[str, Row]:
        def fetch(start: int) -> Page:
            paging = {"limitstart": str(start), "limitnum": str(self._page_size)}
            fields = answer(action, self._transport.post(action, {**(params or {}), **paging}), container)
            try:
                return Page(rows(fields[container], singular), int(identifier(fields, "totalresults")))
            except ShapeError:
                raise failed_call(action, f"«{container}» no es una lista", NOT_BILLING) from None
            except RowError:
                raise failed_call(action, "la respuesta no dice cuántas filas hay en total", NOT_BILLING) from None

        def tell(so_far: int, total: int | None) -> None:
            self._progress(what, so_far, total)

        tell(0, None)
        return every_row(fetch, action=action, tell=tell, down_to=down_to)
