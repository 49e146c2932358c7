"""The tickets every history holds, as GetTickets and GetTicket show them before and after their turning points."""

from __future__ import annotations

import dataclasses
from datetime import datetime, timedelta
from typing import Any

import pytest

from generator.model.billing import Billing
from generator.model.catalog import Catalog
from generator.sandbox import MadeUpHistory, SandboxServer, SpecialOrder, SpecialTicket, make_up_history
from generator.sandbox.billing_records import Ticket
from tests.sandbox.conftest import END, Call, Read


def special(history: MadeUpHistory, name: SpecialTicket) -> Ticket:
    return next(ticket for ticket in history.tickets if ticket.id == history.special_tickets[name])


def replies(read: Read, history: MadeUpHistory, name: SpecialTicket) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = read("GetTicket", ticketid=history.special_tickets[name])["replies"]["reply"]
    return rows


def row_of(read: Read, ticket: Ticket) -> dict[str, Any] | None:
    listed = read("GetTickets", limitnum=1000, ignore_dept_assignments="true")["tickets"]["ticket"]
    return next((row for row in listed if row["id"] == str(ticket.id)), None)


def waited(first: dict[str, Any], second: dict[str, Any]) -> timedelta:
    return datetime.fromisoformat(second["date"]) - datetime.fromisoformat(first["date"])


def test_every_special_ticket_is_there_for_any_company(catalog: Catalog) -> None:
    bare = Billing(zone="America/Argentina/Buenos_Aires", sync_every_minutes=30, services=())
    for billing in (catalog.billing, bare):
        made = make_up_history(dataclasses.replace(catalog, billing=billing), end=END)
        assert set(made.special_tickets) == set(SpecialTicket)
        assert set(made.special_tickets.values()) <= {ticket.id for ticket in made.tickets}


@pytest.mark.parametrize(
    ("name", "status", "staff"),
    [
        (SpecialTicket.NEVER_ANSWERED, "Open", [False]),
        (SpecialTicket.ANSWERED, "Answered", [False, True]),
        (SpecialTicket.AUTOMATIC_REPLY_FIRST, "Answered", [False, True, True]),
        (SpecialTicket.STAFF_OPENED, "Open", [True]),
        (SpecialTicket.STAFF_OPENED_THEN_ASKED, "Answered", [True, False, True]),
        (SpecialTicket.GUEST, "Answered", [False, True]),
        (SpecialTicket.MERGED, "Answered", [False, False, True]),
        (SpecialTicket.BACK_DATED, "Answered", [False, True]),
        (SpecialTicket.OLD_STYLE, "Answered", [False, True]),
        (SpecialTicket.LINK_GONE, "Answered", [False, True]),
        (SpecialTicket.CUSTOM_STATUS, "En desarrollo", [False, True, True]),
        (SpecialTicket.REQUIREMENTS_MET, "Requisitos completos", [False, True]),
    ],
)
def test_each_ends_with_its_status_and_its_turns(
    read: Read, history: MadeUpHistory, name: SpecialTicket, status: str, staff: list[bool]
) -> None:
    content = read("GetTicket", ticketid=history.special_tickets[name])
    assert content["status"] == status
    assert [bool(reply["admin"]) for reply in content["replies"]["reply"]] == staff


def test_a_ticket_nobody_answered_was_last_replied_to_when_it_was_opened(read: Read, history: MadeUpHistory) -> None:
    row = row_of(read, special(history, SpecialTicket.NEVER_ANSWERED))
    assert row is not None
    assert row["lastreply"] == row["date"]


def test_the_automatic_reply_comes_within_three_seconds_and_changes_no_status(
    server: SandboxServer, read: Read, history: MadeUpHistory
) -> None:
    opening, automatic, person = replies(read, history, SpecialTicket.AUTOMATIC_REPLY_FIRST)
    assert automatic["admin"] == "Respuesta automática"
    assert waited(opening, automatic) <= timedelta(seconds=3)
    assert waited(opening, person) == timedelta(hours=5)
    ticket = special(history, SpecialTicket.AUTOMATIC_REPLY_FIRST)
    server.as_of = ticket.messages[1].at
    assert len(replies(read, history, SpecialTicket.AUTOMATIC_REPLY_FIRST)) == 2
    row = row_of(read, ticket)
    assert row is not None
    assert (row["status"], row["lastreply"]) == ("Open", automatic["date"])


