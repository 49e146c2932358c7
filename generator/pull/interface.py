"""What every billing source offers: `now` and what is known of tickets come in, one complete `Observed` goes out."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Protocol

from generator.model.base import TicketId
from generator.model.observed import Observed
from generator.model.progress import Note, Progress
from generator.model.threads import Thread


class Source(Protocol):
    """A billing system, read only. The words of its API end behind this wall."""

    def observe(self, *, now: datetime, threads: Mapping[TicketId, Thread], progress: Progress, note: Note) -> Observed:
        """Return everything billing shows, as of `now` (aware).

        `threads` is what earlier runs read of messages; a ticket whose row did not change since costs no request.

        Raises UnreachableError when any part of the listing cannot be had whole; never returns half of one.
        """
        ...
