"""The tickets of one run: whole, or the newest, the active ones and a slice of the rest; what is known of others."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

from generator.model.base import TicketId
from generator.model.observed import ObservedTicket, TicketHint
from generator.model.reading import Known, Pass, TicketsRead
from generator.model.states import TicketState
from generator.pull.whmcs.fields import RowError, folded_word, has_status, readable_moment
from generator.pull.whmcs.listing import TICKETS, Listings
from generator.pull.whmcs.listing_reader import ListingReader, Room, all_read
from generator.pull.whmcs.message_reading import MOST_READ, tickets_by_id
from generator.pull.whmcs.named_rows import Named
from generator.pull.whmcs.paging import id_of
from generator.pull.whmcs.partial_listing import HasTime, PartialListing
from generator.pull.whmcs.php_lists import Row
from generator.pull.whmcs.tickets import ticket_from
from generator.pull.whmcs.tickets_that_matter import Pages, matters, tickets_to_ask, wants_messages
from generator.pull.whmcs.transport import Transport
from generator.pull.whmcs.turns import ACTIVE, TICKET_IDS, walks_of

ACTIVE_ONES = "All Active Tickets"
_MOST_ROWS = 750
"""Rows of a filter that a run reads once anything new was seen."""
_MOST_WORDS = 2
"""Statuses that are not among those called active, and are asked for too then."""
_MOST_ASKED = 20
MOST_CALLS = 12
"""Calls of a run, but for those for messages, after which it begins nothing more."""


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


class TicketReader(ListingReader[TicketsRead]):
    """Reads the tickets in part."""

    def __init__(
        self, listings: Listings, transport: Transport, known: Known, now: datetime, zone: ZoneInfo, pages: Pages
    ) -> None:
        part = PartialListing(
            listings,
            TICKETS,
            {
                "id": lambda row: float(id_of(TICKETS.action, row)),
                "reply": lambda row: _seconds(readable_moment(row, "lastreply", zone)),
            },
            lambda row: readable_moment(row, "lastreply", zone) or readable_moment(row, "date", zone),
            now,
        )
        last = known.reading.tickets if known.reading else None
        super().__init__(part, last, known, now, TicketsRead(recent=Pass(began=now), history=Pass(began=now)))
        self._transport = transport
        self._zone = zone
        self._pages = pages
        self._answers: dict[TicketId, Row] = {}

    def _known_down_to(self) -> dict[str, float]:
        if self._last is None or not self._last.top:
            return {}
        moved = _seconds(self._last.top_moved)
        return {"id": float(self._last.top)} | ({} if moved is None else {"reply": moved})

    def _seen_at_top(self, top: int) -> tuple[dict[str, Any], bool]:
        last, is_by_id = self._last, self.part.key == "id"
        moments = (readable_moment(row, "lastreply", self._zone) for row in self.part.rows.values())
        moved = max((at for at in moments if at), default=None)
        noted = {"top_moved": None if is_by_id else moved, "seen_moved": moved}
        if last is None:
            return noted, False
        self.is_busy = top > last.top or moved != last.seen_moved
        # Ids that are no more are those of a restored backup; and a listing that shows another order is read anew.
        is_back = top < last.top and is_by_id
        is_back = is_back or bool(last.top_moved and moved and moved < last.top_moved)
        return noted, is_back or (not is_by_id and last.top_moved is None)

    def active_ones(self, named: Iterable[TicketId], turns: Collection[str], *, told: bool, room: Room) -> None:
        """Read tickets that billing calls active, and by their ids those that were, and those that are missing.

        `named` are tickets of which something is known to have happened; where all that happens is `told`, a run need
        not look for it.
        """
        if self.part.is_all:
            return
        has_room = room.has_time if self.reads_all else room.of(MOST_CALLS)
        changed = list(named)
        if self.reads_all or ACTIVE in turns or (self.is_busy and not told):
            changed += self._closed_since(has_room)
        if len(self._changed(changed, with_messages=False)) > self.pages_below:
            self.read_recent(has_room)
        # Whoever asks for messages, which are to be read anyway, is told the rest too.
        self.by_id(self._changed(changed, with_messages=True)[:MOST_READ], room.has_time)
        others = [*self._changed(changed, with_messages=False), *self._asking(turns)]
        self.by_id(others[: None if self.reads_all else room.left(MOST_CALLS)], has_room)
        if self.reads_all and self.is_cut:
            self.note_cut()

    def _changed(self, tickets: Iterable[TicketId], *, with_messages: bool) -> list[TicketId]:
        """Return those that were not seen and matter: whose messages are wanted too, or the others."""
        known, now = self._known, self._now
        unseen = (key for key in dict.fromkeys(tickets) if not self.looked_at(key) and matters(key, known, now))
        return [key for key in unseen if wants_messages(key, known, now) is with_messages]

    def _asking(self, turns: Collection[str]) -> list[TicketId]:
        """Return the tickets to ask for though nothing tells that they changed."""
        tickets = [ticket for ticket in tickets_to_ask(self._known, self._now) if not self.looked_at(ticket)]
        return tickets[: _MOST_ASKED if self.is_busy or self.reads_all else int(TICKET_IDS in turns)]

    def keeps(self, row: Row) -> bool:
        """Whether a row may matter to a page, or its first answer is still counted."""
        ticket = _ticket(row, self._zone)
        if ticket is None or ticket.id in self._known.tickets or self.part.any_recent([row]):
            return True
        return self._pages.may_show(ticket)

    def by_id(self, tickets: Iterable[TicketId], has_time: HasTime) -> None:
        """Read these by their ids, their messages too."""
        found = tickets_by_id(self._transport, dict.fromkeys(tickets), has_time)
        self._answers |= {key: row for key, row in found.items() if row is not None}
        self.part.answered(found.items())

    def result(self) -> TicketPart:
        """Return what was read, and what was passed over."""
        read = self.read
        passed_over = frozenset(key for key in self._known.tickets if not self.looked_at(key))
        unread = {key: fault for key, fault in read.unread.items() if not self.looked_at(key)}
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

    def _keys(self, row: str) -> Mapping[str, float]:
        ticket = self.read.rows.get(TicketId(row))
        moved = _seconds(ticket.last_reply_at) if ticket else None
        return {"id": float(row)} | ({} if moved is None else {"reply": moved})

    def _closed_since(self, has_room: HasTime) -> list[TicketId]:
        """Return the tickets that had a status that a filter leaves, and have it no more.

        Which statuses billing calls active is the company's own, and learnt from the rows that its filter leaves. Once
        anything new was seen, a few of the others are asked for too.
        """
        groups: dict[str, dict[str, Mapping[str, float]]] = defaultdict(dict)
        active = set(self.read.active_words)
        for key, row in self.read.rows.items():
            if row.state is not TicketState.CLOSED and not self.looked_at(key):
                groups[ACTIVE_ONES if row.status_word in active else row.status_word][key] = self._keys(key)
        words: set[str] = set()

        def honours(row: Row) -> bool:
            ticket = _ticket(row, self._zone)
            words.update([ticket.status_word] if ticket else ())
            return ticket is None or ticket.state is not TicketState.CLOSED

        had_room = has_room()
        most_rows = math.inf if self.reads_all else _MOST_ROWS if self.is_busy else 1
        gone, next_row = self.part.no_more(
            groups.pop(ACTIVE_ONES, {}),
            0 if (self.is_busy or self.reads_all) and not self.goes_on else self.read.active_row,
            honours,
            most_rows=most_rows,
            must_leave_out=True,
            has_time=has_room,
            status=ACTIVE_ONES,
        )
        self.is_cut = not had_room or next_row > 0
        self._note(active_row=next_row, active_words=tuple(sorted(words | active)))
        for word, group in list(groups.items())[:_MOST_WORDS] if self.is_busy or self.reads_all else ():
            bears = partial(has_status, folded_word(word))
            gone += self.part.no_more(group, 0, bears, most_rows=_MOST_ROWS, has_time=has_room, status=word)[0]
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
    turns: Collection[str],
    room: Room,
    pages: Pages,
) -> TicketPart:
    """Return the tickets: all of them where they are few or show no order to be believed. Raises BillingError."""
    reader = TicketReader(listings, transport, known, now, zone, pages)
    with reader:
        if named.only and known.reading and known.reading.tickets:
            reader.by_id(named.tickets, room.has_time)
            return reader.result()
        first = listings.first(TICKETS)
        if first.total <= whole_pages * listings.page_size:
            return TicketPart(listings.whole(TICKETS, first=first))
        if reader.newest(first, room.has_time):
            told = named.is_all and bool(not reader.is_busy or named.tickets)
            reader.active_ones(named.tickets, turns, told=told, room=room)
            reader.sweep(walks_of("tickets", turns), reader.keeps, room.of(MOST_CALLS))
            ask = partial(reader.by_id, has_time=room.has_time)
            reader.confirm_gone(known.tickets, lambda ids: ask(map(TicketId, ids)), room.has_time)
            return reader.result()
        rows = listings.whole(TICKETS, first=first)
        return TicketPart(rows, reader.read.model_copy(update=all_read(rows, listings.page_size, now)))
    return reader.result()


def _ticket(row: Row, zone: ZoneInfo) -> ObservedTicket | None:
    try:
        return ticket_from(row, zone)
    except RowError:
        return None


def _seconds(moment: datetime | None) -> float | None:
    return None if moment is None else moment.timestamp()
