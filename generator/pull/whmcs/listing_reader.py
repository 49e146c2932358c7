"""What runs owe a listing that they read in part: whose turn a slice is, and what is noted once all was read."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta

from generator.model.reading import Pass, Reading

_PACE = {
    ("orders", "recent"): timedelta(hours=18),
    ("tickets", "recent"): timedelta(hours=18),
    ("orders", "history"): timedelta(days=5),
    ("tickets", "history"): timedelta(days=21),
}
"""In how long each walk comes to its end."""
_FAR_BEHIND = 0.1
LONG_PAUSE = timedelta(hours=36)
"""After so long without a run all that is recent is read again."""


def all_read(rows: Collection[str], page_size: int, now: datetime) -> dict[str, object]:
    """Return what changes in how far a listing was read once every row of it was."""
    done = Pass(began=now, next_row=page_size, completed=now, length=len(rows))
    top = max(map(int, rows), default=0)
    return {"top": top, "top_moved": None, "recent": done, "history": done, "behind_since": None}


def due_slices(reading: Reading | None, now: datetime) -> list[tuple[str, str]]:
    """Return the slices that a run owes, two at most: of which listing, and of which of its walks.

    What may have a page is seen again within a day, though runs come late; everything else within weeks.
    """
    reads = {"orders": reading.orders, "tickets": reading.tickets} if reading else {}
    behind = [
        ((now - walk.began) / _PACE[name, which] - walk.next_row / walk.length, name, which)
        for name, read in reads.items()
        if read is not None
        for which, walk in (("recent", read.recent), ("history", read.history))
        if walk.length
    ]
    behind.sort(reverse=True)
    due = [(name, which) for share, name, which in behind[:2] if share > 0]
    return due if len(due) < 2 or behind[1][0] > _FAR_BEHIND else due[:1]
