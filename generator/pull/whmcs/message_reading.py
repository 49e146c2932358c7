"""Which tickets' messages one run reads, newest first while there is time, and what they told."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
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
from generator.pull.whmcs.billing_errors import NOT_BILLING, BillingError, NoTimeError, SlowError, failed_action
from generator.pull.whmcs.fields import RowError, identifier, value_of
from generator.pull.whmcs.php_lists import Row
from generator.pull.whmcs.tickets import thread_from
from generator.pull.whmcs.transport import Transport

ACTION = "GetTicket"
WINDOW = timedelta(days=90)
MOST_READ = 300
MOST_IN_A_ROW = 3
"""So many tickets one after the other whose messages cannot be had are no longer taken for their own fault alone."""
MOST_TRIED = 20
"""So many others are then asked for, until one can be read."""
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
    at_hand: Mapping[TicketId, Row] | None = None,
) -> Reading:
    """Read the tickets whose row changed, newest first, while there is room.

    One whose messages cannot be had is told as unreadable. Raises BillingError for what concerns every call, and
    where several in a row fail and no other ticket can be read either. `at_hand` are answers that came already.
    """
    tickets = tuple(tickets)
    wanted = _wanted(tickets, known, now)
    chosen = wanted[:MOST_READ]
    reader = _Reader(
        transport,
        tickets,
        known,
        chosen,
        lambda row, ticket: thread_from(row, ticket, zone, automatic_repliers),
        at_hand or {},
    )
    with suppress(NoTimeError):
        for done, ticket in enumerate(chosen):
            progress(WHAT, done, len(chosen))
            if not has_time():
                break
            if ticket.id not in reader.done:
                reader.read(ticket, has_time)
        else:
            if chosen:
                progress(WHAT, len(chosen), len(chosen))
            return Reading(reader.threads, reader.unreadable, len(wanted) - len(chosen))
    return Reading(reader.threads, reader.unreadable, sum(one.id not in reader.done for one in wanted))


def tickets_by_id(
    transport: Transport, ids: Iterable[TicketId], has_time: Callable[[], bool]
) -> dict[TicketId, Row | None]:
    """Return what GetTicket answers of these ids, messages too, as rows of GetTickets; None for one that is gone.

    One that cannot be had, or that there is no time for, is left out. Raises BillingError for what WHMCS itself
    refuses.
    """
    found: dict[TicketId, Row | None] = {}
    for ticket in ids:
        if not has_time():
            break
        try:
            fields = _ticket(transport, ticket)
        except NoTimeError:
            break
        except BillingError as error:
            if error.general and not isinstance(error, _ForeignPageError):
                raise
            continue
        found[ticket] = None if fields is None else {**fields, "id": ticket}
    return found


class _ForeignPageError(BillingError):
    """What came is no word of WHMCS's own: a firewall may mind the texts of one ticket alone."""


