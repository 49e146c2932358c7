"""The sandbox's WHMCS, which tests can watch, mark with canaries and break in any way a real one has been seen to."""

from __future__ import annotations

import json
import threading
from collections import Counter
from datetime import datetime
from typing import Any

from generator.sandbox import Credentials, MadeUpHistory, SandboxServer
from generator.sandbox.api_access import not_allowed
from generator.sandbox.installation import USUAL_INSTALLATION, Installation
from generator.sandbox.loopback_server import SandboxResponse, error_response, php_json
from generator.sandbox.whmcs_values import Params, php_int
from tests.doubles.billing_faults import Fault
from tests.doubles.broken_answers import FaultyHandler, break_answer
from tests.doubles.canaries import SEED, Canaries, canaries, planted
from tests.doubles.spoiled_content import SECRET_FIELDS, misread, spoil


class FaultyBilling(SandboxServer):
    """A sandbox whose `fault` and `role` may be set between requests.

    A fault breaks every answer, or those to `fault_action` only, and ends by itself after `fault_times` answers if
    that is given. A redirect leads to `redirect_to`, or here. `role`, where given, holds the only actions, in lower
    case, that the key may use.
    """

    handler = FaultyHandler

    def __init__(
        self,
        history: MadeUpHistory,
        *,
        as_of: datetime,
        credentials: Credentials,
        port: int = 0,
        installation: Installation = USUAL_INSTALLATION,
    ) -> None:
        self.fault: Fault | None = None
        self.fault_action: str | None = None
        self.fault_times: int | None = None
        self.redirect_to: str | None = None
        self.role: frozenset[str] | None = None
        self.requests: list[tuple[str, dict[str, str]]] = []
        """Each request's action and parameters, as they came, without credentials."""
        self._canaries: Canaries | None = None
        self._history = history
        self._oldest = {"orders": history.orders[0].id, "tickets": history.tickets[0].id}
        self._pages: Counter[str] = Counter()
        self._guard = threading.Lock()
        super().__init__(history, as_of=as_of, credentials=credentials, port=port, installation=installation)

    def plant_canaries(self, seed: int = SEED) -> Canaries:
        """Fill every field that no client has a use for with a text of its own from now on; return those texts."""
        self._canaries = canaries(seed)
        return self._canaries

    def respond(self, params: Params, address: str) -> SandboxResponse:
        """Return the sandbox's answer, or what is made of it here."""
        with self._guard:
            sent = params.get("action", "")
            self.requests.append((sent, {k: v for k, v in params.items() if k not in SECRET_FIELDS | {"action"}}))
            fault, action = self._due_fault(sent), sent.strip().lower()
            pages = self._pages_before(action, params)
            answer = super().respond(self._misread(fault, action, params, pages), address)
            content = json.loads(answer.body) if answer.content_type == "application/json" else {}
            if content.get("result") == "success":
                answer = self._changed(fault, action, content, pages)
            return break_answer(fault, answer, action=action, redirect_to=self.redirect_to or self.url)

    def _misread(self, fault: Fault | None, action: str, params: Params, pages: int) -> Params:
        """Return the parameters as they are read under a fault."""
        read = misread(fault, params, pages)
        if fault is not Fault.FILTER_IGNORED or action != "getticket":
            return read
        asked = {params.get("ticketnum", ""), str(php_int(params, "ticketid"))}
        tickets = self._history.at(self.as_of).tickets
        return {**read, "ticketid": str(next(t.id for t in tickets if not asked & {str(t.id), t.number}))}

    def _changed(self, fault: Fault | None, action: str, content: dict[str, Any], pages: int) -> SandboxResponse:
        """Return what is answered in place of good content."""
        if self.role is not None and action not in self.role:
            return error_response(not_allowed(action), 403)
        refusal = "Client ID Not Found"
        if self._canaries is not None:
            content, refusal = planted(self._canaries, action, content), self._canaries["error", "message"]
        return SandboxResponse(200, php_json(spoil(fault, content, self._oldest, pages, refusal)))

    def _pages_before(self, action: str, params: Params) -> int:
        """Return how many pages of this listing were given since its first one, which starts the count anew."""
        if php_int(params, "limitstart") <= 0:
            self._pages[action] = 0
        self._pages[action] += 1
        return self._pages[action] - 1

    def _due_fault(self, action: str) -> Fault | None:
        if self.fault is None or self.fault_action not in {None, action} or self.fault_times == 0:
            return None
        if self.fault_times is not None:
            self.fault_times -= 1
        return self.fault
