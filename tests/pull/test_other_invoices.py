"""An order whose own invoice is gone, and the later one by which it was paid: found in few calls, or left unclear."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from generator.model.observed import Observed
from generator.model.states import Payment
from generator.pull.whmcs.orders import order_from
from generator.pull.whmcs.other_invoices import MOST_ASKED, MOST_FAILED, MOST_PER_ORDER, tries
from tests.doubles.acting_server import Act, raw
from tests.doubles.scripted_billing import Form, answer, billing, serving
from tests.pull.desk import Script, asked
from tests.pull.samples import NOW, PRIVATE, invoice_row, line_row, order_row
from tests.pull.short_pulls import ZONE, pull

PAID_AT = datetime(2026, 9, 26, 15, 10, tzinfo=UTC)
MERGED = {"id": 1099, "date": "2026-09-25", "status": "Paid", "datepaid": "2026-09-26 12:10:00"}


def invoice(*lines: tuple[str, object], **changes: Any) -> dict[str, Any]:
    """Return GetInvoice's fields, with lines of these types about these ids."""
    items = [{"id": 1, "type": kind, "relid": relid, "description": "Ana Clienta"} for kind, relid in lines]
    return {"result": "success", "status": "Paid", "items": {"item": items}} | changes


def with_invoices(script: Script, bodies: Mapping[str, Any]) -> Script:
    """Answer GetInvoice by the id asked for."""

    def act(form: Form) -> Act:
        if form["action"] != "GetInvoice":
            return script(form)
        body = bodies.get(form["invoiceid"], {"result": "error", "message": "Invoice ID Not Found"})
        return body if callable(body) else answer(body)

    return act


def unclear(**changes: Any) -> dict[str, Any]:
    """Return a pending order whose own invoice, 1001, is in no listing; its line is of service 12."""
    return order_row(**{"invoiceid": 1001, "paymentstatus": ""} | changes)


def pulled(
    orders: Sequence[dict[str, Any]], invoices: Sequence[dict[str, Any]], bodies: Mapping[str, Any], **how: Any
) -> tuple[Observed, list[str]]:
    """Return what one pull saw, and which invoices it asked for."""
    with serving(with_invoices(billing(orders, invoices), bodies)) as server:
        return pull(server, **how), asked(server, "GetInvoice", "invoiceid")


LINES = [
    ([line_row()], [("Hosting", 12)]),
    ([line_row()], [("Setup", 5), ("Hosting", "12"), ("PromoHosting", 12)]),
    ([line_row(type="domain", relid=3)], [("DomainRegister", 3)]),
    ([line_row(type="domain", product="Transfer", relid=3)], [("DomainTransfer", 3)]),
    ([line_row(type="addon", relid=8)], [("Addon", 8)]),
    ([line_row(type="renewal", producttype="Domain", relid=3, status="Active")], [("Domain", 3)]),
    ([line_row(type="upgrade", relid=4)], [("Upgrade", 4)]),
    ([line_row(type="upgrade", relid=4, product=name) for name in ("Disco", "Memoria")], [("Upgrade", 4)]),
    ([line_row(type="domain", product="Renew", relid=3, status="Active")], [("Domain", 3)]),
    ([line_row(type="domainregister", relid=3)], [("DomainRegister", 3)]),
    ([line_row(type="domaintransfer", relid=3)], [("DomainTransfer", 3)]),
    ([line_row(type="domainrenewal", relid=3, status="Active")], [("Domain", 3)]),
    # Several invoices paid at once by one that lists them.
    ([line_row()], [("Invoice", 1001), ("Invoice", 1002)]),
]


@pytest.mark.parametrize(("lines", "billed"), LINES)
def test_the_invoice_that_carries_an_order_now_tells_its_payment(lines: Any, billed: Any) -> None:
    observed, calls = pulled([unclear(lineitems=lines)], [invoice_row(**MERGED)], {"1099": invoice(*billed)})
    assert [(order.payment, order.paid_at) for order in observed.orders] == [(Payment.PAID, PAID_AT)]
    assert calls == ["1099"]
    assert not [word for word in PRIVATE if word in repr(observed)]


