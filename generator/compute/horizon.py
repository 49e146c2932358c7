"""How far the calendar reaches: whether a promise given today, or in 60 days, would have no date."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from generator.compute.business_calendar import BusinessCalendar
from generator.compute.promises import resolve
from generator.errors import Problem
from generator.model.calendar import HolidayYear
from generator.model.catalog import Catalog
from generator.model.due import NoDue, Why
from generator.model.promise import Promise
from generator.words.language import words_in

NOTICE = timedelta(days=60)
"""How long before a promise given that day would have no date staff hear of it."""
_PLACE = "data/holidays"
_SHOWN = 3
# Argentina's executive may declare up to three bridge days a year, by decree 50 days before that year begins
# (Ley 27.399, art. 7): a year that has none yet is the usual case, and one that still has none is worth a look.
_BRIDGES = ("AR",)
# Güemes, San Martín, Diversidad Cultural, Soberanía: the law moves those of a Tuesday to Friday to a Monday (art. 6)
# and leaves those of a weekend to a decree.
_MOVABLE = {"AR": ((6, 17), (8, 17), (10, 12), (11, 20))}
_SATURDAY = 5


def too_short(catalog: Catalog, now: datetime) -> tuple[Problem, ...]:
    """Return the problem that a promise whose clock starts at `now` would have no date, if one would not."""
    return _beyond(catalog, now, "un plazo que empiece hoy queda sin fecha")


def soon_too_short(catalog: Catalog, now: datetime) -> tuple[Problem, ...]:
    """Return the same problem of a clock that starts in 60 days: a warning, for there is time to mend it."""
    return _beyond(catalog, now + NOTICE, f"un plazo que empiece dentro de {NOTICE.days} días queda sin fecha")


def without_bridges(years: Iterable[HolidayYear], now: datetime) -> tuple[Problem, ...]:
    """Return a warning for each year, from that of `now` (UTC) on, that lacks its country's usual bridge days."""
    return tuple(
        Problem(
            f"{_PLACE}/{year.year}.yml",
            1,
            1,
            f"el año {year.year} todavía no tiene días no laborables con fines turísticos.",
            f"Cuando salga el decreto, ejecute «demoras holidays {year.year}» o agréguelos a mano.",
        )
        for year in years
        if year.country in _BRIDGES and year.year >= now.year and not any(day.why is Why.BRIDGE for day in year.days)
    )


def movable_on_weekends(years: Iterable[HolidayYear], now: datetime) -> tuple[Problem, ...]:
    """Return a warning for each holiday to come (`now` is UTC) that a decree may move, as it falls on a weekend."""
    return tuple(
        Problem(
            f"{_PLACE}/{year.year}.yml",
            1,
            1,
            f"el feriado trasladable del {day.date:%d/%m/%Y} («{day.name}») cae en fin de semana: "
            "un decreto puede pasarlo al viernes o al lunes.",
            "Si sale el decreto, corrija la fecha y anote la norma en «source».",
        )
        for year in years
        for day in year.days
        if (day.date.month, day.date.day) in _MOVABLE.get(year.country, ())
        and day.date.weekday() >= _SATURDAY
        and day.date >= now.date()
        and day.why is Why.HOLIDAY
    )


def _beyond(catalog: Catalog, start: datetime, fault: str) -> tuple[Problem, ...]:
    calendar = BusinessCalendar(catalog.calendar)
    lost: dict[str, int] = {}
    for promise in _promises(catalog, start, calendar):
        answer = resolve(promise, start, calendar)
        if isinstance(answer, NoDue):
            lost[str(promise)] = int(answer.detail)
    if not lost:
        return ()
    first, last = calendar.first.year, calendar.last.year
    # Years are added one by one: a gap between them would be refused.
    year = first - 1 if min(lost.values()) < first else last + 1
    phrases = ", ".join(f"«{phrase}»" for phrase in list(lost)[:_SHOWN]) + ("…" if len(lost) > _SHOWN else "")
    called = words_in(catalog.calendar.zone).holiday_names.holidays
    message = f"hay {called} cargados de {first} a {last}, y {fault}: {phrases}."
    return (Problem(_PLACE, 1, 1, message, f"Ejecute «demoras holidays {year}»."),)


def _promises(catalog: Catalog, start: datetime, calendar: BusinessCalendar) -> list[Promise]:
    """Return every promise that may be given at a moment: those of services, and of notices that are not over."""
    day = calendar.local_date(start)
    notices = [notice.promise for notice in catalog.notices.values() if notice.promise and notice.until >= day]
    return [*(service.promise for service in catalog.services.values()), *notices]
