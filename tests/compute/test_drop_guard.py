"""Listings that lost too much to be true: what stops a run, and what does not."""

from __future__ import annotations

from datetime import timedelta

import pytest

from generator.compute.fold import fold
from generator.errors import UnreachableError
from generator.model.base import TicketId
from tests.compute.shop import RUN, T0, after, catalog, item, order, seen, ticket

NEWS = "Webs - Noticias"
DROPS = [(20, 5, False), (20, 6, True), (40, 8, False), (40, 9, True)]


@pytest.mark.parametrize(("total", "gone", "stops"), DROPS)
def test_a_listing_that_shrank_by_more_than_a_fifth_and_more_than_five_stops_the_run(
    total: int, gone: int, *, stops: bool
) -> None:
    """Unless the run was told to accept it."""
    orders = [order(item(NEWS), number=n) for n in range(1, total + 1)]
    before = after(seen(T0 + RUN, *orders))
    pull = seen(T0 + 2 * RUN, *orders[gone:])
    if not stops:
        assert fold(catalog(), pull, before, pull.at)[0].orders
        return
    with pytest.raises(UnreachableError, match=f"Faltan {gone} de {total} pedidos"):
        fold(catalog(), pull, before, pull.at)
    assert fold(catalog(), pull, before, pull.at, accept_drop=True)[0].orders


def test_a_first_run_that_finds_nothing_stops() -> None:
    """An empty shop is less likely than a role that sees nothing."""
    with pytest.raises(UnreachableError, match="ningún pedido"):
        after(seen(T0 + RUN))


@pytest.mark.parametrize(("total", "gone", "stops"), DROPS)
def test_tickets_that_vanish_in_numbers_stop_the_run_and_point_to_departments(
    total: int, gone: int, *, stops: bool
) -> None:
    """A desk taken from the role hides its tickets without an error."""
    placed = order(item(NEWS))
    tickets = tuple(ticket(n, client="") for n in range(1, total + 1))
    before = after(seen(T0 + RUN, placed, tickets=tickets))
    pull = seen(T0 + 2 * RUN, placed, tickets=tickets[gone:])
    if not stops:
        assert fold(catalog(), pull, before, pull.at)[0].tickets
        return
    with pytest.raises(UnreachableError, match=f"Faltan {gone} de {total} tickets") as caught:
        fold(catalog(), pull, before, pull.at)
    assert "departamentos" in caught.value.remedy
    assert "--accept-drop" in caught.value.remedy
    assert fold(catalog(), pull, before, pull.at, accept_drop=True)[0].tickets


def test_tickets_that_are_only_too_old_or_unreadable_do_not_stop_it() -> None:
    """They are not gone, or nobody follows them any more."""
    placed = order(item(NEWS))
    tickets = tuple(ticket(n, client="") for n in range(1, 21))
    before = after(seen(T0 + RUN, placed, tickets=tickets))
    unreadable = seen(T0 + 2 * RUN, placed, unreadable_tickets={found.id: "date" for found in tickets})
    assert fold(catalog(), unreadable, before, unreadable.at)[0].tickets.keys() == before.tickets.keys()
    old = seen(T0 + timedelta(days=91), placed)
    assert fold(catalog(), old, before, old.at)[0].tickets == {}


def test_tickets_missed_once_are_not_counted_again() -> None:
    """A drop that was accepted stays accepted."""
    placed = order(item(NEWS))
    tickets = tuple(ticket(n, client="") for n in range(1, 21))
    before = after(seen(T0 + RUN, placed, tickets=tickets))
    pulls = [seen(T0 + n * RUN, placed, tickets=tickets[10:]) for n in (2, 3)]
    once, _ = fold(catalog(), pulls[0], before, pulls[0].at, accept_drop=True)
    assert once.tickets[TicketId("1")].missing_since == T0 + 2 * RUN
    assert len(fold(catalog(), pulls[1], once, pulls[1].at)[0].tickets) == 10
