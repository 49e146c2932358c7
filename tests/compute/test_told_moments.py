"""The shop's own lines in the fold: moments in place of intervals, inside them, and nothing else."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.compute.order_views import order_views
from generator.model.base import OrderId, TicketId
from generator.model.events import Event, EventKind, EventReading
from generator.model.ledger import GivenPromise, ItemRecord, Ledger, OrderRecord, TicketRecord
from generator.model.moments import Sighting, When, earliest, latest
from generator.model.observed import ItemKey, ObservedItem, ObservedOrder, ObservedTicket
from generator.model.states import (
    ItemKind,
    LineKind,
    OrderStatus,
    Payment,
    ServiceStatus,
    State,
    TicketState,
)
from generator.model.threads import Thread
from tests.compute.shop import RUN, T0, Pull, after, catalog, item, order, seen, ticket

SEVEN, ONE = OrderId("7"), TicketId("1")
HOSTING, NEWS = "Hosting - Inicial", "Webs - Noticias"
MINUTE = timedelta(minutes=1)
PAID: dict[str, Any] = {"payment": Payment.PAID, "paid_at": T0}
WAITS, RUNS, ENDED = (
    order(item(HOSTING, status), **PAID)
    for status in (ServiceStatus.PENDING, ServiceStatus.ACTIVE, ServiceStatus.ENDED)
)
BETWEEN = Sighting(after=T0 + RUN, by=T0 + 2 * RUN)
AT = T0 + RUN + 7 * MINUTE


def told(*events: tuple[str, int, datetime]) -> EventReading:
    """Return what one run read of the log."""
    return EventReading(tuple(Event(EventKind(kind), str(number), at) for kind, number, at in events))


def since(before: ObservedOrder, now: ObservedOrder, *events: tuple[str, int, datetime]) -> datetime | Sighting:
    """Return since when an order's only item is what the second of two runs, which read these, saw."""
    [found] = after(seen(T0 + RUN, before), seen(T0 + 2 * RUN, now, events=told(*events))).orders[SEVEN].items
    return found.since


def line(line: LineKind, status: ServiceStatus, kind: ItemKind = ItemKind.OTHER) -> ObservedItem:
    """Return a line of a kind, item 1."""
    return ObservedItem(ItemKey(kind, "1"), "Algo", "", status, line=line)


def test_a_service_is_active_since_the_shop_created_it() -> None:
    assert since(WAITS, RUNS) == BETWEEN
    assert since(WAITS, RUNS, ("service.created", 1, AT)) == AT
    [view] = order_views(
        after(seen(T0 + RUN, WAITS), seen(T0 + 2 * RUN, RUNS, events=told(("service.created", 1, AT)))), T0 + 2 * RUN
    )
    assert (view.items[0].state, view.items[0].since) == (State.ACTIVE, AT)


def test_a_domain_is_active_since_it_was_registered_and_a_service_has_another_number_space() -> None:
    waits, runs = (
        order(line(LineKind.REGISTRATION, status, ItemKind.DOMAIN), **PAID)
        for status in (ServiceStatus.PENDING, ServiceStatus.ACTIVE)
    )
    assert since(waits, runs, ("service.created", 1, AT)) == since(waits, runs)
    assert since(waits, runs, ("domain.registered", 1, AT)) == AT


def test_what_was_terminated_ended_then() -> None:
    assert since(RUNS, ENDED, ("service.terminated", 1, AT)) == AT


