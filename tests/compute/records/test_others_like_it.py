"""How long others took, on an order's page: the public figures at their worst, and silence where they tell nothing."""

from __future__ import annotations

from generator.compute.order_views import order_views
from generator.compute.records.kept_promises import records_of
from generator.compute.records.others_like_it import others_of
from generator.model.ledger import Ledger
from generator.model.promise import parse_promise
from generator.model.records import Figures
from generator.model.views import ItemView, OthersView
from generator.words.measured_time import time_words
from tests.compute.records.test_kept_promises import NEWS, ledger, row, working
from tests.compute.shop import RUN, T0, after, catalog, seen

PROMISE = parse_promise("2 días hábiles")


def shown(known: Ledger) -> ItemView:
    """Return the one item of an order in production, of a Ledger with these rows."""
    waiting = after(seen(T0 + RUN, working(7))).model_copy(update={"finished": known.finished})
    (view,) = order_views(waiting, waiting.synced_at, records_of(catalog(), waiting))
    return view.items[0]


def test_an_item_in_progress_tells_the_very_figures_of_its_service() -> None:
    known = ledger(row(1, 1, 30), row(3, 2, 14), row(5, 4, 4))
    periods = records_of(catalog(), known).services[NEWS].periods.days90
    assert isinstance(periods, Figures)
    assert shown(known).forecast == OthersView(cases=48, half="1 día hábil", most="2 días hábiles")
    told = [time_words(span, "business_day") for span in (periods.median, periods.p90)]
    assert (periods.cases, told) == (48, ["1 día hábil", "2 días hábiles"])


def test_what_is_not_known_exactly_is_told_at_its_worst() -> None:
    assert shown(ledger(row(1, 1, 20, most=3, on_time=None))).forecast == OthersView(
        cases=20, half="3 días hábiles", most="3 días hábiles"
    )


def test_under_twenty_cases_nothing_is_told() -> None:
    assert shown(ledger(row(1, 1, 19))).forecast is None
    assert shown(ledger(row(1, 1, 30), row(1, 3, 19))).late_rest is None


def test_those_that_were_promised_in_another_unit_are_not_among_them() -> None:
    """A hundred of before the promise was one of days: of those that are like this one, there are 25, or 19."""
    hours = row(60, 30, 100, unit="hour", promised=48, on_time=True)
    assert shown(ledger(row(1, 1, 25), hours)).forecast == OthersView(cases=25, half="1 día hábil", most="1 día hábil")
    assert shown(ledger(row(1, 1, 19), hours)).forecast is None


def test_late_orders_are_told_how_long_the_rest_took() -> None:
    found = shown(ledger(row(1, 1, 90), row(2, 3, 11), row(3, 5, 9))).late_rest
    assert found == OthersView(cases=20, half="1 día hábil", most="3 días hábiles")


def test_how_long_the_rest_took_is_not_told_where_it_shows_one_of_another_unit_to_be_late() -> None:
    hour = row(2, 3, 1, unit="hour", promised=2, on_time=False)
    assert shown(ledger(row(3, 4, 20), row(3, 1, 20), hour)).late_rest is None


def test_nothing_is_told_in_another_unit_or_of_a_service_nobody_knows() -> None:
    records = records_of(catalog(), ledger(row(1, 1, 48)))
    assert others_of(records, NEWS, parse_promise("3 horas")) == (None, None)
    assert others_of(records.model_copy(update={"services": {}}), NEWS, PROMISE) == (None, None)
