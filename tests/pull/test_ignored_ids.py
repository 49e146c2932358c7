"""Where billing ignores the filter by id: a row that stands out of its order is not gone, and one that is gone goes."""

from __future__ import annotations

from datetime import timedelta

import pytest

from generator.model.base import OrderId
from tests.doubles.acting_server import Act
from tests.doubles.scripted_billing import Form, serving
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
