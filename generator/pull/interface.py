"""What every billing source offers: `now` and a way to tell progress come in, one complete `Observed` goes out."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Protocol, TypeAlias

from generator.model.observed import Observed

Progress: TypeAlias = Callable[[str, int, int | None], None]
"""Told what is read (Spanish, "pedidos"), how many rows so far, and of how many where billing has said."""


class Source(Protocol):
    """A billing system, read only. The words of its API end behind this wall."""

    def observe(self, *, now: datetime, progress: Progress) -> Observed:
        """Return everything billing shows, as of `now` (aware).

        Raises UnreachableError when any part of the listing cannot be had whole; never returns half of one.
        """
        ...
