"""A world, a moment and credentials come in; a server goes out that a client cannot tell from WHMCS."""

from __future__ import annotations

import threading
from datetime import UTC, datetime
from email.utils import format_datetime
from types import TracebackType
from typing import ClassVar, Self

from generator.sandbox.access import Credentials
from generator.sandbox.answers import Answer
from generator.sandbox.api import Api
from generator.sandbox.loopback import PATH, ApiHandler, LoopbackHttp
from generator.sandbox.wire import Params
from generator.sandbox.world import World


class SandboxServer:
    """A context manager: the server runs in threads of its own from entry to exit; `as_of` may be set meanwhile.

    A subclass may change what is answered (`respond`) and how it is sent (`handler`).
    """

    handler: ClassVar[type[ApiHandler]] = ApiHandler

    def __init__(self, world: World, *, as_of: datetime, credentials: Credentials, port: int = 0) -> None:
        self._api = Api(world, credentials)
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

    def wait(self) -> None:
        """Block until the server stops or the person at the keyboard interrupts."""
        self._thread.join()

    def respond(self, params: Params, address: str) -> Answer:
        """Return the answer to the form that somebody at this address sent."""
        with self._lock:
            return self._api.answer(params, self._as_of, address)
