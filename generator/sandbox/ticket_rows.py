"""The rows of GetTickets, and the answer of GetTicket, as of a moment: numbers as strings."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from generator.sandbox.billing_records import Message, Ticket
from generator.sandbox.ordinary_tickets import DEPARTMENTS
from generator.sandbox.whmcs_values import ApiRow, html_escaped, local


def ticket_row(ticket: Ticket, moment: datetime, zone: ZoneInfo) -> ApiRow:
    """Return one row of the list. `admin` is who opened it; nothing says who answered."""
    return {
        "id": str(ticket.id),
        "tid": ticket.number,
        "deptid": str(ticket.department),
        "userid": str(ticket.client.id if ticket.client else 0),
        "name": html_escaped(ticket.name),
        "owner_name": html_escaped(ticket.name),
        "email": ticket.email,
        **_requestor(ticket, ticket.messages[0]),
        "cc": "" if ticket.id % 9 else ticket.email,
        "c": ticket.code,
        "date": local(ticket.opened_at, zone),
        "subject": html_escaped(ticket.subject),
        "status": ticket.status.at(moment),
        "priority": ticket.priority,
        "admin": ticket.messages[0].staff,
        "attachment": "",
        "attachments": [],
        "attachments_removed": False,
        "lastreply": local(ticket.last_said(moment), zone),
        "flag": "1" if ticket.id % 5 == 0 else "0",
        "service": ticket.about,
    }


def ticket_answer(ticket: Ticket, moment: datetime, zone: ZoneInfo, *, newest_first: bool) -> ApiRow:
    """Return the single ticket with its messages; the opening one has `replyid` 0."""
    row = ticket_row(ticket, moment, zone)
    gone = {"id", "owner_name", "requestor_name", "requestor_email", "requestor_type", "attachment", "attachments"}
    replies = [_reply(ticket, index, message, zone) for index, message in enumerate(ticket.said(moment))]
    note = {"noteid": str(ticket.id), "date": row["date"], "message": "Ver con gerencia", "admin": "Carina Soporte"}
    return {
        "ticketid": row["id"],
        "deptname": DEPARTMENTS[ticket.department],
        "contactid": "0",
        **{key: value for key, value in row.items() if key not in gone},
        "replies": {"reply": replies[::-1] if newest_first else replies},
        "notes": {"note": [note]} if ticket.id % 10 == 0 else "",
    }


def _reply(ticket: Ticket, index: int, message: Message, zone: ZoneInfo) -> ApiRow:
    row: ApiRow = {
        "replyid": str(ticket.id * 10 + index) if index else "0",
        # The staff's replies carry the client's id too: it tells nobody's side.
        "userid": str(ticket.client.id if ticket.client else 0),
        "contactid": "0",
        "name": "" if index else html_escaped(ticket.name),
        "email": "" if index else ticket.email,
        **_requestor(ticket, message),
        "date": local(message.at, zone),
        "message": html_escaped(message.text),
        "attachment": "",
        "attachments": [[]],
        "attachments_removed": False,
        "admin": message.staff,
    }
    if ticket.old_style:
        return {key: row[key] for key in ("userid", "name", "email", "date", "message", "attachment", "admin")}
    return row | {"rating": "0"} if index else row


def _requestor(ticket: Ticket, message: Message) -> ApiRow:
    if message.staff:
        return {"requestor_name": message.staff, "requestor_email": "", "requestor_type": "Operator"}
    kind = "Owner" if ticket.client else "Guest"
    return {"requestor_name": html_escaped(ticket.name), "requestor_email": ticket.email, "requestor_type": kind}
