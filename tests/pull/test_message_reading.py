"""Which tickets' messages a run reads, and what it does with what it cannot read."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import pytest

from generator.model.base import TicketId
from generator.model.states import TicketState
from generator.model.threads import Thread
from generator.pull.whmcs.source import Conventions
from tests.doubles.scripted_billing import ScriptedBilling, billing, serving
from tests.pull.desk import GONE, asked, observe, with_tickets
from tests.pull.samples import NOW, opening_row, reply_row, staff_row, ticket_answer, ticket_row

OPENED, ANSWERED = "2026-11-20 09:00:00", "2026-11-20 11:30:00"


def row(number: int, **changes: Any) -> dict[str, Any]:
    """Return a ticket that staff answered, or a changed one."""
    return ticket_row(**{"id": str(number), "date": OPENED, "lastreply": ANSWERED, "status": "Answered"} | changes)


def told(number: int, *replies: dict[str, Any], **changes: Any) -> dict[str, Any]:
    """Return GetTicket's answer for it."""
    return ticket_answer(*(replies or (opening_row(), staff_row())), ticketid=str(number), **changes)


def desk(*rows: dict[str, Any], answers: Mapping[str, Any] | None = None) -> Any:
    """Return a script with these tickets; each was answered by a person unless `answers` says otherwise."""
    good = {each["id"]: told(int(each["id"])) for each in rows}
    return with_tickets(billing(tickets=rows), good | dict(answers or {}))


def read(server: ScriptedBilling) -> list[str]:
    """Return the ids of the tickets whose messages were asked for."""
    return asked(server, "GetTicket", "ticketid")


def test_a_first_answer_is_fetched_once_and_never_again() -> None:
    rows = [row(1)]
    with serving(desk(*rows)) as server:
        threads = observe(server).threads
        assert threads[TicketId("1")].answered_at == threads[TicketId("1")].row_last_reply_at
        rows[0] |= {"lastreply": "2026-11-22 10:00:00", "status": "Customer-Reply"}
        assert observe(server, threads=threads).threads == {}
        assert read(server) == ["1"]


def test_a_ticket_without_answer_is_read_again_only_when_its_row_changes() -> None:
    rows = [row(1, status="Customer-Reply")]
    with serving(with_tickets(billing(tickets=rows), {"1": told(1, opening_row(), reply_row())})) as server:
        threads = observe(server).threads
        assert observe(server, threads=threads).threads == {}
        assert read(server) == ["1"]
        rows[0]["status"] = "In Progress"
        threads = observe(server, threads=threads).threads
        rows[0]["lastreply"] = "2026-11-21 10:00:00"
        observe(server, threads=threads)
        assert read(server) == ["1", "1", "1"]


@pytest.mark.parametrize("lastreply", [OPENED, "0000-00-00 00:00:00", None, ""])
def test_a_ticket_nobody_replied_to_costs_no_call(lastreply: str | None) -> None:
    with serving(desk(row(1, status="Open", lastreply=lastreply))) as server:
        observed = observe(server)
        assert (observed.threads, observed.unread, read(server)) == ({}, 0, [])


@pytest.mark.parametrize("changes", [{"status": "Open"}, {"status": "Closed", "lastreply": OPENED}])
def test_a_ticket_that_somebody_touched_is_read(changes: dict[str, Any]) -> None:
    with serving(desk(row(1, **changes))) as server:
        observe(server)
        assert read(server) == ["1"]


def test_tickets_opened_more_than_90_days_ago_are_left_alone() -> None:
    rows = [row(1, date="2026-08-25 09:00:00"), row(2, date="2026-08-25 08:59:59")]
    with serving(desk(*rows)) as server:
        observed = observe(server)
        assert read(server) == ["1"]
    assert observed.tickets[0].opened_at == NOW - timedelta(days=90)


