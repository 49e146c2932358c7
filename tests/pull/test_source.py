"""A whole pull from a small server: what comes out, what is kept back, and what a person sees meanwhile."""

from __future__ import annotations

import time

import pytest

from generator.errors import UnreachableError
from generator.model.observed import ItemKey
from generator.model.states import ItemKind, Payment
from generator.pull.interface import Source
from generator.pull.whmcs import WhmcsSource
from tests.pull.samples import NOW, PRIVATE, invoice_row, line_row, order_row, ticket_row
from tests.pull.scripted import Act, Form, answer, billing, pull, serving, settings


def test_orders_come_with_their_payment_and_tickets_with_their_item() -> None:
    orders = [order_row(id=1), order_row(id=2, invoiceid=0), order_row(id=3, invoiceid=9, paymentstatus="Paid")]
    invoices = [invoice_row(id=1, status="Paid", datepaid="2026-09-24 10:00:00")]
    with serving(billing(orders, invoices, [ticket_row()])) as server:
        observed = pull(server)
    assert observed.seen_at == NOW
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
    assert [form["action"] for form in server.forms] == ["GetOrders", "GetInvoices", "GetTickets"]


def test_progress_tells_what_is_read_and_how_far_it_is() -> None:
    told: list[tuple[str, int, int | None]] = []
    orders = [order_row(id=order, invoiceid=0) for order in range(1, 4)]
    with serving(billing(orders)) as server:
        source: Source = WhmcsSource(settings(server.url, page_size=2), sleep=time.sleep, monotonic=time.monotonic)
        source.observe(now=NOW, progress=lambda what, so_far, total: told.append((what, so_far, total)))
    assert told == [("pedidos", 0, None), ("pedidos", 2, 3), ("pedidos", 3, 3), ("tickets", 0, None), ("tickets", 0, 0)]
