"""`demoras serve` in a real browser: no worker that somebody else left on its address answers a link for long."""

from __future__ import annotations

import functools
import http.server
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Error, expect
from pytest_playwright.pytest_playwright import CreateContextCallback

from generator.cli.site_server import site_server
from tests.cli.calls import in_thread
from tests.waiting import comes_to

WORKER = """
self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));
self.addEventListener("fetch", (event) => event.respondWith(
  new Response("<title>ajeno</title>", {headers: {"Content-Type": "text/html"}})));
"""


@pytest.fixture
def context(new_context: CreateContextCallback) -> BrowserContext:
    return new_context()


def folder(place: Path, title: str) -> Path:
    """Return a site of one page and one worker."""
    place.mkdir()
    (place / "index.html").write_text(f"<title>{title}</title>", encoding="utf-8")
    (place / "sw.js").write_text(WORKER, encoding="utf-8")
    return place


def test_a_worker_that_a_preview_left_on_the_address_is_cleared(context: BrowserContext, tmp_path: Path) -> None:
    """It may answer once; its browser then asks for its script, and is told to forget it."""
    handler = functools.partial(
        http.server.SimpleHTTPRequestHandler, directory=str(folder(tmp_path / "ajeno", "vista previa"))
    )
    page = context.new_page()
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as stranger, in_thread(stranger):
        port = stranger.server_port
        page.goto(f"http://127.0.0.1:{port}/")
        page.evaluate("navigator.serviceWorker.register('/sw.js').then(() => navigator.serviceWorker.ready)")
        page.goto(f"http://127.0.0.1:{port}/")
        expect(page).to_have_title("ajeno")

    with site_server(folder(tmp_path / "sitio", "sitio"), port) as server, in_thread(server):
        page.goto(f"http://127.0.0.1:{port}/")
        comes_to(lambda: page.evaluate("navigator.serviceWorker.getRegistrations().then((all) => all.length)"), 0)
        page.goto(f"http://127.0.0.1:{port}/")
        expect(page).to_have_title("sitio")


def test_no_worker_is_registered_from_a_site_that_is_served(context: BrowserContext, tmp_path: Path) -> None:
    page = context.new_page()
    with site_server(folder(tmp_path / "sitio", "sitio"), 0) as server, in_thread(server):
        page.goto(f"http://127.0.0.1:{server.server_port}/")
        with pytest.raises(Error, match="Failed to register a ServiceWorker"):
            page.evaluate("navigator.serviceWorker.register('/sw.js')")
