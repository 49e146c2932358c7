"""The page of the measured records, and what other pages show of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

from generator.model.base import GroupId, ServiceId
from generator.model.catalog import Catalog, Service
from generator.model.facts import Facts
from generator.model.records import Figures, GroupRecord, Outcome, Periods, Records, ServiceRecord, Silence
from generator.render.figure_words import (
    Charts,
    Stretch,
    bar,
    group_line,
    half_and_most,
    left_line,
    outcome_words,
    service_line,
    stretches,
)
from generator.render.markdown import Markdown
from generator.words.language import WORDS, words_in
from generator.words.phrases import enumerated, inside_sentence

RECORDS_PAGE = "cumplimiento/index.md"
_NOTHING = WORDS.records.nothing


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a table: a period, service or kind of ticket, what was promised and how it went."""

    id: str
    name: str
    promised: str
    share: str
    cases: str
    half: str
    """Empty, as the next, in a table none of whose rows has a time."""
    most: str


@dataclass(frozen=True, slots=True)
class Summary:
    """A line of the table that answers first: a group or a kind of ticket, and where more is said of it."""

    name: str
    anchor: str
    shares: tuple[str, ...]
    """Of 90, 30 and 14 days: from left to right what became of it."""


@dataclass(frozen=True, slots=True)
class PeriodTable:
    """A period of a group: the rows that have figures, and why the others have none, each reason once."""

    rows: tuple[Row, ...]
    silent: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class GroupWords:
    """A group: its charts, each with what stands in its table."""

    id: str
    name: str
    is_empty: bool
    """Whether it had no case that any of its figures could be of."""
    shares: tuple[str, ...]
    strip: Markdown
    stretches: tuple[Stretch, ...]
    bars: Markdown | None
    """Of the services that have a share."""
    services: PeriodTable
    """Of 90 days; the next of 30."""
    recent: PeriodTable
    left: tuple[tuple[str, str], ...]
    """Names of the services that take longer than promised, and what is said of it."""
    columns: Markdown | None
    months: tuple[Row, ...]
    by_service: tuple[tuple[str, tuple[Row, ...]], ...]
    """Each service's name and its months that have figures."""


def records_context(catalog: Catalog, facts: Facts) -> Mapping[str, Any]:
    """Return what the page's template shows; its groups are empty where no Ledger was read."""
    records, charts = facts.records, Charts()
    if records is None:
        return {"records": None, "summary": ()}
    answers = [(catalog.attention[key], key, one) for key, one in records.answers.items() if key in catalog.attention]
    say, own = WORDS.records, words_in(catalog.calendar.zone).records
    groups = [found for key in catalog.groups if (found := _group(catalog, facts, key, charts))]
    aimed = [(entry.name, one.periods) for entry, _, one in answers if one.promised is not None]
    summary = [Summary(group.name, group.id, group.shares) for group in groups]
    for name, of in aimed:
        summary.append(Summary(say.first_answer.format(name=inside_sentence(name)), "respuestas", _shares(of)))
    return {
        "records": records,
        "summary": summary if _is_counted(catalog, records) else (),
        "left": enumerated([name for group in groups for name, _ in group.left]),
        "legend": charts.legend(),
        "groups": groups,
        "has_tickets": any(entry.kind == "ticket" or entry.departments for entry in catalog.attention.values()),
        "answers": [
            _row(key, entry.name, one.periods.days90, one.unit, str(entry.target or WORDS.records.no_target))
            for entry, key, one in answers
        ],
        "recent_answers": [
            _row(key, entry.name, one.periods.days30, one.unit, str(entry.target or WORDS.records.no_target))
            for entry, key, one in answers
        ],
        "not_counted": [(own.not_counted.of(why), count) for why, count in records.not_counted.items()],
    }


def service_records(catalog: Catalog, facts: Facts, key: ServiceId) -> tuple[str | None, str | None, Markdown]:
    """Return a service's line, that it takes longer than promised, where it does, and where its group's figures are."""
    records = facts.records
    if records is None or key not in records.services:
        return None, None, Markdown("")
    record, group = records.services[key], GroupId(catalog.services[key].group)
    place = f"#{group}" if _is_counted(catalog, records) and group in records.groups else ""
    left = _left(facts, key, record)
    return service_line(record, beside_left=left is not None), left, Markdown(place)


def left_services(facts: Facts, *, brief: bool = False) -> Mapping[str, str]:
    """Return what is said of each service that takes longer than promised; `brief` for the table of all of them."""
    services = facts.records.services if facts.records else {}
    return {str(key): line for key, record in services.items() if (line := _left(facts, key, record, brief=brief))}


def groups_now(facts: Facts) -> Mapping[str, str]:
    """Return how each group is doing now, where that is known."""
    groups = facts.records.groups if facts.records else {}
    return {str(key): line for key, group in groups.items() if (line := group_line(group))}


