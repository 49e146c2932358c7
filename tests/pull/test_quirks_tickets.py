"""The quirks of the contract's section 10 that stand in a ticket's messages: who asked first, and who answered."""

from __future__ import annotations

import itertools
from datetime import UTC, datetime
from typing import Any

import pytest

from generator.model.base import TicketId
from tests.pull.quirk_desk import office, seen
from tests.pull.samples import invoice_row, opening_row, order_row, reply_row, staff_row, ticket_answer, ticket_row

OPENED = {"date": "2026-11-20 09:00:00", "lastreply": "2026-11-20 11:30:00", "status": "Answered"}
Moments = tuple[datetime | None, datetime | None]


def at(clock: str) -> datetime:
    """Return a moment of the ticket's day: a local time, three hours behind UTC."""
    return datetime.fromisoformat(f"2026-11-20 {clock}-03:00").astimezone(UTC)


def moments(*replies: dict[str, Any], row: dict[str, Any] | None = None, **told: Any) -> Moments:
    """Return when the ticket of these messages was asked and answered, as a whole pull reads it."""
    listed = ticket_row(**OPENED | (row or {}))
    thread = seen(office(tickets=[listed], threads={"1": ticket_answer(*replies, **told)})).threads[TicketId("1")]
    return thread.asked_at, thread.answered_at


def test_quirk_14_the_opening_is_reply_0_wherever_it_stands() -> None:
    """`repliessort` decides the order, so the earliest date counts and never the place."""
    later = staff_row(replyid="40", date="2026-11-20 15:00:00")
    for order in itertools.permutations([opening_row(), staff_row(replyid="31"), later]):
        assert moments(*order) == (at("09:00:00"), at("11:30:00"))
    by_staff = opening_row(admin="Carina")
    assert moments(reply_row(date="2026-11-20 10:00:00"), by_staff, staff_row()) == (at("10:00:00"), at("11:30:00"))


def test_quirk_15_the_ticket_s_admin_opened_it() -> None:
    """It says nothing of who answered: neither the row's nor the one of GetTicket."""
    here = {"admin": "Carina"}
    assert moments(opening_row(), row=here, **here) == (at("09:00:00"), None)
    assert moments(opening_row(), staff_row(), row=here, **here) == (at("09:00:00"), at("11:30:00"))


@pytest.mark.parametrize(
    "machine",
    [
        {"admin": "Respuesta automática", "date": "2026-11-20 09:40:00"},
        {"admin": " respuesta  AUTOMÁTICA ", "date": "2026-11-20 09:40:00"},
        {"admin": "Carina", "date": "2026-11-20 09:00:05"},
        {"admin": "", "requestor_name": "Respuesta automática", "date": "2026-11-20 09:40:00"},
    ],
    ids=["by name", "however spelt", "faster than a person", "without admin"],
)
def test_quirk_21_automatic_replies_look_like_staff(machine: dict[str, str]) -> None:
    """The company names its machines, and nobody answers within five seconds."""
    assert moments(opening_row(), staff_row(**machine)) == (at("09:00:00"), None)
    assert moments(opening_row(), staff_row(**machine), staff_row()) == (at("09:00:00"), at("11:30:00"))


def test_quirk_22_records_may_be_back_dated() -> None:
    """No answer precedes its question and no payment its order; a payment dated ahead has no date."""
    early = staff_row(date="2026-11-19 18:00:00")
    assert moments(opening_row(), early) == (at("09:00:00"), None)
    assert moments(opening_row(), early, staff_row()) == (at("09:00:00"), at("11:30:00"))

    days = ("2026-09-01", "2026-09-24 10:00:00", "2027-01-01")
    orders = [order_row(id=number, invoiceid=number) for number in (1, 2, 3)]
    invoices = [invoice_row(id=number, status="Paid", datepaid=day) for number, day in enumerate(days, 1)]
    paid = [order.paid_at for order in seen(office(orders, invoices)).orders]
    assert paid == [datetime(2026, 9, 23, 16, 59, 35, tzinfo=UTC), datetime(2026, 9, 24, 13, tzinfo=UTC), None]
