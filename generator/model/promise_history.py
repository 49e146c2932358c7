"""What a service promised over time, as runs saw it published."""

from __future__ import annotations

from generator.model.base import Moment
from generator.model.promise import PromiseText
from generator.model.record import Record

MOST_KEPT = 20


class PublishedPromise(Record, frozen=True, kw_only=True):
    """A promise of `data/services/`, and the run that was the first to see it there."""

    promise: PromiseText
    since: Moment
