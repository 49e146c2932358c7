"""One order in our words: the allowed fields of its row, then its payment and its requirements."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypeVar
from zoneinfo import ZoneInfo

from generator.model.base import OrderId
from generator.model.observed import ItemKey, ObservedItem, ObservedOrder, OrderHint
from generator.model.states import STATUS_OF_ANOTHER, ItemKind, LineKind, OrderStatus, Payment, ServiceStatus
from generator.pull.whmcs.fields import (
    RowError,
    folded_word,
    identifier,
    is_zero,
    local_moment,
    optional_identifier,
    text,
    value_of,
)
from generator.pull.whmcs.items import item_from, named_renewal, renewal_items
from generator.pull.whmcs.php_lists import Row, ShapeError, rows
from generator.pull.whmcs.products import requirements_met_at

_STATUSES = {
    "pending": OrderStatus.PENDING,
    "active": OrderStatus.ACTIVE,
    "cancelled": OrderStatus.CANCELLED,
    "fraud": OrderStatus.FRAUD,
}
"""WHMCS's own four; any other word is a status the company made."""
_Read = TypeVar("_Read")
OPEN_INVOICE = frozenset({"unpaid", "draft", "paymentpending", "collections", "overdue"})
"""Folded words of an invoice that still waits for money."""


_RECENT = timedelta(days=120)
"""An order has its page until 90 days after it closed; one that was placed earlier and is over has none."""
_WAITING = timedelta(days=400)
"""Older than this, an order that still waits is somebody's oversight: its invoice would make each run read years."""


@dataclass(frozen=True, slots=True)
class PickedOrder:
    """An order before its invoice is known: its id (`""` where none was made), and the order's own word for it.

    `free` says that it costs nothing; what it costs otherwise is not kept.
    """

    order: ObservedOrder
    invoice: str
    claimed: str
    free: bool


@dataclass(frozen=True, slots=True)
class InvoiceState:
    """What an order needs of its invoice: the folded status word, and when it became fully paid (UTC)."""

    status: str
    paid_at: datetime | None


def order_from(row: Row, zone: ZoneInfo) -> PickedOrder:
    """Return one order. Raises RowError."""
    number, word, placed_at = text(row, "ordernum"), text(row, "status"), local_moment(row, "date", zone)
    if not number:
        raise RowError("ordernum")
    if not word:
        raise RowError("status")
    if placed_at is None:
        raise RowError("date")
    status = _STATUSES.get(folded_word(word), OrderStatus.CUSTOM)
    claimed = folded_word(text(row, "paymentstatus"))
    order = ObservedOrder(
        id=OrderId(identifier(row, "id")),
        number=number,
        client=optional_identifier(row, "userid"),
        placed_at=placed_at,
        status=status,
        custom_status=word if status is OrderStatus.CUSTOM else "",
        payment=Payment.UNCLEAR,
        paid_at=None,
        items=_items(row),
    )
    return PickedOrder(order, _invoice(row, claimed), claimed, is_zero(row, "amount"))


def order_hint(row: Row, zone: ZoneInfo) -> OrderHint:
    """Return what the row of an order that cannot be read tells all the same."""
    client = _or_none(lambda: optional_identifier(row, "userid"))
    number = _or_none(lambda: text(row, "ordernum"))
    return OrderHint(client or None, _is_over(row), _or_none(lambda: local_moment(row, "date", zone)), number or None)


def wants_invoice(picked: PickedOrder, now: datetime) -> bool:
    """Tell whether an order's invoice may tell more than its own row: of what was placed lately, or still waits.

    One that has waited unpaid for months says by itself that it does, and the day it is paid it says that. Of an old
    order that is paid and waits all the same, no date of payment can matter any more.
    """
    order = picked.order
    age = now - order.placed_at
    if age <= _RECENT:
        return True
    if age > _WAITING or order.status in (OrderStatus.CANCELLED, OrderStatus.FRAUD) or picked.claimed in OPEN_INVOICE:
        return False
    return not order.items or any(
        item.status is ServiceStatus.PENDING or item.line in STATUS_OF_ANOTHER for item in order.items
    )


def with_payment(
    picked: PickedOrder, invoices: Mapping[str, Row], zone: ZoneInfo, now: datetime, other: Row | None = None
) -> ObservedOrder:
    """Return the order with the payment that its invoice, or the `other` in its place, tells. Raises RowError."""
    if not picked.invoice and picked.free:
        return dataclasses.replace(picked.order, payment=Payment.NOT_NEEDED)
    row = other or invoices.get(picked.invoice)
    if row is None and not wants_invoice(picked, now):
        return dataclasses.replace(picked.order, payment=claimed_payment(picked.claimed))
    try:
        invoice = None if row is None else invoice_from(row, zone)
    except RowError as fault:
        raise RowError(f"invoice.{fault.field}") from None
    payment, paid_at = payment_of(invoice, picked.claimed)
    return dataclasses.replace(picked.order, payment=payment, paid_at=_believed(paid_at, picked.order.placed_at, now))


