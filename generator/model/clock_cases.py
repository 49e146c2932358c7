"""Worked examples of the clock as `tests/golden/clock/*.yml` gives them, and the same with each answer explained."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any

from pydantic import BeforeValidator, ConfigDict, Field, PlainSerializer, WithJsonSchema
from pydantic_core import PydanticCustomError

from generator.model.base import Day, Flag, Frozen, Slug, Text, Whole
from generator.model.calendar import (
    CalendarData,
    Closure,
    CutOff,
    ExceptionHours,
    HolidayKind,
    WeeklyHours,
    ZoneName,
    clock_text,
)
from generator.model.due import Due, NoDue
from generator.model.promise import PromiseText

NO_DATE = "sin fecha"


@dataclass(frozen=True, slots=True)
class LocalMinute:
    """A wall-clock minute of a date in the calendar's zone; 1440 is the date's end."""

    day: date
    minutes: int

    def __str__(self) -> str:
        return f"{self.day.isoformat()} {clock_text(self.minutes)}"


def _local_minute(value: Any) -> Any:
    if isinstance(value, LocalMinute):
        return value
    match = re.fullmatch(r"(\d{4}-\d{2}-\d{2}) (\d{2}):(\d{2})", value) if isinstance(value, str) else None
    minutes = int(match[2]) * 60 + int(match[3]) if match and int(match[3]) < 60 else 1441
    if match is None or minutes > 1440:
        raise PydanticCustomError("local_minute", "local_minute")
    try:
        return LocalMinute(date.fromisoformat(match[1]), minutes)
    except ValueError:
        raise PydanticCustomError("no_such_day", "no_such_day") from None


def _dated(value: Any) -> Any:
    return None if value == NO_DATE else _local_minute(value)


_TYPED = WithJsonSchema({"type": "string", "examples": ["2026-11-20 17:30"]})
LocalMinuteText = Annotated[LocalMinute, BeforeValidator(_local_minute), PlainSerializer(str, return_type=str), _TYPED]
"""Typed as `AAAA-MM-DD HH:MM`."""
DatedText = Annotated[
    LocalMinute | None,
    BeforeValidator(_dated),
    PlainSerializer(lambda value: str(value or NO_DATE), return_type=str),
    _TYPED,
]
"""The same, or `sin fecha` for a date that cannot be known."""


class NamedDay(Frozen):
    """A holiday of a sample calendar."""

    date: Day
    name: Text
    kind: HolidayKind | None = None


class ClockBase(Frozen):
    """`bases/<name>.yml`: a sample calendar, not the company's own: an edit there breaks no example."""

    zone: ZoneName
    first_year: Whole
    last_year: Whole
    weekly_hours: WeeklyHours
    holidays: tuple[NamedDay, ...] = ()


class CalendarChanges(Frozen):
    """The sample calendar of a file, and what it has of its own."""

    base: Slug = "argentina"
    weekly_hours: WeeklyHours | None = None
    cut_off: CutOff = "closing"
    closures: tuple[Closure, ...] = ()
    exceptions: tuple[ExceptionHours, ...] = ()


class CasePause(Frozen):
    """The company waits for the client from one minute until another."""

    model_config = ConfigDict(frozen=True, extra="forbid", validate_by_alias=True, validate_by_name=True)

    from_: Annotated[LocalMinuteText, Field(alias="from")]
    until: LocalMinuteText


class ClockCase(Frozen):
    """One example: what is promised from when, and the dates worked out by hand."""

    name: Text
    start: LocalMinuteText
    promise: PromiseText
    pauses: tuple[CasePause, ...] = ()
    earliest: LocalMinuteText | None = None
    due: DatedText
    why: Text
    for_clients: Flag = False
    """Whether it stands on the clients' page too: a few of them are enough to see how it is counted."""


class ClockSheet(Frozen):
    """What one file says."""

    position: Whole
    title: Text
    about: Text
    calendar: CalendarChanges = CalendarChanges()
    cases: Annotated[tuple[ClockCase, ...], Field(min_length=1)]


class ClockFile(Frozen):
    """One theme's examples with the calendar they are counted on."""

    id: Slug
    title: Text
    about: Text
    calendar: CalendarData
    cases: tuple[ClockCase, ...]


class ExplainedCase(Frozen):
    """An example and the answer that the site's own count gives."""

    case: ClockCase
    answer: Due | NoDue


class ExplainedFile(Frozen):
    """A theme whose examples are explained."""

    id: Slug
    title: Text
    about: Text
    calendar: CalendarData
    cases: tuple[ExplainedCase, ...]
