"""Figures that were never measured: a Ledger of a year for any company, and the README's pictures of them.

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

from playwright.sync_api import sync_playwright

from generator.cli.site_server import site_server
from generator.compute.public_facts import public_facts
from generator.compute.records.counted_rows import counted_items
from generator.load import load_catalog
from generator.model.catalog import Catalog
from generator.model.ledger import Ledger
from generator.model.outcomes import AnsweredTicket, FinishedItem
from generator.publish.mkdocs_build import lay_out

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


def _pictures() -> None:
    catalog = load_catalog(ROOT)
    facts = public_facts(catalog, measured_ledger(catalog), NOW)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as play:
        lay_out(ROOT, Path(folder), facts.model_dump_json(), NOW, dict(os.environ))
        chromium = play.chromium.launch(executable_path=os.environ.get("DEMORAS_CHROMIUM"))
        with site_server(Path(folder), 0) as server:
            threading.Thread(target=server.serve_forever, daemon=True).start()
            for path, place, width, name in (
                ("cumplimiento/", "h2", 1100, "cumplimiento"),
                ("", ".tiras", 820, "inicio"),
            ):
                page = chromium.new_page(viewport={"width": width, "height": 820})
                page.clock.set_fixed_time(NOW)
                page.goto(f"http://127.0.0.1:{server.server_port}/{path}")
                page.locator(place).first.evaluate("one => one.scrollIntoView()")
                page.evaluate("scrollBy(0, -20)")
                page.wait_for_timeout(500)
                page.screenshot(path=ROOT / "docs" / "img" / f"{name}.png")
            server.shutdown()
        chromium.close()


if __name__ == "__main__":
    _pictures()
