"""How many rows a slice of a long listing asks for: as many as a quiet run and one call have room for."""

from __future__ import annotations

import pytest

from generator.pull.whmcs.listing import INVOICES, ORDERS, TICKETS, Listings
from tests.doubles.scripted_billing import billing, serving
from tests.pull.samples import invoice_row, order_row, ticket_row
from tests.pull.short_pulls import transport

PAGE = 10
ORDER_ROWS = [order_row(id=number) for number in range(400, 0, -1)]
TICKET_ROWS = [ticket_row(id=str(number), tid=f"T{number}") for number in range(400, 0, -1)]
INVOICE_ROWS = [invoice_row(id=number) for number in range(40, 0, -1)]
BILLING = billing(orders=ORDER_ROWS, tickets=TICKET_ROWS, invoices=INVOICE_ROWS)


def stands_still() -> float:
    """Return a clock's seconds by which no answer takes any time."""
    return 0.0


def test_slices_fill_a_quiet_run_and_leave_the_tickets_their_pages() -> None:
    """Eleven pages of rows in all: two first pages, and what is left in slices of three pages at most."""
    with serving(BILLING) as server, transport(server.url, monotonic=stands_still) as way:
        listings = Listings(way, PAGE, lambda *_: None)
        listings.first(ORDERS)
        orders = [len(listings.page(ORDERS, start).rows) for start in (10, 40, 70)]
        listings.first(TICKETS)
        tickets = [len(listings.page(TICKETS, start).rows) for start in (10, 40)]
    assert (orders, tickets) == ([30, 30, 10], [20, 10])


def test_a_filter_a_listing_that_is_asked_for_more_and_the_first_page_stay_what_they_are() -> None:
    with serving(BILLING) as server, transport(server.url, monotonic=stands_still) as way:
        listings = Listings(way, PAGE, lambda *_: None)
        pages = [listings.first(ORDERS), listings.page(ORDERS, 10, status="Pending"), listings.page(INVOICES, 10)]
    assert [len(page.rows) for page in pages] == [PAGE] * 3


@pytest.mark.parametrize(("share", "rows"), [(0.1, 30), (0.25, 16), (0.5, PAGE)])
def test_a_slice_takes_less_than_half_of_what_one_answer_may_hold(share: float, rows: int) -> None:
    """Where a page is heavy already, a slice of three would be refused."""
    with serving(BILLING) as server, transport(server.url, monotonic=stands_still) as way:
        first = Listings(way, PAGE, lambda *_: None).first(ORDERS)
        size = way.last_share * 8 * 1024 * 1024
    with serving(BILLING) as server, transport(server.url, max_bytes=int(size / share), monotonic=stands_still) as way:
        listings = Listings(way, PAGE, lambda *_: None)
        listings.first(ORDERS)
        assert (len(first.rows), len(listings.page(ORDERS, 10).rows)) == (PAGE, rows)
