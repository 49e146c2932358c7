"""The two calendar files of the sample company, with closures, special hours and a notice added."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest

from generator.compute.business_calendar import BusinessCalendar
from generator.compute.public_facts import calendar_feed
from generator.load import load_catalog
from generator.model.base import NoticeId
from generator.model.calendar import Closure, ExceptionHours, HolidayKind
from generator.model.catalog import Catalog, Notice
from generator.model.feed import CalendarFeed
from generator.render.calendar_feed import calendar_ics, calendar_json
from tests.render.reading_ics import Event, read_ics
from tests.sample_company import SAMPLE

NOW = datetime(2026, 11, 23, 13, 15, tzinfo=UTC)
NOTICE = {
    "kind": "delay",
    "title": "Más demora, por mudanza",
    "reason": "Nos mudamos; hasta entonces, paciencia.",
    "from": "2026-12-01",
    "until": "2026-12-04",
    "services": ["boletin"],
    "promise": "5 días hábiles",
}
CHRISTMAS = date(2026, 12, 25)


@pytest.fixture(scope="module")
def catalog() -> Catalog:
    """Give the Catalog with two closures of one first day, a worked Christmas and one notice."""
    own = load_catalog(SAMPLE)
    days = {"first": "2026-12-28", "last": "2027-01-01"}
    more = {
        "closures": tuple(Closure.model_validate(days | {"name": name}) for name in ("Vacaciones", "Inventario")),
        "exceptions": (
            ExceptionHours.model_validate({"date": "2026-12-25", "hours": ["09:00-12:00"], "name": "Guardia"}),
        ),
    }
    calendar = own.calendar.model_copy(update=more)
    return replace(own, calendar=calendar, notices={NoticeId("mudanza"): Notice.model_validate(NOTICE)})


def events(catalog: Catalog, now: datetime = NOW) -> list[Event]:
    """Return the events of the subscription."""
    return read_ics(calendar_ics(catalog, str, now))[1]


def test_every_holiday_closure_special_day_and_notice_is_an_event(catalog: Catalog) -> None:
    found = [(one.category, one.start, one.end - timedelta(days=1), one.summary) for one in events(catalog)]
    holidays = [("Festivo", day.date, day.date, day.name) for day in catalog.calendar.holidays]
    first, last = date(2026, 12, 28), date(2027, 1, 1)

    assert found == [
        *holidays,
        ("Cierre", first, last, "Vacaciones"),
        ("Cierre", first, last, "Inventario"),
        ("Horario especial", CHRISTMAS, CHRISTMAS, "Guardia"),
        ("Demora temporal", date(2026, 12, 1), date(2026, 12, 4), "Más demora, por mudanza"),
    ]


def test_an_event_says_what_it_does_to_the_count(catalog: Catalog) -> None:
    """A holiday that is worked is not called closed; a notice tells its promise, its services and why."""
    notes = {(one.category, one.start): one.description for one in events(catalog)}

    assert notes["Festivo", date(2026, 12, 8)] == "Festivo: no es día hábil."
    assert notes["Festivo", CHRISTMAS] == "Festivo con horario especial."
    assert notes["Horario especial", CHRISTMAS] == "Horario de ese día: 09:00 a 12:00."
    assert notes["Demora temporal", date(2026, 12, 1)] == (
        "Nos mudamos; hasta entonces, paciencia.\nDemora temporal: 5 días hábiles.\nServicios: Boletín de noticias."
    )


def test_a_day_without_work_that_is_no_holiday_has_words_of_its_own(catalog: Catalog) -> None:
    days = tuple(day.model_copy(update={"kind": HolidayKind.BRIDGE}) for day in catalog.calendar.holidays)
    bridges = replace(catalog, calendar=catalog.calendar.model_copy(update={"holidays": days}))
    notes = {(one.category, one.start): one.description for one in events(bridges)}

    assert notes["Día no laborable", date(2026, 12, 8)] == "Día no laborable: no es hábil."
    assert notes["Día no laborable", CHRISTMAS] == "Día no laborable que se atiende, con horario propio."
    assert not [category for category, _ in notes if category in {"Feriado", "Festivo"}]


def test_uids_are_uuids_of_version_5_and_all_unlike(catalog: Catalog) -> None:
    """Without the `@` and the host that older files put there."""
    uids = [one.uid for one in events(catalog)]

    assert len(set(uids)) == len(uids)
    assert {UUID(uid).version for uid in uids} == {5}
    assert [str(UUID(uid)) for uid in uids] == uids


def test_an_event_keeps_its_uid_when_its_wording_or_the_build_changes(catalog: Catalog) -> None:
    """A subscriber's program changes the entry it has, in place of adding another."""
    days = tuple(day.model_copy(update={"name": f"{day.name}!"}) for day in catalog.calendar.holidays)
    notices = {key: one.model_copy(update={"until": date(2027, 1, 9)}) for key, one in catalog.notices.items()}
    edited = replace(catalog, calendar=catalog.calendar.model_copy(update={"holidays": days}), notices=notices)
    later = events(edited, NOW + timedelta(days=1))

    assert [one.uid for one in later] == [one.uid for one in events(catalog)]
    assert {one.stamp for one in later} == {NOW + timedelta(days=1)}


def test_two_sites_share_no_uid(catalog: Catalog) -> None:
    other = replace(catalog, company=catalog.company.model_copy(update={"site": "otra"}))
    assert {one.uid for one in events(catalog)} & {one.uid for one in events(other)} == set()


def test_the_file_bears_the_company_s_name(catalog: Catalog) -> None:
    own, _ = read_ics(calendar_ics(catalog, str, NOW))
    assert own["X-WR-CALNAME"] == f"Calendario de {catalog.company.name}"


def test_the_json_is_canonical_and_reads_back_as_the_feed(catalog: Catalog) -> None:
    """Keys sorted, no blanks, no empty field in a special day."""
    feed = calendar_feed(BusinessCalendar(catalog.calendar))
    data = calendar_json(feed)
    value = json.loads(data)

    assert data == json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()
    assert CalendarFeed.model_validate_json(data) == feed
    assert all(all(day.values()) for day in value["special"])
    assert len(data) < 10_000
