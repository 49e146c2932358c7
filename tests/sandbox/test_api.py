"""The answers, as a client over real HTTP meets them: envelopes, pages, filters, types, what is ignored."""

from __future__ import annotations

import http.client
import json
import socket
from datetime import timedelta
from email.utils import parsedate_to_datetime
from urllib.parse import urlsplit

import pytest
import requests

from generator.sandbox import Credentials, MadeUpHistory, SandboxServer, SpecialOrder
from tests.doubles.private_texts import private_texts
from tests.no_threads import no_thread_begins
from tests.sandbox.conftest import END, Call, Read

LISTINGS = [
    ("GetOrders", "orders", "order"),
    ("GetInvoices", "invoices", "invoice"),
    ("GetTickets", "tickets", "ticket"),
]


@pytest.mark.parametrize(("action", "plural", "singular"), LISTINGS)
def test_a_listing_gives_25_rows_unless_told(read: Read, action: str, plural: str, singular: str) -> None:
    content = read(action)
    assert len(content[plural][singular]) == 25
    assert (content["startnumber"], content["numreturned"]) == (0, 25)
    assert int(content["totalresults"]) > 25


@pytest.mark.parametrize(("action", "plural", "singular"), LISTINGS)
def test_pages_by_row_offset_give_every_row_once(read: Read, action: str, plural: str, singular: str) -> None:
    ids: list[int] = []
    while True:
        content = read(action, limitstart=len(ids), limitnum=40, ignore_dept_assignments="true")
        rows = content[plural][singular]
        assert content["startnumber"] == len(ids)
        if not rows:
            break
        ids += [int(row["id"]) for row in rows]
    assert len(ids) == len(set(ids)) == int(content["totalresults"])


def test_totals_are_numbers_for_orders_and_text_for_tickets(read: Read) -> None:
    assert isinstance(read("GetOrders")["totalresults"], int)
    assert isinstance(read("GetTickets")["totalresults"], str)
    order = read("GetOrders", limitnum=1)["orders"]["order"][0]
    assert all(isinstance(order[key], int) for key in ("id", "ordernum", "userid", "invoiceid"))
    assert order["ordernum"] > 2**31
    ticket = read("GetTickets", limitnum=1)["tickets"]["ticket"][0]
    assert all(isinstance(ticket[key], str) for key in ("id", "tid", "deptid", "userid", "flag"))


def test_unknown_parameters_change_nothing(read: Read) -> None:
    assert read("GetOrders", orderby="date", clientid=1, since="2026-01-01") == read("GetOrders")
    assert read("GetTickets", userid=1, ignoreDepartmentAssignments="true") == read("GetTickets")


def test_orders_are_filtered_by_what_whmcs_knows(read: Read, history: MadeUpHistory) -> None:
    order = history.orders[7]
    assert [row["id"] for row in read("GetOrders", id=order.id)["orders"]["order"]] == [order.id]
    rows = read("GetOrders", userid=order.client.id, limitnum=250)["orders"]["order"]
    assert order.id in {row["id"] for row in rows}
    assert {row["userid"] for row in rows} == {order.client.id}
    rows = read("GetOrders", status="Esperando requisitos", limitnum=250)["orders"]["order"]
    assert {row["status"] for row in rows} == {"Esperando requisitos"}
    assert read("GetOrders", id=99_999_999)["orders"] == {"order": []}


def test_invoices_can_be_sorted_and_filtered(read: Read) -> None:
    newest = [row["id"] for row in read("GetInvoices", orderby="id", order="desc")["invoices"]["invoice"]]
    assert newest == sorted(newest, reverse=True)
    unpaid = read("GetInvoices", status="Unpaid", limitnum=500)["invoices"]["invoice"]
    assert {row["datepaid"] for row in unpaid} == {"0000-00-00 00:00:00"}
    overdue = read("GetInvoices", status="Overdue", limitnum=500)["invoices"]["invoice"]
    assert {row["id"] for row in overdue} < {row["id"] for row in unpaid}


