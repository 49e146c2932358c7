"""The figures of a set of cases: how many were on time, and within how many units half and nine in ten were done."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from fractions import Fraction

from generator.model.outcomes import AnsweredTicket, FinishedItem, NotCounted
from generator.model.record import Record
from generator.model.records import Figures, Outcome, Silence, Span

FEWEST = 5
"""Of fewer cases no figure is published: it might tell of one client's order."""
HALF, NINE_IN_TEN = Fraction(1, 2), Fraction(9, 10)


class Case(Record, frozen=True):
    """So many alike: done, or left or looked at undone, after at least and at most so many units."""

    day: date | None
    month: str
    unit: str | None
    promised: int | None
    least: int | None
    most: int | None
    on_time: bool | None
    done: bool
    count: int


def case_of(row: FinishedItem | AnsweredTicket) -> Case | NotCounted:
    """Return a row as a case, or why it is not counted."""
    if isinstance(row, AnsweredTicket):
        if row.not_counted:
            return row.not_counted
        done, least, most = row.answered, row.took, row.took
    else:
        if row.censored:
            return NotCounted.START_UNSEEN
        done, least, most = not row.cancelled, row.least, row.most
        # Older rows bear no unit and no figures, but say whether they were on time.
        if done and row.unit and (least is None or most is None):
            return NotCounted.BEYOND_CALENDAR
    return Case(row.day, row.month, row.unit, row.promised, least, most, row.on_time, done, row.count)


def decided(cases: Iterable[Case]) -> int:
    """Return how many cases have a place among those that were on time or not, or may have been either."""
    return sum(case.count for case in cases if case.done or case.on_time is False)


def kept(cases: Sequence[Case]) -> Span:
    """Return how many cases were on time, at best and at worst."""
    worst = sum(case.count for case in cases if case.on_time)
    return Span(best=worst + sum(case.count for case in cases if case.done and case.on_time is None), worst=worst)


def outcome(cases: Sequence[Case], unit: str | None, *, has_target: bool = True) -> Outcome:
    """Return the figures of cases, or why there are none; times are told of those that are in the given unit.

    Not where they, or those that are left, are fewer than five.
    """
    total = decided(cases)
    if total < FEWEST:
        return Silence.WITHHELD if total else Silence.NO_CASES
    on_time = kept(cases) if has_target else None
    timed = [case for case in cases if unit is not None and case.unit == unit]
    if 0 < total - decided(timed) < FEWEST or decided(timed) < FEWEST:
        timed = []
    median, p90 = _within(timed, HALF, NINE_IN_TEN)
    return Figures(
        cases=total,
        on_time=on_time,
        share=Span(best=100 * on_time.best // total, worst=100 * on_time.worst // total) if on_time else None,
        timed=decided(timed),
        median=median,
        p90=p90,
    )


def quantiles(done: Mapping[int, int], undone: Mapping[int, int], *shares: Fraction) -> list[int | None]:
    """Return the smallest figures by which rising shares were done, by Kaplan and Meier; None where one is not known.

    Both map figures to counts; what is undone at a figure was still waiting when others were done at it.
    """
    found: list[int | None] = []
    for figure, left in _waiting(done, undone):
        while len(found) < len(shares) and left <= 1 - shares[len(found)]:
            found.append(figure)
        if len(found) == len(shares):
            return found
    return [*found, *[None] * (len(shares) - len(found))]


def mostly_above(cases: Iterable[Case], unit: str, figure: int) -> bool:
    """Whether surely fewer than nine in ten of those in a unit were done within a figure; some may still be waiting.

    Not where nobody went beyond it: what nobody saw is not known.
    """
    done, undone, beyond = Counter[int](), Counter[int](), False
    for case in cases:
        if case.unit == unit and case.least is not None:
            (done if case.done else undone)[case.least] += case.count
            beyond |= case.least > figure or (case.least == figure and not case.done)
    left = [left for took, left in _waiting(done, undone) if took <= figure]
    return beyond and (left[-1] if left else Fraction(1)) > 1 - NINE_IN_TEN


def _waiting(done: Mapping[int, int], undone: Mapping[int, int]) -> Iterator[tuple[int, Fraction]]:
    """Yield each figure at which some were done, and the share that then still was not."""
    at_risk = sum(done.values()) + sum(undone.values())
    left = Fraction(1)
    for figure in sorted({*done, *undone}):
        ended = done.get(figure, 0)
        if ended:
            left *= Fraction(at_risk - ended, at_risk)
            yield figure, left
        at_risk -= ended + undone.get(figure, 0)


def _within(cases: Sequence[Case], *shares: Fraction) -> list[Span | None]:
    if sum(case.count for case in cases if case.done) < FEWEST:
        return [None] * len(shares)
    best: tuple[Counter[int], Counter[int]] = Counter(), Counter()
    worst: tuple[Counter[int], Counter[int]] = Counter(), Counter()
    for case in cases:
        # What had surely passed none by then says nothing, nor does what is known at one end only.
        if case.most is not None and (case.least is not None or not case.done):
            worst[not case.done][case.most] += case.count
        if case.least is not None and case.most is not None:
            best[not case.done][case.least] += case.count
    at_best = quantiles(*best, *shares)
    at_worst = at_best if worst == best else quantiles(*worst, *shares)
    ends = zip(at_best, at_worst, strict=True)
    return [None if least is None or most is None else Span(best=least, worst=most) for least, most in ends]
