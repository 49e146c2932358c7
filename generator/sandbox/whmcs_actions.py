"""What WHMCS answers to each action of its API as of one moment, before it is written as JSON."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from datetime import datetime
from functools import cached_property
from zoneinfo import ZoneInfo

from generator.sandbox.api_access import RefusedError, not_allowed
from generator.sandbox.billing_records import ClientInvoice, Ticket
from generator.sandbox.invoice_rows import invoice_answer, invoice_row, is_overdue
from generator.sandbox.made_up_history import MadeUpHistory
from generator.sandbox.order_rows import order_row
from generator.sandbox.ordinary_tickets import DEPARTMENTS
from generator.sandbox.product_rows import product_row
from generator.sandbox.ticket_rows import ticket_answer, ticket_row
from generator.sandbox.whmcs_values import ApiRow, Params, local, page, php_int

_OWN_DEPARTMENT = "1"
"""The only department of the admin whose key the caller uses."""
_FILTER_ONLY: dict[str, Callable[[ApiRow], bool]] = {
    "Awaiting Reply": lambda row: row["status"] in {"Open", "Customer-Reply"},
    "All Active Tickets": lambda row: row["status"] not in {"Closed", "On Hold"},
    "My Flagged Tickets": lambda row: row["flag"] == "1",
}
_SORTS = ("id", "invoicenum", "date", "duedate", "total", "status")


class WhmcsActions:
    """The answers as of one moment, each row made once."""

    def __init__(self, history: MadeUpHistory, moment: datetime) -> None:
        self._order_statuses = history.order_statuses
        self._ticket_statuses = history.ticket_statuses
        self._rows = _Rows(history, moment)
        self._moment, self._zone = self._rows.moment, self._rows.zone

    def answer(self, params: Params) -> ApiRow:
        """Return what the action that the parameters name is answered.

        Raises:
            RefusedError: no action, an unknown one, one that the key's role does not hold, or nothing was found.

        """
        action = params.get("action", "").strip().lower()
        if not action:
            raise RefusedError("Empty action request", 400)
        if action in _READS:
            return _READS[action](self, params)
        if action in _FORBIDDEN:
            raise RefusedError(not_allowed(action), 403)
        raise RefusedError(f'An API action named "{action}" could not be found')

    def orders(self, params: Params) -> ApiRow:
        """Answer GetOrders: newest first, numbers as numbers."""
        rows: Iterable[ApiRow] = self._rows.orders
        for parameter, key in (("id", "id"), ("userid", "userid"), ("requestor_id", "requestor_id")):
            if wanted := php_int(params, parameter):
                rows = [row for row in rows if row[key] == wanted]
        if status := params.get("status"):
            rows = [row for row in rows if row["status"] == status]
        return _listing(list(rows), params, "orders", "order", total=int)

    def invoices(self, params: Params) -> ApiRow:
        """Answer GetInvoices: the one listing that can be sorted."""
        chosen = list(self._rows.seen.invoices)
        if wanted := php_int(params, "userid"):
            chosen = [invoice for invoice in chosen if invoice.client.id == wanted]
        if status := params.get("status"):
            chosen = [invoice for invoice in chosen if self._has_status(invoice, status)]
        rows = [self._rows.invoices[invoice.id] for invoice in chosen]
        key = {"invoicenumber": "invoicenum"}.get(params.get("orderby", ""), params.get("orderby", ""))
        by = key if key in _SORTS else "id"
        rows.sort(key=lambda row: float(row[by]) if by == "total" else row[by])
        if params.get("order", "").lower() == "desc":
            rows.reverse()
        return _listing(rows, params, "invoices", "invoice", total=int)

    def products(self, params: Params) -> ApiRow:
        """Answer GetClientsProducts: every service, all values as text; the filters come back with the answer."""
        names = {"clientid": "clientid", "serviceid": "id", "pid": "pid", "domain": "domain"}
        asked = {name: params.get(name) or None for name in names}
        rows = [
            row for row in self._rows.products if all(row[names[name]] == want for name, want in asked.items() if want)
        ]
        return {**asked, **_listing(rows, params, "products", "product", total=str)}

    def tickets(self, params: Params) -> ApiRow:
        """Answer GetTickets: the last answered first, numbers as strings, and only one department's unless told."""
        rows = self._own(self._rows.tickets, params)
        if wanted := php_int(params, "deptid"):
            rows = [row for row in rows if row["deptid"] == str(wanted)]
        if wanted := php_int(params, "clientid"):
            # Seen on a live installation: tickets that staff opened for the client are left out.
            rows = [row for row in rows if row["userid"] == str(wanted) and not row["admin"]]
        if status := params.get("status"):
            special = _FILTER_ONLY.get(status)
            rows = [row for row in rows if (special(row) if special else row["status"] == status)]
        if subject := params.get("subject", "").casefold():
            rows = [row for row in rows if subject in row["subject"].casefold()]
        return _listing(rows, params, "tickets", "ticket", total=str)

    def ticket(self, params: Params) -> ApiRow:
        """Answer GetTicket, by internal id or by public number."""
        number, wanted = params.get("ticketnum", ""), php_int(params, "ticketid")
        ticket = self._rows.ticket_by.get(wanted) or self._rows.ticket_by.get(number)
        if ticket is None:
            raise RefusedError("Ticket ID Not Found")
        newest_first = params.get("repliessort", "").upper() == "DESC"
        return ticket_answer(ticket, self._moment, self._zone, newest_first=newest_first)

    def invoice(self, params: Params) -> ApiRow:
        """Answer GetInvoice."""
        wanted = php_int(params, "invoiceid")
        for invoice in self._rows.seen.invoices:
            if invoice.id == wanted:
                return invoice_answer(invoice, self._moment, self._zone)
        raise RefusedError("Invoice ID Not Found")

    def order_statuses(self, _: Params) -> ApiRow:
        """Answer GetOrderStatuses."""
        counts = Counter(row["status"] for row in self._rows.orders)
        rows = [{"title": title, "count": counts[title]} for title in self._order_statuses]
        return {"totalresults": len(rows), "statuses": {"status": rows}}

    def support_statuses(self, params: Params) -> ApiRow:
        """Answer GetSupportStatuses."""
        dept = str(php_int(params, "deptid"))
        counts = Counter(row["status"] for row in self._rows.tickets if dept in {"0", row["deptid"]})
        rows = [{"title": title, "count": counts[title], "color": "#779500"} for title in self._ticket_statuses]
        return {"totalresults": len(rows), "statuses": {"status": rows}}

    def departments(self, params: Params) -> ApiRow:
        """Answer GetSupportDepartments."""
        listed = [{"deptid": str(number), "name": name} for number, name in DEPARTMENTS.items()]
        rows = [self._department(row["deptid"], row["name"]) for row in self._own(listed, params)]
        return {"totalresults": len(rows), "departments": {"department": rows}}

    def clock(self, _: Params) -> ApiRow:
        """Answer GetAutomationLog, of which only the clock is worth reading."""
        return {"currentDatetime": local(self._moment, self._zone), "statistics": {}}

    def about(self, _: Params) -> ApiRow:
        """Answer WhmcsDetails."""
        return {"whmcs": {"version": "8.13.1", "canonicalversion": "8.13.1-release.1"}}

    def _has_status(self, invoice: ClientInvoice, status: str) -> bool:
        return is_overdue(invoice, self._moment) if status == "Overdue" else invoice.status.at(self._moment) == status

    def _own(self, rows: Iterable[ApiRow], params: Params) -> list[ApiRow]:
        everything = params.get("ignore_dept_assignments", "") not in {"", "0"}
        return [row for row in rows if everything or row["deptid"] == _OWN_DEPARTMENT]

    def _department(self, number: str, name: str) -> ApiRow:
        rows = [row for row in self._rows.tickets if row["deptid"] == number]
        waiting = sum(map(_FILTER_ONLY["Awaiting Reply"], rows))
        opened = sum(map(_FILTER_ONLY["All Active Tickets"], rows))
        return {"id": number, "name": name, "awaitingreply": str(waiting), "opentickets": str(opened)}


