"""The table of all services: what is told once for a group, and what its rows carry for the filter and the dates."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from generator.model.base import ServiceId
from generator.model.catalog import Catalog, Group, Service
from generator.model.promise import BUSINESS_DAY_HOUR, Promise, TimeUnit
from generator.model.states import ClockStarts
from generator.render.calculator import promises_by_date
from generator.render.markdown import Markdown, filled_sentence
from generator.words.delay_words import DelayKind
from generator.words.for_scripts import as_json, delay_words
from generator.words.language import WORDS, words_in


@dataclass(frozen=True, slots=True)
class DelayRow:
    """One service of the table."""

    id: ServiceId
    service: Service
    kind: DelayKind
    promises: str
    """As JSON, for the date if its clock started now."""
    own_start: str
    """From when it is counted, where that is not what is told of its group."""


@dataclass(frozen=True, slots=True)
class DelayGroup:
    """One group of the table; `start` is the sentence that says from when its services are counted."""

    group: Group
    start: str
    rows: tuple[DelayRow, ...]


def delays_context(
    catalog: Catalog, grouped: Sequence[tuple[Group, Sequence[tuple[ServiceId, Service]]]]
) -> Mapping[str, Any]:
    """Return the template's values that are the table's own."""
    date = Markdown('<span class="fecha">…</span>')
    groups = [_group(catalog, group, services) for group, services in grouped]
    there = {row.kind for group in groups for row in group.rows}
    return {
        "groups": groups,
        # A filter that leaves nothing out would be in the way.
        "offered": [one.group for one in groups if one.rows],
        "rows": sum(len(one.rows) for one in groups),
        "kinds": [(kind.value, WORDS.delays.kinds.of(kind)) for kind in DelayKind if kind in there],
        "filter_words": as_json(delay_words(words_in(catalog.calendar.zone))),
        # As the script fills them in: a row keeps its height.
        "two_dates": filled_sentence(WORDS.delays.range, first=date, last=date),
    }


def delay_kind(group: Group, promise: Promise) -> DelayKind:
    """Return what sort of delay a service has: hours of whole business days are days, whatever they are called."""
    if group.custom:
        return DelayKind.CUSTOM
    at_once = isinstance(promise.unit, TimeUnit) and promise.unit != BUSINESS_DAY_HOUR
    return DelayKind.IMMEDIATE if at_once else DelayKind.DAYS


def _group(catalog: Catalog, group: Group, services: Sequence[tuple[ServiceId, Service]]) -> DelayGroup:
    starts = Counter(catalog.clock_start(service) for _, service in services)
    if not starts:
        return DelayGroup(group, "", ())
    common = starts.most_common(1)[0][0]
    say = WORDS.delays.counted_from if len(starts) == 1 else WORDS.delays.counted_mostly_from
    rows = tuple(_row(catalog, group, key, service, common) for key, service in services)
    return DelayGroup(group, say.format(start=WORDS.clock_starts.of(common).short), rows)


def _row(catalog: Catalog, group: Group, key: ServiceId, service: Service, common: ClockStarts) -> DelayRow:
    own = catalog.clock_start(service)
    return DelayRow(
        id=key,
        service=service,
        kind=delay_kind(group, service.promise),
        promises=as_json(promises_by_date(catalog, key)),
        own_start="" if own is common else WORDS.clock_starts.of(own).brief,
    )
