"""What is left of a closed order's page: all of it for 30 days, then a note, and after 90 days nothing."""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum

from generator.model.views import NOTE_ENDS

PAGE_KEPT = timedelta(days=30)
"""How long a closed order's page stays whole."""


class Left(StrEnum):
    """What of an order may still be shown."""

    PAGE = "page"
    NOTE = "note"
    NOTHING = "nothing"


def left_of(closed_at: datetime | None, now: datetime) -> Left:
    """Return what is left at `now` of an order that closed at a moment, or has not closed; both limits are included."""
    if closed_at is None or now <= closed_at + PAGE_KEPT:
        return Left.PAGE
    return Left.NOTE if now <= closed_at + NOTE_ENDS else Left.NOTHING
