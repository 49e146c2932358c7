"""Listings that lost too much to be true: what stops a run, and what does not."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from generator.compute.fold import fold
from generator.errors import UnreachableError
from generator.model.base import TicketId
from generator.model.states import Payment, ServiceStatus
from tests.compute.shop import RUN, T0, after, catalog, item, order, seen, ticket

NEWS = "Webs - Noticias"
DROPS = [(20, 5, False), (20, 6, True), (40, 8, False), (40, 9, True)]


@pytest.mark.parametrize(("total", "gone", "stops"), DROPS)
def test_a_listing_that_shrank_by_more_than_a_fifth_and_more_than_five_stops_the_run(
    total: int, gone: int, *, stops: bool
) -> None:
    """Unless the run was told to accept it. These are closed: of open ones fewer are enough."""
    done = item("Hosting - Inicial", ServiceStatus.ACTIVE)
    orders = [order(done, number=n, payment=Payment.PAID, paid_at=T0) for n in range(1, total + 1)]
    before = after(seen(T0 + RUN, *orders))
    pull = seen(T0 + 2 * RUN, *orders[gone:])
    if not stops:
        assert fold(catalog(), pull, before, pull.at)[0].orders
        return
    with pytest.raises(UnreachableError, match=f"Faltan {gone} de {total} pedidos"):
        fold(catalog(), pull, before, pull.at)
    assert fold(catalog(), pull, before, pull.at, accept_drop=True)[0].orders


OPEN_DROPS = [
    (1, 1, False),
    (2, 1, False),
    (2, 2, True),
    (3, 2, True),
    (4, 2, False),
    (10, 3, False),
    (10, 4, True),
    (300, 3, False),
    (300, 4, True),
    (500, 5, False),
    (500, 6, True),
]


@pytest.mark.parametrize(("total", "gone", "stops"), OPEN_DROPS)
def test_of_orders_that_are_not_finished_a_few_that_vanish_at_once_stop_the_run(
    total: int, gone: int, *, stops: bool
) -> None:
    """More than three and one in a hundred, or most of them; what is closed beside them makes no difference."""
    done = item("Hosting - Inicial", ServiceStatus.ACTIVE)
    closed = [order(done, number=n, payment=Payment.PAID, paid_at=T0) for n in range(1001, 1101)]
    orders = [order(item(NEWS), number=n) for n in range(1, total + 1)]
    before = after(seen(T0 + RUN, *orders, *closed))
    pull = seen(T0 + 2 * RUN, *orders[gone:], *closed)
    accepted, report = fold(catalog(), pull, before, pull.at, accept_drop=True)
    assert (len(accepted.orders), report.missing_open) == (total + 100, gone)
    if stops:
        with pytest.raises(UnreachableError, match=f"Faltan {gone} de {total} pedidos sin terminar") as caught:
            fold(catalog(), pull, before, pull.at)
        assert "--accept-drop" in caught.value.remedy
    else:
        assert fold(catalog(), pull, before, pull.at)[0] == accepted
    # What was accepted, or passed, makes no later run red.
    later = replace(pull, at=T0 + 3 * RUN)
    assert fold(catalog(), later, accepted, later.at)[1].missing_open == gone


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
