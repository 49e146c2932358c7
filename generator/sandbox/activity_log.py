"""The activity log as of a moment: the lines that the shop's hook wrote, among those of WHMCS itself."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import groupby
from typing import TypeAlias
from zoneinfo import ZoneInfo

from generator.sandbox.billing_records import Order, OrderLine, Ticket
from generator.sandbox.installation import Signer
from generator.sandbox.made_up_history import Snapshot
from generator.sandbox.ordinary_tickets import AUTOMATIC
from generator.sandbox.whmcs_values import ApiRow, Params, html_escaped, local, page, php_int

_KEPT = timedelta(days=90)
_A_SECOND = 16
"""How many entries a second has room for: an entry keeps its id however much of the log is pruned."""
_EPOCH = datetime(2020, 1, 1, tzinfo=UTC)
_ORDERS = {"Active": "order.accepted", "Cancelled": "order.cancelled", "Pending": "order.pending"}
_SERVICES = {"Active": "service.created", "Suspended": "service.suspended", "Terminated": "service.terminated"}
_SAID_BY_A_MESSAGE = {"Open", "Answered", "Customer-Reply"}
_Line: TypeAlias = tuple[datetime, str, int]
"""When, the text without its MAC, and the client who did it; 0 for anybody else."""


class ActivityLog:
    """The entries of the last ninety days: those of before were pruned."""

    def __init__(self, seen: Snapshot, zone: ZoneInfo, sign: Signer, *, modules: bool = False) -> None:
        self._zone = zone
        self._entries = list(_numbered(_lines(seen, seen.moment - _KEPT, modules=modules), sign))

    def answer(self, params: Params) -> ApiRow:
        """Answer GetActivityLog: the newest first, found by a part of their text; nothing counts what is returned."""
        sought, client = params.get("description", "").casefold(), php_int(params, "clientid")
        found = [
            entry for entry in self._entries if sought in entry[2].casefold() and (not client or entry[3] == client)
        ]
        start, part = page(found[::-1], params)
        rows = [self._row(*entry) for entry in part]
        return {"totalresults": len(found), "startnumber": start, "activity": {"entry": rows}}

    def _row(self, number: int, at: datetime, text: str, client: int) -> ApiRow:
        return {
            "id": number,
            "clientId": client,
            "userId": 0,
            "adminId": 0,
            "date": local(at, self._zone),
            "description": text,
            "username": "System",
            "ipaddress": "198.51.100.7",
            "userid": client,
        }


def _numbered(lines: Iterator[_Line], sign: Signer) -> Iterator[tuple[int, datetime, str, int]]:
    """Yield entries by their moment, which their ids rise with."""
    for at, together in groupby(sorted(lines), key=lambda line: line[0]):
        first = int((at - _EPOCH).total_seconds()) * _A_SECOND
        for index, (_, text, client) in enumerate(together):
            shown = f"{text} {sign(text)}" if text.startswith("demoras/1 ") else text
            yield first + index, at, shown, client


def _lines(seen: Snapshot, since: datetime, *, modules: bool) -> Iterator[_Line]:
    """Yield what was written from a moment on."""
    for happened, event, number in _events(seen, since, modules=modules):
        if since < happened <= seen.moment:
            at = happened.replace(microsecond=0)
            yield at, f"demoras/1 {event} {number} {at:%Y-%m-%dT%H:%M:%SZ}", 0
    for ticket in seen.tickets:
        if ticket.opened_at > since:
            # A client's own words get into this log, and their names with them.
            opened = f"New Support Ticket Opened - Ticket ID: {ticket.number} - {html_escaped(ticket.subject)}"
            yield ticket.opened_at, opened, ticket.client.id if ticket.client else 0


def _events(seen: Snapshot, since: datetime, *, modules: bool) -> Iterator[tuple[datetime, str, int]]:
    for invoice in seen.invoices:
        if invoice.status.last > since:
            yield from ((at, "invoice.paid", invoice.id) for at, status in invoice.status.changes if status == "Paid")
    for order in seen.orders:
        yield from _order_events(order, since, modules=modules)
    for ticket in seen.tickets:
        if ticket.status.last > since or ticket.messages[-1].shown_from > since:
            yield from _ticket_events(ticket)


def _order_events(order: Order, since: datetime, *, modules: bool) -> Iterator[tuple[datetime, str, int]]:
    if order.invoice and order.invoice.status.last > since:
        yield from ((at, "order.paid", order.id) for at, status in order.invoice.status.changes if status == "Paid")
    if order.status.last > since:
        for at, status in order.status.changes[1:]:
            if event := _ORDERS.get(status):
                yield at, event, order.id
    for line in order.lines:
        if line.status.last > since:
            yield from _line_events(line, modules=modules)


def _line_events(line: OrderLine, *, modules: bool) -> Iterator[tuple[datetime, str, int]]:
    """Yield what modules did for a line; else every fourth service has none, and staff set its status by hand."""
    if line.kind == "domain":
        event = "domain.transferred" if line.product == "Transfer" else "domain.registered"
        yield from ((at, event, line.id) for at, status in line.status.changes if status == "Active")
    elif line.kind == "product" and (modules or line.id % 4):
        before = ""
        for at, status in line.status.changes:
            event = "service.unsuspended" if (before, status) == ("Suspended", "Active") else _SERVICES.get(status, "")
            if event:
                yield at, event, line.id
            before = status


def _ticket_events(ticket: Ticket) -> Iterator[tuple[datetime, str, int]]:
    """Yield what happened in a ticket; what staff dated back, or came with another ticket, was no reply to any hook."""
    yield ticket.opened_at, "ticket.opened", ticket.id
    for message in ticket.messages[1:]:
        if message.entered_at is None and message.staff != AUTOMATIC:
            yield message.at, "ticket.answered" if message.staff else "ticket.replied", ticket.id
    for at, status in ticket.status.changes[1:]:
        if status == "Closed":
            yield at, "ticket.closed", ticket.id
        elif status not in _SAID_BY_A_MESSAGE:
            yield at, "ticket.status_changed", ticket.id
