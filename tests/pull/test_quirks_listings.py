"""The quirks of the contract's section 10 that stand in how billing is asked, lists, and names what it lists."""

from __future__ import annotations

from tests.doubles.acting_server import Act
from tests.doubles.scripted_billing import Form, answer, listing, serving
from tests.pull.desk import asked, observe
from tests.pull.quirk_desk import DATED, instead, office, seen, stopped
from tests.pull.samples import (
    invoice_row,
    opening_row,
    order_row,
    product_row,
    staff_row,
    ticket_answer,
    ticket_row,
)

LISTINGS = ("GetOrders", "GetClientsProducts", "GetInvoices", "GetTickets")
PAGING = {"limitstart", "limitnum"}
DOCUMENTED = {
    "GetAutomationLog": set[str](),
    "GetOrders": {*PAGING, "id", "userid", "requestor_id", "status"},
    "GetClientsProducts": {*PAGING, "clientid", "serviceid", "pid", "domain", "username2"},
    "GetInvoices": {*PAGING, "userid", "status", "orderby", "order"},
    "GetTickets": {*PAGING, "deptid", "clientid", "email", "status", "subject", "ignore_dept_assignments"},
    "GetTicket": {"ticketid", "ticketnum", "repliessort"},
}
"""Every parameter that the API reference names for an action; any other would be ignored without a word."""
COMMON = {"action", "identifier", "secret", "accesskey", "responsetype"}
OPENED = {"date": "2026-11-20 09:00:00", "lastreply": "2026-11-20 11:30:00", "status": "Answered"}
TOLD = ticket_answer(opening_row(), staff_row())
FULL = office([order_row()], [invoice_row()], [ticket_row(**OPENED)], [product_row("2026-11-20")], {"1": TOLD})


def test_quirk_03_a_page_has_25_rows_unless_told() -> None:
    """The size is always told; where it is not heeded, the pages that come are followed."""
    rows = range(1, 61)
    orders, invoices = [order_row(id=at, invoiceid=at) for at in rows], [invoice_row(id=at) for at in rows]
    tickets, products = [ticket_row(id=str(at)) for at in rows], [product_row(id=str(at)) for at in rows]
    script = office(orders, invoices, tickets, products)

    def forgetful(form: Form) -> Act:
        return script({name: value for name, value in form.items() if name != "limitnum"})

    with serving(forgetful) as server:
        observed = observe(server, DATED)
    assert (len(observed.orders), len(observed.tickets)) == (60, 60)
    assert [asked(server, action, "limitnum") for action in LISTINGS] == [["250"] * 3] * 4
    assert [asked(server, action, "limitstart") for action in LISTINGS] == [["0", "25", "50"]] * 4


def test_quirk_04_what_a_request_misnames_is_ignored_without_a_word() -> None:
    """Only documented names are sent, and what comes back is compared with what was asked for."""
    with serving(FULL) as server:
        observe(server, DATED)
    assert {form["action"] for form in server.forms} == set(DOCUMENTED)
    assert [form for form in server.forms if set(form) - COMMON - DOCUMENTED[form["action"]]] == []

    other = answer(ticket_answer(opening_row(), staff_row(), ticketid="2"))
    tickets = [ticket_row(id=str(at), status="Answered") for at in (3, 4, 5)]
    assert "otro ticket que el pedido" in stopped(instead("GetTicket", other, office(tickets=tickets)))

    orders = [order_row(id=1, invoiceid=50, paymentstatus="Paid")]
    invoices = [invoice_row(id=at, status="Paid", datepaid="2026-10-01 10:00:00") for at in range(1, 51)]
    script = office(orders)

    def unsorted(form: Form) -> Act:
        return listing("invoices", "invoice", invoices, form) if form["action"] == "GetInvoices" else script(form)

    assert seen(unsorted, page_size=10).orders[0].paid_at is not None


def test_quirk_05_departments_hide_from_the_key_s_own_user() -> None:
    """The word that brings them all is sent with every page, and tickets of other departments are seen."""
    tickets = [ticket_row(id=str(at), deptid=str(1 + at % 3)) for at in range(1, 8)]

    def assigned(form: Form) -> Act:
        if form["action"] == "GetTickets" and form.get("ignore_dept_assignments") != "true":
            return listing("tickets", "ticket", [row for row in tickets if row["deptid"] == "1"], form)
        return office(tickets=tickets)(form)

    with serving(assigned) as server:
        observed = observe(server, DATED, page_size=3)
    assert {ticket.department for ticket in observed.tickets} == {"1", "2", "3"}
    assert asked(server, "GetTickets", "ignore_dept_assignments") == ["true"] * 3


def test_quirk_16_one_thing_has_many_names() -> None:
    """`ticketid` asks and `ticketid` or `id` answers; `invoiceid` is an invoice's `id`; `userid` and `clientid`."""
    with serving(FULL) as server:
        observed = observe(server, DATED)
    assert asked(server, "GetTicket", "ticketid") == ["1"]
    assert [form for form in server.forms if {"id", "userid", "clientid", "invoiceid"} & set(form)] == []
    assert observed.orders[0].client == observed.tickets[0].client == "7"
    assert observed.orders[0].items[0].requirements_met_at is not None

    renamed = {"id" if key == "ticketid" else key: value for key, value in TOLD.items()}
    assert seen(instead("GetTicket", answer(renamed), FULL)) == observed
    paid = [invoice_row(id=2), invoice_row(id=1, status="Paid", datepaid="2026-09-24 10:00:00")]
    assert seen(office([order_row(invoiceid="1")], paid)).orders[0].paid_at is not None


def test_quirk_23_a_filter_by_client_misses_what_staff_opened() -> None:
    """Tickets are listed whole and grouped here, so one that staff opened is its client's too."""
    tickets = [ticket_row(id="1", admin="Carina"), ticket_row(id="2"), ticket_row(id="3", userid="0")]

    def narrow(form: Form) -> Act:
        kept = [row for row in tickets if "clientid" not in form or not row["admin"]]
        return office(tickets=kept)(form)

    with serving(narrow) as server:
        observed = observe(server, DATED)
    assert [(ticket.id, ticket.client) for ticket in observed.tickets] == [("1", "7"), ("2", "7"), ("3", "")]
    assert [form for form in server.forms if {"clientid", "userid", "deptid", "status", "email"} & set(form)] == []
