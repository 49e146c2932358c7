"""One ticket's row comes in, its allowed fields go out: never its subject, text, access code or writer."""

from __future__ import annotations

import re
from zoneinfo import ZoneInfo

from generator.model.base import TicketId
from generator.model.observed import ItemKey, ObservedTicket
from generator.model.states import ItemKind, TicketState
from generator.pull.whmcs.fields import RowError, folded, identifier, moment, optional_identifier, text
from generator.pull.whmcs.lists import Row

STATES = {
    "open": TicketState.OPEN,
    "answered": TicketState.ANSWERED,
    "customerreply": TicketState.CUSTOMER_REPLY,
    "onhold": TicketState.ON_HOLD,
    "inprogress": TicketState.IN_PROGRESS,
    "closed": TicketState.CLOSED,
}
ABOUT = {"S": ItemKind.PRODUCT, "D": ItemKind.DOMAIN}


def ticket_from(row: Row, zone: ZoneInfo) -> ObservedTicket:
    """Return one ticket. Raises RowError."""
    number, word, opened_at = text(row, "tid"), text(row, "status"), moment(row, "date", zone)
    if not number:
        raise RowError("tid")
    if opened_at is None:
        raise RowError("date")
    return ObservedTicket(
        id=TicketId(identifier(row, "id")),
        number=number,
        client=optional_identifier(row, "userid"),
        opened_at=opened_at,
        last_reply_at=moment(row, "lastreply", zone),
        state=STATES.get(folded(word), TicketState.OTHER),
        about=_about(text(row, "service")),
        status_word=word,
        department=optional_identifier(row, "deptid"),
    )


def _about(service: str) -> ItemKey | None:
    # The opener chose it, or left it empty; what it names may be gone since.
    match = re.fullmatch(r"([SD])([0-9]{1,20})", service, re.IGNORECASE)
    return ItemKey(ABOUT[match[1].upper()], str(int(match[2]))) if match else None
