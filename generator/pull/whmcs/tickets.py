"""One ticket in our words: its row, and when which side wrote its messages; no subject and no text is read."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from generator.model.base import TicketId
from generator.model.observed import ItemKey, ObservedTicket, TicketHint
from generator.model.states import ItemKind, TicketState
from generator.model.threads import NO_PERSON, Thread
from generator.pull.whmcs.fields import (
    RowError,
    folded_word,
    identifier,
    local_moment,
    optional_identifier,
    text,
    value_of,
)
from generator.pull.whmcs.php_lists import Row, ShapeError, rows

_STATES = {
    "open": TicketState.OPEN,
    "answered": TicketState.ANSWERED,
    "customerreply": TicketState.CUSTOMER_REPLY,
    "onhold": TicketState.ON_HOLD,
    "inprogress": TicketState.IN_PROGRESS,
    "closed": TicketState.CLOSED,
}
_ABOUT = {"S": ItemKind.PRODUCT, "D": ItemKind.DOMAIN}


@dataclass(frozen=True, slots=True)
class _Message:
    at: datetime
    replyid: str
    staff: bool
    name: str


def ticket_from(row: Row, zone: ZoneInfo) -> ObservedTicket:
    """Return one ticket. Raises RowError."""
    number, word, opened_at = text(row, "tid"), text(row, "status"), local_moment(row, "date", zone)
    if not number:
        raise RowError("tid")
    if opened_at is None:
        raise RowError("date")
    return ObservedTicket(
        id=TicketId(identifier(row, "id")),
        number=number,
        client=optional_identifier(row, "userid"),
        opened_at=opened_at,
        last_reply_at=local_moment(row, "lastreply", zone),
        state=_STATES.get(folded_word(word), TicketState.OTHER),
        about=_about(row),
        status_word=word,
        department=optional_identifier(row, "deptid"),
    )


def ticket_hint(row: Row) -> TicketHint | None:
    """Return whose a ticket is whose row or messages cannot be read; None where that cannot be told either."""
    try:
        return TicketHint(optional_identifier(row, "userid"), _about(row))
    except RowError:
        return None


def thread_from(
    fields: Mapping[str, Any], ticket: ObservedTicket, zone: ZoneInfo, automatic_repliers: Iterable[str]
) -> Thread:
    """Return what the messages tell, for the row they were read for. Raises RowError."""
    messages = _messages(fields, zone)
    opening = _opening(messages, ticket.opened_at)
    replies = [message for message in messages if message is not opening]
    opened_at = opening.at if opening else ticket.opened_at
    # The ticket's own `admin` is who opened it, never who answered.
    by_staff = opening.staff if opening else bool(text(fields, "admin"))
    asked_at = _first(message.at for message in replies if not message.staff and message.at >= opened_at)
    if not by_staff:
        asked_at = opened_at
    machines = {_name(name) for name in automatic_repliers}
    people = [message.at for message in replies if message.staff and message.name not in machines]
    # Staff may back-date what they write: an answer before its question is none.
    answered_at = _first(at for at in people if asked_at and at - asked_at > NO_PERSON)
    return Thread(
        asked_at=asked_at,
        answered_at=answered_at,
        row_last_reply_at=ticket.last_reply_at,
        row_state=ticket.state,
        has_reply=bool(replies) if opening else None,
    )


def _about(row: Row) -> ItemKey | None:
    # The opener chose it, or left it empty; what it names may be gone since.
    match = re.fullmatch(r"([SD])([0-9]{1,20})", text(row, "service"), re.IGNORECASE)
    return ItemKey(_ABOUT[match[1].upper()], str(int(match[2]))) if match else None


def _messages(fields: Mapping[str, Any], zone: ZoneInfo) -> tuple[_Message, ...]:
    try:
        found = rows(fields["replies"], "reply")
    except ShapeError:
        raise RowError("replies") from None
    if not found:
        # The opening message is always among them, so no message at all is no answer to trust.
        raise RowError("replies")
    try:
        return tuple(_message(row, zone) for row in found)
    except RowError as fault:
        raise RowError(f"reply.{fault.field}") from None


def _message(row: Row, zone: ZoneInfo) -> _Message:
    at = local_moment(row, "date", zone)
    if at is None:
        raise RowError("date")
    replyid = "" if value_of(row, "replyid") in (None, "") else identifier(row, "replyid")
    admin = text(row, "admin")
    staff = bool(admin) or folded_word(text(row, "requestor_type")) == "operator"
    return _Message(at, replyid, staff, _name(admin or text(row, "requestor_name")) if staff else "")


def _opening(messages: Sequence[_Message], opened_at: datetime) -> _Message | None:
    # The order of the messages depends on a setting, so position says nothing; old versions do not number them.
    if any(message.replyid for message in messages):
        return min((one for one in messages if one.replyid == "0"), key=lambda one: one.at, default=None)
    # An automatic reply may bear the very second of the opening.
    return min((one for one in messages if one.at == opened_at), key=lambda one: one.staff, default=None)


def _first(moments: Iterable[datetime]) -> datetime | None:
    return min(moments, default=None)


def _name(written: str) -> str:
    return " ".join(written.split()).casefold()
