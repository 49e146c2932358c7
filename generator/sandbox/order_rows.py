"""The rows of GetOrders as of a moment: numbers as numbers, as the documents show."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from generator.sandbox.billing_records import Order, OrderLine
from generator.sandbox.whmcs_values import CODE, PREFIX, ApiRow, amount, html_escaped, local, shown_amount

_METHODS = {"mercadopago": "Mercado Pago", "banktransfer": "Transferencia bancaria"}


def order_row(order: Order, moment: datetime, zone: ZoneInfo) -> ApiRow:
    """Return one order with everything private that WHMCS really sends along."""
    client, invoice = order.client, order.invoice
    gone = invoice is None or (invoice.deleted_at is not None and invoice.deleted_at <= moment)
    fraud = {"ip": client.ip, "email": client.email, "score": 7} if order.id % 3 == 0 else None
    domains = [line.domain for line in order.lines if line.kind == "domain"]
    return {
        "id": order.id,
        "ordernum": order.number,
        "userid": client.id,
        "contactid": 0,
        "requestor_id": 0 if order.staff else client.user,
        "admin_requestor_id": order.staff,
        "date": local(order.placed_at, zone),
        "nameservers": "ns1.correo.example,ns2.correo.example" if domains else "",
        "transfersecret": json.dumps({domains[0]: order.transfer_code}) if domains else "",
        "renewals": "",
        "promocode": "",
        "promotype": "",
        "promovalue": "",
        "orderdata": "a:0:{}",
        "amount": amount(order.cents),
        "paymentmethod": order.method,
        "invoiceid": invoice.id if invoice else 0,
        "status": order.status.at(moment),
        "ipaddress": client.ip,
        "fraudmodule": "fraudlabs" if fraud else "",
        "fraudoutput": json.dumps(fraud) if fraud else "",
        "notes": html_escaped(order.notes),
        "paymentmethodname": _METHODS[order.method],
        "paymentstatus": "" if invoice is None or gone else invoice.status.at(moment),
        "name": html_escaped(client.name),
        "currencyprefix": PREFIX,
        "currencysuffix": f" {CODE}" if order.id % 2 else CODE,
        "frauddata": json.dumps(fraud) if fraud else "",
        "validationdata": "",
        "renewalsByType": {"domains": [order.id] if order.renewal else [], "services": [], "addons": []},
        "lineitems": _lineitems(order, moment),
    }


def _lineitems(order: Order, moment: datetime) -> Any:
    """Return an order's lines in one of the shapes PHP arrays come out in, always the same for the same order."""
    rows = [_line(line, moment) for line in order.lines]
    if not rows:
        return ""
    if len(rows) == 1 and order.id % 7 == 0:
        return {"lineitem": rows[0]}
    if order.id % 13 == 0:
        return {"lineitem": {str(index): row for index, row in enumerate(rows)}}
    return {"lineitem": rows}


def _line(line: OrderLine, moment: datetime) -> ApiRow:
    row: ApiRow = {
        "type": line.kind,
        "relid": line.id,
        "producttype": "Domain" if line.kind == "domain" else "Other Product/Service",
        "product": line.product,
        "domain": line.domain,
        "billingcycle": line.cycle,
        "amount": shown_amount(line.cents),
        "status": line.status.at(moment),
    }
    if line.kind == "domain":
        row |= {"dnsmanagement": "", "emailforwarding": "", "idprotection": ""}
    return row
