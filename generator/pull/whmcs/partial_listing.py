"""One listing read in part: from the newest row on, or a slice from any row on, and what was thereby looked at."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from datetime import datetime, timedelta

from generator.model.reading import Pass
from generator.pull.whmcs.billing_errors import NOT_BILLING, BillingError, NoTimeError, failed_action
from generator.pull.whmcs.listing import Listing, Listings
from generator.pull.whmcs.paging import Page, id_of
from generator.pull.whmcs.php_lists import Row

RECENT = timedelta(days=120)
"""An order has its page until 90 days after it closed; what was placed earlier and is over has none."""
OVERLAP = 5
"""Rows of the slice before that each slice asks for again: rows that went meanwhile must leave no gap."""
HasTime = Callable[[], bool]
Key = Callable[[Row], float | None]
"""What a listing may be sorted by, as a number; None where the row does not tell."""
_EVERYTHING = float("inf")


class PartialListing:
    """What was read of a listing in one run, and how far that is.

    An order of rows is believed only as far as the rows show it: `is_sorted` says whether all that were read descend by
    one of the keys.
    """

    def __init__(
        self,
        listings: Listings,
        listing: Listing,
        keys: Mapping[str, Key],
        dated: Callable[[Row], datetime | None],
        now: datetime,
    ) -> None:
        self._listings = listings
        self._listing = listing
        self._keys = dict(keys)
        self._dated = dated
        self._now = now
        self._spans: list[tuple[float, float]] = []
        self._top_is_whole = False
        self._first_id = -1
        self._last_id: int | None = None
        self._overlap = min(OVERLAP, listings.page_size // 2)
        self.page_size = listings.page_size
        self.total = 0
        self.end = 0
        """The offset down to which rows were read from the top."""
        self.rows: dict[str, Row] = {}
        """The rows that matter of those that were read."""
        self.gone: set[str] = set()
        self._seen: set[str] = set()

    @property
    def is_sorted(self) -> bool:
        """Whether the newest rows descend by a key."""
        return bool(self._keys)

    @property
    def key(self) -> str:
        """The name of the key by which the newest rows descend."""
        return next(iter(self._keys), "")

    def newest(self, first: Page, known_down_to: Mapping[str, float], has_time: HasTime) -> int | None:
        """Read on from the first page until a row that is not newer than what is known of a key.

        Where time ended before, the offset of the last row read is returned.
        """
        page, start, last = first, 0, None
        self._first_id = id_of(self._listing.action, first.rows[0]) if first.rows else -1
        found: list[Row] = []
        while True:
            ids = self._take(page)
            if last is not None and last not in ids:
                # Rows went while it was read: some may have been left out.
                self.end = start
                return start
            more = page.rows[len(ids) - ids[::-1].index(last) :] if last is not None else page.rows
            # Billing may count rows that it lists to nobody: what is left of those is the last row alone.
            if last is not None and not more and len(ids) > 1 and start + len(page.rows) < page.total:
                raise self._repeats()
            found += more
            self._keys = {name: key for name, key in self._keys.items() if _descends(found, key)}
            if not found or not self._keys:
                return None
            self.end, self._last_id = start + len(page.rows), ids[-1]
            ends = page.is_last(start) or not more
            name, key = next(iter(self._keys.items()))
            lowest = -_EVERYTHING if ends else _known(key(found[-1]))
            self._spans = [(lowest, _EVERYTHING)]
            if ends or lowest < known_down_to.get(name, _EVERYTHING):
                self._top_is_whole = True
                return None
            last = ids[-1]
            if not has_time():
                return self.end - 1
            start, page, _ = self._page_from(self.end, overlap=1)

    def below_the_top(self) -> Pass:
        """Return a walk that begins where the newest rows end."""
        return Pass(began=self._now, next_row=self.end, last_id=self._last_id)

    def slice(self, walk: Pass, *, recent_only: bool, keeps: Callable[[Row], bool] | None = None) -> Pass:
        """Return the walk after one more slice of it; a walk that came to its end begins anew.

        Of its rows those alone stay that `keeps` tells to matter.
        """
        start, page, ends = self._page_from(walk.next_row, overlap=self._overlap)
        ids = self._take(page, keeps=keeps)
        if start and ids and ids[0] == self._first_id:
            raise self._repeats()
        if walk.last_id is not None and self.key == "id" and ids and max(ids) < walk.last_id and start > 0:
            return walk.model_copy(update={"next_row": max(0, start - self._listings.page_size), "last_id": None})
        if self._keys and self._top_is_whole and page.rows:
            key = next(iter(self._keys.values()))
            if _descends(page.rows, key):
                self._spans.append((-_EVERYTHING if ends else _known(key(page.rows[-1])), _known(key(page.rows[0]))))
        if ends or (recent_only and not self.any_recent(page.rows)):
            length = start + len(page.rows)
            return Pass(began=self._now, next_row=self._listings.page_size, completed=walk.began, length=length)
        length = walk.length if recent_only else page.total
        return walk.model_copy(update={"next_row": start + len(page.rows), "last_id": ids[-1], "length": length})

    def no_more(
        self,
        group: Mapping[str, Mapping[str, float]],
        start: int,
        honours: Callable[[Row], bool],
        *,
        most_rows: float,
        must_leave_out: bool = False,
        has_time: HasTime,
        **filters: str,
    ) -> tuple[list[str], int]:
        """Read what a filter leaves, from a row on; return whom of a group it leaves no more, and where to go on.

        The group's rows are given by id, with what was known of their keys. A filter is believed only while every row
        honours it and, where rows alone cannot show that (`must_leave_out`), while it leaves out any.
        """
        shown, lacking = set[str](), list[str]()
        next_row, read = start, 0
        while has_time():
            begin, page, ends = self._page_from(next_row, overlap=self._overlap, **filters)
            if not all(map(honours, page.rows)) or (must_leave_out and page.total >= self.total):
                return [], 0
            shown |= set(map(str, self._take(page, is_filtered=True)))
            low, high = self._span(page, begins=begin == 0, ends=ends)
            lacking += [row for row, keys in group.items() if low < keys.get(self.key, low) < high]
            next_row, read = 0 if ends else begin + len(page.rows), read + len(page.rows)
            if ends and start == 0 and len(shown) >= page.total:
                lacking = list(group)
            if ends or read >= most_rows:
                break
        return [row for row in dict.fromkeys(lacking) if row not in shown], next_row

    def _page_from(self, next_row: int, *, overlap: int, **filters: str) -> tuple[int, Page, bool]:
        """Return the page that goes on at a row, with some before it: from where on, and whether none comes after it.

        Billing may count rows that it lists to nobody: where nothing new comes, only an empty page is the end. Where
        its pages have fewer rows than those before, several are taken for one.
        """
        start = max(0, next_row - overlap)
        page = self._listings.page(self._listing, start, **filters)
        ends = page.is_last(start)
        while not ends and (end := start + len(page.rows)) <= next_row:
            more = self._listings.page(self._listing, end, **filters)
            page, ends = Page((*page.rows, *more.rows), more.total, page.asked + more.asked), not more.rows
        return start, page, ends

    def _span(self, page: Page, *, begins: bool, ends: bool) -> tuple[float, float]:
        """Return between which values of the key a page would show a row; nothing where its rows do not descend."""
        key = next(iter(self._keys.values()), None)
        if key is None or not page.rows or not _descends(page.rows, key):
            return 0.0, 0.0
        high = _EVERYTHING if begins else _known(key(page.rows[0]))
        return -_EVERYTHING if ends else _known(key(page.rows[-1])), high

    @property
    def is_all(self) -> bool:
        """Whether every row there is was read."""
        return len(self._seen) >= self.total

    def recent(self, walk: Pass, has_time: HasTime) -> Pass:
        """Return the walk through what is recent after as much of it as there is time for."""
        with suppress(NoTimeError):
            while walk.completed is None and has_time():
                walk = self.slice(walk, recent_only=True)
        return walk

    def any_recent(self, rows: Iterable[Row]) -> bool:
        """Whether any of the rows may be of the last days; one that does not tell is not counted."""
        dates = (self._dated(row) for row in rows)
        return any(date is not None and date >= self._now - RECENT for date in dates)

    def add(self, rows: Iterable[Row]) -> None:
        """Count rows as read that came by a filter or by their ids."""
        for row in rows:
            key = str(id_of(self._listing.action, row))
            self._seen.add(key)
            self.rows[key] = row

    def answered(self, found: Iterable[tuple[str, Row | None]]) -> None:
        """Count what was asked for by its id as looked at: a row, or None where it is gone."""
        for key, row in found:
            if row is None:
                self.gone.add(key)
            else:
                self.add([row])

    def is_told(self, row: str) -> bool:
        """Whether a row was read, or its id found nothing."""
        return row in self._seen or row in self.gone

    def doubt(self) -> None:
        """Conclude nothing more from where a row would stand."""
        self._spans = []

    def looked_at(self, row: str, keys: Mapping[str, float]) -> bool:
        """Whether a row would have been seen, were it there: by what was known of its keys before."""
        if self.is_told(row):
            return True
        known = keys.get(self.key)
        return known is not None and any(low < known < high for low, high in self._spans)

    def _repeats(self) -> BillingError:
        # An offset that is ignored would make of every page the end of the listing.
        fault = "el listado repite las mismas filas en cada página"
        return failed_action(self._listing.action, fault, NOT_BILLING)

    def _take(self, page: Page, *, is_filtered: bool = False, keeps: Callable[[Row], bool] | None = None) -> list[int]:
        self.total = self.total if is_filtered else page.total
        ids = [id_of(self._listing.action, row) for row in page.rows]
        self._seen.update(map(str, ids))
        self.add(row for row in page.rows if keeps is None or keeps(row))
        return ids


def _known(value: float | None) -> float:
    return _EVERYTHING if value is None else value


def _descends(rows: Sequence[Row], key: Key) -> bool:
    found = [key(row) for row in rows]
    known = [value for value in found if value is not None]
    return len(known) == len(found) and known == sorted(known, reverse=True)
