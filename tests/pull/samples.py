"""Changes come in, rows as WHMCS documents them go out, with every field that must never leave this stage."""

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
