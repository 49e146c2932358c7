"""A listing walked page by page until all its rows are there, or until three walks agree that no more will be."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from generator.pull.whmcs.billing_errors import LAST_KEPT, NOT_BILLING, failed_action
from generator.pull.whmcs.fields import RowError, identifier
from generator.pull.whmcs.php_lists import Row

MOST_WALKS = 3
MOST_PAGES = 4000


@dataclass(frozen=True, slots=True)
class Page:
    """Some rows, for how many was asked, and how many billing says there are in all."""

    rows: tuple[Row, ...]
    total: int
    asked: int

    def is_last(self, start: int) -> bool:
        """Whether no row comes after a page from a row on: a total that is too low may be that of full pages."""
        return not self.rows or (start + len(self.rows) >= self.total and len(self.rows) < self.asked)


@dataclass(frozen=True, slots=True)
class WholeListing:
    """All rows by id. `counted`, where given, is a total that does not fit them, however often they are listed."""

    rows: dict[str, Row]
    counted: int | None = None


@dataclass(frozen=True, slots=True)
class _Walk:
    rows: dict[str, Row]
    is_whole: bool
    total: int = 0
    is_ended: bool = False
    """An empty page ended it, and no row came twice: there is no more to be had."""
    is_stuck: bool = False
    """A page brought nothing but rows of the pages before."""


def every_row(
    fetch: Callable[[int], Page],
    *,
    action: str,
    tell: Callable[[int, int | None], None],
    down_to: int | None = None,
) -> WholeListing:
    """Return all rows by id. `fetch` takes an offset; `down_to` allows to stop below that id where ids only descend.

    Rows that come and go between pages shift the offsets, so a walk whose count does not fit is walked again, three
    times in all. A listing that holds still costs as many calls as it has pages. Where three walks to the very end
    agree in their rows the total is at fault: WHMCS may count rows that it lists to nobody. Raises UnreachableError.
    """
    walks: list[_Walk] = []
    for _ in range(MOST_WALKS):
        walk = _walk(fetch, action, tell, down_to)
        if walk.is_whole:
            return WholeListing(walk.rows)
        walks.append(walk)
    # No row at all, where some are counted, is no listing to believe.
    if walk.rows and all(one.is_ended and one.rows.keys() == walk.rows.keys() for one in walks):
        return WholeListing(walk.rows, walk.total)
    if walk.is_stuck:
        raise failed_action(action, "el listado llegó incompleto: repite las mismas filas en cada página", NOT_BILLING)
    raise failed_action(action, f"el listado llegó incompleto o cambiando {MOST_WALKS} veces seguidas", LAST_KEPT)


def _walk(
    fetch: Callable[[int], Page], action: str, tell: Callable[[int, int | None], None], down_to: int | None
) -> _Walk:
    found: dict[str, Row] = {}
    ids: list[int] = []
    first_total, is_settled = -1, True
    for _ in range(MOST_PAGES):
        page = fetch(start := len(ids))
        first_total = page.total if first_total < 0 else first_total
        before = len(found)
        for row in page.rows:
            ids.append(id_of(action, row))
            found[str(ids[-1])] = row
        tell(min(len(found), page.total), page.total)
        # A row that goes and another that comes leave the total as it was, and perhaps a third one out.
        is_settled = is_settled and page.total == first_total
        if page.rows and len(found) == before:
            return _Walk(found, is_whole=False, is_stuck=True)
        if _is_below(ids, down_to):
            return _Walk(found, is_settled)
        is_overfull = len(found) > page.total
        if not page.rows or (page.is_last(start) and not is_overfull):
            is_ended = not page.rows and len(ids) == len(found)
            # Of two totals that differ, the one that does not fit is to be told.
            total = first_total if len(found) == page.total else page.total
            return _Walk(found, is_settled and len(found) == page.total, total, is_ended)
    raise failed_action(action, "el listado no termina", LAST_KEPT)


def id_of(action: str, row: Row) -> int:
    """Return the id of a listing's row. Raises BillingError."""
    try:
        return int(identifier(row, "id"))
    except RowError:
        # A row that cannot even be named might be any order: nothing may be concluded from the rest.
        raise failed_action(action, "una fila llegó sin un «id» legible", LAST_KEPT) from None


def _is_below(ids: list[int], down_to: int | None) -> bool:
    # A server that ignores the sort order gives no right to stop early.
    return down_to is not None and bool(ids) and ids[-1] < down_to and ids == sorted(ids, reverse=True)
