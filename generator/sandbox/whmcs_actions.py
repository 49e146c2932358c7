"""What WHMCS answers to each action of its API as of one moment, before it is written as JSON."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import datetime
from functools import cached_property, partial
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from generator.sandbox.activity_log import ActivityLog
from generator.sandbox.api_access import RefusedError, not_allowed
from generator.sandbox.billing_records import ClientInvoice, Order, OrderLine, Ticket
from generator.sandbox.installation import Installation
from generator.sandbox.invoice_rows import invoice_answer, invoice_row, is_overdue
from generator.sandbox.listed_records import ListedRecords
from generator.sandbox.made_up_history import MadeUpHistory
from generator.sandbox.order_rows import order_row
from generator.sandbox.ordinary_tickets import DEPARTMENTS
from generator.sandbox.product_rows import product_row
from generator.sandbox.ticket_rows import ticket_answer, ticket_row
from generator.sandbox.whmcs_values import ApiRow, Params, html_escaped, local, page, php_int

_OWN_DEPARTMENT = 1
"""The only department of the admin whose key the caller uses."""
_FILTER_ONLY: dict[str, Callable[[Ticket, str], bool]] = {
    "Awaiting Reply": lambda _, status: status in {"Open", "Customer-Reply"},
    "All Active Tickets": lambda _, status: status not in {"Closed", "On Hold"},
    "My Flagged Tickets": lambda ticket, _: ticket.id % 5 == 0,
}
_SORTS: dict[str, Callable[[ClientInvoice, str], Any]] = {
    "invoicenumber": lambda *_: "",
    "date": lambda invoice, _: invoice.created_at,
    "duedate": lambda invoice, _: invoice.created_at,
    "total": lambda invoice, _: invoice.cents,
    "status": lambda _, status: status,
}
"""What else than their ids GetInvoices sorts its rows by."""


class WhmcsActions:
    """The answers as of one moment."""

    def __init__(self, history: MadeUpHistory, moment: datetime, installation: Installation) -> None:
        self._order_statuses = history.order_statuses
        self._ticket_statuses = history.ticket_statuses
        self._requirements_field = history.requirements_field
        self._listed = ListedRecords(history, moment, installation.listing_order)
        self._moment, self._zone = self._listed.moment, ZoneInfo(history.zone)
        self._sign, self._modules = installation.sign, installation.modules

    def answer(self, params: Params) -> ApiRow:
        """Return what the action that the parameters name is answered.

        Raises:
            RefusedError: no action, an unknown one, one that the key's role does not hold, or nothing was found.

        """
        action = params.get("action", "").strip().lower()
        if not action:
            raise RefusedError("Empty action request", 400)
        if action == "getactivitylog" and self._sign:
            return self._log.answer(params)
        if action in _READS:
            return _READS[action](self, params)
        if action in _FORBIDDEN:
            raise RefusedError(not_allowed(action), 403)
        raise RefusedError(f'An API action named "{action}" could not be found')

    @cached_property
    def _log(self) -> ActivityLog:
        assert self._sign is not None  # noqa: S101 - nobody asks without
        return ActivityLog(self._listed.seen, self._zone, self._sign, modules=self._modules)

    def orders(self, params: Params) -> ApiRow:
        """Answer GetOrders: in no order that is promised, numbers as numbers."""
        if number := php_int(params, "id"):
            one = self._listed.order(number)
            chosen = [one] if one else []
        else:
            chosen = self._listed.orders
        if wanted := php_int(params, "userid"):
            chosen = [order for order in chosen if order.client.id == wanted]
        if wanted := php_int(params, "requestor_id"):
            chosen = [order for order in chosen if not order.staff and order.client.user == wanted]
        if status := params.get("status"):
            chosen = [order for order in chosen if order.status.at(self._moment) == status]
        row = partial(order_row, moment=self._moment, zone=self._zone)
        return _listing(chosen, row, params, "orders", "order", total=int)

    def invoices(self, params: Params) -> ApiRow:
        """Answer GetInvoices: the one listing that can be sorted."""
        chosen: Sequence[ClientInvoice] = self._listed.invoices
        if wanted := php_int(params, "userid"):
            chosen = [invoice for invoice in chosen if invoice.client.id == wanted]
        if status := params.get("status"):
            chosen = [invoice for invoice in chosen if self._has_status(invoice, status)]
        if by := _SORTS.get(params.get("orderby", "")):
            chosen = sorted(chosen, key=lambda invoice: by(invoice, invoice.status.at(self._moment)))
        if params.get("order", "").lower() == "desc":
            chosen = chosen[::-1]
        row = partial(invoice_row, moment=self._moment, zone=self._zone)
        return _listing(chosen, row, params, "invoices", "invoice", total=int)

    def products(self, params: Params) -> ApiRow:
        """Answer GetClientsProducts: every service, all values as text; the filters come back with the answer."""
        names = {"clientid": "clientid", "serviceid": "id", "pid": "pid", "domain": "domain"}
        asked = {name: params.get(name) or None for name in names}
        services = self._listed.services
        if any(asked.values()):
            rows = [(sold, self._product(sold)) for sold in services]
            wanted = {names[name]: want for name, want in asked.items() if want}
            services = [sold for sold, row in rows if all(row[key] == want for key, want in wanted.items())]
        return {**asked, **_listing(services, self._product, params, "products", "product", total=str)}

    def tickets(self, params: Params) -> ApiRow:
        """Answer GetTickets: in no order that is promised, and only one department's unless told."""
        chosen = self._own(self._listed.tickets, params)
        if wanted := php_int(params, "deptid"):
            chosen = [ticket for ticket in chosen if ticket.department == wanted]
        if wanted := php_int(params, "clientid"):
            # Seen on a live installation: tickets that staff opened for the client are left out.
            chosen = [t for t in chosen if t.client and t.client.id == wanted and not t.messages[0].staff]
        if status := params.get("status"):
            chosen = [ticket for ticket in chosen if self._shown_under(ticket, status)]
        if subject := params.get("subject", "").casefold():
            chosen = [ticket for ticket in chosen if subject in html_escaped(ticket.subject).casefold()]
        row = partial(ticket_row, moment=self._moment, zone=self._zone)
        return _listing(chosen, row, params, "tickets", "ticket", total=str)

    def ticket(self, params: Params) -> ApiRow:
        """Answer GetTicket, by internal id or by public number."""
        ticket = self._listed.ticket(php_int(params, "ticketid"), params.get("ticketnum", ""))
        if ticket is None:
            raise RefusedError("Ticket ID Not Found")
        newest_first = params.get("repliessort", "").upper() == "DESC"
        return ticket_answer(ticket, self._moment, self._zone, newest_first=newest_first)

    def invoice(self, params: Params) -> ApiRow:
        """Answer GetInvoice."""
        invoice = self._listed.invoice(php_int(params, "invoiceid"))
        if invoice is None:
            raise RefusedError("Invoice ID Not Found")
        return invoice_answer(invoice, self._moment, self._zone)

    def order_statuses(self, _: Params) -> ApiRow:
        """Answer GetOrderStatuses."""
        counts = Counter(order.status.at(self._moment) for order in self._listed.orders)
        rows = [{"title": title, "count": counts[title]} for title in self._order_statuses]
        return {"totalresults": len(rows), "statuses": {"status": rows}}

    def support_statuses(self, params: Params) -> ApiRow:
        """Answer GetSupportStatuses."""
        dept = php_int(params, "deptid")
        own = (ticket for ticket in self._listed.tickets if dept in {0, ticket.department})
        counts = Counter(ticket.status.at(self._moment) for ticket in own)
        rows = [{"title": title, "count": counts[title], "color": "#779500"} for title in self._ticket_statuses]
        return {"totalresults": len(rows), "statuses": {"status": rows}}

    def departments(self, params: Params) -> ApiRow:
        """Answer GetSupportDepartments."""
        everyone = _all_departments(params)
        rows = [self._department(number) for number in DEPARTMENTS if everyone or number == _OWN_DEPARTMENT]
        return {"totalresults": len(rows), "departments": {"department": rows}}

    def clock(self, _: Params) -> ApiRow:
        """Answer GetAutomationLog, of which only the clock is worth reading."""
        return {"currentDatetime": local(self._moment, self._zone), "statistics": {}}

    def about(self, _: Params) -> ApiRow:
        """Answer WhmcsDetails."""
        return {"whmcs": {"version": "8.13.1", "canonicalversion": "8.13.1-release.1"}}

    def _has_status(self, invoice: ClientInvoice, status: str) -> bool:
        return is_overdue(invoice, self._moment) if status == "Overdue" else invoice.status.at(self._moment) == status

    def _shown_under(self, ticket: Ticket, status: str) -> bool:
        own, special = ticket.status.at(self._moment), _FILTER_ONLY.get(status)
        return special(ticket, own) if special else own == status

    def _product(self, sold: tuple[Order, OrderLine]) -> ApiRow:
        return product_row(*sold, self._moment, self._zone, self._requirements_field)

    def _own(self, tickets: list[Ticket], params: Params) -> list[Ticket]:
        everyone = _all_departments(params)
        return tickets if everyone else [ticket for ticket in tickets if ticket.department == _OWN_DEPARTMENT]

    def _department(self, number: int) -> ApiRow:
        own = [(t, t.status.at(self._moment)) for t in self._listed.tickets if t.department == number]
        waiting = sum(_FILTER_ONLY["Awaiting Reply"](*pair) for pair in own)
        opened = sum(_FILTER_ONLY["All Active Tickets"](*pair) for pair in own)
        return {
            "id": str(number),
            "name": DEPARTMENTS[number],
            "awaitingreply": str(waiting),
            "opentickets": str(opened),
        }


