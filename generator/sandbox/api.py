"""A request's fields come in; the action they name is answered as of a moment, or refused, as WHMCS would."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from generator.sandbox.access import Credentials, RefusedError, admit
from generator.sandbox.desk import Desk
from generator.sandbox.faults import Answer, Fault, as_json, break_answer, shift, spoil
from generator.sandbox.wire import Params, Row
from generator.sandbox.world import World

_READS: dict[str, Callable[[Desk, Params], Row]] = {
    "getorders": Desk.orders,
    "getorderstatuses": Desk.order_statuses,
    "getinvoices": Desk.invoices,
    "getinvoice": Desk.invoice,
    "gettickets": Desk.tickets,
    "getticket": Desk.ticket,
    "getsupportstatuses": Desk.support_statuses,
    "getsupportdepartments": Desk.departments,
    "getautomationlog": Desk.clock,
    "whmcsdetails": Desk.about,
}
READ_ROLE = frozenset(_READS)
"""The role a careful company gives the key: the reads, and nothing that writes."""
_FORBIDDEN = frozenset(
    """
    addorder acceptorder cancelorder deleteorder fraudorder pendingorder openticket addticketreply updateticket
    mergeticket deleteticket updateinvoice createinvoice addinvoicepayment updateclientproduct sendemail getclients
    getclientsdetails getclientsproducts getclientsdomains gettransactions getactivitylog getemails getadminusers
    """.split()  # noqa: SIM905 — as a list it would fill a page
)
"""Actions that exist and that no such role allows."""


class Api:
    """The API of one world; the answers of one moment are worked out once."""

    def __init__(self, world: World, credentials: Credentials) -> None:
        self.role = READ_ROLE
        self._world = world
        self._credentials = credentials
        self._desk: tuple[datetime, Desk] | None = None
        self._oldest = {"orders": world.orders[0].id, "tickets": world.tickets[0].id}

    def answer(self, params: Params, as_of: datetime, address: str, fault: Fault | None, own_url: str) -> Answer:
        """Return the answer to one request, broken where a fault is set; it never raises for what was sent."""
        try:
            admit(self._credentials, params, address)
            content = self._content(shift(fault, params), as_of)
        except RefusedError as refused:
            good = Answer(refused.status, as_json({"result": "error", "message": str(refused)}))
        else:
            good = Answer(200, as_json(spoil(fault, {"result": "success", **content}, self._oldest)))
        if params.get("responsetype") != "json":
            # Without the parameter WHMCS does not promise JSON, so a client must not come to rely on it.
            good = Answer(good.status, b'<?xml version="1.0" encoding="utf-8"?><whmcsapi/>', "application/xml")
        return break_answer(fault, good, own_url)

    def _content(self, params: Params, as_of: datetime) -> Row:
        action = params.get("action", "").strip().lower()
        if not action:
            raise RefusedError("Empty action request", 400)
        read = _READS.get(action)
        if read is None and action not in _FORBIDDEN:
            raise RefusedError(f'An API action named "{action}" could not be found')
        if read is None or action not in self.role:
            raise RefusedError(f'Invalid Permissions: API action "{action}" is not allowed', 403)
        return read(self._desk_at(as_of), params)

    def _desk_at(self, as_of: datetime) -> Desk:
        if self._desk is None or self._desk[0] != as_of:
            self._desk = (as_of, Desk(self._world, as_of))
        return self._desk[1]
