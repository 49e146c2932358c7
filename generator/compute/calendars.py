"""The calendars promises were given on: hashes in, calendars ready to count on out, each prepared once a run."""

from __future__ import annotations

from collections.abc import Mapping

from generator.compute.business_calendar import BusinessCalendar
from generator.model.base import CalendarHash
from generator.model.calendar import CalendarData


class Calendars:
    """Prepares a calendar the first time it is asked for."""

    def __init__(self, known: Mapping[CalendarHash, CalendarData]) -> None:
        self._known = known
        self._ready: dict[CalendarHash, BusinessCalendar] = {}

    def __getitem__(self, key: CalendarHash) -> BusinessCalendar:
        if key not in self._ready:
            self._ready[key] = BusinessCalendar(self._known[key])
        return self._ready[key]
