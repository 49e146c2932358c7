"""Orders and tickets that are asked for by their ids: there, gone, or not told."""

from __future__ import annotations

import time
from typing import Any

import pytest

from generator.errors import UnreachableError
from generator.model.base import TicketId
from generator.pull.whmcs.listing import ORDERS, Listings
from generator.pull.whmcs.message_reading import tickets_by_id
from generator.pull.whmcs.transport import Transport
from tests.doubles.acting_server import raw
from tests.doubles.scripted_billing import Form, ScriptedBilling, answer, billing, listing, serving
from tests.pull.desk import with_tickets
from tests.pull.samples import opening_row, order_row, staff_row, ticket_answer
from tests.pull.short_pulls import settings

ROWS = [order_row(id=number) for number in (3, 2, 1)]


def transport(server: ScriptedBilling) -> Transport:
    """Return a way to the server that never sleeps."""
    return Transport(settings(server.url), sleep=[].append, monotonic=time.monotonic, note=[].append)


def filtering(form: Form) -> Any:
    """Answer GetOrders by its `id`, as documented."""
    return listing("orders", "order", [row for row in ROWS if str(row["id"]) == form["id"]], form)


def found(script: Any, *ids: str, most: int = 9) -> dict[str, Any]:
    """Return which of the orders are there."""
    asked: list[str] = []

    def has_time() -> bool:
        asked.append("")
        return len(asked) <= most

    with serving(script) as server, transport(server) as way:
        rows = Listings(way, 25, lambda *_: None).by_id(ORDERS, ids, has_time)
    return {key: row and row["id"] for key, row in rows.items()}


def test_an_order_is_there_or_gone() -> None:
    assert found(filtering, "2", "77", "3") == {"2": 2, "77": None, "3": 3}


def test_a_filter_that_is_ignored_tells_nothing() -> None:
    """WHMCS ignores what it does not know: every order comes, and the one asked for among them proves nothing."""
    assert found(billing(orders=ROWS), "2", "77") == {}
    assert found(lambda form: listing("orders", "order", ROWS[:1], form), "2") == {}


@pytest.mark.parametrize("overcounted", [1, 5])
def test_an_order_is_there_though_billing_counts_more_than_it_lists(overcounted: int) -> None:
    """But one that is counted and not listed is not gone: the answer may lack its row."""

    def script(form: Form) -> Any:
        rows = [row for row in ROWS if str(row["id"]) == form["id"]]
        return listing("orders", "order", rows, form, overcounted=overcounted)

    assert found(script, "77", "2", "3") == {"2": 2, "3": 3}


def test_nothing_more_is_asked_once_time_is_up() -> None:
    assert found(filtering, "1", "2", "3", most=2) == {"1": 1, "2": 2}


def test_a_ticket_is_there_with_its_messages_or_gone_or_left_out() -> None:
    """One whose messages cannot be had is not gone."""
    there = {"8": ticket_answer(opening_row(), staff_row(), ticketid="8")}

    def script(form: Form) -> Any:
        if form.get("ticketid") == "9":
            return raw(b"<html>Fatal error: x</html>")
        return with_tickets(billing(), there)(form)

    with serving(script) as server, transport(server) as way:
        rows = tickets_by_id(way, map(TicketId, ("8", "9", "10")), lambda: True)
    assert list(rows) == ["8", "10"]
    assert rows[TicketId("10")] is None
    assert rows[TicketId("8")] == {**there["8"], "id": "8"}


def test_a_refusal_of_the_role_stops() -> None:
    refused = answer({"result": "error", "message": 'Invalid Permissions: API action "getticket" is not allowed'}, 403)
    with serving(lambda _: refused) as server, transport(server) as way, pytest.raises(UnreachableError):
        tickets_by_id(way, [TicketId("8")], lambda: True)
