"""A request's fields come in; the action they name is answered as of a moment, or refused, as WHMCS would."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from generator.sandbox.access import Credentials, RefusedError, admit, not_allowed
from generator.sandbox.answers import Answer, as_json, error
from generator.sandbox.desk import Desk
from generator.sandbox.wire import Params, Row
from generator.sandbox.world import World

_READS: dict[str, Callable[[Desk, Params], Row]] = {
    "getorders": Desk.orders,
    "getorderstatuses": Desk.order_statuses,
    "getinvoices": Desk.invoices,
    "getinvoice": Desk.invoice,
    "getclientsproducts": Desk.products,
    "gettickets": Desk.tickets,
    "getticket": Desk.ticket,
    "getsupportstatuses": Desk.support_statuses,
    "getsupportdepartments": Desk.departments,
    "getautomationlog": Desk.clock,
    "whmcsdetails": Desk.about,
}
_FORBIDDEN = frozenset(
    """
    addorder acceptorder cancelorder deleteorder fraudorder pendingorder openticket addticketreply updateticket
    mergeticket deleteticket updateinvoice createinvoice addinvoicepayment updateclientproduct sendemail getclients
    getclientsdetails getclientsdomains gettransactions getactivitylog getemails getadminusers
    """.split()  # noqa: SIM905 — as a list it would fill a page
)
"""Actions that exist; a careful company's key has a role that allows none of them."""


class Api:
    """The API of one world; the answers of one moment are worked out once."""

    def __init__(self, world: World, credentials: Credentials) -> None:
        self._world = world
        self._credentials = credentials
        self._desk: tuple[datetime, Desk] | None = None

    def answer(self, params: Params, as_of: datetime, address: str) -> Answer:
        """Return the answer to one request; it never raises for what was sent."""
        try:
            admit(self._credentials, params, address)
            content = self._content(params, as_of)
        except RefusedError as refused:
            answer = error(str(refused), refused.status)
        else:
            answer = Answer(200, as_json({"result": "success", **content}))
        if params.get("responsetype") != "json":
            # Without the parameter WHMCS does not promise JSON, so a client must not come to rely on it.
            return Answer(answer.status, b'<?xml version="1.0" encoding="utf-8"?><whmcsapi/>', "application/xml")
        return answer

    def _content(self, params: Params, as_of: datetime) -> Row:
        action = params.get("action", "").strip().lower()
        if not action:
            raise RefusedError("Empty action request", 400)
        read = _READS.get(action)
        if read is not None:
            return read(self._desk_at(as_of), params)
        if action in _FORBIDDEN:
            raise RefusedError(not_allowed(action), 403)
        raise RefusedError(f'An API action named "{action}" could not be found')

    def _desk_at(self, as_of: datetime) -> Desk:
        if self._desk is None or self._desk[0] != as_of:
            self._desk = (as_of, Desk(self._world, as_of))
        return self._desk[1]
