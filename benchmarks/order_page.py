"""How long Chromium takes to draw an order's page, from the click on its link on."""

from __future__ import annotations

import os
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from playwright.sync_api import Browser, Page, sync_playwright

from generator.cli.site_server import site_server
from generator.compute.business_calendar import BusinessCalendar
from generator.compute.order_views import order_views
from generator.compute.public_facts import calendar_feed
from generator.model.catalog import Catalog
from generator.model.ledger import Ledger
from generator.publish.freshness import write_freshness
from generator.publish.heartbeat import heartbeat_file, heartbeat_for
from generator.publish.order_files import write_orders
from generator.publish.order_links import order_link
from generator.publish.secret import Secrets
from generator.render.brand import brand_files
from generator.render.bundle import order_page_bundle
from generator.render.order_page import order_page_html, order_page_wording, page_calendar
from generator.render.prose import Prose

SOURCE = Path("site_src/docs")
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
ORDERS = 9
SLOWDOWNS = (1, 4)
"""A desk, and what a cheap phone is to it."""
LIMIT_MS = 100
_TOOK = """() => {
    const files = performance.getEntriesByType("resource");
    const arrived = files.filter((one) => /\\.(bin|json)(\\?|$)/.test(one.name)).map((one) => one.responseEnd);
    const drawn = performance.getEntriesByName("dibujado")[0].startTime;
    return { drawn, opened: drawn - Math.max(...arrived), requests: files.length + 1 };
}"""
_PAINTED = """() => new Promise((done) => new PerformanceObserver((list) => {
    list.getEntriesByName("first-contentful-paint").forEach((one) => done(one.startTime));
}).observe({ type: "paint", buffered: true }))"""
_ANSWERED = """() => new Promise((done) => new PerformanceObserver((list) => {
    const of_order = list.getEntries().filter((one) => one.element?.closest("header.hero, article"));
    if (of_order.length) done(of_order[0].startTime);
}).observe({ type: "largest-contentful-paint", buffered: true }))"""
_DRAWN = (
    """() => new Promise((done) => new PerformanceObserver(() => done()).observe({ type: "mark", buffered: true }))"""
)
_EMPTY = "vacia.html"
"""A document of one word: what the browser itself takes before it can draw anything."""

_STOPPED_CLOCK = """
Date = class extends Date {
    constructor(...given) { super(...(given.length ? given : [NOW])); }
    static now() { return NOW; }
};"""


@dataclass(frozen=True, slots=True)
class Drawing:
    """What one opening took, in milliseconds from its beginning on."""

    painted: float
    """The first words on the screen."""
    empty: float
    """The same of a document of one word."""
    answered: float
    """The order's sentence, its date and what to do."""
    drawn: float
    """The whole order."""
    opened: float
    """Of that, from the arrival of the last of its files on."""
    requests: int


def page_lines(catalog: Catalog, ledger: Ledger, secrets: Secrets) -> Iterator[str]:
    """Yield the table of the order page: medians of some orders, each in a browser context of its own."""
    times = drawing_times(catalog, ledger, secrets)
    yield f"La página de un pedido (medianas de {ORDERS}, en ms; límite del primer dibujo: {LIMIT_MS}):"
    for slowdown, found in times.items():
        rows = ((one.painted, one.empty, one.answered, one.drawn, one.opened) for one in found)
        painted, empty, answered, drawn, opened = (median(values) for values in zip(*rows, strict=True))
        yield (
            f"  procesador ÷ {slowdown}   primer dibujo {painted:4.0f} (de una página vacía {empty:4.0f})   "
            f"su respuesta {answered:4.0f}   pedido entero {drawn:4.0f}   "
            f"de eso, con sus archivos ya recibidos {opened:4.0f}   pedidos al servidor {found[0].requests}"
        )
    if not times:
        yield "  no se midió: no hay Chromium"


def drawing_times(catalog: Catalog, ledger: Ledger, secrets: Secrets) -> dict[int, list[Drawing]]:
    """Return by slowdown what opening and drawing some orders took; nothing where there is no Chromium."""
    path = next(filter(None, map(shutil.which, (os.environ.get("DEMORAS_CHROMIUM", ""), *BROWSERS))), None)
    if path is None:
        return {}
    with _published(catalog, ledger, secrets) as links, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        # What a browser's very first page costs is the browser's own.
        _draw(browser, links[0], 1, ledger.synced_at)
        times = {rate: [_draw(browser, link, rate, ledger.synced_at) for link in links] for rate in SLOWDOWNS}
        browser.close()
    return times


def _draw(browser: Browser, link: str, slowdown: int, now: datetime) -> Drawing:
    # One after the other: the thread that slows a page down runs for as long as the page is open.
    page = _opened(browser, f"{link.partition('#')[0]}{_EMPTY}", slowdown, now)
    empty = page.evaluate(_PAINTED)
    page.context.close()
    page = _opened(browser, link, slowdown, now)
    page.evaluate(_DRAWN)
    seen = {"painted": page.evaluate(_PAINTED), "answered": page.evaluate(_ANSWERED)}
    took = Drawing(**seen, empty=empty, **page.evaluate(_TOOK))
    page.context.close()
    return took


def _opened(browser: Browser, address: str, slowdown: int, now: datetime) -> Page:
    page = browser.new_context().new_page()
    # Data more than a day old would be drawn as such; Playwright's own clock would fake what is measured as well.
    page.add_init_script(f"const NOW = {now.timestamp() * 1000:.0f};{_STOPPED_CLOCK}")
    page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": slowdown})
    # Whoever asks a page for anything before it is done takes its time.
    page.goto(address, wait_until="networkidle")
    return page


@contextmanager
def _published(catalog: Catalog, ledger: Ledger, secrets: Secrets) -> Iterator[list[str]]:
    views = tuple(order_views(ledger, ledger.synced_at))
    prose = Prose(catalog, {key: service.promise for key, service in catalog.services.items()})
    with TemporaryDirectory() as name:
        folder = Path(name) / "pedido"
        folder.mkdir()
        sources = {path.relative_to(SOURCE).as_posix(): path.read_text("utf-8") for path in SOURCE.rglob("*.*s")}
        sources |= brand_files(catalog)
        for path, text in order_page_bundle(sources).items():
            (folder.parent / path).write_text(text, encoding="utf-8")
        (folder / _EMPTY).write_text("<!doctype html><title>1</title>1", encoding="utf-8")
        (folder / "index.html").write_text(order_page_html(catalog), encoding="utf-8")
        counted = page_calendar(calendar_feed(BusinessCalendar(catalog.calendar)), ledger.synced_at.date())
        (folder / "catalogo.json").write_bytes(order_page_wording(catalog, prose, calendar=counted))
        (folder / "latido.json").write_bytes(heartbeat_file(heartbeat_for(ledger.synced_at, 30, b"")))
        written = write_orders(folder.parent, secrets=secrets, site=catalog.company.site, revocations={}, views=views)
        write_freshness(folder.parent, written.published, ledger.synced_at)
        with site_server(folder.parent, 0) as server:
            threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
            url = f"http://127.0.0.1:{server.server_port}/"
            longest = sorted(views, key=lambda view: -sum(len(item.trace) for item in view.items))[:ORDERS]
            yield [order_link(catalog, secrets, view.order_id, url, {}) for view in longest]
            server.shutdown()
