"""Which message opens a ticket, where numbers, dates and openers disagree."""

from __future__ import annotations

from typing import Any

import pytest

from tests.pull.samples import opening_row, reply_row, staff_row
from tests.pull.test_threads import at, moments

OLD = ("userid", "name", "email", "date", "message", "attachment", "admin")


def old(row: dict[str, Any]) -> dict[str, Any]:
    """Return a message as versions before 8.0 send it."""
    return {key: row[key] for key in OLD}


def test_an_old_ticket_that_staff_opened_was_asked_by_nobody_though_its_own_admin_is_empty() -> None:
    """The opening's writer counts, whatever the ticket says of itself."""
    messages = (old(opening_row(admin="Carina")), old(staff_row()))
    assert moments(*messages, admin="") == (None, None)


def test_an_old_ticket_without_a_message_of_its_own_date_is_asked_when_it_was_opened() -> None:
    """Its date was edited since; the ticket's admin then tells who opened it."""
    messages = (old(reply_row(date="2026-11-20 09:30:00")), old(staff_row()))
    assert moments(*messages) == (at("09:00:00"), at("11:30:00"))
    assert moments(*messages, admin="Carina") == (at("09:30:00"), at("11:30:00"))


@pytest.mark.parametrize("empty", ["", None])
def test_a_message_with_an_empty_number_is_one_without(empty: str | None) -> None:
    """It is no opening where another is numbered 0, and none that cannot be read."""
    unnumbered = staff_row(replyid=empty, date="2026-11-20 10:00:00")
    assert moments(opening_row(), unnumbered) == (at("09:00:00"), at("10:00:00"))


def test_the_opening_s_own_date_counts_where_the_ticket_s_differs() -> None:
    """A ticket's date can be edited; its first message keeps its own."""
    assert moments(opening_row(date="2026-11-20 09:20:00"), staff_row()) == (at("09:20:00"), at("11:30:00"))


@pytest.mark.parametrize("backwards", [False, True])
def test_of_two_openings_the_earlier_one_opened_the_ticket(*, backwards: bool) -> None:
    """As after a merge, in whichever order they come."""
    openings = [opening_row(), opening_row(date="2026-11-20 10:00:00", requestor_name="Otra")]
    messages = (*(reversed(openings) if backwards else openings), staff_row())
    assert moments(*messages) == (at("09:00:00"), at("11:30:00"))


def test_a_client_who_writes_in_the_second_of_staff_s_opening_asks_then() -> None:
    """The very moment is not before it."""
    messages = (opening_row(admin="Carina"), reply_row(date="2026-11-20 09:00:00"), staff_row())
    assert moments(*messages, admin="Carina") == (at("09:00:00"), at("11:30:00"))
