"""Figures that were never measured: a Ledger of a year for any company; and the README's pictures, of a demo.

`python -m tests.site.measured` writes the pictures to `docs/img/`.
"""

from __future__ import annotations

import os
import random
import tempfile
import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from playwright.sync_api import Browser, sync_playwright

from generator.cli.site_server import site_server
from generator.compute.records.counted_rows import counted_items
from generator.compute.records.kept_promises import records_of
from generator.compute.records.others_like_it import others_of
from generator.demo import SITE, BuiltDemo, build_demo
from generator.model.base import OrderId
from generator.model.catalog import Catalog
from generator.model.ledger import Ledger
from generator.model.outcomes import AnsweredTicket, FinishedItem
from generator.model.states import State

ROOT = Path(__file__).resolve().parents[2]
NOW = datetime(2026, 11, 20, 15, tzinfo=UTC)
DAYS = 200
ORDERS = (300, 90, 40, 8)
"""Of each service in turn: many, few enough for some days to have none, and too few for figures."""


def measured_ledger(catalog: Catalog, now: datetime = NOW) -> Ledger:
    """Return a Ledger in which every service took its time: most within their promise, each third less so."""
    dice = random.Random(7)  # noqa: S311 - figures, not secrets
    today = now.astimezone(ZoneInfo(catalog.calendar.zone)).date()
    rows = []
    for index, (key, service) in enumerate(catalog.services.items()):
        last = service.promise.last
        for _ in range(ORDERS[index % len(ORDERS)]):
            in_time = dice.random() < 0.97 - 0.07 * (index % 3)
            took = min(last, max(0, round(dice.gauss(last * 0.6, last * 0.25))))
            took = took if in_time else last + dice.randrange(1, 1 + last)
            day = today - timedelta(dice.randrange(DAYS))
            row = FinishedItem(service=key, month=f"{day:%Y-%m}", day=day, on_time=took <= last, censored=False)
            figures = {"unit": service.promise.unit.key, "promised": last, "least": took, "most": took}
            rows.append(row.model_copy(update=figures))
    answers = []
    for key, entry in catalog.attention.items():
        for _ in range(120 if entry.departments else 0):
            day, took = today - timedelta(dice.randrange(DAYS)), dice.choice((1, 1, 1, 2, 2, 3, 4))
            aimed = entry.target.last if entry.target else None
            row_ = AnsweredTicket(category=key, month=f"{day:%Y-%m}", day=day, unit="open_hour", took=took)
            answers.append(row_.model_copy(update={"promised": aimed, "on_time": aimed and took <= aimed}))
    return Ledger(
        site=catalog.company.site,
        synced_at=now,
        calendars={},
        orders={},
        tickets={},
        finished=counted_items(rows, today),
        answers=tuple(answers),
    )


PICTURES = (
    ("catalogo", "demoras/", "h1", 1100),
    ("cumplimiento", "cumplimiento/", "h1", 1100),
    ("inicio", "", "#demoras-habituales", 1100),
)
"""The name of each picture, its page, what stands at its top and how wide it is."""


def _pictures() -> None:
    """Draw them from a demo, so that whoever runs one finds what the README shows."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as play:
        built = build_demo(ROOT, Path(folder), NOW, lambda _: None)
        chromium = play.chromium.launch(executable_path=os.environ.get("DEMORAS_CHROMIUM"))
        with site_server(Path(folder) / SITE, 0) as server:
            threading.Thread(target=server.serve_forever, daemon=True).start()
            root = f"http://127.0.0.1:{server.server_port}/"
            for name, path, place, width in PICTURES:
                _picture(chromium, root + path, place, width, name)
            _picture(chromium, built.link(_shown_order(built), root), "h1", 820, "pedido")
            server.shutdown()
        chromium.close()


def _shown_order(built: BuiltDemo) -> OrderId:
    """Return the newest order with one item in preparation, of a service that tells how long others took."""
    records = records_of(built.catalog, built.ledger)
    found = [
        key
        for key, order in built.ledger.orders.items()
        if [item.state for item in order.items] == [State.IN_PROGRESS]
        and (given := order.items[0].promise) is not None
        and order.items[0].service is not None
        and others_of(records, order.items[0].service, given.in_force)[0] is not None
    ]
    return found[-1]


def _picture(chromium: Browser, address: str, place: str, width: int, name: str) -> None:
    page = chromium.new_page(viewport={"width": width, "height": 820})
    # The data are some minutes old when somebody looks.
    page.clock.set_fixed_time(NOW + timedelta(minutes=12))
    page.goto(address)
    page.locator(place).first.evaluate("one => one.scrollIntoView()")
    page.evaluate("scrollBy(0, -20)")
    page.wait_for_load_state("networkidle")
    page.screenshot(path=ROOT / "docs" / "img" / f"{name}.png")
    page.close()


if __name__ == "__main__":
    _pictures()
