"""What is known of when something happened: the moment itself, or the two runs it lies between."""

from __future__ import annotations

from datetime import datetime
from typing import TypeAlias

from generator.model.base import Moment
from generator.model.record import Record


class Sighting(Record, frozen=True, kw_only=True):
    """Something billing does not date: not yet so at `after`, so at `by` (both UTC)."""

    after: Moment
    by: Moment


When: TypeAlias = Moment | Sighting
"""An exact moment, or the interval between two runs."""


def latest(when: datetime | Sighting) -> datetime:
    """Return the later end: the moment a promise counts from."""
    return when.by if isinstance(when, Sighting) else when


def earliest(when: datetime | Sighting) -> datetime:
    """Return the earlier end."""
    return when.after if isinstance(when, Sighting) else when
