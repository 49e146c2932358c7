"""What is kept of a ticket's row."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from generator.model.observed import ItemKey, ObservedTicket
from generator.model.states import ItemKind, TicketState
from generator.pull.whmcs.fields import RowError
from generator.pull.whmcs.tickets import ticket_from
from tests.pull.samples import PRIVATE, ticket_row
from tests.pull.short_pulls import ZONE


def test_a_ticket_keeps_exactly_the_allowed_fields() -> None:
    ticket = ticket_from(ticket_row(), ZONE)
    assert ticket == ObservedTicket(
        id=ticket.id,
        number="516757",
        client="7",
        opened_at=datetime(2026, 10, 1, 12, 0, tzinfo=UTC),
        last_reply_at=datetime(2026, 10, 1, 14, 30, tzinfo=UTC),
        state=TicketState.OPEN,
        about=ItemKey(ItemKind.PRODUCT, "12"),
        status_word="Open",
        department="2",
    )
    assert not [word for word in PRIVATE if word in repr(ticket)]


@pytest.mark.parametrize(
    ("word", "state"),
    [
        ("Open", TicketState.OPEN),
        ("Answered", TicketState.ANSWERED),
        ("Customer-Reply", TicketState.CUSTOMER_REPLY),
        ("customer reply", TicketState.CUSTOMER_REPLY),
        ("On Hold", TicketState.ON_HOLD),
        ("In Progress", TicketState.IN_PROGRESS),
        ("Closed", TicketState.CLOSED),
        ("Escalado", TicketState.OTHER),
        ("", TicketState.OTHER),
    ],
)
def test_every_ticket_status_has_one_meaning(word: str, state: TicketState) -> None:
    """Quirk 32."""
    ticket = ticket_from(ticket_row(status=word), ZONE)
    assert (ticket.state, ticket.status_word) == (state, word)


def test_a_status_of_the_company_s_own_keeps_its_exact_text() -> None:
    assert ticket_from(ticket_row(status=" Requisitos &amp; datos "), ZONE).status_word == "Requisitos & datos"


@pytest.mark.parametrize(("deptid", "department"), [("2", "2"), (2, "2"), ("0", ""), ("", ""), (None, "")])
def test_a_ticket_s_desk_is_known_by_its_id(deptid: object, department: str) -> None:
    """Quirk 10."""
    assert ticket_from(ticket_row(deptid=deptid), ZONE).department == department


def test_who_opened_a_ticket_is_no_answer() -> None:
    """Quirk 15: the row's `admin` is the opener, and nothing of it comes out."""
    assert ticket_from(ticket_row(admin="Carina"), ZONE) == ticket_from(ticket_row(), ZONE)


@pytest.mark.parametrize(
    ("service", "about"),
    [
        ("S12", ItemKey(ItemKind.PRODUCT, "12")),
        ("D5", ItemKey(ItemKind.DOMAIN, "5")),
        ("", None),
        (None, None),
        ("12", None),
        ("X9", None),
        ("S", None),
    ],
)
def test_a_ticket_is_about_the_item_its_opener_chose(service: str | None, about: ItemKey | None) -> None:
    assert ticket_from(ticket_row(service=service), ZONE).about == about


@pytest.mark.parametrize("userid", ["0", 0, "", None])
def test_a_guest_is_no_client(userid: object) -> None:
    """A guest's ticket belongs to nobody, so no order can claim it."""
    assert ticket_from(ticket_row(userid=userid), ZONE).client == ""


@pytest.mark.parametrize("zero", ["0000-00-00 00:00:00", "-0001-11-30 00:00:00", "", None])
def test_a_ticket_never_answered_has_no_last_reply(zero: object) -> None:
    """Quirk 9."""
    assert ticket_from(ticket_row(lastreply=zero), ZONE).last_reply_at is None


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"tid": ""}, "tid"),
        ({"date": "0000-00-00"}, "date"),
        ({"date": 5}, "date"),
        ({"lastreply": "hoy"}, "lastreply"),
        ({"deptid": "soporte"}, "deptid"),
        ({"status": []}, "status"),
    ],
)
def test_a_malformed_ticket_names_the_field_at_fault(changes: dict[str, Any], field: str) -> None:
    with pytest.raises(RowError) as caught:
        ticket_from(ticket_row(**changes), ZONE)
    assert caught.value.field == field
