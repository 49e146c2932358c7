"""The world and a moment come in; the answer to each API action as of then goes out, before it is written as JSON."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from datetime import datetime

from generator.sandbox.access import RefusedError
from generator.sandbox.records import Invoice
from generator.sandbox.rows import Rows
from generator.sandbox.support import DEPARTMENTS
from generator.sandbox.wire import Params, Row, local, page, whole
from generator.sandbox.wire_invoices import invoice_answer, is_overdue
from generator.sandbox.wire_tickets import ticket_answer
from generator.sandbox.world import World

_OWN_DEPARTMENT = "1"
"""The only department of the admin whose key the caller uses."""
_FILTER_ONLY: dict[str, Callable[[Row], bool]] = {
    "Awaiting Reply": lambda row: row["status"] in {"Open", "Customer-Reply"},
    "All Active Tickets": lambda row: row["status"] not in {"Closed", "On Hold"},
    "My Flagged Tickets": lambda row: row["flag"] == "1",
}
_SORTS = ("id", "invoicenum", "date", "duedate", "total", "status")


class Desk:
    """Answers as of one moment."""

    def __init__(self, world: World, moment: datetime) -> None:
        self._order_statuses = world.order_statuses
        self._ticket_statuses = world.ticket_statuses
        self._rows = Rows(world, moment)
        self._moment, self._zone = self._rows.moment, self._rows.zone

    def orders(self, params: Params) -> Row:
        """Answer GetOrders: newest first, numbers as numbers."""
        rows: Iterable[Row] = self._rows.orders
        for parameter, key in (("id", "id"), ("userid", "userid"), ("requestor_id", "requestor_id")):
            if wanted := whole(params, parameter):
                rows = [row for row in rows if row[key] == wanted]
        if status := params.get("status"):
            rows = [row for row in rows if row["status"] == status]
        return _listing(list(rows), params, "orders", "order", total=int)

    def invoices(self, params: Params) -> Row:
        """Answer GetInvoices: the one listing that can be sorted."""
        chosen = list(self._rows.seen.invoices)
        if wanted := whole(params, "userid"):
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

    def products(self, params: Params) -> Row:
        """Answer GetClientsProducts: every service, all values as text; the filters come back with the answer."""
        names = {"clientid": "clientid", "serviceid": "id", "pid": "pid", "domain": "domain"}
        asked = {name: params.get(name) or None for name in names}
        rows = [
            row for row in self._rows.products if all(row[names[name]] == want for name, want in asked.items() if want)
        ]
        return {**asked, **_listing(rows, params, "products", "product", total=str)}

    def tickets(self, params: Params) -> Row:
        """Answer GetTickets: the last answered first, numbers as strings, and only one department's unless told."""
        rows = self._own(self._rows.tickets, params)
        if wanted := whole(params, "deptid"):
            rows = [row for row in rows if row["deptid"] == str(wanted)]
        if wanted := whole(params, "clientid"):
            # Seen on a live installation: tickets that staff opened for the client are left out.
            rows = [row for row in rows if row["userid"] == str(wanted) and not row["admin"]]
        if status := params.get("status"):
            special = _FILTER_ONLY.get(status)
            rows = [row for row in rows if (special(row) if special else row["status"] == status)]
        if subject := params.get("subject", "").casefold():
            rows = [row for row in rows if subject in row["subject"].casefold()]
        return _listing(rows, params, "tickets", "ticket", total=str)

    def ticket(self, params: Params) -> Row:
        """Answer GetTicket, by internal id or by public number."""
        number, wanted = params.get("ticketnum", ""), whole(params, "ticketid")
        ticket = self._rows.ticket_by.get(wanted) or self._rows.ticket_by.get(number)
        if ticket is None:
            raise RefusedError("Ticket ID Not Found")
        newest_first = params.get("repliessort", "").upper() == "DESC"
        return ticket_answer(ticket, self._moment, self._zone, newest_first=newest_first)

    def invoice(self, params: Params) -> Row:
        """Answer GetInvoice."""
        wanted = whole(params, "invoiceid")
        for invoice in self._rows.seen.invoices:
            if invoice.id == wanted:
                return invoice_answer(invoice, self._moment, self._zone)
        raise RefusedError("Invoice ID Not Found")

    def order_statuses(self, _: Params) -> Row:
        """Answer GetOrderStatuses."""
        counts = Counter(row["status"] for row in self._rows.orders)
        rows = [{"title": title, "count": counts[title]} for title in self._order_statuses]
        return {"totalresults": len(rows), "statuses": {"status": rows}}

    def support_statuses(self, params: Params) -> Row:
        """Answer GetSupportStatuses."""
        dept = str(whole(params, "deptid"))
        counts = Counter(row["status"] for row in self._rows.tickets if dept in {"0", row["deptid"]})
        rows = [{"title": title, "count": counts[title], "color": "#779500"} for title in self._ticket_statuses]
        return {"totalresults": len(rows), "statuses": {"status": rows}}

    def departments(self, params: Params) -> Row:
        """Answer GetSupportDepartments."""
        listed = [{"deptid": str(number), "name": name} for number, name in DEPARTMENTS.items()]
        rows = [self._department(row["deptid"], row["name"]) for row in self._own(listed, params)]
        return {"totalresults": len(rows), "departments": {"department": rows}}

    def clock(self, _: Params) -> Row:
        """Answer GetAutomationLog, of which only the clock is worth reading."""
        return {"currentDatetime": local(self._moment, self._zone), "statistics": {}}

    def about(self, _: Params) -> Row:
        """Answer WhmcsDetails."""
        return {"whmcs": {"version": "8.13.1", "canonicalversion": "8.13.1-release.1"}}

    def _has_status(self, invoice: Invoice, status: str) -> bool:
        return is_overdue(invoice, self._moment) if status == "Overdue" else invoice.status.at(self._moment) == status

    def _own(self, rows: Iterable[Row], params: Params) -> list[Row]:
        everything = params.get("ignore_dept_assignments", "") not in {"", "0"}
        return [row for row in rows if everything or row["deptid"] == _OWN_DEPARTMENT]

    def _department(self, number: str, name: str) -> Row:
        rows = [row for row in self._rows.tickets if row["deptid"] == number]
        waiting = sum(map(_FILTER_ONLY["Awaiting Reply"], rows))
        opened = sum(map(_FILTER_ONLY["All Active Tickets"], rows))
        return {"id": number, "name": name, "awaitingreply": str(waiting), "opentickets": str(opened)}


def _listing(rows: list[Row], params: Params, plural: str, singular: str, *, total: type[int | str]) -> Row:
    start, part = page(rows, params)
    counts = {"totalresults": total(len(rows)), "startnumber": start, "numreturned": len(part)}
    return {**counts, plural: {singular: list(part)}}
