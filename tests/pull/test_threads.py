"""Who asked and who answered, read from a ticket's messages."""

from __future__ import annotations

import itertools
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.model.threads import Thread
from generator.pull.whmcs.fields import RowError
from generator.pull.whmcs.tickets import thread_from, ticket_from
from tests.pull.samples import PRIVATE, opening_row, reply_row, staff_row, ticket_answer, ticket_row
from tests.pull.short_pulls import ZONE

MACHINES = frozenset({"Respuesta  automática"})


def at(time: str, day: int = 20) -> datetime:
    """Return a local time of that November day."""
    return datetime.fromisoformat(f"2026-11-{day} {time}").replace(tzinfo=ZONE).astimezone(UTC)


def read(*replies: dict[str, Any], **changes: Any) -> Thread:
    """Return what these messages tell."""
    row = ticket_row(date="2026-11-20 09:00:00", lastreply="2026-11-20 11:30:00", status="Answered")
    return thread_from(ticket_answer(*replies, **changes), ticket_from(row, ZONE), ZONE, MACHINES)


def moments(*replies: dict[str, Any], **changes: Any) -> tuple[datetime | None, datetime | None]:
    """Return when it was asked and when answered."""
    thread = read(*replies, **changes)
    return thread.asked_at, thread.answered_at


def test_the_first_answer_is_the_first_message_of_a_person_of_the_company() -> None:
    later = staff_row(replyid="33", date="2026-11-20 15:00:00")
    assert moments(opening_row(), staff_row(), reply_row(date="2026-11-20 12:00:00"), later) == (
        at("09:00:00"),
        at("11:30:00"),
    )


def test_a_thread_keeps_the_row_it_was_read_for_and_nothing_of_the_client() -> None:
    thread = read(opening_row(), staff_row())
    assert thread.is_current(at("11:30:00"), thread.row_state)
    assert (thread.row_last_reply_at, thread.row_state) == (at("11:30:00"), "answered")
    assert not [word for word in (*PRIVATE, "Carina") if word in repr(thread)]


def test_a_thread_tells_whether_anybody_wrote_after_the_opening() -> None:
    """Where the opening cannot be told from the rest, nobody knows."""
    assert read(opening_row()).has_reply is False
    assert read(opening_row(), reply_row()).has_reply is True
    assert read(reply_row()).has_reply is None


@given(st.permutations([opening_row(), staff_row(), staff_row(replyid="33", date="2026-11-21 10:00:00"), reply_row()]))
def test_the_order_of_the_messages_does_not_matter(replies: list[dict[str, Any]]) -> None:
    """Quirk 14: the opening has replyid 0, and its position depends on a setting."""
    assert moments(*replies) == (at("09:00:00"), at("11:30:00"))


@pytest.mark.parametrize("zero", ["0", 0, "00"])
def test_the_opening_is_replyid_zero_however_it_is_written(zero: object) -> None:
    """Quirk 14."""
    assert moments(opening_row(replyid=zero), staff_row(replyid=31)) == (at("09:00:00"), at("11:30:00"))


def test_old_versions_number_no_message_and_the_opening_bears_the_ticket_s_date() -> None:
    """Quirk 14, before 8.0: no replyid and no requestor."""
    kept = ("userid", "name", "email", "date", "message", "attachment", "admin")
    old = [{key: row[key] for key in kept} for row in (staff_row(), opening_row(), reply_row())]
    assert moments(*old) == (at("09:00:00"), at("11:30:00"))
    by_staff = [{key: row[key] for key in kept} for row in (opening_row(admin="Carina"), staff_row())]
    assert moments(*by_staff, admin="Carina") == (None, None)


def test_an_old_automatic_reply_of_the_same_second_is_not_taken_for_the_opening() -> None:
    rows = [staff_row(date="2026-11-20 09:00:00"), opening_row(), staff_row()]
    for row in rows:
        del row["replyid"]
    assert moments(*rows) == (at("09:00:00"), at("11:30:00"))


@pytest.mark.parametrize("changes", [{"admin": ""}, {"requestor_type": ""}, {"requestor_type": " operator "}])
def test_staff_is_known_by_their_name_or_by_their_role(changes: dict[str, Any]) -> None:
    """Quirk 16: the reply of the staff carries the client's userid, which tells nobody's side."""
    assert moments(opening_row(), staff_row(**changes))[1] == at("11:30:00")


@pytest.mark.parametrize("kind", ["Owner", "Guest", "Authorized User", "", None])
def test_whoever_else_writes_is_a_client(kind: str | None) -> None:
    assert moments(opening_row(), reply_row(requestor_type=kind))[1] is None


def test_the_ticket_s_own_admin_is_who_opened_it_and_never_who_answered() -> None:
    """Quirk 15: `admin` at the level of the ticket is used only where no message is the opening."""
    assert moments(opening_row(), admin="Carina") == (at("09:00:00"), None)
    assert moments(reply_row(date="2026-11-20 10:00:00"), staff_row(), admin="Carina") == (
        at("10:00:00"),
        at("11:30:00"),
    )


