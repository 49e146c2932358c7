"""Two Catalogs and example starts in; the promises and answering times that get longer out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from generator.compute.business_calendar import BusinessCalendar
from generator.compute.notices import replacing
from generator.compute.promises import resolve
from generator.model.catalog import Catalog
from generator.model.changes import ExampleStart, Longer
from generator.model.due import NoDue
from generator.model.promise import Promise


def longer_promises(before: Catalog, now: Catalog, starts: Sequence[ExampleStart], at: datetime) -> Iterator[Longer]:
    """Yield what gets longer: services, then what notices that are not over promise instead, then attention."""
    calendar = BusinessCalendar(now.calendar)

    def longer(was: Promise, is_: Promise) -> bool:
        if (was.measure, was.clock) == (is_.measure, is_.clock):
            return is_.last > was.last
        # Of unlike units none is longer as such: what counts is whether one of the example orders has to wait longer.
        return any(_is_later(was, is_, start.moment, calendar) for start in starts)

    for key, service in now.services.items():
        old = before.services.get(key)
        if old and longer(old.promise, service.promise):
            yield Longer(service.name, old.promise, service.promise)
    today = calendar.local_date(at)
    for notice in now.notices.values():
        for key in now.notice_services(notice) if notice.promise and notice.until >= today else ():
            told = replacing(before, key, notice.from_)
            ordinary = before.services[key].promise if key in before.services else now.services[key].promise
            was = (told[1].promise if told and key in before.services else None) or ordinary
            if notice.promise and longer(was, notice.promise):
                yield Longer(now.services[key].name, was, notice.promise, notice=notice.title)
    for name, entry in now.attention.items():
        known = before.attention.get(name)
        if known and known.target and entry.target and longer(known.target, entry.target):
            yield Longer(entry.name, known.target, entry.target, is_attention=True)


def _is_later(was: Promise, is_: Promise, start: datetime, calendar: BusinessCalendar) -> bool:
    old, new = resolve(was, start, calendar), resolve(is_, start, calendar)
    return not isinstance(old, NoDue) and not isinstance(new, NoDue) and new.due > old.due
