"""Promises that have left what happens: whose nine in ten took longer for 30 days, and those far longer than needed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from generator.model.base import ServiceId
from generator.model.catalog import Service
from generator.model.promise import Promise
from generator.model.records import Drift, Figures, ServiceRecord, Span
from generator.words.measured_time import in_told_unit

ROOMY_FROM = 20
"""Cases from which a promise may be called longer than needed."""
ROOMY_TIMES = 2
"""So many times what nine in ten needed, even at worst, is far longer than that."""

_HIGHEST_FIGURE = 9999
"""The largest that a phrase of a promise may hold."""


def drifts_of(
    services: Iterable[tuple[ServiceId, Service]], records: Mapping[ServiceId, ServiceRecord]
) -> tuple[Drift, ...]:
    """Return the promises to look at, the broken ones first; what a notice promises for a while is not among them."""
    found = [one for key, service in services if (one := _drift(key, service.promise, records[key]))]
    return tuple(sorted(found, key=lambda one: not one.is_broken))


def _drift(key: ServiceId, promise: Promise, record: ServiceRecord) -> Drift | None:
    recent, all_of_it = record.periods.days30, record.periods.days90
    if record.left_promise and isinstance(recent, Figures):
        p90, is_broken = recent.p90, True
    elif isinstance(all_of_it, Figures) and all_of_it.timed >= ROOMY_FROM and all_of_it.p90 is not None:
        p90, is_broken = all_of_it.p90, False
        if max(1, p90.worst) * ROOMY_TIMES > promise.last:
            return None
    else:
        return None
    proposed = _kept_by(promise, max(1, p90.worst)) if p90 else None
    return Drift(service=key, promise=promise, p90=p90, proposed=proposed, is_broken=is_broken)


def _kept_by(promise: Promise, figure: int) -> Promise | None:
    """Return the promise that a figure in its unit would have kept, in the unit in which such a figure is told."""
    told, unit = in_told_unit(Span(best=figure, worst=figure), promise.unit)
    if told.worst > _HIGHEST_FIGURE:
        return None
    # A range keeps its first figure while that still is the smaller one.
    keeps_first = unit == promise.unit and promise.first is not None and promise.first < told.worst
    return Promise(promise.first if keeps_first else None, told.worst, unit)
