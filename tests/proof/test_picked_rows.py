"""What of billing's rows is kept, field by field: these fields and no others."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from generator.model.base import OrderId, TicketId
from generator.model.observed import ItemKey, ObservedItem, ObservedOrder, ObservedTicket
from generator.model.states import ItemKind, OrderStatus, Payment, ServiceStatus, TicketState
from generator.pull.whmcs.fields import RowError, identifier, text
from generator.pull.whmcs.items import item_from
from generator.pull.whmcs.orders import PickedOrder, order_from, with_payment
from generator.pull.whmcs.tickets import ticket_from
from tests.pull.samples import PRIVATE, invoice_row, line_row, order_row, ticket_row

ZONE = ZoneInfo("America/Argentina/Buenos_Aires")
NOW = datetime(2026, 11, 20, 15, 0, tzinfo=UTC)


def test_an_order_is_exactly_its_allowed_fields_and_those_of_its_invoice() -> None:
    """The row holds a name, addresses, prices, notes and secrets; none is found in what comes out."""
    picked = order_from(order_row(), ZONE)
    item = ObservedItem(ItemKey(ItemKind.PRODUCT, "12"), "Streaming - Audio 128", "", ServiceStatus.PENDING)
    expected = ObservedOrder(
        id=OrderId("1"),
        number="7858259149",
        client="7",
        placed_at=datetime(2026, 9, 23, 16, 59, 35, tzinfo=UTC),
        status=OrderStatus.PENDING,
        custom_status="",
        payment=Payment.UNCLEAR,
        paid_at=None,
        items=(item,),
    )
    assert picked == PickedOrder(expected, invoice="1", claimed="unpaid", free=False)
    paid = with_payment(picked, {"1": invoice_row(status="Paid", datepaid="2026-09-24 10:00:00")}, ZONE, NOW)
    assert (paid.payment, paid.paid_at) == (Payment.PAID, datetime(2026, 9, 24, 13, 0, tzinfo=UTC))
    assert [word for word in PRIVATE if word in f"{picked!r}{paid!r}"] == []


@pytest.mark.parametrize(
    ("claimed", "payment"), [("Paid", Payment.PAID), ("Unpaid", Payment.UNCLEAR), ("", Payment.UNCLEAR)]
)
def test_where_the_invoice_is_gone_the_orders_own_word_decides(claimed: str, payment: Payment) -> None:
    """It is never taken for paid but by that word."""
    picked = order_from(order_row(paymentstatus=claimed), ZONE)
    order = with_payment(picked, {}, ZONE, NOW)
    assert (order.payment, order.paid_at) == (payment, None)


@pytest.mark.parametrize("number", [None, ""])
def test_an_order_that_knows_of_a_payment_and_names_no_invoice_is_unreadable(number: str | None) -> None:
    """Read as *no invoice* it would pass for free."""
    with pytest.raises(RowError, match=r"^invoiceid$"):
        order_from(order_row(invoiceid=number), ZONE)
    assert order_from(order_row(invoiceid=number, paymentstatus=""), ZONE).invoice == ""


def test_a_ticket_is_exactly_its_allowed_fields() -> None:
    """Never its subject, its access code or who wrote it."""
    row = ticket_row(date="2026-11-20 10:00:00", lastreply="2026-11-20 11:00:00", status="Answered", service="s12")
    ticket = ticket_from(row, ZONE)
    assert ticket == ObservedTicket(
        id=TicketId("1"),
        number="516757",
        client="7",
        opened_at=datetime(2026, 11, 20, 13, 0, tzinfo=UTC),
        last_reply_at=datetime(2026, 11, 20, 14, 0, tzinfo=UTC),
        state=TicketState.ANSWERED,
        about=ItemKey(ItemKind.PRODUCT, "12"),
        status_word="Answered",
        department="2",
    )
    assert [word for word in PRIVATE if word in repr(ticket)] == []


def test_what_is_neither_product_nor_domain_is_told_by_its_type_without_marks_and_at_most_32_letters() -> None:
    """A type is free text of an add-on's author."""
    assert item_from(line_row(type="Add-on: Módulo 2")).key == ItemKey(ItemKind.OTHER, "addonmdulo2-12")
    assert item_from(line_row(type="x" * 40)).key.id == "x" * 32 + "-12"


def test_a_product_that_repeats_the_clients_domain_shows_dots_in_its_place() -> None:
    """However it is written."""
    line = line_row(product="Dominio CLIENTE-X.com.ar y más", domain="cliente-x.com.ar")
    assert item_from(line).product == "Dominio … y más"


def test_a_text_of_500_letters_is_read_and_one_more_is_not() -> None:
    """The limit itself is inside."""
    assert text({"a": "x" * 500}, "a") == "x" * 500
    with pytest.raises(RowError):
        text({"a": "x" * 501}, "a")


def test_a_field_is_read_by_its_name_before_one_with_blanks_around_it() -> None:
    """Old versions write some names with a blank at the end; a row may hold both."""
    assert text({"a ": "old", "a": "new"}, "a") == "new"
    assert identifier({"a ": 5}, "a") == "5"