def test_a_guest_has_no_client(read: Read, history: MadeUpHistory) -> None:
    row = row_of(read, special(history, SpecialTicket.GUEST))
    assert row is not None
    assert (row["userid"], row["service"], row["requestor_type"]) == ("0", "", "Guest")


def test_a_merged_ticket_leaves_the_list_and_its_messages_move(
    server: SandboxServer, call: Call, read: Read, history: MadeUpHistory
) -> None:
    part = special(history, SpecialTicket.MERGED_AWAY)
    whole = special(history, SpecialTicket.MERGED)
    assert part.gone_at is not None
    assert part.client == whole.client
    server.as_of = part.gone_at - timedelta(seconds=1)
    own = replies(read, history, SpecialTicket.MERGED_AWAY)
    assert len(own) == 2
    assert len(replies(read, history, SpecialTicket.MERGED)) == 1
    server.as_of = part.gone_at
    assert row_of(read, part) is None
    assert call("GetTicket", ticketid=part.id).json()["message"] == "Ticket ID Not Found"
    taken = replies(read, history, SpecialTicket.MERGED)[1:]
    assert [reply["message"] for reply in taken] == [reply["message"] for reply in own]
    assert [reply["date"] for reply in taken] == [reply["date"] for reply in own]


def test_a_reply_dated_back_stands_before_the_opening_and_moves_no_last_reply(
    server: SandboxServer, read: Read, history: MadeUpHistory
) -> None:
    opening, reply = replies(read, history, SpecialTicket.BACK_DATED)
    assert waited(opening, reply) == timedelta(days=-1)
    ticket = special(history, SpecialTicket.BACK_DATED)
    row = row_of(read, ticket)
    assert row is not None
    assert row["lastreply"] == row["date"]
    server.as_of = ticket.opened_at
    assert len(replies(read, history, SpecialTicket.BACK_DATED)) == 1


def test_an_old_ticket_has_replies_without_ids_and_requestors(read: Read, history: MadeUpHistory) -> None:
    content = read("GetTicket", ticketid=history.special_tickets[SpecialTicket.OLD_STYLE])
    rows = content["replies"]["reply"]
    assert all(not key.startswith(("replyid", "requestor_")) for reply in rows for key in reply)
    assert [reply["date"] == content["date"] for reply in rows] == [True, False]


def test_tickets_about_special_orders_are_their_clients(read: Read, history: MadeUpHistory) -> None:
    for name, order_name in (
        (SpecialTicket.ANSWERED, SpecialOrder.ACTIVE),
        (SpecialTicket.REQUIREMENTS_MET, SpecialOrder.REQUIREMENTS_BY_TICKET),
    ):
        order = next(order for order in history.orders if order.id == history.special_orders[order_name])
        row = row_of(read, special(history, name))
        assert row is not None
        assert (row["userid"], row["service"]) == (str(order.client.id), f"S{order.lines[0].id}")


def test_a_link_may_lead_to_a_service_that_is_gone(history: MadeUpHistory) -> None:
    services = {line.id for order in history.orders for line in order.lines}
    assert int(special(history, SpecialTicket.LINK_GONE).about[1:]) not in services


def test_the_status_that_means_requirements_met_is_the_one_billing_yml_names(catalog: Catalog) -> None:
    own = [{"status": "Todo recibido", "stage": "in_progress"}]
    billing = Billing.model_validate({**catalog.billing.model_dump(exclude_none=True), "ticket_statuses": own})
    made = make_up_history(dataclasses.replace(catalog, billing=billing), end=END)
    assert special(made, SpecialTicket.REQUIREMENTS_MET).status.at(END) == "Todo recibido"
    assert "Todo recibido" in made.ticket_statuses
