"""The rows of GetInvoices, and the answer of GetInvoice, as of a moment."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from generator.sandbox.billing_records import ClientInvoice
from generator.sandbox.whmcs_values import CODE, PREFIX, UNSET_TIME, ApiRow, amount, html_escaped, local, local_day, vat

_DAYS_TO_PAY = timedelta(days=10)
_LINES = {"product": "Hosting", "domain": "DomainRegister", "addon": "Addon", "upgrade": "Upgrade"}


def is_overdue(invoice: ClientInvoice, moment: datetime) -> bool:
    """Say whether the filter-only status `Overdue` holds."""
    return invoice.status.at(moment) == "Unpaid" and invoice.created_at + _DAYS_TO_PAY < moment


def invoice_row(invoice: ClientInvoice, moment: datetime, zone: ZoneInfo) -> ApiRow:
    """Return one row of the list: no lines, no order id, dates that never were as zeros."""
    client, status = invoice.client, invoice.status.at(moment)
    return {
        "id": invoice.id,
        "userid": client.id,
        "firstname": html_escaped(client.first),
        "lastname": html_escaped(client.last),
        "companyname": html_escaped(client.company),
        "invoicenum": "",
        "date": local_day(invoice.created_at, zone),
        "duedate": local_day(invoice.created_at + _DAYS_TO_PAY, zone),
        "datepaid": local(invoice.paid_at, zone) if status in {"Paid", "Refunded"} else UNSET_TIME,
        "last_capture_attempt": UNSET_TIME,
        "date_refunded": _entered(invoice, moment, zone, "Refunded"),
        "date_cancelled": _entered(invoice, moment, zone, "Cancelled"),
        "subtotal": amount(invoice.cents),
        "credit": "0.00",
        "tax": amount(vat(invoice.cents)),
        "tax2": "0.00",
        "total": amount(invoice.cents + vat(invoice.cents)),
        "taxrate": "21.000",
        "taxrate2": "0.000",
        "status": status,
        "paymentmethod": "mercadopago",
        "paymethodid": None,
        "notes": "",
        "created_at": local(invoice.created_at, zone),
        "updated_at": local(_touched(invoice, moment), zone),
        "currencycode": CODE,
        "currencyprefix": PREFIX,
        "currencysuffix": CODE,
    }


def invoice_answer(invoice: ClientInvoice, moment: datetime, zone: ZoneInfo) -> ApiRow:
    """Return the single invoice: other names for the same things, lines, and `""` where it has no transactions."""
    row = invoice_row(invoice, moment, zone)
    del row["id"], row["firstname"], row["lastname"], row["companyname"]
    row["lastcaptureattempt"] = row.pop("last_capture_attempt")
    paid = row["datepaid"] != UNSET_TIME
    bought = [(_LINES[line.kind], line.id) for line in invoice.carries] or [("Hosting", 0)]
    items = [
        {"id": invoice.id * 2 + index, "type": kind, "relid": number, "description": "Servicio", "taxed": 1}
        for index, (kind, number) in enumerate(bought)
    ]
    payment = {"id": invoice.id * 3, "userid": "0", "date": row["datepaid"], "amountin": row["total"]}
    return {
        "invoiceid": invoice.id,
        **row,
        "balance": "0.00" if paid else row["total"],
        "ccgateway": False,
        "items": {"item": [item | {"amount": row["subtotal"]} for item in items]},
        "transactions": {"transaction": [payment | {"invoiceid": str(invoice.id)}]} if paid else "",
    }


def _entered(invoice: ClientInvoice, moment: datetime, zone: ZoneInfo, status: str) -> str:
    changes = (at for at, title in invoice.status.changes if title == status and at <= moment)
    return local(next(changes, None), zone)


def _touched(invoice: ClientInvoice, moment: datetime) -> datetime:
    return max(at for at, _ in invoice.status.changes if at <= moment)
