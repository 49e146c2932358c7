"""The rows of GetClientsProducts as of a moment: every value as text."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from generator.sandbox.billing_records import Order, OrderLine, StaffDate
from generator.sandbox.whmcs_values import UNSET_DATE, UNSET_TIME, ApiRow, amount, html_escaped, local_day

_MONTH = timedelta(days=30)


def product_row(order: Order, line: OrderLine, moment: datetime, zone: ZoneInfo, field: str) -> ApiRow:
    """Return one service; `field` is the name under which staff write when its requirements were met."""
    group, _, name = line.product.partition(" - ")
    status, client = line.status.at(moment), order.client
    row: ApiRow = {
        "id": str(line.id),
        "qty": "1",
        "clientid": str(client.id),
        "orderid": str(order.id),
        "ordernumber": str(order.number),
        "pid": str(10 + len(line.product)),
        "regdate": local_day(order.placed_at, zone),
        "name": name or line.product,
        "translated_name": name or line.product,
        "groupname": group,
        "translated_groupname": group,
        "domain": line.domain,
        "dedicatedip": "",
        "serverid": "2",
        "servername": "Servidor 2",
        "serverip": "192.0.2.2",
        "serverhostname": "servidor2.example",
        "suspensionreason": "Falta de pago" if status == "Suspended" else "",
        "firstpaymentamount": amount(line.cents),
        "recurringamount": amount(line.cents),
        "paymentmethod": order.method,
        "paymentmethodname": order.method.title(),
        "billingcycle": line.cycle,
        "nextduedate": local_day(order.placed_at + _MONTH, zone),
        "status": status,
        "username": client.slug.replace("-", "")[:8],
        "password": "xxxxxxxx",
        "subscriptionid": "",
        "promoid": "0",
        "overidesuspend": "",
        "overidesuspenduntil": UNSET_DATE,
        "ns1": "",
        "ns2": "",
        "assignedips": "",
        "notes": html_escaped(order.notes),
        "diskusage": "0",
        "disklimit": "0",
        "bwusage": "0",
        "bwlimit": "0",
        "lastupdate": UNSET_TIME,
        "customfields": {"customfield": _custom_fields(order, line, moment, zone, field)},
        "configoptions": {"configoption": []},
    }
    if line.id % 11 == 0:
        # The documents' own example lacks it in one of its two rows.
        del row["ordernumber"]
    return row


def _custom_fields(order: Order, line: OrderLine, moment: datetime, zone: ZoneInfo, field: str) -> list[ApiRow]:
    written = _written(line.requirements, line.id, moment, zone)
    shown = html_escaped(order.client.company or order.client.name)
    return [
        {"id": "12", "name": field, "translated_name": field, "value": written},
        {"id": "11", "name": "Nombre que se muestra", "translated_name": "Nombre que se muestra", "value": shown},
    ]


def _written(date: StaffDate | None, number: int, moment: datetime, zone: ZoneInfo) -> str:
    """Return the field's text as different people type it; nothing before somebody did."""
    if date is None or date.noted_at > moment:
        return ""
    value = date.value.astimezone(zone)
    if (value.hour, value.minute) == (0, 0):
        return f"{value:%Y-%m-%d}"
    return f"{value:%Y-%m-%d %H:%M}" if number % 2 else f"{value:%d/%m/%Y %H:%M}"
