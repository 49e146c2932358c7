"""How listings go wrong, page by page, and in which other shapes a good one comes."""

from __future__ import annotations

from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Any

import pytest

from generator.sandbox import MadeUpHistory, SpecialOrder
from tests.doubles.billing_faults import Fault
from tests.doubles.faulty_billing import FaultyBilling
from tests.sandbox.conftest import END, Call, Read

LISTINGS = [
    ("GetOrders", "orders", "order"),
    ("GetInvoices", "invoices", "invoice"),
    ("GetTickets", "tickets", "ticket"),
    ("GetClientsProducts", "products", "product"),
]
everything = pytest.mark.parametrize(("action", "plural", "singular"), LISTINGS)


def walk(read: Read, action: str, plural: str, singular: str, size: int = 50) -> tuple[list[int], list[int]]:
    """Return the ids and the totals of every page, from the first to the one that has all that was announced."""
    ids: list[int] = []
    totals: list[int] = []
    while not totals or (len(ids) < totals[-1] and len(totals) < 30):
        content = read(action, limitstart=len(ids), limitnum=size, ignore_dept_assignments="true")
        ids += [int(row["id"]) for row in content[plural][singular]]
        totals.append(int(content["totalresults"]))
    return ids, totals


@everything
def test_wrong_totals_differ_between_the_last_page_and_the_first(
    server: FaultyBilling, read: Read, action: str, plural: str, singular: str
) -> None:
    good, _ = walk(read, action, plural, singular)
    server.fault = Fault.WRONG_TOTALS
    ids, totals = walk(read, action, plural, singular)
    assert ids == good
    assert totals == [len(good)] * (len(totals) - 1) + [len(good) - 1]


def test_wrong_totals_of_a_listing_of_one_page_count_less_than_it_holds(server: FaultyBilling, read: Read) -> None:
    server.fault = Fault.WRONG_TOTALS
    content = read("GetOrders", limitnum=1000)
    assert content["numreturned"] == len(content["orders"]["order"]) == content["totalresults"] + 1


@everything
def test_shifting_rows_come_twice_while_the_total_grows_without_end(
    server: FaultyBilling, read: Read, action: str, plural: str, singular: str
) -> None:
    good, _ = walk(read, action, plural, singular)
    server.fault = Fault.SHIFTING_ROWS
    for _ in range(2):
        ids, totals = walk(read, action, plural, singular)
        assert totals == [len(good) + page for page in range(len(totals))]
        assert len(ids) > len(set(ids))


@everything
def test_shifting_rows_that_settle_have_lost_one_though_first_and_last_total_agree(
    server: FaultyBilling, read: Read, action: str, plural: str, singular: str
) -> None:
    good, _ = walk(read, action, plural, singular)
    server.fault, server.fault_times = Fault.SHIFTING_ROWS, 2
    ids, totals = walk(read, action, plural, singular)
    assert totals[0] == totals[-1] == len(good)
    assert len(set(good) - set(ids)) == 1
    assert walk(read, action, plural, singular)[0] == good


@everything
def test_an_empty_listing_says_that_there_is_nothing(
    server: FaultyBilling, read: Read, action: str, plural: str, singular: str
) -> None:
    server.fault = Fault.EMPTY_LISTING
    content = read(action)
    assert (int(content["totalresults"]), content["numreturned"]) == (0, 0)
    assert content[plural] == {singular: []}


@everything
def test_an_ignored_offset_gives_the_first_page_for_ever(
    server: FaultyBilling, read: Read, action: str, plural: str, singular: str
) -> None:
    first = read(action, limitnum=20)
    server.fault = Fault.IGNORED_OFFSET
    assert read(action, limitnum=20, limitstart=40) == first
    assert len(first[plural][singular]) == 20


def test_ignored_filters_give_other_rows_than_those_asked_for(
    server: FaultyBilling, read: Read, history: MadeUpHistory
) -> None:
    server.fault = Fault.FILTER_IGNORED
    ticket = history.tickets[3]
    assert read("GetTicket", ticketid=ticket.id)["ticketid"] != str(ticket.id)
    assert read("GetTicket", ticketnum=ticket.number)["tid"] != ticket.number
    assert len({row["userid"] for row in read("GetOrders", userid=history.clients[0].id)["orders"]["order"]}) > 1
    assert [row["id"] for row in read("GetOrders", id=history.orders[0].id, limitnum=1)["orders"]["order"]] != [
        history.orders[0].id
    ]


def test_a_clock_ahead_is_an_hour_off_the_date_header(server: FaultyBilling, call: Call) -> None:
    server.fault = Fault.CLOCK_AHEAD
    answer = call("GetAutomationLog")
    assert answer.json()["currentDatetime"] == f"{END - timedelta(hours=2):%Y-%m-%d %H:%M:%S}"
    assert parsedate_to_datetime(answer.headers["Date"]) == END
    assert datetime.fromisoformat(answer.json()["currentDatetime"]).tzinfo is None


def test_numbered_keys_stand_for_every_list_at_any_depth(
    server: FaultyBilling, read: Read, history: MadeUpHistory
) -> None:
    good = read("GetOrders", limitnum=3)["orders"]["order"]
    server.fault = Fault.NUMERIC_KEYS
    rows = read("GetOrders", limitnum=3)["orders"]["order"]
    assert list(rows) == ["0", "1", "2"]
    assert [row["id"] for row in rows.values()] == [row["id"] for row in good]
    order = next(order for order in history.orders if len(order.lines) > 1 and order.id % 13)
    (row,) = read("GetOrders", id=order.id)["orders"]["order"].values()
    assert list(row["lineitems"]["lineitem"]) == [str(index) for index in range(len(order.lines))]
    assert "0" in read("GetTicket", ticketid=history.tickets[0].id)["replies"]["reply"]
    products: dict[str, Any] = read("GetClientsProducts", limitnum=2)["products"]["product"]
    assert list(products["1"]["customfields"]["customfield"]) == ["0", "1"]


def test_a_list_of_one_may_be_the_one(server: FaultyBilling, read: Read, history: MadeUpHistory) -> None:
    order = history.special_orders[SpecialOrder.ACTIVE]
    server.fault = Fault.SINGLE_OBJECT
    assert read("GetOrders", id=order)["orders"]["order"]["id"] == order
    assert isinstance(read("GetOrders", limitnum=2)["orders"]["order"], list)


def test_a_list_of_none_may_be_an_empty_text(server: FaultyBilling, read: Read) -> None:
    server.fault = Fault.EMPTY_STRING
    assert read("GetOrders", id=99_999_999)["orders"] == ""
    assert read("GetTickets", limitnum=2)["tickets"]["ticket"]
