"""What stays of rows as time goes by: the same counts, in less and less room."""

from __future__ import annotations

import random
import secrets
from collections import Counter
from datetime import date, timedelta

import pytest

from generator.compute.records.counted_rows import DAYS_KEPT, counted_answers, counted_items
from generator.model.base import ServiceId
from generator.model.ledger import Ledger
from generator.model.outcomes import AnsweredTicket, FinishedItem
from generator.publish.ledger_file import seal_ledger
from generator.publish.secret import Secret, Secrets
from tests.compute.shop import T0

TODAY = date(2026, 11, 20)
OLD = TODAY - DAYS_KEPT


def row(day: date, took: int = 1, **changes: object) -> FinishedItem:
    """Return a row of one item."""
    plain = FinishedItem(
        service=ServiceId("hosting"),
        month=f"{day:%Y-%m}",
        day=day,
        unit="minute",
        promised=2,
        least=took,
        most=took,
        on_time=took <= 2,
        censored=False,
    )
    return plain.model_copy(update=changes)


def test_rows_that_are_alike_become_one_with_their_counts() -> None:
    assert counted_items([row(TODAY), row(TODAY, count=3), row(TODAY, 2)], TODAY) == (
        row(TODAY, count=4),
        row(TODAY, 2),
    )


def test_a_day_is_forgotten_once_no_page_shows_it_and_its_month_stays() -> None:
    kept = counted_items([row(OLD), row(OLD - timedelta(1)), row(OLD + timedelta(1))], TODAY)
    assert [(one.day, one.month, one.count) for one in kept] == [
        (None, "2026-08", 2),
        (OLD + timedelta(1), "2026-08", 1),
    ]


@pytest.mark.parametrize(
    ("took", "promised", "least", "most"),
    [(19, 2, 19, 19), (21, 2, 20, 25), (100, 2, 100, 100), (1443, 2, 1000, 1500), (47, 48, 45, 48), (51, 50, 51, 55)],
)
def test_large_figures_of_months_gone_by_become_round_and_stay_true(
    took: int, promised: int, least: int, most: int
) -> None:
    """And on the same side of what was promised."""
    [kept] = counted_items([row(OLD, took, promised=promised)], TODAY)
    assert (kept.least, kept.most) == (least, most)
    old = AnsweredTicket(category="a", month="2026-08", day=OLD, took=took, promised=promised)
    [answer] = counted_answers([old], TODAY)
    assert answer.took == most


def test_three_years_of_three_hundred_orders_a_day_stay_small() -> None:
    """In few rows and under 20 MB sealed, as the runs of every half hour leave them: four in five at once."""
    dice = random.Random(15)  # noqa: S311 - figures, not secrets
    rows: tuple[FinishedItem, ...] = ()
    for month in range(36):
        began = TODAY - timedelta(30 * (36 - month))
        seen: Counter[tuple[int, int, int]] = Counter()
        for _ in range(30 * 300):
            least = 0 if dice.random() < 0.8 else dice.randrange(5000)
            seen[dice.randrange(16), least, least + dice.randrange(31)] += 1
        new = [
            row(began + timedelta(least % 30), least, most=most, service=ServiceId(f"servicio-{of}"), count=count)
            for (of, least, most), count in seen.items()
        ]
        rows = counted_items((*rows, *new), began + timedelta(30)) if month % 9 == 8 else (*rows, *new)
    assert sum(one.count for one in rows) == 36 * 30 * 300
    assert len(rows) < 60_000
    ledger = Ledger(site="prod", synced_at=T0, calendars={}, orders={}, tickets={}, finished=rows)
    assert len(seal_ledger(Secrets(Secret(secrets.token_bytes(32))), "prod", ledger)) < 20_000_000
