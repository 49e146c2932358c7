"""A review is overdue the day after its date, announced thirty days before, and told with its file and owner."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta

import pytest

from generator.compute.due_reviews import Review, due_reviews
from generator.model.base import RequirementId, ServiceId
from generator.model.catalog import Attention, Catalog, Faq
from tests.compute.shop import catalog, requirement, service

DAY = date(2027, 5, 31)


def company(days: Mapping[str, date]) -> Catalog:
    """Return a company of one service, one requirement, one channel and one question, with these review dates."""
    hosting = service("2 minutos", "payment_credited").model_copy(update={"review_by": days["service"]})
    paid = requirement("Pago", "Pague.", "payment").model_copy(update={"review_by": days["requirement"]})
    asked = Faq(question="¿Cómo?", answer="Así.", owner="comercial", review_by=days["faq"])
    chat = Attention(
        name="Chat",
        kind="channel",
        audience="Ventas",
        target_kind="none",
        description="Así.",
        owner="comercial",
        review_by=days["attention"],
    )
    return replace(
        catalog(),
        attention={"chat": chat},
        services={ServiceId("hosting"): hosting},
        requirements={RequirementId("pago"): paid},
        faq={"como": asked},
    )


@pytest.mark.parametrize(
    ("days_left", "overdue", "soon"), [(-1, 4, 0), (0, 0, 4), (1, 0, 4), (30, 0, 4), (31, 0, 0), (-400, 4, 0)]
)
def test_the_date_itself_is_still_in_time_and_the_last_thirty_days_are_announced(
    days_left: int, overdue: int, soon: int
) -> None:
    """Counted in local dates."""
    kinds = ("service", "requirement", "attention", "faq")
    found = due_reviews(company(dict.fromkeys(kinds, DAY)), DAY - timedelta(days_left))

    assert (len(found.overdue), len(found.soon)) == (overdue, soon)


def test_services_requirements_channels_and_questions_are_told_from_the_earliest_on() -> None:
    """Each with the file to edit, who answers for it and what it is about."""
    days = {
        "service": DAY,
        "requirement": DAY - timedelta(2),
        "attention": DAY - timedelta(3),
        "faq": DAY - timedelta(1),
    }

    assert due_reviews(company(days), DAY + timedelta(1)).overdue == (
        Review(date(2027, 5, 28), "data/attention/chat.yml", "comercial", "Chat"),
        Review(date(2027, 5, 29), "data/requirements/pago.yml", "soporte", "Pago"),
        Review(date(2027, 5, 30), "data/faq/como.yml", "comercial", "¿Cómo?"),
        Review(date(2027, 5, 31), "data/services/hosting.yml", "soporte", "Servicio"),
    )


def test_some_may_be_overdue_while_others_come_due() -> None:
    """None is told twice."""
    days = {
        "service": DAY,
        "requirement": DAY - timedelta(2),
        **dict.fromkeys(("attention", "faq"), DAY + timedelta(100)),
    }
    found = due_reviews(company(days), DAY)

    assert [one.path for one in found.overdue] == ["data/requirements/pago.yml"]
    assert [one.path for one in found.soon] == ["data/services/hosting.yml"]
