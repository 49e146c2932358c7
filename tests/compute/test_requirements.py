"""When a client's requirements are met: three sources, the first that says anything, and what silence means."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from generator.compute.fold import fold
from generator.model.base import OrderId, TicketId
from generator.model.ledger import ItemRecord, Ledger
from generator.model.moments import Sighting
from generator.model.observed import ItemKey, ObservedOrder, ObservedTicket
from generator.model.states import ItemKind, OrderStatus, Payment, Reason, ServiceStatus, State
from tests.compute.shop import RUN, T0, Pull, after, catalog, item, order, seen, service, ticket

PAID_AT = T0 + timedelta(minutes=5)
MET, UNMET = "Requisitos completos", "Faltan requisitos"
WORK, WAIT = "En producción", "Esperando requisitos"
NEWS = ItemKey(ItemKind.PRODUCT, "1")
UNREPORTED = (State.UNKNOWN, Reason.REQUIREMENTS_UNREPORTED)


def paid(
    field: datetime | None = None, status: str = "", service_status: ServiceStatus = ServiceStatus.PENDING
) -> ObservedOrder:
    """Return the paid order, with what the field and the order's own status say."""
    line = replace(item("Webs - Noticias", service_status), requirements_met_at=field)
    custom = {"status": OrderStatus.CUSTOM, "custom_status": status} if status else {}
    return order(line, payment=Payment.PAID, paid_at=PAID_AT, **custom)


def said(word: str, number: int = 1, **changes: object) -> ObservedTicket:
    """Return a ticket about the item, in a status of the company's own."""
    return ticket(number, **({"about": NEWS, "status_word": word} | changes))  # type: ignore[arg-type]


def only(ledger: Ledger) -> ItemRecord:
    """Return the one item of order 7."""
    return ledger.orders[OrderId("7")].items[0]


def stands(*pulls: Pull) -> tuple[State, Reason | None]:
    """Return the item's state after one run per pull."""
    found = only(after(*pulls))
    return found.state, found.reason


def test_where_nothing_says_anything_it_is_not_known_since_the_payment_and_what_is_needed_is_listed() -> None:
    """Nobody is told to act: the client may have done everything."""
    found = only(after(seen(T0 + RUN, paid())))
    assert (found.state, found.reason) == UNREPORTED
    assert (found.since, found.missing, found.promise) == (PAID_AT, ("dominio",), None)


@pytest.mark.parametrize(
    ("field", "status", "word", "expected"),
    [
        (PAID_AT, WAIT, UNMET, State.IN_PROGRESS),
        (None, WAIT, MET, State.AWAITING_REQUIREMENTS),
        (None, WORK, UNMET, State.IN_PROGRESS),
        (None, "", MET, State.IN_PROGRESS),
        (None, "", UNMET, State.AWAITING_REQUIREMENTS),
        (None, "", "Open", State.UNKNOWN),
    ],
)
def test_the_field_decides_before_the_order_s_status_and_that_before_the_ticket_s(
    field: datetime | None, status: str, word: str, expected: State
) -> None:
    """The first of the three that says anything."""
    assert stands(seen(T0 + RUN, paid(field, status), tickets=(said(word),)))[0] is expected


def test_the_field_s_date_is_the_exact_start_of_the_clock() -> None:
    """An interval between two runs would say less than staff do."""
    met_at = T0 + timedelta(minutes=45)
    found = only(after(seen(T0 + RUN, paid()), seen(T0 + 2 * RUN, paid(met_at))))
    assert found.promise is not None
    assert (found.promise.start, found.since) == (met_at, met_at)


def test_a_field_dated_before_the_payment_starts_the_clock_at_the_payment() -> None:
    """Requirements may be met before anybody pays; the promise waits for both."""
    found = only(after(seen(T0 + RUN, paid(T0 - timedelta(days=3)))))
    assert found.promise is not None
    assert found.promise.start == PAID_AT


def test_where_the_payment_is_not_dated_the_field_counts_once_a_run_saw_the_item_past_its_payment() -> None:
    """Before that only the interval between two runs is known."""
    undated = replace(paid(T0 - timedelta(days=3)), paid_at=None)
    first = only(after(seen(T0 + RUN, undated))).promise
    assert first is not None
    assert first.start == Sighting(after=T0, by=T0 + RUN)

    met_at = T0 + RUN + timedelta(minutes=9)
    later = after(
        seen(T0 + RUN, replace(paid(), paid_at=None)), seen(T0 + 2 * RUN, replace(paid(met_at), paid_at=None))
    )
    promise = only(later).promise
    assert promise is not None
    assert promise.start == met_at


def test_a_date_that_lies_ahead_says_nothing_yet() -> None:
    """Staff may plan; a clock does not start in advance."""
    assert stands(seen(T0 + RUN, paid(T0 + timedelta(days=1)))) == UNREPORTED


