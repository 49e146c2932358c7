"""Which figures of which periods are told: never any from which those of one to four cases could be taken away."""

# Figures are vectors over cells: cases that lie in the very same figures. All that anybody can work out of them by sums
# and differences is what they span as vectors; of that, nothing may rest on cells of one to four cases alone.

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import product
from math import gcd
from typing import TypeAlias

from generator.compute.records.figures import FEWEST, Case, decided, outcome
from generator.model.records import Outcome, Periods, Silence

_DAYS = {"days90": 90, "days30": 30, "days14": 14}
_MONTHS = 12
WHOLE = None
"""All parts together."""
Told: TypeAlias = "frozenset[tuple[int | None, str]]"
"""The figures that are told: of which part, by its number, or of the whole, and of which period."""
_Vector: TypeAlias = "dict[int, int]"
"""How often a sum of figures holds each cell, by the cell's number; those that it does not hold are left out.

Cells are numbered by their size, so that the largest one has the highest number."""


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


def told_of(parts: Sequence[Part]) -> Told:
    """Return what is told of several parts and of the whole; a figure of the whole is of all of them.

    What matters more comes first: where not all can be told, it is. The whole's days, which its own line shows, come
    before its services, and longer periods before shorter ones: whoever is told of 30 days asks for the 90 first.
    """
    everyone = range(len(parts))
    months = [*reversed(_months(parts))]
    ranked = [
        *product((WHOLE,), _DAYS),
        *((number, name) for name in ("days90", "days30") for number in everyone),
        *product((WHOLE,), months),
        *((number, name) for name in ("days14", *months) for number in everyone),
    ]
    cells = sorted(
        ((count, number, periods) for number, part in enumerate(parts) for periods, count in part.alike.items()),
        key=lambda cell: cell[0],
    )
    known = _Known([count for count, _, _ in cells])
    return frozenset(
        (owner, name)
        for owner, name in ranked
        if known.takes(
            {
                index: 1
                for index, (_, number, periods) in enumerate(cells)
                if name in periods and owner in (WHOLE, number)
            }
        )
    )


def periods_of(
    parts: Sequence[Part], told: Told, unit: str | None, *, of: int | None = WHOLE, has_target: bool = True
) -> Periods:
    """Return the figures of the periods that are told of a part or of the whole, and why the others have none."""
    mine = parts if of is WHOLE else [parts[of]]

    def found(name: str) -> Outcome:
        if (of, name) not in told:
            has_cases = any(name in periods for part in mine for periods in part.alike)
            return Silence.WITHHELD if has_cases else Silence.NO_CASES
        return outcome([case for part in mine for case in part.cases.get(name, ())], unit, has_target=has_target)

    days90, days30, days14 = map(found, _DAYS)
    # The months of all parts: of others nothing was asked, and a long time ago is not a small number.
    months = {name: found(name) for name in _months(parts) if any(name in part.cases for part in mine)}
    return Periods(days14=days14, days30=days30, days90=days90, months=months)


class _Known:
    """What is known from the figures told so far."""

    def __init__(self, counts: Sequence[int]) -> None:
        """Begin with nothing told; `counts` says how many cases each cell has, the smallest first."""
        self._counts = counts
        self._basis: dict[int, _Vector] = {}
        """What the figures span, each vector by its largest cell."""

    def takes(self, figure: _Vector) -> bool:
        """Add a figure where that bares nobody; one of nothing is none."""
        if not figure:
            return False
        new = figure
        while new and (largest := max(new)) in self._basis:
            new = _without(new, largest, self._basis[largest])
        if not new:
            # It is the sum of others.
            return True
        if self._counts[largest] < FEWEST and self._bares([new, *self._touching(new)], FEWEST - 1):
            return False
        self._basis[largest] = new
        return True

    def _touching(self, new: _Vector) -> list[_Vector]:
        """Return what is known of small cells and hangs together with a vector; no sum with others bares any more."""
        apart = [one for cell, one in self._basis.items() if self._counts[cell] < FEWEST]
        found: list[_Vector] = []
        cells = set(new)
        while near := [one for one in apart if not cells.isdisjoint(one)]:
            found += near
            apart = [one for one in apart if cells.isdisjoint(one)]
            cells.update(*near)
        return found

    def _bares(self, vectors: Sequence[_Vector], cases: int) -> bool:
        """Whether some sum of independent vectors rests on at most so many cases, cells already counted left out."""
        if not all(vectors):
            return True
        if not vectors:
            return False
        cell = max(map(max, vectors))
        holding = next(one for one in vectors if cell in one)
        others = [_without(one, cell, holding) for one in vectors if one is not holding]
        if self._bares(others, cases):
            return True
        left = cases - self._counts[cell]
        return left >= 0 and self._bares([{key: x for key, x in one.items() if key != cell} for one in vectors], left)


def _without(vector: _Vector, cell: int, other: _Vector) -> _Vector:
    """Return so much of a vector, less so much of another, that it does not hold a cell any more."""
    if cell not in vector:
        return vector
    times, less = other[cell], vector[cell]
    sums = {key: times * vector.get(key, 0) - less * other.get(key, 0) for key in {**vector, **other}}
    common = gcd(*sums.values())
    return {key: found // common for key, found in sums.items() if found}


def _months(parts: Iterable[Part]) -> list[str]:
    return sorted({name for part in parts for name in part.cases if name not in _DAYS})[-_MONTHS:]
