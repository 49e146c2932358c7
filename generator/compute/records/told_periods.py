"""Which figures of which periods are told: never any from which those of one to four cases could be taken away."""

# Two cases that lie in the very same published figures cannot be told apart by any sum or difference of those. So all
# that anybody can work out is a sum of such blocks of cases, and it is enough that no block is of fewer than five.

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TypeAlias

from generator.compute.records.figures import FEWEST, Case, decided, outcome
from generator.model.records import Outcome, Periods, Silence

_DAYS = {"days90": 90, "days30": 30, "days14": 14}
"""The longest first: where not all can be told, it is. Months come after them, the latest first."""
_MONTHS = 12
Told: TypeAlias = dict[str, frozenset[int]]
"""The periods of which figures are told, each with the parts whose cases are in them."""


@dataclass(frozen=True, slots=True)
class Part:
    """The cases of one service, or of one kind of ticket, by the periods that they are in."""

    cases: dict[str, list[Case]]
    alike: Counter[frozenset[str]]
    """How many decided cases lie in the very same periods."""


def part_of(cases: Iterable[Case], today: date) -> Part:
    """Return cases as they lie in the periods that end with a day, and in months."""
    by_date: dict[tuple[date | None, str], list[Case]] = defaultdict(list)
    for case in cases:
        by_date[case.day, case.month].append(case)
    found: dict[str, list[Case]] = defaultdict(list)
    alike: Counter[frozenset[str]] = Counter()
    for (day, month), some in by_date.items():
        periods = frozenset(name for name, length in _DAYS.items() if day and day > today - timedelta(length)) | {month}
        alike[periods] += decided(some)
        for name in periods:
            found[name] += some
    return Part(dict(found), +alike)


def told_of(parts: Sequence[Part], own: Sequence[Told]) -> Told:
    """Return what is told of several parts together, where `own` is told of each by itself.

    Of all of them where that bares nobody, else of those alone whose own figures of a period are told as well.
    """
    everyone = frozenset(range(len(parts)))
    told: Told = {}
    for name in (*_DAYS, *reversed(_months(parts))):
        if not any(name in periods for part in parts for periods in part.alike):
            continue
        for members in (everyone, frozenset(number for number in everyone if name in own[number])):
            wider = {**told, name: members}
            if members and _bares_nobody(parts, own, wider):
                told = wider
                break
    return told


def periods_of(parts: Sequence[Part], told: Told, unit: str | None, *, has_target: bool = True) -> Periods:
    """Return the figures of the periods that are told, and why the others have none."""

    def found(name: str) -> Outcome:
        if name not in told:
            is_few = any(name in periods for part in parts for periods in part.alike)
            return Silence.FEW_CASES if is_few else Silence.NO_CASES
        cases = [case for number in sorted(told[name]) for case in parts[number].cases.get(name, ())]
        return outcome(cases, unit, has_target=has_target)

    days90, days30, days14 = map(found, _DAYS)
    return Periods(days14=days14, days30=days30, days90=days90, months={name: found(name) for name in _months(parts)})


def _bares_nobody(parts: Sequence[Part], own: Sequence[Told], told: Told) -> bool:
    blocks: Counter[tuple[int | None, frozenset[str], frozenset[str]]] = Counter()
    for number, part in enumerate(parts):
        for periods, count in part.alike.items():
            alone = periods.intersection(own[number])
            together = frozenset(name for name in periods if number in told.get(name, ()))
            if alone or together:
                # Parts of which nothing is told by themselves cannot be told apart either.
                blocks[number if alone else None, alone, together] += count
    return all(count >= FEWEST for count in blocks.values())


def _months(parts: Iterable[Part]) -> list[str]:
    return sorted({name for part in parts for name in part.cases if name not in _DAYS})[-_MONTHS:]