def test_a_field_filled_later_does_not_move_a_promise_that_was_given() -> None:
    """Frozen is frozen, whichever source started it."""
    before = after(seen(T0 + RUN, paid(status=WORK)))
    later = after(seen(T0 + RUN, paid(status=WORK)), seen(T0 + 2 * RUN, paid(PAID_AT, WORK)))
    assert only(later).promise == only(before).promise
    assert only(later).since == only(before).since


def test_an_item_first_seen_active_whose_requirements_are_dated_gets_its_promise() -> None:
    """So the records know how long it took; a date written once it was active starts nothing."""
    done = ServiceStatus.ACTIVE
    given = only(after(seen(T0 + RUN, paid()), seen(T0 + 2 * RUN, paid(PAID_AT, service_status=done)))).promise
    assert given is not None
    assert given.start == PAID_AT
    late = seen(T0 + RUN, paid(service_status=done)), seen(T0 + 2 * RUN, paid(PAID_AT, service_status=done))
    assert only(after(*late)).promise is None


def test_of_several_tickets_the_one_with_the_latest_message_and_a_mapped_status_counts() -> None:
    """A newer ticket about something else takes nothing back."""
    old = said(UNMET, 1, last_reply_at=T0 + RUN)
    new = said(MET, 2, last_reply_at=T0 + 2 * RUN)
    other = said("Open", 3, last_reply_at=T0 + 3 * RUN)
    assert stands(seen(T0 + 4 * RUN, paid(), tickets=(other, new, old)))[0] is State.IN_PROGRESS


@pytest.mark.parametrize(
    ("spoke", "expected"),
    [
        (said(MET, about=None), State.IN_PROGRESS),
        (said("requisitos-completos"), State.IN_PROGRESS),
        (said(MET, about=ItemKey(ItemKind.DOMAIN, "1")), State.UNKNOWN),
        (said(MET, about=ItemKey(ItemKind.PRODUCT, "2")), State.UNKNOWN),
        (said(MET, about=None, client=""), State.UNKNOWN),
    ],
)
def test_a_ticket_speaks_of_its_own_item_or_of_its_client_s_only_order(spoke: ObservedTicket, expected: State) -> None:
    """Never of another item, nor for a guest."""
    assert stands(seen(T0 + RUN, paid(), tickets=(spoke,)))[0] is expected


@pytest.mark.parametrize("silent", [{}, {TicketId("1"): "status"}])
def test_a_ticket_that_could_not_be_read_or_was_missed_once_still_says_what_it_said(
    silent: dict[TicketId, str],
) -> None:
    """Missed twice, it is gone and says nothing."""
    first = seen(T0 + RUN, paid(), tickets=(said(UNMET),))
    gap = [seen(T0 + n * RUN, paid(), unreadable_tickets=silent) for n in (2, 3)]
    assert stands(first, gap[0])[0] is State.AWAITING_REQUIREMENTS
    assert stands(first, *gap)[0] is (State.AWAITING_REQUIREMENTS if silent else State.UNKNOWN)


def test_silence_does_not_undo_a_promise_that_runs() -> None:
    """The order goes back to plain Pending, its ticket is deleted: the clock runs on as it did."""
    before = after(seen(T0 + RUN, paid(status=WORK)))
    quiet = [seen(T0 + n * RUN, paid()) for n in (2, 3, 4)]
    assert only(after(seen(T0 + RUN, paid(status=WORK)), *quiet)) == only(before)


def test_silence_leaves_an_open_pause_open() -> None:
    """What was missing still is, until somebody says it is there."""
    pulls = [seen(T0 + RUN, paid(status=WORK)), seen(T0 + 2 * RUN, paid(status=WAIT))]
    paused = only(after(*pulls))
    assert only(after(*pulls, seen(T0 + 3 * RUN, paid()))) == paused
    [pause] = only(after(*pulls, seen(T0 + 3 * RUN, paid(PAID_AT)))).promise.pauses  # type: ignore[union-attr]
    assert pause.end == Sighting(after=T0 + 2 * RUN, by=T0 + 3 * RUN)


def test_after_a_review_a_promise_that_runs_goes_on() -> None:
    """Its requirements were met before the review and were not unmet by it."""
    pulls = [seen(T0 + n * RUN, paid(status=word)) for n, word in enumerate((WORK, "En revisión", ""), 1)]
    assert stands(*pulls) == (State.IN_PROGRESS, None)


def test_an_edit_of_the_data_never_moves_a_promise_that_runs() -> None:
    """Not its phrase, requirements, clock start or group of statuses."""
    before = after(seen(T0 + RUN, paid(status=WORK)))
    for edited in (
        service("9 días hábiles", "requirements_met", "dominio"),
        service("1 hora", "payment_credited"),
        service("1 hora", "requirements_met", "pago"),
    ):
        ledger, _ = fold(catalog(noticias=edited), seen(T0 + 2 * RUN, paid()), before, T0 + 2 * RUN)
        assert only(ledger).promise == only(before).promise
        assert only(ledger).state is State.IN_PROGRESS
