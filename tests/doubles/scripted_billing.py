"""A billing server on loopback that does to each call what a script says, down to the bytes of the connection."""

from __future__ import annotations

import json
import socket
import struct
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl

from tests.cli.calls import in_thread

Form = dict[str, str]
Write = Callable[[bytes], None]
Act = Callable[[Write, threading.Event], None]
"""Writes raw bytes to the client; the event says that the test is over."""


class ResetError(Exception):
    """Raised by an act: the connection is to be reset."""


@dataclass
class ScriptedBilling:
    """A running server: its address, the forms it was sent and the headers that came with them."""

    url: str
    forms: list[Form] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)


@contextmanager
def serving(script: Callable[[Form], Act]) -> Iterator[ScriptedBilling]:
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
    server = ScriptedBilling(f"http://127.0.0.1:{http.server_address[1]}/includes/api.php")
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
    """Answer GetAutomationLog with this local time and this HTTP date; by default as far apart as Buenos Aires is."""
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