def test_a_run_reads_300_tickets_newest_first_and_counts_the_rest() -> None:
    rows = [row(at, date=f"2026-11-{1 + at % 20:02} 09:00:00") for at in range(1, 306)]
    with serving(desk(*rows)) as server:
        first = observe(server)
        assert (len(first.threads), first.unread) == (300, 5)
        days = {each["id"]: each["date"] for each in rows}
        order = [(days[number], int(number)) for number in read(server)]
        assert order == sorted(order, reverse=True)
        second = observe(server, threads=first.threads)
        assert (len(second.threads), second.unread) == (5, 0)
        assert len(read(server)) == len(set(read(server))) == 305


def test_a_slow_server_leaves_messages_to_the_next_run_and_the_run_ends_well() -> None:
    class Clock:
        """Shows six seconds more for each ticket that was asked for."""

        def __call__(self) -> float:
            return 6.0 * len(read(server))

    rows = [row(at) for at in range(1, 10)]
    with serving(desk(*rows)) as server:
        observed = observe(server, clock=Clock(), pull_seconds=20)
        assert read(server) == ["9", "8", "7"]
    assert (len(observed.threads), observed.unread) == (3, 6)


def test_progress_tells_how_many_messages_are_left() -> None:
    seen: list[tuple[str, int, int | None]] = []
    with serving(desk(row(1), row(2))) as server:
        observe(server, told=seen)
    assert [entry for entry in seen if entry[0] == "mensajes de tickets"] == [
        ("mensajes de tickets", done, 2) for done in (0, 1, 2)
    ]


def test_the_company_s_automatic_repliers_are_no_persons() -> None:
    """Quirk 21."""
    machine = staff_row(admin="Respuesta automática", date="2026-11-20 09:40:00")
    answers = {"1": told(1, opening_row(), machine)}
    with serving(desk(row(1), answers=answers)) as server:
        conventions = Conventions(automatic_repliers=frozenset({"RESPUESTA AUTOMÁTICA"}))
        assert observe(server, conventions).threads[TicketId("1")].answered_at is None
        assert observe(server).threads[TicketId("1")].answered_at is not None


@pytest.mark.parametrize(
    "gone",
    [GONE, {"result": "error", "message": "ticket id not found"}, {"status": "error", "message": GONE["message"]}],
)
def test_a_ticket_deleted_since_it_was_listed_is_passed_over(gone: dict[str, str]) -> None:
    """Quirks 1 and 20: the message's casing varies, and so does the key of the result."""
    with serving(desk(row(1), row(2), answers={"2": gone})) as server:
        observed = observe(server)
    assert list(observed.threads) == ["1"]
    assert [ticket.id for ticket in observed.tickets] == ["1", "2"]
    assert (observed.unreadable_tickets, observed.unread) == ({}, 0)


@pytest.mark.parametrize("name", ["ticketid", "id"])
@pytest.mark.parametrize("number", ["1", 1])
def test_the_answer_names_its_ticket_by_one_key_or_another(name: str, number: object) -> None:
    """Quirk 16."""
    fields = told(1)
    del fields["ticketid"]
    with serving(desk(row(1), answers={"1": {**fields, name: number}})) as server:
        assert list(observe(server).threads) == ["1"]


def test_a_malformed_message_keeps_its_ticket_back_and_the_rest_goes_on() -> None:
    answers = {"1": told(1, opening_row(), reply_row(date="ayer"))}
    with serving(desk(row(1), row(2), answers=answers)) as server:
        observed = observe(server)
    assert observed.unreadable_tickets == {"1": "reply.date"}
    assert [ticket.id for ticket in observed.tickets] == list(observed.threads) == ["2"]


def test_a_thread_remembers_the_row_it_was_read_for() -> None:
    with serving(desk(row(1))) as server:
        observed = observe(server)
    thread, ticket = observed.threads[TicketId("1")], observed.tickets[0]
    assert isinstance(thread, Thread)
    assert (thread.row_last_reply_at, thread.row_state) == (ticket.last_reply_at, TicketState.ANSWERED)
    assert observed.effort.rows["GetTicket"] == observed.effort.calls["GetTicket"] == 1
