"""An HTTP/1.1 server on loopback for posted forms, without a log."""

from __future__ import annotations

import contextlib
import json
import socket
import socketserver
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl

from generator.sandbox.whmcs_values import Params

API_PATH = "/includes/api.php"
_FORM = "application/x-www-form-urlencoded"
_LARGEST_FORM = 1_000_000


@dataclass(frozen=True, slots=True)
class SandboxResponse:
    """One answer of the sandbox over HTTP."""

    status: int
    body: bytes
    content_type: str = "application/json"
    headers: dict[str, str] = field(default_factory=dict)


def php_json(content: Any) -> bytes:
    """Return content as PHP's `json_encode` writes it: ASCII, with slashes escaped."""
    return json.dumps(content, separators=(",", ":")).replace("/", "\\/").encode()


def error_response(message: str, status: int = 200) -> SandboxResponse:
    """Return an error in WHMCS's usual form."""
    return SandboxResponse(status, php_json({"result": "error", "message": message}))


_NOWHERE = SandboxResponse(404, b"<!DOCTYPE html><html><body>404 Not Found</body></html>", "text/html")
_NOT_A_POST = SandboxResponse(
    405, php_json({"result": "error", "message": "Method Not Allowed"}), headers={"Allow": "POST"}
)


class ApiHandler(BaseHTTPRequestHandler):
    """One connection: reads a posted form and writes the response to it."""

    server: LoopbackHttp
    protocol_version = "HTTP/1.1"
    # Headers and body go out in two writes: with Nagle's delay each answer would wait for an acknowledgement.
    disable_nagle_algorithm = True

    def setup(self) -> None:
        """Open the connection, which the server can then end."""
        super().setup()
        self.server.keep(self.connection)

    def finish(self) -> None:
        """Close the connection."""
        self.server.forget(self.connection)
        super().finish()

    def do_POST(self) -> None:
        """Answer the form that was posted."""
        params = self._form()
        here = self._path() == API_PATH
        self.send(self.server.respond(params, str(self.client_address[0])) if here else _NOWHERE)

    def do_GET(self) -> None:
        """Refuse: the API reads posted forms only."""
        self.send(_NOT_A_POST if self._path() == API_PATH else _NOWHERE)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 — http.server's own signature
        """Say nothing: the address of a request is nobody's business."""

    def version_string(self) -> str:
        """Return the web server in front of WHMCS."""
        return "nginx"

    def date_time_string(self, timestamp: float | None = None) -> str:
        """Return the `Date` header: the moment whose truth is answered."""
        return self.server.date if timestamp is None else super().date_time_string(timestamp)

    def send(self, response: SandboxResponse) -> None:
        """Write a response."""
        self.begin(response)
        self.send_header("Content-Length", str(len(response.body)))
        self.end_headers()
        self.wfile.write(response.body)

    def begin(self, response: SandboxResponse) -> None:
        """Write the status and the headers that a response has whatever its length."""
        self.send_response(response.status)
        if self.server.in_turn:
            # The next one waits until this connection ends.
            self.send_header("Connection", "close")
        self.send_header("Content-Type", f"{response.content_type}; charset=utf-8")
        for name, value in response.headers.items():
            self.send_header(name, value)

    def _path(self) -> str:
        return self.path.partition("?")[0]

    def _form(self) -> Params:
        """Return the body's fields; what is not a form has none, and the query string counts for nothing."""
        length = self.headers.get("Content-Length", "")
        if not length.isdigit() or int(length) > _LARGEST_FORM:
            self.close_connection = True
            return {}
        body = self.rfile.read(int(length)).decode("utf-8", "replace")
        kind = self.headers.get("Content-Type", "").partition(";")[0].strip().lower()
        return dict(parse_qsl(body, keep_blank_values=True)) if kind == _FORM else {}


class LoopbackHttp(ThreadingHTTPServer):
    """The listening side; every thread is joined at the end, however long a body it was sending."""

    daemon_threads = False
    block_on_close = True

    def __init__(
        self, port: int, respond: Callable[[Params, str], SandboxResponse], handler: type[ApiHandler] = ApiHandler
    ) -> None:
        self.respond = respond
        self.date = ""
        self.in_turn = False
        self.stopping = threading.Event()
        self._open: set[socket.socket] = set()
        self._guard = threading.Lock()
        super().__init__(("127.0.0.1", port), handler)

    def server_bind(self) -> None:
        """Bind without asking a name server who 127.0.0.1 is, as the standard library would."""
        socketserver.TCPServer.server_bind(self)
        self.server_name, self.server_port = "127.0.0.1", int(self.server_address[1])

    def process_request(self, request: Any, client_address: Any) -> None:
        """Answer beside the others, or, where the system begins no thread, before them."""
        try:
            super().process_request(request, client_address)
            self.in_turn = False
        except RuntimeError:
            self.in_turn = True
            # The base would wait for it at the end, and nobody can wait for what never began.
            self._threads.pop()  # type: ignore[attr-defined]
            self.process_request_thread(request, client_address)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Stay quiet about clients that hang up; anything else is a fault of ours and is shown."""
        if not isinstance(sys.exception(), OSError):
            super().handle_error(request, client_address)

    def keep(self, connection: socket.socket) -> None:
        """Remember a connection, or end it at once when the server is about to."""
        with self._guard:
            self._open.add(connection)
        if self.stopping.is_set():
            _end(connection)

    def forget(self, connection: socket.socket) -> None:
        """Drop a connection that is done."""
        with self._guard:
            self._open.discard(connection)

    def hang_up(self) -> None:
        """Stop listening, end every connection and wait for their threads."""
        self.stopping.set()
        with self._guard:
            for connection in self._open:
                _end(connection)
        # After them, as one may be answered where connections are accepted; `keep` ends those that come since.
        self.shutdown()
        self.server_close()


def _end(connection: socket.socket) -> None:
    with contextlib.suppress(OSError):
        connection.shutdown(socket.SHUT_RDWR)
