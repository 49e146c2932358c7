"""A company's whole history: evenly placed over its years, settled but for the last days, and worked on after."""

from __future__ import annotations

from collections import Counter
from datetime import datetime, timedelta

import pytest

from generator.model.catalog import Catalog
from generator.sandbox import MadeUpHistory, a_day_later, company_years, make_up_history, until
from generator.sandbox.days_work import DaysWork
from tests.sandbox.conftest import END

ORDERS, YEARS = 1600, 8
DAY = timedelta(days=1)


@pytest.fixture(scope="module")
def years(catalog: Catalog) -> MadeUpHistory:
    size, settled = company_years(ORDERS, YEARS)
    return make_up_history(catalog, end=END, size=size, settled=settled)


@pytest.fixture(scope="module")
def still(years: MadeUpHistory) -> MadeUpHistory:
    """Return the history after whose end nothing happens by itself."""
    return until(years, END)


def test_it_holds_what_the_company_has_in_all(years: MadeUpHistory) -> None:
    """Seven and a half invoices and three tickets for each order, over all the years."""
    counts = len(years.orders), len(years.invoices), len(years.tickets)
    assert counts == pytest.approx((ORDERS, 7.5 * ORDERS, 3 * ORDERS), rel=0.01)
    assert years.end - years.start == timedelta(days=round(YEARS * 365.25))
    by_year = Counter((END - order.placed_at).days // 366 for order in years.orders)
    assert set(by_year) == set(range(YEARS))
    assert max(by_year.values()) < 2 * min(by_year.values())


def test_the_same_catalog_end_and_sizes_give_the_same_years(catalog: Catalog, years: MadeUpHistory) -> None:
    size, settled = company_years(ORDERS, YEARS)
    assert make_up_history(catalog, end=END, size=size, settled=settled) == years
    assert a_day_later(years) == a_day_later(years)


def test_the_size_of_the_issue_leaves_a_page_to_615_orders() -> None:
    size, settled = company_years(20_000, 8)
    assert size.orders + settled.still_open + 41 == pytest.approx(615, abs=15)
    assert size.orders + settled.orders + settled.still_open == pytest.approx(20_000, abs=50)


def test_what_is_old_is_settled_but_for_a_few_orders(years: MadeUpHistory) -> None:
    long_ago = END - timedelta(days=95)
    old = [order for order in years.orders if order.placed_at < long_ago]
    waiting = [order for order in old if order.status.at(END) not in {"Active", "Cancelled", "Fraud"}]
    assert len(waiting) == company_years(ORDERS, YEARS)[1].still_open > 0
    assert {ticket.status.at(END) for ticket in years.tickets if ticket.opened_at < long_ago} == {"Closed"}


def test_ids_rise_with_the_moment_of_creation(years: MadeUpHistory) -> None:
    for made in (
        [(order.id, order.placed_at) for order in years.orders],
        [(invoice.id, invoice.created_at) for invoice in years.invoices],
        [(ticket.id, ticket.opened_at) for ticket in years.tickets],
    ):
        assert made == sorted(made)
        assert [moment for _, moment in made] == sorted(moment for _, moment in made)


def test_after_a_cut_nothing_happens_by_itself(years: MadeUpHistory, still: MadeUpHistory) -> None:
    assert shown(still, END) == shown(years, END)
    assert shown(still, END + 30 * DAY) == shown(still, END)
    assert shown(years, END + 30 * DAY) != shown(years, END)


def test_a_day_s_work_is_thirty_orders_twenty_payments_and_sixty_tickets(still: MadeUpHistory) -> None:
    later = a_day_later(still)
    then, before = later.end, shown(later, END)
    assert then == END + DAY
    assert before == shown(still, END)
    assert len(later.orders) - len(still.orders) == 30
    paid = [(i.status.at(END), i.status.at(then)) for i in later.invoices if i.status.at(then) == "Paid"]
    assert paid.count(("Unpaid", "Paid")) == 20
    touched = [ticket for ticket in later.tickets if ticket.status.last > END]
    assert Counter(ticket.status.at(then) for ticket in touched) == {"Answered": 45, "Closed": 15}
    assert shown(later, then + 30 * DAY) == shown(later, then)


def test_work_that_is_done_in_less_than_a_day_is_all_seen_at_its_end(still: MadeUpHistory) -> None:
    soon = a_day_later(still, work=DaysWork(0, 1, 0, 0, 0, 0), lasting=timedelta(minutes=15))
    assert soon.end == END + timedelta(minutes=15)
    moments = [bill.status.last for bill in soon.invoices if bill.status.last > END]
    assert len(moments) == 1
    assert moments[0] <= soon.end


def test_days_follow_one_another_with_ids_that_nobody_had(still: MadeUpHistory) -> None:
    week = still
    for _ in range(7):
        week = a_day_later(week)
    assert len(week.orders) - len(still.orders) == 210
    for records in (week.orders, week.invoices, week.tickets):
        ids = [record.id for record in records]
        assert ids == sorted(set(ids))
    keys = [(line.kind, line.id) for order in week.orders for line in order.lines]
    assert len(keys) == len(set(keys))
    assert len({ticket.number for ticket in week.tickets}) == len(week.tickets)


def test_after_a_backup_other_orders_come_under_the_same_ids(still: MadeUpHistory) -> None:
    lost = a_day_later(still)
    restored = until(lost, END)
    assert shown(restored, END + 2 * DAY) == shown(still, END)
    anew = a_day_later(restored, END + DAY)
    ids = {order.id for order in lost.orders} & {order.id for order in anew.orders}
    number = max(ids)
    one, other = (next(o for o in history.orders if o.id == number) for history in (lost, anew))
    assert len(ids) == len(still.orders) + 30
    assert one.placed_at != other.placed_at


def shown(history: MadeUpHistory, moment: datetime) -> object:
    """Return every status that the history shows at a moment, and how much was said in each ticket."""
    seen = history.at(moment)
    at = seen.moment
    return (
        [(o.id, o.status.at(at), [line.status.at(at) for line in o.lines]) for o in seen.orders],
        [(invoice.id, invoice.status.at(at)) for invoice in seen.invoices],
        [(ticket.id, ticket.status.at(at), len(ticket.said(at))) for ticket in seen.tickets],
    )
