"""The measured records of a Ledger: one computation, whose figures pages, open data and order pages all show."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import TypeAlias, TypeVar
from zoneinfo import ZoneInfo

from generator.compute.business_calendar import Calendars
from generator.compute.records.answered_tickets import waiting_tickets
from generator.compute.records.drifts import drifts_of
from generator.compute.records.figures import FEWEST, Case, case_of, decided, outcome, pooled
from generator.compute.records.finished_items import running_item
from generator.model.base import GroupId, ServiceId
from generator.model.catalog import Catalog, Service
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
    Silence,
)

STRIP_DAYS = 90
MARKED_BY = 7
"""A day's mark is that of so many days that end with it: of one day alone there are seldom enough cases."""
FORECAST_FROM = 20
"""Cases from which on an order's page is told how long others took."""
NINE_IN_TEN = 90
"""Whole percent."""
_MONTHS = 12
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
    items, left_out = _cases((*ledger.finished, *(row for row in running if row)), lambda row: row.service, today)
    waiting = waiting_tickets(ledger.tickets.values(), catalog, ledger.synced_at)
    answers, more = _cases((*(ledger.answers or ()), *waiting), lambda row: row.category, today)
    groups: dict[GroupId, dict[ServiceId, Service]] = {key: {} for key in catalog.groups}
    for key, service in catalog.all_services.items():
        groups[GroupId(service.group)][key] = service
    services = {key: _service(one, items.get(key, ()), today) for key, one in catalog.all_services.items()}
    return Records(
        as_of=ledger.synced_at,
        services=services,
        groups={key: _group(mine, items, today) for key, mine in groups.items()},
        answers={
            key: AnswerRecord(
                unit=(entry.target.unit if entry.target else OPEN_HOUR).key,
                promised=entry.target.last if entry.target else None,
                periods=_periods(
                    [answers.get(key, ())],
                    (entry.target.unit if entry.target else OPEN_HOUR).key,
                    today,
                    has_target=entry.target is not None,
                ),
            )
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


def _service(service: Service, cases: Sequence[Case], today: date) -> ServiceRecord:
    unit = service.promise.unit.key
    periods = _periods([cases], unit, today)
    p90 = periods.days30.p90 if isinstance(periods.days30, Figures) else None
    return ServiceRecord(
        unit=unit,
        promised=service.promise.last,
        periods=periods,
        left_promise=p90 is not None and p90.best > service.promise.last,
        late_rest=_late_rest([case for case in _last(cases, 90, today) if case.unit == unit], unit),
    )


def _late_rest(cases: Iterable[Case], unit: str) -> Figures | None:
    late = []
    for case in cases:
        promised, least, most = case.promised, case.least, case.most
        if case.on_time is False and promised is not None and least is not None and most is not None:
            late.append(replace(case, least=max(0, least - promised), most=max(0, most - promised)))
    found = outcome(late, unit, has_target=False)
    return found if isinstance(found, Figures) and found.cases >= FORECAST_FROM else None


def _group(services: Mapping[ServiceId, Service], items: _Cases, today: date) -> GroupRecord:
    units = {service.promise.unit.key for service in services.values()}
    unit = units.pop() if len(units) == 1 else None
    parts = [items.get(key, ()) for key in services]
    return GroupRecord(unit=unit, periods=_periods(parts, unit, today), strip=_strip(parts, today))


def _periods(parts: Sequence[Sequence[Case]], unit: str | None, today: date, *, has_target: bool = True) -> Periods:
    def told(cases: Sequence[Sequence[Case]]) -> Outcome:
        return outcome(pooled(cases), unit, has_target=has_target)

    days90, days30, days14 = (told([_last(part, days, today) for part in parts]) for days in (90, 30, 14))
    days30 = _unless_bared(days30, days90)
    days14 = _unless_bared(_unless_bared(days14, days30), days90)
    months = sorted({case.month for part in parts for case in part})[-_MONTHS:]
    return Periods(
        days14=days14,
        days30=days30,
        days90=days90,
        months={month: told([[case for case in part if case.month == month] for part in parts]) for month in months},
    )


def _last(cases: Iterable[Case], days: int, today: date) -> list[Case]:
    return [case for case in cases if case.day and case.day > today - timedelta(days)]


def _unless_bared(inner: Outcome, outer: Outcome) -> Outcome:
    """Return a shorter period's figures, unless those of a longer one with these taken away would be of too few."""
    if isinstance(inner, Figures) and isinstance(outer, Figures) and 0 < outer.cases - inner.cases < FEWEST:
        return Silence.FEW_CASES
    return inner


def _strip(parts: Sequence[Sequence[Case]], today: date) -> tuple[MarkedDay, ...]:
    by_day: dict[date, list[Case]] = defaultdict(list)
    for part in parts:
        for case in part:
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
    found = outcome(cases, None)
    if not isinstance(found, Figures) or found.share is None:
        return DayMark.FEW
    if found.share.worst >= NINE_IN_TEN:
        return DayMark.KEPT
    return DayMark.UNSURE if found.share.best >= NINE_IN_TEN else DayMark.SLIPPED
