"""The moment that a local date and time names, also where a clock change skips or repeats it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

_SECOND = timedelta(seconds=1)


def moment_of(wall: datetime) -> datetime:
    """Return when the clock of its own zone first shows an aware date and time or a later one, in UTC.

    A time that a clock change skips is the change itself; one that it repeats is the first of both. Raises
    OverflowError where the moment lies outside the years 1 to 9999.
    """
    zone, moment = wall.tzinfo, wall.astimezone(UTC)
    if moment.astimezone(zone).replace(tzinfo=None) == wall.replace(tzinfo=None):
        return moment
    # Python reads a skipped time as far behind the change, and with `fold` as far before it (PEP 495).
    before, after = (wall.replace(fold=fold, microsecond=0).astimezone(UTC) for fold in (1, 0))
    changed = after.astimezone(zone).utcoffset()
    while after - before > _SECOND:
        middle = before + (after - before) // (2 * _SECOND) * _SECOND
        if middle.astimezone(zone).utcoffset() == changed:
            after = middle
        else:
            before = middle
    return after
