"""The tickets of one run: whole, or the newest, the active ones and a slice of the rest; what is known of others."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from zoneinfo import ZoneInfo

from generator.model.base import TicketId
from generator.model.observed import ObservedTicket, TicketHint
from generator.model.reading import Known, Pass, TicketsRead
from generator.model.states import TicketState
from generator.pull.whmcs.fields import RowError, folded_word, has_status, readable_moment
from generator.pull.whmcs.listing import TICKETS, Listings
from generator.pull.whmcs.listing_reader import LONG_PAUSE, all_read
from generator.pull.whmcs.message_reading import tickets_by_id
from generator.pull.whmcs.named_rows import Named
from generator.pull.whmcs.paging import Page, id_of
from generator.pull.whmcs.partial_listing import HasTime, PartialListing
from generator.pull.whmcs.php_lists import Row
from generator.pull.whmcs.tickets import ticket_from
from generator.pull.whmcs.transport import Transport

ACTIVE = "All Active Tickets"
_MOST_ROWS = 750
"""Rows of a filter that a run reads once anything new was seen."""
_MOST_WORDS = 2
"""Statuses that are not among those called active, and are asked for too then."""
_MOST_MISSING, _MOST_UNREAD = 20, 3


@dataclass(frozen=True, slots=True)
class TicketPart:
    """The rows that were read, and the tickets that were not, as far as they are known; `read` is None for all."""

    rows: Mapping[str, Row]
    read: TicketsRead | None = None
    passed_over: frozenset[TicketId] = frozenset()
    remembered: Mapping[TicketId, ObservedTicket] = field(default_factory=dict)
    unread: Mapping[TicketId, str] = field(default_factory=dict)
    hints: Mapping[TicketId, TicketHint] = field(default_factory=dict)
    answers: Mapping[TicketId, Row] = field(default_factory=dict)
    """What GetTicket answered of those that were asked for by their ids."""


class TicketReader:
    """Reads the tickets in part; `part` is what was read."""

    def __init__(self, listings: Listings, transport: Transport, known: Known, now: datetime, zone: ZoneInfo) -> None:
        self._listings = listings
        self._transport = transport
        self._known = known
        self._now = now
        self._zone = zone
        self._last = known.reading.tickets if known.reading else None
        self._answers: dict[TicketId, Row] = {}
        self.part = PartialListing(
            listings,
            TICKETS,
            {
                "id": lambda row: float(id_of(TICKETS.action, row)),
                "reply": lambda row: _seconds(readable_moment(row, "lastreply", zone)),
            },
            lambda row: readable_moment(row, "lastreply", zone) or readable_moment(row, "date", zone),
            now,
        )
        self.read = self._last or TicketsRead(recent=Pass(began=now), history=Pass(began=now))
        pause = now - known.before if known.before else LONG_PAUSE
        self._is_first = self._last is None or pause >= LONG_PAUSE
        self._is_busy = True

    def newest(self, first: Page, has_time: HasTime) -> bool:
        """Read what is new, and what is recent where that was never read whole; False where no order can be told."""
        cut = self.part.newest(first, self._known_down_to(), has_time)
        if not self.part.is_sorted:
            return False
        rows, last = self.part.rows.values(), self._last
        moved = max((at for row in rows if (at := readable_moment(row, "lastreply", self._zone))), default=None)
        self._is_busy = last is None or moved != last.top_moved or max(map(int, self.part.rows), default=0) > last.top
        recent = self.read.recent
        # A listing that shows another order than before is read as for the first time.
        is_other = last is not None and self.part.key == "reply" and last.top_moved is None
        # Ids that are no more are those of a restored backup.
        is_back = last is not None and max(map(int, self.part.rows), default=0) < last.top and self.part.key == "id"
        is_back = is_back or bool(last and last.top_moved and moved and moved < last.top_moved)
        if cut is not None or is_back or is_other or self._is_first:
            recent = Pass(began=self._now, next_row=len(first.rows) if cut is None else cut)
        recent = self.part.recent(recent, has_time)
        history = self.read.history
        self.read = self.read.model_copy(
            update={
                "history": history.model_copy(update={"length": history.length or self.part.total}),
                "top": max(map(int, self.part.rows), default=0),
                "top_moved": moved if self.part.key == "reply" else None,
                "recent": recent,
                "behind_since": None if recent.completed else (self.read.behind_since or self._now),
            }
        )
        return True

    def active_ones(self, named: Iterable[TicketId], has_time: HasTime) -> None:
        """Read tickets that billing calls active, and by their ids those that were, and those that are missing.

        `named` are tickets of which something is known to have happened.
        """
        if self.part.is_all:
            return
        changed = [ticket for ticket in named if not self._looked_at(ticket)]
        changed += self._closed_since(has_time)
        if len(changed) > self.read.recent.length / self._listings.page_size:
            walk = Pass(began=self._now, next_row=self._listings.page_size)
            self.read = self.read.model_copy(update={"recent": self.part.recent(walk, has_time)})
            changed = [ticket for ticket in changed if not self._looked_at(ticket)]
        missing = [key for key, one in self._known.tickets.items() if one.is_missing and not self._looked_at(key)]
        unread = [key for key in self.read.unread if not self._looked_at(key)]
        ids = [*missing[:_MOST_MISSING], *unread[:_MOST_UNREAD], *changed]
        self.by_id(ids, has_time)

    def by_id(self, tickets: Iterable[TicketId], has_time: HasTime) -> None:
        """Read these by their ids, their messages too."""
        found = tickets_by_id(self._transport, dict.fromkeys(tickets), has_time)
        self._answers = {key: row for key, row in found.items() if row is not None}
        self.part.answered(found.items())

    def sweep(self, which: Iterable[str]) -> None:
        """Read a slice of each of these walks."""
        for name in which:
            walk = self.part.slice(getattr(self.read, name), recent_only=name == "recent")
            self.read = self.read.model_copy(update={name: walk})

    def result(self) -> TicketPart:
        """Return what was read, and what was passed over."""
        read = self.read
        passed_over = frozenset(key for key in self._known.tickets if not self._looked_at(key))
        unread = {key: fault for key, fault in read.unread.items() if not self._looked_at(key)}
        return TicketPart(
            rows=self.part.rows,
            read=read,
            passed_over=passed_over,
            remembered={
                key: row
                for key, row in read.rows.items()
                if key in passed_over and key not in unread and not self._known.tickets[key].is_missing
            },
            unread=unread,
            hints={key: hint for key, hint in read.hints.items() if key in unread},
            answers=self._answers,
        )

    def _known_down_to(self) -> dict[str, float]:
        """Return what was the newest by each key."""
        if self._last is None:
            return {}
        moved = _seconds(self._last.top_moved)
        return {"id": float(self._last.top)} | ({} if moved is None else {"reply": moved})

    def _looked_at(self, ticket: TicketId) -> bool:
        return self.part.looked_at(ticket, self._keys(ticket))

    def _keys(self, ticket: TicketId) -> dict[str, float]:
        """Return where in the listing a ticket was, as it was last read."""
        row = self.read.rows.get(ticket)
        moved = _seconds(row.last_reply_at) if row else None
        return {"id": float(ticket)} | ({} if moved is None else {"reply": moved})

    def _closed_since(self, has_time: HasTime) -> list[TicketId]:
        """Return the tickets that had a status that a filter leaves, and have it no more.

        Which statuses billing calls active is the company's own, and learnt from the rows that its filter leaves. Once
        anything new was seen, a few of the others are asked for too.
        """
        groups: dict[str, dict[str, Mapping[str, float]]] = defaultdict(dict)
        active = set(self.read.active_words)
        for key, row in self.read.rows.items():
            if row.state is not TicketState.CLOSED and not self._looked_at(key):
                groups[ACTIVE if row.status_word in active else row.status_word][key] = self._keys(key)
        words: set[str] = set()

        def honours(row: Row) -> bool:
            ticket = _ticket(row, self._zone)
            words.update([ticket.status_word] if ticket else ())
            return ticket is None or ticket.state is not TicketState.CLOSED

        most_rows = math.inf if self._is_first else _MOST_ROWS if self._is_busy else 1
        gone, next_row = self.part.no_more(
            groups.pop(ACTIVE, {}),
            0 if self._is_busy else self.read.active_row,
            honours,
            most_rows=most_rows,
            must_leave_out=True,
            has_time=has_time,
            status=ACTIVE,
        )
        update = {"active_row": next_row, "active_words": tuple(sorted(words | active))}
        self.read = self.read.model_copy(update=update)
        for word, group in list(groups.items())[:_MOST_WORDS] if self._is_busy else ():
            bears = partial(has_status, folded_word(word))
            gone += self.part.no_more(group, 0, bears, most_rows=_MOST_ROWS, has_time=has_time, status=word)[0]
        return list(map(TicketId, gone))


def read_tickets(
    listings: Listings,
    transport: Transport,
    known: Known,
    now: datetime,
    zone: ZoneInfo,
    *,
    whole_pages: int,
    named: Named,
    slices: Iterable[str],
    has_time: HasTime,
) -> TicketPart:
    """Return the tickets: all of them where they are few or show no order to be believed. Raises BillingError."""
    reader = TicketReader(listings, transport, known, now, zone)
    if named.only and known.reading and known.reading.tickets:
        reader.by_id(named.tickets, has_time)
        return reader.result()
    first = listings.first(TICKETS)
    if first.total <= whole_pages * listings.page_size:
        return TicketPart(listings.whole(TICKETS, first=first))
    if reader.newest(first, has_time):
        reader.active_ones(named.tickets, has_time)
        reader.sweep(slices)
        return reader.result()
    rows = listings.whole(TICKETS, first=first)
    return TicketPart(rows, reader.read.model_copy(update=all_read(rows, listings.page_size, now)))


def _ticket(row: Row, zone: ZoneInfo) -> ObservedTicket | None:
    try:
        return ticket_from(row, zone)
    except RowError:
        return None


def _seconds(moment: datetime | None) -> float | None:
    return None if moment is None else moment.timestamp()
