"""Where billing ignores the filter by id, or counts rows that it lists to nobody: what is gone goes, and that alone."""

from __future__ import annotations

from datetime import timedelta

import pytest

from generator.model.base import OrderId
from tests.doubles.acting_server import Act
from tests.doubles.scripted_billing import Form, answer, serving
from tests.pull.test_partial_reading import Chain, Shop


@pytest.mark.parametrize("is_deleted", [False, True])
def test_an_order_that_stands_elsewhere_is_not_missing_and_one_that_was_deleted_is(is_deleted: bool) -> None:
    """Only a whole walk that did not come past it tells, since nothing answers for its id."""
    shop = Shop("descending but for one")
    for _ in range(30):
        shop.sell()

    def script(form: Form) -> Act:
        return shop.script({key: value for key, value in form.items() if key != "id"})

    missing = set[OrderId]()
    with serving(script) as server:
        part = Chain(shop, server, 1)
        for run in range(100):
            part.run()
            assert part.ledger is not None
            missing |= {key for key, order in part.ledger.orders.items() if order.missing_since}
            if run == 2:
                shop.sell()
                shop.orders.pop(10 if is_deleted else 0, None)
            shop.now += timedelta(hours=2)
    assert missing == ({OrderId("10")} if is_deleted else set())
    assert part.ledger is not None
    assert (OrderId("10") in part.ledger.orders) is not is_deleted


@pytest.mark.parametrize("ordering", ["descending", "descending but for one"])
@pytest.mark.parametrize("number", [1, 5])
def test_whatever_was_deleted_leaves_within_four_days(ordering: str, number: int) -> None:
    """The oldest too, below which no row stands, and one beside rows that stand out of their order."""
    shop = Shop(ordering, honours=False)
    for _ in range(10):
        shop.sell()
    with serving(shop.script) as server:
        part = Chain(shop, server, 1)
        part.run()
        del shop.orders[number]
        pages = {}
        for _ in range(48):
            shop.now += timedelta(hours=2)
            pages = part.run()
    assert sorted(map(int, pages)) == sorted(shop.orders)


@pytest.mark.parametrize("overcounted", [1, 3, 50])
def test_rows_that_are_counted_and_listed_to_nobody_keep_no_walk_from_its_end(overcounted: int) -> None:
    """A first reading of which all is recent ends in its first run, and a walk through everything in a few."""
    shop = Shop(overcounted=overcounted)
    for number in range(20):
        shop.sell()
        shop.ask(number + 1)
    with serving(shop.script) as server:
        part = Chain(shop, server, 1)
        assert len(part.run()) == 20
        assert len(shop.calls) < 70
        for _ in range(8):
            shop.now += timedelta(hours=2)
            part.run()
            assert len(shop.calls) <= 10
    assert part.ledger is not None
    assert part.ledger.reading is not None
    for read in (part.ledger.reading.orders, part.ledger.reading.tickets):
        assert read is not None
        assert read.history.completed is not None
        assert read.behind_since is None


def test_several_that_were_deleted_leave_side_by_side() -> None:
    """Where only their ids tell, one that is asked for in vain holds up no other."""
    shop = Shop("descending but for one")
    for _ in range(12):
        shop.sell()
    with serving(shop.script) as server:
        part = Chain(shop, server, 1)
        part.run()
        for number in (1, 2, 3):
            del shop.orders[number]
        pages = {}
        for _ in range(33):
            shop.now += timedelta(hours=2)
            pages = part.run()
    assert sorted(map(int, pages)) == sorted(shop.orders)


@pytest.mark.parametrize("listed", ["orders", "tickets"])
def test_a_page_that_lacks_its_rows_once_is_no_end(listed: str) -> None:
    """A walk that seemed to end there would make missing whatever stands below, where nothing answers for ids."""
    shop, action = Shop(honours=False), {"orders": "GetOrders", "tickets": "GetTickets"}[listed]
    for number in range(20):
        shop.sell()
        shop.ask(number + 1)
    lacking = 0

    def script(form: Form) -> Act:
        nonlocal lacking
        if form["action"] == action and int(form["limitstart"]) and lacking:
            lacking -= 1
            counts = {"totalresults": "20", "startnumber": form["limitstart"], "numreturned": 0}
            return answer({"result": "success", **counts, listed: ""})
        return shop.script(form)

    with serving(script) as server:
        part = Chain(shop, server, 1)
        for _ in range(20):
            lacking = 1
            part.run()
            assert part.ledger is not None
            assert part.ledger.reading is not None
            read = getattr(part.ledger.reading, listed)
            assert min(read.recent.length, read.history.length) >= 15
            rows = part.ledger.orders if listed == "orders" else part.ledger.tickets
            assert len(rows) == 20
            assert all(row.missing_since is None for row in rows.values())
            shop.now += timedelta(hours=2)
