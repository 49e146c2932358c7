"""What every billing source offers: `now` and what is known of tickets come in, one complete `Observed` goes out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Protocol, TypeAlias

from generator.model.base import TicketId
from generator.model.observed import Observed
from generator.model.threads import Thread

Progress: TypeAlias = Callable[[str, int, int | None], None]
"""Told what is read (Spanish, "pedidos"), how many rows so far, and of how many where billing has said."""
Note: TypeAlias = Callable[[str], None]
"""Told one line for each request that was made (Spanish; counts, sizes and times, never a field of a row)."""


class Source(Protocol):
    """A billing system, read only. The words of its API end behind this wall."""

    def observe(self, *, now: datetime, threads: Mapping[TicketId, Thread], progress: Progress, note: Note) -> Observed:
        """Return everything billing shows, as of `now` (aware).

        `threads` is what earlier runs read of messages; a ticket whose row did not change since costs no request.

        Raises UnreachableError when any part of the listing cannot be had whole; never returns half of one.
        """
        ...
