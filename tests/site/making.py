"""The site of a whole made-up company, built in a folder, and all that went into it."""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from generator import pipeline
from generator.demo import sync_all
from generator.load import load_catalog
from generator.model.base import OrderId
from generator.model.catalog import Catalog
from generator.model.ledger import Ledger
from generator.model.progress import Progress
from generator.model.states import State
from generator.publish.ledger_file import open_ledger
from generator.publish.mkdocs_build import begun_site
from generator.publish.order_links import order_link
from generator.publish.secret import Secrets, parse_secret
from generator.sandbox import MadeUpHistory, make_up_history
from tests.sample_company import SAMPLE

NOW = datetime(2026, 11, 23, 13, 15, tzinfo=UTC)
"""A Monday that is a holiday, 14:15 in the company's zone."""
SECRET = "9c1185a5c5e9fc54612808977ee8f548b2258d31bb2e3f0c6e1f9a35d07c4b6e"
SECRETS = Secrets(parse_secret(SECRET, "DEMORAS_SECRET"))
LEDGER, SITE = "ledger.bin", "site"


@dataclass(frozen=True, slots=True)
class Made:
    """A built site beside its whole truth."""

    root: Path
    site: Path
    catalog: Catalog
    history: MadeUpHistory
    secrets: Secrets
    ledger: Ledger
    ledger_file: Path

    def link(self, order: OrderId, site_url: str) -> str:
        """Return the private link of an order."""
        return order_link(self.catalog, self.secrets, order, site_url, self.ledger.raised_revisions)

    def order_in(self, state: State) -> OrderId:
        """Return the newest order all of whose items are in one state."""
        found = [key for key, order in self.ledger.orders.items() if {item.state for item in order.items} == {state}]
        return found[-1]


def make(folder: Path, root: Path = SAMPLE, now: datetime = NOW) -> None:
    """Sync from a sandbox at twelve moments of ninety days, the last of them `now`, and build."""
    catalog = load_catalog(root)
    sync_all(catalog, SECRETS, make_up_history(catalog, end=now), folder / LEDGER, now, lambda _: None)
    build(opened(folder, root, now), folder / SITE, now=now)


def opened(folder: Path, root: Path = SAMPLE, now: datetime = NOW) -> Made:
    """Return what was made in a folder."""
    catalog, file = load_catalog(root), folder / LEDGER
    ledger = open_ledger(SECRETS, catalog.company.site, file.read_bytes())
    return Made(root, folder / SITE, catalog, make_up_history(catalog, end=now), SECRETS, ledger, file)


def build(made: Made, out: Path, progress: Progress = lambda *_: None, now: datetime = NOW) -> None:
    """Build the site of what was made once more, elsewhere."""
    with begun_site(made.root, out, os.environ) as engine:
        pipeline.build(
            made.root,
            made.catalog,
            lambda: (made.ledger, made.ledger_file.read_bytes()),
            out,
            engine=engine,
            secrets=made.secrets,
            now=now,
            progress=progress,
        )
