"""A browser, a folder served on loopback as a published site, and an order page opened in it."""

from __future__ import annotations

import json
import shutil
import threading
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from generator.compute.business_calendar import BusinessCalendar
from generator.compute.public_facts import calendar_feed
from generator.render.brand import MARK_FILE, brand_files
from generator.render.bundle import order_page_bundle
from generator.render.order_page import order_page_html, order_page_wording, page_calendar
from tests.browser import orders, sealing

PAGE_SOURCE = Path(__file__).parents[2] / "site_src" / "docs" / "pedido"
Opened = Callable[..., Page]


@dataclass
class Site:
    """A published site: `folder` is its `pedido/`, served under a path as most hosts do."""

    folder: Path
    port: int
    answers: threading.Event = field(default_factory=threading.Event)
    """While clear, requests for order files are accepted and never answered."""
    status: int = 0
    """When not zero, the answer to every request for an order file."""
    seen: list[str] = field(default_factory=list)
    """The request line and headers of every request."""
    synced_at: str = orders.SYNCED
    files: dict[bytes, bytes] = field(default_factory=dict)
    """The order files that were published, by token."""

    @property
    def root(self) -> str:
        return f"http://127.0.0.1:{self.port}/sitio/"

    @property
    def url(self) -> str:
        return f"{self.root}pedido/"

    def publish(self, view: dict[str, Any], token: bytes = bytes(range(20))) -> str:
        """Seal a view and return its link."""
        return self.publish_file(sealing.sealed(token, view), token)

    def publish_file(self, data: bytes, token: bytes = bytes(range(20))) -> str:
        """Put any bytes where a link looks for its file, let the last sync have done so, and return the link."""
        (self.folder / "d" / sealing.file_name(token)).write_bytes(data)
        self.files[token] = data
        self.freshness(self.synced_at)
        return f"{self.url}#{sealing.fragment(token)}"

    def heartbeat(self, synced_at: str, interval_minutes: int = 15) -> None:
        """Say when the last sync ended, of every order too."""
        self.freshness(synced_at)
        value = {"v": 1, "synced_at": synced_at, "interval_minutes": interval_minutes, "ledger_sha256": "0" * 64}
        self.heartbeat_file(json.dumps(value).encode())

    def freshness(self, synced_at: str) -> None:
        """Say of every order published up to now that it was last read at a moment."""
        self.synced_at = synced_at
        shards: defaultdict[str, dict[bytes, bytes]] = defaultdict(dict)
        for token, data in self.files.items():
            shards[sealing.shard_name(token)][token] = data
        for name, files in shards.items():
            (self.folder / "f" / name).write_bytes(sealing.shard(synced_at, files))

    def heartbeat_file(self, data: bytes | None) -> None:
        """Put any bytes in the heartbeat's place, or none."""
        if data is None:
            (self.folder / "latido.json").unlink(missing_ok=True)
        else:
            (self.folder / "latido.json").write_bytes(data)


class _Handler(SimpleHTTPRequestHandler):
    site: Site

    def do_GET(self) -> None:
        self.site.seen.append(f"{self.requestline}\n{self.headers}")
        # Two views published within one second would pass for the same file.
        del self.headers["If-Modified-Since"]
        if "/d/" in self.path and not self.site.answers.is_set():
            self.site.answers.wait()
            return
        if "/d/" in self.path and self.site.status:
            self.send_error(self.site.status)
            return
        super().do_GET()

    def end_headers(self) -> None:
        """Let the browser keep nothing: a file of now looks old to a clock that `dev.py test --on` has moved."""
        self.send_header("Cache-Control", "no-cache")
        super().end_headers()

    def log_message(self, *_: object) -> None:
        """Say nothing: pytest's own output is the report."""


def page_sources() -> dict[str, str]:
    """Return the text of every script and style of the order page, and of its palette, by its path in the site."""
    paths = [path for path in PAGE_SOURCE.parent.rglob("*.*s") if "vendor" not in path.parts]
    written = {path.relative_to(PAGE_SOURCE.parent).as_posix(): path.read_text(encoding="utf-8") for path in paths}
    return written | brand_files(orders.small_catalog())


@pytest.fixture
def read_at() -> datetime:
    """Give the moment as of which the views of this folder are written."""
    return datetime.fromisoformat(orders.NOW)


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    """Serve a site that holds the order page and no order yet."""
    folder = tmp_path / "sitio" / "pedido"
    shutil.copytree(PAGE_SOURCE.parent / "assets", folder.parent / "assets")
    (folder / "d").mkdir(parents=True)
    (folder / "f").mkdir()
    catalog = orders.small_catalog()
    (folder / "index.html").write_text(order_page_html(catalog), encoding="utf-8")
    for path, text in (order_page_bundle(page_sources()) | {MARK_FILE: brand_files(catalog)[MARK_FILE]}).items():
        (folder.parent / path).write_text(text, encoding="utf-8")
    counted = page_calendar(calendar_feed(BusinessCalendar(catalog.calendar)), date(2026, 11, 23))
    (folder / "catalogo.json").write_bytes(order_page_wording(catalog, orders.say, calendar=counted))
    handler = type("Handler", (_Handler,), {})
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(handler, directory=str(tmp_path))) as server:
        made = handler.site = Site(folder, server.server_address[1])
        made.answers.set()
        made.heartbeat(orders.SYNCED)
        threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        yield made
        made.answers.set()
        server.shutdown()


@pytest.fixture
def opened(page: Page, site: Site) -> Opened:
    """Return what publishes a view and opens its link, at a moment of the reader's own clock."""

    def open_order(view: dict[str, Any], now: str = orders.NOW) -> Page:
        if now != orders.NOW:
            # The schedule went on: data older than a day would be claimed no longer.
            site.heartbeat((datetime.fromisoformat(now) - timedelta(minutes=12)).isoformat())
        page.clock.set_fixed_time(now)
        return go(page, site.publish(view))

    return open_order


def go(page: Page, address: str) -> Page:
    """Open an address anew, and wait until what it shows is drawn."""
    # Between two addresses that differ by nothing, or only after the #, browsers load nothing.
    page.goto("about:blank")
    page.goto(address)
    return drawn(page)


def drawn(page: Page) -> Page:
    """Wait until all of an order, or the reason why there is none, is in its page; what is folded aside."""
    expect(page.locator("main[aria-busy=false] h1")).to_be_visible()
    return page


def unfolded(page: Page) -> Page:
    """Unfold all of an order that is folded, once it is drawn, and wait until that is drawn too."""
    drawn(page).locator("details").evaluate_all("all => all.forEach(one => { one.open = true; })")
    expect(page.locator("details:not(:has(p, table))")).to_have_count(0)
    return page


def card(page: Page) -> Locator:
    """Return the cards of an order's items."""
    return page.get_by_role("article")
