"""Runs that have time for a few calls only: each ends well, and in the end all is as if read whole."""

from __future__ import annotations

from datetime import timedelta
from random import Random

import pytest

from tests.doubles.acting_server import Act
from tests.doubles.scripted_billing import Form, serving
from tests.pull.test_partial_reading import Chain, Shop, change, told

RUN_SECONDS = 480


class SlowShop(Shop):
    """A shop each of whose answers takes `seconds`, on a clock of its own."""

    passed, seconds = 0.0, 0.0

    def slow(self, form: Form) -> Act:
        """Answer late."""
        self.passed += self.seconds
        return self.script(form)


def shop_of(count: int) -> SlowShop:
    """Return a shop that sold so many, most of them done."""
    shop = SlowShop()
    for number in range(count):
        shop.sell(number % 3, client=number % 7 + 1)
        shop.ask(number + 1)
        if number % 4:
            change(shop, "pay", number)
            change(shop, "deliver", number)
            change(shop, "close", number)
    return shop


def chain(shop: SlowShop, url: object) -> Chain:
    """Return a chain whose time is the shop's."""
    return Chain(shop, url, 1, monotonic=lambda: shop.passed)  # type: ignore[arg-type]


@pytest.mark.parametrize(("calls", "runs"), [(3, 60), (4, 40), (6, 24), (11, 12)])
def test_a_first_reading_ends_however_few_calls_a_run_has_time_for(calls: int, runs: int) -> None:
    shop = shop_of(24)
    shop.seconds = RUN_SECONDS / calls - 1
    with serving(shop.slow) as server:
        part, whole = chain(shop, server), Chain(shop, server, 10_000)
        for _ in range(runs):
            pages = part.run(pull_seconds=RUN_SECONDS, call_seconds=RUN_SECONDS)
            shop.now += timedelta(minutes=30)
        others = whole.run()
    assert {key: told(view)[0] for key, view in pages.items()} == {key: told(view)[0] for key, view in others.items()}


def test_a_run_whose_time_ends_in_the_middle_publishes_what_still_holds_and_says_since_when_it_is_behind() -> None:
    shop = shop_of(24)
    with serving(shop.slow) as server:
        part = chain(shop, server)
        for _ in range(4):
            pages = part.run()
            shop.now += timedelta(minutes=30)
        began, shop.seconds = shop.now, RUN_SECONDS + 1.0
        for _ in range(3):
            # The orders' first page takes all of it, and of the tickets nothing comes.
            assert part.run(pull_seconds=RUN_SECONDS, call_seconds=2 * RUN_SECONDS).keys() == pages.keys()
            assert part.ledger is not None
            assert part.ledger.reading is not None
            assert part.ledger.reading.behind_since == began
            assert all(ticket.missing_since is None for ticket in part.ledger.tickets.values())
            shop.now += timedelta(minutes=30)
        shop.seconds = 0.0
        part.run()
        assert part.ledger is not None
        assert part.ledger.reading is not None
        assert part.ledger.reading.behind_since is None


@pytest.mark.parametrize("seed", range(2))
def test_answers_now_quick_now_slow_lose_nothing_and_make_nothing_gone(seed: int) -> None:
    shop, random = shop_of(24), Random(seed)  # noqa: S311 — to repeat
    with serving(shop.slow) as server:
        part, whole = chain(shop, server), Chain(shop, server, 10_000)
        part.run()
        for number in range(40):
            shop.now += timedelta(minutes=30)
            shop.seconds = random.choice((10, 60, 120, 200, 481))
            if number % 5 == 0:
                shop.sell(number % 3)
                shop.ask(max(shop.orders))
                change(shop, random.choice(("pay", "deliver", "reply", "hold")), random.randrange(30))
            part.run(pull_seconds=RUN_SECONDS, call_seconds=2 * RUN_SECONDS)
            assert part.ledger is not None
            assert all(order.missing_since is None for order in part.ledger.orders.values())
            assert all(ticket.missing_since is None for ticket in part.ledger.tickets.values())
        shop.seconds = 0.0
        for _ in range(30):
            shop.now += timedelta(hours=2)
            pages = part.run()
        others = whole.run()
    assert {key: told(view) for key, view in pages.items()} == {key: told(view) for key, view in others.items()}