def test_an_order_without_an_invoice_of_its_own_may_be_billed_later() -> None:
    """Staff place an order without one and bill its service afterwards; another order makes the listing read."""
    orders = [unclear(invoiceid=0), order_row(id=2, invoiceid=1000, userid=8)]
    invoices = [invoice_row(**MERGED), invoice_row(id=1000, userid="8")]
    observed, _ = pulled(orders, invoices, {"1099": invoice(("Hosting", 12))})
    assert observed.orders[0].payment is Payment.PAID


def test_while_that_invoice_is_open_the_order_waits_for_its_payment() -> None:
    open_one = MERGED | {"status": "Unpaid", "datepaid": "0000-00-00 00:00:00"}
    observed, _ = pulled([unclear()], [invoice_row(**open_one)], {"1099": invoice(("Hosting", 12))})
    assert observed.orders[0].payment is Payment.UNPAID


def test_a_cancelled_invoice_of_its_own_is_looked_beyond_too() -> None:
    """Staff who merge may cancel what is left instead of deleting it."""
    invoices = [invoice_row(**MERGED), invoice_row(id=1001, status="Cancelled")]
    observed, _ = pulled([unclear(paymentstatus="Cancelled")], invoices, {"1099": invoice(("Hosting", 12))})
    assert observed.orders[0].payment is Payment.PAID


NOT_THEIRS = [
    # Another thing of the client, one of the same number but of another kind, another invoice.
    invoice(("Hosting", 13), ("Addon", 12), ("Upgrade", 12), ("DomainRegister", 12), ("Invoice", 1002)),
    invoice(),
    invoice(items=""),
    invoice(items="<p>"),
    invoice(("Hosting", "x")),
    {"result": "error", "message": "Invoice ID Not Found"},
    raw(b"<html>"),
]


@pytest.mark.parametrize("body", NOT_THEIRS)
def test_an_invoice_that_does_not_name_the_order_says_nothing_of_it(body: Any) -> None:
    observed, calls = pulled([unclear()], [invoice_row(**MERGED)], {"1099": body})
    assert (observed.orders[0].payment, calls) == (Payment.UNCLEAR, ["1099"])


def test_what_runs_already_is_billed_again_and_again() -> None:
    lines = [line_row(), line_row(type="addon", relid=8, status="Active"), line_row(relid=9, status="Active")]
    body = invoice(("Addon", 8), ("Hosting", 9))
    observed, _ = pulled([unclear(lineitems=lines)], [invoice_row(**MERGED)], {"1099": body})
    assert observed.orders[0].payment is Payment.UNCLEAR


@pytest.mark.parametrize(
    ("order", "row"),
    [
        ({}, {"userid": "8"}),
        ({}, {"id": 1000}),
        ({}, {"date": "2026-09-22"}),
        ({}, {"status": "Refunded"}),
        ({}, {"status": "Cancelled"}),
        ({"userid": 0}, {}),
        ({"paymentstatus": "Paid"}, {}),
        ({"status": "Cancelled"}, {}),
        ({"status": "Fraud"}, {}),
        ({"lineitems": [line_row(status="Active")]}, {}),
        ({"lineitems": ""}, {}),
    ],
)
def test_nothing_is_asked_that_could_not_help(order: dict[str, Any], row: dict[str, Any]) -> None:
    """Another client's invoice, an earlier one, one that pays nothing; or an order that waits for nothing."""
    _, calls = pulled([unclear(**order)], [invoice_row(**MERGED | row)], {"1099": invoice(("Hosting", 12))})
    assert calls == []


def test_a_refunded_invoice_of_its_own_is_the_last_word() -> None:
    invoices = [invoice_row(**MERGED), invoice_row(id=1001, status="Refunded")]
    observed, calls = pulled([unclear()], invoices, {"1099": invoice(("Hosting", 12))})
    assert (observed.orders[0].payment, calls) == (Payment.UNCLEAR, [])


