"""A server on loopback that a client cannot tell from WHMCS, over a made-up history as of any moment of it."""

from __future__ import annotations

import threading
from datetime import UTC, datetime
from email.utils import format_datetime
from types import TracebackType
from typing import ClassVar, Self

from generator.sandbox.api_access import Credentials, RefusedError, admit
from generator.sandbox.installation import USUAL_INSTALLATION, Installation
from generator.sandbox.loopback_server import (
    API_PATH,
    ApiHandler,
    LoopbackHttp,
    SandboxResponse,
    error_response,
    php_json,
)
from generator.sandbox.made_up_history import MadeUpHistory
from generator.sandbox.whmcs_actions import WhmcsActions
from generator.sandbox.whmcs_values import Params

_AS_XML = b'<?xml version="1.0" encoding="utf-8"?><whmcsapi/>'


class SandboxServer:
    """A context manager: the server runs in threads of its own from entry to exit.

    `as_of` and `history` may be set meanwhile: time goes on, work is done, a backup is restored.

    A subclass may change what is answered (`respond`) and how it is sent (`handler`).
    """

    handler: ClassVar[type[ApiHandler]] = ApiHandler

    def __init__(
        self,
        history: MadeUpHistory,
        *,
        as_of: datetime,
        credentials: Credentials,
        port: int = 0,
        installation: Installation = USUAL_INSTALLATION,
    ) -> None:
        self._history = history
        self._installation = installation
        self._credentials = credentials
        self._actions: tuple[datetime, WhmcsActions] | None = None
        self._lock = threading.Lock()
        self._http = LoopbackHttp(port, self.respond, self.handler)
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
        return f"http://127.0.0.1:{self._http.server_address[1]}{API_PATH}"

    @property
    def history(self) -> MadeUpHistory:
        """Return what billing ever held; another one may take its place."""
        return self._history

    @history.setter
    def history(self, history: MadeUpHistory) -> None:
        with self._lock:
            self._history, self._actions = history, None

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

    def wait(self) -> None:
        """Block until the server stops or the person at the keyboard interrupts."""
        self._thread.join()

    def respond(self, params: Params, address: str) -> SandboxResponse:
        """Return the answer to the form that somebody at this address sent; it never raises for what was sent."""
        took = 0.0
        with self._lock:
            try:
                admit(self._credentials, params, address)
                content = self._actions_now().answer(params)
            except RefusedError as refused:
                response = error_response(str(refused), refused.status)
            else:
                response = SandboxResponse(200, php_json({"result": "success", **content}))
                action = params.get("action", "").strip().lower()
                took = self._installation.delays.of(action, int(content.get("numreturned", 0)))
        self._http.stopping.wait(took)
        if params.get("responsetype") != "json":
            # Without the parameter WHMCS does not promise JSON, so a client must not come to rely on it.
            return SandboxResponse(response.status, _AS_XML, "application/xml")
        return response

    def _actions_now(self) -> WhmcsActions:
        """Return the answers as of now, worked out once for one moment."""
        if self._actions is None or self._actions[0] != self._as_of:
            self._actions = (self._as_of, WhmcsActions(self._history, self._as_of, self._installation))
        return self._actions[1]
