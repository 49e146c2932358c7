"""Rows of what ended, those that are alike counted together; of months gone by only counts stay."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any, TypeVar

from msgspec.structs import astuple

from generator.model.outcomes import AnsweredTicket, FinishedItem

DAYS_KEPT = timedelta(days=100)
"""How long a row keeps its day: what is shown by the day goes back 90 days, each mark of it one week more."""
_EXACT = 20
"""Figures below this stay exact in months gone by; larger ones become round, so that more of them are alike."""
_Row = TypeVar("_Row", FinishedItem, AnsweredTicket)


def counted_items(rows: Iterable[FinishedItem], today: date) -> tuple[FinishedItem, ...]:
    """Return the rows as of a local date; their counts sum up to the same."""
    return counted(_aged(row, today) for row in rows)


def counted_answers(rows: Iterable[AnsweredTicket], today: date) -> tuple[AnsweredTicket, ...]:
    """Return the rows as of a local date; their counts sum up to the same."""
    return counted(_aged(row, today) for row in rows)


def month_of(day: date) -> str:
    """Return a date's month as rows bear it."""
    # To format a date takes as long as all else of a row.
    return day.isoformat()[:7]


def _aged(row: _Row, today: date) -> _Row:
    if row.day is None or row.day > today - DAYS_KEPT:
        return row
    update: dict[str, Any] = {"day": None}
    if isinstance(row, AnsweredTicket):
        update["took"] = _round(row.took, row.promised, up=row.answered)
    else:
        update["least"] = _round(row.least, row.promised, up=False)
        update["most"] = _round(row.most, row.promised, up=not row.cancelled)
    return row.model_copy(update=update)


def _round(figure: int | None, promised: int | None, *, up: bool) -> int | None:
    """Return a round figure on the side on which it still is true, and on the same side of the promise."""
    if figure is None or figure < _EXACT:
        return figure
    step = int(5 * 10 ** (len(str(figure)) - 2))
    rounded = -(-figure // step) * step if up else figure // step * step
    if promised is None:
        return rounded
    return min(rounded, promised) if figure <= promised else max(rounded, promised + 1)


def counted(rows: Iterable[_Row]) -> tuple[_Row, ...]:
    """Return the rows, each kind of them once; their counts sum up to the same."""
    found: dict[tuple[Any, ...], list[Any]] = {}
    for row in rows:
        # The count is the last field of both; a Ledger of years has tens of thousands of rows in every run.
        key = astuple(row)[:-1]
        if key in found:
            found[key][1] += row.count
        else:
            found[key] = [row, row.count]
    return tuple(
        row if row.count == count else row.model_copy(update={"count": count}) for row, count in found.values()
    )
