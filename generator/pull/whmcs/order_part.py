"""The orders of one run: whole, or the newest, those that may have changed, and the rest as they were last read."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from zoneinfo import ZoneInfo

from generator.model.base import OrderId
from generator.model.observed import ObservedOrder, OrderHint
from generator.model.reading import ERASED, Known, OrdersRead, Pass
from generator.model.states import OrderStatus
from generator.pull.whmcs.fields import folded_word, has_status, readable_moment
from generator.pull.whmcs.listing import ORDERS, Listings
from generator.pull.whmcs.listing_reader import LONG_PAUSE, all_read
from generator.pull.whmcs.named_rows import Named
from generator.pull.whmcs.orders_to_ask import UNASKED, has_turn, is_due, is_unclear
from generator.pull.whmcs.paging import Page, id_of
from generator.pull.whmcs.partial_listing import HasTime, PartialListing
from generator.pull.whmcs.php_lists import Row

PENDING, FRAUD = "Pending", "Fraud"
_A_TURN = timedelta(hours=6)
_MOST_ROWS = 750
"""Rows of a filter that a run reads once anything new was seen."""
_MOST_MISSING, _MOST_UNSEEN = 10, 2


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


def is_turn(since: datetime | None, now: datetime) -> bool:
    """Whether what shows no sign of a change may be asked for again."""
    return since is None or now - since >= _A_TURN


class OrderReader:
    """Reads the orders in part, in the order in which a change is likely; `part` is what was read."""

    def __init__(
        self, listings: Listings, known: Known, now: datetime, zone: ZoneInfo, own_statuses: Iterable[str]
    ) -> None:
        self._listings = listings
        self._known = known
        self._now = now
        self._own = tuple(own_statuses)
        self._last = known.reading.orders if known.reading else None
        self.part = PartialListing(
            listings,
            ORDERS,
            {"id": lambda row: float(id_of(ORDERS.action, row))},
            lambda row: readable_moment(row, "date", zone),
            now,
        )
        self.read = self._last or OrdersRead(recent=Pass(began=now), history=Pass(began=now))
        pause = now - known.before if known.before else LONG_PAUSE
        self._is_first = self._last is None or pause >= LONG_PAUSE
        self._is_busy = True
        """Whether anything new was seen: then what is open has most likely changed too."""

    def newest(self, first: Page, has_time: HasTime) -> bool:
        """Read what is new, and what is recent where that was never read whole; False where no order can be told."""
        cut = self.part.newest(first, {"id": float(self._last.top)} if self._last else {}, has_time)
        if not self.part.is_sorted:
            return False
        self._is_busy = self._last is None or any(int(order) > self._last.top for order in self.part.rows)
        top, recent = max(map(int, self.part.rows), default=0), self.read.recent
        # Ids that are no more are those of a restored backup.
        is_back = self._last is not None and top < self._last.top
        if cut is not None or is_back or self._is_first:
            next_row = len(first.rows) if cut is None else cut
            recent = Pass(began=self._now, next_row=next_row, last_id=min(map(int, self.part.rows), default=None))
        history = self.read.history
        is_begun = recent.completed is not None
        recent = self.part.recent(recent, has_time)
        if not history.length:
            history = history.model_copy(update={"length": self.part.total})
        if not is_begun and recent.completed is not None and history.completed is None:
            history = history.model_copy(update={"next_row": max(history.next_row, recent.length), "last_id": None})
        if self.part.is_all:
            history = Pass(began=self._now, completed=self._now, next_row=len(first.rows), length=self.part.total)
        behind = None if recent.completed else (self.read.behind_since or self._now)
        self.read = self.read.model_copy(
            update={"top": top, "recent": recent, "history": history, "behind_since": behind}
        )
        return True

    def open_ones(self, named: Iterable[OrderId], has_time: HasTime) -> None:
        """Read what goes on and was not seen yet: by its status, and by its id where that changed or tells nothing.

        `named` are orders of which something is known to have happened.
        """
        if self.part.is_all:
            return
        changed: list[OrderId] = [order for order in named if not self._looked_at(order)]
        asked, rows = dict(self.read.asked), dict(self.read.filter_rows)
        for status, group in self._statuses().items():
            asked[status] = self._now
            gone, rows[status] = self.part.no_more(
                {order: _keys(order) for order in group},
                0 if self._is_busy else rows.get(status, 0),
                partial(has_status, folded_word(status)),
                most_rows=self._most_rows,
                has_time=has_time,
                status=status,
            )
            changed += map(OrderId, gone)
        self.read = self.read.model_copy(update={"asked": asked, "filter_rows": rows})
        if len(changed) > self.read.recent.length / self._listings.page_size:
            walk = Pass(began=self._now, next_row=self._listings.page_size)
            self.read = self.read.model_copy(update={"recent": self.part.recent(walk, has_time)})
            changed = [order for order in changed if not self._looked_at(order)]
        others = [key for key in self._known.orders if not self._looked_at(key)]
        missing = [key for key in others if self._known.orders[key].is_missing]
        others.sort(key=lambda key: self._known.orders[key].seen_at)
        unseen = [key for key in others if is_due(self._known.orders[key], self._now)]
        unsettled = [
            key
            for key, row in self.read.rows.items()
            if not self._looked_at(key) and (row.claimed == UNASKED or (is_unclear(row) and has_turn(key, self._now)))
        ]
        unsettled += [key for key in self.read.unread if not self._looked_at(key) and has_turn(key, self._now)]
        ids = [*missing[:_MOST_MISSING], *changed, *unsettled[:_MOST_MISSING], *unseen[:_MOST_UNSEEN]]
        self.part.answered(self._listings.by_id(ORDERS, dict.fromkeys(ids), has_time).items())

    def sweep(self, which: Iterable[str]) -> None:
        """Read a slice of each of these walks."""
        for name in which:
            walk = self.part.slice(getattr(self.read, name), recent_only=name == "recent")
            self.read = self.read.model_copy(update={name: walk})

    def result(self) -> OrderPart:
        """Return what was read, and what was passed over."""
        read = self.read
        passed_over = frozenset(key for key in self._known.orders if not self._looked_at(key))
        unread = {key: fault for key, fault in read.unread.items() if not self._looked_at(key)}
        return OrderPart(
            rows=self.part.rows,
            read=read,
            passed_over=passed_over,
            remembered={key: row for key, row in read.rows.items() if key in passed_over and key not in unread},
            unread=unread,
            hints={key: hint for key, hint in read.hints.items() if key in unread},
            other_clients={
                key: mark for key, mark in read.clients.items() if key.startswith(ERASED) or not self._looked_at(key)
            },
        )

    def _looked_at(self, order: OrderId) -> bool:
        return self.part.looked_at(order, _keys(order))

    def _statuses(self) -> dict[str, list[OrderId]]:
        """Return the statuses to ask for, each with the orders that had it and were not seen; each in its turn."""
        every = (PENDING, FRAUD, *self._own)
        groups: dict[str, list[OrderId]] = {status: [] for status in every}
        words = {folded_word(status): status for status in every}
        for key, row in self.read.rows.items():
            word = words.get(folded_word(_word(row)))
            known = self._known.orders.get(key)
            if word and known and known.is_open and not self._looked_at(key):
                groups[word].append(key)
        due = [status for status in every if groups[status] or is_turn(self.read.asked.get(status), self._now)]
        if self._is_first or self._is_busy:
            return {status: group for status, group in groups.items() if group or status in due}
        # The others by turns: what has one of them waits for days.
        other = sorted((status for status in due if status != PENDING), key=self._asked)[:1]
        return {status: groups[status] for status in (PENDING, *other) if status in due}

    @property
    def _most_rows(self) -> float:
        return math.inf if self._is_first else _MOST_ROWS if self._is_busy else 1

    def _asked(self, status: str) -> float:
        moment = self.read.asked.get(status)
        return moment.timestamp() if moment else 0.0


def read_orders(
    listings: Listings,
    known: Known,
    now: datetime,
    zone: ZoneInfo,
    *,
    own_statuses: Iterable[str],
    whole_pages: int,
    named: Named,
    slices: Iterable[str],
    has_time: HasTime,
) -> OrderPart:
    """Return the orders: all of them where they are few, or show no order that can be believed. Raises BillingError."""
    reader = OrderReader(listings, known, now, zone, own_statuses)
    if named.only and known.reading and known.reading.orders:
        reader.part.answered(listings.by_id(ORDERS, named.orders, has_time).items())
        return reader.result()
    first = listings.first(ORDERS)
    if first.total <= whole_pages * listings.page_size:
        return OrderPart(listings.whole(ORDERS, first=first))
    if reader.newest(first, has_time):
        reader.open_ones(named.orders, has_time)
        reader.sweep(slices)
        return reader.result()
    rows = listings.whole(ORDERS, first=first)
    read = reader.read.model_copy(update=all_read(rows, listings.page_size, now))
    erased = {key: mark for key, mark in read.clients.items() if key.startswith(ERASED)}
    return OrderPart(rows, read, other_clients=erased)


def _keys(order: OrderId) -> dict[str, float]:
    return {"id": float(order)}


def _word(order: ObservedOrder) -> str:
    return {OrderStatus.PENDING: PENDING, OrderStatus.FRAUD: FRAUD}.get(order.status, order.custom_status)
