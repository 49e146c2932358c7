"""A request's fields come in; the action they name is answered as of a moment, or refused, as WHMCS would."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import datetime

from generator.sandbox.access import Credentials, RefusedError, admit
from generator.sandbox.answers import Answer, as_json, error
from generator.sandbox.broken import break_answer, not_allowed
from generator.sandbox.canaries import Canaries, planted
from generator.sandbox.desk import Desk
from generator.sandbox.faults import Fault
from generator.sandbox.spoiled import shift, spoil
from generator.sandbox.wire import Params, Row, whole
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
READ_ROLE = frozenset(_READS)
"""The role a careful company gives the key: the reads, and nothing that writes."""
_FORBIDDEN = frozenset(
    """
    addorder acceptorder cancelorder deleteorder fraudorder pendingorder openticket addticketreply updateticket
    mergeticket deleteticket updateinvoice createinvoice addinvoicepayment updateclientproduct sendemail getclients
    getclientsdetails getclientsdomains gettransactions getactivitylog getemails getadminusers
    """.split()  # noqa: SIM905 — as a list it would fill a page
)
"""Actions that exist and that no such role allows."""


class Api:
    """The API of one world; the answers of one moment are worked out once."""

    def __init__(self, world: World, credentials: Credentials) -> None:
        self.role = READ_ROLE
        self.canaries: Canaries | None = None
        self._world = world
        self._credentials = credentials
        self._desk: tuple[datetime, Desk] | None = None
        self._oldest = {"orders": world.orders[0].id, "tickets": world.tickets[0].id}
        self._pages: Counter[str] = Counter()

    def answer(self, params: Params, as_of: datetime, address: str, fault: Fault | None, redirect_to: str) -> Answer:
        """Return the answer to one request, broken where a fault is set; it never raises for what was sent."""
        action = params.get("action", "").strip().lower()
        pages = self._pages_before(action, params)
        try:
            admit(self._credentials, params, address)
            content = self._content(action, params, as_of, fault, pages)
        except RefusedError as refused:
            good = error(str(refused), refused.status)
        else:
            refusal = self.canaries["error", "message"] if self.canaries else "Client ID Not Found"
            spoilt = spoil(fault, {"result": "success", **content}, self._oldest, pages, refusal)
            good = Answer(200, as_json(spoilt))
        if params.get("responsetype") != "json":
            # Without the parameter WHMCS does not promise JSON, so a client must not come to rely on it.
            good = Answer(good.status, b'<?xml version="1.0" encoding="utf-8"?><whmcsapi/>', "application/xml")
        return break_answer(fault, good, action=action, redirect_to=redirect_to)

    def _content(self, action: str, params: Params, as_of: datetime, fault: Fault | None, pages: int) -> Row:
        if not action:
            raise RefusedError("Empty action request", 400)
        read = _READS.get(action)
        if read is None and action not in _FORBIDDEN:
            raise RefusedError(f'An API action named "{action}" could not be found')
        if read is None or action not in self.role:
            raise RefusedError(not_allowed(action), 403)
        desk = self._desk_at(as_of)
        if fault is Fault.FILTER_IGNORED and action == "getticket":
            return self._marked(action, desk.another_ticket(params))
        return self._marked(action, read(desk, shift(fault, params, pages)))

    def _marked(self, action: str, content: Row) -> Row:
        return content if self.canaries is None else planted(self.canaries, action, content)

    def _pages_before(self, action: str, params: Params) -> int:
        """Return how many pages of this listing were given since its first one, which starts the count anew."""
        if whole(params, "limitstart") <= 0:
            self._pages[action] = 0
        self._pages[action] += 1
        return self._pages[action] - 1

    def _desk_at(self, as_of: datetime) -> Desk:
        if self._desk is None or self._desk[0] != as_of:
            self._desk = (as_of, Desk(self._world, as_of))
        return self._desk[1]
