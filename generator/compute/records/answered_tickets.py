"""The anonymous rows that tickets leave behind: how soon a person answered first, or why that is not counted."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from zoneinfo import ZoneInfo

from generator.compute.business_calendar import BusinessCalendar
from generator.compute.promises import Resolved, resolve
from generator.compute.records.counted_rows import counted_answers, month_of
from generator.compute.records.units_taken import units_passed, units_taken
from generator.model.base import TicketId
from generator.model.catalog import Catalog
from generator.model.ledger import Ledger, TicketRecord
from generator.model.outcomes import AnsweredTicket, NotCounted
from generator.model.promise import OPEN_HOUR, Promise
from generator.model.states import TicketState
from generator.model.threads import NO_PERSON


def answered_tickets(
    previous: Ledger | None, tickets: Mapping[TicketId, TicketRecord], catalog: Catalog, now: datetime
) -> tuple[AnsweredTicket, ...]:
    """Return the rows of the Ledger before with those of the tickets about which this run is the first to know.

    Answers bear their own dates: the first run that counts them counts all that the Ledger knows.
    """
    kept = previous.answers if previous else None
    known = previous.tickets if previous and kept is not None else {}
    today = now.astimezone(ZoneInfo(catalog.calendar.zone)).date()
    desks = _Desks(catalog)
    rows = []
    for key, ticket in tickets.items():
        before = known.get(key)
        if not _is_decided(before) and _is_decided(ticket):
            rows.append(desks.row(ticket, now))
    rows += [
        desks.row(ticket, now, gone=True)
        for key, ticket in known.items()
        if key not in tickets and not _is_decided(ticket)
    ]
    return counted_answers((*(kept or ()), *rows), today)


def waiting_tickets(tickets: Iterable[TicketRecord], catalog: Catalog, now: datetime) -> tuple[AnsweredTicket, ...]:
    """Return the tickets that wait for their first answer, each as the row it would leave by now."""
    desks = _Desks(catalog)
    waiting = (ticket for ticket in tickets if ticket.thread and not ticket.missing_since and not _is_decided(ticket))
    return tuple(desks.row(ticket, now) for ticket in waiting)


class _Desks:
    """Which entry of `data/attention/` answers the tickets of which desk, and on which calendar."""

    def __init__(self, catalog: Catalog) -> None:
        self._calendar = BusinessCalendar(catalog.calendar)
        self._entries = catalog.attention
        self._of = {desk: key for key, entry in catalog.attention.items() for desk in entry.departments}

    def row(self, ticket: TicketRecord, now: datetime, *, gone: bool = False) -> AnsweredTicket:
        """Return how a ticket was answered, or why that is not counted."""
        category = self._of.get(ticket.department)
        thread = ticket.thread
        answered_at = thread.answered_at if thread else None
        day = self._calendar.local_date(answered_at or now)
        row = AnsweredTicket(category=category, month=month_of(day), day=day)
        left_out = _not_counted(ticket, gone=gone)
        if left_out is None and category is None:
            left_out = NotCounted.OTHER_DESK
        if left_out or category is None or thread is None or thread.asked_at is None:
            return row.model_copy(update={"not_counted": left_out})
        target = self._entries[category].target
        unit = target.unit if target else OPEN_HOUR
        count = units_taken if answered_at else units_passed
        took = count(unit, thread.asked_at, answered_at or now, self._calendar)
        if answered_at and took is None:
            return row.model_copy(update={"not_counted": NotCounted.BEYOND_CALENDAR})
        return row.model_copy(
            update={
                "unit": unit.key,
                "promised": target.last if target else None,
                "took": took,
                "on_time": self._is_on_time(target, thread.asked_at, answered_at, now),
                "answered": answered_at is not None,
            }
        )

    def _is_on_time(
        self, target: Promise | None, asked_at: datetime, answered_at: datetime | None, now: datetime
    ) -> bool | None:
        """Whether a target was kept; None without one, and while it may still be."""
        due = resolve(target, asked_at, self._calendar) if target else None
        if not isinstance(due, Resolved):
            return None
        if answered_at is not None:
            return answered_at <= due.due
        return False if now > due.due else None


def _is_decided(ticket: TicketRecord | None) -> bool:
    """Whether all is known that a ticket's row needs: it was answered, or closed, or never asked."""
    if ticket is None or ticket.thread is None:
        return False
    return ticket.thread.answered_at is not None or _not_counted(ticket) is not None


def _not_counted(ticket: TicketRecord, *, gone: bool = False) -> NotCounted | None:
    thread = ticket.thread
    if thread is not None:
        asked_at, answered_at = thread.asked_at, thread.answered_at
        if asked_at is None or asked_at - ticket.opened_at > NO_PERSON:
            return NotCounted.OPENED_BY_STAFF
        if answered_at is not None:
            return NotCounted.NEGATIVE if answered_at < asked_at else None
        if ticket.state is TicketState.CLOSED:
            return NotCounted.NO_PERSON
    return NotCounted.MERGED if gone and (thread is None or ticket.missing_since is not None) else None
