"""The invoice by which an order may have been paid after all, where its own is gone: merged into it, or paid by it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from generator.model.base import OrderId
from generator.model.states import STATUS_OF_ANOTHER, ItemKind, OrderStatus, Payment, ServiceStatus
from generator.pull.whmcs.api_answer import answer
from generator.pull.whmcs.billing_errors import BillingError
from generator.pull.whmcs.fields import RowError, folded_word, local_moment, optional_identifier, text, value_of
from generator.pull.whmcs.orders import OPEN_INVOICE, PickedOrder, with_payment
from generator.pull.whmcs.php_lists import Row, ShapeError, rows
from generator.pull.whmcs.transport import Transport

ACTION = "GetInvoice"
MOST_ASKED = 20
"""Calls of one run; orders that are not reached stay unclear, and say what to do."""
MOST_PER_ORDER = 4
MOST_FAILED = 3
_A_RUN = timedelta(minutes=30)
"""About how often a pull comes."""
_KINDS = {
    "hosting": "product",
    "domain": "domain",
    "domainregister": "domain",
    "domaintransfer": "domain",
    "addon": "addon",
    "upgrade": "upgrade",
    "invoice": "invoice",
}
"""The folded types of an invoice's lines, by what their `relid` is the id of."""
_OTHER_KINDS = {
    "addon": "addon",
    "upgrade": "upgrade",
    "downgrade": "upgrade",
    "renewal": "domain",
    "servicesrenewal": "product",
    "addonsrenewal": "addon",
}
"""The same by what the keys of an order's other items begin with."""


def other_invoices(
    transport: Transport,
    picked: Iterable[PickedOrder],
    invoices: Mapping[str, Row],
    zone: ZoneInfo,
    now: datetime,
    *,
    has_time: Callable[[], bool],
    note: Callable[[str], None],
) -> dict[OrderId, Row]:
    """Return the row of the invoice that now carries each order whose own does not tell how its payment stands.

    The listing has no lines, so later invoices of the same client are asked for theirs, one call each and few in all.
    An order that waits for nothing is left alone. What cannot be had is noted and stops nothing.
    """
    known: dict[str, frozenset[tuple[str, str]]] = {}
    found: dict[OrderId, Row] = {}
    failed = 0
    for pick, number in tries(picked, invoices, zone, now):
        if pick.order.id in found:
            continue
        if number not in known:
            if len(known) == MOST_ASKED or not has_time():
                return found
            try:
                known[number] = _lines(transport, number)
            except BillingError as error:
                failed += 1
                if error.general or failed == MOST_FAILED:
                    note(f"{error.message} Hay pedidos pagados por otra factura que quedan sin confirmar.")
                    return found
                known[number] = frozenset()
        if not known[number].isdisjoint(_carried_by(pick)):
            found[pick.order.id] = invoices[number]
    return found


def tries(
    picked: Iterable[PickedOrder], invoices: Mapping[str, Row], zone: ZoneInfo, now: datetime
) -> list[tuple[PickedOrder, str]]:
    """Return the orders to ask for and by which invoice: the likeliest of each first, the others by turns.

    Orders whose invoice is never found would else use up the calls of the others for ever.
    """
    waiting = [pick for pick in picked if _is_unclear(pick, invoices, zone, now)]
    waiting.sort(key=lambda one: int(one.order.id), reverse=True)
    candidates = [(pick, list(_candidates(pick, invoices, zone))[:MOST_PER_ORDER]) for pick in waiting]
    first = [(pick, number) for pick, numbers in candidates for number in numbers[:1]]
    # Where each order can have a call in each run, what was found so stays found.
    always = first if len(first) < MOST_ASKED else []
    by_turns = [(pick, number) for pick, numbers in candidates for number in numbers[1 if always else 0 :]]
    since = now - datetime.min.replace(tzinfo=now.tzinfo)
    # The days shift it too: runs that come every few hours would else begin at the same few for ever.
    start = (since // _A_RUN + since.days) * (MOST_ASKED - len(always)) % max(len(by_turns), 1)
    return always + by_turns[start:] + by_turns[:start]


def _is_unclear(pick: PickedOrder, invoices: Mapping[str, Row], zone: ZoneInfo, now: datetime) -> bool:
    order = pick.order
    waits = any(item.status is ServiceStatus.PENDING or item.line in STATUS_OF_ANOTHER for item in order.items)
    if not (waits and order.client) or order.status in (OrderStatus.CANCELLED, OrderStatus.FRAUD):
        return False
    own = invoices.get(pick.invoice)
    try:
        refunded = own is not None and folded_word(text(own, "status")) == "refunded"
        return not refunded and with_payment(pick, invoices, zone, now).payment is Payment.UNCLEAR
    except RowError:
        return False


def _candidates(pick: PickedOrder, invoices: Mapping[str, Row], zone: ZoneInfo) -> Iterator[str]:
    """Yield the ids of the client's invoices that came after, those that are paid first, then the oldest."""
    placed = pick.order.placed_at.astimezone(zone).date()
    chosen = []
    for number, row in invoices.items():
        try:
            status, made = folded_word(text(row, "status")), local_moment(row, "date", zone)
            # Its lines prove whose it is, where the row does not say so.
            is_theirs = optional_identifier(row, "userid") in ("", pick.order.client)
        except RowError:
            continue
        came_after = int(number) > int(pick.invoice or "0") and (made is None or made.astimezone(zone).date() >= placed)
        if is_theirs and came_after and (status == "paid" or status in OPEN_INVOICE):
            chosen.append((status != "paid", int(number)))
    yield from (str(number) for _, number in sorted(chosen))


def _carried_by(pick: PickedOrder) -> Iterator[tuple[str, str]]:
    """Yield the lines of an invoice that would be this order's: those of what still waits, or its own invoice."""
    if pick.invoice:
        yield "invoice", pick.invoice
    for item in pick.order.items:
        # What runs already is billed again and again; a renewal or an upgrade only bears its service's status.
        if item.status is not ServiceStatus.PENDING and item.line not in STATUS_OF_ANOTHER:
            continue
        if item.key.kind is not ItemKind.OTHER:
            yield item.key.kind.value, item.key.id
            continue
        # Several changes of one service bear a number of their own behind its id.
        begins, number, *_ = item.key.id.split("-")
        kind = _OTHER_KINDS.get(begins) or ("domain" if begins.startswith("domain") else None)
        if kind:
            yield kind, number


def _lines(transport: Transport, number: str) -> frozenset[tuple[str, str]]:
    """Return what an invoice is for. Raises BillingError."""
    fields = answer(ACTION, transport.post(ACTION, {"invoiceid": number}), "items")
    lines = set()
    try:
        for line in rows(value_of(fields, "items"), "item"):
            kind = _KINDS.get(folded_word(text(line, "type")))
            if kind:
                lines.add((kind, optional_identifier(line, "relid")))
    except (ShapeError, RowError):
        return frozenset()
    return frozenset(line for line in lines if line[1])
