"""One invoice's row comes in, its status and payment date go out; and what they say of the payment of an order."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from generator.model.states import Payment
from generator.pull.whmcs.fields import folded, moment, text
from generator.pull.whmcs.lists import Row

UNPAID = frozenset({"unpaid", "draft", "paymentpending", "collections", "overdue"})


@dataclass(frozen=True, slots=True)
class Invoice:
    """What an order needs of its invoice: the folded status word, and when it became fully paid (UTC)."""

    status: str
    paid_at: datetime | None


def invoice_from(row: Row, zone: ZoneInfo) -> Invoice:
    """Return one invoice. Raises RowError."""
    return Invoice(folded(text(row, "status")), moment(row, "datepaid", zone))


def payment_of(invoice: Invoice | None, claimed: str) -> tuple[Payment, datetime | None]:
    """Return what is known of a payment: by the order's invoice (None: missing), and the order's own folded word."""
    status = invoice.status if invoice else "missing"
    if invoice and status == "paid":
        return Payment.PAID, invoice.paid_at
    if status in UNPAID:
        return Payment.UNPAID, None
    # Staff merge invoices, or pay many with one: the order's own may then be gone, or cancelled, though money came.
    if status in ("missing", "cancelled") and claimed == "paid":
        return Payment.PAID, None
    return Payment.UNCLEAR, None
