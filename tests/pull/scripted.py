"""A function from a call's form to what shall happen comes in, a real HTTP server on loopback that does it goes out."""

from __future__ import annotations

import json
import socket
import struct
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl
from zoneinfo import ZoneInfo

from generator.model.base import TicketId
from generator.model.observed import Observed
from generator.model.threads import Thread
from generator.pull.whmcs import PullLimits, WhmcsSettings, WhmcsSource
from generator.pull.whmcs.listing import ORDERS, Listing, Listings
from generator.pull.whmcs.php_lists import Row
from generator.pull.whmcs.source import NO_CONVENTIONS, Conventions
from generator.pull.whmcs.transport import Transport
from tests.cli.calls import in_thread
from tests.pull.samples import NOW

IDENTIFIER, SECRET, ACCESS_KEY = "ident-7f3a9c", "secreto-b81d02", "llave-55aa(1)"
ZONE = ZoneInfo("America/Argentina/Buenos_Aires")

Form = dict[str, str]
Write = Callable[[bytes], None]
Act = Callable[[Write, threading.Event], None]
"""Writes raw bytes to the client; the event says that the test is over."""


class ResetError(Exception):
    """Raised by an act: the connection is to be reset."""


@dataclass
class Server:
    """A running server: its address, the forms it was sent and the headers that came with them."""

    url: str
    forms: list[Form] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)


@contextmanager
def serving(script: Callable[[Form], Act]) -> Iterator[Server]:
    """Serve until the block ends; every connection then ends too."""
    over = threading.Event()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", "0")))
            form = dict(parse_qsl(body.decode(), keep_blank_values=True))
            server.forms.append(form)
            server.headers.append(dict(self.headers.items()))

            def write(data: bytes) -> None:
                self.wfile.write(data)
                self.wfile.flush()

            try:
                script(form)(write, over)
            except OSError:
                over.wait(0)  # the client went away, which is what some tests are about
            except ResetError:
                # With no time to linger, closing sends a reset in place of a proper end.
                self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
                self.connection.close()
                self.rfile.close()

        def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
            """Keep the test's output clean."""

    http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server = Server(f"http://127.0.0.1:{http.server_address[1]}/includes/api.php")
    with http, in_thread(http):
        try:
            yield server
        finally:
            over.set()


def raw(body: bytes, status: int = 200, **headers: str) -> Act:
    """Answer with these bytes."""
    lines = [f"HTTP/1.1 {status} X", f"Content-Length: {len(body)}", "Connection: close"]
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    return lambda write, over: write("\r\n".join([*lines, "", ""]).encode() + body)  # noqa: ARG005


def always(act: Act) -> Callable[[Form], Act]:
    """Return the script that does the same whatever is asked."""
    return lambda form: act  # noqa: ARG005


def answer(payload: Any, status: int = 200) -> Act:
    """Answer with this value as JSON."""
    return raw(json.dumps(payload).encode(), status)


def silence(write: Write, over: threading.Event) -> None:  # noqa: ARG001
    """Say nothing until the test is over."""
    over.wait()


def trickle(start: bytes, again: bytes) -> Act:
    """Send `start`, then `again` every 10 ms for ever: no single read ever waits long."""

    def act(write: Write, over: threading.Event) -> None:
        write(start)
        while not over.wait(0.01):
            write(again)

    return act


def reset_after(start: bytes) -> Act:
    """Send `start`, then reset the connection as a crashed server would."""

    def act(write: Write, over: threading.Event) -> None:
        write(start)
        over.wait(0.05)  # what was sent is to arrive first
        raise ResetError

    return act


def listing(container: str, singular: str, rows: Sequence[Mapping[str, Any]], form: Form) -> Act:
    """Answer one page as WHMCS does: 25 rows unless told, numbers as text here and there."""
    start, count = int(form.get("limitstart", "0")), int(form.get("limitnum", "25"))
    page = rows[start : start + count]
    counts = {"totalresults": str(len(rows)), "startnumber": start, "numreturned": len(page)}
    return answer({"result": "success", **counts, container: {singular: page} if page else ""})


def clock(local: str = "2026-11-23 09:00:00", date: str = "Mon, 23 Nov 2026 12:00:00 GMT") -> Act:
    """Answer GetAutomationLog with this local time and this HTTP date; by default three hours apart, as in ZONE."""
    body = json.dumps({"result": "success", "currentDatetime": local, "statistics": "...."}).encode()
    return raw(body, **({"Date": date} if date else {}))


def billing(
    orders: Sequence[Mapping[str, Any]] = (),
    invoices: Sequence[Mapping[str, Any]] = (),
    tickets: Sequence[Mapping[str, Any]] = (),
) -> Callable[[Form], Act]:
    """Serve a right clock and three whole listings, invoices newest first as asked; no ticket has messages."""

    def script(form: Form) -> Act:
        match form["action"]:
            case "GetAutomationLog":
                return clock()
            case "GetOrders":
                return listing("orders", "order", orders, form)
            case "GetInvoices":
                assert (form["orderby"], form["order"]) == ("id", "desc")
                newest_first = sorted(invoices, key=lambda row: -int(row["id"]))
                return listing("invoices", "invoice", newest_first, form)
            case "GetTickets":
                assert form["ignore_dept_assignments"] == "true"
                return listing("tickets", "ticket", tickets, form)
            case "GetTicket":
                return answer({"result": "error", "message": "Ticket ID Not Found"})
        return answer({"result": "error", "message": "Command Not Found"})

    return script


def settings(url: str, **limits: Any) -> WhmcsSettings:
    """Return settings for a scripted server, with short limits."""
    brief = {"connect_seconds": 5, "read_seconds": 5, "call_seconds": 10, "pull_seconds": 20} | limits
    return WhmcsSettings(url, IDENTIFIER, SECRET, ZONE, ACCESS_KEY, PullLimits(**brief))


def transport(
    url: str,
    *,
    naps: list[float] | None = None,
    sleep: Callable[[float], None] | None = None,
    notes: list[str] | None = None,
    monotonic: Callable[[], float] = time.monotonic,
    random: Callable[[], float] | None = lambda: 0.5,
    **limits: Any,
) -> Transport:
    """Return a transport to a scripted server; waits are put into `naps`, not slept, and lines into `notes`."""
    sleep, note = sleep or (naps if naps is not None else []).append, (notes if notes is not None else []).append
    return Transport(settings(url, **limits), sleep=sleep, monotonic=monotonic, note=note, random=random)


def listed(
    server: Server, what: Listing = ORDERS, *, page_size: int = 250, down_to: int | None = None, **how: Any
) -> dict[str, Row]:
    """Read one whole listing from a scripted server."""
    with transport(server.url, **how) as opened:
        listings = Listings(opened, page_size, lambda what, so_far, total: None)  # noqa: ARG005
        return listings.whole(what, down_to=down_to)


def pull(
    server: Server,
    naps: list[float] | None = None,
    monotonic: Callable[[], float] = time.monotonic,
    *,
    conventions: Conventions = NO_CONVENTIONS,
    threads: Mapping[TicketId, Thread] | None = None,
    notes: list[str] | None = None,
    **limits: Any,
) -> Observed:
    """Pull everything from a scripted server; waits between attempts are put into `naps`, not slept."""
    sleep, note = (naps if naps is not None else []).append, (notes if notes is not None else []).append
    source = WhmcsSource(settings(server.url, **limits), conventions, sleep=sleep, monotonic=monotonic)
    return source.observe(
        now=NOW,
        threads=threads or {},
        progress=lambda what, so_far, total: None,  # noqa: ARG005
        note=note,
    )