@pytest.mark.parametrize(
    "events",
    [
        [],
        [("service.created", 2, AT)],
        [("service.created", 1, T0 + RUN)],
        [("service.created", 1, T0 + 2 * RUN + MINUTE)],
        [("service.created", 1, T0 - RUN)],
        [("service.creation_failed", 1, AT)],
        [("service.suspended", 1, AT), ("service.unsuspended", 1, AT + MINUTE)],
        [("service.terminated", 1, AT)],
        [("service.created", 1, AT), ("service.terminated", 1, AT + MINUTE)],
        [("order.accepted", 7, AT)],
        [("order.paid", 7, AT)],
        [("invoice.paid", 1, AT)],
        [("ticket.closed", 1, AT)],
    ],
)
def test_a_line_of_something_else_or_another_time_or_against_the_listing_leaves_the_interval(
    events: list[tuple[str, int, datetime]],
) -> None:
    """An order may be accepted long after its service runs, and the last line must lead where the listing is."""
    assert since(WAITS, RUNS, *events) == BETWEEN


def test_of_several_lines_the_first_counts_that_nothing_took_back() -> None:
    created = ("service.created", 1, AT)
    assert since(WAITS, RUNS, created, ("service.created", 1, AT + MINUTE)) == AT
    again = ("service.created", 1, AT + 2 * MINUTE)
    assert since(WAITS, RUNS, again, ("service.terminated", 1, AT + MINUTE), created) == AT + 2 * MINUTE
    assert since(WAITS, RUNS, created, ("service.suspended", 1, AT + MINUTE)) == AT


def test_a_line_that_is_read_late_still_dates_what_it_tells_of() -> None:
    """The log could not be had when the change was seen."""
    late = seen(T0 + 3 * RUN, RUNS, events=told(("service.created", 1, AT)))
    ledger = after(seen(T0 + RUN, WAITS), seen(T0 + 2 * RUN, RUNS), late, seen(T0 + 4 * RUN, RUNS))
    assert ledger.orders[SEVEN].items[0].since == AT
    assert ledger.orders[SEVEN].changed_at == T0 + 3 * RUN


def test_an_order_that_is_first_seen_running_is_dated_all_the_same() -> None:
    placed = replace(RUNS, placed_at=T0 - timedelta(days=30), paid_at=T0 - timedelta(days=30))
    read = told(("service.created", 1, T0 - timedelta(days=29)))
    assert after(seen(T0, placed, events=read)).orders[SEVEN].items[0].since == T0 - timedelta(days=29)


@pytest.mark.parametrize(
    ("lines", "hint"),
    [
        (line(LineKind.UPGRADE, ServiceStatus.ACTIVE), ("order.accepted", 7)),
        (line(LineKind.RENEWAL, ServiceStatus.PENDING), ("order.accepted", 7)),
        (line(LineKind.OTHER, ServiceStatus.OTHER), ("order.accepted", 7)),
        (line(LineKind.TRANSFER, ServiceStatus.ACTIVE, ItemKind.DOMAIN), ("domain.transferred", 1)),
    ],
)
def test_what_is_written_before_the_change_only_tells_that_it_came_later(
    lines: ObservedItem, hint: tuple[str, int]
) -> None:
    waits = order(replace(lines, status=ServiceStatus.PENDING), **PAID)
    runs = order(lines, status=OrderStatus.ACTIVE, **PAID)
    assert since(waits, runs, (*hint, AT)) == Sighting(after=AT, by=T0 + 2 * RUN)
    assert since(waits, runs, (*hint, T0 + 3 * RUN)) == since(waits, runs)


def test_an_order_that_was_cancelled_ended_after_somebody_asked_for_it() -> None:
    ended = replace(ENDED, status=OrderStatus.CANCELLED)
    assert since(WAITS, ended, ("order.cancelled", 7, AT)) == Sighting(after=AT, by=T0 + 2 * RUN)
    assert since(WAITS, ended, ("order.cancelled", 7, AT), ("order.pending", 7, AT + MINUTE)) == BETWEEN
    assert since(WAITS, ENDED, ("order.cancelled", 7, AT)) == BETWEEN, "the order itself is not cancelled"


