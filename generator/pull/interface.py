"""What a billing system offers to be read by a run, and a source of ticket subjects to be counted."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Protocol

from generator.model.base import TicketId
from generator.model.observed import Observed, ObservedOrder
from generator.model.progress import Note, Progress
from generator.model.subjects import Subjects
from generator.model.threads import Thread


class Source(Protocol):
    """A billing system, read only. The words of its API end behind this wall."""

    def observe(self, *, now: datetime, threads: Mapping[TicketId, Thread], progress: Progress, note: Note) -> Observed:
        """Return everything billing shows, as of `now` (aware).

        `threads` is what earlier runs read of messages; a ticket whose row did not change since costs no request.

        Raises UnreachableError when any part of the listing cannot be had whole; never returns half of one.
        """
        ...

    def orders(self, *, progress: Progress, note: Note) -> tuple[ObservedOrder, ...]:
        """Return every order that can be read, for its words alone: no invoice is read.

        Raises UnreachableError.
        """
        ...


class SubjectSource(Protocol):
    """Where subjects are read from. Apart from `Source`, so that no sync can ever meet one."""

    def subjects(self, *, progress: Progress) -> Subjects:
        """Return every subject there is; nothing of them is written anywhere.

        Raises UnreachableError or UsageError where they cannot be had whole.
        """
        ...
