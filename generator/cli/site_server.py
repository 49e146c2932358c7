"""A server of a built site on this machine, for `demoras serve`, the demo and the tests."""

from __future__ import annotations

import functools
import http.server
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from generator.errors import UsageError


@contextmanager
def site_server(folder: Path, port: int) -> Iterator[http.server.ThreadingHTTPServer]:
    """Give a server of a folder, bound to 127.0.0.1; 0 picks a free port.

    Raises:
        UsageError: the port is taken.

    """
    handler = functools.partial(_QuietHandler, directory=str(folder))
    with port_trouble_told(port):
        server = http.server.ThreadingHTTPServer(("127.0.0.1", port), handler)
    try:
        yield server
    finally:
        server.server_close()


@contextmanager
def port_trouble_told(port: int) -> Iterator[None]:
    """Turn the system's refusal of a port, inside the block, into a `UsageError` that says what to do."""
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
