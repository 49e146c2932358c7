"""Runs that cannot tell where an item stands: they open nothing, close nothing and move no date."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.compute.order_views import order_views
from generator.compute.pauses import counted_pauses
from generator.model.base import OrderId
from generator.model.ledger import ItemRecord, Ledger, Pause
from generator.model.moments import Sighting, latest
from generator.model.observed import ObservedOrder
from generator.model.outcomes import FinishedItem
from generator.model.states import OrderStatus, Payment, Reason, ServiceStatus, State
from generator.model.views import ItemView
from tests.compute.shop import RUN, T0, Pull, after, item, order, seen, ticket

SEVEN = OrderId("7")
NEWS = "Webs - Noticias"
DAY = timedelta(days=1)
OTHERS = order(item("Hosting - Inicial", number=9), number=8, client="6")
PAID = {"payment": Payment.PAID, "paid_at": T0}
PLAIN = order(item(NEWS), **PAID)


def custom(stage: str, status: ServiceStatus = ServiceStatus.PENDING) -> ObservedOrder:
    """Return the paid order with one of the company's own statuses."""
    return order(item(NEWS, status), status=OrderStatus.CUSTOM, custom_status=stage, **PAID)


def staff_wrote(days: int) -> ObservedOrder:
    """Return the paid order with a date in the product's own field."""
    return replace(PLAIN, items=(replace(PLAIN.items[0], requirements_met_at=T0 + days * DAY),))


TOLD: dict[str, ObservedOrder] = {
    "unpaid": order(item(NEWS)),
    "paid, nothing told": PLAIN,
    "paid without a date, nothing told": replace(PLAIN, paid_at=None),
    "waiting": custom("Esperando requisitos"),
    "at work": custom("En producción"),
    "to be paid again": custom("A cobrar"),
    "looked into": custom("En revisión"),
    "dated by staff": staff_wrote(1),
    "dated by staff, without a date of payment": replace(staff_wrote(2), paid_at=None),
    "active": order(item(NEWS, ServiceStatus.ACTIVE), **PAID),
    "ended": order(item(NEWS, ServiceStatus.ENDED), **PAID),
}
UNTOLD: dict[str, ObservedOrder | None] = {
    "status of the item not known": order(item(NEWS, ServiceStatus.OTHER), **PAID),
    "suspended": order(item(NEWS, ServiceStatus.SUSPENDED), **PAID),
    "expired": order(item(NEWS, ServiceStatus.EXPIRED), **PAID),
    "payment unclear": order(item(NEWS), payment=Payment.UNCLEAR),
    "status of the order not mapped": custom("Otra cosa"),
    "lists nothing": order(**PAID),
    "unreadable": None,
}
SAID = {
    None: (),
    "met": (ticket(status_word="Requisitos completos"),),
    "not met": (ticket(status_word="Faltan requisitos"),),
}


def run(at: int, placed: ObservedOrder | None, said: str | None = None) -> Pull:
    """Return what the run of an hour sees; a row that is None cannot be read."""
    unreadable = {} if placed else {SEVEN: "date"}
    orders = (OTHERS, placed) if placed else (OTHERS,)
    return seen(T0 + timedelta(hours=at), *orders, tickets=SAID[said], unreadable_orders=unreadable)


def known(ledger: Ledger) -> tuple[ItemRecord, tuple[FinishedItem, ...], ItemView]:
    """Return all that a Ledger says of the item, and what its page shows."""
    [shown] = (view.items[0] for view in order_views(ledger, ledger.synced_at) if view.order_id == SEVEN)
    return ledger.orders[SEVEN].items[0], ledger.finished, shown


def dates(ledger: Ledger) -> tuple[object, ...]:
    """Return what the item's dates are counted from, and the last of them."""
    record, _, shown = known(ledger)
    promise = record.promise
    return shown.due, promise and latest(promise.start), promise and counted_pauses(promise)


BLIND = st.lists(st.sampled_from(sorted(UNTOLD)), max_size=2)
STEPS = st.tuples(st.sampled_from(sorted(TOLD)), st.sampled_from(list(SAID)))


