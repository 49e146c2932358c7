"""Whose turn it is in a quiet run: how long the walks through twenty thousand orders and their tickets take."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime, timedelta

from generator.model.reading import Known, OrdersRead, Pass, Reading, TicketsRead
from generator.pull.whmcs.turns import ACTIVE, CLOCK, MOST_TURNS, ORDER_IDS, STATUS, TICKET_IDS, turns_of

START = datetime(2026, 11, 23, 12, tzinfo=UTC)
EVERY, A_DAY = timedelta(minutes=30), timedelta(hours=24)
ZONE = "America/Argentina/Buenos_Aires"
SLICE = 660
"""Rows of a slice where pages hold 250, as tests/pull/test_slice_sizes.py has them."""
LENGTHS = {"orders recent": 900, "tickets recent": 2_500, "orders history": 20_000, "tickets history": 60_000}


class Walks:
    """Runs in which nothing changes: the walks go on as turns let them."""

    def __init__(self) -> None:
        recent = {name: Pass(began=START, completed=START, length=LENGTHS[f"{name} recent"]) for name in _LISTINGS}
        ends = {name: Pass(began=START, length=LENGTHS[f"{name} history"]) for name in _LISTINGS}
        self.reading = Reading(
            zone=ZONE,
            orders=OrdersRead(recent=recent["orders"], history=ends["orders"]),
            tickets=TicketsRead(recent=recent["tickets"], history=ends["tickets"]),
        )
        self.now = START
        self.took: dict[str, list[timedelta]] = {name: [] for name in LENGTHS}
        self.turns: Counter[str] = Counter()

    def runs(self, lasting: timedelta) -> None:
        """Let runs come every half hour."""
        end = self.now + lasting
        while self.now < end:
            self.now += EVERY
            known = Known(reading=self.reading, before=self.now - EVERY)
            turns = turns_of(known, self.now, ZONE, asking=[ORDER_IDS, TICKET_IDS])
            assert len(turns) == MOST_TURNS
            self.turns.update(turns)
            for turn in turns:
                self._walk(turn)
            noted = {**self.reading.turns, **dict.fromkeys(turns, self.now)}
            checked = {"zone_checked": self.now} if CLOCK in turns else {}
            self.reading = self.reading.model_copy(update={"turns": noted, **checked})

    def _walk(self, turn: str) -> None:
        listing, _, which = turn.partition(" ")
        if turn not in LENGTHS:
            return
        read = getattr(self.reading, listing)
        walk = getattr(read, which)
        done = walk.model_copy(update={"next_row": walk.next_row + SLICE})
        if done.next_row >= walk.length:
            self.took[turn].append(self.now - walk.began)
            done = Pass(began=self.now, completed=walk.began, length=walk.length)
        self.reading = self.reading.model_copy(update={listing: read.model_copy(update={which: done})})


_LISTINGS = "orders", "tickets"


def test_every_order_is_come_past_within_a_day_and_every_ticket_soon_after() -> None:
    """By walks alone; what has a page and is late all the same is asked for by its id."""
    walks = Walks()
    walks.runs(8 * A_DAY)
    longest = {name: max(took) for name, took in walks.took.items()}
    assert walks.took["orders history"][0] <= timedelta(hours=8), "then a client's only order is known"
    assert max(took for name, took in longest.items() if name != "tickets history") < A_DAY
    assert longest["tickets history"] < 1.5 * A_DAY


def test_nothing_else_waits_for_ever_meanwhile() -> None:
    walks = Walks()
    walks.runs(4 * A_DAY)
    assert min(walks.turns[name] for name in (STATUS, ACTIVE, ORDER_IDS, TICKET_IDS, CLOCK)) >= 12
