"""A whole pull from a small server: what comes out, what is kept back, and what a person sees meanwhile."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from generator.errors import UnreachableError
from generator.model.observed import ItemKey
from generator.model.states import ItemKind, Payment
from generator.pull.whmcs.source import Conventions
from tests.doubles.acting_server import Act
from tests.doubles.scripted_billing import Form, answer, billing, serving
from tests.pull.desk import asked, observe, with_products, with_tickets
from tests.pull.samples import (
    NOW,
    PRIVATE,
    invoice_row,
    line_row,
    opening_row,
    order_row,
    product_row,
    reply_row,
    ticket_answer,
    ticket_row,
)
from tests.pull.short_pulls import pull

DATED = Conventions("Requisitos completos")
TODAY = "2026-11-23 08:00:00"


def test_orders_come_with_their_payment_and_tickets_with_their_item() -> None:
    free = order_row(id=2, invoiceid=0, paymentstatus="", amount="0.00")
    orders = [order_row(id=1), free, order_row(id=3, invoiceid=9, paymentstatus="Paid")]
    invoices = [invoice_row(id=1, status="Paid", datepaid="2026-09-24 10:00:00")]
    with serving(billing(orders, invoices, [ticket_row()])) as server:
        observed = pull(server)
    assert [order.payment for order in observed.orders] == [Payment.PAID, Payment.NOT_NEEDED, Payment.PAID]
    assert [order.paid_at is None for order in observed.orders] == [False, True, True]
    assert observed.tickets[0].about == ItemKey(ItemKind.PRODUCT, "12")
    assert (observed.unreadable_orders, observed.unreadable_tickets) == ({}, {})


def test_no_byte_of_a_client_comes_out() -> None:
    orders = [
        order_row(lineitems={"lineitem": [line_row(), line_row(type="domain")]}),
        order_row(id=2, date="Ana Clienta"),
    ]
    with serving(
        billing(orders, [invoice_row()], [ticket_row(), ticket_row(id=2, date="ana@cliente.example")])
    ) as server:
        shown = repr(pull(server))
    assert not [word for word in PRIVATE if word in shown]


def test_one_malformed_row_is_named_and_the_rest_goes_on() -> None:
    orders = [order_row(id=1, date="ayer"), order_row(id=2, invoiceid=2), order_row(id=3, invoiceid=3)]
    invoices = [invoice_row(id=2, datepaid="nunca"), invoice_row(id=3), invoice_row(id=4, datepaid="nunca")]
    tickets = [ticket_row(id="8", tid=""), ticket_row(id="9")]
    with serving(billing(orders, invoices, tickets)) as server:
        observed = pull(server)
    assert observed.unreadable_orders == {"1": "date", "2": "invoice.datepaid"}
    assert observed.unreadable_tickets == {"8": "tid"}
    assert [order.id for order in observed.orders] == ["3"]
    assert [ticket.id for ticket in observed.tickets] == ["9"]


@pytest.mark.parametrize("broken", ["GetInvoices", "GetTickets"])
def test_a_failure_in_a_later_listing_gives_nothing_at_all(broken: str) -> None:
    def script(form: Form) -> Act:
        if form["action"] == broken:
            message = f'Invalid Permissions: API action "{broken.lower()}" is not allowed'
            return answer({"result": "error", "message": message}, 403)
        return billing([order_row()], [invoice_row()])(form)

    with serving(script) as server, pytest.raises(UnreachableError, match=f"no permite {broken}"):
        pull(server)


def test_only_reading_actions_are_ever_called() -> None:
    with serving(billing([order_row()], [invoice_row()], [ticket_row()])) as server:
        pull(server)
    assert [form["action"] for form in server.forms] == [
        "GetAutomationLog",
        "GetOrders",
        "GetInvoices",
        "GetTickets",
        "GetTicket",
    ]


def test_a_merged_ticket_is_simply_not_listed_any_more() -> None:
    """Quirk 20."""
    tickets = [ticket_row(id="1"), ticket_row(id="2")]
    with serving(billing(tickets=tickets)) as server:
        assert [ticket.id for ticket in pull(server).tickets] == ["1", "2"]
        del tickets[0]
        observed = pull(server)
    assert [ticket.id for ticket in observed.tickets] == ["2"]
    assert observed.unreadable_tickets == {}


def test_progress_tells_what_is_read_and_how_far_it_is() -> None:
    told: list[tuple[str, int, int | None]] = []
    orders = [order_row(id=order, invoiceid=0) for order in range(1, 4)]
    with serving(billing(orders)) as server:
        observe(server, told=told, page_size=2)
    assert told == [("pedidos", 0, None), ("pedidos", 2, 3), ("pedidos", 3, 3), ("tickets", 0, None), ("tickets", 0, 0)]


def test_the_effort_counts_requests_and_rows_by_action() -> None:
    orders = [order_row(id=order, invoiceid=order) for order in range(1, 4)]
    invoices = [invoice_row(id=invoice) for invoice in range(1, 4)]
    with serving(billing(orders, invoices, [ticket_row()])) as server:
        effort = observe(server, page_size=2).effort
    assert effort.calls == {"GetAutomationLog": 1, "GetOrders": 2, "GetInvoices": 2, "GetTickets": 1, "GetTicket": 1}
    assert effort.rows == {"GetOrders": 3, "GetInvoices": 3, "GetTickets": 1, "GetTicket": 0}


def test_products_are_not_read_unless_they_hold_the_requirements_date() -> None:
    with serving(billing([order_row(invoiceid=0)])) as server:
        assert observe(server).orders[0].items[0].requirements_met_at is None
        assert "GetClientsProducts" not in [form["action"] for form in server.forms]


def test_the_requirements_date_of_a_product_reaches_its_item() -> None:
    orders = [order_row(id=order, invoiceid=0, lineitems=[line_row(relid=order)]) for order in (1, 2, 3)]
    products = [product_row("2026-11-20", id="1"), product_row(id="2"), product_row("pronto", id="3")]
    with serving(with_products(billing(orders), products)) as server:
        observed = observe(server, DATED, page_size=2)
    assert [order.items[0].requirements_met_at for order in observed.orders] == [
        datetime(2026, 11, 20, 3, tzinfo=UTC),
        None,
    ]
    assert observed.unreadable_orders == {"3": "customfield"}
    assert observed.effort.rows["GetClientsProducts"] == 3
    assert asked(server, "GetClientsProducts", "limitstart") == ["0", "2"]


def test_a_field_that_no_product_has_is_told_and_not_an_error() -> None:
    notes: list[str] = []
    with serving(with_products(billing([order_row(invoiceid=0)]), [product_row()])) as server:
        observe(server, DATED, notes=notes)
        assert not [note for note in notes if "campo" in note]
        observe(server, Conventions("Requisitos listos"), notes=notes)
    assert [note for note in notes if "Ningún producto tiene el campo «Requisitos listos»" in note]


def test_no_byte_of_a_client_comes_out_of_products_and_messages() -> None:
    tickets = [ticket_row(id=str(at), date=TODAY, status="Answered") for at in (1, 2)]
    bad = ticket_answer(opening_row(), reply_row(date="Ana Clienta"), ticketid="2")
    script = with_tickets(billing([order_row(invoiceid=0)], (), tickets), {"1": ticket_answer(opening_row()), "2": bad})
    notes: list[str] = []
    with serving(with_products(script, [product_row("Ana Clienta")])) as server:
        observed = observe(server, DATED, notes=notes)
    assert observed.unreadable_orders == {"1": "customfield"}
    assert observed.unreadable_tickets == {"2": "reply.date"}
    assert not [word for word in PRIVATE if word in f"{observed!r}{notes}"]


def _history(today: datetime) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Return 400 finished orders of 400 weeks and their invoices, of which the newest ten are of the last ten weeks."""
    orders: list[dict[str, Any]] = []
    invoices: list[dict[str, Any]] = []
    for week in range(400):
        active = {"lineitem": [line_row(relid=week + 1, status="Active")]}
        date = f"{today - timedelta(weeks=400 - week):%Y-%m-%d} 10:00:00"
        orders.append(
            order_row(
                id=week + 1, invoiceid=week + 1, date=date, status="Active", paymentstatus="Paid", lineitems=active
            )
        )
        invoices.append(invoice_row(id=week + 1, status="Paid", datepaid=date, date=date[:10]))
    return orders, invoices


