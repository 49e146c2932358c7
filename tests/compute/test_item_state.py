"""Which state an item is in: one row per combination of what billing reported."""

from __future__ import annotations

import pytest

from generator.compute.item_state import ItemState, ServiceMap, item_state, status_key, waiting_on
from generator.model.base import ServiceId
from generator.model.states import OrderStatus, Payment, Reason, ServiceStatus, State, WaitingOn
from tests.compute.shop import T0, catalog, item, order

PAID = {"payment": Payment.PAID, "paid_at": T0}
FREE = {"payment": Payment.NOT_NEEDED}


def stood(service: str | None, status: ServiceStatus, changes: dict[str, object], said: State | None) -> ItemState:
    """Return where the one line of an order stands."""
    company = catalog()
    line = item("Webs - Noticias", status)
    placed = order(line, **changes)
    found = company.services[ServiceId(service)] if service else None
    words = ServiceMap.of(company)
    stage = words.stage_of(placed)
    told = said or (stage if stage is State.AWAITING_REQUIREMENTS else None)
    return item_state(placed, line, found, words, company, told)


def custom(status: str) -> dict[str, object]:
    """Return the fields of an order with one of the company's own statuses."""
    return {"status": OrderStatus.CUSTOM, "custom_status": status}


CASES = [
    ("noticias", ServiceStatus.PENDING, {}, State.AWAITING_PAYMENT, None),
    ("hosting", ServiceStatus.PENDING, PAID, State.IN_PROGRESS, None),
    ("hosting", ServiceStatus.PENDING, FREE, State.IN_PROGRESS, None),
    ("noticias", ServiceStatus.PENDING, PAID, State.UNKNOWN, Reason.REQUIREMENTS_UNREPORTED),
    # Payment is its only requirement, so nothing is left to wait for.
    ("video", ServiceStatus.PENDING, PAID, State.IN_PROGRESS, None),
    ("noticias", ServiceStatus.PENDING, PAID | custom("En producción"), State.IN_PROGRESS, None),
    ("noticias", ServiceStatus.PENDING, PAID | custom("Esperando requisitos"), State.AWAITING_REQUIREMENTS, None),
    ("noticias", ServiceStatus.PENDING, custom("Esperando requisitos"), State.AWAITING_PAYMENT, None),
    ("noticias", ServiceStatus.PENDING, PAID | custom("En revisión"), State.UNDER_REVIEW, None),
    ("noticias", ServiceStatus.PENDING, PAID | custom("Otra cosa"), State.UNKNOWN, Reason.UNMAPPED_STATUS),
    # An order stays Pending until somebody accepts it; the service that runs is what counts.
    ("noticias", ServiceStatus.ACTIVE, PAID, State.ACTIVE, None),
    ("noticias", ServiceStatus.ENDED, PAID, State.CANCELLED, None),
    ("noticias", ServiceStatus.PENDING, {"status": OrderStatus.CANCELLED}, State.CANCELLED, None),
    ("noticias", ServiceStatus.PENDING, {"status": OrderStatus.FRAUD}, State.UNDER_REVIEW, None),
    ("noticias", ServiceStatus.FRAUD, PAID, State.UNDER_REVIEW, None),
    ("noticias", ServiceStatus.SUSPENDED, PAID, State.UNKNOWN, Reason.SUSPENDED),
    ("noticias", ServiceStatus.EXPIRED, PAID, State.UNKNOWN, Reason.EXPIRED),
    ("noticias", ServiceStatus.OTHER, PAID, State.UNKNOWN, Reason.UNKNOWN_STATUS),
    ("noticias", ServiceStatus.PENDING, {"payment": Payment.UNCLEAR}, State.UNKNOWN, Reason.PAYMENT_UNCLEAR),
    (
        "noticias",
        ServiceStatus.PENDING,
        {"status": OrderStatus.ACTIVE} | PAID,
        State.UNKNOWN,
        Reason.REQUIREMENTS_UNREPORTED,
    ),
    (None, ServiceStatus.PENDING, PAID, State.UNKNOWN, Reason.UNMAPPED),
    # Which service it is matters only for what is still to be done.
    (None, ServiceStatus.ACTIVE, PAID, State.ACTIVE, None),
    (None, ServiceStatus.ENDED, PAID, State.CANCELLED, None),
    (None, ServiceStatus.FRAUD, PAID, State.UNDER_REVIEW, None),
    (None, ServiceStatus.SUSPENDED, PAID, State.UNKNOWN, Reason.SUSPENDED),
    (None, ServiceStatus.PENDING, {"status": OrderStatus.CANCELLED}, State.CANCELLED, None),
    (None, ServiceStatus.PENDING, {"status": OrderStatus.FRAUD}, State.UNDER_REVIEW, None),
]


@pytest.mark.parametrize(("service", "status", "changes", "state", "reason"), CASES)
def test_an_item_is_in_exactly_the_state_its_facts_support(
    service: str | None, status: ServiceStatus, changes: dict[str, object], state: State, reason: Reason | None
) -> None:
    """With no other source saying anything, the order's own word is all that is said of requirements."""
    assert stood(service, status, changes, None) == ItemState(state, reason)


@pytest.mark.parametrize("said", [State.IN_PROGRESS, State.AWAITING_REQUIREMENTS])
@pytest.mark.parametrize(
    ("service", "changes", "state"),
    [
        ("noticias", PAID, None),
        ("noticias", FREE, None),
        ("noticias", {}, State.AWAITING_PAYMENT),
        ("noticias", PAID | custom("En revisión"), State.UNDER_REVIEW),
        ("noticias", PAID | custom("A cobrar"), State.AWAITING_PAYMENT),
        ("hosting", PAID, State.IN_PROGRESS),
    ],
)
def test_what_is_said_of_requirements_decides_where_payment_is_in_order_and_nothing_else_was_set_by_hand(
    service: str, changes: dict[str, object], said: State, state: State | None
) -> None:
    """A service that waits for none goes on at once."""
    assert stood(service, ServiceStatus.PENDING, changes, said) == ItemState(state or said)


def test_a_status_word_is_the_same_in_every_spelling_billing_gives_it() -> None:
    """Case, blanks and hyphens differ between one answer and the next."""
    assert {status_key(word) for word in ("En producción", "en-producción", "EN  PRODUCCIÓN")} == {"enproducción"}
    assert stood("noticias", ServiceStatus.PENDING, PAID | custom("EN-PRODUCCIÓN"), None) == ItemState(
        State.IN_PROGRESS
    )


def test_every_state_says_who_must_act_next() -> None:
    turns = {state: waiting_on(state) for state in State}
    assert turns[State.AWAITING_PAYMENT] is turns[State.AWAITING_REQUIREMENTS] is WaitingOn.CLIENT
    assert turns[State.IN_PROGRESS] is turns[State.UNDER_REVIEW] is WaitingOn.COMPANY
    assert turns[State.ACTIVE] is turns[State.CANCELLED] is turns[State.UNKNOWN] is WaitingOn.NONE
    assert waiting_on(State.UNKNOWN, is_unpaid=True) is WaitingOn.CLIENT
