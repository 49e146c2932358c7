"""What outlives an order or a ticket: anonymous rows of how it ended, those that are alike counted together."""

from __future__ import annotations

from enum import StrEnum

from generator.model.base import Day, ServiceId
from generator.model.record import Record


class FinishedItem(Record, frozen=True, kw_only=True, omit_defaults=True):
    """Items of one service that ended alike: in which month, how long they took and whether they were on time.

    Figures of time are whole units of the promise: the smallest that it must have promised to be kept.
    """

    service: ServiceId
    month: str
    """`AAAA-MM` in the site's zone."""
    shortest_seconds: int | None = None
    """Of rows that older programs left; the figures in units took its place, as they did of the next."""
    longest_seconds: int | None = None
    on_time: bool | None
    """None where the interval known contains the due moment, or no promise ran, or it ended undecided."""
    censored: bool
    """True where its clock start was never seen, so its duration says nothing."""
    day: Day | None = None
    """The local date; None once a month is kept as counts, and in older rows."""
    unit: str | None = None
    """The key of the unit its promise was made in; None where none ran, and in older rows."""
    promised: int | None = None
    """The promise's own figure, the larger of a range."""
    least: int | None = None
    """What it took at best, from the later end of its start; of what was cancelled, what had surely passed by then."""
    most: int | None = None
    """What it took at worst, from the earlier end of its start."""
    cancelled: bool = False
    """True where it never became active."""
    count: int = 1


class NotCounted(StrEnum):
    """Why a case has no place in the figures."""

    START_UNSEEN = "start_unseen"
    """Nobody saw its clock start."""
    BEYOND_CALENDAR = "beyond_calendar"
    """It was counted in days whose holidays are not loaded."""
    OPENED_BY_STAFF = "opened_by_staff"
    MERGED = "merged"
    """It left the listings unanswered: merged into another ticket, or deleted."""
    NO_PERSON = "no_person"
    """It was closed with nothing but automatic replies, or none."""
    NEGATIVE = "negative"
    """Its answer is dated before its question."""
    OTHER_DESK = "other_desk"
    """Its desk is none that a target is published for."""


class AnsweredTicket(Record, frozen=True, kw_only=True, omit_defaults=True):
    """Tickets of one entry of `data/attention/` that were answered alike, or that are not counted for one reason."""

    category: str | None
    month: str
    day: Day | None = None
    unit: str | None = None
    """Of the target or, without one, open hours; None where the ticket is not counted."""
    promised: int | None = None
    """The target's figure, the larger of a range; None where there is none."""
    took: int | None = None
    """Whole units; of what was never answered, what had surely passed."""
    on_time: bool | None = None
    answered: bool = True
    not_counted: NotCounted | None = None
    count: int = 1