def test_tickets_come_from_one_department_unless_told(read: Read) -> None:
    own = read("GetTickets", limitnum=500)
    everything = read("GetTickets", limitnum=500, ignore_dept_assignments="true")
    assert {row["deptid"] for row in own["tickets"]["ticket"]} == {"1"}
    assert {row["deptid"] for row in everything["tickets"]["ticket"]} == {"1", "2", "3"}
    assert int(own["totalresults"]) < int(everything["totalresults"])
    assert len(read("GetSupportDepartments")["departments"]["department"]) == 1
    assert len(read("GetSupportDepartments", ignore_dept_assignments="true")["departments"]["department"]) == 3


def test_tickets_are_filtered_by_client_status_department_and_part_of_the_subject(read: Read) -> None:
    rows = read("GetTickets", limitnum=500, ignore_dept_assignments="true")["tickets"]["ticket"]
    some = next(row for row in rows if row["userid"] != "0" and not row["admin"])
    by_client = read("GetTickets", clientid=some["userid"], ignore_dept_assignments="true")["tickets"]["ticket"]
    assert {row["userid"] for row in by_client} == {some["userid"]}
    waiting = read("GetTickets", status="Awaiting Reply", limitnum=500)["tickets"]["ticket"]
    assert {row["status"] for row in waiting} == {"Open", "Customer-Reply"}
    assert {row["deptid"] for row in read("GetTickets", deptid=2, ignore_dept_assignments=1)["tickets"]["ticket"]} == {
        "2"
    }
    subjects = [row["subject"] for row in read("GetTickets", subject="dns", limitnum=500)["tickets"]["ticket"]]
    assert subjects
    assert all("DNS" in subject for subject in subjects)


def test_line_items_come_in_every_shape_php_gives_them(read: Read) -> None:
    shapes = set()
    for row in read("GetOrders", limitnum=500)["orders"]["order"]:
        items = row["lineitems"]
        if items == "":
            shapes.add("none")
        elif isinstance(items["lineitem"], list):
            shapes.add("list")
        else:
            shapes.add("single" if "relid" in items["lineitem"] else "numbered")
    assert shapes == {"none", "list", "single", "numbered"}


def test_a_free_order_has_no_invoice_and_no_payment_status(read: Read, history: MadeUpHistory) -> None:
    row = read("GetOrders", id=history.special_orders[SpecialOrder.FREE])["orders"]["order"][0]
    assert (row["invoiceid"], row["paymentstatus"], row["amount"]) == (0, "", "0.00")


def test_an_invoice_gone_missing_leaves_its_number_behind(read: Read, call: Call, history: MadeUpHistory) -> None:
    row = read("GetOrders", id=history.special_orders[SpecialOrder.INVOICE_GONE])["orders"]["order"][0]
    assert row["invoiceid"]
    assert row["paymentstatus"] == ""
    answer = call("GetInvoice", invoiceid=row["invoiceid"])
    assert (answer.status_code, answer.json()) == (200, {"result": "error", "message": "Invoice ID Not Found"})


def test_private_fields_are_sent_as_whmcs_sends_them(call: Call, history: MadeUpHistory) -> None:
    order = call("GetOrders", limitnum=1).json()["orders"]["order"][0]
    assert all(order[key] for key in ("name", "ipaddress", "amount"))
    answers = [call(action, limitnum=500, ignore_dept_assignments="true").json() for action, _, _ in LISTINGS]
    sent = json.dumps(answers, ensure_ascii=False)
    met = [text for text in private_texts(history) if text in sent]
    assert len(met) > 500
    assert any(ticket.code in met for ticket in history.tickets)


def test_times_are_local_without_a_zone_and_payment_is_dated(read: Read, history: MadeUpHistory) -> None:
    order = next(o for o in history.orders if o.id == history.special_orders[SpecialOrder.ACTIVE])
    assert order.invoice is not None
    assert order.invoice.paid_at is not None
    row = read("GetOrders", id=order.id)["orders"]["order"][0]
    assert row["date"] == f"{order.placed_at - timedelta(hours=3):%Y-%m-%d %H:%M:%S}"
    invoice = read("GetInvoice", invoiceid=row["invoiceid"])
    assert invoice["datepaid"] == f"{order.invoice.paid_at - timedelta(hours=3):%Y-%m-%d %H:%M:%S}"
    assert "id" not in invoice