def test_invoices_of_years_ago_are_not_read() -> None:
    """What was placed long ago and is over, or never paid, says by itself all that a page could show."""
    orders, invoices = _history(NOW)
    orders[3] |= {
        "status": "Pending",
        "paymentstatus": "Unpaid",
        "lineitems": {"lineitem": [line_row(relid=4, status="Pending")]},
    }
    orders[5] |= {
        "status": "Pending",
        "paymentstatus": "Paid",
        "lineitems": {"lineitem": [line_row(relid=6, status="Pending")]},
    }
    with serving(billing(orders, invoices)) as server:
        observed = observe(server, page_size=10)

    assert observed.effort.rows["GetInvoices"] <= 20 < len(invoices)
    payments = {order.id: (order.payment, order.paid_at is not None) for order in observed.orders}
    assert payments["4"] == (Payment.UNPAID, False)
    assert payments["6"] == (Payment.PAID, False)
    assert payments["400"] == (Payment.PAID, True)


def test_an_invoice_of_half_a_year_ago_is_read_where_its_order_is_paid_and_waits() -> None:
    """When it was paid is when its clock began."""
    orders, invoices = _history(NOW)
    orders[373] |= {"status": "Pending", "lineitems": {"lineitem": [line_row(relid=374, status="Pending")]}}
    with serving(billing(orders, invoices)) as server:
        observed = observe(server, page_size=10)

    assert {order.id: order.paid_at is not None for order in observed.orders}["374"]
