"""Canaries: an unmistakable text in each field of WHMCS's API that our programs have no use for.

Fields that are read keep their good values. Of names that are read but must never be published, a domain keeps its
ending and a member of the staff stays one.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

from generator.sandbox.ordinary_tickets import AUTOMATIC
from generator.sandbox.whmcs_values import ApiRow

FIELDS: Mapping[str, tuple[str, ...]] = {
    record: tuple(names.split())
    for record, names in {
        "GetOrders": """
            contactid requestor_id admin_requestor_id nameservers transfersecret renewals promocode promotype promovalue
            orderdata amount paymentmethod ipaddress fraudmodule fraudoutput notes paymentmethodname name
            currencyprefix currencysuffix frauddata validationdata renewalsByType
        """,
        "GetOrders.lineitem": """
            producttype domain billingcycle amount dnsmanagement emailforwarding idprotection
        """,
        "GetInvoices": """
            userid firstname lastname companyname invoicenum date duedate last_capture_attempt date_refunded
            date_cancelled subtotal credit tax tax2 total taxrate taxrate2 paymentmethod paymethodid notes created_at
            updated_at currencycode currencyprefix currencysuffix
        """,
        "GetTickets": """
            name owner_name email requestor_name requestor_email requestor_type cc c subject priority admin attachment
            attachments attachments_removed flag
        """,
        "GetTicket": """
            c deptname contactid name email cc subject priority admin flag
        """,
        "GetTicket.reply": """
            userid contactid name email requestor_name requestor_email message attachment attachments
            attachments_removed admin rating
        """,
        "GetTicket.note": """
            noteid date message admin
        """,
        "GetClientsProducts": """
            qty clientid ordernumber pid regdate name translated_name groupname domain dedicatedip serverid servername
            serverip serverhostname suspensionreason firstpaymentamount recurringamount paymentmethod
            paymentmethodname billingcycle nextduedate username password subscriptionid promoid overidesuspend
            overidesuspenduntil ns1 ns2 assignedips notes diskusage disklimit bwusage bwlimit lastupdate configoptions
        """,
        "GetClientsProducts.customfield": """
            id name translated_name value
        """,
        "error": "message",
    }.items()
}
"""The documented fields that nobody reads, by record: `Action`, `Action.row`; `error` is the text of a refusal."""
Canaries: TypeAlias = Mapping[tuple[str, str], str]
"""The text of each record's field; records are named `GetOrders`, `GetOrders.lineitem`."""
SEED = 20


def canary_fields() -> tuple[tuple[str, str], ...]:
    """Return every record and field that carries a canary."""
    return tuple((record, field) for record, fields in FIELDS.items() for field in fields)


def canary(record: str, field: str, seed: int = SEED) -> str:
    """Return a field's canary: a core of ASCII that no encoding changes, among signs that each one spells its own way.

    Of a domain only that core's letters and digits, in lower case, for it must stay a domain.
    """
    mark = hashlib.sha256(f"{seed}:{record}:{field}".encode()).hexdigest()[:12]
    return f"canary-{mark}" if field == "domain" else f"<CANARY-{record}-{field}-{mark}> ñ & \"Ü\" 'x' </"


def canaries(seed: int = SEED) -> Canaries:
    """Return every canary."""
    return {(record, field): canary(record, field, seed) for record, field in canary_fields()}


def planted(texts: Canaries, action: str, content: ApiRow) -> ApiRow:
    """Return the content of an answer with the canaries of its fields."""
    match action:
        case "getorders":
            return _inside(content, "orders", "order", lambda row: _order(texts, row))
        case "getinvoices":
            return _inside(content, "invoices", "invoice", lambda row: _row(texts, "GetInvoices", row))
        case "gettickets":
            return _inside(content, "tickets", "ticket", lambda row: _row(texts, "GetTickets", row))
        case "getticket":
            ticket = _inside(_row(texts, "GetTicket", content), "replies", "reply", lambda row: _reply(texts, row))
            opener = texts["GetTicket", "admin"] if content["admin"] else ""
            return ticket | {"admin": opener, "notes": {"note": [_row(texts, "GetTicket.note", {})]}}
        case "getclientsproducts":
            return _inside(content, "products", "product", lambda row: _product(texts, row))
        case _:
            return content


def _order(texts: Canaries, row: ApiRow) -> ApiRow:
    lines = _inside(row, "lineitems", "lineitem", lambda line: _row(texts, "GetOrders.lineitem", line))
    return _row(texts, "GetOrders", lines)


def _reply(texts: Canaries, row: ApiRow) -> ApiRow:
    changed = _row(texts, "GetTicket.reply", {key: value for key, value in row.items() if key != "admin"})
    # Billing's own replies are told by their name, and the client's by having none.
    named = row["admin"] in {"", AUTOMATIC}
    return changed | {"admin": row["admin"] if named else texts["GetTicket.reply", "admin"]}


def _product(texts: Canaries, row: ApiRow) -> ApiRow:
    asked, *others = row["customfields"]["customfield"]
    fields = [_row(texts, "GetClientsProducts.customfield", other) for other in others]
    kept = {"name": asked["name"], "value": asked["value"]}
    fields.insert(0, _row(texts, "GetClientsProducts.customfield", asked) | kept)
    return _row(texts, "GetClientsProducts", row) | {"customfields": {"customfield": fields}}


def _row(texts: Canaries, record: str, row: ApiRow) -> ApiRow:
    marked = row | {field: texts[record, field] for field in FIELDS[record]}
    if "domain" in FIELDS[record]:
        ending = "".join(row["domain"].partition(".")[1:])
        marked["domain"] = f"{texts[record, 'domain']}{ending}" if ending else ""
    return marked


def _inside(content: ApiRow, container: str, singular: str, change: Callable[[ApiRow], ApiRow]) -> ApiRow:
    """Return content with each row of one list changed, whatever the shape of the list."""
    if not content.get(container):
        return content
    return {**content, container: {singular: _each(content[container][singular], change)}}


def _each(rows: Any, change: Callable[[ApiRow], ApiRow]) -> Any:
    if isinstance(rows, list):
        return [change(row) for row in rows]
    if all(key.isdigit() for key in rows):
        return {key: change(row) for key, row in rows.items()}
    return change(rows)
