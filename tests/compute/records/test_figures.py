"""Figures of cases, worked by hand, and compared with those of statisticians."""

from __future__ import annotations

from collections import Counter
from datetime import date
from fractions import Fraction
from itertools import product
from math import inf

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import CensoredData, ecdf

from generator.compute.records.figures import HALF, NINE_IN_TEN, Case, case_of, mostly_above, outcome, quantiles
from generator.model.base import ServiceId
from generator.model.outcomes import FinishedItem, NotCounted
from generator.model.records import Figures, Silence, Span

DAY = date(2026, 11, 20)


def case(least: int | None, most: int | None = None, *, promised: int = 2, done: bool = True, count: int = 1) -> Case:
    """Return a case in business days; what is not done has surely passed `least`."""
    most = least if most is None else most
    on_time: bool | None = None
    if done and most is not None and least is not None:
        on_time = True if most <= promised else (False if least > promised else None)
    elif least is not None and least >= promised:
        on_time = False
    return Case(DAY, "2026-11", "business_day", promised, least, most, on_time, done, count)


def told(*cases: Case) -> Figures:
    found = outcome(cases, "business_day")
    assert isinstance(found, Figures)
    return found


def test_ten_exact_cases() -> None:
    """0 1 1 1 2 2 2 2 3 5 of at most 2: eight on time; half within 2, nine within 3."""
    found = told(*(case(took) for took in (0, 1, 1, 1, 2, 2, 2, 2, 3, 5)))
    assert (found.cases, found.on_time, found.share) == (10, Span(best=8, worst=8), Span(best=80, worst=80))
    assert (found.median, found.p90) == (Span(best=2, worst=2), Span(best=3, worst=3))


def test_what_lies_between_two_runs_is_told_at_best_and_at_worst() -> None:
    found = told(case(1), case(1), case(1, 3), case(1, 3), case(3, 4))
    assert (found.on_time, found.share) == (Span(best=4, worst=2), Span(best=80, worst=40))
    assert (found.median, found.p90) == (Span(best=1, worst=3), Span(best=3, worst=4))


def test_what_is_still_running_counts_as_far_as_it_has_come() -> None:
    """Five done in 1, two running past their 2 days: of seven, five on time, and nobody knows when nine in ten are."""
    found = told(case(1, count=5), case(2, done=False, count=2))
    assert (found.cases, found.share, found.median, found.p90) == (
        7,
        Span(best=71, worst=71),
        Span(best=1, worst=1),
        None,
    )


def test_what_runs_within_its_promise_is_no_case_yet() -> None:
    assert told(case(1, count=5), case(0, done=False, count=40)).cases == 5


def test_fewer_than_five_have_no_figures() -> None:
    assert outcome([case(1, count=4)], "business_day") is Silence.WITHHELD
    assert outcome([], "business_day") is Silence.NO_CASES
    assert outcome([case(0, done=False, count=9)], "business_day") is Silence.NO_CASES


def test_times_in_another_unit_are_not_told_but_counted() -> None:
    found = outcome([case(1, count=9)], "hour")
    assert isinstance(found, Figures)
    assert (found.cases, found.timed, found.median, found.p90) == (9, 0, None, None)
    both = outcome([case(1, count=9), case(7, count=6).model_copy(update={"unit": "hour"})], "business_day")
    assert isinstance(both, Figures)
    assert (both.cases, both.timed, both.p90) == (15, 9, Span(best=1, worst=1))


@pytest.mark.parametrize(("mine", "others", "told"), [(5, 5, 5), (9, 4, 0), (9, 1, 0), (4, 9, 0), (9, 0, 9)])
def test_no_times_are_told_that_leave_fewer_than_five_of_another_unit(mine: int, others: int, told: int) -> None:
    """Nor of fewer than five."""
    hours = [case(7, count=others).model_copy(update={"unit": "hour"})] if others else []
    found = outcome([case(1, count=mine), *hours], "business_day")
    assert isinstance(found, Figures)
    assert (found.cases, found.timed, found.median is None) == (mine + others, told, not told)


def test_what_is_known_at_one_end_only_is_not_counted() -> None:
    """Its start may lie before the first loaded year."""
    row = FinishedItem(
        service=ServiceId("a"),
        month="2026-11",
        unit="business_day",
        promised=2,
        least=1,
        most=None,
        on_time=None,
        censored=False,
    )
    assert case_of(row) is NotCounted.BEYOND_CALENDAR


@pytest.mark.parametrize(
    ("some", "above"),
    [
        ([case(1, count=8), case(3, count=2)], True),
        ([case(1, count=9), case(3)], False),
        # Nobody is done, and all have waited for longer than promised.
        ([case(2, done=False, count=20)], True),
        # Nor is it known of any that it was done in time, but none has waited for so long yet.
        ([case(1, done=False, count=20)], False),
        ([case(0, count=5), case(0, done=False, count=40)], False),
        # At best it was in time.
        ([case(1, count=8), case(2, 9, count=2)], False),
        ([case(1, count=5), case(2, done=False, count=2)], True),
    ],
)
def test_whether_nine_in_ten_surely_took_longer_is_known_while_they_still_wait(
    some: list[Case], *, above: bool
) -> None:
    assert mostly_above(some, "business_day", 2) is above
    assert mostly_above(some, "hour", 2) is False


