"""What the breakable billing remembers, and what it lets its key do."""

from __future__ import annotations

from tests.doubles.faulty_billing import FaultyBilling
from tests.sandbox.conftest import Call


def test_requests_are_remembered_without_their_credentials(server: FaultyBilling, call: Call) -> None:
    call("GetOrders", limitnum=3)
    call("GetTickets")
    assert server.requests == [
        ("GetOrders", {"responsetype": "json", "limitnum": "3"}),
        ("GetTickets", {"responsetype": "json"}),
    ]


def test_the_key_may_do_what_its_role_holds_and_no_more(server: FaultyBilling, call: Call) -> None:
    server.role = frozenset({"getorders"})
    answer = call("GetTickets")
    assert answer.json()["message"] == 'Invalid Permissions: API action "gettickets" is not allowed'
    assert answer.status_code == 403
    assert call("GetOrders").status_code == 200
