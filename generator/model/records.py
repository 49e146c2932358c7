"""The measured records as they are published: how promises were kept, by service, group and kind of ticket."""

from __future__ import annotations

from enum import StrEnum
from typing import TypeAlias

from generator.model.base import Day, Frozen, GroupId, Moment, ServiceId
from generator.model.outcomes import NotCounted
from generator.model.promise import PromiseText


class Span(Frozen):
    """A figure at best and at worst: the same twice where every moment it rests on is known exactly."""

    best: int
    worst: int

    @property
    def is_exact(self) -> bool:
        """Whether both are the same."""
        return self.best == self.worst


class Figures(Frozen):
    """How the cases of a period went. Never of fewer than five."""

    cases: int
    """Those that were decided: done or answered, and those that are past their promise without being so."""
    on_time: Span | None
    """How many of them were on time; None where nothing is promised."""
    share: Span | None
    """The same in whole percent, rounded down."""
    timed: int
    """Of how many of them the times are told: those that were promised in the same unit."""
    median: Span | None
    """Whole units within which half of those timed were done; None where that is not known."""
    p90: Span | None
    """The same of nine in ten."""


class Silence(StrEnum):
    """Why a period has no figures."""

    NO_CASES = "no_cases"
    WITHHELD = "withheld"
    """They are fewer than five, or their figure beside others would tell of so few by taking away.

    One word for both: to say which would tell more of the few than any figure does.
    """


Outcome: TypeAlias = Figures | Silence


class DayMark(StrEnum):
    """How the seven days that end with a day went."""

    KEPT = "kept"
    """At least nine in ten were on time, even at worst."""
    UNSURE = "unsure"
    """At least nine in ten at best, fewer at worst."""
    SLIPPED = "slipped"
    FEW = "few"
    NONE = "none"


class MarkedDay(Frozen):
    """One day of a group's strip."""

    day: Day
    mark: DayMark


class Periods(Frozen):
    """The same cases over several periods that end with the day of the figures."""

    days14: Outcome
    days30: Outcome
    days90: Outcome
    months: dict[str, Outcome]
    """By `AAAA-MM`, the latest twelve that have cases."""


class ServiceRecord(Frozen):
    """How a service's activations went."""

    unit: str
    """The key of the unit that the figures are in: that of its promise."""
    promised: int
    """What it promises today, in that unit."""
    periods: Periods
    left_promise: bool
    """Whether surely fewer than nine in ten were done within what is promised today, over the last 30 days.

    Not where nine in ten kept what was promised then: a notice's promise, or one that was changed since.
    """
    late_rest: Figures | None
    """Of those that passed their promise within 90 days, how long the rest took; None under 20."""


class GroupRecord(Frozen):
    """How the activations of a group's services went. The unit is None where theirs differ."""

    unit: str | None
    periods: Periods
    strip: tuple[MarkedDay, ...]
    """The last 90 days, the latest last."""


class AnswerRecord(Frozen):
    """How soon the tickets of an entry of `data/attention/` were first answered by a person."""

    unit: str
    promised: int | None
    periods: Periods


class Drift(Frozen):
    """A promise that has left what happens, for staff: it is broken too often, or far longer than what is needed."""

    service: ServiceId
    promise: PromiseText
    p90: Span | None
    """Within which nine in ten were done: of the last 30 days where it is broken, else of the last 90.

    None where too many still wait for anybody to know.
    """
    proposed: PromiseText | None
    """What nine in ten would have kept; None where that is not known, or too long for a promise."""
    is_broken: bool


class Records(Frozen):
    """All of them, as of the moment that billing was read."""

    as_of: Moment
    services: dict[ServiceId, ServiceRecord]
    groups: dict[GroupId, GroupRecord]
    answers: dict[str, AnswerRecord]
    """Of the entries whose tickets can be told from others."""
    not_counted: dict[NotCounted, int]
    """Cases of the last 90 days without a place in any figure, by why."""
    drifts: tuple[Drift, ...] = ()
    """What staff should look at: broken promises first."""
