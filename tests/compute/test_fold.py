"""The fold: what one run after another makes of the same orders."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from generator.compute.fold import fold
from generator.compute.views import order_views
from generator.errors import UnreachableError
from generator.model.base import OrderId, TicketId
from generator.model.ledger import ItemRecord, Ledger
from generator.model.moments import Sighting
from generator.model.observed import ItemKey, Observed, ObservedOrder
from generator.model.states import ItemKind, OrderStatus, Payment, Reason, ServiceStatus, State, WaitingOn
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


def test_a_first_run_knows_only_that_work_began_after_the_payment() -> None:
    assert only(after(seen(T0 + RUN, in_production()))).since == Sighting(after=T0 + timedelta(minutes=5), by=T0 + RUN)


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
    assert row.longest_seconds == int((in_time - T0 - timedelta(minutes=5)).total_seconds())
    # Not seen between the start and a run long after the due date: it may have been either.
    assert [row.on_time for row in after(worked, seen(late, done)).finished] == [None]
    still = seen(late - RUN, in_production())
    assert [row.on_time for row in after(worked, still, seen(late, done)).finished] == [False]


def test_the_first_run_of_a_new_ledger_records_nothing_it_did_not_see_happen() -> None:
    assert after(seen(T0 + RUN, order(item(HOSTING, ServiceStatus.ACTIVE), **PAID))).finished == ()


def test_an_order_missing_from_one_listing_stays_and_from_two_goes() -> None:
    orders = [order(item(NEWS), number=n) for n in range(1, 4)]
    full, short = seen(T0 + RUN, *orders), lambda n: seen(T0 + n * RUN, *orders[1:])
    once = after(full, short(2))
    assert once.orders[OrderId("1")].missing_since == T0 + 2 * RUN
    assert OrderId("1") not in after(full, short(2), short(3)).orders


def test_an_order_that_comes_back_was_never_gone() -> None:
    orders = [order(item(NEWS), number=n) for n in range(1, 4)]
    ledger = after(seen(T0 + RUN, *orders), seen(T0 + 2 * RUN, *orders[1:]), seen(T0 + 3 * RUN, *orders))
    assert ledger.orders[OrderId("1")].missing_since is None
    assert ledger.orders[OrderId("1")].items[0].since == T0


def test_a_row_that_cannot_be_read_keeps_its_last_good_view() -> None:
    before = after(seen(T0 + RUN, order(item(NEWS), **PAID)))
    pull = Observed(T0 + 2 * RUN, (), (), {SEVEN: "date"})
    ledger, report = fold(catalog(), pull, before, pull.seen_at)
    assert ledger.orders == before.orders
    assert report.kept_back == (SEVEN,)


@pytest.mark.parametrize(("total", "gone", "stops"), [(20, 5, False), (20, 6, True), (40, 8, False), (40, 9, True)])
def test_a_listing_that_shrank_by_more_than_a_fifth_and_more_than_five_stops_the_run(
    total: int, gone: int, stops: bool
) -> None:
    orders = [order(item(NEWS), number=n) for n in range(1, total + 1)]
    before = after(seen(T0 + RUN, *orders))
    pull = seen(T0 + 2 * RUN, *orders[gone:])
    if not stops:
        fold(catalog(), pull, before, pull.seen_at)
        return
    with pytest.raises(UnreachableError, match=f"Faltan {gone} de {total}"):
        fold(catalog(), pull, before, pull.seen_at)
    assert fold(catalog(), pull, before, pull.seen_at, accept_drop=True)[0].orders


def test_a_first_run_that_finds_nothing_stops() -> None:
    with pytest.raises(UnreachableError, match="ningún pedido"):
        after(seen(T0 + RUN))


def test_a_closed_order_leaves_after_ninety_days_and_does_not_come_back() -> None:
    open_order = order(item(NEWS), number=8)
    done = order(item(HOSTING, ServiceStatus.ACTIVE), **PAID)
    first = seen(T0 + RUN, done, open_order)
    days = [seen(T0 + RUN + timedelta(days=n), done, open_order) for n in (90, 91, 92)]
    assert SEVEN in after(first, days[0]).orders
    assert SEVEN not in after(first, *days[:2]).orders
    assert SEVEN not in after(first, *days).orders


def test_an_order_is_marked_as_changed_only_by_the_run_that_changed_it() -> None:
    waiting = order(item(NEWS))
    paid = order(item(NEWS), **PAID)
    changed = [
        after(*pulls).orders[SEVEN].changed_at
        for pulls in (
            [seen(T0 + RUN, waiting)],
            [seen(T0 + RUN, waiting), seen(T0 + 2 * RUN, waiting)],
            [seen(T0 + RUN, waiting), seen(T0 + 2 * RUN, paid)],
            [seen(T0 + RUN, waiting), seen(T0 + 2 * RUN, waiting, tickets=(ticket(),))],
        )
    ]
    assert changed == [T0 + RUN, T0 + RUN, T0 + 2 * RUN, T0 + 2 * RUN]


def test_a_ticket_belongs_to_the_item_its_opener_chose_else_to_the_clients_only_order() -> None:
    one, two = order(item(NEWS)), order(item(NEWS, number=2), number=8)
    about = ItemKey(ItemKind.PRODUCT, "2")
    chosen = after(seen(T0 + RUN, one, two, tickets=(ticket(about=about),)))
    assert chosen.tickets[TicketId("1")].order == "8"
    assert after(seen(T0 + RUN, one, two, tickets=(ticket(),))).tickets == {}
    assert after(seen(T0 + RUN, one, tickets=(ticket(),))).tickets[TicketId("1")].order == SEVEN
    assert after(seen(T0 + RUN, one, tickets=(ticket(client=""),))).tickets == {}


def test_while_an_order_cannot_be_read_tickets_stay_where_they_were_and_none_is_linked_by_its_client() -> None:
    one, two = order(item(NEWS)), order(item(NEWS, number=2), number=8)
    about = ItemKey(ItemKind.PRODUCT, "2")
    mine, loose = ticket(about=about), ticket(2)
    before = after(seen(T0 + RUN, one, two, tickets=(mine,)))
    pull = Observed(T0 + 2 * RUN, (one,), (mine, loose), {OrderId("8"): "date"})
    ledger, _ = fold(catalog(), pull, before, pull.seen_at)
    assert {key: record.order for key, record in ledger.tickets.items()} == {TicketId("1"): "8"}


def test_ids_of_products_and_domains_do_not_mix() -> None:
    one = order(item(NEWS))
    domain = ItemKey(ItemKind.DOMAIN, "1")
    assert after(seen(T0 + RUN, one, tickets=(ticket(about=domain),))).tickets == {}


def test_the_same_pull_folded_again_changes_nothing_but_the_moment() -> None:
    pull = seen(T0 + RUN, in_production(), order(item(HOSTING, number=3), number=9, **PAID))
    first = after(pull)
    second, _ = fold(catalog(), pull, first, T0 + 2 * RUN)
    assert second.model_copy(update={"synced_at": first.synced_at}) == first


def test_an_order_whose_date_lies_beyond_the_loaded_years_says_so() -> None:
    far = datetime(2028, 12, 29, 18, 0, tzinfo=T0.tzinfo)
    late = order(item("Streaming - Video"), placed_at=far, payment=Payment.PAID, paid_at=far)
    [view] = order_views(after(seen(far + RUN, late)))
    shown = view.items[0]
    assert (shown.state, shown.reason, shown.due) == (State.UNKNOWN, Reason.BEYOND_CALENDAR, None)
    # The promise stands and the company is still the one to act; only the date is missing.
    assert (shown.promise, shown.waiting_on) == ("1 día hábil", WaitingOn.COMPANY)


def test_an_active_item_whose_date_lies_beyond_the_loaded_years_stays_active() -> None:
    far = datetime(2028, 12, 29, 18, 0, tzinfo=T0.tzinfo)
    done = order(item("Streaming - Video", ServiceStatus.ACTIVE), placed_at=far, payment=Payment.PAID, paid_at=far)
    [view] = order_views(after(seen(far + RUN, done)))
    assert (view.items[0].state, view.items[0].reason) == (State.ACTIVE, None)


def test_a_view_shows_the_promise_its_count_and_what_is_missing() -> None:
    [waiting] = order_views(after(seen(T0 + RUN, order(item(NEWS), **PAID))))
    assert (waiting.items[0].missing, waiting.items[0].due) == (("dominio",), None)
    [working] = order_views(after(seen(T0 + RUN, in_production())))
    view = working.items[0]
    assert view.promise == "2 días hábiles"
    assert view.due == datetime(2026, 11, 19, 21, 0, tzinfo=T0.tzinfo)
    assert [row.ordinal for row in view.trace] == [None, 1, 2]