def test_a_payment_that_billing_does_not_date_is_dated_and_the_promise_counts_from_it() -> None:
    unpaid, paid = order(item(HOSTING)), order(item(HOSTING), payment=Payment.PAID)

    def counted(*events: tuple[str, int, datetime]) -> tuple[When, When]:
        ledger = after(seen(T0 + RUN, unpaid), seen(T0 + 2 * RUN, paid, events=told(*events)))
        [found] = ledger.orders[SEVEN].items
        assert found.promise is not None
        return found.since, found.promise.start

    assert counted() == (BETWEEN, BETWEEN)
    assert counted(("order.paid", 7, AT)) == (AT, AT)
    assert counted(("order.paid", 7, T0)) == (BETWEEN, BETWEEN), "the listing said after that that it was unpaid"
    assert counted(("order.paid", 8, AT)) == (BETWEEN, BETWEEN)


def test_where_billing_dates_a_payment_it_is_believed() -> None:
    paid = order(item(HOSTING), payment=Payment.PAID, paid_at=AT + MINUTE)
    ledger = after(seen(T0 + RUN, order(item(HOSTING))), seen(T0 + 2 * RUN, paid, events=told(("order.paid", 7, AT))))
    assert ledger.orders[SEVEN].items[0].since == AT + MINUTE


def test_what_is_unpaid_is_not_paid_whatever_a_line_tells() -> None:
    ledger = after(seen(T0 + RUN, order(item(HOSTING)), events=told(("order.paid", 7, T0 + MINUTE))))
    assert ledger.orders[SEVEN].items[0].state is State.AWAITING_PAYMENT


OPEN = ticket(state=TicketState.ANSWERED, last_reply_at=T0 + MINUTE)
CLOSED = replace(OPEN, state=TicketState.CLOSED)


def closing(*pulls: tuple[ObservedTicket, list[tuple[str, int, datetime]]]) -> datetime | None:
    """Return when the ticket was closed, after one run for each."""
    ledger = after(
        *(
            seen(T0 + number * RUN, WAITS, tickets=(one,), events=told(*events))
            for number, (one, events) in enumerate(pulls, 1)
        )
    )
    [view] = order_views(ledger, ledger.synced_at)
    assert view.tickets[0].closed == ledger.tickets[ONE].closed_at
    return view.tickets[0].closed


def test_a_ticket_was_closed_when_the_shop_says_so_for_as_long_as_it_is() -> None:
    closed = ("ticket.closed", 1, AT)
    assert closing((OPEN, []), (CLOSED, [])) is None
    assert closing((OPEN, []), (CLOSED, [closed])) == AT
    assert closing((OPEN, []), (CLOSED, [closed]), (CLOSED, [])) == AT
    assert closing((OPEN, []), (CLOSED, [closed]), (OPEN, [])) is None
    assert closing((OPEN, []), (CLOSED, [closed]), (CLOSED, [("ticket.closed", 1, AT + RUN)])) == AT, "told again"


@pytest.mark.parametrize(
    "events",
    [
        [("ticket.closed", 2, AT)],
        [("ticket.closed", 1, T0)],
        [("ticket.closed", 1, T0 + RUN)],
        [("ticket.closed", 1, T0 + 5 * RUN)],
        [("ticket.status_changed", 1, AT)],
        [("ticket.merged", 1, AT)],
        [("ticket.closed", 1, AT), ("ticket.replied", 1, AT + MINUTE)],
    ],
)
def test_a_line_that_does_not_fit_the_ticket_s_row_closes_nothing(events: list[tuple[str, int, datetime]]) -> None:
    assert closing((OPEN, []), (CLOSED, events)) is None


def test_a_ticket_that_opened_again_was_closed_the_last_time() -> None:
    again = replace(CLOSED, last_reply_at=AT + RUN)
    events = [("ticket.replied", 1, AT + RUN), ("ticket.closed", 1, AT + RUN + MINUTE)]
    assert closing((OPEN, []), (CLOSED, [("ticket.closed", 1, AT)]), (again, events)) == AT + RUN + MINUTE
    assert closing((OPEN, []), (CLOSED, [("ticket.closed", 1, AT)]), (again, [])) is None
    assert closing((OPEN, []), (replace(CLOSED, last_reply_at=AT + 5 * MINUTE), [("ticket.closed", 1, AT)])) is None