def invoice_from(row: Row, zone: ZoneInfo) -> InvoiceState:
    """Return one invoice. Raises RowError."""
    return InvoiceState(folded_word(text(row, "status")), local_moment(row, "datepaid", zone))


def payment_of(invoice: InvoiceState | None, claimed: str) -> tuple[Payment, datetime | None]:
    """Return what is known of a payment: by the order's invoice (None: missing), and the order's own word, folded."""
    status = invoice.status if invoice else "missing"
    if invoice and status == "paid":
        return Payment.PAID, invoice.paid_at
    if status in OPEN_INVOICE:
        return Payment.UNPAID, None
    # Staff merge invoices, or pay many with one: the order's own may then be gone, or cancelled, though money came.
    if status in ("missing", "cancelled") and claimed == "paid":
        return Payment.PAID, None
    return Payment.UNCLEAR, None


def claimed_payment(claimed: str) -> Payment:
    """Return what an order's own word says of a payment whose invoice was not asked for."""
    if claimed == "paid":
        return Payment.PAID
    return Payment.UNPAID if claimed in OPEN_INVOICE else Payment.UNCLEAR


def with_requirements(
    order: ObservedOrder, products: Mapping[str, Row], field: str, zone: ZoneInfo, now: datetime
) -> ObservedOrder:
    """Return the order with what staff wrote into `field` of its products, by service id. Raises RowError."""

    def dated(item: ObservedItem) -> ObservedItem:
        row = products.get(item.key.id) if item.key.kind is ItemKind.PRODUCT else None
        met_at = None if row is None else requirements_met_at(row, field, zone, now)
        return item if met_at is None else dataclasses.replace(item, requirements_met_at=met_at)

    return dataclasses.replace(order, items=tuple(dated(item) for item in order.items))


def with_names(order: ObservedOrder, sold: Mapping[ItemKey, ObservedItem]) -> ObservedOrder:
    """Return the order with its renewals named after what they renew, as far as the orders listed sold it."""
    return dataclasses.replace(order, items=tuple(named_renewal(item, sold) for item in order.items))


def _believed(paid_at: datetime | None, placed_at: datetime, now: datetime) -> datetime | None:
    # Staff type the date of a transfer, often the day alone: nobody pays before ordering, nor tomorrow.
    return None if paid_at is None or paid_at > now else max(paid_at, placed_at)


def _invoice(row: Row, claimed: str) -> str:
    # 0 says that there is none. No number at all says so only where the order knows of no payment either.
    if value_of(row, "invoiceid") in (None, "") and claimed:
        raise RowError("invoiceid")
    return optional_identifier(row, "invoiceid")


def _is_over(row: Row) -> bool:
    status = _or_none(lambda: folded_word(text(row, "status")))
    claimed = _or_none(lambda: folded_word(text(row, "paymentstatus")))
    is_cancelled = status == "cancelled"
    # A renewal or an upgrade has no status of its own, and neither has an order without lines.
    is_done = is_cancelled or (status == "active" and claimed is not None and claimed not in OPEN_INVOICE)
    over = {ServiceStatus.ACTIVE, ServiceStatus.ENDED, ServiceStatus.SUSPENDED, ServiceStatus.EXPIRED}
    if is_cancelled:
        over.add(ServiceStatus.PENDING)
    # What is under review has a page, and is a matter of days: without a date to tell them by, of the past.
    if _or_none(lambda: local_moment(row, "date", ZoneInfo("UTC"))) is None:
        if status == "fraud":
            return True
        over.add(ServiceStatus.FRAUD)
    items = _or_none(lambda: _items(row))
    if not items:
        return is_cancelled if items is None else is_done

    def ends(item: ObservedItem) -> bool:
        if item.is_silent or (item.line in STATUS_OF_ANOTHER and item.status is not ServiceStatus.ENDED):
            return is_done
        return item.status in over

    return all(map(ends, items))


def _or_none(read: Callable[[], _Read]) -> _Read | None:
    try:
        return read()
    except RowError:
        return None


def _items(row: Row) -> tuple[ObservedItem, ...]:
    try:
        lines = rows(value_of(row, "lineitems"), "lineitem")
    except ShapeError:
        raise RowError("lineitems") from None
    items: dict[ItemKey, ObservedItem] = {}
    for line in lines:
        try:
            item = item_from(line)
        except RowError as fault:
            raise RowError(f"lineitem.{fault.field}") from None
        items.setdefault(_apart(item, items), item)
    # Some versions list a domain's renewal as a line too.
    listed = {item.key.id.rpartition("-")[2] for item in items.values() if item.line is LineKind.RENEWAL}
    for item in renewal_items(row):
        if item.key.id.rpartition("-")[2] not in listed:
            items[item.key] = item
    return tuple(dataclasses.replace(item, key=key) for key, item in items.items())


def _apart(item: ObservedItem, others: Mapping[ItemKey, ObservedItem]) -> ItemKey:
    """Return the item's key; of several changes to one service, which all bear its id, each has one of its own."""
    key, count = item.key, 1
    while key in others and item.line is LineKind.UPGRADE and others[key].product != item.product:
        count += 1
        key = ItemKey(item.key.kind, f"{item.key.id}-{count}")
    return key
