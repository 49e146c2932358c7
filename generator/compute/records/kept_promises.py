"""The measured records of a Ledger: one computation, whose figures pages, open data and order pages all show."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import TypeAlias, TypeVar
from zoneinfo import ZoneInfo

from generator.compute.business_calendar import Calendars
from generator.compute.records.answered_tickets import waiting_tickets
from generator.compute.records.counted_rows import counted
from generator.compute.records.drifts import drifts_of
from generator.compute.records.figures import FEWEST, Case, case_of, decided, kept, mostly_above, outcome
from generator.compute.records.finished_items import running_item
from generator.compute.records.told_periods import Part, part_of, periods_of, told_of
from generator.model.base import GroupId, ServiceId
from generator.model.catalog import Attention, Catalog, Service
from generator.model.ledger import Ledger
from generator.model.outcomes import AnsweredTicket, FinishedItem, NotCounted
from generator.model.promise import OPEN_HOUR
from generator.model.records import (
    AnswerRecord,
    DayMark,
    Figures,
    GroupRecord,
    MarkedDay,
    Outcome,
    Periods,
    Records,
    ServiceRecord,
)

STRIP_DAYS = 90
MARKED_BY = 7
"""A day's mark is that of so many days that end with it: of one day alone there are seldom enough cases."""
FORECAST_FROM = 20
"""Cases from which on an order's page is told how long others took."""
NINE_IN_TEN = 90
"""Whole percent."""
_Cases: TypeAlias = Mapping[str, Sequence[Case]]
_Row = TypeVar("_Row", FinishedItem, AnsweredTicket)


def records_of(catalog: Catalog, ledger: Ledger) -> Records:
    """Return how promises were kept, as of the Ledger's last run; running orders count as far as they have come."""
    zone = ZoneInfo(catalog.calendar.zone)
    today = ledger.synced_at.astimezone(zone).date()
    calendars = Calendars(ledger.calendars)
    running = (
        running_item(item, calendars, ledger.synced_at, zone)
        for order in ledger.orders.values()
        if order.missing_since is None
        for item in order.items
        if item.missing_since is None
    )
    # Of what runs, thousands are alike.
    rows = (*ledger.finished, *counted(row for row in running if row))
    items, left_out = _cases(rows, lambda row: row.service, today)
    waiting = waiting_tickets(ledger.tickets.values(), catalog, ledger.synced_at)
    answers, more = _cases((*(ledger.answers or ()), *waiting), lambda row: row.category, today)
    services: dict[ServiceId, ServiceRecord] = {}
    groups: dict[GroupId, GroupRecord] = {}
    for key in catalog.groups:
        mine = {one: service for one, service in catalog.all_services.items() if service.group == key}
        parts = [part_of(items.get(one, ()), today) for one in mine]
        told = told_of(parts)
        for number, (one, service) in enumerate(mine.items()):
            services[one] = _service(service, parts[number], periods_of(parts, told, _unit(service), of=number))
        cases = (case for one in mine for case in items.get(one, ()))
        unit = _shared_unit(mine.values(), parts)
        groups[key] = GroupRecord(unit=unit, periods=periods_of(parts, told, unit), strip=_strip(cases, today))
    return Records(
        as_of=ledger.synced_at,
        services={key: services[key] for key in catalog.all_services},
        groups=groups,
        answers={
            key: _answers(entry, part_of(answers.get(key, ()), today))
            for key, entry in catalog.attention.items()
            if entry.departments
        },
        not_counted=dict(sorted((left_out + more).items())),
        drifts=drifts_of(catalog.in_offer(ledger.synced_at).services.items(), services),
    )


def _cases(
    rows: Iterable[_Row], owner: Callable[[_Row], str | None], today: date
) -> tuple[_Cases, Counter[NotCounted]]:
    """Return the cases by what they are of, and how many of the last 90 days are not counted."""
    cases: dict[str, list[Case]] = defaultdict(list)
    left_out: Counter[NotCounted] = Counter()
    for row in rows:
        case, key = case_of(row), owner(row)
        if isinstance(case, Case) and key is not None:
            cases[key].append(case)
        elif isinstance(case, NotCounted) and row.day and row.day > today - timedelta(90):
            left_out[case] += row.count
    return cases, left_out


def _unit(service: Service) -> str:
    return service.promise.unit.key


def _service(service: Service, part: Part, periods: Periods) -> ServiceRecord:
    promised, unit = service.promise.last, _unit(service)
    recent = periods.days30
    # Of those promised something else, by a notice or before an edit, what counts is whether that was kept.
    slipped = isinstance(recent, Figures) and recent.share is not None and recent.share.best < NINE_IN_TEN
    return ServiceRecord(
        unit=unit,
        promised=promised,
        periods=periods,
        left_promise=slipped and mostly_above(part.cases["days30"], unit, promised),
        late_rest=_late_rest(part.cases["days90"], unit) if _tells_times(periods.days90) else None,
    )


def _tells_times(found: Outcome) -> bool:
    return isinstance(found, Figures) and found.timed > 0


def _late_rest(cases: Iterable[Case], unit: str) -> Figures | None:
    late = []
    for case in cases:
        if case.unit != unit:
            continue
        promised, least, most = case.promised, case.least, case.most
        if case.on_time is False and promised is not None and least is not None and most is not None:
            figures = {"least": max(0, least - promised), "most": max(0, most - promised)}
            late.append(case.model_copy(update=figures))
    found = outcome(late, unit, has_target=False)
    return found if isinstance(found, Figures) and found.cases >= FORECAST_FROM else None


def _shared_unit(services: Iterable[Service], parts: Sequence[Part]) -> str | None:
    """Return the unit that services are promised in; None where theirs differ."""
    # One that had no cases, perhaps for it is not offered any more, has no times that could differ.
    units = {_unit(one) for one, part in zip(services, parts, strict=True) if part.cases} or set(map(_unit, services))
    return units.pop() if len(units) == 1 else None


def _answers(entry: Attention, part: Part) -> AnswerRecord:
    target = entry.target
    unit = (target.unit if target else OPEN_HOUR).key
    return AnswerRecord(
        unit=unit,
        promised=target.last if target else None,
        periods=periods_of([part], told_of([part]), unit, has_target=target is not None),
    )


def _strip(cases: Iterable[Case], today: date) -> tuple[MarkedDay, ...]:
    by_day: dict[date, list[Case]] = defaultdict(list)
    for case in cases:
        if case.day:
            by_day[case.day].append(case)
    days = [today - timedelta(back) for back in reversed(range(STRIP_DAYS))]
    return tuple(
        MarkedDay(day=day, mark=_mark([case for back in range(MARKED_BY) for case in by_day[day - timedelta(back)]]))
        for day in days
    )


def _mark(cases: Sequence[Case]) -> DayMark:
    total = decided(cases)
    if total < FEWEST:
        return DayMark.FEW if total else DayMark.NONE
    on_time = kept(cases)
    if 100 * on_time.worst >= NINE_IN_TEN * total:
        return DayMark.KEPT
    return DayMark.UNSURE if 100 * on_time.best >= NINE_IN_TEN * total else DayMark.SLIPPED
