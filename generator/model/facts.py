"""The public facts of one build: what the pages need beyond the Catalog. Crosses to the MkDocs process as a file."""

from __future__ import annotations

from pydantic import Field

from generator.model.base import Frozen, Moment, NoticeId, ServiceId
from generator.model.due import Due, NoDue
from generator.model.feed import CalendarFeed
from generator.model.promise import PromiseText
from generator.model.promise_history import PublishedPromise
from generator.model.records import Records


class NoticesNow(Frozen):
    """The Catalog's notices as they stand on the local date of a build, each part in the order pages show it."""

    active: tuple[NoticeId, ...]
    upcoming: tuple[NoticeId, ...]
    past: tuple[NoticeId, ...]


class Attending(Frozen):
    """Whether anybody is there at a build, and until or from when."""

    until: Moment | None = None
    """The closing that comes next; None where it is closed, or open at all hours."""
    opens: Moment | None = None
    """The opening that comes next; None where it is open."""
    after: tuple[str, ...] = ()
    """The names of the holidays and closures before that opening."""


class Facts(Frozen):
    """Nothing here belongs to one client; `synced_at` is None where no Ledger was read."""

    now: Moment
    synced_at: Moment | None
    promises: dict[ServiceId, PromiseText]
    """What each service promises to a clock that starts now: its own promise, or a notice's instead."""
    in_force: dict[ServiceId, NoticeId]
    """The notice that replaced a service's own promise, where one did."""
    examples: dict[ServiceId, Due | NoDue]
    """Each of those promises, counted from `now`."""
    notices: NoticesNow
    calendar: CalendarFeed
    attending: Attending | None = None
    """None where `now`, or the next opening, is beyond the loaded years."""
    records: Records | None = None
    """How promises were kept; None where no Ledger was read."""
    unmapped: tuple[str, ...] = ()
    """Products of billing that are none of the company's services, for staff alone; empty for all others."""
    history: dict[ServiceId, tuple[PublishedPromise, ...]] = Field(default_factory=dict)
    """What each service promised over time, the earliest first; empty where no Ledger tells."""
    noticed: dict[NoticeId, Moment] = Field(default_factory=dict)
    """The first run that saw each notice; empty where no Ledger tells."""
