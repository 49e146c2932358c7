"""What shall be answered in, a real server on loopback that answers so, however sick, out."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from tests.cli.calls import in_thread

Act = Callable[[Callable[[bytes], None], threading.Event], None]
PAGE: dict[str, Any] = {
    "id": 1,
    "name": "Demoras",
    "html": "<p>x</p>",
    "raw_html": "<p>x</p>",
    "markdown": "",
    "editor": "wysiwyg",
    "draft": False,
    "revision_count": 1,
    "updated_at": "2026-11-23T09:00:00.000000Z",
}


@dataclass
class Hostile:
    """A running server: its address and the headers of each request."""

    url: str
    headers: list[dict[str, str]] = field(default_factory=list)


def raw(status: int, body: bytes, *lines: str, length: int | None = None) -> Act:
    """Answer these bytes with these header lines."""
    head = [f"HTTP/1.1 {status} X", f"Content-Length: {len(body) if length is None else length}", *lines]
    return lambda write, over: write("\r\n".join([*head, "Connection: close", "", ""]).encode() + body)  # noqa: ARG005


def as_json(value: Any, status: int = 200) -> Act:
    """Answer a value as JSON."""
    return raw(status, json.dumps(value).encode(), "Content-Type: application/json")


def trickle(write: Callable[[bytes], None], over: threading.Event) -> None:
    """Send a blank every 10 ms until the test is over: no single read ever waits long."""
    write(b"HTTP/1.1 200 X\r\nContent-Type: application/json\r\nContent-Length: 999999\r\n\r\n")
    while not over.wait(0.01):
        write(b" ")


@contextmanager
def answering(*acts: Act) -> Iterator[Hostile]:
    """Serve one act per request, the last of them for ever."""
    over, left = threading.Event(), list(acts)

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.rfile.read(int(self.headers.get("Content-Length") or "0"))
            server.headers.append(dict(self.headers.items()))
            act = left.pop(0) if len(left) > 1 else left[0]
            try:
                act(self.wfile.write, over)
            except OSError:
                self.close_connection = True  # the client went away, which is what some tests are about
            self.close_connection = True

        do_PUT = do_GET  # noqa: N815 - http.server's own way of naming

        def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
            """Keep the test's output clean."""

    http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server = Hostile(f"http://127.0.0.1:{http.server_address[1]}/")
    with http, in_thread(http):
        try:
            yield server
        finally:
            over.set()
