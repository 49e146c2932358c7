"""The quirks of the contract's section 10 that stand in the shapes of lists and the types of values."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from generator.model.observed import Observed
from tests.doubles.acting_server import Act
from tests.doubles.scripted_billing import Form, answer
from tests.pull.quirk_desk import FIELD, instead, office, seen, stopped
from tests.pull.samples import (
    PRIVATE,
    invoice_row,
    line_row,
    opening_row,
    order_row,
    product_row,
    staff_row,
    ticket_answer,
    ticket_row,
)

OPENED = {"date": "2026-11-20 09:00:00", "lastreply": "2026-11-20 11:30:00", "status": "Answered"}
TOLD = ticket_answer(opening_row(), staff_row())


def one_of_each(**changes: dict[str, Any]) -> Callable[[Form], Act]:
    """Return a script of one order, paid, with a product, a ticket and its messages; some fields changed."""
    line, reply = changes.get("line", {}), changes.get("reply", {})
    order = {"lineitems": {"lineitem": [line_row(**line)]}} | changes.get("order", {})
    invoice = {"status": "Paid", "datepaid": "2026-10-01 10:00:00"} | changes.get("invoice", {})
    ticket = OPENED | changes.get("ticket", {})
    told = ticket_answer(opening_row(**reply), staff_row(**reply), **changes.get("told", {}))
    product = product_row("2026-11-20", **changes.get("product", {}))
    return office([order_row(**order)], [invoice_row(**invoice)], [ticket_row(**ticket)], [product], {"1": told})


@pytest.fixture(scope="module")
def usual() -> Observed:
    """Give what is seen when nothing is changed."""
    return seen(one_of_each())


@pytest.mark.parametrize("kind", [int, str], ids=["numbers", "texts"])
def test_quirk_10_numbers_come_as_numbers_or_as_text(usual: Observed, kind: type[int | str]) -> None:
    """Mixed even in one answer, and longer than 32 bits."""
    order = {"id": kind(1), "ordernum": kind(7858259149), "userid": kind(7), "invoiceid": kind(1)}
    ticket = {"id": kind(1), "deptid": kind(2), "userid": kind(7), "tid": kind(516757)}
    others = {"line": {"relid": kind(12)}, "invoice": {"id": kind(1), "userid": kind(7)}, "product": {"id": kind(12)}}
    observed = seen(
        one_of_each(order=order, ticket=ticket, told={"ticketid": kind(1)}, reply={"userid": kind(7)}, **others)
    )
    assert observed == usual
    assert observed.orders[0].number == "7858259149"


@pytest.mark.parametrize("money", ["$1,234.50 USD", "2,000 Ft", "15.95", 15.95, "", None, "$ -"])
def test_quirk_11_money_is_formatted_as_it_pleases(usual: Observed, money: object) -> None:
    """It is never looked at, wherever it stands, so no form of it is a fault."""
    amounts = {"amount": money, "total": money, "subtotal": money, "recurringamount": money}
    assert seen(one_of_each(order=amounts, line=amounts, invoice=amounts, product=amounts)) == usual


SHAPES: dict[str, Callable[[str, list[Any]], Any]] = {
    "a list": lambda name, rows: rows,  # noqa: ARG005
    "a list by its name": lambda name, rows: {name: rows},
    "numeric keys": lambda name, rows: {name: {str(at): row for at, row in enumerate(rows)}},
    "numeric keys outside": lambda name, rows: {str(at): row for at, row in enumerate(rows)},  # noqa: ARG005
    "one object": lambda name, rows: {name: rows[0]} if len(rows) == 1 else {name: rows},
    "with empty rows": lambda name, rows: {name: [*rows, "", [], None]},
}


@pytest.mark.parametrize("shape", SHAPES.values(), ids=SHAPES.keys())
@pytest.mark.parametrize("count", [1, 2])
def test_quirk_12_one_list_has_many_shapes(count: int, shape: Callable[[str, list[Any]], Any]) -> None:
    """Every list of a pull, the nested ones too, reads the same in each of them."""
    assert seen(shaped(count, shape)) == seen(shaped(count, SHAPES["a list by its name"]))


@pytest.mark.parametrize("nothing", ["", [], {}, None, {"order": ""}, {"order": []}, [[]]])
def test_an_empty_list_has_many_shapes_too(nothing: object) -> None:
    """None of them is a fault where billing counts no row, and all are where it counts one."""
    empty = {"result": "success", "totalresults": 0, "orders": nothing}
    assert seen(instead("GetOrders", answer(empty), office())).orders == ()
    assert "incompleto" in stopped(instead("GetOrders", answer({**empty, "totalresults": 1}), office()))


def shaped(count: int, shape: Callable[[str, list[Any]], Any]) -> Callable[[Form], Act]:
    """Return a script of so many rows of everything, each list in this shape."""
    numbers = range(1, count + 1)
    lines = [[line_row(relid=at), line_row(relid=at, type="domain")][:count] for at in numbers]
    fields = [{"name": "CUIT", "value": "x"}, {"name": FIELD, "value": "2026-11-20"}][-count:]
    rows = {
        "orders": [order_row(id=at, invoiceid=at, lineitems=shape("lineitem", lines[at - 1])) for at in numbers],
        "products": [product_row(id=str(at), customfields=shape("customfield", fields)) for at in numbers],
        "invoices": [invoice_row(id=at, status="Paid", datepaid="2026-10-01") for at in reversed(numbers)],
        "tickets": [ticket_row(id=str(at), **OPENED) for at in numbers],
    }
    containers = {"GetOrders": "orders", "GetClientsProducts": "products", "GetInvoices": "invoices"}
    containers["GetTickets"] = "tickets"
    replies = [opening_row(), staff_row()][:count]

    def script(form: Form) -> Act:
        if form["action"] == "GetTicket":
            return answer({**TOLD, "ticketid": form["ticketid"], "replies": shape("reply", replies)})
        if form["action"] not in containers:
            return office()(form)
        name = containers[form["action"]]
        return answer({"result": "success", "totalresults": count, name: shape(name[:-1], rows[name])})

    return script


@pytest.mark.parametrize("attachments", [[[]], [], "", None, {}, [{"filename": "a.pdf", "index": 0}]])
def test_quirk_13_no_attachment_is_a_list_with_an_empty_list(usual: Observed, attachments: object) -> None:
    """Neither a ticket's nor a message's is looked at."""
    here = {"attachments": attachments, "attachment": "a.pdf", "attachments_removed": True}
    assert seen(one_of_each(ticket=here, told=here, reply=here)) == usual


@pytest.mark.parametrize("suffix", ["ARS", " ARS", "  ARS ", "", None])
def test_quirk_29_a_currency_comes_with_or_without_its_blank(usual: Observed, suffix: str | None) -> None:
    """No currency is shown on any page, so none is kept."""
    currency = {"currencyprefix": "$", "currencysuffix": suffix, "currencycode": "ARS"}
    observed = seen(one_of_each(order=currency, invoice=currency))
    assert observed == usual
    assert [word for word in ("ARS", *PRIVATE) if word in repr(observed)] == []


@pytest.mark.parametrize("total", [3, "3", " 3", "03"])
def test_quirk_31_types_differ_from_the_documented_ones(total: object) -> None:
    """A count is a number or a text, an amount a text or a number; what is no count at all is refused."""
    orders = [order_row(id=at, amount=8.0, invoiceid=0) for at in (1, 2, 3)]
    fields = {"result": "success", "startnumber": "0", "numreturned": 3, "orders": {"order": orders}}
    script = instead("GetOrders", answer({**fields, "totalresults": total}), office())
    assert [order.id for order in seen(script).orders] == ["1", "2", "3"]
    for wrong in (3.5, True, "tres", None, [3]):
        assert "cuántas filas hay" in stopped(instead("GetOrders", answer({**fields, "totalresults": wrong}), office()))
