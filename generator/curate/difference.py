"""What a year's file says and what the package says in; what to add, and what staff decided otherwise, out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from generator.model.calendar import Holiday, HolidayYear


@dataclass(frozen=True, slots=True)
class Difference:
    """Only `added` changes a file: what stands in it is the company's word, and stays."""

    added: tuple[Holiday, ...]
    renamed: tuple[tuple[Holiday, Holiday], ...]
    """The file's day, then the package's, under another name."""
    own: tuple[Holiday, ...]
    """Days of the file that the package does not know."""
    omitted: tuple[Holiday, ...]
    """Days of the package that the file leaves out on purpose."""


def difference(file: HolidayYear | None, known: Sequence[Holiday]) -> Difference:
    """Compare a year's file, if there is one, with what the package knows of that year."""
    if file is None:
        return Difference(tuple(known), (), (), ())
    ours = {day.date: day for day in file.days}
    theirs = {day.date for day in known}
    return Difference(
        added=tuple(day for day in known if day.date not in ours and day.date not in file.omit),
        renamed=tuple((ours[day.date], day) for day in known if day.date in ours and ours[day.date].name != day.name),
        own=tuple(sorted((day for day in file.days if day.date not in theirs), key=lambda day: day.date)),
        omitted=tuple(day for day in known if day.date not in ours and day.date in file.omit),
    )
