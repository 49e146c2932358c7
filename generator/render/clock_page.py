"""The page *Cómo contamos los plazos*: the clock's worked examples, each counted day by day."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from zoneinfo import ZoneInfo

from generator.model.calendar import DAY_END, CalendarData, clock_text
from generator.model.clock_cases import ExplainedCase, ExplainedFile, LocalMinute
from generator.model.due import NoDue
from generator.render import wording
from generator.render.calendar_page import week_rows
from generator.render.markdown import environment
from generator.render.wording import clock_words
from generator.words.language import WORDS
from generator.words.phrases import day_words, due_moment, earliest_moment, enumerated, short_day, trace_words

CASES_PAGE = "calendario/como-contamos.md"


def clock_page(files: Sequence[ExplainedFile]) -> str:
    """Return the page: every theme with its examples, each with its count day by day."""
    env = environment(
        trace_words=trace_words,
        short_day=short_day,
        hours_words=wording.hours_words,
    )
    themes = [{"file": file, **_hours(file.calendar), "cases": _cases(file)} for file in files]
    return env.get_template("como-contamos.md").render(themes=themes).lstrip()


def _hours(calendar: CalendarData) -> Mapping[str, Any]:
    """Return what a reader must know of a theme's calendar."""
    week = [f"{days.lower()}, {hours.lower()}" for days, hours in week_rows(calendar.weekly_hours)]
    cut_off = WORDS.calendar.the_closing if isinstance(calendar.cut_off, str) else clock_words(calendar.cut_off)
    return {"week": "; ".join(week), "cut_off": cut_off}


def _cases(file: ExplainedFile) -> list[Mapping[str, Any]]:
    zone = ZoneInfo(file.calendar.zone)
    return [{"entry": entry, **_dates(entry, zone)} for entry in file.cases]


def _dates(entry: ExplainedCase, zone: ZoneInfo) -> Mapping[str, Any]:
    case, answer = entry.case, entry.answer
    pauses = [
        WORDS.dates.from_until.format(first=_minute(pause.from_), last=_minute(pause.until)) for pause in case.pauses
    ]
    dates = {"start": _minute(case.start), "pauses": enumerated(pauses)}
    if isinstance(answer, NoDue):
        missing = WORDS.calendar.no_sample_year.format(year=answer.detail)
        return {**dates, "earliest": None, "due": missing, "trace": ()}
    first = None if answer.earliest is None else earliest_moment(answer.earliest, answer.trace, zone)
    return {
        **dates,
        "earliest": first,
        "due": due_moment(answer.due, answer.trace, zone),
        "trace": answer.trace,
    }


def _minute(minute: LocalMinute) -> str:
    if minute.minutes == DAY_END:
        return WORDS.dates.end_of_day.format(day=day_words(minute.day))
    return WORDS.dates.moment.format(day=day_words(minute.day), time=clock_text(minute.minutes))