def _left(facts: Facts, key: ServiceId, record: ServiceRecord, *, brief: bool = False) -> str | None:
    return left_line(record, facts.promises.get(key) if key in facts.in_force else None, brief=brief)


def _group(catalog: Catalog, facts: Facts, key: GroupId, charts: Charts) -> GroupWords | None:
    records = facts.records
    services = [(id_, one) for id_, one in catalog.services.items() if one.group == key]
    if records is None or not services or key not in records.groups:
        return None
    say, group, name = WORDS.records, records.groups[key], catalog.groups[key].name
    known = [(id_, service, records.services[id_]) for id_, service in services if id_ in records.services]
    months = _months(group.periods, group.unit)
    bars = [bar(one.name, record.periods.days90) for _, one, record in known if _has_share(record.periods.days90)]
    return GroupWords(
        id=str(key),
        name=name,
        is_empty=not _has_cases(group.periods),
        shares=_shares(group.periods),
        strip=charts.strip(key, name, group),
        stretches=tuple(stretches(group.strip)),
        bars=charts.bars(key, say.bars_title, say.bars_desc, bars) if bars else None,
        services=_rows(known, group, lambda periods: periods.days90),
        recent=_rows(known, group, lambda periods: periods.days30),
        left=tuple((one.name, line) for id_, one, record in known if (line := _left(facts, id_, record))),
        columns=charts.columns(
            key,
            name,
            [bar(_month(month)[:3], found) for month, found in group.periods.months.items()],
        )
        if any(map(_has_share, group.periods.months.values()))
        else None,
        months=months,
        by_service=tuple(
            (one.name, rows)
            for _, one, record in known
            if (rows := _month_rows(_with_figures(record.periods.months), record.unit))
        )
        if len(known) > 1
        else (),
    )


def _is_counted(catalog: Catalog, records: Records) -> bool:
    """Return whether there is any case to tell of: else the page is one sentence."""
    offered = {service.group for service in catalog.services.values()}
    groups = (one.periods for key, one in records.groups.items() if key in offered)
    answers = (one.periods for key, one in records.answers.items() if key in catalog.attention)
    return any(map(_has_cases, (*groups, *answers)))


def _has_cases(periods: Periods) -> bool:
    return periods.days90 is not Silence.NO_CASES or bool(periods.months)


def _shares(periods: Periods) -> tuple[str, ...]:
    return tuple(outcome_words(found) for found in (periods.days90, periods.days30, periods.days14))


def _rows(
    known: Sequence[tuple[ServiceId, Service, ServiceRecord]], group: GroupRecord, of: Callable[[Periods], Outcome]
) -> PeriodTable:
    """Return a row for each service of a group that has figures and, where they are several, one for all of it."""
    owned = [(str(id_), one.name, of(mine.periods), mine.unit, str(one.promise)) for id_, one, mine in known]
    whole = ("", WORDS.records.whole_group, of(group.periods), group.unit, _NOTHING)
    owners = [*owned, whole] if len(owned) > 1 else owned
    silent = [(outcome_words(why), [name for _, name, found, *_ in owners if found is why]) for why in Silence]
    return PeriodTable(
        tuple(_row(*one) for one in owners if isinstance(one[2], Figures)),
        tuple(
            WORDS.records.silent.format(why=why.capitalize(), names=enumerated(some)) for why, some in silent if some
        ),
    )


def _has_share(found: Outcome) -> bool:
    return isinstance(found, Figures) and found.share is not None


def _months(periods: Periods, unit: str | None) -> tuple[Row, ...]:
    rows = _month_rows(periods.months, unit)
    return rows if unit else tuple(replace(row, half="", most="") for row in rows)


def _with_figures(months: Mapping[str, Outcome]) -> Mapping[str, Outcome]:
    return {month: found for month, found in months.items() if isinstance(found, Figures)}


def _month_rows(months: Mapping[str, Outcome], unit: str | None) -> tuple[Row, ...]:
    """Return a row for each month; its year is told where it begins."""
    years = [month[:4] for month in months]
    begins = [year != before for before, year in pairwise(["", *years])]
    names = [
        f"{_month(month)} {month[:4]}" if told else _month(month) for month, told in zip(months, begins, strict=True)
    ]
    return tuple(_row("", name, found, unit, "") for name, found in zip(names, months.values(), strict=True))


def _month(month: str) -> str:
    return WORDS.dates.months[int(month[5:]) - 1]


def _row(id_: str, name: str, found: Outcome, unit: str | None, promised: str) -> Row:
    if not isinstance(found, Figures):
        return Row(id_, name, promised, outcome_words(found), *[_NOTHING] * 3)
    # Of services that are promised in different units, no time tells anything.
    half, most = half_and_most(found, unit) if unit else (_NOTHING, _NOTHING)
    share = outcome_words(found) if found.share else _NOTHING
    return Row(id_, name, promised, share, str(found.cases), half, most)
