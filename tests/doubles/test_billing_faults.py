"""How each fault looks from outside: what a client must survive without taking it for "no orders"."""

from __future__ import annotations

import json

import pytest
import requests

from generator.sandbox import MadeUpHistory
from tests.doubles.billing_faults import Fault
from tests.doubles.faulty_billing import FaultyBilling
from tests.sandbox.conftest import Call


@pytest.mark.parametrize(
    ("fault", "status", "start"),
    [
        (Fault.HTML, 200, b"<!DOCTYPE html>"),
        (Fault.HTML_500, 500, b"<!DOCTYPE html>"),
        (Fault.EMPTY, 200, b""),
        (Fault.BOM, 200, b'\xef\xbb\xbf{"result":"success"'),
        (Fault.PHP_WARNING, 200, b"<br />\n<b>Warning</b>"),
        (Fault.NULL, 200, b"null"),
        (Fault.LIST, 200, b'[{"result":"success"'),
        (Fault.RESULT_ERROR, 200, b'{"result":"error"'),
        (Fault.STATUS_ERROR, 200, b'{"status":"error"'),
        (Fault.FORBIDDEN, 403, b'{"result":"error","message":"Invalid IP'),
        (Fault.FORBIDDEN_ACTION, 403, b'{"result":"error","message":"Invalid Permissions: API action \\"getorders\\"'),
        (Fault.FORBIDDEN_LOGIN, 403, b'{"result":"error","message":"Authentication Failed"'),
        (Fault.FORBIDDEN_HTML, 403, b"<!DOCTYPE html>"),
        (Fault.ERROR_500, 500, b"Internal Server Error"),
        (Fault.TOO_MANY, 429, b'{"message":"Rate Limit Exceeded"'),
        (Fault.REDIRECT, 307, b""),
    ],
)
def test_a_fault_shows_in_status_and_first_bytes(
    server: FaultyBilling, call: Call, fault: Fault, status: int, start: bytes
) -> None:
    server.fault = fault
    answer = call("GetOrders")
    assert answer.status_code == status
    assert answer.content.startswith(start)


def test_half_a_json_has_a_true_content_length_and_cannot_be_read(server: FaultyBilling, call: Call) -> None:
    server.fault = Fault.HALF_JSON
    answer = call("GetOrders")
    assert answer.content.startswith(b'{"result":"success"')
    with pytest.raises(json.JSONDecodeError):
        json.loads(answer.content)


def test_a_redirect_leads_to_itself(server: FaultyBilling, call: Call) -> None:
    server.fault = Fault.REDIRECT
    assert call("GetOrders").headers["Location"] == server.url


def test_a_missing_container_keeps_its_totals(server: FaultyBilling, call: Call) -> None:
    server.fault = Fault.MISSING_CONTAINER
    content = call("GetOrders").json()
    assert content["totalresults"] > 0
    assert "orders" not in content


def test_a_hanging_answer_trickles_until_somebody_leaves(server: FaultyBilling, call: Call) -> None:
    server.fault = Fault.HANG
    with call("GetOrders", stream=True) as answer:
        trickle = answer.iter_content(1)
        assert [next(trickle) for _ in range(3)] == [b" "] * 3


def test_the_server_ends_while_it_is_still_sending(server: FaultyBilling, call: Call) -> None:
    server.fault = Fault.HANG
    answer = call("GetOrders", stream=True)
    server.__exit__(None, None, None)
    with pytest.raises(requests.RequestException):
        answer.content  # noqa: B018 — reading it is the point
    server._thread.join(10)
    assert not server._thread.is_alive()


def test_an_oversized_answer_goes_on_past_any_sensible_limit(server: FaultyBilling, call: Call) -> None:
    server.fault = Fault.OVERSIZE
    size = 0
    with call("GetOrders", stream=True) as answer:
        for chunk in answer.iter_content(1 << 20):
            size += len(chunk)
            if size > 30 << 20:
                break
    assert size > 30 << 20


def test_a_cut_connection_breaks_the_body_off(server: FaultyBilling, call: Call) -> None:
    server.fault = Fault.CUT
    with pytest.raises(requests.exceptions.ChunkedEncodingError):
        call("GetOrders")


def test_a_shrunk_listing_never_reaches_its_total(server: FaultyBilling, call: Call) -> None:
    server.fault = Fault.SHRUNK_PAGE
    rows = []
    for start in range(0, 400, 50):
        content = call("GetOrders", limitstart=start, limitnum=50).json()
        assert content["numreturned"] == len(content["orders"]["order"])
        rows += content["orders"]["order"]
    assert len(rows) == content["totalresults"] - 3


def test_a_malformed_row_keeps_its_id_and_spoils_nobody_else(
    server: FaultyBilling, call: Call, history: MadeUpHistory
) -> None:
    for fault, action, plural, singular, victim in (
        (Fault.MALFORMED_ORDER, "GetOrders", "orders", "order", history.orders[0].id),
        (Fault.MALFORMED_TICKET, "GetTickets", "tickets", "ticket", history.tickets[0].id),
    ):
        server.fault = fault
        rows = call(action, limitnum=500, ignore_dept_assignments="true").json()[plural][singular]
        assert [int(row["id"]) for row in rows if not row["date"][0].isdigit()] == [victim]


def test_duplicate_rows_repeat_the_end_of_a_page_on_the_next(server: FaultyBilling, call: Call) -> None:
    server.fault = Fault.DUPLICATE_ROWS
    pages = [call("GetOrders", limitstart=start, limitnum=50).json()["orders"]["order"] for start in (0, 50, 100)]
    assert pages[0][-1] == pages[1][0]
    assert pages[1][-2] != pages[2][0]


def test_a_fault_can_be_for_one_action_and_for_so_many_answers_only(server: FaultyBilling, call: Call) -> None:
    server.fault, server.fault_action, server.fault_times = Fault.HTML_500, "GetTickets", 2
    assert call("GetOrders").status_code == 200
    assert [call("GetTickets").status_code for _ in range(3)] == [500, 500, 200]


def test_a_cleared_fault_leaves_no_trace(server: FaultyBilling, call: Call) -> None:
    good = call("GetOrders").content
    server.fault = Fault.NULL
    assert call("GetOrders").content != good
    server.fault = None
    assert call("GetOrders").content == good