def _listing(rows: list[ApiRow], params: Params, plural: str, singular: str, *, total: type[int | str]) -> ApiRow:
    start, part = page(rows, params)
    counts = {"totalresults": total(len(rows)), "startnumber": start, "numreturned": len(part)}
    return {**counts, plural: {singular: list(part)}}


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


class _Rows:
    """The rows of every listing at one moment, each made once however many pages are read."""

    def __init__(self, history: MadeUpHistory, moment: datetime) -> None:
        self.zone = ZoneInfo(history.zone)
        self.seen = history.at(moment)
        self.moment = self.seen.moment
        self._requirements_field = history.requirements_field

    @cached_property
    def orders(self) -> list[ApiRow]:
        """Return the rows of GetOrders, newest first."""
        return [order_row(order, self.moment, self.zone) for order in reversed(self.seen.orders)]

    @cached_property
    def invoices(self) -> dict[int, ApiRow]:
        """Return the rows of GetInvoices by id."""
        return {invoice.id: invoice_row(invoice, self.moment, self.zone) for invoice in self.seen.invoices}

    @cached_property
    def products(self) -> list[ApiRow]:
        """Return the rows of GetClientsProducts."""
        return [
            product_row(order, line, self.moment, self.zone, self._requirements_field)
            for order in self.seen.orders
            for line in order.lines
            if line.kind == "product"
        ]

    @cached_property
    def ticket_by(self) -> dict[int | str, Ticket]:
        """Return each ticket by its id and by its public number."""
        by_id: dict[int | str, Ticket] = {ticket.id: ticket for ticket in self.seen.tickets}
        return by_id | {ticket.number: ticket for ticket in self.seen.tickets}

    @cached_property
    def tickets(self) -> list[ApiRow]:
        """Return the rows of GetTickets, the last answered first."""
        rows = [ticket_row(ticket, self.moment, self.zone) for ticket in self.seen.tickets]
        return sorted(rows, key=lambda row: (row["lastreply"], row["id"]), reverse=True)
