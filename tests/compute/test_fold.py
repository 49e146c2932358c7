"""The fold: what one run after another makes of the same orders."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from generator.compute.fold import fold
from generator.compute.order_views import order_views
from generator.model.base import OrderId, ServiceId
from generator.model.ledger import ItemRecord, KeptBack, Ledger
from generator.model.moments import Sighting, earliest, latest
from generator.model.observed import ObservedItem, ObservedOrder
from generator.model.states import OrderStatus, Payment, Reason, ServiceStatus, State, WaitingOn
from tests.compute.shop import RUN, T0, after, catalog, item, order, seen, service, ticket

NEWS = "Webs - Noticias"
HOSTING = "Hosting - Inicial"
PAID = {"payment": Payment.PAID, "paid_at": T0 + timedelta(minutes=5)}
SEVEN = OrderId("7")


def only(ledger: Ledger) -> ItemRecord:
    """Return the one item of the one order."""
    return ledger.orders[SEVEN].items[0]


def in_production(**changes: object) -> ObservedOrder:
    """Return a paid order that staff marked as being worked on."""
    return order(item(NEWS), **(PAID | {"status": OrderStatus.CUSTOM, "custom_status": "En producción"} | changes))


def test_a_promise_that_starts_at_payment_starts_at_the_dated_moment() -> None:
    given = only(after(seen(T0 + RUN, order(item(HOSTING), **PAID)))).promise
    assert given is not None
    assert given.start == PAID["paid_at"]


def test_what_billing_does_not_date_lies_between_the_run_that_did_not_see_it_and_the_one_that_did() -> None:
    ledger = after(seen(T0 + RUN, order(item(NEWS), **PAID)), seen(T0 + 2 * RUN, in_production()))
    given = only(ledger).promise
    assert given is not None
    assert given.start == Sighting(after=T0 + RUN, by=T0 + 2 * RUN)


def test_a_first_run_knows_only_that_work_began_after_the_order() -> None:
    """Staff may have begun by hand before the payment came."""
    assert only(after(seen(T0 + RUN, in_production()))).since == Sighting(after=T0, by=T0 + RUN)


@pytest.mark.parametrize(
    ("line", "status", "begins"),
    [
        (item(HOSTING, ServiceStatus.ACTIVE), {"status": OrderStatus.ACTIVE}, T0 + RUN),
        (item(HOSTING, ServiceStatus.ENDED), {"status": OrderStatus.CANCELLED}, T0 + RUN),
        (item(HOSTING, ServiceStatus.FRAUD), {"status": OrderStatus.FRAUD}, T0 + RUN),
        (item(HOSTING, ServiceStatus.SUSPENDED), {"status": OrderStatus.ACTIVE}, T0 + RUN),
        (item(NEWS), {"status": OrderStatus.CUSTOM, "custom_status": "En producción"}, T0 + RUN),
        (item(HOSTING), {"status": OrderStatus.CUSTOM, "custom_status": "En producción"}, T0 + RUN),
        (item(NEWS), {}, T0 + RUN + timedelta(minutes=9)),
        (item(HOSTING), {}, T0 + RUN + timedelta(minutes=9)),
    ],
)
def test_what_staff_may_do_on_credit_is_not_dated_after_a_payment_that_no_run_saw_come(
    line: ObservedItem, status: dict[str, object], begins: datetime
) -> None:
    """Only what waits for the payment cannot have come before it."""
    waits = order(replace(line, status=ServiceStatus.PENDING))
    paid = {"payment": Payment.PAID, "paid_at": T0 + RUN + timedelta(minutes=9)}
    since = only(after(seen(T0 + RUN, waits), seen(T0 + 2 * RUN, order(line, **paid | status)))).since
    assert earliest(since) == begins
    assert latest(since) <= T0 + 2 * RUN


def test_a_promise_given_is_never_rewritten_by_a_later_edit_of_the_data() -> None:
    before = after(seen(T0 + RUN, in_production()))
    slower = catalog(noticias=service("9 días hábiles", "requirements_met", "dominio"))
    ledger, _ = fold(slower, seen(T0 + 2 * RUN, in_production()), before, T0 + 2 * RUN)
    assert only(ledger).promise == only(before).promise
    assert str(only(ledger).promise.promise) == "2 días hábiles"  # type: ignore[union-attr]


def test_an_item_first_seen_active_whose_start_nobody_saw_gets_no_promise() -> None:
    ledger = after(
        seen(T0 + RUN, order(item(NEWS), **PAID)), seen(T0 + 2 * RUN, order(item(NEWS, ServiceStatus.ACTIVE), **PAID))
    )
    assert only(ledger).promise is None
    assert [(row.censored, row.on_time) for row in ledger.finished] == [(True, None)]


def test_a_finished_item_leaves_one_row_that_says_whether_it_was_on_time() -> None:
    worked = seen(T0 + RUN, in_production())
    done = order(item(NEWS, ServiceStatus.ACTIVE), **PAID)
    in_time = T0 + timedelta(days=2)
    late = T0 + timedelta(days=20)
    [row] = after(worked, seen(in_time, done), seen(in_time + RUN, done)).finished
    assert (row.service, row.month, row.on_time, row.censored) == ("noticias", "2026-11", True, False)
    assert (row.unit, row.promised, row.least, row.most) == ("business_day", 2, 0, 2)
    # Not seen between the start and a run long after the due date: it may have been either.
    assert [row.on_time for row in after(worked, seen(late, done)).finished] == [None]
    still = seen(late - RUN, in_production())
    assert [row.on_time for row in after(worked, still, seen(late, done)).finished] == [False]


def test_the_first_run_of_a_new_ledger_records_nothing_it_did_not_see_happen() -> None:
    assert after(seen(T0 + RUN, order(item(HOSTING, ServiceStatus.ACTIVE), **PAID))).finished == ()


def test_a_closed_order_missing_from_one_listing_stays_and_from_two_goes() -> None:
    orders = [order(item(HOSTING, ServiceStatus.ACTIVE), number=n, **PAID) for n in range(1, 4)]
    full, short = seen(T0 + RUN, *orders), lambda n: seen(T0 + n * RUN, *orders[1:])
    once = after(full, short(2))
    assert once.orders[OrderId("1")].missing_since == T0 + 2 * RUN
    assert OrderId("1") not in after(full, short(2), short(3)).orders


def test_an_open_order_that_is_missing_stays_as_last_known_for_a_day_and_then_goes() -> None:
    orders = [order(item(NEWS), number=n, client=str(n), **PAID) for n in range(1, 5)]
    tickets = (ticket(1, client="1", about=orders[0].items[0].key), ticket(2, client="1"))
    full = seen(T0 + RUN, *orders, tickets=tickets)
    missed = T0 + 2 * RUN
    short = [replace(full, orders=tuple(orders[1:]), at=missed + n * RUN) for n in range(49)]
    first = next(order_views(after(full), full.at))
    # Its tickets are listed still, or gone with it: the page stays whole.
    for gone in (tickets, tickets[1:], ()):
        lacking = [replace(pull, tickets=gone) for pull in short]
        kept = after(full, *lacking[:48])
        assert kept.orders[OrderId("1")].missing_since == missed
        assert next(order_views(kept, kept.synced_at)) == first
        assert OrderId("1") not in after(full, *lacking).orders
        assert {record.order for record in after(full, *lacking).tickets.values()} <= {None}
    # Two runs are enough where nobody ran in between; one never is.
    assert OrderId("1") not in after(full, short[0], replace(short[0], at=missed + timedelta(hours=24))).orders
    assert OrderId("1") in after(full, replace(short[0], at=T0 + timedelta(days=9))).orders


def test_an_order_that_comes_back_was_never_gone() -> None:
    orders = [order(item(NEWS), number=n) for n in range(1, 4)]
    ledger = after(seen(T0 + RUN, *orders), seen(T0 + 2 * RUN, *orders[1:]), seen(T0 + 3 * RUN, *orders))
    assert ledger.orders[OrderId("1")].missing_since is None
    assert ledger.orders[OrderId("1")].items[0].since == T0


def test_a_row_that_cannot_be_read_keeps_its_last_good_view() -> None:
    before = after(seen(T0 + RUN, order(item(NEWS), **PAID)))
    pull = seen(T0 + 2 * RUN, unreadable_orders={SEVEN: "date"})
    ledger, report = fold(catalog(), pull, before, pull.at)
    kept = before.orders[SEVEN].model_copy(update={"seen_at": T0 + RUN})
    assert ledger.orders == {SEVEN: kept}
    assert report.kept_back == ledger.kept_back_orders == {SEVEN: KeptBack(since=T0 + 2 * RUN, field="date")}


@pytest.mark.parametrize(
    "lines",
    [
        pytest.param((item("SSL - Rapid", ServiceStatus.ENDED),), id="unmapped and terminated"),
        pytest.param(
            (item(HOSTING, ServiceStatus.ACTIVE), item("IP dedicada", ServiceStatus.ACTIVE, 4)), id="with an add-on"
        ),
        pytest.param((item(HOSTING, ServiceStatus.SUSPENDED),), id="suspended"),
        pytest.param((item("IP dedicada", ServiceStatus.EXPIRED),), id="unmapped and expired"),
    ],
)
def test_an_order_of_long_ago_of_which_nothing_is_to_be_done_has_left_whether_mapped_or_not(
    lines: tuple[ObservedItem, ...],
) -> None:
    """Seen for the first time, it counts from its placing."""
    old = order(*lines, status=OrderStatus.ACTIVE, payment=Payment.NOT_NEEDED, placed_at=T0 - timedelta(days=4000))
    assert set(after(seen(T0 + RUN, old, order(item(NEWS), number=8))).orders) == {OrderId("8")}


def test_a_closed_order_leaves_after_ninety_days_and_does_not_come_back() -> None:
    open_order = order(item(NEWS), number=8)
    done = order(item(HOSTING, ServiceStatus.ACTIVE), **PAID)
    first = seen(T0 + RUN, done, open_order)
    days = [seen(T0 + RUN + timedelta(days=n), done, open_order) for n in (90, 91, 92)]
    assert SEVEN in after(first, days[0]).orders
    assert SEVEN not in after(first, *days[:2]).orders
    assert SEVEN not in after(first, *days).orders


def test_the_same_pull_folded_again_changes_nothing_but_the_run() -> None:
    pull = seen(T0 + RUN, in_production(), order(item(HOSTING, number=3), number=9, **PAID))
    first = after(pull)
    second, _ = fold(catalog(), pull, first, T0 + 2 * RUN)
    moments = {"synced_at": first.synced_at, "earlier_runs": first.earlier_runs, "run": first.run}
    assert second.model_copy(update=moments) == first


def test_an_order_whose_date_lies_beyond_the_loaded_years_says_so() -> None:
    far = datetime(2028, 12, 29, 18, 0, tzinfo=T0.tzinfo)
    late = order(item("Streaming - Video"), placed_at=far, payment=Payment.PAID, paid_at=far)
    [view] = order_views(after(seen(far + RUN, late)), far + RUN)
    shown = view.items[0]
    assert (shown.state, shown.reason, shown.due) == (State.UNKNOWN, Reason.BEYOND_CALENDAR, None)
    # The promise stands and the company is still the one to act; only the date is missing.
    assert (shown.promise, shown.waiting_on) == ("1 día hábil", WaitingOn.COMPANY)


def test_an_active_item_whose_date_lies_beyond_the_loaded_years_stays_active() -> None:
    far = datetime(2028, 12, 29, 18, 0, tzinfo=T0.tzinfo)
    done = order(item("Streaming - Video", ServiceStatus.ACTIVE), placed_at=far, payment=Payment.PAID, paid_at=far)
    [view] = order_views(after(seen(far + RUN, done)), far + RUN)
    assert (view.items[0].state, view.items[0].reason) == (State.ACTIVE, None)


def test_a_view_shows_the_promise_its_count_and_what_is_missing() -> None:
    [waiting] = order_views(after(seen(T0 + RUN, order(item(NEWS), **PAID))), T0 + RUN)
    assert (waiting.items[0].missing, waiting.items[0].due) == (("dominio",), None)
    [working] = order_views(after(seen(T0 + RUN, in_production())), T0 + RUN)
    view = working.items[0]
    assert view.promise == "2 días hábiles"
    assert view.due == datetime(2026, 11, 19, 21, 0, tzinfo=T0.tzinfo)
    assert [row.ordinal for row in view.trace] == [None, 1, 2]


def test_the_items_of_a_service_that_is_gone_from_the_data_stay_what_they_were() -> None:
    """With its billing lines, as `check` demands; what waits for its first promise is unmapped, and told to staff."""
    whole = catalog()
    lines = (entry for entry in whole.billing.services if entry.service != "noticias")
    company = replace(
        whole,
        services={key: value for key, value in whole.services.items() if key != "noticias"},
        billing=whole.billing.model_copy(update={"services": tuple(lines)}),
    )
    at_work = {"status": OrderStatus.CUSTOM, "custom_status": "En producción"} | PAID
    orders = [
        order(item(NEWS, ServiceStatus.ACTIVE, 1), number=1, **PAID),
        order(item(NEWS, number=2), number=2, **at_work),
        order(item(NEWS, number=3), number=3),
    ]
    before = after(seen(T0 + RUN, *orders))
    ledger, report = fold(company, seen(T0 + 2 * RUN, *orders), before, T0 + 2 * RUN)
    active, working, unpaid = (ledger.orders[OrderId(str(n))].items[0] for n in (1, 2, 3))
    assert [active, working] == [before.orders[OrderId(str(n))].items[0] for n in (1, 2)]
    assert (unpaid.service, unpaid.reason) == (ServiceId("noticias"), Reason.UNMAPPED)
    assert report.unmapped_products == (NEWS,)


def test_the_orders_of_a_retired_service_go_on_and_new_ones_are_promised_too() -> None:
    """Somebody may have paid on the last day."""
    company = catalog(noticias=catalog().services[ServiceId("noticias")].model_copy(update={"retired": T0.date()}))
    at_work = {"status": OrderStatus.CUSTOM, "custom_status": "En producción"} | PAID
    pull = seen(T0 + RUN, order(item(NEWS), **at_work))
    assert after(pull, company=company) == after(pull)


def test_a_ledger_knows_the_moments_of_the_runs_before_it_up_to_a_hundred() -> None:
    """The latest first: each names a copy that may have been saved."""
    placed = order(item(NEWS))
    assert after(seen(T0 + RUN, placed)).earlier_runs == ()
    moments = [T0 + n * RUN for n in range(1, 110)]
    ledger = after(*(seen(moment, placed) for moment in moments))
    assert ledger.earlier_runs == tuple(reversed(moments[:-1]))[:100]