def test_a_payment_dated_by_hand_is_at_midnight(read: Read, history: MadeUpHistory) -> None:
    row = read("GetOrders", id=history.special_orders[SpecialOrder.PAID_AT_MIDNIGHT])["orders"]["order"][0]
    assert read("GetInvoice", invoiceid=row["invoiceid"])["datepaid"].endswith(" 00:00:00")


def test_a_ticket_gives_its_messages_with_the_opening_one_under_reply_0(read: Read, history: MadeUpHistory) -> None:
    ticket = next(ticket for ticket in history.tickets if len(ticket.messages) > 2)
    content = read("GetTicket", ticketid=ticket.id)
    replies = content["replies"]["reply"]
    assert (content["ticketid"], replies[0]["replyid"], replies[0]["date"]) == (str(ticket.id), "0", content["date"])
    assert read("GetTicket", ticketnum=ticket.number, repliessort="DESC")["replies"]["reply"] == replies[::-1]


def test_an_invoice_that_others_were_merged_into_names_what_it_is_for(read: Read, history: MadeUpHistory) -> None:
    order = next(o for o in history.orders if o.id == history.special_orders[SpecialOrder.INVOICE_MERGED])
    rows = read("GetInvoices", userid=order.client.id, status="Paid", limitnum=250)["invoices"]["invoice"]
    lines = [
        (line["type"], line["relid"])
        for row in rows
        for line in read("GetInvoice", invoiceid=row["id"])["items"]["item"]
    ]
    assert lines.count(("Hosting", order.lines[0].id)) == 1


def test_the_servers_clock_and_its_date_header_show_the_moment_asked_for(server: SandboxServer, call: Call) -> None:
    server.as_of = END - timedelta(days=40)
    answer = call("GetAutomationLog")
    assert answer.json()["currentDatetime"] == "2026-07-11 12:00:00"
    assert parsedate_to_datetime(answer.headers["Date"]) == END - timedelta(days=40)


def test_moving_the_moment_moves_the_answers(server: SandboxServer, read: Read) -> None:
    at_end = read("GetOrders")["totalresults"]
    server.as_of = END - timedelta(days=40)
    assert 0 < read("GetOrders")["totalresults"] < at_end
    server.as_of = END
    assert read("GetOrders")["totalresults"] == at_end


def test_statuses_are_listed_with_their_counts(read: Read, history: MadeUpHistory) -> None:
    rows = read("GetOrderStatuses")["statuses"]["status"]
    assert [row["title"] for row in rows] == list(history.order_statuses)
    assert sum(row["count"] for row in rows) == len(history.orders)
    titles = {row["title"] for row in read("GetSupportStatuses")["statuses"]["status"]}
    assert "En desarrollo" in titles


def test_one_connection_serves_many_requests(server: SandboxServer) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", urlsplit(server.url).port or 0, timeout=10)
    sockets = set()
    for _ in range(5):
        connection.request("POST", "/includes/api.php", "action=WhmcsDetails")
        answer = connection.getresponse()
        assert int(answer.headers["Content-Length"]) == len(answer.read())
        sockets.add(connection.sock)
    connection.close()
    assert len(sockets) == 1
    assert None not in sockets


def test_where_the_system_begins_no_thread_connections_are_answered_in_turn(
    history: MadeUpHistory, credentials: Credentials, session: requests.Session, capfd: pytest.CaptureFixture[str]
) -> None:
    """Though clients would keep each open; the server still ends, whoever has yet to send what it waits for."""
    half = b"POST /includes/api.php HTTP/1.1\r\nExpect: 100-continue\r\nContent-Length: 9\r\n\r\n"
    with SandboxServer(history, as_of=END, credentials=credentials) as server, no_thread_begins():
        codes = [session.post(server.url, data={"action": "GetOrders"}, timeout=10).status_code for _ in range(3)]
        slow = socket.create_connection(("127.0.0.1", urlsplit(server.url).port or 0), timeout=10)
        slow.sendall(half)
        assert slow.recv(100).startswith(b"HTTP/1.1 100 ")

    with slow:
        assert slow.recv(100) == b""
    assert codes == [403, 403, 403]
    assert capfd.readouterr().err == ""
