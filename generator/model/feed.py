"""The calendar as `calendario.json` publishes it: all that a program needs to count without knowing time zones."""

from __future__ import annotations

from typing import Literal, TypeAlias

from pydantic import Field

from generator.model.base import Day, Frozen
from generator.model.due import Why
from generator.model.promise import unit_table

FeedHours: TypeAlias = "tuple[tuple[int, int], ...]"
"""Opening intervals of one local date, in minutes after its midnight: `[opens, closes)`."""


class SpecialDay(Frozen):
    """A date that its weekday does not rule: closed with the reason, or open with hours of its own."""

    date: Day
    name: str
    why: Why | None = None
    hours: FeedHours = ()


class CalendarFeed(Frozen):
    """Every date of the loaded years. `docs/calendar-feed.md` says how to count on it."""

    v: Literal[1] = 1
    zone: str
    first_year: int
    last_year: int
    cut_off: int | None
    """Minutes after midnight; None is each day's closing."""
    offsets: tuple[tuple[int, int], ...]
    """Each UTC second from which the zone has another offset, with that offset in seconds."""
    week: tuple[FeedHours, ...]
    """The hours of an ordinary week, Monday first."""
    special: tuple[SpecialDay, ...]
    units: dict[str, dict[str, str | int]] = Field(default_factory=unit_table)
    """What promises are measured in, by key."""
