"""The orders of one run: whole, or the newest, those that may have changed, and the rest as they were last read."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

from generator.model.base import OrderId
from generator.model.observed import ObservedOrder, OrderHint, OverOrder
from generator.model.reading import ERASED, Known, OrdersRead, Pass
from generator.model.states import OrderStatus
from generator.pull.whmcs.fields import RowError, folded_word, has_status, mark_of, readable_moment
from generator.pull.whmcs.listing import ORDERS, Listings
from generator.pull.whmcs.listing_reader import ListingReader, Room, all_read
from generator.pull.whmcs.named_rows import Named
from generator.pull.whmcs.orders import order_from
from generator.pull.whmcs.orders_to_ask import is_long_over, to_ask, waits
from generator.pull.whmcs.paging import id_of
from generator.pull.whmcs.partial_listing import RECENT, HasTime, PartialListing
from generator.pull.whmcs.php_lists import Row
from generator.pull.whmcs.turns import NEVER, ORDER_IDS, STATUS, walks_of

PENDING, FRAUD = "Pending", "Fraud"
_MOST_ROWS = 750
"""Rows of a filter that a run reads once anything new was seen."""
_MOST_ASKED = 12
_A_PAGE_CHANGES = 2
"""New orders for each page below: with so many, others have changed on every one of them."""
_MOST_CALLS, _CALLS_WITH_SWEEP = 9, 5
"""Calls of a run, from its beginning, after which nothing more of the orders is begun."""


@dataclass(frozen=True, slots=True)
class OrderPart:
    """The rows that were read, and the orders that were not, as far as they are known; `read` is None for all."""

    rows: Mapping[str, Row]
    read: OrdersRead | None = None
    passed_over: frozenset[OrderId] = frozenset()
    remembered: Mapping[OrderId, ObservedOrder] = field(default_factory=dict)
    unread: Mapping[OrderId, str] = field(default_factory=dict)
    hints: Mapping[OrderId, OrderHint] = field(default_factory=dict)
    other_clients: Mapping[OrderId, str] = field(default_factory=dict)
    over: Mapping[OrderId, OverOrder] = field(default_factory=dict)
    """The orders that this run read and that get no page."""
    asks_again: bool = True
    """Whether payments that nothing told may be asked for once more."""
    reads_all: bool = True
    """Whether it is for no number of calls that this run leaves anything out."""


class OrderReader(ListingReader[OrdersRead]):
    """Reads the orders in part, in the order in which a change is likely."""

    def __init__(
        self, listings: Listings, known: Known, now: datetime, zone: ZoneInfo, own_statuses: Iterable[str]
    ) -> None:
        part = PartialListing(
            listings,
            ORDERS,
            {"id": lambda row: float(id_of(ORDERS.action, row))},
            lambda row: readable_moment(row, "date", zone),
            now,
        )
        last = known.reading.orders if known.reading else None
        super().__init__(part, last, known, now, OrdersRead(recent=Pass(began=now), history=Pass(began=now)))
        self._listings = listings
        self._zone = zone
        self._own = tuple(own_statuses)
        self._over: dict[OrderId, OverOrder] = {}

    def _known_down_to(self) -> Mapping[str, float]:
        return {"id": float(self._last.top)} if self._last and self._last.top else {}

    def _seen_at_top(self, top: int) -> tuple[dict[str, Any], bool]:
        last = self._last.top if self._last else None
        self.is_busy = last is None or top > last
        # Ids that are no more are those of a restored backup.
        return {}, last is not None and top < last

    def open_ones(self, named: Iterable[OrderId], turns: Collection[str], *, told: bool, has_room: HasTime) -> None:
        """Read what goes on and was not seen yet: by its status, and by its id where that changed or tells nothing.

        `named` are orders of which something is known to have happened; where all that happens is `told`, a run need
        not look for it.
        """
        if self.part.is_all:
            return
        named = list(named)
        if self._has_much_new and not told and not self.reads_all:
            self.read_recent(has_room)
        changed = [
            order for order in (*named, *self._changed(turns, told=told, has_room=has_room)) if self._unseen(order)
        ]
        placed = (known.placed_at if (known := self._known.orders.get(order)) else self._now for order in changed)
        if sum(moment >= self._now - RECENT for moment in placed) > self.pages_below:
            self.read_recent(has_room)
        ids = [*changed, *self._asking(turns)]
        asked = (order for order in dict.fromkeys(ids) if self._unseen(order))
        self.by_id(asked, has_room)
        if self.reads_all and self.is_cut:
            self.note_cut()

    def keeps(self, row: Row) -> bool:
        """Whether a row may matter to a page; of one that does not, only whose it was and what it sold is kept."""
        order = OrderId(str(id_of(ORDERS.action, row)))
        if order in self._known.orders:
            return True
        try:
            found = order_from(row, self._zone).order
        except RowError:
            return True
        if waits(found) or found.status is OrderStatus.FRAUD or not is_long_over(found, self._now):
            return True
        self._over[order] = OverOrder.of(found, mark_of(found.client))
        return False

    def result(self, turns: Collection[str]) -> OrderPart:
        """Return what was read, and what was passed over."""
        read = self.read
        passed_over = frozenset(key for key in self._known.orders if not self.looked_at(key))
        unread = {key: fault for key, fault in read.unread.items() if not self.looked_at(key)}
        return OrderPart(
            rows=self.part.rows,
            read=read,
            passed_over=passed_over,
            remembered={key: row for key, row in read.rows.items() if key in passed_over and key not in unread},
            unread=unread,
            hints={key: hint for key, hint in read.hints.items() if key in unread},
            other_clients={
                key: mark for key, mark in read.clients.items() if key.startswith(ERASED) or not self.looked_at(key)
            },
            over=self._over,
            asks_again=self.is_busy or self.reads_all or ORDER_IDS in turns,
            reads_all=self.reads_all,
        )

    @property
    def _has_much_new(self) -> bool:
        """Whether so many orders are new that others have changed on every page of what is recent."""
        return self._last is not None and self.read.top - self._last.top > _A_PAGE_CHANGES * self.pages_below

    def _keys(self, row: str) -> Mapping[str, float]:
        return {"id": float(row)}

    def by_id(self, orders: Iterable[str], has_time: HasTime) -> None:
        """Read these by their ids, and note whether billing answers for those."""
        asked = list(orders)
        self.part.answered((found := self._listings.by_id(ORDERS, asked, has_time)).items())
        if asked and has_time():
            self._note(answers_ids=bool(found))

    def _unseen(self, order: OrderId) -> bool:
        return not self.looked_at(order)

    def _changed(self, turns: Collection[str], *, told: bool, has_room: HasTime) -> list[OrderId]:
        """Return the orders that had a status that a filter leaves, and have it no more."""
        groups, changed = self._groups(), list[OrderId]()
        by_turns = [status for status in groups if told or status != PENDING]
        turn = min(by_turns, key=lambda status: self.read.asked.get(status, NEVER)) if STATUS in turns else None
        asked, rows = dict(self.read.asked), dict(self.read.filter_rows)
        for status, group in groups.items():
            is_needed = status == PENDING or (self.is_busy and group and status != FRAUD)
            if not (self.reads_all or status == turn or (is_needed and not told)):
                continue
            if self.reads_all and self._was_read(status):
                continue
            is_whole, had_room = self.reads_all or (self.is_busy and status != turn), has_room()
            asked |= {status: self._now} if had_room else {}
            gone, rows[status] = self.part.no_more(
                {order: self._keys(order) for order in group},
                0 if is_whole and not self.goes_on else rows.get(status, 0),
                partial(has_status, folded_word(status)),
                most_rows=math.inf if self.reads_all else _MOST_ROWS if is_whole else 1,
                has_time=has_room,
                status=status,
            )
            changed += map(OrderId, gone)
            self.is_cut |= not had_room or rows[status] > 0
        self._note(asked=asked, filter_rows=rows)
        return changed

    def _was_read(self, status: str) -> bool:
        """Whether an earlier run of this reading, which lacked the time for the rest, read all of a status."""
        since = self._last.behind_since if self._last else None
        asked = self.read.asked.get(status)
        return since is not None and asked is not None and asked >= since and not self.read.filter_rows.get(status)

    def _groups(self) -> dict[str, list[OrderId]]:
        """Return the statuses that can be asked for, each with the orders that had it and were not seen."""
        every = (PENDING, FRAUD, *self._own)
        groups: dict[str, list[OrderId]] = {status: [] for status in every}
        words = {folded_word(status): status for status in every}
        for key, row in self.read.rows.items():
            word = words.get(folded_word(_word(row)))
            known = self._known.orders.get(key)
            if word and known and known.is_open and not self.looked_at(key):
                groups[word].append(key)
        return groups

    def _asking(self, turns: Collection[str]) -> list[OrderId]:
        """Return the orders to ask for though nothing tells that they changed."""
        orders = [order for order in to_ask(self._known, self._now) if self._unseen(order)]
        return orders[: _MOST_ASKED if self.is_busy or self.reads_all else int(ORDER_IDS in turns)]


def read_orders(
    listings: Listings,
    known: Known,
    now: datetime,
    zone: ZoneInfo,
    *,
    own_statuses: Iterable[str],
    whole_pages: int,
    named: Named,
    turns: Collection[str],
    room: Room,
) -> OrderPart:
    """Return the orders: all of them where they are few, or show no order that can be believed. Raises BillingError."""
    reader = OrderReader(listings, known, now, zone, own_statuses)
    with reader:
        if named.only and known.reading and known.reading.orders:
            reader.by_id(named.orders, room.has_time)
            return reader.result(turns)
        first = listings.first(ORDERS)
        if first.total <= whole_pages * listings.page_size:
            return OrderPart(listings.whole(ORDERS, first=first))
        if reader.newest(first, room.has_time):
            has_room = room.has_time if reader.reads_all else room.of(_MOST_CALLS)
            told = named.is_all and bool(not reader.is_busy or named.orders or named.tickets)
            reader.open_ones(named.orders, turns, told=told, has_room=has_room)
            has_room = room.of(_CALLS_WITH_SWEEP if reader.is_busy else _MOST_CALLS)
            reader.sweep(walks_of("orders", turns), reader.keeps, has_room)
            reader.confirm_gone(known.orders, lambda ids: reader.by_id(ids, room.has_time), room.has_time)
            return reader.result(turns)
        rows = listings.whole(ORDERS, first=first)
        read = reader.read.model_copy(update=all_read(rows, listings.page_size, now))
        erased = {key: mark for key, mark in read.clients.items() if key.startswith(ERASED)}
        return OrderPart(rows, read, other_clients=erased)
    return reader.result(turns)


def _word(order: ObservedOrder) -> str:
    return {OrderStatus.PENDING: PENDING, OrderStatus.FRAUD: FRAUD}.get(order.status, order.custom_status)
