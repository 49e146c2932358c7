"""Which notices hold on a day, which promise one replaces, and what the facts of a build say of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from generator.compute.business_calendar import BusinessCalendar
from generator.compute.notices import active_on, past, replacing, upcoming
from generator.compute.public_facts import public_facts
from generator.compute.trace import due_of
from generator.model.base import NoticeId, ServiceId
from generator.model.catalog import Catalog, Notice
from generator.model.facts import Facts
from generator.model.promise import parse_promise
from tests.compute.shop import SERVICES, catalog

HOSTING, NEWS, VIDEO = ServiceId("hosting"), ServiceId("noticias"), ServiceId("video")


def notice(first: str, last: str, **fields: object) -> Notice:
    """Return a delay of the news service."""
    plain = {
        "kind": "delay",
        "title": "Demora",
        "reason": "Hay una demora.",
        "from": date.fromisoformat(first),
        "until": date.fromisoformat(last),
        "services": ["noticias"],
        "promise": "9 días hábiles",
    }
    return Notice.model_validate(plain | fields)


def noted(**notices: Notice) -> Catalog:
    """Return the shop's Catalog with notices."""
    return replace(catalog(), notices={NoticeId(key): value for key, value in notices.items()})


@pytest.mark.parametrize(
    ("day", "expected"),
    [("2026-11-15", None), ("2026-11-16", "n"), ("2026-11-18", "n"), ("2026-11-20", "n"), ("2026-11-21", None)],
)
def test_a_delay_replaces_promises_from_its_first_to_its_last_day(day: str, expected: str | None) -> None:
    """Both ends included."""
    found = replacing(noted(n=notice("2026-11-16", "2026-11-20")), NEWS, date.fromisoformat(day))
    assert (found and found[0]) == expected


def test_a_delay_replaces_the_promises_of_the_services_it_means_and_no_others() -> None:
    """It may mean a group."""
    one, day = noted(n=notice("2026-11-16", "2026-11-20")), date(2026, 11, 18)
    group = noted(n=notice("2026-11-16", "2026-11-20", services=[], groups=["g"]))

    assert [key for key in SERVICES if replacing(one, key, day)] == [NEWS]
    assert [key for key in SERVICES if replacing(group, key, day)] == [HOSTING, NEWS, VIDEO]


def test_maintenance_and_announcements_replace_nothing() -> None:
    """Nor do they hide a delay of the same days."""
    shop = noted(
        m=notice("2026-11-16", "2026-11-20", kind="maintenance", promise=None),
        n=notice("2026-11-16", "2026-11-21"),
    )
    found = replacing(shop, NEWS, date(2026, 11, 18))
    assert found == (NoticeId("n"), shop.notices[NoticeId("n")])


def test_every_notice_is_active_upcoming_or_past_in_the_order_people_look_for_it() -> None:
    """What ends first, what begins first, what ended last."""
    shop = noted(
        a2=notice("2026-11-01", "2026-11-30"),
        a1=notice("2026-11-18", "2026-11-18"),
        u2=notice("2026-12-20", "2026-12-21"),
        u1=notice("2026-11-19", "2027-01-05"),
        p2=notice("2026-01-01", "2026-11-16"),
        p1=notice("2026-11-17", "2026-11-17"),
    )
    day = date(2026, 11, 18)
    split = [[key for key, _ in part(shop, day)] for part in (active_on, upcoming, past)]
    assert split == [["a1", "a2"], ["u1", "u2"], ["p1", "p2"]]


@pytest.mark.parametrize(
    ("now", "in_force"),
    [
        (datetime(2026, 11, 18, 2, 59, tzinfo=UTC), False),
        (datetime(2026, 11, 18, 3, 0, tzinfo=UTC), True),
        (datetime(2026, 11, 19, 2, 59, tzinfo=UTC), True),
        (datetime(2026, 11, 19, 3, 0, tzinfo=UTC), False),
    ],
)
def test_the_facts_know_what_is_in_force_by_the_site_s_own_date(now: datetime, *, in_force: bool) -> None:
    """Midnight in Buenos Aires is 03:00 UTC."""
    facts = public_facts(noted(n=notice("2026-11-18", "2026-11-18")), None, now)
    assert facts.in_force == ({NEWS: "n"} if in_force else {})
    assert facts.promises[NEWS] == parse_promise("9 días hábiles" if in_force else "2 días hábiles")
    assert facts.notices.active == (("n",) if in_force else ())


def test_a_worked_example_counts_the_promise_in_force() -> None:
    """The services without a notice count their own; and the facts survive their file."""
    shop, now = noted(n=notice("2026-11-18", "2026-11-18")), datetime(2026, 11, 18, 13, tzinfo=UTC)
    facts, calendar = public_facts(shop, None, now), BusinessCalendar(shop.calendar)

    assert facts.examples[NEWS] == due_of(parse_promise("9 días hábiles"), now, calendar)
    assert facts.examples[VIDEO] == due_of(shop.services[VIDEO].promise, now, calendar)
    assert Facts.model_validate_json(facts.model_dump_json()) == facts
