"""A history of any size: as many of each kind as asked for, no two clients alike, and ids that never meet."""

from __future__ import annotations

import pytest

from generator.model.catalog import Catalog
from generator.sandbox import MadeUpHistory, Size, SpecialOrder, SpecialTicket, make_up_history
from generator.sandbox.special_orders import NAMELESS
from tests.sandbox.conftest import END

FREE, MERGED = 1, 1
"""Of the special orders one has no invoice, and another one two."""
LARGE = Size(
    clients=400,
    orders=2000 - len(SpecialOrder) - NAMELESS,
    renewals=6000 - 2000 + FREE - MERGED,
    tickets=3000 - len(SpecialTicket),
)


@pytest.fixture(scope="module")
def large(catalog: Catalog) -> MadeUpHistory:
    return make_up_history(catalog, end=END, size=LARGE)


def test_the_usual_size_is_the_one_nobody_asks_for(catalog: Catalog, history: MadeUpHistory) -> None:
    assert make_up_history(catalog, end=END, size=Size()) == history


def test_a_large_history_has_as_many_in_all_as_asked_for(large: MadeUpHistory) -> None:
    assert (len(large.clients), len(large.orders), len(large.invoices), len(large.tickets)) == (400, 2000, 6000, 3000)


def test_the_specials_come_on_top_of_a_size(history: MadeUpHistory) -> None:
    assert len(history.orders) == Size().orders + len(SpecialOrder) + NAMELESS
    assert len(history.tickets) == Size().tickets + len(SpecialTicket)


def test_no_two_clients_of_a_large_history_are_alike(large: MadeUpHistory) -> None:
    for known in ("id", "user", "name", "email"):
        assert len({getattr(client, known) for client in large.clients}) == LARGE.clients
    firms = [client.company for client in large.clients if client.company]
    assert len(firms) == len(set(firms))


def test_no_two_records_of_a_large_history_share_an_id(large: MadeUpHistory) -> None:
    assert len({order.id for order in large.orders}) == len(large.orders)
    assert len({invoice.id for invoice in large.invoices}) == len(large.invoices)
    assert len({ticket.id for ticket in large.tickets}) == len(large.tickets)
    assert len({ticket.number for ticket in large.tickets}) == len(large.tickets)


def test_a_small_history_holds_the_specials_all_the_same(catalog: Catalog) -> None:
    tiny = make_up_history(catalog, end=END, size=Size(clients=3, orders=4, renewals=0, tickets=1))
    assert set(tiny.special_orders) == set(SpecialOrder)
    assert set(tiny.special_tickets) == set(SpecialTicket)
