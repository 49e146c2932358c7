"""The commands that serve something on this machine until interrupted: the built site, the sandbox billing."""

from __future__ import annotations

import argparse
import functools
import http.server
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from generator.cli.terminal import Terminal, parse_moment, read_now
from generator.errors import UsageError
from generator.load import load_catalog
from generator.sandbox import Credentials, SandboxServer, build_world
from generator.sandbox.world import PERIOD


def serve(args: argparse.Namespace, terminal: Terminal) -> int:
    """Serve a built site on 127.0.0.1."""
    if not (args.site / "index.html").is_file():
        raise UsageError(f"En {args.site} no hay un sitio construido.", "Constrúyalo con «demoras build».")
    with site_server(args.site, args.port) as server, suppress(KeyboardInterrupt):
        terminal.say(f"Sitio en http://127.0.0.1:{server.server_port}/ (Ctrl-C para terminar)")
        terminal.out.flush()
        server.serve_forever()
    return 0


def sandbox(args: argparse.Namespace, terminal: Terminal) -> int:
    """Serve a made-up billing system on 127.0.0.1, with the credentials of the environment or random ones."""
    catalog = load_catalog(args.root)
    zone = ZoneInfo(catalog.calendar.zone)
    end, as_of = _moments(args, zone)
    identifier, secret = (terminal.environ.get(f"DEMORAS_WHMCS_{name}", "") for name in ("IDENTIFIER", "SECRET"))
    own = bool(identifier and secret)
    credentials = (
        Credentials(identifier, secret, terminal.environ.get("DEMORAS_WHMCS_ACCESS_KEY") or None)
        if own
        else Credentials.random()
    )
    made_up = build_world(catalog, end=end, seed=args.seed)
    with _told(args.port):
        server = SandboxServer(made_up, as_of=as_of, credentials=credentials, port=args.port)
    with server, suppress(KeyboardInterrupt):
        terminal.say(f"export DEMORAS_WHMCS_URL={server.url}")
        if not own:
            # These open nothing but this made-up server; real ones are never printed.
            terminal.say(f"export DEMORAS_WHMCS_IDENTIFIER={credentials.identifier}")
            terminal.say(f"export DEMORAS_WHMCS_SECRET={credentials.secret}")
            if credentials.access_key:
                terminal.say(f"export DEMORAS_WHMCS_ACCESS_KEY={credentials.access_key}")
        terminal.out.flush()
        server.wait()
    return 0


@contextmanager
def site_server(folder: Path, port: int) -> Iterator[http.server.ThreadingHTTPServer]:
    """Give a server of a folder, bound to 127.0.0.1; 0 picks a free port.

    Raises:
        UsageError: the port is taken.

    """
    handler = functools.partial(_QuietHandler, directory=str(folder))
    with _told(port):
        server = http.server.ThreadingHTTPServer(("127.0.0.1", port), handler)
    try:
        yield server
    finally:
        server.server_close()


def _moments(args: argparse.Namespace, zone: ZoneInfo) -> tuple[datetime, datetime]:
    """Return when the made-up history ends and the moment it is shown as of."""
    end = read_now(args.now, zone)
    if args.as_of is None:
        return end, end
    as_of = parse_moment(args.as_of, zone, "--as-of")
    if args.now is None and not end - PERIOD < as_of <= end:
        # Far from today there would be nothing to show: the history then ends where it is looked at.
        return as_of, as_of
    return end, as_of


@contextmanager
def _told(port: int) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise UsageError(f"El puerto {port} no se puede usar ({error.strerror}).", "Elija otro con --port.") from None


class _QuietHandler(http.server.SimpleHTTPRequestHandler):
    """Serves files without a log: the names in it would tell which orders were looked at."""

    def end_headers(self) -> None:
        self.send_header("Cache-Control", "no-cache")
        super().end_headers()

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - http.server's own signature
        """Write nothing."""
