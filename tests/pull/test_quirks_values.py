"""The quirks of the contract's section 10 that stand in single values: dates, ids, statuses, what is left out."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from generator.model.states import OrderStatus, Payment, ServiceStatus, TicketState
from tests.doubles.scripted_billing import clock, serving
from tests.pull.desk import observe
from tests.pull.quirk_desk import DATED, instead, office, seen, stopped
from tests.pull.samples import (
    invoice_row,
    line_row,
    opening_row,
    order_row,
    product_row,
    reply_row,
    ticket_answer,
    ticket_row,
)

OPENED = {"date": "2026-11-20 09:00:00", "lastreply": "2026-11-20 11:30:00", "status": "Answered"}


def test_quirk_08_times_are_local_and_name_no_zone() -> None:
    """They are read in the one zone that the server's own clock was seen to keep, with that zone's past changes."""
    orders = [order_row(id=1, date="2009-01-10 12:00:00"), order_row(id=2, date="2026-09-23 12:00:00")]
    assert [order.placed_at.hour for order in seen(office(orders)).orders] == [14, 15]

    elsewhere = clock(local="2026-11-23 10:00:00", date="Mon, 23 Nov 2026 12:00:00 GMT")
    said = stopped(instead("GetAutomationLog", elsewhere, office(orders)), calls=1)
    assert all(part in said for part in ("UTC-2", "UTC-3", "America/Argentina/Buenos_Aires"))


@pytest.mark.parametrize("zero", ["0000-00-00", "0000-00-00 00:00:00", "-0001-11-30 00:00:00", "", None])
def test_quirk_09_no_date_has_four_spellings_and_null(zero: str | None) -> None:
    """It is no date wherever one may be missing, and a fault of the row where there must be one."""
    observed = seen(
        office(
            [order_row(id=1, invoiceid=1), order_row(id=2, date=zero)],
            [invoice_row(status="Paid", datepaid=zero)],
            [ticket_row(status="Open", lastreply=zero), ticket_row(id="2", date=zero)],
            [product_row(zero)],
        )
    )
    (order,), (ticket,) = observed.orders, observed.tickets
    assert (order.payment, order.paid_at, ticket.last_reply_at) == (Payment.PAID, None, None)
    assert order.items[0].requirements_met_at is None
    assert (observed.unreadable_orders, observed.unreadable_tickets) == ({"2": "date"}, {"2": "date"})


def test_quirk_17_ids_of_different_types_overlap() -> None:
    """An item is known by its type and its number: neither its date nor its tickets fall to another's."""
    kinds = ("product", "domain", "addon", "upgrade")
    order = order_row(invoiceid=0, lineitems={"lineitem": [line_row(type=kind, relid=5) for kind in kinds]})
    tickets = [ticket_row(id="1", service="S5"), ticket_row(id="2", service="D5")]
    observed = seen(office([order], (), tickets, [product_row("2026-11-20", id="5")]))
    items = observed.orders[0].items
    assert [str(item.key) for item in items] == ["product:5", "domain:5", "other:addon-5", "other:upgrade-5"]
    assert [item.requirements_met_at is not None for item in items] == [True, False, False, False]
    assert [str(ticket.about) for ticket in observed.tickets] == ["product:5", "domain:5"]


@pytest.mark.parametrize("invoice", [0, "0", "", None])
def test_quirk_18_a_free_order_has_no_invoice_and_no_payment_status(invoice: object) -> None:
    """It needs no payment; one that costs something does, and an invoice that cannot be found is something else."""
    orders = [
        order_row(id=1, invoiceid=invoice, paymentstatus="", amount="0.00"),
        order_row(id=2, invoiceid=9, paymentstatus="Unpaid"),
        order_row(id=3, invoiceid=invoice, paymentstatus=""),
    ]
    observed = seen(office(orders))
    assert [order.payment for order in observed.orders] == [Payment.NOT_NEEDED, Payment.UNCLEAR, Payment.UNCLEAR]


@pytest.mark.parametrize("changes", [{}, {"ordernumber": None}, {"ordernumber": ""}, {"ordernumber": "77"}])
def test_quirk_19_some_rows_lack_the_order_s_number(changes: dict[str, Any]) -> None:
    """A product is joined by its own id, and the number shown is the order's own."""
    observed = seen(office([order_row(invoiceid=0)], products=[product_row("2026-11-20", **changes)]))
    assert observed.orders[0].number == "7858259149"
    assert observed.orders[0].items[0].requirements_met_at == datetime(2026, 11, 20, 3, tzinfo=UTC)


@pytest.mark.parametrize("localised", ["20/11/2026", "11/20/2026", "20.11.2026", "20 nov 2026", "2026-11-20T09:00:00Z"])
def test_quirk_26_some_dates_are_localised(localised: str) -> None:
    """Which is the day and which the month is never guessed: the row is kept back; such actions are not called."""
    replies = ticket_answer(opening_row(), reply_row(date=localised), ticketid="2")
    script = office(
        [order_row(id=1, date=localised), order_row(id=2), order_row(id=3, lineitems=[line_row(relid=3)])],
        [invoice_row(status="Paid", datepaid=localised)],
        [ticket_row(id="1", date=localised), ticket_row(id="2", **OPENED), ticket_row(id="3", **OPENED)],
        [product_row(localised, id="3")],
        {"2": replies},
    )
    with serving(script) as server:
        observed = observe(server, DATED)
    assert observed.unreadable_orders == {"1": "date", "2": "invoice.datepaid", "3": "invoice.datepaid"}
    assert observed.unreadable_tickets == {"1": "date", "2": "reply.date"}
    assert {form["action"] for form in server.forms}.isdisjoint({"GetActivityLog", "AddTransaction", "GetTransactions"})


@pytest.mark.parametrize("spelt", ["Customer-Reply", "customer reply", "CUSTOMER_REPLY", " customerreply "])
def test_quirk_32_statuses_are_custom_and_spelt_in_many_ways(spelt: str) -> None:
    """Known ones are met without case, hyphen and blank; unknown ones keep their word and get no stage."""
    own = " Pasado a Desarrollo &amp; QA "
    orders = [
        order_row(id=1, invoiceid=0, status="PENDING", lineitems=[line_row(status="pending-transfer")]),
        order_row(id=2, invoiceid=0, status=own, lineitems=[line_row(status=own)]),
    ]
    observed = seen(office(orders, (), [ticket_row(id="1", status=spelt), ticket_row(id="2", status=own)]))
    (known, custom), (asked, other) = observed.orders, observed.tickets
    word = "Pasado a Desarrollo & QA"
    assert (known.status, known.items[0].status) == (OrderStatus.PENDING, ServiceStatus.PENDING)
    assert (custom.status, custom.custom_status) == (OrderStatus.CUSTOM, word)
    assert (custom.items[0].status, custom.items[0].status_word) == (ServiceStatus.OTHER, word)
    assert (asked.state, other.state, other.status_word) == (TicketState.CUSTOMER_REPLY, TicketState.OTHER, word)
