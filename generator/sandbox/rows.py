"""The world and a moment come in; the rows of every listing as of then go out, each made once."""

from __future__ import annotations

from datetime import datetime
from functools import cached_property
from zoneinfo import ZoneInfo

from generator.sandbox.ticket_records import Ticket
from generator.sandbox.wire import Row
from generator.sandbox.wire_invoices import invoice_row
from generator.sandbox.wire_orders import order_row
from generator.sandbox.wire_products import product_row
from generator.sandbox.wire_tickets import ticket_row
from generator.sandbox.world import World


class Rows:
    """What there is at one moment, and the rows billing gives of it; turning pages costs nothing."""

    def __init__(self, world: World, moment: datetime) -> None:
        self.zone = ZoneInfo(world.zone)
        self.seen = world.at(moment)
        self.moment = self.seen.moment
        self._requirements_field = world.requirements_field

    @cached_property
    def orders(self) -> list[Row]:
        """Return the rows of GetOrders, newest first."""
        return [order_row(order, self.moment, self.zone) for order in reversed(self.seen.orders)]

    @cached_property
    def invoices(self) -> dict[int, Row]:
        """Return the rows of GetInvoices by id."""
        return {invoice.id: invoice_row(invoice, self.moment, self.zone) for invoice in self.seen.invoices}

    @cached_property
    def products(self) -> list[Row]:
        """Return the rows of GetClientsProducts."""
        return [
            product_row(order, line, self.moment, self.zone, self._requirements_field)
            for order in self.seen.orders
            for line in order.lines
            if line.kind == "product"
        ]

    @cached_property
    def ticket_by(self) -> dict[int | str, Ticket]:
        """Return each ticket by its id and by its public number."""
        by_id: dict[int | str, Ticket] = {ticket.id: ticket for ticket in self.seen.tickets}
        return by_id | {ticket.number: ticket for ticket in self.seen.tickets}

    @cached_property
    def tickets(self) -> list[Row]:
        """Return the rows of GetTickets, the last answered first."""
        rows = [ticket_row(ticket, self.moment, self.zone) for ticket in self.seen.tickets]
        return sorted(rows, key=lambda row: (row["lastreply"], row["id"]), reverse=True)
