"""Dates, moments, stretches of time, counts, questions and lists, as the public pages tell them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import assert_never
from zoneinfo import ZoneInfo

from generator.model.due import Due, TraceDay, Verdict
from generator.words.language import WORDS, Words

_DATES, _COUNT = WORDS.dates, WORDS.count


def day_words(day: date, running: int | None = None) -> str:
    """Return a date in full: `martes 24 de noviembre de 2026`; of the running year, where one is given, without it."""
    return (_DATES.day_of_year if day.year == running else _DATES.day).format(**_parts(day), year=day.year)


def short_day(day: date, running: int | None = None) -> str:
    """Return a date for a table: `mar 24/11/2026`; of the year that runs, where one is given, without it."""
    form = _DATES.short_day_of_year if day.year == running else _DATES.short_day
    weekday = _DATES.weekdays_short[day.weekday()]
    return form.format(weekday=weekday, day=f"{day.day:02}", month=f"{day.month:02}", year=day.year)


def day_span(first: date, last: date, running: int | None = None) -> str:
    """Return a first and a last date: `del lunes 14 al viernes 18 de diciembre de 2026`; year as above."""
    if first == last:
        return _DATES.on.format(day=day_words(first, running))
    begun = day_words(first)
    if first.year == last.year:
        form = _DATES.day_of_month if first.month == last.month else _DATES.day_of_year
        begun = form.format(**_parts(first))
    return _DATES.span.format(first=begun, last=day_words(last, running))


def moment_words(moment: datetime, zone: ZoneInfo, running: int | None = None) -> str:
    """Return an aware moment in the site's zone, 24-hour clock: `martes 24 de noviembre de 2026 a las 15:00`.

    Of the year that runs, where one is given, without it; so do the functions below.
    """
    local = moment.astimezone(zone)
    return at_time(local.date(), f"{local:%H:%M}", running)


def at_time(day: date, clock: str, running: int | None = None) -> str:
    """Return a date and a time of day, `15:00`, as a moment is told."""
    return _DATES.at.format(day=day_words(day, running), clock=clock_words(clock))


def clock_words(clock: str) -> str:
    """Return a time of day with its article: `las 16:00`, `la 01:30`."""
    return _DATES.clock.of(int(clock[:2])).format(time=clock)


def due_moment(moment: datetime, trace: Sequence[TraceDay], zone: ZoneInfo, running: int | None = None) -> str:
    """Return a due moment; a midnight that closes the last counted day is that day's end."""
    local = moment.astimezone(zone)
    if trace and local.time() == time() and local.date() == trace[-1].date + timedelta(days=1):
        return _DATES.end_of_day.format(day=day_words(trace[-1].date, running))
    return moment_words(moment, zone, running)


def earliest_moment(moment: datetime, trace: Sequence[TraceDay], zone: ZoneInfo, running: int | None = None) -> str:
    """Return the moment of a range's first figure; hours used up at midnight are the end of their day."""
    eve = moment.astimezone(zone).date() - timedelta(days=1)
    # A count of days begins its first day at the opening, which may be midnight too.
    closed = [row for row in trace if row.date == eve and row.verdict is Verdict.COUNTED and row.seconds is not None]
    return due_moment(moment, closed, zone, running)


def due_sentence(due: Due, zone: ZoneInfo, running: int | None = None) -> str:
    """Return when something promised would be ready, without a verb: `a más tardar el martes …`."""
    last = due_moment(due.due, due.trace, zone, running)
    if due.earliest is None:
        return _DATES.by.format(due=last)
    first, end = due.earliest.astimezone(zone), due.due.astimezone(zone)
    if first.date() == end.date():
        ends = {"first": clock_words(f"{first:%H:%M}"), "last": clock_words(f"{end:%H:%M}")}
        return _DATES.between_hours.format(day=day_words(first.date(), running), **ends)
    return _DATES.between.format(first=earliest_moment(due.earliest, due.trace, zone, running), last=last)


def exact_duration(seconds: int) -> str:
    """Return a whole number of seconds exactly: `3 h 30 min`, `45 s`."""
    parts = [(seconds // 3600, _DATES.hours), (seconds // 60 % 60, _DATES.minutes), (seconds % 60, _DATES.seconds)]
    return " ".join(form.format(figure=figure) for figure, form in parts if figure) or _DATES.seconds.format(figure=0)


def trace_words(row: TraceDay, words: Words) -> str:
    """Return what one date did to a count, and why, in a company's `words`."""
    match row.verdict:
        case Verdict.DAY_ZERO:
            return _COUNT.day_zero
        case Verdict.SKIPPED:
            why = words.whys.of(row.why).format(name=row.name) if row.why else _COUNT.no_reason
            return _COUNT.skipped.format(why=why)
        case Verdict.COUNTED:
            amount = _COUNT.day.format(ordinal=row.ordinal) if row.seconds is None else exact_duration(row.seconds)
            return (_COUNT.counted_named if row.name else _COUNT.counted).format(amount=amount, name=row.name)
        case _:
            assert_never(row.verdict)


def service_question(service: str) -> str:
    """Return the question that every service has."""
    return WORDS.service.question.format(service=service)


def service_wordings(service: str) -> tuple[str, ...]:
    """Return other ways in which people ask it."""
    return tuple(wording.format(service=service) for wording in WORDS.service.wordings)


def enumerated(words: Sequence[str]) -> str:
    """Return a list as prose: `a, b y c`."""
    if len(words) < 2:
        return "".join(words)
    # "hielo" and "ion" do not begin with the sound of an i.
    sounds_i = re.match(r"h?[ií](?![aeiouáéíóú])", words[-1].lower())
    return f"{', '.join(words[:-1])} {_DATES.and_before_i if sounds_i else _DATES.and_} {words[-1]}"


def inside_sentence(name: str) -> str:
    """Return a name as it stands inside a sentence, without its capital; `DNS al día` keeps its own."""
    return name[:1].lower() + name[1:] if name[1:2].islower() else name


def _parts(day: date) -> dict[str, str | int]:
    return {"weekday": _DATES.weekdays[day.weekday()], "day": day.day, "month": _DATES.months[day.month - 1]}
