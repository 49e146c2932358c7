"""How long others like an item took: what its page tells beside its promise, from the very figures that are public."""

from __future__ import annotations

from generator.compute.records.kept_promises import FORECAST_FROM
from generator.model.base import ServiceId
from generator.model.promise import Promise
from generator.model.records import Figures, Outcome, Records, Span
from generator.model.views import OthersView
from generator.words.measured_time import time_words


def others_of(records: Records, service: ServiceId, promise: Promise) -> tuple[OthersView | None, OthersView | None]:
    """Return how long the last 90 days' items took, and of those that passed their promise, the rest.

    Each is None where fewer than 20 cases, or another unit than the promise's, tell nothing of it. What is not known
    exactly is told at its worst.
    """
    record = records.services.get(service)
    if record is None or record.unit != promise.unit.key:
        return None, None
    return _told(record.periods.days90, record.unit), _told(record.late_rest, record.unit)


def _told(found: Outcome | None, unit: str) -> OthersView | None:
    # Of those promised in another unit, by a notice or before an edit, nothing of this is known.
    if not isinstance(found, Figures) or found.timed < FORECAST_FROM or found.median is None or found.p90 is None:
        return None
    half, most = (time_words(Span(best=one.worst, worst=one.worst), unit) for one in (found.median, found.p90))
    return OthersView(cases=found.timed, half=half, most=most)
