"""Promises that have left what happens: broken for thirty days, or far longer than needed."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.compute.fold import fold
from generator.compute.records.kept_promises import records_of
from generator.model.catalog import Catalog
from generator.model.outcomes import FinishedItem
from generator.model.promise import MINUTE, OPEN_MINUTE, UNITS, Promise, Unit, parse_promise
from generator.model.records import Span
from tests.compute.records.test_kept_promises import NEWS, ledger, row
from tests.compute.shop import RUN, T0, catalog, item, order, seen, service


def company(promise: str = "2 días hábiles") -> Catalog:
    """Return a company with one service."""
    return replace(catalog(), services={NEWS: service(promise, "payment_credited")})


def proposed(promise: str, *rows: FinishedItem) -> list[tuple[str, bool]]:
    return [(str(one.proposed), one.is_broken) for one in records_of(company(promise), ledger(*rows)).drifts]


@pytest.mark.parametrize(
    ("promise", "rows", "found"),
    [
        ("2 días hábiles", [row(1, 1, 8), row(1, 4, 2)], [("4 días hábiles", True)]),
        ("2 días hábiles", [row(1, 1, 9), row(1, 4, 1)], []),
        # Of last month, not of the last thirty days.
        ("2 días hábiles", [row(40, 4, 9)], []),
        # What may have been in time is no drift.
        ("2 días hábiles", [row(1, 1, 8), row(1, 1, 2, most=9, on_time=None)], []),
        ("1 a 2 días hábiles", [row(1, 4, 9)], [("1 a 4 días hábiles", True)]),
        ("10 días hábiles", [row(1, 3, 30)], [("3 días hábiles", False)]),
        ("4 a 10 días hábiles", [row(1, 3, 30)], [("3 días hábiles", False)]),
        ("10 días hábiles", [row(1, 0, 30)], [("1 día hábil", False)]),
        ("10 días hábiles", [row(1, 6, 30)], []),
        ("10 días hábiles", [row(1, 3, 19)], []),
    ],
)
def test_what_is_proposed_is_what_nine_in_ten_would_have_kept(
    promise: str, rows: list[FinishedItem], found: list[tuple[str, bool]]
) -> None:
    assert proposed(promise, *rows) == found


def test_a_run_reports_them() -> None:
    """With what nine in ten took."""
    known = ledger(row(1, 4, 9))
    pull = seen(T0 + RUN, order(item("Hosting - Inicial")))
    _, report = fold(company(), pull, known, T0 + RUN, accept_drop=True)
    assert [(one.service, one.p90) for one in report.drifts] == [(NEWS, Span(best=4, worst=4))]


def took(figure: int, count: int, promise: str) -> FinishedItem:
    """Return so many of yesterday that took a figure in the unit of a promise."""
    given = parse_promise(promise)
    return row(1, figure, count, unit=given.unit.key, promised=given.last, on_time=figure <= given.last)


@pytest.mark.parametrize(
    ("promise", "figure", "found"),
    [
        ("24 horas", 30, ("30 horas", True)),
        ("24 horas", 1, ("1 hora", False)),
        ("24 a 48 horas en días hábiles", 60, ("24 a 60 horas en días hábiles", True)),
        ("24 a 48 horas en días hábiles", 24, ("24 horas en días hábiles", False)),
        ("1 a 3 horas hábiles", 5, ("1 a 5 horas hábiles", True)),
        ("8 horas hábiles", 4, ("4 horas hábiles", False)),
        ("8 horas hábiles", 5, None),
        ("10 días corridos", 11, ("11 días corridos", True)),
        # Many minutes are told, and so promised, as hours: never fewer than nine in ten took.
        ("2 minutos", 119, ("119 minutos", True)),
        ("2 minutos", 121, ("3 horas", True)),
        ("5 a 10 minutos hábiles", 200, ("4 horas hábiles", True)),
        ("600 minutos", 120, ("2 horas", False)),
        # The largest figure of a phrase is 9999.
        ("2 horas", 9999, ("9999 horas", True)),
        ("2 horas", 10_000, ("None", True)),
        ("2 días hábiles", 10_000, ("None", True)),
        ("9999 minutos", 10_000, ("167 horas", True)),
        ("9999 horas", 9, ("9 horas", False)),
    ],
)
def test_what_is_proposed_is_in_the_promise_s_unit_and_a_phrase_that_can_be_typed(
    promise: str, figure: int, found: tuple[str, bool] | None
) -> None:
    """Broken, or far longer than what nine in ten needed."""
    assert proposed(promise, took(figure, 20, promise)) == ([found] if found else [])


@given(
    unit=st.sampled_from(UNITS),
    first=st.none() | st.integers(1, 40),
    last=st.integers(41, 900),
    rows=st.lists(st.tuples(st.integers(0, 3000), st.integers(1, 30)), min_size=1, max_size=8),
)
def test_nine_in_ten_would_have_kept_what_is_proposed(
    unit: Unit, first: int | None, last: int, rows: list[tuple[int, int]]
) -> None:
    """And it is longer than a promise that is broken, shorter than one that is too long, and survives being typed."""
    promise = Promise(first, last, unit)
    found = records_of(company(str(promise)), ledger(*(took(*one, str(promise)) for one in rows))).drifts
    for one in found:
        assert one.proposed is not None
        assert parse_promise(str(one.proposed)) == one.proposed
        size = {MINUTE.key: 60, OPEN_MINUTE.key: 60}.get(unit.key, 1) if one.proposed.unit != unit else 1
        kept = sum(count for figure, count in rows if figure <= one.proposed.last * size)
        assert 10 * kept >= 9 * sum(count for _, count in rows)
        assert one.proposed.last * size > last if one.is_broken else one.proposed.last * size < last
