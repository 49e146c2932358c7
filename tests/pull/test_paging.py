"""A listing is read whole or not at all, over a real server, while rows come and go."""

from __future__ import annotations

from typing import Any

import pytest

from generator.errors import UnreachableError
from tests.pull.samples import invoice_row, order_row, ticket_row
from tests.pull.scripted import Act, Form, answer, billing, listing, pull, serving


def free_orders(*ids: int) -> list[dict[str, Any]]:
    """Return orders without invoices."""
    return [order_row(id=order, invoiceid=0) for order in ids]


def starts(forms: list[Form], action: str) -> list[int]:
    """Return the offsets an action was asked for."""
    return [int(form["limitstart"]) for form in forms if form["action"] == action]


def test_more_rows_than_the_default_page_are_all_read() -> None:
    with serving(billing(free_orders(*range(1, 61)))) as server:
        observed = pull(server)
    assert [order.id for order in observed.orders] == [str(order) for order in range(1, 61)]
    assert [form["limitnum"] for form in server.forms] == ["250", "250"]


@pytest.mark.parametrize("page_size", [1, 7, 26, 27, 250])
def test_the_page_size_does_not_change_what_is_read(page_size: int) -> None:
    tickets = [ticket_row(id=str(ticket)) for ticket in range(1, 27)]
    with serving(billing(free_orders(*range(1, 27)), tickets=tickets)) as server:
        observed = pull(server, page_size=page_size)
    assert len(observed.orders) == len(observed.tickets) == 26


def test_a_server_that_gives_fewer_rows_than_asked_is_followed_row_by_row() -> None:
    orders = free_orders(*range(1, 27))

    def at_most_ten(form: Form) -> Act:
        return billing(orders)({**form, "limitnum": "10"})

    with serving(at_most_ten) as server:
        assert len(pull(server).orders) == 26
    assert starts(server.forms, "GetOrders") == [0, 10, 20]


def test_rows_that_shift_between_pages_are_walked_again() -> None:
    old, new = free_orders(*range(30, 0, -1)), free_orders(*range(31, 0, -1))
    asked: list[int] = []

    def growing(form: Form) -> Act:
        asked.append(1)
        return billing(old if len(asked) == 1 else new)(form)

    with serving(growing) as server:
        observed = pull(server, page_size=10)
    assert {int(order.id) for order in observed.orders} == set(range(1, 32))
    assert starts(server.forms, "GetOrders") == [0, 10, 20, 30, 0, 10, 20, 30]


def test_a_row_that_leaves_and_hides_another_is_noticed() -> None:
    old, new = free_orders(*range(1, 31)), free_orders(*range(2, 31))
    asked: list[int] = []

    def shrinking(form: Form) -> Act:
        asked.append(1)
        return billing(old if len(asked) == 1 else new)(form)

    with serving(shrinking) as server:
        observed = pull(server, page_size=10)
    assert {int(order.id) for order in observed.orders} == set(range(2, 31))


def test_one_row_in_and_one_out_between_pages_is_noticed_though_the_count_stays() -> None:
    asked: list[int] = []

    def swapped(form: Form) -> Act:
        asked.append(1)
        # The second page repeats a row of the first: one order was never shown.
        ids = [*range(1, 11), *range(10, 20)] if len(asked) <= 2 else range(1, 21)
        return billing(free_orders(*ids))(form)

    with serving(swapped) as server:
        assert len(pull(server, page_size=10).orders) == 20
    assert starts(server.forms, "GetOrders") == [0, 10, 0, 10]


def test_a_listing_that_never_settles_stops_the_pull_after_three_walks() -> None:
    asked: list[int] = []

    def restless(form: Form) -> Act:
        asked.append(1)
        return billing(free_orders(*range(1, 21 + len(asked))))(form)

    with serving(restless) as server, pytest.raises(UnreachableError, match="3 veces"):
        pull(server, page_size=15)
    assert starts(server.forms, "GetOrders") == [0, 15] * 3


def test_a_server_that_ignores_the_offset_is_found_out() -> None:
    page = free_orders(*range(1, 11))

    def stuck(form: Form) -> Act:  # noqa: ARG001
        return answer({"result": "success", "totalresults": 40, "orders": {"order": page}})

    with serving(stuck) as server, pytest.raises(UnreachableError, match="incompleto"):
        pull(server)
    assert len(server.forms) == 3 * 4


def test_a_listing_that_ends_before_its_count_is_no_listing() -> None:
    def short(form: Form) -> Act:
        rows = free_orders(*range(1, 11)) if form["limitstart"] == "0" else []
        return answer({"result": "success", "totalresults": 12, "orders": {"order": rows}})

    with serving(short) as server, pytest.raises(UnreachableError, match="incompleto"):
        pull(server)


def test_more_rows_than_the_count_are_not_believed_either() -> None:
    def overfull(form: Form) -> Act:  # noqa: ARG001
        return answer({"result": "success", "totalresults": 1, "orders": {"order": free_orders(1, 2, 3)}})

    with serving(overfull) as server, pytest.raises(UnreachableError, match="incompleto"):
        pull(server)


def test_invoices_older_than_any_order_wants_are_not_read() -> None:
    orders = [order_row(id=order, invoiceid=order) for order in (95, 96)]
    invoices = [invoice_row(id=invoice) for invoice in range(1, 101)]
    with serving(billing(orders, invoices)) as server:
        pull(server, page_size=4)
    assert starts(server.forms, "GetInvoices") == [0, 4]


def test_where_the_sort_order_is_ignored_every_invoice_is_read() -> None:
    orders = [order_row(id=1, invoiceid=50)]
    invoices = [invoice_row(id=invoice, status="Unpaid") for invoice in (*range(1, 50), 50)]

    def unsorted(form: Form) -> Act:
        if form["action"] == "GetInvoices":
            return listing("invoices", "invoice", invoices, form)
        return billing(orders)(form)

    with serving(unsorted) as server:
        observed = pull(server, page_size=10)
    assert observed.orders[0].payment.value == "unpaid"
    assert starts(server.forms, "GetInvoices") == [0, 10, 20, 30, 40]


def test_without_invoices_to_look_for_none_are_asked_for() -> None:
    with serving(billing(free_orders(1))) as server:
        pull(server)
    assert [form["action"] for form in server.forms] == ["GetOrders", "GetTickets"]