def answered(*repliers: str, thread: Thread | None, events: list[tuple[str, int, datetime]]) -> datetime | None:
    """Return when the ticket was first answered, where only an earlier run read its messages."""
    plain = catalog()
    billing = plain.billing.model_copy(update={"automatic_repliers": repliers})
    company = replace(plain, billing=billing)
    before = replace(OPEN, state=TicketState.OPEN, last_reply_at=None)
    ledger = after(
        seen(T0 + RUN, WAITS, tickets=(before,), threads={ONE: thread} if thread else {}),
        seen(T0 + 2 * RUN, WAITS, tickets=(replace(OPEN, last_reply_at=AT),), events=told(*events)),
        company=company,
    )
    found = ledger.tickets[ONE].thread
    return found.answered_at if found else None


ASKED = Thread(asked_at=T0, answered_at=None, row_last_reply_at=None, row_state=TicketState.OPEN)


def test_a_first_answer_whose_message_was_not_read_yet_is_dated_by_the_shop() -> None:
    assert answered(thread=ASKED, events=[]) is None
    assert answered(thread=ASKED, events=[("ticket.answered", 1, AT)]) == AT
    assert answered(thread=ASKED, events=[("ticket.replied", 1, AT)]) is None
    assert answered(thread=ASKED, events=[("ticket.answered", 1, AT + MINUTE)]) is None, "no message shows it"
    assert answered(thread=None, events=[("ticket.answered", 1, AT)]) is None, "nobody knows what was asked"
    early = replace_thread(ASKED, AT - timedelta(seconds=3))
    assert answered(thread=early, events=[("ticket.answered", 1, AT)]) is None, "no person is as fast"


def replace_thread(thread: Thread, asked_at: datetime) -> Thread:
    """Return the thread of a question asked at another moment."""
    return thread.model_copy(update={"asked_at": asked_at})


def test_where_machines_answer_as_staff_only_messages_tell_who_did() -> None:
    assert answered("Respuesta automática", thread=ASKED, events=[("ticket.answered", 1, AT)]) is None


STATES: dict[str, ObservedOrder | None] = {
    "unpaid": order(item(NEWS)),
    "paid": order(item(NEWS), **PAID),
    "paid without a date": order(item(NEWS), payment=Payment.PAID),
    "at work": order(item(NEWS), status=OrderStatus.CUSTOM, custom_status="En producción", **PAID),
    "waiting": order(item(NEWS), status=OrderStatus.CUSTOM, custom_status="Esperando requisitos", **PAID),
    "active": order(item(NEWS, ServiceStatus.ACTIVE), **PAID),
    "hosting, unpaid": order(item(HOSTING)),
    "hosting, paid without a date": order(item(HOSTING), payment=Payment.PAID),
    "hosting, active without a date": order(item(HOSTING, ServiceStatus.ACTIVE), payment=Payment.PAID),
    "ended": order(item(NEWS, ServiceStatus.ENDED), **PAID),
    "cancelled": order(item(NEWS), status=OrderStatus.CANCELLED, **PAID),
    "suspended": order(item(NEWS, ServiceStatus.SUSPENDED), **PAID),
    "changed": order(line(LineKind.UPGRADE, ServiceStatus.ACTIVE), status=OrderStatus.ACTIVE, **PAID),
    "to be changed": order(line(LineKind.UPGRADE, ServiceStatus.ACTIVE), **PAID),
    "domain waits": order(line(LineKind.TRANSFER, ServiceStatus.PENDING, ItemKind.DOMAIN), **PAID),
    "domain runs": order(line(LineKind.TRANSFER, ServiceStatus.ACTIVE, ItemKind.DOMAIN), **PAID),
    "lists nothing": order(**PAID),
    "unreadable": None,
}
TICKETS = [
    ticket(state=state, last_reply_at=last)
    for state in (TicketState.OPEN, TicketState.ANSWERED, TicketState.CLOSED)
    for last in (None, T0 + RUN, T0 + 3 * RUN)
]
OTHERS = order(item(HOSTING, number=9), number=8, client="6")
EVENTS = st.lists(
    st.tuples(st.sampled_from(list(EventKind)), st.sampled_from([1, 7, 8, 9, 12]), st.integers(-30, 300)), max_size=6
)
STEPS = st.tuples(st.sampled_from(sorted(STATES)), st.sampled_from(TICKETS), EVENTS)


