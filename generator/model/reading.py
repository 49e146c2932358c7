"""What outlives a run of how far billing was read: rows as they were last seen, and where the next run goes on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field as dataclass_field
from datetime import datetime, timedelta

from msgspec import field

from generator.model.base import Moment, OrderId, TicketId
from generator.model.observed import ObservedOrder, ObservedTicket, OrderHint, TicketHint
from generator.model.record import Record
from generator.model.threads import Thread

OPEN_KEPT = timedelta(hours=24)
"""How long an open order that listings lack stays published as last known; one that was closed leaves at the second.

A line that its order lacks stays as long, whatever it is: what had run would count as newly done when it comes back.
"""
ERASED = "erased-"
"""What stands before the client's mark in place of the id of an order that was erased."""


class Pass(Record, frozen=True, kw_only=True):
    """One walk down a listing, a slice in each run: where it goes on, and when it and the one before it began."""

    began: Moment
    next_row: int = 0
    """Offset of the first row that the next slice asks for."""
    last_id: int | None = None
    """The last row of the slice before: a next slice that begins below it left rows out."""
    completed: Moment | None = None
    """When the walk before this one began, once one came to its end."""
    length: int = 0
    """How many rows it has, as far as that is known."""


class ListingRead(Record, frozen=True, kw_only=True):
    """How far one listing was read by runs that did not read it whole."""

    top: int = 0
    """The highest id there was: what is above it is new."""
    top_moved: Moment | None = None
    """The latest last reply there was, in a listing that shows those in descending order."""
    recent: Pass
    """The walk through what may have a page."""
    history: Pass
    """The walk through everything."""
    behind_since: Moment | None = None
    """Since when runs have ended before they had read what is new, what is recent, or what goes on."""
    first_since: Moment | None = None
    """The same of a first reading: until it is whole, no order has a page."""
    answers_ids: bool = True
    """Whether billing answers for a row by its id, as far as it was asked: else walks alone come past what is old."""


class OrdersRead(ListingRead, frozen=True, kw_only=True):
    """How far the orders were read, and what the rows told that a run does not read again."""

    rows: dict[OrderId, ObservedOrder] = field(default_factory=dict)
    """The orders of the Ledger as they were last read; `client` is a mark."""
    clients: dict[OrderId, str] = field(default_factory=dict)
    """The mark of the client of each order that has no page: whether another one is its client's only order."""
    sold: dict[str, str] = field(default_factory=dict)
    """What those orders sold, by item: a domain's ending, or a product's text, that its renewal is named after."""
    unread: dict[OrderId, str] = field(default_factory=dict)
    """The orders whose row could not be read, with the field at fault."""
    hints: dict[OrderId, OrderHint] = field(default_factory=dict)
    asked: dict[str, Moment] = field(default_factory=dict)
    """When the orders of each status were last asked for."""
    filter_rows: dict[str, int] = field(default_factory=dict)
    """The offset at which the next run goes on among the orders of each status."""


class TicketsRead(ListingRead, frozen=True, kw_only=True):
    """How far the tickets were read, and the rows of those that the Ledger keeps."""

    rows: dict[TicketId, ObservedTicket] = field(default_factory=dict)
    unread: dict[TicketId, str] = field(default_factory=dict)
    hints: dict[TicketId, TicketHint] = field(default_factory=dict)
    seen_moved: Moment | None = None
    """The latest last reply among the newest rows of the run before: another one tells that something happened."""
    seen: dict[TicketId, Moment] = field(default_factory=dict)
    """When each ticket of an order was last looked at, where the run before did not."""
    active_row: int = 0
    """The offset at which the next run goes on among the active tickets."""
    active_words: tuple[str, ...] = ()
    """The statuses that billing's filter of active tickets has shown."""


class Reading(Record, frozen=True, kw_only=True):
    """How far each listing was read; one that every run reads whole needs no memory."""

    orders: OrdersRead | None = None
    tickets: TicketsRead | None = None
    zone: str = ""
    zone_checked: Moment | None = None
    """When billing's clock was last found to stand in that zone."""
    clock_ahead: int = 0
    """Seconds that it then was ahead of its server's."""
    turns: dict[str, Moment] = field(default_factory=dict)
    """When each thing that a quiet run may read had its turn last."""

    @property
    def behind_since(self) -> datetime | None:
        """Since when a run has ended before all that is new or recent was read; None where none has."""
        found = [read.behind_since for read in (self.orders, self.tickets) if read and read.behind_since]
        return min(found, default=None)

    @property
    def first_since(self) -> datetime | None:
        """Since when a first reading has been under way; None once what is recent and what goes on was read."""
        found = [read.first_since for read in (self.orders, self.tickets) if read and read.first_since]
        return min(found, default=None)


@dataclass(frozen=True, slots=True)
class Known:
    """What a pull may know of the runs before: it then asks for what may have changed, and for a slice of the rest."""

    threads: Mapping[TicketId, Thread] = dataclass_field(default_factory=dict)
    """What was read of messages; a ticket whose row did not change since costs no request."""
    reading: Reading | None = None
    """None where every listing is to be read as on a first run."""
    before: datetime | None = None
    """When the run before was."""
    orders: Mapping[OrderId, KnownOrder] = dataclass_field(default_factory=dict)
    tickets: Mapping[TicketId, KnownTicket] = dataclass_field(default_factory=dict)

    @property
    def lacks_tickets(self) -> bool:
        """Whether of both listings only the tickets are behind: what is left of a short run is theirs."""
        reads = (self.reading.orders, self.reading.tickets) if self.reading else ()
        return [read is not None and read.behind_since is not None for read in reads] == [False, True]


@dataclass(frozen=True, slots=True)
class KnownOrder:
    """What a pull must know of an order in the Ledger: whether it goes on, is missing, and when it was last seen."""

    placed_at: datetime
    is_open: bool
    missing_since: datetime | None
    seen_at: datetime

    def has_second_sight(self, now: datetime) -> bool:
        """Whether it is missing, and a second look at where it was would end its page."""
        return self.missing_since is not None and not (self.is_open and now - self.missing_since < OPEN_KEPT)


@dataclass(frozen=True, slots=True)
class KnownTicket:
    """The same of a ticket; `has_page`: an order's page shows it."""

    opened_at: datetime
    is_missing: bool
    has_page: bool
    seen_at: datetime
