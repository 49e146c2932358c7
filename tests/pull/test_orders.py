"""What is kept of an order's row, through the quirks the contract lists."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from generator.model.observed import ItemKey, ObservedItem
from generator.model.states import ItemKind, OrderStatus, Payment, ServiceStatus
from generator.pull.whmcs.fields import RowError
from generator.pull.whmcs.orders import order_from, with_payment
from tests.pull.samples import PRIVATE, invoice_row, line_row, order_row
from tests.pull.scripted import ZONE


def items_of(**changes: Any) -> tuple[ObservedItem, ...]:
    """Return the items of an order with one changed line."""
    return order_from(order_row(lineitems={"lineitem": [line_row(**changes)]}), ZONE).order.items


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


def test_a_domain_is_known_by_its_ending_only() -> None:
    assert items_of(type="domain", relid="12") == (
        ObservedItem(ItemKey(ItemKind.DOMAIN, "12"), "Dominio .com.ar", ".com.ar", ServiceStatus.PENDING),
    )


def test_the_old_blank_after_the_domain_s_name_gives_a_domain_without_ending() -> None:
    line = line_row(type="domain")
    line["domain "] = ">"
    del line["domain"]
    assert order_from(order_row(lineitems={"lineitem": line}), ZONE).order.items[0].product == "Dominio"


def test_ids_of_different_types_never_meet() -> None:
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


@pytest.mark.parametrize(
    "changes",
    [{"invoiceid": 0}, {"invoiceid": "0"}, {"invoiceid": "", "paymentstatus": ""}, {"invoiceid": 0, "amount": "0.00"}],
)
def test_an_order_without_invoice_needs_no_payment(changes: dict[str, Any]) -> None:
    order = with_payment(order_from(order_row(**changes), ZONE), {}, ZONE)
    assert (order.payment, order.paid_at) == (Payment.NOT_NEEDED, None)


def test_an_order_joins_its_own_invoice() -> None:
    paid = invoice_row(status="Paid", datepaid="2026-09-24 10:00:00")
    order = with_payment(order_from(order_row(invoiceid="1"), ZONE), {"1": paid, "2": invoice_row(id=2)}, ZONE)
    assert (order.payment, order.paid_at) == (Payment.PAID, datetime(2026, 9, 24, 13, tzinfo=UTC))


def test_a_malformed_invoice_makes_its_order_unreadable() -> None:
    with pytest.raises(RowError, match=r"^invoice\.datepaid$"):
        with_payment(order_from(order_row(), ZONE), {"1": invoice_row(datepaid="ayer")}, ZONE)
