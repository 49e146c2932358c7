"""What a billing system offers to be read by a run, and a source of ticket subjects to be counted."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol

from generator.model.events import EventLog
from generator.model.observed import Observed, ObservedOrder, ObservedTicket
from generator.model.progress import Note, Progress
from generator.model.reading import Known
from generator.model.subjects import Subjects


class Source(Protocol):
    """A billing system, read only. The words of its API end behind this wall."""

    def observe(
        self, *, now: datetime, known: Known, progress: Progress, note: Note, log: EventLog | None = None
    ) -> Observed:
        """Return everything billing shows, as of `now` (aware).

        `known` is what earlier runs read: what cannot have changed since need not be asked for again.
        `log` tells which of the shop's own lines are believed; without it none is read.

        Raises UnreachableError when any part that must be read cannot be had; never takes what it did not look at for
        missing.
        """
        ...

    def orders(self, *, progress: Progress, note: Note) -> tuple[ObservedOrder, ...]:
        """Return every order that can be read, for its words alone: no invoice is read.

        Raises UnreachableError.
        """
        ...

    def tickets(self, *, progress: Progress, note: Note) -> tuple[ObservedTicket, ...]:
        """Return every ticket that can be read, for its words alone: no message is read.

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
