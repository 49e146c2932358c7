"""What the readers of orders and of tickets share: the newest rows, the walks, and what is gone of what they lack."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from types import TracebackType
from typing import Any, Generic, TypeVar

from generator.model.reading import Known, KnownOrder, KnownTicket, ListingRead, Pass
from generator.pull.whmcs.billing_errors import NoTimeError
from generator.pull.whmcs.paging import Page
from generator.pull.whmcs.partial_listing import HasTime, PartialListing
from generator.pull.whmcs.php_lists import Row

LONG_PAUSE = timedelta(hours=36)
"""After so long without a run all that is recent is read again."""
_MOST_ABSENT, _MOST_ELSEWHERE = 12, 120
_USUAL_PAGE = 250
Read = TypeVar("Read", bound=ListingRead)


@dataclass(frozen=True, slots=True)
class Room:
    """What a run may still ask for: while it has time, and until it made so many calls."""

    has_time: HasTime
    calls: Callable[[], int]
    """How many it made, but for those for a ticket's messages."""
    page_size: int

    def of(self, most: int) -> HasTime:
        """Return whether there is room for one more call, of so many; of smaller pages, for more."""
        allowed = most * max(1, _USUAL_PAGE // self.page_size)
        return lambda: self.has_time() and self.calls() < allowed

    def left(self, most: int) -> int:
        """Return for how many more calls of so many there is room."""
        return max(0, most * max(1, _USUAL_PAGE // self.page_size) - self.calls())


class ListingReader(ABC, Generic[Read]):
    """Reads a listing in part; `part` is what was read, and `read` how far that is."""

    def __init__(self, part: PartialListing, last: Read | None, known: Known, now: datetime, fresh: Read) -> None:
        self.part = part
        self.read: Read = last or fresh
        self._last = last
        self._known = known
        self._now = now
        self.reads_all = last is None or known.before is None or now - known.before >= LONG_PAUSE
        """Whether all that is recent is read, and all that filters leave."""
        self.goes_on = last is not None and last.behind_since is not None
        """Whether the run before ended before it had read all that this one is to read."""
        self._has_newest = False
        self.is_cut = False
        """Whether the time ended before the filters did."""
        self.is_busy = True
        """Whether anything new was seen: then what is open has most likely changed too."""

    def newest(self, first: Page, has_time: HasTime) -> bool:
        """Read what is new, and what is recent where that was never read whole; False where no order can be told."""
        cut = self.part.newest(first, self._known_down_to(), has_time)
        if not self.part.is_sorted:
            return False
        top = max(map(int, self.part.rows), default=0)
        update, is_other = self._seen_at_top(top)
        recent, history = self.read.recent, self.read.history
        if self.reads_all or is_other or cut is not None:
            self.reads_all = True
            recent = self.part.below_the_top()
        elif recent.completed is None or self.goes_on:
            self.reads_all = True
        is_begun = recent.completed is not None
        recent = self.part.recent(recent, has_time)
        if not history.length:
            history = history.model_copy(update={"length": self.part.total})
        if not is_begun and recent.completed is not None and history.completed is None:
            history = history.model_copy(update={"next_row": max(history.next_row, recent.length), "last_id": None})
        if self.part.is_all:
            history = Pass(began=self._now, completed=self._now, next_row=len(first.rows), length=self.part.total)
        self._note(top=top, recent=recent, history=history, **update)
        self._has_newest = True
        self._note_whether_behind()
        return True

    def note_cut(self) -> None:
        """Note that the time ended before all was read that was to be: the next run goes on where this one was."""
        self.is_cut = True
        self._note_whether_behind()

    def __enter__(self) -> None:
        """Begin to read."""

    def __exit__(self, kind: type[BaseException] | None, fault: BaseException | None, at: TracebackType | None) -> bool:
        """Keep what was read where the time of the whole pull ended: that alone was looked at.

        Where nothing was ever read, and nothing that the next run may go on from, the error stays one.
        """
        begun = self._last is not None or (self.part.total > 0 and self.part.is_sorted)
        if not isinstance(fault, NoTimeError) or not begun:
            return False
        self.part.doubt()
        if self.reads_all or not self._has_newest:
            self.note_cut()
        return True

    def sweep(self, which: Iterable[str], keeps: Callable[[Row], bool], has_time: HasTime) -> None:
        """Read a slice of each of these walks, but of none that came to its end in this run.

        Of the rows of a walk through everything only those stay that `keeps` tells to matter.
        """
        for name in which:
            if getattr(self.read, name).began < self._now and has_time():
                kept = keeps if name == "history" else None
                walk = self.part.slice(getattr(self.read, name), recent_only=name == "recent", keeps=kept)
                self._note(**{name: walk})

    def confirm_gone(
        self, known: Mapping[Any, KnownOrder | KnownTicket], ask: Callable[[list[str]], None], has_time: HasTime
    ) -> None:
        """Ask by their ids for rows that should stand among those that were read, and do not.

        Rows that descend prove nothing of a row that stands elsewhere: where one of those asked for is there all the
        same, the others are asked for too, and what was not seen then was not looked at. Where nothing answers for
        them, only those count as looked at that a whole walk since they were last seen did not come past.
        """
        absent = [] if self.part.is_all else [row for row in known if self._is_absent(row)]
        if absent:
            self._ask_for(absent, known, ask, has_time)
        walked, last = self.read.history.completed, self._last.history.completed if self._last else None
        if walked and walked != last and not self.read.answers_ids:
            # Wherever it stood, and whatever stands around there.
            self.part.gone |= {row for row in known if known[row].seen_at < walked and not self.part.is_told(row)}

    def _ask_for(
        self,
        absent: list[Any],
        known: Mapping[Any, KnownOrder | KnownTicket],
        ask: Callable[[list[str]], None],
        has_time: HasTime,
    ) -> None:
        ask(absent[:_MOST_ABSENT])
        is_elsewhere = any(row in self.part.rows for row in absent)
        if is_elsewhere:
            ask(absent[_MOST_ABSENT:_MOST_ELSEWHERE])
        is_answered = all(map(self.part.is_told, absent[:_MOST_ABSENT]))
        if is_elsewhere or not is_answered or not has_time():
            self.part.doubt()
        walked = self.read.history.completed
        if walked and not is_answered and not is_elsewhere:
            self.part.gone |= {row for row in absent if known[row].seen_at < walked}

    def _is_absent(self, row: str) -> bool:
        return self.looked_at(row) and not self.part.is_told(row)

    def looked_at(self, row: str) -> bool:
        """Whether a row would have been seen, were it there."""
        return self.part.looked_at(row, self._keys(row))

    @abstractmethod
    def _keys(self, row: str) -> Mapping[str, float]:
        """Return where in the listing a row was, as it was last read."""

    def read_recent(self, has_time: HasTime) -> None:
        """Read what is recent, from where the newest rows end."""
        walk = self.part.recent(self.part.below_the_top(), has_time)
        if walk.completed:
            self._note(recent=walk)

    @property
    def pages_below(self) -> float:
        """How many pages what is recent has below those that were read from the top."""
        return max(0.0, (self.read.recent.length - self.part.end) / self.part.page_size)

    @abstractmethod
    def _known_down_to(self) -> Mapping[str, float]:
        """Return what was the newest by each key."""

    @abstractmethod
    def _seen_at_top(self, top: int) -> tuple[dict[str, Any], bool]:
        """Tell whether anything is new; return what else to note, and whether the listing is another than before."""

    def _note_whether_behind(self) -> None:
        """Note since when a run has lacked the time for what is new, recent or goes on, and whether for the first time.

        A Ledger of runs that read all before is never without them.
        """
        is_whole = self.read.recent.completed is not None and not self.is_cut
        is_first = self._known.before is None
        last_behind, last_first = (self._last.behind_since, self._last.first_since) if self._last else (None, None)
        behind = None if is_whole else (last_behind or self._now)
        first = None if is_whole else (self._now if is_first else last_first)
        self._note(behind_since=behind, first_since=first)

    def _note(self, **update: Any) -> None:
        self.read = self.read.model_copy(update=update)


def all_read(rows: Collection[str], page_size: int, now: datetime) -> dict[str, object]:
    """Return what changes in how far a listing was read once every row of it was."""
    done = Pass(began=now, next_row=page_size, completed=now, length=len(rows))
    top = max(map(int, rows), default=0)
    return {"top": top, "top_moved": None, "recent": done, "history": done, "behind_since": None, "first_since": None}
