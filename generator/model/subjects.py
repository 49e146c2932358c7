"""Ticket subjects on their way through one process: never kept, sealed, published or logged."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Subject:
    """What one ticket is called, and who wrote it as an opaque key; its `repr` shows neither."""

    text: str = field(repr=False)
    writer: str = field(repr=False)
    """Equal for tickets that may be one person's; only ever counted."""


@dataclass(frozen=True, slots=True)
class Subjects:
    """All subjects of a listing, and how many more there are that cannot be read."""

    found: tuple[Subject, ...] = field(repr=False)
    unreadable: int = 0
