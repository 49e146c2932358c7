"""A BookStack 24.10 on loopback, empty at first, with what tests need to know and to upset."""

from __future__ import annotations

import socketserver
import threading
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any, Self

from tests.doubles.bookstack_pages import Wiki, WikiAnswer, wiki_error


class BookStackServer:
    """A context manager: the server runs in threads of its own from entry to exit.

    `before`, told the method, is called ahead of each request; `throttle` makes the next ones of a method answer 429.
    """

    def __init__(self, token: str) -> None:
        self.wiki = Wiki(token)
        self.requests: list[str] = []
        """Each request's method and path."""
        self.before: Callable[[str], None] = lambda _: None
        self._busy: list[tuple[str, str]] = []
        self._fixed: dict[tuple[str, str], WikiAnswer] = {}
        self._http = _Http(self)
        self._thread = threading.Thread(target=self._http.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, fault: BaseException | None, at: TracebackType | None) -> None:
        self._http.shutdown()
        self._http.server_close()

    @property
    def url(self) -> str:
        """Return the manual's address, ending in `/`."""
        return f"http://127.0.0.1:{self._http.server_address[1]}/"

    def throttle(self, method: str, *waits: str) -> None:
        """Answer 429 to the next requests of a method, each with its `Retry-After`."""
        self._busy += [(method, wait) for wait in waits]

    def answer_page(self, number: int, method: str, answer: WikiAnswer) -> None:
        """Give the same answer to every request of a method about one page from now on."""
        self._fixed[method, f"/api/pages/{number}"] = answer

    def answer(self, method: str, path: str, authorization: str | None, body: bytes) -> WikiAnswer:
        """Return the answer to one request, with the headers that every answer of the API has."""
        self.before(method)
        self.requests.append(f"{method} {path}")
        busy = next((one for one in self._busy if one[0] == method), None)
        if busy is None:
            answer = self._fixed.get((method, path)) or self.wiki.answer(method, path, authorization, body)
            left = {"X-RateLimit-Limit": "180", "X-RateLimit-Remaining": "142"}
        else:
            self._busy.remove(busy)
            answer = wiki_error(429, "Too Many Attempts.")
            left = {"X-RateLimit-Limit": "180", "X-RateLimit-Remaining": "0", "Retry-After": busy[1]}
        return WikiAnswer(answer.status, answer.body, answer.content_type, left)


class _Http(ThreadingHTTPServer):
    daemon_threads = False
    block_on_close = True

    def __init__(self, manual: BookStackServer) -> None:
        self.manual = manual
        super().__init__(("127.0.0.1", 0), _Handler)

    def server_bind(self) -> None:
        """Bind without asking a name server who 127.0.0.1 is, as the standard library would."""
        socketserver.TCPServer.server_bind(self)
        self.server_name, self.server_port = "127.0.0.1", int(self.server_address[1])


class _Handler(BaseHTTPRequestHandler):
    server: _Http
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        self._do()

    def do_PUT(self) -> None:
        self._do()

    def do_PATCH(self) -> None:
        self._do()

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 — http.server's own signature
        """Say nothing."""

    def _do(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or "0"))
        answer = self.server.manual.answer(self.command, self.path, self.headers.get("Authorization"), body)
        self.send_response(answer.status)
        for name, value in answer.headers.items():
            self.send_header(name, value)
        self.send_header("Content-Type", answer.content_type)
        self.send_header("Content-Length", str(len(answer.body)))
        self.send_header("Connection", "close")
        self.end_headers()
        self.wfile.write(answer.body)
