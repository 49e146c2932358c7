"""A row that cannot be read counts as long as it may matter to a page, and no longer."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest

from generator.model.base import OrderId, TicketId
from generator.model.observed import ItemKey, OrderHint, TicketHint
from generator.model.states import ItemKind, Payment, ServiceStatus
from tests.compute.shop import RUN, T0, Pull, after, item, order, seen, ticket

NEWS, HOSTING = "Webs - Noticias", "Hosting - Inicial"
EIGHT, FIVE = OrderId("8"), TicketId("5")
PLACED = order(item(NEWS))
"""Order 7, of client 5."""
LONG_AGO = T0 - timedelta(days=4000)


def unread_order(hint: OrderHint | None, now: datetime = T0 + RUN) -> Pull:
    """Return a run that cannot read order 8."""
    hints = {} if hint is None else {EIGHT: hint}
    return seen(now, PLACED, unreadable_orders={EIGHT: "date"}, order_hints=hints)


def unread_ticket(hint: TicketHint | None, now: datetime = T0 + RUN) -> Pull:
    """Return a run that cannot read ticket 5."""
    hints = {} if hint is None else {FIVE: hint}
    return seen(now, PLACED, unreadable_tickets={FIVE: "date"}, ticket_hints=hints)


@pytest.mark.parametrize("placed_at", [None, LONG_AGO, T0 - timedelta(days=91)])
def test_an_order_that_is_over_and_has_no_page_is_not_kept_back(placed_at: datetime | None) -> None:
    """A cancelled order of 2015 with a zero date kept the verdict red for ever."""
    assert after(unread_order(OrderHint("9", is_over=True, placed_at=placed_at))).kept_back_orders == {}


@pytest.mark.parametrize(
    "hint",
    [
        None,
        OrderHint("9", is_over=False, placed_at=None),
        OrderHint("9", is_over=False, placed_at=LONG_AGO),
        OrderHint("9", is_over=True, placed_at=T0 - timedelta(days=10)),
    ],
    ids=["untold", "goes on", "goes on since long ago", "over lately"],
)
def test_an_order_that_may_have_a_page_is_kept_back(hint: OrderHint | None) -> None:
    assert list(after(unread_order(hint)).kept_back_orders) == [EIGHT]


def test_an_order_with_a_page_is_kept_back_until_its_page_ends() -> None:
    done = order(item(HOSTING, ServiceStatus.ACTIVE), number=8, payment=Payment.PAID, paid_at=T0)
    hint = OrderHint("5", is_over=True, placed_at=None)
    runs = [seen(T0 + RUN, PLACED, done), unread_order(hint, T0 + timedelta(days=2))]
    assert list(after(*runs).kept_back_orders) == [EIGHT]
    assert after(*runs, unread_order(hint, T0 + timedelta(days=92))).kept_back_orders == {}


@pytest.mark.parametrize(
    "hint",
    [TicketHint("", None), TicketHint("6", None), TicketHint("5", ItemKey(ItemKind.PRODUCT, "99"))],
    ids=["a guest", "a client without a page", "an item without a page"],
)
def test_a_ticket_that_stands_on_no_page_is_not_kept_back(hint: TicketHint) -> None:
    assert after(unread_ticket(hint)).kept_back_tickets == {}


@pytest.mark.parametrize(
    "hint",
    [None, TicketHint("5", None), TicketHint("5", PLACED.items[0].key)],
    ids=["untold", "a client with a page", "an item with a page"],
)
def test_a_ticket_that_may_stand_on_a_page_is_kept_back(hint: TicketHint | None) -> None:
    assert list(after(unread_ticket(hint)).kept_back_tickets) == [FIVE]


def test_a_ticket_that_stood_on_a_page_is_kept_back() -> None:
    """Whatever its row tells now."""
    known = seen(T0 + RUN, PLACED, tickets=(ticket(5, about=PLACED.items[0].key),))
    assert after(known).tickets[FIVE].order == PLACED.id
    assert list(after(known, unread_ticket(TicketHint("", None), T0 + 2 * RUN)).kept_back_tickets) == [FIVE]


def test_with_an_order_unread_that_has_a_page_a_client_s_ticket_may_be_its() -> None:
    known = seen(T0 + RUN, order(item(NEWS), number=8))
    hint = {FIVE: TicketHint("6", None)}
    blind: dict[str, Any] = {
        "unreadable_orders": {EIGHT: "date"},
        "unreadable_tickets": {FIVE: "date"},
        "ticket_hints": hint,
    }
    assert list(after(known, seen(T0 + 2 * RUN, **blind)).kept_back_tickets) == [FIVE]
    whose = {EIGHT: OrderHint("5", is_over=False, placed_at=T0)}
    assert after(known, seen(T0 + 2 * RUN, **blind, order_hints=whose)).kept_back_tickets == {}


def test_an_unread_order_takes_no_other_client_s_tickets_off_their_page() -> None:
    """Where its row tells whose it is, the others have their single order as before."""
    loose = ticket(5, client=PLACED.client)
    for client, owner in (("6", PLACED.id), (PLACED.client, None), (None, None)):
        hints = {EIGHT: OrderHint(client, is_over=True, placed_at=None)}
        pull = seen(T0 + RUN, PLACED, tickets=(loose,), unreadable_orders={EIGHT: "date"}, order_hints=hints)
        assert after(pull).tickets[FIVE].order == owner
