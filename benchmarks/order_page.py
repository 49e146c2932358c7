"""How long Chromium takes from an order's file to its drawn page."""

from __future__ import annotations

import os
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Browser, sync_playwright

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
from generator.render.order_page import lateness_calendar, order_page_html, order_page_wording
from generator.render.prose import Prose

SOURCE = Path("site_src/docs")
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
ORDERS = 9
SLOWDOWNS = (1, 4)
"""A desk, and what a cheap phone is to it."""
LIMIT_MS = 100
_TOOK = """() => {
    const arrived = performance.getEntriesByType("resource").filter((one) => /\\.(bin|json)(\\?|$)/.test(one.name));
    return performance.getEntriesByName("dibujado")[0].startTime - Math.max(...arrived.map((one) => one.responseEnd));
}"""

_STOPPED_CLOCK = """
Date = class extends Date {
    constructor(...given) { super(...(given.length ? given : [NOW])); }
    static now() { return NOW; }
};"""


def drawing_times(catalog: Catalog, ledger: Ledger, secrets: Secrets) -> dict[int, float]:
    """Return by slowdown the share of the limit that opening and drawing takes, in the fastest of some orders.

    It counts from the arrival of the last of the four files to the moment the page's own mark says all is drawn.
    """
    path = next(filter(None, map(shutil.which, (os.environ.get("DEMORAS_CHROMIUM", ""), *BROWSERS))), None)
    if path is None:
        return {}
    with _published(catalog, ledger, secrets) as links, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        times = {rate: min(_draw(browser, link, rate, ledger.synced_at) for link in links) for rate in SLOWDOWNS}
        browser.close()
    return {rate: milliseconds / LIMIT_MS for rate, milliseconds in times.items()}


def _draw(browser: Browser, link: str, slowdown: int, now: datetime) -> float:
    page = browser.new_context().new_page()
    # Data more than a day old would be drawn as such; Playwright's own clock would fake what is measured as well.
    page.add_init_script(f"const NOW = {now.timestamp() * 1000:.0f};{_STOPPED_CLOCK}")
    page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": slowdown})
    page.goto(link)
    page.get_by_role("article").first.wait_for()
    took = float(page.evaluate(_TOOK))
    page.context.close()
    return took


@contextmanager
def _published(catalog: Catalog, ledger: Ledger, secrets: Secrets) -> Iterator[list[str]]:
    views = tuple(order_views(ledger, ledger.synced_at))
    prose = Prose(catalog, {key: service.promise for key, service in catalog.services.items()})
    with TemporaryDirectory() as name:
        folder = Path(name) / "pedido"
        shutil.copytree(SOURCE / "pedido", folder)
        shutil.copytree(SOURCE / "assets", folder.parent / "assets")
        (folder / "index.html").write_text(order_page_html(catalog), encoding="utf-8")
        counted = lateness_calendar(calendar_feed(BusinessCalendar(catalog.calendar)), ledger.synced_at.date())
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
