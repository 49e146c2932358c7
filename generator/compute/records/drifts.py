"""Promises that have left what happens: whose nine in ten took longer for 30 days, and those far longer than needed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from generator.model.base import ServiceId
from generator.model.catalog import Service
from generator.model.promise import Promise
from generator.model.records import Drift, Figures, ServiceRecord

ROOMY_FROM = 20
"""Cases from which a promise may be called longer than needed."""
ROOMY_TIMES = 2
"""So many times what nine in ten needed, even at worst, is far longer than that."""


def drifts_of(
    services: Iterable[tuple[ServiceId, Service]], records: Mapping[ServiceId, ServiceRecord]
) -> tuple[Drift, ...]:
    """Return the promises to look at, the broken ones first; what a notice promises for a while is not among them."""
    found = [one for key, service in services if (one := _drift(key, service.promise, records[key]))]
    return tuple(sorted(found, key=lambda one: not one.is_broken))


def _drift(key: ServiceId, promise: Promise, record: ServiceRecord) -> Drift | None:
    recent, all_of_it = record.periods.days30, record.periods.days90
    if record.left_promise and isinstance(recent, Figures) and recent.p90 is not None:
        figure, p90, is_broken = recent.p90.worst, recent.p90, True
    elif isinstance(all_of_it, Figures) and all_of_it.cases >= ROOMY_FROM and all_of_it.p90 is not None:
        figure, p90, is_broken = max(1, all_of_it.p90.worst), all_of_it.p90, False
        if figure * ROOMY_TIMES > promise.last:
            return None
    else:
        return None
    # A range keeps its first figure while that still is the smaller one; figures are below 10,000.
    first = promise.first if promise.first is not None and promise.first < figure else None
    proposed = Promise(first, min(figure, 9999), promise.unit)
    return Drift(service=key, promise=promise, p90=p90, proposed=proposed, is_broken=is_broken)
