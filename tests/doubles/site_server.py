"""A published site on loopback that serves what a test tells it to, however broken."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.message import Message
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

SiteAnswer = Callable[[BaseHTTPRequestHandler], None]


@dataclass
class SiteServer:
    """Each path has a list of answers: one per request, the last of them for ever; without any, 404."""

    url: str
    answers: dict[str, list[SiteAnswer]] = field(default_factory=dict)
    requests: list[str] = field(default_factory=list)
    posted: list[tuple[Message, bytes]] = field(default_factory=list)
    """The headers and body of each POST among them."""

    def serves(self, path: str, *answers: SiteAnswer) -> None:
        self.answers[path] = list(answers)

    def answer(self, path: str) -> SiteAnswer:
        left = self.answers.get(path, [])
        return (left.pop(0) if len(left) > 1 else left[0]) if left else status(404)


def body(data: bytes) -> SiteAnswer:
    """Answer 200 with these bytes."""
    return status(200, data)


def status(code: int, data: bytes = b"", **headers: str) -> SiteAnswer:
    """Answer a status with these bytes and headers."""

    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(code)
        for name, value in headers.items():
            handler.send_header(name, value)
        handler.send_header("Content-Length", str(len(data)))
        handler.end_headers()
        handler.wfile.write(data)

    return answer


def cut_short(data: bytes) -> SiteAnswer:
    """Promise more bytes than are sent, then hang up."""

    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Length", str(len(data) + 100))
        handler.end_headers()
        handler.wfile.write(data)

    return answer


@contextmanager
def serving() -> Iterator[tuple[SiteServer, threading.Event]]:
    """Run a server on a free port; hanging answers wait for the event, which is set at the end."""
    over = threading.Event()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            server.requests.append(self.path)
            server.answer(self.path.partition("?")[0])(self)

        def do_POST(self) -> None:
            server.posted.append((self.headers, self.rfile.read(int(self.headers["Content-Length"]))))
            self.do_GET()

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002
            """Stay quiet."""

    class Quiet(ThreadingHTTPServer):
        daemon_threads = True

        def handle_error(self, request: object, client_address: object) -> None:
            """Stay quiet: a client that hangs up on a hostile answer is what is being tested."""

    http = Quiet(("127.0.0.1", 0), Handler)
    server = SiteServer(f"http://127.0.0.1:{http.server_address[1]}/demoras/")
    thread = threading.Thread(target=http.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield server, over
    finally:
        over.set()
        http.shutdown()
        thread.join()
        http.server_close()
