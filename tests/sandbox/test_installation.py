"""How installations differ: in which order they list, and how long their answers take."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from itertools import pairwise
from typing import Any

import pytest
import requests

from generator.sandbox import Credentials, Delays, Installation, ListingOrder, MadeUpHistory, SandboxServer
from tests.sandbox.conftest import END

LISTINGS = [("GetOrders", "orders", "order"), ("GetTickets", "tickets", "ticket")]


@contextmanager
def served(history: MadeUpHistory, installation: Installation, session: requests.Session) -> Iterator[Any]:
    """Serve a history by an installation, and give a function that reads a listing."""
    credentials = Credentials.random()
    with SandboxServer(history, as_of=END, credentials=credentials, installation=installation) as server:

        def read(action: str, plural: str, singular: str, **params: object) -> list[dict[str, Any]]:
            form = {
                "identifier": credentials.identifier,
                "secret": credentials.secret,
                "accesskey": credentials.access_key,
                "responsetype": "json",
                "ignore_dept_assignments": "true",
                "action": action,
                "limitnum": 1000,
                **params,
            }
            found: list[dict[str, Any]] = session.post(server.url, data=form, timeout=20).json()[plural][singular]
            return found

        yield read


def places(rows: list[dict[str, Any]]) -> list[tuple[str, int]]:
    """Return by what each row of a listing is new: its last reply, where it has one, and its id."""
    return [(row.get("lastreply", ""), int(row["id"])) for row in rows]


@pytest.mark.parametrize("listing", LISTINGS)
def test_rows_come_newest_or_oldest_first_or_by_no_rule(
    history: MadeUpHistory, session: requests.Session, listing: tuple[str, str, str]
) -> None:
    found = {}
    for order in ListingOrder:
        with served(history, Installation(order), session) as read:
            found[order] = places(read(*listing))
            assert places(read(*listing)) == found[order]
    falling = sorted(found[ListingOrder.SHUFFLED], reverse=True)
    assert found[ListingOrder.NEWEST_FIRST] == falling
    assert found[ListingOrder.OLDEST_FIRST] == falling[::-1]
    assert found[ListingOrder.SHUFFLED] not in (falling, falling[::-1])
    but_for_one = found[ListingOrder.BUT_FOR_ONE]
    assert sorted(but_for_one, reverse=True) == falling
    assert sum(one < other for one, other in pairwise(but_for_one)) == 1


def test_a_listing_takes_its_seconds_by_its_rows(history: MadeUpHistory, session: requests.Session) -> None:
    slow = Installation(delays=Delays(orders=2.5))
    with served(history, slow, session) as read:
        read("GetOrders", "orders", "order", limitnum=1)
        began = time.monotonic()
        rows = read("GetOrders", "orders", "order", limitnum=60)
        assert time.monotonic() - began >= len(rows) * 2.5 / 250 == 0.6
        # The quickest of a few: on a busy machine any one of them may be late.
        assert min(_seconds(lambda: read("GetTickets", "tickets", "ticket", limitnum=60)) for _ in range(5)) < 0.6


def test_a_server_that_ends_keeps_nobody_waiting(history: MadeUpHistory, session: requests.Session) -> None:
    began = time.monotonic()
    with served(history, Installation(delays=Delays(orders=2500)), session) as read:
        waiting = threading.Thread(target=lambda: _unheard(read), daemon=True)
        waiting.start()
        time.sleep(0.3)
        assert waiting.is_alive()
    waiting.join(5)
    assert time.monotonic() - began < 10


def _seconds(work: Callable[[], object]) -> float:
    began = time.monotonic()
    work()
    return time.monotonic() - began


def _unheard(read: Any) -> None:
    with suppress(requests.RequestException, ValueError):
        read("GetOrders", "orders", "order")
