"""First answers: counted once, in the open hours of their target, and left out for a reason that is counted."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from generator.compute.fold import fold
from generator.compute.records.kept_promises import records_of
from generator.model.base import TicketId
from generator.model.catalog import Attention, Catalog
from generator.model.ledger import Ledger
from generator.model.outcomes import NotCounted
from generator.model.records import Figures, Silence, Span
from generator.model.states import TicketState
from generator.model.threads import Thread
from tests.compute.shop import RUN, T0, Pull, after, catalog, item, order, seen, ticket

HOUR = timedelta(hours=1)
SOMEBODYS = order(item("Hosting - Inicial"), client="8")


def attended(**changes: object) -> Catalog:
    """Return the company's Catalog with one kind of ticket, of desk 2, answered within 3 open hours."""
    entry = {
        "name": "Tickets",
        "kind": "ticket",
        "audience": "Clientes",
        "target": "1 a 3 horas hábiles",
        "target_kind": "average",
        "description": "Se contestan.",
        "departments": ["2"],
        "owner": "soporte",
        "review_by": date(2027, 5, 31),
    }
    return replace(catalog(), attention={"tickets": Attention.model_validate(entry | changes)})


def thread(asked_at: datetime | None, answered_at: datetime | None = None) -> Thread:
    """Return what the messages of a ticket told."""
    return Thread(asked_at=asked_at, answered_at=answered_at, row_last_reply_at=None, row_state=TicketState.OPEN)


def pull(now: datetime, *threads: Thread | None, **changes: Any) -> Pull:
    """Return a run that sees one ticket of T0 for each thread."""
    tickets = tuple(ticket(number, **changes) for number, _ in enumerate(threads, 1))
    read = {TicketId(str(number)): one for number, one in enumerate(threads, 1) if one}
    return seen(now, SOMEBODYS, tickets=tickets, threads=read)


def rows(ledger: Ledger) -> list[tuple[object, ...]]:
    return [(row.took, row.on_time, row.not_counted, row.count) for row in ledger.answers or ()]


def test_an_answer_is_counted_once_and_from_the_first_run_on() -> None:
    """Asked on Tuesday at 10:00, answered at 12:30: within three open hours."""
    answered = thread(T0, T0 + 2.5 * HOUR)
    ledger = after(pull(T0 + 3 * HOUR, answered), pull(T0 + 4 * HOUR, answered), company=attended())
    assert rows(ledger) == [(3, True, None, 1)]


def test_a_ledger_that_counted_no_answers_is_caught_up() -> None:
    company, answered = attended(), thread(T0, T0 + 2 * HOUR)
    old = after(pull(T0 + 3 * HOUR, answered), company=company).model_copy(update={"answers": None})
    caught, _ = fold(company, pull(T0 + 4 * HOUR, answered), old, T0 + 4 * HOUR)
    assert rows(caught) == [(2, True, None, 1)]


@pytest.mark.parametrize(
    ("read", "changes", "reason"),
    [
        (thread(None), {}, NotCounted.OPENED_BY_STAFF),
        (thread(T0 + HOUR, T0 + 2 * HOUR), {}, NotCounted.OPENED_BY_STAFF),
        (thread(T0, T0 - HOUR), {}, NotCounted.NEGATIVE),
        (thread(T0), {"state": TicketState.CLOSED}, NotCounted.NO_PERSON),
        (thread(T0, T0 + HOUR), {"department": "9"}, NotCounted.OTHER_DESK),
    ],
)
def test_what_is_no_first_answer_is_left_out_with_its_reason(
    read: Thread, changes: dict[str, Any], reason: NotCounted
) -> None:
    ledger = after(pull(T0 + 3 * HOUR, read, **changes), company=attended())
    assert rows(ledger) == [(None, None, reason, 1)]
    told = records_of(attended(), ledger)
    assert told.not_counted == {reason: 1}
    assert told.answers["tickets"].periods.days30 is Silence.NO_CASES


def test_a_ticket_that_leaves_the_listings_unanswered_was_merged_or_deleted() -> None:
    waits = [thread(T0), thread(T0)]
    both, one = pull(T0 + HOUR, *waits), pull(T0 + 2 * HOUR, waits[0])
    ledger = after(both, one, replace(one, at=T0 + 3 * HOUR), company=attended())
    assert rows(ledger) == [(None, None, NotCounted.MERGED, 1)]


def test_the_figures_of_ten_tickets_by_hand() -> None:
    """Two within 1 hour, five within 2, one within 4, one waits since five hours, and one that may still be in time."""
    answers = [thread(T0, T0 + HOUR)] * 2 + [thread(T0, T0 + 2 * HOUR)] * 5 + [thread(T0, T0 + 4 * HOUR), thread(T0)]
    fresh = thread(T0 + 4 * HOUR)
    tickets = tuple(ticket(number, opened_at=one.asked_at or T0) for number, one in enumerate([*answers, fresh], 1))
    read = {TicketId(str(number)): one for number, one in enumerate([*answers, fresh], 1)}
    ledger = after(seen(T0 + 5 * HOUR, SOMEBODYS, tickets=tickets, threads=read), company=attended())
    found = records_of(attended(), ledger).answers["tickets"]
    assert (found.unit, found.promised) == ("open_hour", 3)
    told = found.periods.days30
    assert isinstance(told, Figures)
    assert (told.cases, told.on_time, told.share) == (9, Span(best=7, worst=7), Span(best=77, worst=77))
    assert (told.median, told.p90) == (Span(best=2, worst=2), None)


def test_without_a_target_the_times_are_told_in_open_hours_and_no_share() -> None:
    company = attended(target=None, target_kind="none")
    ledger = after(pull(T0 + 3 * HOUR, *[thread(T0, T0 + 2 * HOUR)] * 5), company=company)
    found = records_of(company, ledger).answers["tickets"].periods.days30
    assert isinstance(found, Figures)
    assert (found.cases, found.on_time, found.share, found.median) == (5, None, None, Span(best=2, worst=2))


def test_an_entry_without_desks_is_not_measured() -> None:
    company = attended(departments=[])
    ledger = after(pull(T0 + 3 * RUN, thread(T0, T0 + RUN)), company=company)
    assert records_of(company, ledger).answers == {}
