"""Which tickets' messages one run reads, newest first while there is time, and what they told."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from generator.http.exchange import Response
from generator.model.base import TicketId
from generator.model.observed import ObservedTicket
from generator.model.progress import Progress
from generator.model.states import TicketState
from generator.model.threads import Thread
from generator.pull.whmcs.api_answer import BOM, answer
from generator.pull.whmcs.billing_errors import NOT_BILLING, BillingError, failed_action
from generator.pull.whmcs.fields import RowError, identifier, value_of
from generator.pull.whmcs.php_lists import Row
from generator.pull.whmcs.tickets import thread_from
from generator.pull.whmcs.transport import Transport

ACTION = "GetTicket"
WINDOW = timedelta(days=90)
MOST_READ = 300
MOST_IN_A_ROW = 3
"""So many tickets one after the other whose messages cannot be had are no longer taken for their own fault."""
WHAT = "mensajes de tickets"


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read, the tickets whose messages cannot be read (with the fault), how many are left.

    A fault is the name of a field, or what `GetTicket` answered instead, after its name and a colon.
    """

    threads: Mapping[TicketId, Thread]
    unreadable: Mapping[TicketId, str]
    unread: int


def read_threads(
    transport: Transport,
    tickets: Iterable[ObservedTicket],
    known: Mapping[TicketId, Thread],
    *,
    now: datetime,
    zone: ZoneInfo,
    automatic_repliers: frozenset[str],
    has_time: Callable[[], bool],
    progress: Progress,
) -> Reading:
    """Read the tickets whose row changed, newest first, while there is room.

    One whose messages cannot be had is told as unreadable. Raises BillingError for what concerns every call, and
    where several in a row fail.
    """
    tickets = tuple(tickets)
    wanted = _wanted(tickets, known, now)
    chosen = wanted[:MOST_READ]
    threads: dict[TicketId, Thread] = {}
    unreadable: dict[TicketId, str] = {}
    in_a_row = 0
    for done, ticket in enumerate(chosen):
        progress(WHAT, done, len(chosen))
        if not has_time():
            return Reading(threads, unreadable, len(wanted) - done)
        try:
            fields = _ticket(transport, ticket.id)
        except BillingError as error:
            if error.general:
                raise
            unreadable[ticket.id] = f"{ACTION}: {error.fault}"
            in_a_row += 1
            if in_a_row == MOST_IN_A_ROW:
                _try_a_good_one(transport, [one.id for one in tickets if one.id in known or one.id in threads], error)
                in_a_row = 0
            continue
        in_a_row = 0
        if fields is None:
            continue
        try:
            threads[ticket.id] = thread_from(fields, ticket, zone, automatic_repliers)
        except RowError as fault:
            unreadable[ticket.id] = fault.field
    if chosen:
        progress(WHAT, len(chosen), len(chosen))
    return Reading(threads, unreadable, len(wanted) - len(chosen))


def _wanted(tickets: Iterable[ObservedTicket], known: Mapping[TicketId, Thread], now: datetime) -> list[ObservedTicket]:
    wanted = [ticket for ticket in tickets if ticket.opened_at >= now - WINDOW and _may_tell_more(ticket, known)]
    return sorted(wanted, key=lambda ticket: (ticket.opened_at, int(ticket.id)), reverse=True)


def _may_tell_more(ticket: ObservedTicket, known: Mapping[TicketId, Thread]) -> bool:
    if ticket.state is TicketState.OPEN and ticket.last_reply_at in (None, ticket.opened_at):
        return False  # nobody has written since
    last = known.get(ticket.id)
    return last is None or not last.is_current(ticket.last_reply_at, ticket.state)


def _try_a_good_one(transport: Transport, good: list[TicketId], error: BillingError) -> None:
    """Read a ticket that could be read once, if any: whether the tickets are at fault, which may be so for weeks.

    Raises BillingError, of the last failure, where that one cannot be read either.
    """
    try:
        if good:
            _ticket(transport, max(good, key=int))
            return
    except BillingError as again:
        if again.general:
            raise
    fault = f"{error.fault}, y lo mismo pasó con {MOST_IN_A_ROW} tickets seguidos"
    raise failed_action(ACTION, fault, error.remedy) from None


def _ticket(transport: Transport, ticket: TicketId) -> Row | None:
    """Return the answer, None where the ticket was deleted or merged since it was listed. Raises BillingError."""
    response = transport.post(ACTION, {"ticketid": ticket})
    try:
        fields = answer(ACTION, response, "replies")
    except BillingError:
        if _says_gone(response):
            return None
        raise
    if _id(fields) != ticket:
        # A filter that is ignored, or a merge that answers with the ticket it went into.
        raise failed_action(ACTION, "respondió con otro ticket que el pedido", NOT_BILLING, general=False)
    return fields


def _says_gone(response: Response) -> bool:
    try:
        fields = json.loads(response.body.strip().removeprefix(BOM))
    except (ValueError, RecursionError):
        return False
    if response.status != 200 or not isinstance(fields, dict):
        return False
    result, message = (str(fields.get(key, "")).strip().casefold() for key in (_result_key(fields), "message"))
    return (result, message) == ("error", "ticket id not found")


def _result_key(fields: Row) -> str:
    return "result" if "result" in fields else "status"


def _id(fields: Row) -> str:
    try:
        return identifier(fields, "id" if value_of(fields, "ticketid") is None else "ticketid")
    except RowError:
        return ""
