"""The values that the calendar page's template prints."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from itertools import groupby
from typing import Any
from zoneinfo import ZoneInfo

from generator.model.calendar import WEEKDAYS, CalendarData, Holiday, WeeklyHours
from generator.model.catalog import Catalog
from generator.model.due import Why
from generator.model.promise import Clock, Promise
from generator.render.markdown import Markdown, escape, on_days
from generator.render.wording import hour_words, hours_words
from generator.words.language import WORDS, words_in
from generator.words.phrases import day_words, enumerated

_YEAR = timedelta(365)


def calendar_context(catalog: Catalog, now: datetime) -> Mapping[str, Any]:
    """Return opening hours, cut-off, special days, and the holidays by year with the year that is running."""
    calendar = catalog.calendar
    say, cut_off = WORDS.calendar, calendar.cut_off
    clocks = {promise.clock for promise in told_promises(catalog)}
    today = now.astimezone(ZoneInfo(calendar.zone)).date()
    hour = say.each_closing if isinstance(cut_off, str) else hour_words(cut_off)
    return {
        "week": week_rows(calendar.weekly_hours),
        "official_time": official_time(calendar.zone),
        "cut_off": say.cut_off.format(hour=hour),
        "clocks": clocks,
        "has_business_days": bool(clocks - {Clock.ELAPSED, Clock.CALENDAR_DAYS}),
        "has_ranges": any(promise.first for promise in told_promises(catalog)),
        "Clock": Clock,
        "exceptions": calendar.exceptions,
        "closures": calendar.closures,
        "holidays": [(year, list(days)) for year, days in groupby(calendar.holidays, lambda day: day.date.year)],
        "next_days": _next_days(calendar, today),
        "fed": enumerated((*other_days(calendar), say.the_notices)),
        "days_title": _days_title(calendar),
        # An address too long for a line goes on behind a slash.
        "feed_url": Markdown(escape(f"{catalog.company.site_url}calendario.ics").replace("/", "/<wbr>")),
        "this_year": today.year,
    }


def holiday_wordings(holidays: Sequence[Holiday]) -> dict[str, Sequence[str]]:
    """Return other words for the page's part about holidays and for each year's, by their address.

    A year is found by its months that have one, and by what is asked of the next to come; the part by the other months.
    """
    say, names = WORDS.search, WORDS.dates.months
    months = {
        year: sorted({day.date.month for day in days}) for year, days in groupby(holidays, lambda day: day.date.year)
    }
    free = [name for month, name in enumerate(names, 1) if not any(month in of_year for of_year in months.values())]
    return {
        "calendario/#feriados": (*say.holidays, *free),
        **{
            f"calendario/#feriados-{year}": (*say.next_holiday, *(names[month - 1] for month in of_year))
            for year, of_year in months.items()
        },
    }


def told_promises(catalog: Catalog) -> list[Promise]:
    """Return every promise that some page tells, of orders, answers and notices: what else is counted needs no rule."""
    told = (
        *(service.promise for service in catalog.all_services.values()),
        *(entry.target for entry in catalog.attention.values()),
        *(notice.promise for notice in catalog.notices.values()),
    )
    return [promise for promise in told if promise]


def _days_title(calendar: CalendarData) -> str:
    say = words_in(calendar.zone).calendar
    return say.holidays if all(day.why is Why.HOLIDAY for day in calendar.holidays) else say.holidays_and_others


def _next_days(calendar: CalendarData, today: date) -> Sequence[tuple[str, Markdown]]:
    """Return which holiday comes next, on each of the days of a year from today on, with the attributes of those days.

    The first is for who has no script, and says today's date. What is worked is none; nothing where there is no more.
    """
    say, worked = WORDS.calendar, {row.date for row in calendar.exceptions}
    coming = sorted((day for day in calendar.holidays if day.date not in worked), key=lambda day: day.date)
    coming = [day for day in coming if timedelta() < day.date - today < _YEAR]
    if not coming:
        return ()
    after = say.next_day_after.format(today=day_words(today), day=day_words(coming[0].date), name=coming[0].name)
    found, first = [(after, Markdown(' class="sin-programa"'))], None
    for day in coming:
        told = say.next_day.format(day=day_words(day.date, (first or today).year), name=day.name)
        found.append((told, on_days(first, day.date - timedelta(1))))
        first = day.date
    return found


def other_days(calendar: CalendarData) -> tuple[str, ...]:
    """Return what a calendar has besides its ordinary week, each as a sentence names it."""
    say = words_in(calendar.zone).calendar
    kinds = {
        say.the_holidays: calendar.holidays,
        say.the_closures: calendar.closures,
        say.the_exceptions: calendar.exceptions,
    }
    return tuple(name for name, days in kinds.items() if days)


def official_time(zone: str) -> str:
    """Return by whose clock the hours of a page are, from a zone's name."""
    city = zone.rsplit("/", maxsplit=1)[-1]
    return WORDS.site.official_time.format(zone=WORDS.cities.get(city, city.replace("_", " ")))


def week_rows(weekly: WeeklyHours) -> list[tuple[str, str]]:
    """Return the week with neighbouring days of the same hours in one row: `Lunes a viernes`."""
    pairs = [
        (name, hours_words(getattr(weekly, key))) for key, name in zip(WEEKDAYS, WORDS.dates.weekdays, strict=True)
    ]
    runs = [(hours, [name for name, _ in run]) for hours, run in groupby(pairs, lambda pair: pair[1])]
    return [(_span(names).capitalize(), hours) for hours, names in runs]


def _span(names: Sequence[str]) -> str:
    if len(names) < 3:
        return enumerated(names)
    return WORDS.dates.weekday_span.format(first=names[0], last=names[-1])