def clients(count: int) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Return a client each with an unclear order, and six later invoices of each client, the first still open."""
    orders = [unclear(id=at, userid=at, invoiceid=1000 + at) for at in range(1, count + 1)]
    invoices = [
        invoice_row(**MERGED | {"id": 2000 + 10 * at + number, "userid": str(at), "status": status})
        for at in range(1, count + 1)
        for number, status in enumerate(("Unpaid", "Paid", "Paid", "Paid", "Paid", "Paid"))
    ]
    return orders, invoices


def test_the_calls_are_few_for_each_order_and_in_all() -> None:
    """Paid invoices first, the likeliest of each order; what is not reached stays unclear."""
    orders, invoices = clients(10)
    observed, calls = pulled(orders, invoices, {str(row["id"]): invoice() for row in invoices})
    assert sorted(calls[:10]) == [str(2001 + 10 * at) for at in range(1, 11)]
    assert len(calls) == len(set(calls)) == MOST_ASKED
    assert {order.payment for order in observed.orders} == {Payment.UNCLEAR}


@pytest.mark.parametrize("count", [6, 17, 30])
@pytest.mark.parametrize("every", [timedelta(minutes=30), timedelta(hours=1), timedelta(hours=3)])
def test_orders_that_never_resolve_leave_the_others_their_turn(count: int, every: timedelta) -> None:
    orders, rows = clients(count)
    picked, invoices = [order_from(row, ZONE) for row in orders], {str(row["id"]): row for row in rows}
    asked_for: set[str] = set()
    for run in range(timedelta(days=14) // every):
        asked_for |= {number for _, number in tries(picked, invoices, ZONE, NOW + run * every)[:MOST_ASKED]}
        if len(asked_for) == count * MOST_PER_ORDER:
            return
    pytest.fail(f"asked for {len(asked_for)} of {count * MOST_PER_ORDER}")


def test_one_invoice_of_several_orders_is_asked_for_once() -> None:
    orders = [unclear(id=at, invoiceid=1000 + at, lineitems=[line_row(relid=at)]) for at in (1, 2, 3)]
    bodies = {"1099": invoice(*(("Hosting", at) for at in (1, 2, 3)))}
    observed, calls = pulled(orders, [invoice_row(**MERGED)], bodies)
    assert ([order.payment for order in observed.orders], calls) == ([Payment.PAID] * 3, ["1099"])


@pytest.mark.parametrize(
    ("refusal", "tried"),
    [
        (answer({"result": "error", "message": 'Invalid Permissions: API action "getinvoice" is not allowed'}, 403), 1),
        (answer({"result": "error", "message": "Algo propio"}), MOST_FAILED),
        (raw(b"<html>"), MOST_FAILED),
    ],
)
def test_a_refused_or_failing_call_stops_no_run(refusal: Act, tried: int) -> None:
    """A role may lack the action: it is asked once, said once, and the orders stay as they were."""
    orders = [unclear(id=at, invoiceid=1000 + at, lineitems=[line_row(relid=at)]) for at in (1, 2)]
    invoices = [invoice_row(**MERGED | {"id": 1099 + at}) for at in range(6)]
    notes: list[str] = []
    observed, calls = pulled(orders, invoices, {str(1099 + at): refusal for at in range(6)}, notes=notes)
    assert [order.payment for order in observed.orders] == [Payment.UNCLEAR] * 2
    assert len(calls) == tried
    assert len([line for line in notes if "GetInvoice" in line and "sin confirmar" in line]) == 1


def test_a_server_that_fails_at_it_is_left_alone_after_three_invoices() -> None:
    """Each is tried as often as any call."""
    invoices = [invoice_row(**MERGED | {"id": 1099 + at}) for at in range(4)]
    observed, calls = pulled([unclear()], invoices, {str(1099 + at): raw(b"", 503) for at in range(4)})
    assert (observed.orders[0].payment, len(set(calls))) == (Payment.UNCLEAR, 3)
