"""The clocks that promises in hours and minutes are measured by: elapsed time, and time inside given spans."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import accumulate
from typing import Protocol


class RunningClock(Protocol):
    """A clock that runs at some times and not at others; moments and amounts are whole UTC seconds."""

    def between(self, start: int, end: int) -> int:
        """Return the seconds that run between two moments."""
        ...

    def advance(self, moment: int, seconds: int) -> int | None:
        """Return when so many seconds have run since a moment; None where that is not known."""
        ...


class ElapsedClock:
    """The clock of elapsed time: it always runs."""

    def between(self, start: int, end: int) -> int:
        """Return the seconds between two moments."""
        return end - start

    def advance(self, moment: int, seconds: int) -> int:
        """Return the moment so many seconds later."""
        return moment + seconds


class SpanClock:
    """A clock that runs inside spans, apart and in order; prefix sums make each question O(log n)."""

    def __init__(self, spans: Sequence[tuple[int, int]]) -> None:
        self._starts = [start for start, _ in spans]
        self._ends = [end for _, end in spans]
        self._used_by_end = list(accumulate(end - start for start, end in spans))

    @property
    def spans(self) -> list[tuple[int, int]]:
        """Return the spans it was made of."""
        return list(zip(self._starts, self._ends, strict=True))

    def between(self, start: int, end: int) -> int:
        """Return the seconds that run between two moments."""
        return self._used_before(end) - self._used_before(start)

    def advance(self, moment: int, seconds: int) -> int | None:
        """Return when `seconds` (> 0) have run since `moment`; None where the spans end before that.

        Used up exactly at the end of a span, it is that end, never the start of the next one.
        """
        goal = self._used_before(moment) + seconds
        index = bisect_left(self._used_by_end, goal)
        if index == len(self._ends):
            return None
        return self._ends[index] - (self._used_by_end[index] - goal)

    def _used_before(self, moment: int) -> int:
        """Return the seconds that have run from the first span up to a moment."""
        index = bisect_right(self._starts, moment) - 1
        if index < 0:
            return 0
        return self._used_by_end[index] - max(0, self._ends[index] - moment)

    def span_after(self, moment: int) -> int:
        """Return the index of the first span that ends after a moment."""
        return bisect_right(self._ends, moment)

    def span_before(self, moment: int) -> int:
        """Return the index of the last span that starts before a moment; -1 where none does."""
        return bisect_left(self._starts, moment) - 1
