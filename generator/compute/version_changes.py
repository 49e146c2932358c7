"""What clients would read otherwise when one version of the data takes another's place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from difflib import SequenceMatcher

from generator.compute.business_calendar import BusinessCalendar
from generator.compute.date_changes import date_changes, example_starts
from generator.compute.notices import replacing
from generator.compute.promises import resolve
from generator.model.base import ServiceId
from generator.model.catalog import Catalog
from generator.model.changes import (
    BillingChange,
    Changes,
    ExampleStart,
    Longer,
    PageChange,
    Retirement,
    RetirementKind,
    Version,
    VisibleLine,
    VisiblePage,
    Wording,
)
from generator.model.due import NoDue
from generator.model.promise import Promise

_NO_PAGE = VisiblePage("", ())


def version_changes(before: Version | None, now: Version, at: datetime) -> Changes:
    """Return what changes for clients, both versions as of `at`; without a `before`, the dates as they are now."""
    starts = example_starts(before.catalog if before else None, now.catalog, at)
    if before is None:
        return Changes(pages=None, dates=date_changes(None, now.catalog, starts))
    return Changes(
        pages=tuple(_page_changes(before.pages, now.pages)),
        dates=date_changes(before.catalog, now.catalog, starts),
        longer=tuple(_longer(before.catalog, now.catalog, starts, at)),
        retirements=tuple(_retirements(before.catalog, now.catalog)),
        billing=tuple(_billing_changes(before.catalog, now.catalog)),
        new_links=_differing(before.catalog.revocations, now.catalog.revocations),
        all_links_change=now.catalog.company.site != before.catalog.company.site,
    )


def _page_changes(before: Mapping[str, VisiblePage], now: Mapping[str, VisiblePage]) -> Iterator[PageChange]:
    """Yield the pages that differ in the order of the site, those that are gone last."""
    for path in (*now, *(path for path in before if path not in now)):
        old, new = before.get(path, _NO_PAGE), now.get(path, _NO_PAGE)
        wordings = tuple(_wordings(old.lines, new.lines))
        if wordings or (path in before) != (path in now):
            yield PageChange(path, new.title or old.title, wordings, was=path in before, is_=path in now)


def _wordings(before: Sequence[VisibleLine], now: Sequence[VisibleLine]) -> Iterator[Wording]:
    # By their text alone: a heading that changes does not change what stands below it.
    old, new = [line.text for line in before], [line.text for line in now]
    for tag, i, i_end, j, j_end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag != "equal":
            under = now[j].under if j < j_end else before[i].under
            yield Wording(under, tuple(old[i:i_end]), tuple(new[j:j_end]))


def _longer(before: Catalog, now: Catalog, starts: Sequence[ExampleStart], at: datetime) -> Iterator[Longer]:
    """Yield what gets longer: services, then what notices that are not over promise instead, then attention."""
    calendar = BusinessCalendar(now.calendar)

    def longer(was: Promise, is_: Promise) -> bool:
        if was.unit is is_.unit:
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


def _retirements(before: Catalog, now: Catalog) -> Iterator[Retirement]:
    for key, service in now.all_services.items():
        was = before.all_services.get(key)
        if service.retired and (was is None or was.retired != service.retired):
            yield Retirement(service.name, RetirementKind.RETIRED, service.retired)
        elif was and was.retired and not service.retired:
            yield Retirement(service.name, RetirementKind.OFFERED_AGAIN)
    for key, service in before.all_services.items():
        if key not in now.all_services:
            yield Retirement(service.name, RetirementKind.DELETED)


def _billing_changes(before: Catalog, now: Catalog) -> Iterator[BillingChange]:
    old, new = _readings(before), _readings(now)
    for kind, text in sorted({*old, *new}):
        was, is_ = old.get((kind, text)), new.get((kind, text))
        if was != is_:
            yield BillingChange(kind, text, _spoken(before, kind, was), _spoken(now, kind, is_))


def _differing(before: Mapping[str, int], now: Mapping[str, int]) -> int:
    return sum(before.get(key) != now.get(key) for key in {*before, *now})


def _readings(catalog: Catalog) -> dict[tuple[str, str], str]:
    """Return what each text of billing is read as: a service's id or a stage."""
    found = {("status", entry.status): entry.stage.value for entry in catalog.billing.order_statuses}
    for entry in catalog.billing.services:
        found |= {(entry.kind or "product", text): entry.service for text in entry.products}
        found |= {(entry.kind or "ending", text): entry.service for text in entry.domain_endings}
        if entry.kind and not entry.products and not entry.domain_endings:
            found[entry.kind, ""] = entry.service
    return found


def _spoken(catalog: Catalog, kind: str, reading: str | None) -> str | None:
    return reading if reading is None or kind == "status" else catalog.all_services[ServiceId(reading)].name
