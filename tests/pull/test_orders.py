"""What is kept of an order's row, through the quirks the contract lists."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from generator.model.observed import ItemKey, ObservedItem, ObservedOrder
from generator.model.states import ItemKind, LineKind, OrderStatus, Payment, ServiceStatus
from generator.pull.whmcs.fields import RowError
from generator.pull.whmcs.orders import order_from, with_payment, with_requirements
from tests.pull.samples import NOW, PRIVATE, invoice_row, line_row, order_row, product_row
from tests.pull.short_pulls import ZONE


def paid(date: str, **changes: Any) -> ObservedOrder:
    """Return an order placed on 23 September at 13:59:35, with its invoice paid at that local time."""
    picked = order_from(order_row(**changes), ZONE)
    return with_payment(picked, {"1": invoice_row(status="Paid", datepaid=date)}, ZONE, NOW)


def items_of(**changes: Any) -> tuple[ObservedItem, ...]:
    """Return the items of an order with one changed line."""
    return order_from(order_row(lineitems={"lineitem": [line_row(**changes)]}), ZONE).order.items


@pytest.mark.parametrize(
    "changes",
    [
        {"id": "1", "ordernum": "7858259149", "userid": "7", "invoiceid": "1"},
        {"id": " 1", "ordernum": 7858259149, "userid": 7, "invoiceid": 1},
    ],
)
def test_numbers_may_come_as_text_and_exceed_32_bits(changes: dict[str, Any]) -> None:
    """Quirks 10 and 31."""
    assert order_from(order_row(**changes), ZONE) == order_from(order_row(), ZONE)


@pytest.mark.parametrize("amount", ["$1,234.50 USD", "2,000 Ft", "", None, 15.95, [], "$ -"])
def test_money_in_any_form_is_never_looked_at(amount: object) -> None:
    """Quirks 11 and 29."""
    row = order_row(amount=amount, currencysuffix="ARS", lineitems={"lineitem": line_row(amount=amount)})
    assert order_from(row, ZONE) == order_from(order_row(), ZONE)


def test_an_order_keeps_exactly_the_allowed_fields() -> None:
    order = order_from(order_row(), ZONE).order
    assert (order.id, order.number, order.client) == ("1", "7858259149", "7")
    assert order.placed_at == datetime(2026, 9, 23, 16, 59, 35, tzinfo=UTC)
    assert (order.status, order.custom_status) == (OrderStatus.PENDING, "")
    assert order.items == (
        ObservedItem(ItemKey(ItemKind.PRODUCT, "12"), "Streaming - Audio 128", "", ServiceStatus.PENDING),
    )


def test_nothing_of_the_client_comes_out() -> None:
    lines = {
        "lineitem": [
            line_row(),
            line_row(type="domain", relid=3),
            line_row(type="addon", product="IP cliente-x.com.ar"),
        ]
    }
    assert all(word in json.dumps(order_row(lineitems=lines)) for word in PRIVATE[:4])
    shown = repr(order_from(order_row(lineitems=lines), ZONE))
    assert not [word for word in PRIVATE if word in shown]


@pytest.mark.parametrize(
    ("word", "status", "custom"),
    [
        ("Pending", OrderStatus.PENDING, ""),
        ("ACTIVE", OrderStatus.ACTIVE, ""),
        ("Cancelled", OrderStatus.CANCELLED, ""),
        ("Fraud", OrderStatus.FRAUD, ""),
        (" En revisión &amp; control ", OrderStatus.CUSTOM, "En revisión & control"),
    ],
)
def test_an_unknown_order_status_is_the_company_s_own_with_its_exact_text(
    word: str, status: OrderStatus, custom: str
) -> None:
    """Quirk 32."""
    order = order_from(order_row(status=word), ZONE).order
    assert (order.status, order.custom_status) == (status, custom)


@pytest.mark.parametrize(
    ("word", "status"),
    [
        ("Active", ServiceStatus.ACTIVE),
        ("Completed", ServiceStatus.ACTIVE),
        ("Pending", ServiceStatus.PENDING),
        ("Pending Registration", ServiceStatus.PENDING),
        ("Pending Transfer", ServiceStatus.PENDING),
        ("Cancelled", ServiceStatus.ENDED),
        ("Terminated", ServiceStatus.ENDED),
        ("Transferred Away", ServiceStatus.ENDED),
        ("Fraud", ServiceStatus.FRAUD),
        ("Suspended", ServiceStatus.SUSPENDED),
        ("Grace", ServiceStatus.EXPIRED),
        ("Redemption", ServiceStatus.EXPIRED),
        ("Expired", ServiceStatus.EXPIRED),
        ("Algo nuevo", ServiceStatus.OTHER),
        ("", ServiceStatus.OTHER),
        (None, ServiceStatus.OTHER),
    ],
)
def test_every_item_status_has_one_meaning(word: str | None, status: ServiceStatus) -> None:
    assert items_of(status=word)[0].status is status


@pytest.mark.parametrize(
    ("word", "kept"),
    [("Algo &amp; nuevo", "Algo & nuevo"), ("", ""), (None, ""), ("Active", ""), ("pending-transfer", "")],
)
@pytest.mark.parametrize("kind", ["product", "domain", "addon"])
def test_a_status_nobody_described_keeps_its_word_for_the_warning(kind: str, word: str | None, kept: str) -> None:
    """Quirk 32."""
    assert items_of(type=kind, status=word)[0].status_word == kept


def test_a_pending_order_may_sell_a_service_that_already_runs() -> None:
    """Quirk 6: what the order says of itself is not what its service says."""
    order = order_from(order_row(status="Pending", lineitems={"lineitem": line_row(status="Active")}), ZONE).order
    assert (order.status, order.items[0].status) == (OrderStatus.PENDING, ServiceStatus.ACTIVE)


def test_an_order_of_domains_only_sells_domains() -> None:
    lines = [line_row(type="domain", relid=relid, product="", domain=f"x{relid}.com.ar") for relid in (3, 4)]
    items = order_from(order_row(lineitems={"lineitem": lines}), ZONE).order.items
    assert [(str(item.key), item.product) for item in items] == [
        ("domain:3", "Dominio .com.ar"),
        ("domain:4", "Dominio .com.ar"),
    ]


def test_an_add_on_is_an_item_of_its_own_beside_its_service() -> None:
    lines = [line_row(), line_row(type="addon", product="IP dedicada", status="Active")]
    items = order_from(order_row(lineitems={"lineitem": lines}), ZONE).order.items
    assert [(str(item.key), item.status) for item in items] == [
        ("product:12", ServiceStatus.PENDING),
        ("other:addon-12", ServiceStatus.ACTIVE),
    ]


def test_the_number_of_an_order_is_the_order_s_and_never_a_product_s() -> None:
    """Quirk 19: products do not always carry `ordernumber`, and nothing reads it."""
    order = order_from(order_row(), ZONE).order
    assert with_requirements(order, {"12": product_row()}, "Requisitos completos", ZONE, NOW) == order


def test_a_domain_is_known_by_its_ending_only() -> None:
    assert items_of(type="domain", relid="12") == (
        ObservedItem(
            ItemKey(ItemKind.DOMAIN, "12"),
            "Dominio .com.ar",
            ".com.ar",
            ServiceStatus.PENDING,
            line=LineKind.REGISTRATION,
        ),
    )


def test_the_old_blank_after_the_domain_s_name_gives_a_domain_without_ending() -> None:
    line = line_row(type="domain")
    line["domain "] = ">"
    del line["domain"]
    assert order_from(order_row(lineitems={"lineitem": line}), ZONE).order.items[0].product == "Dominio"


def test_ids_of_different_types_never_meet() -> None:
    """Quirk 17."""
    kinds = ("product", "domain", "Addon", "upgrade")
    lines = {"lineitem": [line_row(type=kind, relid=5) for kind in kinds]}
    keys = [str(item.key) for item in order_from(order_row(lineitems=lines), ZONE).order.items]
    assert keys == ["product:5", "domain:5", "other:addon-5", "other:upgrade-5"]


def test_a_product_s_text_is_billing_s_own() -> None:
    assert items_of(product="  Web &amp; Mail - Plan  2 ")[0].product == "Web & Mail - Plan  2"
    assert items_of(product="")[0].product == "Producto sin nombre"


@pytest.mark.parametrize("lineitems", ["", [], {}, None, {"lineitem": ""}, {"lineitem": []}])
def test_an_order_may_list_nothing(lineitems: object) -> None:
    assert order_from(order_row(lineitems=lineitems), ZONE).order.items == ()


@pytest.mark.parametrize(
    "lineitems",
    [line_row(), [line_row()], {"0": line_row()}, {"lineitem": line_row()}, {"lineitem": {"0": line_row()}}],
)
def test_the_lines_may_come_in_any_shape_of_a_list(lineitems: object) -> None:
    """Quirk 12."""
    assert order_from(order_row(lineitems=lineitems), ZONE).order.items == items_of()


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"date": "0000-00-00 00:00:00"}, "date"),
        ({"date": "23/09/2026"}, "date"),
        ({"ordernum": ""}, "ordernum"),
        ({"ordernum": []}, "ordernum"),
        ({"status": ""}, "status"),
        ({"status": None}, "status"),
        ({"userid": "ana"}, "userid"),
        ({"invoiceid": "x"}, "invoiceid"),
        ({"invoiceid": None, "paymentstatus": "Paid"}, "invoiceid"),
        ({"lineitems": "<p>"}, "lineitems"),
        ({"lineitems": {"lineitem": [line_row(relid="")]}}, "lineitem.relid"),
        ({"lineitems": {"lineitem": [line_row(type=None)]}}, "lineitem.type"),
        ({"lineitems": {"lineitem": [line_row(status=[])]}}, "lineitem.status"),
    ],
)
def test_a_malformed_order_names_the_field_at_fault(changes: dict[str, Any], field: str) -> None:
    with pytest.raises(RowError) as caught:
        order_from(order_row(**changes), ZONE)
    assert caught.value.field == field


def payment_without_invoice(**changes: Any) -> tuple[Payment, datetime | None]:
    """Return what is known of the payment of an order that has no invoice."""
    row = order_row(**{"invoiceid": 0, "paymentstatus": ""} | changes)
    order = with_payment(order_from(row, ZONE), {}, ZONE, NOW)
    return order.payment, order.paid_at


@pytest.mark.parametrize("invoice", [0, "0", "", None])
@pytest.mark.parametrize(
    "amount", ["0.00", "0", 0, 0.0, "$0.00 USD", "0,00", "00", "&#36;0.00 ARS", " 0.00 ", "-0.00", "0 Ft"]
)
def test_an_order_without_invoice_whose_amount_is_zero_needs_no_payment(invoice: object, amount: object) -> None:
    """Quirk 18: a free order has invoice 0 and an empty payment status."""
    assert payment_without_invoice(invoiceid=invoice, amount=amount) == (Payment.NOT_NEEDED, None)


@pytest.mark.parametrize(
    "amount", ["25000.00", "0.01", 8, 0.5, "$1,234.50 USD", "2,000 Ft", "", None, [], True, "$ -", "gratis"]
)
def test_an_order_without_invoice_whose_amount_is_not_zero_is_no_gift(amount: object) -> None:
    """Staff may place an order without an invoice, and bill it in another way."""
    assert payment_without_invoice(amount=amount) == (Payment.UNCLEAR, None)


def test_an_order_without_invoice_is_believed_where_it_says_itself_that_it_is_paid() -> None:
    assert payment_without_invoice(paymentstatus="Paid") == (Payment.PAID, None)


def test_an_order_joins_its_own_invoice() -> None:
    """Quirk 16: the order's `invoiceid` is the invoice's `id`."""
    invoices = {"1": invoice_row(status="Paid", datepaid="2026-09-24 10:00:00"), "2": invoice_row(id=2)}
    order = with_payment(order_from(order_row(invoiceid="1"), ZONE), invoices, ZONE, NOW)
    assert (order.payment, order.paid_at) == (Payment.PAID, datetime(2026, 9, 24, 13, tzinfo=UTC))


@pytest.mark.parametrize("date", ["2026-09-23 13:59:34", "2026-09-23", "2026-09-01 08:00:00", "1999-01-01"])
def test_a_payment_dated_before_its_order_counts_from_the_order(date: str) -> None:
    """Quirk 22: staff type the date of a transfer, often without its time."""
    order = paid(date)
    assert (order.payment, order.paid_at) == (Payment.PAID, order.placed_at)


def test_a_back_dated_payment_keeps_billing_s_date_where_it_can_be_true() -> None:
    """Quirk 22."""
    assert paid("2026-09-23 14:00:00").paid_at == datetime(2026, 9, 23, 17, tzinfo=UTC)
    assert paid("2026-10-02").paid_at == datetime(2026, 10, 2, 3, tzinfo=UTC)


def test_a_payment_dated_in_the_future_is_paid_at_an_unknown_time() -> None:
    """Quirk 22."""
    assert paid("2026-11-23 09:00:00").paid_at == NOW
    for date in ("2026-11-23 09:00:01", "2027-01-01"):
        assert (paid(date).payment, paid(date).paid_at) == (Payment.PAID, None)


def test_a_malformed_invoice_makes_its_order_unreadable() -> None:
    with pytest.raises(RowError, match=r"^invoice\.datepaid$"):
        paid("ayer")


def test_the_requirements_date_is_of_the_product_with_the_item_s_own_id() -> None:
    """Quirk 17: a domain and an add-on may bear the product's number."""
    kinds = [("product", 12), ("domain", 12), ("addon", 12), ("product", 13)]
    lines = {"lineitem": [line_row(type=kind, relid=relid) for kind, relid in kinds]}
    order = order_from(order_row(lineitems=lines), ZONE).order
    products = {"12": product_row("2026-11-20"), "99": product_row("ayer", id="99")}
    dated = with_requirements(order, products, "Requisitos completos", ZONE, NOW)
    met_at = datetime(2026, 11, 20, 3, tzinfo=UTC)
    assert [item.requirements_met_at for item in dated.items] == [met_at, None, None, None]


def test_an_unreadable_requirements_date_makes_its_order_unreadable() -> None:
    order = order_from(order_row(), ZONE).order
    with pytest.raises(RowError, match=r"^customfield$"):
        with_requirements(order, {"12": product_row("cuando puedan")}, "Requisitos completos", ZONE, NOW)
