"""Pauses and notices in the fold: what they do to a promise that was already given."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from generator.compute.fold import fold
from generator.compute.order_views import order_views
from generator.model.base import NoticeId, OrderId
from generator.model.catalog import Catalog, Notice
from generator.model.due import Verdict, Why
from generator.model.ledger import GivenPromise, Ledger, Pause
from generator.model.moments import Sighting
from generator.model.observed import ObservedOrder
from generator.model.states import OrderStatus, Payment, ServiceStatus, State
from generator.model.views import ItemView
from tests.compute.shop import RUN, T0, after, catalog, item, order, seen

NEWS = "Webs - Noticias"
DAY = timedelta(days=1)
NOTICE = NoticeId("migracion")


def at(stage: str, status: ServiceStatus = ServiceStatus.PENDING) -> ObservedOrder:
    """Return the paid order with one of the company's own statuses."""
    return order(item(NEWS, status), status=OrderStatus.CUSTOM, custom_status=stage, payment=Payment.PAID, paid_at=T0)


def given(ledger: Ledger) -> GivenPromise:
    """Return the promise of the one item."""
    promise = ledger.orders[OrderId("7")].items[0].promise
    assert promise is not None
    return promise


def view(ledger: Ledger) -> ItemView:
    """Return the view of the one item."""
    [shown] = order_views(ledger, ledger.synced_at)
    return shown.items[0]


def delayed(**changes: object) -> Catalog:
    """Return the company with a delay that covers T0's week."""
    notice = Notice.model_validate(
        {
            "kind": "delay",
            "title": "Migración",
            "reason": "Estamos mudando servidores.",
            "from": "2026-11-16",
            "until": "2026-11-18",
            "services": ["noticias"],
            "promise": "9 días hábiles",
        }
        | changes
    )
    return replace(catalog(), notices={NOTICE: notice})


WORK, WAIT = "En producción", "Esperando requisitos"


def test_a_return_to_waiting_for_the_client_opens_a_pause_and_there_is_no_date_until_it_ends() -> None:
    ledger = after(seen(T0 + RUN, at(WORK)), seen(T0 + DAY, at(WAIT)))
    assert given(ledger).pauses == (Pause(begin=Sighting(after=T0 + RUN, by=T0 + DAY)),)
    shown = view(ledger)
    assert (shown.state, shown.due, shown.missing) == (State.AWAITING_REQUIREMENTS, None, ("dominio",))
    assert shown.pauses[0].end is None


def test_work_that_goes_on_ends_the_pause_and_the_days_it_touched_do_not_count() -> None:
    # Tuesday 17: start. Seen waiting on Wednesday 18, seen at work again on Thursday 19, both at 10:00.
    ledger = after(seen(T0 + RUN, at(WORK)), seen(T0 + DAY, at(WAIT)), seen(T0 + 2 * DAY, at(WORK)))
    [pause] = given(ledger).pauses
    assert pause.end == Sighting(after=T0 + DAY, by=T0 + 2 * DAY)
    shown = view(ledger)
    assert shown.due == datetime(2026, 11, 24, 21, 0, tzinfo=UTC)
    assert [(row.date.day, row.why) for row in shown.trace if row.verdict is Verdict.SKIPPED] == [
        (18, Why.PAUSED),
        (19, Why.PAUSED),
        (21, Why.WEEKEND),
        (22, Why.WEEKEND),
        (23, Why.HOLIDAY),
    ]


def test_waiting_before_the_clock_ever_ran_is_no_pause() -> None:
    ledger = after(seen(T0 + RUN, at(WAIT)), seen(T0 + DAY, at(WAIT)), seen(T0 + 2 * DAY, at(WORK)))
    assert given(ledger).pauses == ()


def test_the_same_waiting_seen_twice_is_one_pause_and_two_returns_are_two() -> None:
    steps = [WORK, WAIT, WAIT, WORK, WAIT]
    ledger = after(*(seen(T0 + n * DAY, at(stage)) for n, stage in enumerate(steps, 1)))
    assert [pause.end is None for pause in given(ledger).pauses] == [False, True]


def test_an_item_that_is_active_has_no_open_pause() -> None:
    ledger = after(
        seen(T0 + RUN, at(WORK)), seen(T0 + DAY, at(WAIT)), seen(T0 + 2 * DAY, at(WAIT, ServiceStatus.ACTIVE))
    )
    [pause] = given(ledger).pauses
    assert pause.end is not None
    # Late by the calendar alone (two business days after the 17th), on time with the pause left out.
    assert [row.on_time for row in ledger.finished] == [True]


def test_a_notice_replaces_the_promise_of_a_clock_that_starts_inside_its_dates_and_both_are_shown() -> None:
    shown = view(after(seen(T0 + RUN, at(WORK)), company=delayed()))
    assert shown.promise == "9 días hábiles"
    assert shown.change is not None
    assert (shown.change.notice, shown.change.before) == (NOTICE, "2 días hábiles")
    assert shown.due == datetime(2026, 12, 1, 21, 0, tzinfo=UTC)


def test_a_notice_written_later_replaces_it_too_and_taking_the_notice_away_does_not_bring_it_back() -> None:
    plain = after(seen(T0 + RUN, at(WORK)))
    late, _ = fold(delayed(), seen(T0 + DAY, at(WORK)), plain, T0 + DAY)
    assert str(given(late).in_force) == "9 días hábiles"
    again, _ = fold(catalog(), seen(T0 + 2 * DAY, at(WORK)), late, T0 + 2 * DAY)
    assert given(again).change == given(late).change


def test_a_notice_of_other_dates_or_other_services_changes_nothing() -> None:
    for company in (delayed(**{"from": "2026-11-18", "until": "2026-11-20"}), delayed(services=["hosting"])):
        assert given(after(seen(T0 + RUN, at(WORK)), company=company)).change is None


def test_a_notice_for_a_group_holds_for_its_services() -> None:
    company = delayed(services=[], groups=["g"])
    assert given(after(seen(T0 + RUN, at(WORK)), company=company)).change is not None


def test_a_finished_item_is_not_changed_by_a_notice_written_after_it() -> None:
    done = at(WORK, ServiceStatus.ACTIVE)
    before = after(seen(T0 + RUN, at(WORK)), seen(T0 + DAY, done))
    late, _ = fold(delayed(), seen(T0 + 2 * DAY, done), before, T0 + 2 * DAY)
    assert given(late).change is None
