"""Rows as WHMCS documents them, with every field that must never leave this stage; each test says what it changes."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
PRIVATE = (
    "Ana Clienta",
    "ana@cliente.example",
    "181.30.0.7",
    "EPP-77",
    "Asunto privado",
    "Xc0d3",
    "1234.50",
    "cliente-x",
)
"""What the rows below hold of a client: none of it may be found in what comes out."""


def line_row(**changes: Any) -> dict[str, Any]:
    """Return one line of an order."""
    row = {
        "type": "product",
        "relid": 12,
        "producttype": "Other Product/Service",
        "product": "Streaming - Audio 128",
        "domain": "cliente-x.com.ar",
        "billingcycle": "Monthly",
        "amount": "$1234.50 ARS",
        "status": "Pending",
    }
    return row | changes


def order_row(**changes: Any) -> dict[str, Any]:
    """Return one order."""
    row = {
        "id": 1,
        "ordernum": 7858259149,
        "userid": 7,
        "contactid": "0",
        "date": "2026-09-23 13:59:35",
        "transfersecret": "EPP-77",
        "notes": "Ana Clienta",
        "amount": "1234.50",
        "invoiceid": 1,
        "status": "Pending",
        "ipaddress": "181.30.0.7",
        "fraudoutput": '{"mail":"ana@cliente.example"}',
        "paymentstatus": "Unpaid",
        "name": "Ana Clienta",
        "currencysuffix": " ARS",
        "lineitems": {"lineitem": [line_row()]},
    }
    return row | changes


def invoice_row(**changes: Any) -> dict[str, Any]:
    """Return one invoice."""
    row = {
        "id": 1,
        "userid": "7",
        "firstname": "Ana Clienta",
        "datepaid": "0000-00-00 00:00:00",
        "total": "1234.50",
        "status": "Unpaid",
    }
    return row | changes


def ticket_row(**changes: Any) -> dict[str, Any]:
    """Return one ticket."""
    row = {
        "id": "1",
        "tid": "516757",
        "deptid": "2",
        "userid": "7",
        "name": "Ana Clienta",
        "email": "ana@cliente.example",
        "c": "Xc0d3",
        "date": "2026-10-01 09:00:00",
        "subject": "Asunto privado",
        "status": "Open",
        "admin": "",
        "attachments": [[]],
        "lastreply": "2026-10-01 11:30:00",
        "service": "S12",
    }
    return row | changes


def reply_row(**changes: Any) -> dict[str, Any]:
    """Return one message of a ticket, a client's unless `admin` says otherwise."""
    row = {
        "replyid": "31",
        "userid": "7",
        "contactid": "0",
        "name": "",
        "email": "",
        "requestor_name": "Ana Clienta",
        "requestor_email": "ana@cliente.example",
        "requestor_type": "Owner",
        "date": "2026-11-20 11:30:00",
        "message": "Asunto privado",
        "attachment": "",
        "attachments": [[]],
        "attachments_removed": False,
        "admin": "",
        "rating": "0",
    }
    return row | changes


def staff_row(**changes: Any) -> dict[str, Any]:
    """Return one message by a person of the company; it carries the client's `userid`, as WHMCS's does."""
    return reply_row(**{"requestor_type": "Operator", "requestor_name": "Carina", "admin": "Carina"} | changes)


def opening_row(**changes: Any) -> dict[str, Any]:
    """Return the message that opened a ticket."""
    return reply_row(**{"replyid": "0", "date": "2026-11-20 09:00:00"} | changes)


def ticket_answer(*replies: dict[str, Any], **changes: Any) -> dict[str, Any]:
    """Return GetTicket's fields, with these messages."""
    row = {
        "result": "success",
        "ticketid": "1",
        "tid": "516757",
        "c": "Xc0d3",
        "deptid": "2",
        "deptname": "Soporte",
        "userid": "7",
        "name": "Ana Clienta",
        "email": "ana@cliente.example",
        "cc": "",
        "date": "2026-11-20 09:00:00",
        "subject": "Asunto privado",
        "status": "Answered",
        "admin": "",
        "lastreply": "2026-11-20 11:30:00",
        "service": "S12",
        "replies": {"reply": list(replies)},
        "notes": {"note": [{"noteid": "1", "date": "hoy", "message": "Ana Clienta", "admin": "Carina"}]},
    }
    return row | changes


def product_row(value: object = "", **changes: Any) -> dict[str, Any]:
    """Return one of a client's products; `value` stands in the field that dates its requirements."""
    fields = [
        {"id": "1", "name": "CUIT", "translated_name": "CUIT", "value": "Ana Clienta"},
        {"id": "2", "name": "Requisitos completos", "translated_name": "", "value": value},
    ]
    row = {
        "id": "12",
        "clientid": "7",
        "orderid": "1",
        "pid": "3",
        "regdate": "2026-09-23",
        "name": "Audio 128",
        "domain": "cliente-x.com.ar",
        "username": "cliente-x",
        "password": "xxxxxxxx",
        "status": "Pending",
        "customfields": {"customfield": fields},
    }
    return row | changes
