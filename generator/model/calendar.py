"""The calendar a promise is counted on: weekly hours, cut-off, holidays, closures and worked exceptions, as data."""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import pairwise
from typing import Annotated, Any, Literal, assert_never
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, BeforeValidator, Field, PlainSerializer, WithJsonSchema
from pydantic_core import PydanticCustomError

from generator.model.base import CalendarHash, Day, Flag, Frozen, Text, Told, Whole
from generator.model.due import Why

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_BRIDGE = re.compile(r"fines tur[ií]sticos|\bpuente\b", re.IGNORECASE)
# What the `holidays` package calls and spells wrong, up to 0.109: a bridge day is no «feriado» (Ley 27.399, art. 7),
# and a word lacks its accent. Files and Ledgers that were written with its help repeat both.
_CORRECTED = {
    "Feriado con fines turísticos": "Día no laborable con fines turísticos",
    "de los Caidos": "de los Caídos",
}


DAY_END = 24 * 60
"""The midnight that closes a day, in minutes after the one that opens it."""


def _minutes(text: str) -> int | None:
    match = re.fullmatch(r"(\d{2}):(\d{2})", text)
    if not match or int(match[1]) > 24 or int(match[2]) > 59:
        return None
    minutes = int(match[1]) * 60 + int(match[2])
    return minutes if minutes <= 24 * 60 else None


def clock_text(minutes: int) -> str:
    """Return minutes after local midnight as `HH:MM`; the end of the day is `24:00`."""
    return f"{minutes // 60:02d}:{minutes % 60:02d}"


@dataclass(frozen=True, slots=True, order=True)
class OpenInterval:
    """Opening hours inside one local day, in minutes after midnight: `opens` inclusive, `closes` exclusive."""

    opens: int
    closes: int

    def __str__(self) -> str:
        return f"{clock_text(self.opens)}-{clock_text(self.closes)}"


def _interval(value: Any) -> Any:
    if isinstance(value, OpenInterval):
        return value
    ends = [_minutes(part) for part in value.split("-")] if isinstance(value, str) else []
    if len(ends) != 2 or ends[0] is None or ends[1] is None:
        raise PydanticCustomError("open_interval", "open_interval")
    if ends[0] >= ends[1]:
        raise PydanticCustomError("interval_upside_down", "interval_upside_down")
    return OpenInterval(ends[0], ends[1])


def _apart(value: tuple[OpenInterval, ...]) -> tuple[OpenInterval, ...]:
    if any(left.closes >= right.opens for left, right in pairwise(value)):
        raise PydanticCustomError("intervals_overlap", "intervals_overlap")
    return value


def _cut_off(value: Any) -> Any:
    if value == "closing" or isinstance(value, int):
        return value
    minutes = _minutes(value) if isinstance(value, str) else None
    if minutes is None:
        raise PydanticCustomError("cut_off", "cut_off")
    return minutes


def _cut_off_text(value: int | str) -> str:
    return value if isinstance(value, str) else clock_text(value)


def _zone(value: str) -> str:
    try:
        ZoneInfo(value)
    except (KeyError, ValueError, OSError):
        raise PydanticCustomError("zone", "zone") from None
    return value


def _lawful_name(name: str) -> str:
    for wrong, right in _CORRECTED.items():
        name = name.replace(wrong, right)
    return name


ZoneName = Annotated[str, AfterValidator(_zone)]
Hours = Annotated[
    tuple[
        Annotated[
            OpenInterval,
            BeforeValidator(_interval),
            PlainSerializer(str, return_type=str),
            WithJsonSchema({"type": "string", "examples": ["09:00-18:00"]}),
        ],
        ...,
    ],
    AfterValidator(_apart),
]
CutOff = Annotated[
    Literal["closing"] | int,
    BeforeValidator(_cut_off),
    PlainSerializer(_cut_off_text, return_type=str),
    WithJsonSchema({"type": "string", "examples": ["closing", "16:00"]}),
]
"""Starts at or after this minute count from the next business day; `closing` is each day's own."""


class WeeklyHours(Frozen):
    """Opening hours of an ordinary week; a day left out is closed."""

    monday: Hours = ()
    tuesday: Hours = ()
    wednesday: Hours = ()
    thursday: Hours = ()
    friday: Hours = ()
    saturday: Hours = ()
    sunday: Hours = ()

    def of(self, day: date) -> tuple[OpenInterval, ...]:
        """Return the hours of a date's weekday."""
        hours: tuple[OpenInterval, ...] = getattr(self, WEEKDAYS[day.weekday()])
        return hours


class HolidayKind(StrEnum):
    """What the law calls a day without work: only the first is a *feriado*."""

    HOLIDAY = "holiday"
    NON_WORKING = "non_working"
    BRIDGE = "bridge"
    """Joins a holiday to a weekend; in Argentina a *día no laborable con fines turísticos*."""


class Holiday(Frozen):
    """A public holiday, or another day without work: not a business day, unless an exception gives it hours."""

    date: Day
    name: Annotated[Text, AfterValidator(_lawful_name), Told.NAME]
    kind: HolidayKind | None = None
    """Left out, a name with «fines turísticos» or «puente» is a bridge day and any other a holiday."""
    source: Annotated[Text, Told.NOWHERE]

    @property
    def why(self) -> Why:
        """Why the day does not count."""
        match self.kind or (HolidayKind.BRIDGE if _BRIDGE.search(self.name) else HolidayKind.HOLIDAY):
            case HolidayKind.HOLIDAY:
                return Why.HOLIDAY
            case HolidayKind.NON_WORKING:
                return Why.NON_WORKING
            case HolidayKind.BRIDGE:
                return Why.BRIDGE
            case kind:
                assert_never(kind)


class Closure(Frozen):
    """Days, both ends included, on which the company is closed whatever else the calendar says."""

    first: Day
    last: Day
    name: Annotated[Text, Told.NAME]


class ExceptionHours(Frozen):
    """One date with hours of its own: a Saturday that is worked, or a holiday's half day."""

    date: Day
    hours: Annotated[Hours, Field(min_length=1)]
    name: Annotated[Text, Told.NAME]


class CalendarSettings(Frozen):
    """What `data/calendar.yml` says; the holidays stand in files of their own."""

    zone: ZoneName
    weekly_hours: WeeklyHours
    cut_off: CutOff = "closing"
    closures: tuple[Closure, ...] = ()
    exceptions: tuple[ExceptionHours, ...] = ()
    assumed: Flag = False


class HolidayYear(Frozen):
    """What `data/holidays/<year>.yml` says."""

    year: Whole
    country: Annotated[str, Field(pattern=r"^[A-Z]{2}$")]
    days: tuple[Holiday, ...]
    omit: tuple[Day, ...] = ()
    """Dates that are holidays by the `holidays` package and not for the company: `demoras holidays` leaves them out."""


class CalendarData(Frozen):
    """Everything a date is counted from; kept in the Ledger under its hash when a promise is given on it."""

    zone: ZoneName
    weekly_hours: WeeklyHours
    cut_off: CutOff
    closures: tuple[Closure, ...]
    exceptions: tuple[ExceptionHours, ...]
    holidays: tuple[Holiday, ...]
    first_year: int
    last_year: int

    def content_hash(self) -> CalendarHash:
        """Return the hash this calendar is filed under: 16 hex digits."""
        # What a holiday says of its kind is left out where it says nothing: the hashes of older calendars stay.
        data = self.model_dump(mode="json", exclude_none=True)
        text = json.dumps(data, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
        return CalendarHash(hashlib.sha256(text.encode()).hexdigest()[:16])
