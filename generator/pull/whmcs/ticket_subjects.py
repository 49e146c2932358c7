"""The subjects of the tickets that WHMCS lists between two moments.

For one question on one person's machine; `tickets.py`, which feeds the Ledger, reads no subject.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from datetime import datetime

from generator.model.progress import Progress
from generator.model.subjects import Subject, Subjects
from generator.pull.whmcs.fields import RowError, local_moment, optional_identifier, text
from generator.pull.whmcs.listing import TICKETS, Listings
from generator.pull.whmcs.php_lists import Row
from generator.pull.whmcs.transport import Transport
from generator.pull.whmcs.whmcs_settings import WhmcsSettings


class WhmcsSubjects:
    """A `SubjectSource` over GetTickets: of each row the subject, the date and whose it is, to count people."""

    def __init__(
        self,
        settings: WhmcsSettings,
        *,
        since: datetime,
        until: datetime,
        sleep: Callable[[float], None] = time.sleep,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._settings = settings
        self._since = since
        self._until = until
        self._sleep = sleep
        self._monotonic = monotonic

    def subjects(self, *, progress: Progress) -> Subjects:
        """Return the subjects of the tickets opened from `since` to `until` (aware). Raises UnreachableError."""
        found: list[Subject] = []
        unreadable = 0
        for row in self._rows(progress).values():
            try:
                opened_at = local_moment(row, "date", self._settings.zone)
                # Guests have no id: all of them together count as one person, for they may be one.
                subject = Subject(text(row, "subject"), optional_identifier(row, "userid"))
            except RowError:
                opened_at = None
            if opened_at is None:
                unreadable += 1
            elif self._since <= opened_at <= self._until:
                found.append(subject)
        return Subjects(tuple(found), unreadable)

    def _rows(self, progress: Progress) -> Mapping[str, Row]:
        with Transport(self._settings, sleep=self._sleep, monotonic=self._monotonic, note=_nowhere) as transport:
            return Listings(transport, self._settings.limits.page_size, progress).whole(TICKETS)


def _nowhere(_: str) -> None:
    return
