"""The clock's worked examples, each counted day by day: a few for clients, all of them for those who check."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from itertools import pairwise
from typing import Any
from zoneinfo import ZoneInfo

from generator.model.calendar import DAY_END, CalendarData, clock_text
from generator.model.clock_cases import ExplainedCase, ExplainedFile, LocalMinute
from generator.model.due import NoDue
from generator.model.promise import Promise
from generator.render import wording
from generator.render.calendar_page import week_rows
from generator.render.markdown import environment
from generator.render.wording import hour_words
from generator.words.language import WORDS, Words
from generator.words.phrases import at_time, day_words, due_moment, earliest_moment, enumerated, short_day, trace_words

CASES_PAGE = "calendario/como-contamos.md"
CHECKED_PAGE = "calendario/como-contamos/comprobar.md"
"""No menu names it: clients need none of it."""


def clock_pages(files: Sequence[ExplainedFile], promises: Sequence[Promise], words: Words) -> dict[str, str]:
    """Return both pages by path, in a company's `words`: the examples for clients, and every theme with all of its own.

    Clients see those that are counted as some of the company's `promises` are; where there is none such, all of theirs.
    """
    env = environment(
        words,
        trace_words=partial(trace_words, words=words),
        short_day=short_day,
        hours_words=wording.hours_words,
    )
    themes = [{"file": file, **_hours(file.calendar), "cases": _cases(file, words)} for file in files]
    clocks, has_ranges = {one.clock for one in promises}, any(one.first for one in promises)
    chosen = _chosen(themes, lambda one: one.clock in clocks and (has_ranges or not one.first))
    chosen = chosen or _chosen(themes, lambda _: True)
    # Most themes have the same hours: they are told once.
    told = [{**one, "is_told": _head(one) != _head(before)} for before, one in pairwise([{}, *chosen])]
    return {
        CASES_PAGE: env.get_template("como-contamos.md").render(themes=told),
        CHECKED_PAGE: env.get_template("comprobar.md").render(themes=themes),
    }


def _chosen(themes: Sequence[Mapping[str, Any]], fits: Callable[[Promise], bool]) -> list[Mapping[str, Any]]:
    """Return the themes that have examples for clients whose promise fits, with these alone."""
    every = [(theme, [(one, one["entry"].case) for one in theme["cases"]]) for theme in themes]
    few = [(theme, [one for one, case in cases if case.for_clients and fits(case.promise)]) for theme, cases in every]
    return [{**theme, "cases": cases} for theme, cases in few if cases]


def _head(theme: Mapping[str, Any]) -> tuple[Any, Any]:
    return theme.get("week"), theme.get("cut_off")


def _hours(calendar: CalendarData) -> Mapping[str, Any]:
    """Return what a reader must know of a theme's calendar."""
    week = [f"{days.lower()}, {hours.lower()}" for days, hours in week_rows(calendar.weekly_hours)]
    cut_off = WORDS.calendar.the_closing if isinstance(calendar.cut_off, str) else hour_words(calendar.cut_off)
    return {"week": "; ".join(week), "cut_off": cut_off}


def _cases(file: ExplainedFile, words: Words) -> list[Mapping[str, Any]]:
    zone = ZoneInfo(file.calendar.zone)
    return [
        {"entry": entry, "number": number, **_dates(entry, zone, words)} for number, entry in enumerate(file.cases, 1)
    ]


def _dates(entry: ExplainedCase, zone: ZoneInfo, words: Words) -> Mapping[str, Any]:
    case, answer = entry.case, entry.answer
    # Its start tells the year that an example is of.
    year = case.start.day.year
    pauses = [
        WORDS.dates.from_until.format(first=_minute(one.from_, year), last=_minute(one.until, year))
        for one in case.pauses
    ]
    dates = {"start": _minute(case.start), "pauses": enumerated(pauses)}
    if isinstance(answer, NoDue):
        missing = words.calendar.no_sample_year.format(year=answer.detail)
        return {**dates, "earliest": None, "due": missing, "trace": (), "running": None}
    first = None if answer.earliest is None else earliest_moment(answer.earliest, answer.trace, zone, year)
    return {
        **dates,
        "earliest": first,
        "due": due_moment(answer.due, answer.trace, zone, year),
        "trace": answer.trace,
        "running": year,
    }


def _minute(minute: LocalMinute, running: int | None = None) -> str:
    if minute.minutes == DAY_END:
        return WORDS.dates.end_of_day.format(day=day_words(minute.day, running))
    return at_time(minute.day, clock_text(minute.minutes), running)
