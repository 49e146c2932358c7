"""Whose turn it is in a run: of what shows no sign of a change, what has waited longest, and walks that are late."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta

from generator.model.reading import Known, ListingRead, Reading
from generator.pull.whmcs.orders_to_ask import SEEN_WITHIN

A_TURN = timedelta(hours=6)
MOST_TURNS, _TURNS_OF_BEGUN = 3, 2
"""Calls of a run for what shows no sign of a change."""
CLOCK, STATUS, ACTIVE, ORDER_IDS, TICKET_IDS = "clock", "status", "active", "order ids", "ticket ids"
_OTHERS = STATUS, ACTIVE, ORDER_IDS, TICKET_IDS
WALKS = {
    "orders recent": timedelta(hours=16),
    "tickets recent": timedelta(hours=16),
    "orders history": timedelta(hours=14),
    "tickets history": SEEN_WITHIN,
}
"""In how long each walk comes to its end, as far as runs have turns for it."""
_FAR_BEHIND = 0.1
_OTHERS_REST = timedelta(minutes=45)
"""Once anything but a walk had its turn, for how long a walk through everything that is behind has them all."""
NEVER = datetime.min.replace(tzinfo=UTC)


def is_turn(since: datetime | None, now: datetime) -> bool:
    """Whether what shows no sign of a change may be asked for again."""
    return since is None or now - since >= A_TURN


def turns_of(known: Known, now: datetime, zone: str, *, asking: Iterable[str]) -> tuple[str, ...]:
    """Return what a quiet run reads beside the newest rows: of what is due, what had its turn longest ago.

    `asking` are the listings' turns to ask for rows by their ids, where there are any. What may have a page is seen
    again within a day, though runs come late. While a walk through everything is behind, or never came to its end, most
    turns are its.
    """
    reading = known.reading
    if reading is None or reading.zone != zone:
        return (CLOCK,)
    due = [*asking, *([CLOCK] if is_turn(reading.zone_checked, now) else [])]
    due += [STATUS] if reading.orders else []
    due += [ACTIVE] if reading.tickets else []
    late = {name: share for name, share in _lateness(reading, now).items() if share > 0}
    hurried = _hurried(reading)
    begun = [*_never_ended(reading), *(name for name in late if name.endswith("history") and late[name] > _FAR_BEHIND)]
    # Orders first: once all are known, a ticket that names no item has its client's only order.
    if not reading.orders or reading.orders.history.completed:
        begun.sort(key=lambda name: -late.get(name, 0))
    urgent = [name for name, share in late.items() if name.endswith("recent") and share > _FAR_BEHIND]
    urgent += [name for name in hurried if late.get(name, 0) > _FAR_BEHIND] * _TURNS_OF_BEGUN
    # The second sight of what is missing.
    urgent += [ORDER_IDS] if not hurried and any(order.has_second_sight(now) for order in known.orders.values()) else []
    urgent += [TICKET_IDS] if any(ticket.is_missing for ticket in known.tickets.values()) else []
    others = [name for name in (*due, *late) if name not in (*begun, *urgent)]
    others.sort(key=lambda name: reading.turns.get(name, NEVER))
    rests = any(now - reading.turns.get(name, NEVER) < _OTHERS_REST for name in _OTHERS)
    return tuple([*urgent, *begun[:1] * (MOST_TURNS if rests else _TURNS_OF_BEGUN), *others][:MOST_TURNS])


def walks_of(listing: str, turns: Iterable[str]) -> list[str]:
    """Return the walks through a listing whose turn it is."""
    pairs = (turn.partition(" ") for turn in turns if turn in WALKS)
    return [which for name, _, which in pairs if name == listing]


def _never_ended(reading: Reading) -> list[str]:
    """Return the walks through everything that never came to their end."""
    reads: Sequence[tuple[str, ListingRead | None]] = (("orders", reading.orders), ("tickets", reading.tickets))
    return [f"{name} history" for name, read in reads if read is not None and read.history.completed is None]


def _hurried(reading: Reading) -> list[str]:
    """Return the walks that alone come past what has a page: where nothing answers for ids, within a day."""
    return ["orders history"] if reading.orders and not reading.orders.answers_ids else []


def _lateness(reading: Reading, now: datetime) -> dict[str, float]:
    """Return by how much of itself each walk is behind its pace."""
    reads: Sequence[tuple[str, ListingRead | None]] = (("orders", reading.orders), ("tickets", reading.tickets))
    walks = {
        f"{name} {which}": walk
        for name, read in reads
        if read is not None
        for which, walk in (("recent", read.recent), ("history", read.history))
        if walk.length
    }
    return {name: (now - walk.began) / WALKS[name] - walk.next_row / walk.length for name, walk in walks.items()}
