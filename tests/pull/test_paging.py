"""A listing is read whole or not at all, over a real server, while rows come and go."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import pytest

from generator.errors import UnreachableError
from generator.model.observed import Miscount
from generator.pull.whmcs.listing import INVOICES, ORDERS, TICKETS, Listing, Listings
from tests.doubles.acting_server import Act
from tests.doubles.scripted_billing import Form, always, answer, billing, listing, serving
from tests.pull.samples import invoice_row, order_row, ticket_row
from tests.pull.short_pulls import listed, transport


def free_orders(*ids: int) -> list[dict[str, Any]]:
    """Return orders without invoices."""
    return [order_row(id=order, invoiceid=0) for order in ids]


def starts(forms: list[Form], action: str) -> list[int]:
    """Return the offsets an action was asked for."""
    return [int(form["limitstart"]) for form in forms if form["action"] == action]


def ids(rows: dict[str, Any]) -> set[int]:
    """Return the ids of a listing."""
    return {int(row) for row in rows}


def test_more_rows_than_the_default_page_are_all_read() -> None:
    with serving(billing(free_orders(*range(1, 61)))) as server:
        assert ids(listed(server)) == set(range(1, 61))
    assert [form["limitnum"] for form in server.forms] == ["250"]


@pytest.mark.parametrize(("rows", "page_size"), [(0, 7), (1, 1), (6, 7), (7, 7), (8, 7), (14, 7), (26, 1), (26, 26)])
def test_a_listing_that_holds_still_costs_one_call_a_page(rows: int, page_size: int) -> None:
    """And one more where the last page is full: its total may be too low."""
    tickets = [ticket_row(id=str(ticket)) for ticket in range(1, rows + 1)]
    with serving(billing(tickets=tickets)) as server:
        assert len(listed(server, TICKETS, page_size=page_size)) == rows
    assert starts(server.forms, "GetTickets") == list(range(0, rows + 1, page_size))


def test_a_server_that_gives_fewer_rows_than_asked_is_followed_row_by_row() -> None:
    orders = free_orders(*range(1, 27))

    def at_most_ten(form: Form) -> Act:
        return billing(orders)({**form, "limitnum": "10"})

    with serving(at_most_ten) as server:
        assert len(listed(server)) == 26
    assert starts(server.forms, "GetOrders") == [0, 10, 20]


def test_a_row_that_goes_and_another_that_comes_leave_no_third_one_out() -> None:
    """The total is in the end what it was in the beginning."""
    now = list(range(1, 13))
    asked: list[int] = []

    def moving(form: Form) -> Act:
        asked.append(int(form["limitstart"]))
        if len(asked) == 2:
            now.remove(2)
        if len(asked) == 3:
            now.append(13)
        return billing(free_orders(*now))(form)

    with serving(moving) as server:
        assert ids(listed(server, page_size=3)) == {1, *range(3, 14)}
    assert asked.count(0) == 2


def test_rows_that_shift_between_pages_are_walked_again() -> None:
    old, new = free_orders(*range(30, 0, -1)), free_orders(*range(31, 0, -1))
    asked: list[int] = []

    def growing(form: Form) -> Act:
        asked.append(1)
        return billing(old if len(asked) == 1 else new)(form)

    with serving(growing) as server:
        assert ids(listed(server, page_size=10)) == set(range(1, 32))
    assert starts(server.forms, "GetOrders") == [0, 10, 20, 30, 0, 10, 20, 30]


def test_a_row_that_leaves_and_hides_another_is_noticed() -> None:
    old, new = free_orders(*range(1, 31)), free_orders(*range(2, 31))
    asked: list[int] = []

    def shrinking(form: Form) -> Act:
        asked.append(1)
        return billing(old if len(asked) == 1 else new)(form)

    with serving(shrinking) as server:
        assert ids(listed(server, page_size=10)) == set(range(2, 31))


def test_one_row_in_and_one_out_between_pages_is_noticed_though_the_count_stays() -> None:
    asked: list[int] = []

    def swapped(form: Form) -> Act:
        asked.append(1)
        # The second page repeats a row of the first: one order was never shown.
        shown = [*range(1, 11), *range(10, 20)] if len(asked) <= 2 else range(1, 21)
        return billing(free_orders(*shown))(form)

    with serving(swapped) as server:
        assert len(listed(server, page_size=10)) == 20
    assert starts(server.forms, "GetOrders") == [0, 10, 20, 0, 10, 20]


@pytest.mark.parametrize("step", [1, -1])
def test_a_count_that_differs_between_the_first_and_the_last_page_stops_the_pull_after_three_walks(step: int) -> None:
    asked: list[int] = []

    def restless(form: Form) -> Act:
        asked.append(1)
        return billing(free_orders(*range(1, 25 + step * len(asked))))(form)

    with serving(restless) as server, pytest.raises(UnreachableError, match="3 veces"):
        listed(server, page_size=16)
    assert starts(server.forms, "GetOrders") == [0, 16] * 3


def test_a_server_that_ignores_the_offset_is_found_out_and_named() -> None:
    page = free_orders(*range(1, 11))

    def stuck(form: Form) -> Act:  # noqa: ARG001
        return answer({"result": "success", "totalresults": 40, "orders": {"order": page}})

    with serving(stuck) as server, pytest.raises(UnreachableError, match="incompleto: repite las mismas filas"):
        listed(server)
    assert starts(server.forms, "GetOrders") == [0, 10] * 3


def test_a_page_that_repeats_once_is_walked_again() -> None:
    orders = free_orders(*range(1, 21))
    asked: list[int] = []

    def stumbling(form: Form) -> Act:
        asked.append(1)
        return billing(orders)({**form, "limitstart": "0"} if len(asked) == 2 else form)

    with serving(stumbling) as server:
        assert len(listed(server, page_size=10)) == 20
    assert starts(server.forms, "GetOrders") == [0, 10, 0, 10, 20]


def counting(total: int, orders: Sequence[dict[str, Any]]) -> Callable[[Form], Act]:
    """Return a billing that lists these orders page by page and always counts so many."""

    def script(form: Form) -> Act:
        start = int(form["limitstart"])
        page = orders[start : start + int(form["limitnum"])]
        return answer({"result": "success", "totalresults": total, "orders": {"order": page}})

    return script


@pytest.mark.parametrize(
    ("total", "page_size"),
    [(12, 250), (12, 4), (11, 10), (1000, 5), (9, 250), (9, 7), (9, 3), (9, 9), (8, 4), (0, 250)],
)
def test_a_total_that_never_fits_is_taken_after_three_walks_that_agree_and_told(total: int, page_size: int) -> None:
    """WHMCS may count rows that it lists to nobody: the run would fail for ever."""
    with serving(counting(total, free_orders(*range(1, 11)))) as server, transport(server.url) as opened:
        listings = Listings(opened, page_size, lambda *_: None)
        assert ids(listings.whole(ORDERS)) == set(range(1, 11))
    assert listings.miscounts == [Miscount("GetOrders", "pedidos", total, 10)]
    assert starts(server.forms, "GetOrders") == [*range(0, 10, page_size), 10] * 3


@pytest.mark.parametrize(("rows", "page_size", "first", "rest", "told"), [(10, 5, 10, 9, 9), (5, 250, 8, 5, 8)])
def test_of_totals_that_differ_the_one_that_does_not_fit_is_told(
    rows: int, page_size: int, first: int, rest: int, told: int
) -> None:
    """That of the first page or that of the others."""
    orders = free_orders(*range(1, rows + 1))

    def uneven(form: Form) -> Act:
        return counting(first if form["limitstart"] == "0" else rest, orders)(form)

    with serving(uneven) as server, transport(server.url) as opened:
        listings = Listings(opened, page_size, lambda *_: None)
        assert len(listings.whole(ORDERS)) == rows
    assert listings.miscounts == [Miscount("GetOrders", "pedidos", told, rows)]


NO_ROWS = {"result": "success", "totalresults": 0, "startnumber": 0, "numreturned": 0}


@pytest.mark.parametrize("what", [ORDERS, INVOICES, TICKETS])
@pytest.mark.parametrize("said", [NO_ROWS, NO_ROWS | {"totalresults": "0", "numreturned": "0"}])
def test_a_listing_of_nothing_may_lack_its_container(what: Listing, said: dict[str, Any]) -> None:
    with serving(always(answer(said))) as server:
        assert listed(server, what) == {}


@pytest.mark.parametrize("none", [0, "0"])
def test_a_page_behind_the_last_row_may_lack_its_container(none: object) -> None:
    def script(form: Form) -> Act:
        if form["limitstart"] == "0":
            return counting(8, free_orders(*range(1, 6)))(form)
        return answer(NO_ROWS | {"totalresults": 8, "startnumber": 5, "numreturned": none})

    with serving(script) as server, transport(server.url) as opened:
        listings = Listings(opened, 250, lambda *_: None)
        assert len(listings.whole(ORDERS)) == 5
    assert listings.miscounts == [Miscount("GetOrders", "pedidos", 8, 5)]


@pytest.mark.parametrize(
    "said",
    [
        NO_ROWS | {"totalresults": 8},
        NO_ROWS | {"numreturned": 3},
        NO_ROWS | {"totalresults": None},
        NO_ROWS | {"result": "error"},
        {"result": "success", "totalresults": 0},
        {"result": "success"},
    ],
)
def test_what_lacks_its_container_and_does_not_say_none_is_no_listing(said: dict[str, Any]) -> None:
    with serving(always(answer(said))) as server, pytest.raises(UnreachableError):
        listed(server)


def test_a_total_that_fits_the_second_time_is_not_told() -> None:
    asked: list[int] = []

    def settling(form: Form) -> Act:
        asked.append(1)
        return counting(11 if len(asked) < 3 else 10, free_orders(*range(1, 11)))(form)

    with serving(settling) as server, transport(server.url) as opened:
        listings = Listings(opened, 250, lambda *_: None)
        assert len(listings.whole(ORDERS)) == 10
    assert listings.miscounts == []


@pytest.mark.parametrize("rows", [[], [1, 2, 3, 3]])
def test_no_row_where_some_are_counted_and_rows_that_come_twice_are_never_taken(rows: list[int]) -> None:
    with serving(counting(5, free_orders(*rows))) as server, pytest.raises(UnreachableError, match="incompleto"):
        listed(server)


def test_three_walks_that_do_not_agree_are_never_taken() -> None:
    asked: list[int] = []

    def wandering(form: Form) -> Act:
        asked.append(1)
        first = 1 + len(asked) // 3
        return counting(12, free_orders(*range(first, first + 10)))(form)

    with serving(wandering) as server, pytest.raises(UnreachableError, match="incompleto"):
        listed(server)


@pytest.mark.parametrize("count", [0, 1, 2])
def test_more_rows_than_the_count_are_not_believed_either(count: int) -> None:
    def overfull(form: Form) -> Act:  # noqa: ARG001
        return answer({"result": "success", "totalresults": count, "orders": {"order": free_orders(1, 2, 3)}})

    with serving(overfull) as server, pytest.raises(UnreachableError, match="incompleto"):
        listed(server)


def test_invoices_older_than_any_order_wants_are_not_read() -> None:
    with serving(billing(invoices=[invoice_row(id=invoice) for invoice in range(1, 101)])) as server:
        assert {95, 96} <= ids(listed(server, INVOICES, page_size=4, down_to=95))
    assert starts(server.forms, "GetInvoices") == [0, 4]


def test_where_the_sort_order_is_ignored_every_invoice_is_read() -> None:
    invoices = [invoice_row(id=invoice) for invoice in range(1, 51)]

    def unsorted(form: Form) -> Act:
        return listing("invoices", "invoice", invoices, form)

    with serving(unsorted) as server:
        assert len(listed(server, INVOICES, page_size=10, down_to=50)) == 50
    assert starts(server.forms, "GetInvoices") == [0, 10, 20, 30, 40, 50]