counts = st.dictionaries(st.integers(0, 30), st.integers(1, 9), max_size=8)


@settings(max_examples=60)
@given(done=counts.filter(bool), undone=counts)
def test_the_figures_are_those_of_kaplan_and_meier(done: dict[int, int], undone: dict[int, int]) -> None:
    expand = lambda some: [figure for figure, count in some.items() for _ in range(count)]  # noqa: E731
    curve = ecdf(CensoredData(uncensored=expand(done), right=expand(undone))).sf
    expected = []
    for share in (HALF, Fraction(3, 4), NINE_IN_TEN):
        reached = np.flatnonzero(curve.probabilities <= float(1 - share) + 1e-12)
        expected.append(int(curve.quantiles[reached[0]]) if reached.size else None)
    assert quantiles(done, undone, HALF, Fraction(3, 4), NINE_IN_TEN) == expected


spans = st.tuples(st.integers(0, 4), st.integers(0, 2)).map(lambda one: (one[0], one[0] + one[1]))


@settings(max_examples=60, deadline=None)
@given(done=st.lists(spans, min_size=5, max_size=6), undone=st.lists(spans, max_size=2))
def test_the_best_and_the_worst_are_those_of_all_that_may_have_been(
    done: list[tuple[int, int]], undone: list[tuple[int, int]]
) -> None:
    """By brute force: every figure that each may have taken, or may have passed by now, is tried with all others.

    Where both are uncertain, what is done after others stopped being looked at has no such order: not tried here.
    """
    if undone:
        done = [(least, least) for least, _ in done]
    cases = [*(case(*span) for span in done), *(case(*span, done=False) for span in undone)]
    found = outcome(cases, "business_day")
    assert isinstance(found, Figures)
    tried = []
    for chosen in product(*(range(least, most + 1) for least, most in (*done, *undone))):
        counted = Counter(chosen[: len(done)]), Counter(chosen[len(done) :])
        tried.append([inf if one is None else one for one in quantiles(*counted, HALF, NINE_IN_TEN)])
    for told_of, figures in zip((found.median, found.p90), zip(*tried, strict=True), strict=True):
        ends = None if max(figures) == inf else (min(figures), max(figures))
        assert (told_of and (told_of.best, told_of.worst)) == ends


def test_what_at_best_has_passed_nothing_says_nothing_at_best() -> None:
    """At worst it has passed three, so that of six the fifth done is not the nine in ten."""
    waits = Case(DAY, "2026-11", "business_day", 2, None, 3, None, done=False, count=1)
    found = told(*(case(1) for _ in range(4)), case(2), waits)
    assert (found.cases, found.median, found.p90) == (5, Span(best=1, worst=1), None)
    assert told(*(case(1) for _ in range(4)), case(2)).p90 == Span(best=2, worst=2)


cases = st.builds(
    case,
    st.integers(0, 9),
    st.none(),
    promised=st.integers(1, 4),
    done=st.booleans(),
    count=st.integers(1, 4),
)


@given(some=st.lists(cases, max_size=12))
def test_one_more_on_time_never_lowers_the_share(some: list[Case]) -> None:
    before, after = outcome(some, "business_day"), outcome([*some, case(1)], "business_day")
    if isinstance(before, Figures) and isinstance(after, Figures):
        assert before.share is not None
        assert after.share is not None
        assert (after.share.best, after.share.worst) >= (before.share.best, before.share.worst)
        assert after.share.worst >= before.share.worst


@given(some=st.lists(cases, max_size=12), cut=st.integers(0, 12))
def test_splitting_a_period_never_changes_the_total(some: list[Case], cut: int) -> None:
    def total(part: list[Case]) -> Counter[str]:
        # Below the least size nothing is told, so the parts are padded alike.
        found = outcome([*part, case(1, count=5)], "business_day")
        assert isinstance(found, Figures)
        assert found.on_time is not None
        return Counter(cases=found.cases - 5, best=found.on_time.best - 5, worst=found.on_time.worst - 5)

    whole, first, second = total(some), total(some[:cut]), total(some[cut:])
    assert {key: first[key] + second[key] for key in whole} == dict(whole)


@given(some=st.lists(cases, max_size=12), promised=st.integers(0, 9))
def test_a_known_figure_of_nine_in_ten_is_above_a_promise_exactly_where_they_mostly_are(
    some: list[Case], promised: int
) -> None:
    found = outcome(some, "business_day")
    if isinstance(found, Figures) and found.p90:
        assert mostly_above(some, "business_day", promised) == (found.p90.best > promised)
