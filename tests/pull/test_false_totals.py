"""Totals that are too low, and pages shorter than asked for: every row is read, and no walk goes back."""

from __future__ import annotations

from datetime import timedelta
from itertools import pairwise

import pytest

from generator.model.reading import Pass
from tests.doubles.scripted_billing import serving
from tests.pull.test_partial_reading import START, Chain, Shop


@pytest.mark.parametrize("ordering", ["descending", "ascending"])
@pytest.mark.parametrize("orders", [10, 19])
def test_a_total_that_is_one_too_low_leaves_out_no_row(ordering: str, orders: int) -> None:
    """Though it is that of full pages: three rows a page, and of one more the last page says that there is none."""
    shop = Shop(ordering, overcounted=-1)
    for number in range(orders):
        shop.sell()
        shop.ask(number + 1)
    with serving(shop.script) as server:
        part = Chain(shop, server, 1)
        assert sorted(map(int, part.run())) == sorted(shop.orders)
        for _ in range(30):
            shop.now += timedelta(hours=2)
            pages = part.run()
    assert sorted(map(int, pages)) == sorted(shop.orders)
    assert all(view.tickets for view in pages.values())


@pytest.mark.parametrize("most_rows", [1, 2, 3, 4, 5])
def test_a_walk_goes_on_however_few_rows_a_page_has(most_rows: int) -> None:
    """Though each slice asks again for some rows of the slice before."""
    shop = Shop(most_rows=most_rows, now=START - timedelta(days=300))
    for number in range(20):
        shop.sell()
        shop.ask(number + 1)
    shop.now = START
    for number in range(20, 25):
        shop.sell()
        shop.ask(number + 1)
    with serving(shop.script) as server:
        part, walks = Chain(shop, server, 0), list[Pass]()
        for _ in range(30):
            part.run(page_size=10)
            shop.now += timedelta(minutes=30)
            assert part.ledger is not None
            assert part.ledger.reading is not None
            assert part.ledger.reading.orders is not None
            walks.append(part.ledger.reading.orders.history)
        pages = part.run(page_size=10)
    assert all(two.next_row >= one.next_row for one, two in pairwise(walks) if two.began == one.began)
    assert walks[-1].completed is not None
    assert sorted(map(int, pages)) == sorted(shop.orders)