class _Reader:
    """Reads tickets one by one, and where they fail asks for others: whether the tickets are at fault, or the way."""

    def __init__(
        self,
        transport: Transport,
        tickets: tuple[ObservedTicket, ...],
        known: Mapping[TicketId, Thread],
        chosen: Iterable[ObservedTicket],
        thread_of: Callable[[Row, ObservedTicket], Thread],
        at_hand: Mapping[TicketId, Row],
    ) -> None:
        self._at_hand = at_hand
        self._transport = transport
        self._tickets = tickets
        self._known = known
        self._chosen = frozenset(ticket.id for ticket in chosen)
        self._thread_of = thread_of
        self._failed: dict[TicketId, str] = {}
        self._in_a_row = 0
        self.done: set[TicketId] = set()
        self.threads: dict[TicketId, Thread] = {}
        self.unreadable: dict[TicketId, str] = {}

    def read(self, ticket: ObservedTicket, has_time: Callable[[], bool]) -> None:
        """Read one ticket. Raises BillingError for what concerns the others too."""
        error = self._try(ticket)
        if error is None:
            self._in_a_row = 0
            return
        self._in_a_row += 1
        if not error.general and self._in_a_row < MOST_IN_A_ROW:
            return
        few = error.general or isinstance(error, SlowError)
        if not self._any_answers(MOST_IN_A_ROW if few else MOST_TRIED, has_time):
            if error.general:
                raise error
            fault = f"{error.fault}, y lo mismo pasó con {MOST_IN_A_ROW} tickets seguidos"
            raise failed_action(ACTION, fault, error.remedy) from None
        self._in_a_row = 0

    def _any_answers(self, most: int, has_time: Callable[[], bool]) -> bool:
        """Ask for tickets that did not fail, those first that could be read once: one client can spoil many."""
        failing = set(self._failed.values())

        def order(ticket: ObservedTicket) -> tuple[bool, bool, bool, int]:
            thread = self.threads.get(ticket.id) or self._known.get(ticket.id)
            has_grown = thread is not None and thread.row_last_reply_at != ticket.last_reply_at
            return ticket.client in failing, thread is None, has_grown, -int(ticket.id)

        others = sorted((one for one in self._tickets if one.id not in self._failed), key=order)
        return any(has_time() and self._try(other) is None for other in others[:most])

    def _try(self, ticket: ObservedTicket) -> BillingError | None:
        """Return why a ticket cannot be had, None where it can. Raises BillingError for WHMCS's own refusals."""
        is_wanted = ticket.id in self._chosen and ticket.id not in self.done
        if is_wanted:
            self.done.add(ticket.id)
        try:
            fields = self._at_hand.get(ticket.id) or _ticket(self._transport, ticket.id)
        except NoTimeError:
            self.done.discard(ticket.id)
            raise
        except BillingError as error:
            if error.general and not isinstance(error, _ForeignPageError):
                raise
            self._failed[ticket.id] = ticket.client
            if is_wanted:
                self.unreadable[ticket.id] = f"{ACTION}: {error.fault}"
            return error
        if fields is not None and is_wanted:
            try:
                self.threads[ticket.id] = self._thread_of(fields, ticket)
            except RowError as fault:
                self.unreadable[ticket.id] = fault.field
        return None


def _wanted(tickets: Iterable[ObservedTicket], known: Mapping[TicketId, Thread], now: datetime) -> list[ObservedTicket]:
    wanted = [ticket for ticket in tickets if ticket.opened_at >= now - WINDOW and _may_tell_more(ticket, known)]
    return sorted(wanted, key=lambda ticket: (ticket.opened_at, int(ticket.id)), reverse=True)


def _may_tell_more(ticket: ObservedTicket, known: Mapping[TicketId, Thread]) -> bool:
    if ticket.state is TicketState.OPEN and ticket.last_reply_at in (None, ticket.opened_at):
        return False  # nobody has written since
    last = known.get(ticket.id)
    return last is None or not last.is_current(ticket.last_reply_at, ticket.state)


def _ticket(transport: Transport, ticket: TicketId) -> Row | None:
    """Return the answer, None where the ticket was deleted or merged since it was listed. Raises BillingError."""
    response = transport.post(ACTION, {"ticketid": ticket})
    try:
        fields = answer(ACTION, response, "replies")
    except BillingError as error:
        if _says_gone(response):
            return None
        if error.general and response.status != 429 and _result(response) != "error":
            raise _ForeignPageError(ACTION, error.fault, error.remedy, general=True) from None
        raise
    if _id(fields) != ticket:
        # A filter that is ignored, or a merge that answers with the ticket it went into.
        raise failed_action(ACTION, "respondió con otro ticket que el pedido", NOT_BILLING, general=False)
    return fields


def _says_gone(response: Response) -> bool:
    message = str(_fields(response).get("message", "")).strip().casefold()
    return response.status == 200 and (_result(response), message) == ("error", "ticket id not found")


def _result(response: Response) -> str:
    fields = _fields(response)
    return str(fields.get("result" if "result" in fields else "status", "")).strip().casefold()


def _fields(response: Response) -> Row:
    try:
        fields = json.loads(response.body.strip().removeprefix(BOM))
    except (ValueError, RecursionError):
        return {}
    return fields if isinstance(fields, dict) else {}


def _id(fields: Row) -> str:
    try:
        return identifier(fields, "id" if value_of(fields, "ticketid") is None else "ticketid")
    except RowError:
        return ""
