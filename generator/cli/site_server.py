"""A server of a built site on this machine, for `demoras serve`, the demo and the tests."""

from __future__ import annotations

import functools
import http.server
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from generator.errors import UsageError, refusal


@contextmanager
def site_server(folder: Path, port: int) -> Iterator[http.server.ThreadingHTTPServer]:
    """Give a server of a folder, bound to 127.0.0.1; 0 picks a free port.

    Raises:
        UsageError: the port is taken.

    """
    handler = functools.partial(_QuietHandler, directory=str(folder))
    with port_trouble_told(port):
        server = _SiteServer(("127.0.0.1", port), handler)
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
        raise UsageError(f"El puerto {port} no se puede usar ({refusal(error)}).", "Elija otro con --port.") from None


class _SiteServer(http.server.ThreadingHTTPServer):
    def process_request(self, request: Any, client_address: Any) -> None:
        """Answer beside the others, or, where the system begins no thread, before them."""
        try:
            super().process_request(request, client_address)
        except RuntimeError:
            self.process_request_thread(request, client_address)


class _QuietHandler(http.server.SimpleHTTPRequestHandler):
    """Serves files without a log: the names in it would tell which orders were looked at.

    No worker of the browser's may stay between reader and site: a stranger's preview, served on this address before,
    could have left one that answers a real link. No worker script is served, and whoever asks for one, as a browser
    does for the worker it has, is told to forget everything that the address had kept.
    """

    def do_GET(self) -> None:
        """Serve a file, but none as a worker's script."""
        if self._is_for_a_worker():
            self.send_error(http.HTTPStatus.FORBIDDEN)
        else:
            # By its date alone a stranger's page in the browser's cache would pass for this one.
            del self.headers["If-Modified-Since"]
            super().do_GET()

    def end_headers(self) -> None:
        self.send_header("Cache-Control", "no-cache")
        if self._is_for_a_worker() or self._is_first_page():
            self.send_header("Clear-Site-Data", '"cache", "storage"')
        super().end_headers()

    def list_directory(self, path: Any) -> None:  # noqa: ARG002 - http.server's own signature
        """List no folder: that of the orders' files is nobody's to see."""
        self.send_error(http.HTTPStatus.NOT_FOUND)

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """Answer what is not there as a host does: with the site's own page for that, if it has one."""
        page = Path(self.directory, "404.html")
        if code != http.HTTPStatus.NOT_FOUND or not page.is_file():
            super().send_error(code, message, explain)
            return
        body = page.read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - http.server's own signature
        """Write nothing."""

    def _is_for_a_worker(self) -> bool:
        # https://w3c.github.io/ServiceWorker/#http-headers: a page cannot set this header, nor leave it out.
        return self.headers.get("Service-Worker") == "script"

    def _is_first_page(self) -> bool:
        """Tell, once in this server's life, that a page is opened."""
        if self.headers.get("Sec-Fetch-Dest") != "document" or not getattr(self.server, "is_fresh", True):
            return False
        self.server.is_fresh = False  # type: ignore[attr-defined]
        return True
