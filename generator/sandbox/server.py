"""A world, a moment and credentials come in; a server goes out that a client cannot tell from WHMCS."""

from __future__ import annotations

import threading
from datetime import UTC, datetime
from email.utils import format_datetime
from types import TracebackType
from typing import Self

from generator.sandbox.access import SECRET_FIELDS, Credentials
from generator.sandbox.answers import Answer
from generator.sandbox.api import Api
from generator.sandbox.canaries import SEED, Canaries, canaries
from generator.sandbox.faults import Fault
from generator.sandbox.loopback import PATH, LoopbackHttp
from generator.sandbox.wire import Params
from generator.sandbox.world import World


class SandboxServer:
    """A context manager: the server runs in threads of its own from entry to exit.

    `as_of`, `fault` and `role` may be set between requests. A fault breaks every answer, or those to `fault_action`
    only, and ends by itself after `fault_times` answers if that is given. A redirect leads to `redirect_to`, or here.
    """

    def __init__(self, world: World, *, as_of: datetime, credentials: Credentials, port: int = 0) -> None:
        self.fault: Fault | None = None
        self.fault_action: str | None = None
        self.fault_times: int | None = None
        self.redirect_to: str | None = None
        self.requests: list[tuple[str, dict[str, str]]] = []
        """Each request's action and parameters, as they came, without credentials."""
        self._api = Api(world, credentials)
        self._lock = threading.Lock()
        self._http = LoopbackHttp(port, self._answer)
        self._thread = threading.Thread(target=self._http.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        self.as_of = as_of

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._http.hang_up()

    @property
    def url(self) -> str:
        """Return the address of the API, with the port that was taken."""
        return f"http://127.0.0.1:{self._http.server_address[1]}{PATH}"

    @property
    def as_of(self) -> datetime:
        """Return the moment (UTC) whose truth is answered; the server's clock shows it too."""
        return self._as_of

    @as_of.setter
    def as_of(self, moment: datetime) -> None:
        if moment.tzinfo is None:
            raise ValueError("as_of needs a time zone")
        self._as_of = moment.astimezone(UTC)
        # WHMCS's own clock and its web server's are one, so the Date header follows.
        self._http.date = format_datetime(self._as_of, usegmt=True)

    @property
    def role(self) -> frozenset[str]:
        """Return the actions, in lower case, that the key may use."""
        return self._api.role

    @role.setter
    def role(self, actions: frozenset[str]) -> None:
        self._api.role = actions

    def plant_canaries(self, seed: int = SEED) -> Canaries:
        """Fill every field that no client has a use for with a text of its own from now on; return those texts."""
        self._api.canaries = canaries(seed)
        return self._api.canaries

    def wait(self) -> None:
        """Block until the server stops or the person at the keyboard interrupts."""
        self._thread.join()

    def _answer(self, params: Params, address: str) -> Answer:
        with self._lock:
            action = params.get("action", "")
            self.requests.append((action, {k: v for k, v in params.items() if k not in SECRET_FIELDS | {"action"}}))
            redirect_to = self.redirect_to or self.url
            return self._api.answer(params, self._as_of, address, self._due_fault(action), redirect_to)

    def _due_fault(self, action: str) -> Fault | None:
        if self.fault is None or self.fault_action not in {None, action} or self.fault_times == 0:
            return None
        if self.fault_times is not None:
            self.fault_times -= 1
        return self.fault
