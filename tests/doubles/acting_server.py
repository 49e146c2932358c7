"""A real HTTP server on loopback that answers as it is told, however sick, and counts what it could send."""

from __future__ import annotations

import json
import socket
import struct
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Write = Callable[[bytes], None]
Act = Callable[[Write, threading.Event], None]
"""Writes raw bytes to the client; the event says that the test is over."""
HEADERS = b"HTTP/1.1 200 OK\r\n"


class ResetError(Exception):
    """Raised by an act: the connection is to be reset."""


@dataclass
class Seen:
    """A running server: its address, the headers and body of each request, and how many bytes it got rid of."""

    url: str
    headers: list[dict[str, str]] = field(default_factory=list)
    bodies: list[bytes] = field(default_factory=list)
    sent: int = 0


class ActServer(ThreadingHTTPServer):
    """Answers each request by the act that `choose` gives for its body, and keeps what it saw in `seen`."""

    daemon_threads = True

    def __init__(self, seen: Seen, choose: Callable[[bytes], Act], handler: type[ActHandler]) -> None:
        super().__init__(("127.0.0.1", 0), handler)
        self.seen, self.choose, self.over = seen, choose, threading.Event()

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing of a client that hangs up, on a certificate it does not trust for one."""

    @contextmanager
    def running(self) -> Iterator[Seen]:
        """Serve until the block ends."""
        thread = threading.Thread(target=self.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield self.seen
        finally:
            self.over.set()
            self.shutdown()
            thread.join()
            self.server_close()


class ActHandler(BaseHTTPRequestHandler):
    """Reads a request, and hands the wire to the act."""

    server: ActServer
    connection: socket.socket

    def do_GET(self) -> None:
        """Answer, whatever the method."""
        body = self.rfile.read(int(self.headers.get("Content-Length") or "0"))
        self.server.seen.headers.append(dict(self.headers.items()))
        self.server.seen.bodies.append(body)
        self.close_connection = True
        try:
            self.server.choose(body)(self._write, self.server.over)
        except OSError:
            return  # the client went away, which is what some tests are about
        except ResetError:
            # With no time to linger, closing sends a reset in place of a proper end.
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            self.connection.close()
            self.rfile.close()

    do_POST = do_PUT = do_GET  # noqa: N815 - http.server's own way of naming

    def _write(self, data: bytes) -> None:
        self.wfile.write(data)
        self.wfile.flush()
        self.server.seen.sent += len(data)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Keep the test's output clean."""


@contextmanager
def acting(choose: Callable[[bytes], Act]) -> Iterator[Seen]:
    """Serve on loopback until the block ends, each request by the act that is chosen for its body."""
    http = ActServer(Seen(""), choose, ActHandler)
    http.seen.url = f"http://127.0.0.1:{http.server_address[1]}/"
    with http.running() as seen:
        yield seen


def answering(*acts: Act) -> AbstractContextManager[Seen]:
    """Serve on loopback, one act per request, the last of them for ever."""
    left = list(acts)
    return acting(lambda _: left.pop(0) if len(left) > 1 else left[0])


def raw(body: bytes, status: int = 200, *lines: str, length: int | None = None, **headers: str) -> Act:
    """Answer these bytes with these headers or whole header lines; `length` promises another number of bytes."""
    head = [f"HTTP/1.1 {status} X", f"Content-Length: {len(body) if length is None else length}", *lines]
    head += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    return lambda write, over: write("\r\n".join([*head, "Connection: close", "", ""]).encode() + body)  # noqa: ARG005


def as_json(value: Any, status: int = 200) -> Act:
    """Answer a value as JSON."""
    return raw(json.dumps(value).encode(), status, "Content-Type: application/json")


def silence(write: Write, over: threading.Event) -> None:  # noqa: ARG001
    """Say nothing until the test is over."""
    over.wait()


def drop(write: Write, over: threading.Event) -> None:
    """Close the connection without a word."""


def reset_after(start: bytes) -> Act:
    """Send `start`, then reset the connection as a crashed server would."""

    def act(write: Write, over: threading.Event) -> None:
        write(start)
        over.wait(0.05)  # what was sent is to arrive first
        raise ResetError

    return act


def drip(start: bytes, again: bytes) -> Act:
    """Send `start`, then `again` every 10 ms until the test is over: no single read ever waits long."""

    def act(write: Write, over: threading.Event) -> None:
        write(start)
        while not over.wait(0.01):
            write(again)

    return act


def flood(head: bytes, block: bytes, blocks: int) -> Act:
    """Send a head, then a block many times, as fast as the client takes it."""

    def act(write: Write, over: threading.Event) -> None:
        write(head)
        for _ in range(blocks):
            if over.is_set():
                return
            write(block)

    return act