@pytest.mark.parametrize(
    "machine",
    [
        {"admin": "respuesta AUTOMÁTICA", "date": "2026-11-20 09:30:00"},
        {"admin": "", "requestor_name": "Respuesta automática", "date": "2026-11-20 09:30:00"},
        {"admin": "Carina", "date": "2026-11-20 09:00:05"},
        {"admin": "Carina", "date": "2026-11-20 09:00:00"},
    ],
    ids=["by name", "by requestor", "within 5 s", "at once"],
)
def test_an_automatic_reply_is_no_answer(machine: dict[str, Any]) -> None:
    """Quirk 21: automatic replies and escalation rules look like staff."""
    assert moments(opening_row(), staff_row(**machine)) == (at("09:00:00"), None)
    assert moments(opening_row(), staff_row(**machine), staff_row())[1] == at("11:30:00")


def test_a_person_may_answer_after_six_seconds() -> None:
    assert moments(opening_row(), staff_row(date="2026-11-20 09:00:06"))[1] == at("09:00:06")


def test_a_ticket_opened_by_staff_is_asked_by_the_client_s_first_message() -> None:
    opening = opening_row(admin="Carina", requestor_type="Operator")
    reminder = staff_row(date="2026-11-20 10:00:00")
    assert moments(opening, reminder) == (None, None)
    question = reply_row(date="2026-11-20 10:30:00")
    assert moments(opening, reminder, question) == (at("10:30:00"), None)
    assert moments(opening, reminder, question, staff_row()) == (at("10:30:00"), at("11:30:00"))


def test_a_back_dated_answer_is_none() -> None:
    """Quirk 22: staff may type the date of what they write, and nobody answers before the question."""
    early = staff_row(date="2026-11-19 18:00:00")
    assert moments(opening_row(), early) == (at("09:00:00"), None)
    assert moments(opening_row(), early, staff_row())[1] == at("11:30:00")


def test_a_client_s_back_dated_message_does_not_ask_before_the_opening() -> None:
    """Quirk 22."""
    opening = opening_row(admin="Carina")
    assert moments(opening, reply_row(date="2026-11-19 10:00:00"))[0] is None


def test_a_merged_ticket_s_messages_count_where_they_turned_up() -> None:
    """Quirk 20: the child is gone from the list and its messages, older ones too, are the master's."""
    child = [
        reply_row(replyid="90", date="2026-11-19 08:00:00"),
        staff_row(replyid="91", date="2026-11-19 08:30:00"),
        staff_row(replyid="92", date="2026-11-20 10:00:00"),
    ]
    assert moments(opening_row(), *child, staff_row()) == (at("09:00:00"), at("10:00:00"))


def test_a_guest_s_ticket_is_read_like_any_other() -> None:
    guest = {"userid": "0", "requestor_type": "Guest"}
    assert moments(opening_row(**guest), staff_row(userid="0"), userid="0") == (at("09:00:00"), at("11:30:00"))


@pytest.mark.parametrize(
    "shape", [lambda rows: rows, lambda rows: {str(n): row for n, row in enumerate(rows)}, lambda rows: {"reply": rows}]
)
def test_the_messages_may_come_in_any_shape_of_a_list(shape: Any) -> None:
    """Quirk 12."""
    assert moments(replies=shape([opening_row(), staff_row()]))[1] == at("11:30:00")
    assert moments(replies={"reply": opening_row()}) == (at("09:00:00"), None)


@pytest.mark.parametrize("attachments", [[[]], [], "", None, [{"filename": "a.pdf", "index": 0}]])
def test_attachments_are_never_looked_at(attachments: object) -> None:
    """Quirk 13: none is documented as a list with an empty list."""
    assert moments(opening_row(attachments=attachments), staff_row())[1] == at("11:30:00")


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"date": "hoy"}, "reply.date"),
        ({"date": "0000-00-00 00:00:00"}, "reply.date"),
        ({"date": None}, "reply.date"),
        ({"replyid": "x"}, "reply.replyid"),
        ({"admin": []}, "reply.admin"),
        ({"requestor_type": {}}, "reply.requestor_type"),
    ],
)
def test_a_malformed_message_names_the_field_at_fault(changes: dict[str, Any], field: str) -> None:
    with pytest.raises(RowError) as caught:
        read(opening_row(), reply_row(**changes))
    assert caught.value.field == field


@pytest.mark.parametrize("replies", ["", [], {}, None, {"reply": ""}, "<p>", 5])
def test_a_ticket_without_any_message_is_not_read_as_unanswered(replies: object) -> None:
    with pytest.raises(RowError, match=r"^replies$"):
        read(replies=replies)


minutes = st.integers(-500, 500)


@settings(deadline=None)
@given(st.lists(st.tuples(minutes, st.booleans()), max_size=8), st.booleans())
def test_no_answer_ever_precedes_its_question(written: list[tuple[int, bool]], by_staff: bool) -> None:
    """Quirk 22, for any messages at all."""
    numbers = itertools.count(1)
    replies = [
        (staff_row if staff else reply_row)(
            replyid=str(next(numbers)), date=f"2026-11-20 {(720 + at) // 60:02}:{(720 + at) % 60:02}:00"
        )
        for at, staff in written
    ]
    asked_at, answered_at = moments(opening_row(admin="Carina" if by_staff else ""), *replies)
    assert asked_at is not None or answered_at is None
    assert asked_at is None or asked_at >= at("09:00:00")
    assert answered_at is None or (asked_at is not None and answered_at > asked_at)