@settings(max_examples=150)
@given(history=st.lists(STEPS, min_size=1, max_size=6), blind=st.lists(BLIND, min_size=6, max_size=6))
def test_a_history_with_runs_that_cannot_tell_in_it_ends_like_the_one_without_them(
    history: list[tuple[str, str | None]], blind: list[list[str]]
) -> None:
    """Promise, pauses, dates and the moment of the stage are the same, to the end of every interval."""
    plain, mixed = [seen(T0 - RUN, OTHERS)], [seen(T0 - RUN, OTHERS)]
    said: str | None = None
    for number, (told, says) in enumerate(history):
        # What a ticket says goes on while the order cannot be read.
        mixed += [run(10 * number + 2 + at, UNTOLD[kind], said) for at, kind in enumerate(blind[number])]
        said = says
        plain.append(run(10 * (number + 1), TOLD[told], said))
        mixed.append(plain[-1])
    assert known(after(*mixed)) == known(after(*plain))


@settings(max_examples=150)
@given(history=st.lists(STEPS, min_size=1, max_size=6), deaf=st.lists(st.booleans(), min_size=6, max_size=6))
def test_a_run_that_reads_an_order_and_none_of_its_tickets_moves_no_date(
    history: list[tuple[str, str | None]], deaf: list[bool]
) -> None:
    plain, mixed = [seen(T0 - RUN, OTHERS)], [seen(T0 - RUN, OTHERS)]
    for number, (told, says) in enumerate(history, 1):
        plain.append(run(10 * number, TOLD[told], says))
        mixed.append(plain[-1])
        if deaf[number - 1] and says:
            tickets = {ticket.id: "date" for ticket in SAID[says]}
            mixed.append(replace(run(10 * number + 3, TOLD[told]), unreadable_tickets=tickets))
    assert dates(after(*mixed)) == dates(after(*plain))


@pytest.mark.parametrize("kind", UNTOLD)
def test_a_run_that_cannot_tell_leaves_an_open_pause_open_and_gives_no_date(kind: str) -> None:
    ledger = after(run(1, TOLD["at work"]), run(24, TOLD["waiting"]), run(25, UNTOLD[kind]))
    record, _, shown = known(ledger)
    assert record.promise is not None
    assert record.promise.pauses == (Pause(begin=Sighting(after=T0 + timedelta(hours=1), by=T0 + DAY)),)
    assert shown.due is None
    resumed = after(run(1, TOLD["at work"]), run(24, TOLD["waiting"]), run(25, UNTOLD[kind]), run(48, TOLD["at work"]))
    [pause] = known(resumed)[2].pauses
    assert pause.end == Sighting(after=T0 + DAY, by=T0 + 2 * DAY)


@pytest.mark.parametrize("kind", UNTOLD)
def test_a_run_that_cannot_tell_opens_no_pause(kind: str) -> None:
    record, _, _ = known(after(run(1, TOLD["at work"]), run(24, UNTOLD[kind]), run(25, UNTOLD[kind])))
    assert record.promise is not None
    assert record.promise.pauses == ()


@pytest.mark.parametrize("kind", [kind for kind, placed in UNTOLD.items() if placed])
def test_a_closed_order_that_nobody_can_tell_about_stays_closed_since_then(kind: str) -> None:
    """An order that was being worked on does not close by it."""
    closed = after(run(1, TOLD["at work"]), run(2, TOLD["active"]), run(3, UNTOLD[kind]))
    assert closed.orders[SEVEN].closed_at == T0 + timedelta(hours=2)
    assert after(run(1, TOLD["at work"]), run(3, UNTOLD[kind])).orders[SEVEN].closed_at is None


def test_a_service_that_stays_suspended_is_over_after_the_days_a_closed_page_is_kept() -> None:
    worked = after(run(1, TOLD["at work"]), run(2, UNTOLD["suspended"]), run(2 + 30 * 24, UNTOLD["suspended"]))
    assert worked.orders[SEVEN].closed_at == T0 + timedelta(days=30, hours=2)


def test_an_order_that_one_listing_missed_goes_on_as_if_it_had_not() -> None:
    before, missed, later = run(1, TOLD["at work"]), seen(T0 + 2 * RUN + RUN, OTHERS), run(24, TOLD["waiting"])
    assert known(after(before, missed, later)) == known(after(before, later))


def test_what_was_told_is_kept_only_while_nobody_can_tell() -> None:
    ledger = after(run(1, TOLD["at work"]), run(2, UNTOLD["suspended"]))
    record = known(ledger)[0]
    assert (record.state, record.reason) == (State.UNKNOWN, Reason.SUSPENDED)
    assert record.told is not None
    assert (record.told.state, record.told.at) == (State.IN_PROGRESS, T0 + timedelta(hours=1))
    again, _, _ = known(after(run(1, TOLD["at work"]), run(2, UNTOLD["suspended"]), run(3, TOLD["at work"])))
    assert again.told is None
