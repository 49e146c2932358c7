"""A computed date with the count that led to it, or the reason why there is none."""

from __future__ import annotations

from enum import StrEnum

from generator.model.base import Day, Moment
from generator.model.record import Record
from generator.model.states import Reason


class Verdict(StrEnum):
    """What one local date did to a count."""

    DAY_ZERO = "day_zero"
    COUNTED = "counted"
    SKIPPED = "skipped"


class Why(StrEnum):
    """Why a date was skipped."""

    WEEKEND = "weekend"
    """A weekday without opening hours."""
    HOLIDAY = "holiday"
    NON_WORKING = "non_working"
    """A day without work that is no holiday by law."""
    BRIDGE = "bridge"
    """The same, set by decree to make a long weekend."""
    CLOSURE = "closure"
    AFTER_CUT_OFF = "after_cut_off"
    AFTER_HOURS = "after_hours"
    """A business day whose hours were over when the clock started."""
    PAUSED = "paused"
    """The company was waiting for the client."""


class TraceDay(Record, frozen=True, kw_only=True, omit_defaults=True):
    """One date of a count: its ordinal for days, its seconds for hours; `name` is the holiday's or closure's."""

    date: Day
    verdict: Verdict
    why: Why | None = None
    name: str | None = None
    ordinal: int | None = None
    seconds: int | None = None


class Due(Record, frozen=True, kw_only=True):
    """When a promise falls due (UTC). `earliest` exists for ranges only."""

    start: Moment
    earliest: Moment | None
    due: Moment
    trace: tuple[TraceDay, ...]


class NoDue(Record, frozen=True, kw_only=True):
    """No date can be given, and why; `detail` names the year that is missing."""

    reason: Reason
    detail: str