@settings(max_examples=150)
@given(history=st.lists(STEPS, min_size=1, max_size=7))
def test_lines_change_no_state_and_only_narrow_what_listings_allow(
    history: list[tuple[str, ObservedTicket, list[tuple[EventKind, int, int]]]],
) -> None:
    """Whatever they tell, of whatever moment, in whichever run: true, forged or of ids that nobody knows."""
    without, with_them = [], []
    for number, (name, one, events) in enumerate(history, 1):
        placed = STATES[name]
        pull: Pull = seen(
            T0 + number * RUN,
            *((OTHERS, placed) if placed else (OTHERS,)),
            tickets=(one,),
            unreadable_orders={} if placed else {SEVEN: "date"},
        )
        read = told(*((str(kind), thing, T0 + at * MINUTE) for kind, thing, at in events))
        without.append(pull)
        with_them.append(replace(pull, events=read))
        assert_narrower(after(*without), after(*with_them))


def assert_narrower(plain: Ledger, dated: Ledger) -> None:
    """Assert that one Ledger says what another does, in intervals that lie inside the other's."""
    assert dated.orders.keys() == plain.orders.keys()
    for key, record in plain.orders.items():
        assert _bare_order(dated.orders[key]) == _bare_order(record)
        for old, new in zip(record.items, dated.orders[key].items, strict=True):
            _assert_item(old, new)
    assert {key: _bare_ticket(one) for key, one in dated.tickets.items()} == {
        key: _bare_ticket(one) for key, one in plain.tickets.items()
    }
    assert all(
        one.closed_at is None or (one.state is TicketState.CLOSED and one.opened_at < one.closed_at <= dated.synced_at)
        for one in dated.tickets.values()
    )
    assert _finished(dated) == _finished(plain)


def _bare_order(record: OrderRecord) -> OrderRecord:
    items = tuple(one.model_copy(update={"since": T0, "promise": None, "told": None}) for one in record.items)
    return record.model_copy(update={"items": items, "changed_at": T0})


def _bare_ticket(record: TicketRecord) -> TicketRecord:
    return record.model_copy(update={"closed_at": None, "thread": None})


def _assert_item(old: ItemRecord, new: ItemRecord) -> None:
    _assert_inside(old.since, new.since)
    assert (old.told is None) == (new.told is None)
    if old.told and new.told:
        assert (old.told.state, old.told.reason, old.told.at) == (new.told.state, new.told.reason, new.told.at)
        _assert_inside(old.told.since, new.told.since)
    assert (old.promise is None) == (new.promise is None)
    if old.promise and new.promise:
        _assert_inside(old.promise.start, new.promise.start)
        assert _bare_promise(old.promise) == _bare_promise(new.promise)


def _bare_promise(given: GivenPromise) -> GivenPromise:
    return given.model_copy(update={"start": T0})


def _finished(ledger: Ledger) -> Counter[tuple[str, bool, bool]]:
    """Return how many items are counted as ended; when, and whether in time, is what lines may tell better."""
    counted: Counter[tuple[str, bool, bool]] = Counter()
    for row in ledger.finished:
        counted[row.service, row.censored, row.cancelled] += row.count
    return counted


def _assert_inside(old: When, new: When) -> None:
    assert earliest(old) <= earliest(new) <= latest(new) <= latest(old)
