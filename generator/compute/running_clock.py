"""A clock that runs only inside given spans: a moment and an amount in, the moment it is used up out, by bisection."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import accumulate


class RunningClock:
    """Spans of running time, in whole UTC seconds, apart and in order; prefix sums make each question O(log n)."""

    def __init__(self, spans: Sequence[tuple[int, int]]) -> None:
        self._starts = [start for start, _ in spans]
        self._ends = [end for _, end in spans]
        self._used_by_end = list(accumulate(end - start for start, end in spans))

    def used_before(self, moment: int) -> int:
        """Return the seconds that have run from the first span up to a moment."""
        index = bisect_right(self._starts, moment) - 1
        if index < 0:
            return 0
        return self._used_by_end[index] - max(0, self._ends[index] - moment)

    def advance(self, moment: int, seconds: int) -> int | None:
        """Return when `seconds` (> 0) have run since `moment`; None where the spans end before that.

        Used up exactly at the end of a span, it is that end, never the start of the next one.
        """
        goal = self.used_before(moment) + seconds
        index = bisect_left(self._used_by_end, goal)
        if index == len(self._ends):
            return None
        return self._ends[index] - (self._used_by_end[index] - goal)

    def span_after(self, moment: int) -> int:
        """Return the index of the first span that ends after a moment."""
        return bisect_right(self._ends, moment)

    def span_before(self, moment: int) -> int:
        """Return the index of the last span that starts before a moment; -1 where none does."""
        return bisect_left(self._starts, moment) - 1

    def between(self, start: int, end: int) -> int:
        """Return the seconds that run between two moments."""
        return self.used_before(end) - self.used_before(start)
