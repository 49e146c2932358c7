"""What an invoice says of an order's payment."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from generator.model.states import Payment
from generator.pull.whmcs.orders import invoice_from, payment_of
from tests.pull.samples import invoice_row
from tests.pull.short_pulls import ZONE

PAID_AT = datetime(2026, 9, 24, 13, 0, tzinfo=UTC)


def test_a_paid_invoice_gives_its_date() -> None:
    invoice = invoice_from(invoice_row(status="Paid", datepaid="2026-09-24 10:00:00"), ZONE)
    assert payment_of(invoice, "unpaid") == (Payment.PAID, PAID_AT)


def test_a_paid_invoice_with_a_zero_date_is_paid_at_an_unknown_time() -> None:
    assert payment_of(invoice_from(invoice_row(status="Paid"), ZONE), "") == (Payment.PAID, None)


@pytest.mark.parametrize("status", ["Unpaid", "Draft", "Payment Pending", "payment-pending", "Collections", "Overdue"])
def test_an_open_invoice_is_unpaid_whatever_the_order_claims(status: str) -> None:
    assert payment_of(invoice_from(invoice_row(status=status), ZONE), "paid") == (Payment.UNPAID, None)


@pytest.mark.parametrize("status", ["Cancelled", "Refunded", "Algo propio", ""])
def test_any_other_invoice_is_unclear_even_with_an_old_payment_date(status: str) -> None:
    invoice = invoice_from(invoice_row(status=status, datepaid="2026-09-24 10:00:00"), ZONE)
    assert payment_of(invoice, "unpaid") == (Payment.UNCLEAR, None)


def test_a_missing_invoice_is_unclear() -> None:
    assert payment_of(None, "") == (Payment.UNCLEAR, None)


def test_a_merged_invoice_is_paid_at_an_unknown_time_where_the_order_says_paid() -> None:
    """Quirk 20: after a merge the order points to an invoice that is cancelled or gone."""
    cancelled = invoice_from(invoice_row(status="Cancelled", datepaid="2026-09-24 10:00:00"), ZONE)
    assert payment_of(cancelled, "paid") == payment_of(None, "paid") == (Payment.PAID, None)


def test_a_refunded_invoice_is_unclear_even_where_the_order_says_paid() -> None:
    refunded = invoice_from(invoice_row(status="Refunded", datepaid="2026-09-24 10:00:00"), ZONE)
    assert payment_of(refunded, "paid") == (Payment.UNCLEAR, None)
