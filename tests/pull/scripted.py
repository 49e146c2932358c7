"""A function from a call's form to what shall happen comes in, a real HTTP server on loopback that does it goes out."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl
from zoneinfo import ZoneInfo

from generator.model.observed import Observed
from generator.pull.whmcs import Limits, WhmcsSettings, WhmcsSource
from tests.pull.samples import NOW

IDENTIFIER, SECRET, ACCESS_KEY = "ident-7f3a9c", "secreto-b81d02", "llave-55aa(1)"
ZONE = ZoneInfo("America/Argentina/Buenos_Aires")

Form = dict[str, str]
Write = Callable[[bytes], None]
Act = Callable[[Write, threading.Event], None]
"""Writes raw bytes to the client; the event says that the test is over."""


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

        def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
            """Keep the test's output clean."""

    http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server = Server(f"http://127.0.0.1:{http.server_address[1]}/includes/api.php")
    runner = threading.Thread(target=http.serve_forever, kwargs={"poll_interval": 0.01})
    runner.start()
    try:
        yield server
    finally:
        over.set()
        http.shutdown()
        runner.join()
        http.server_close()


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


def listing(container: str, singular: str, rows: Sequence[Mapping[str, Any]], form: Form) -> Act:
    """Answer one page as WHMCS does: 25 rows unless told, numbers as text here and there."""
    start, count = int(form.get("limitstart", "0")), int(form.get("limitnum", "25"))
    page = rows[start : start + count]
    counts = {"totalresults": str(len(rows)), "startnumber": start, "numreturned": len(page)}
    return answer({"result": "success", **counts, container: {singular: page} if page else ""})


def billing(
    orders: Sequence[Mapping[str, Any]] = (),
    invoices: Sequence[Mapping[str, Any]] = (),
    tickets: Sequence[Mapping[str, Any]] = (),
) -> Callable[[Form], Act]:
    """Serve three whole listings, invoices newest first as asked."""

    def script(form: Form) -> Act:
        if form["action"] == "GetOrders":
            return listing("orders", "order", orders, form)
        if form["action"] == "GetInvoices":
            assert (form["orderby"], form["order"]) == ("id", "desc")
            newest_first = sorted(invoices, key=lambda row: -int(row["id"]))
            return listing("invoices", "invoice", newest_first, form)
        assert form["ignore_dept_assignments"] == "true"
        return listing("tickets", "ticket", tickets, form)

    return script


def settings(url: str, **limits: Any) -> WhmcsSettings:
    """Return settings for a scripted server, with short limits."""
    brief = {"connect_seconds": 5, "read_seconds": 5, "call_seconds": 10, "pull_seconds": 20} | limits
    return WhmcsSettings(url, IDENTIFIER, SECRET, ZONE, ACCESS_KEY, Limits(**brief))


def pull(
    server: Server, naps: list[float] | None = None, clock: Callable[[], float] = time.monotonic, **limits: Any
) -> Observed:
    """Pull everything from a scripted server; waits between attempts are noted in `naps`, not slept."""
    sleep = (naps if naps is not None else []).append
    source = WhmcsSource(settings(server.url, **limits), sleep=sleep, monotonic=clock)
    return source.observe(now=NOW, progress=lambda what, so_far, total: None)  # noqa: ARG005