def _all_departments(params: Params) -> bool:
    return params.get("ignore_dept_assignments", "") not in {"", "0"}


_Record = TypeVar("_Record")


def _listing(
    records: Sequence[_Record],
    row_of: Callable[[_Record], ApiRow],
    params: Params,
    plural: str,
    singular: str,
    *,
    total: type[int | str],
) -> ApiRow:
    """Return one page of a listing; only its own rows are made."""
    start, part = page(records, params)
    counts = {"totalresults": total(len(records)), "startnumber": start, "numreturned": len(part)}
    return {**counts, plural: {singular: [row_of(record) for record in part]}}


_READS: dict[str, Callable[[WhmcsActions, Params], ApiRow]] = {
    "getorders": WhmcsActions.orders,
    "getorderstatuses": WhmcsActions.order_statuses,
    "getinvoices": WhmcsActions.invoices,
    "getinvoice": WhmcsActions.invoice,
    "getclientsproducts": WhmcsActions.products,
    "gettickets": WhmcsActions.tickets,
    "getticket": WhmcsActions.ticket,
    "getsupportstatuses": WhmcsActions.support_statuses,
    "getsupportdepartments": WhmcsActions.departments,
    "getautomationlog": WhmcsActions.clock,
    "whmcsdetails": WhmcsActions.about,
}
_FORBIDDEN = frozenset(
    """
    addorder acceptorder cancelorder deleteorder fraudorder pendingorder openticket addticketreply updateticket
    mergeticket deleteticket updateinvoice createinvoice addinvoicepayment updateclientproduct sendemail getclients
    getclientsdetails getclientsdomains gettransactions getactivitylog getemails getadminusers
    """.split()  # noqa: SIM905 — as a list it would fill a page
)
"""Actions that exist; a careful company's key has a role that allows none of them."""
