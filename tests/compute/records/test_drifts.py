"""Promises that have left what happens: broken for thirty days, or far longer than needed."""

from __future__ import annotations

from dataclasses import replace

import pytest

from generator.compute.fold import fold
from generator.compute.records.kept_promises import records_of
from generator.model.catalog import Catalog
from generator.model.outcomes import FinishedItem
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
