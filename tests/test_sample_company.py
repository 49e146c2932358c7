"""The made-up company of the tests is right, unlike the real one, and has one of everything that data can hold."""

from __future__ import annotations

from generator.load import load_catalog, problems_of
from generator.model.promise import Clock
from generator.model.states import ClockStarts
from tests.sample_company import SAMPLE, ZONE

CATALOG = load_catalog(SAMPLE)


def test_its_data_are_right() -> None:
    assert problems_of(SAMPLE) == ()


def test_its_zone_is_the_one_that_tests_count_with_and_billing_has_another() -> None:
    """A moment read in the wrong zone then shows."""
    assert CATALOG.calendar.zone == str(ZONE)
    assert CATALOG.billing.zone != str(ZONE)


def test_it_has_a_service_of_each_clock_and_of_each_start() -> None:
    """Ranges and single figures, with and without something for the client to do."""
    services = CATALOG.services.values()
    assert {one.promise.clock for one in services} == set(Clock)
    assert {one.clock_starts for one in services} == set(ClockStarts)
    assert {one.promise.first is None for one in services} == {True, False}
    assert {bool(CATALOG.client_requirements(one)) for one in services} == {True, False}


def test_it_has_a_question_of_each_audience_and_past_notices() -> None:
    """None of the notices reaches a moment that tests build a site for."""
    assert CATALOG.questions("public")
    assert CATALOG.questions("internal")
    assert {notice.kind for notice in CATALOG.notices.values()} == {"delay", "maintenance"}


def test_its_holidays_reach_as_far_as_tests_count() -> None:
    assert (CATALOG.calendar.first_year, CATALOG.calendar.last_year) == (2026, 2028)
    assert CATALOG.calendar.closures
    assert CATALOG.calendar.exceptions
