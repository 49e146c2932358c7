"""Files of `data/` that their owners promised to look at again: those past their date, and those soon due."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, order=True)
class Review:
    """One file of `data/` that its owner promised to look at again, by a date that is still in time."""

    review_by: date
    path: str
    owner: str
    title: str
    """What it is about, as clients read it."""


@dataclass(frozen=True, slots=True)
class Reviews:
    """What is past its date and what soon will be, each from the earliest date on."""

    overdue: tuple[Review, ...]
    soon: tuple[Review, ...]
