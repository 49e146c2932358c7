"""Before the loaded holidays run out somebody is told; once a promise of today has no date, the data are wrong."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from types import MappingProxyType
from zoneinfo import ZoneInfo

import pytest

from generator.compute.horizon import NOTICE, movable_on_weekends, soon_too_short, too_short, without_bridges
from generator.load import load_catalog
from generator.model.base import NoticeId, ServiceId
from generator.model.calendar import Holiday, HolidayKind, HolidayYear
from generator.model.catalog import Catalog, Notice
from generator.model.promise import parse_promise
from tests.compute.calendars import calendar_data
from tests.load.tree import BASE

BA = ZoneInfo("America/Argentina/Buenos_Aires")
SIMPLENEWS = ServiceId("simplenews")


@pytest.fixture(scope="module")
def catalog() -> Catalog:
    """Return a Catalog whose longest promise is of 50 business days, on the calendar of the worked cases."""
    small = load_catalog(BASE)
    long = small.services[SIMPLENEWS].model_copy(update={"promise": parse_promise("40 a 50 días hábiles")})
    return replace(small, services=MappingProxyType({**small.services, SIMPLENEWS: long}), calendar=calendar_data())


def local(text: str) -> datetime:
    """Return a wall-clock time of Buenos Aires as an aware moment."""
    return datetime.fromisoformat(text).replace(tzinfo=BA)


def lengthened(catalog: Catalog, until: str) -> Catalog:
    """Return a Catalog with a notice that makes a promise far longer."""
    fields = {"kind": "delay", "title": "Obra", "reason": "Obra.", "from": "2028-01-01", "until": until}
    notice = Notice.model_validate(fields | {"services": ("hosting",), "promise": "400 días corridos"})
    return replace(catalog, notices=MappingProxyType({NoticeId("obra"): notice}))


# From Fri 20 October 2028 on, this calendar has just 50 business days left.
def test_the_last_start_whose_longest_promise_has_a_date_is_right_and_the_next_is_not(catalog: Catalog) -> None:
    last = local("2028-10-20 17:59")
    assert too_short(catalog, last) == ()
    (problem,) = too_short(catalog, local("2028-10-20 18:00"))
    assert (problem.path, problem.line, problem.column) == ("data/holidays", 1, 1)
    assert problem.message.endswith(
        "de 2026 a 2028, y un plazo que empiece hoy queda sin fecha: «40 a 50 días hábiles»."
    )
    assert problem.remedy == "Ejecute «demoras holidays 2029»."


def test_sixty_days_before_that_there_is_a_warning_and_no_problem(catalog: Catalog) -> None:
    last = local("2028-10-20 17:59")
    assert soon_too_short(catalog, last - NOTICE) == ()
    now = last - NOTICE + timedelta(minutes=1)
    assert too_short(catalog, now) == ()
    (warning,) = soon_too_short(catalog, now)
    assert "dentro de 60 días" in warning.message
    assert warning.remedy == "Ejecute «demoras holidays 2029»."


def test_the_promise_of_a_notice_counts_until_the_notice_is_over(catalog: Catalog) -> None:
    now = local("2028-03-10 12:00")
    (problem,) = too_short(lengthened(catalog, "2028-03-10"), now)
    assert "«400 días corridos»" in problem.message
    assert too_short(lengthened(catalog, "2028-03-09"), now) == ()


def test_a_day_years_past_the_last_asks_for_the_first_that_is_missing(catalog: Catalog) -> None:
    (problem,) = too_short(catalog, local("2033-03-10 12:00"))
    assert problem.remedy == "Ejecute «demoras holidays 2029»."
    assert problem.message.count("«") == 3


def test_a_day_before_the_first_year_asks_for_the_one_before_it(catalog: Catalog) -> None:
    (problem,) = too_short(catalog, local("2024-03-10 12:00"))
    assert problem.remedy == "Ejecute «demoras holidays 2025»."


def year(number: int, *names: str, country: str = "AR") -> HolidayYear:
    """Return a year with a day of each name."""
    days = tuple(Holiday(date=date(number, 3, 1 + index), name=name, source="x") for index, name in enumerate(names))
    return HolidayYear(year=number, country=country, days=days)


@pytest.mark.parametrize("name", ["Feriado con fines turísticos", "Día no laborable con fines turisticos", "Puente"])
def test_a_year_with_a_bridge_day_under_any_of_its_names_is_complete(name: str) -> None:
    assert without_bridges([year(2027, "Año Nuevo", name)], local("2026-11-23")) == ()


def test_a_year_without_bridge_days_is_a_warning_at_its_file() -> None:
    (warning,) = without_bridges([year(2027, "Día del Respeto a la Diversidad Cultural")], local("2026-11-23"))
    assert str(warning).startswith("data/holidays/2027.yml:1:1: el año 2027 todavía no tiene")
    assert "«demoras holidays 2027»" in warning.remedy


def test_a_year_that_is_over_or_of_a_country_without_bridge_decrees_is_let_be() -> None:
    assert without_bridges([year(2025), year(2027, country="CL")], local("2026-11-23")) == ()


def dated(*days: str, country: str = "AR", kind: HolidayKind | None = None) -> HolidayYear:
    """Return a year with these days."""
    found = tuple(Holiday(date=date.fromisoformat(day), name="Soberanía", kind=kind, source="x") for day in days)
    return HolidayYear(year=int(days[0][:4]), country=country, days=found)


def test_a_movable_holiday_that_falls_on_a_weekend_is_a_warning_until_it_is_over() -> None:
    """The law leaves it to a decree: 20 November 2027 is a Saturday, 17 June 2028 another."""
    years = [dated("2027-06-20", "2027-08-16", "2027-11-20"), dated("2028-06-17", "2028-11-20")]
    for now, found in (("2026-11-28", ["20/11/2027", "17/06/2028"]), ("2027-11-21", ["17/06/2028"])):
        warnings = movable_on_weekends(years, local(f"{now} 12:00"))
        assert [warning.message.split()[4] for warning in warnings] == found
    assert str(movable_on_weekends(years, local("2026-11-28"))[0]).startswith("data/holidays/2027.yml:1:1: el feriado")


def test_a_weekend_holiday_that_was_moved_or_belongs_to_another_country_is_let_be() -> None:
    now = local("2026-11-28")
    assert movable_on_weekends([dated("2027-11-22"), dated("2027-11-20", country="CL")], now) == ()
    assert movable_on_weekends([dated("2027-11-20", kind=HolidayKind.NON_WORKING)], now) == ()
