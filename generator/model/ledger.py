"""The Ledger: everything that must outlive a run. Built by picking allowed fields; holds no client's data."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from generator.model.base import CalendarHash, Moment, NoticeId, OrderId, ServiceId, TicketId
from generator.model.calendar import CalendarData
from generator.model.moments import When
from generator.model.outcomes import AnsweredTicket, FinishedItem
from generator.model.promise import Promise, PromiseText
from generator.model.promise_history import PublishedPromise
from generator.model.reading import Reading
from generator.model.record import Record, written
from generator.model.states import ItemKind, LineKind, Reason, State, TicketState
from generator.model.threads import Thread


class PromiseChange(Record, frozen=True, kw_only=True):
    """A notice that replaced a promise: its id, and the promise given instead as it read when it applied."""

    notice: NoticeId
    promise: PromiseText
    since: Moment
    """The run that first saw it apply."""


class Pause(Record, frozen=True, kw_only=True):
    """The company waits for the client: seen to begin, and seen to end unless it still lasts.

    Both moments lie between two runs; counts take the later end of each.
    """

    begin: When
    end: When | None = None


class GivenPromise(Record, frozen=True, kw_only=True):
    """A promise frozen at the first run that saw its clock start: later edits of `data/` never rewrite it."""

    promise: PromiseText
    start: When
    calendar: CalendarHash
    pauses: tuple[Pause, ...] = ()
    change: PromiseChange | None = None

    @property
    def in_force(self) -> Promise:
        """The promise that counts: the notice's, where one replaced it."""
        return self.change.promise if self.change else self.promise


class LastTold(Record, frozen=True, kw_only=True):
    """What billing said of an item before runs that could not tell where it stands; `at` is the last run that could."""

    state: State
    reason: Reason | None = None
    since: When
    at: Moment


class ItemRecord(Record, frozen=True, kw_only=True, omit_defaults=True):
    """The last good view of one item, and when its state was entered."""

    kind: ItemKind
    id: str
    line: LineKind | None = written(None)
    """What was asked for; None in Ledgers that took every line for a new product or a registration."""
    name: str
    service: ServiceId | None
    state: State
    reason: Reason | None = written(None)
    since: When
    missing: tuple[str, ...] = written(())
    promise: GivenPromise | None = written(None)
    told: LastTold | None = written(None)
    """Only while nobody can tell where it stands, and only where somebody once could."""
    missing_since: Moment | None = written(None)
    """The first listing of its order, with other items, that lacked it."""
    was_active: bool = False
    """Whether it was counted before and then stood elsewhere: the records count it once, as of the first time."""

    @property
    def is_counted(self) -> bool:
        """Whether the records count it as ended: active, or cancelled with a promise."""
        return self.state is State.ACTIVE or (self.state is State.CANCELLED and self.promise is not None)

    def was_counted(self, state: State) -> bool:
        """Whether it was counted before, for whoever sees it stand in a state now."""
        return self.was_active or (self.is_counted and self.state is not state)

    @property
    def is_told(self) -> bool:
        """Whether billing says where it stands; that nothing tells of requirements is a stage like any other."""
        return self.state is not State.UNKNOWN or self.reason is Reason.REQUIREMENTS_UNREPORTED

    @property
    def last_told(self) -> ItemRecord | None:
        """The record as of the last run that could tell where the item stands; None where none ever could."""
        if self.is_told:
            return self
        if self.told is None:
            # Ledgers written before `told` was kept; a promise shows that some run could tell.
            return self if self.promise else None
        return self.model_copy(
            update={"state": self.told.state, "reason": self.told.reason, "since": self.told.since, "told": None}
        )


class OrderRecord(Record, frozen=True, kw_only=True):
    """The last good view of one order. `changed_at` is the run at which it last changed."""

    id: OrderId
    number: str
    placed_at: Moment
    changed_at: Moment
    items: tuple[ItemRecord, ...]
    missing_since: Moment | None = None
    """The first complete listing that lacked it; a second one removes it."""
    seen_at: Moment | None = None
    """The last run that could read it, while runs cannot, miss it or find it without lines."""
    closed_at: Moment | None = None
    """The run that first saw every item finished; it leaves 90 days later."""


class TicketRecord(Record, frozen=True, kw_only=True, omit_defaults=True):
    """The last good view of one ticket: of a known order, or opened within the last 90 days."""

    id: TicketId
    number: str
    order: OrderId | None
    """None where it belongs to no order that is kept."""
    department: str = written("")
    """Billing's internal id of the desk it went to; empty in Ledgers of version 1."""
    state: TicketState
    opened_at: Moment
    last_reply_at: Moment | None = written(None)
    thread: Thread | None = written(None)
    """None until its messages were read for the first time."""
    closed_at: Moment | None = None
    """When it was closed, while it is, where the shop's own line told."""
    missing_since: Moment | None = written(None)


class KeptBack(Record, frozen=True, kw_only=True):
    """A row that cannot be read, so that its last good view stays: since which run, and what is at fault.

    `field` is billing's name of the field, or an action and, after a colon, our own words for what it answered.
    Of an order its number and placing are kept, as far as its row tells them: by them its id is known again.
    """

    since: Moment
    field: str
    number: str | None = None
    placed_at: Moment | None = None


EARLIER_RUNS = 100


class Ledger(Record, frozen=True, kw_only=True, omit_defaults=True):
    """One immutable value; `sync` makes the next from it, `build` only reads it."""

    v: Literal[3] = written(3)
    site: str
    synced_at: Moment
    calendars: dict[CalendarHash, CalendarData]
    orders: dict[OrderId, OrderRecord]
    tickets: dict[TicketId, TicketRecord]
    finished: tuple[FinishedItem, ...]
    kept_back_orders: dict[OrderId, KeptBack] = written({})
    kept_back_tickets: dict[TicketId, KeptBack] = written({})
    earlier_runs: tuple[Moment, ...] = written(())
    """When billing was read before, the latest first, at most `EARLIER_RUNS`: each names a copy that may be saved."""
    billing_zone: str = written("")
    """The zone that billing's dates were read in; empty in Ledgers that did not keep it."""
    raised_revisions: dict[OrderId, int] = written({})
    """How often billing gave an order's id to another order: what its link's revision is raised by, for ever."""
    past_orders: dict[OrderId, str] = written({})
    """A mark of the order that an id last had a page for, once it has left: a hash of its number and its placing."""
    reading: Reading | None = None
    """How far billing was read; None where the run that wrote it read all of it."""
    listed_at: Moment | None = None
    """The last run that read the listings, where those since read only what the shop's own lines name."""
    events_read_to: int | None = None
    """The entry of billing's log after which the next run reads on; None where its events were never read."""
    run: int = written(0)
    """Which run of its chain wrote it, from 1: a new Ledger begins a chain; 0 in Ledgers that did not count."""
    answers: tuple[AnsweredTicket, ...] | None = None
    """How tickets were answered; None in Ledgers that did not count them."""
    promises: dict[ServiceId, tuple[PublishedPromise, ...]] | None = None
    """What each service promised over time, the earliest first; None in Ledgers that did not keep it."""
    notices: dict[NoticeId, Moment] = {}  # noqa: RUF012 - msgspec gives each its own
    """The first run that saw each notice of the data."""

    @property
    def last_listed_at(self) -> datetime:
        """The last run that read the listings."""
        return self.listed_at or self.synced_at
