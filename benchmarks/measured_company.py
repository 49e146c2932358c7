"""A billing system that goes on, and the Ledger of the runs that read it, each a process of its own."""

from __future__ import annotations

import os
from datetime import timedelta
from pathlib import Path
from typing import Self

from benchmarks.page_differences import Differences, differences
from benchmarks.whole_runs import Cost, CountingServer, run_whole
from generator.compute.order_views import OrdersViews
from generator.compute.records.kept_promises import records_of
from generator.model.base import OrderId
from generator.model.catalog import Catalog
from generator.model.ledger import Ledger
from generator.model.views import OrderView
from generator.publish.ledger_file import open_ledger
from generator.publish.secret import read_secrets
from generator.sandbox import (
    Credentials,
    Installation,
    MadeUpHistory,
    a_day_later,
    until,
)
from generator.sandbox.days_work import DaysWork

EVERY = timedelta(minutes=30)


class Company:
    """A billing system that goes on, and the Ledger of the runs that read it."""

    def __init__(
        self,
        history: MadeUpHistory,
        folder: Path,
        installation: Installation,
        root: Path = Path(),
        key: bytes | None = None,
    ) -> None:
        self._root, self._site = root.resolve(), folder / "site"
        keys = Credentials.random()
        folder.mkdir(exist_ok=True)
        self._ledger = folder / "ledger.bin"
        self._billing = CountingServer(history, as_of=history.end, credentials=keys, installation=installation)
        self._environ = {
            "DEMORAS_SECRET": (key or os.urandom(32)).hex(),
            "DEMORAS_WHMCS_URL": self._billing.url,
            "DEMORAS_WHMCS_IDENTIFIER": keys.identifier,
            "DEMORAS_WHMCS_SECRET": keys.secret,
            "DEMORAS_WHMCS_ACCESS_KEY": keys.access_key or "",
        }

    def __enter__(self) -> Self:
        self._billing.__enter__()
        return self

    def __exit__(self, *fault: object) -> None:
        self._billing.__exit__(None, None, None)

    def run(self, *options: str, after: timedelta = timedelta()) -> Cost:
        """Run `sync` some time later; a first run begins a Ledger."""
        self._billing.as_of += after
        before: tuple[str, ...] = ("--new-ledger", "--discard-live")
        if self._ledger.exists():
            before = ("--previous", str(self._ledger), "--accept-old-ledger")
        return self._does("sync", *before, "--out", str(self._ledger), *options)

    def pages(self, catalog: Catalog) -> dict[OrderId, OrderView]:
        """Return the pages of the last run."""
        ledger = self._opened(catalog)
        views = OrdersViews(ledger, self._billing.as_of, records_of(catalog, ledger))
        return {view.order_id: view for view in views}

    def has_read_all(self, catalog: Catalog) -> bool:
        """Whether the walks through everything came to their end once."""
        reading = self._opened(catalog).reading
        reads = (reading.orders, reading.tickets) if reading else ()
        return all(read.history.completed for read in reads if read)

    def compared(self, catalog: Catalog, whole: Company, *options: str) -> Differences:
        """Let another company's Ledger read all of the same billing now; return how the pages differ."""
        whole._billing.history, whole._billing.as_of = self._billing.history, self._billing.as_of
        cost = whole.run(*options)
        if cost.code:
            raise RuntimeError(cost.said)
        return differences(self.pages(catalog), whole.pages(catalog))

    def _opened(self, catalog: Catalog) -> Ledger:
        return open_ledger(read_secrets(self._environ), catalog.company.site, self._ledger.read_bytes())

    def build(self) -> Cost:
        """Build the site of the last run."""
        return self._does("build", "--ledger", str(self._ledger), "--out", str(self._site))

    def work(self, *days: DaysWork, lasting: timedelta = timedelta(days=1)) -> None:
        """Let days of work go by, or shorter times."""
        worked = self._billing.history
        for work in days:
            worked = a_day_later(worked, max(worked.end, self._billing.as_of), work, lasting=lasting)
        self._billing.history, self._billing.as_of = worked, worked.end

    def restore(self) -> None:
        """Bring billing back to what it was a day ago, half an hour from now."""
        self._billing.as_of += EVERY
        self._billing.history = until(self._billing.history, self._billing.as_of - timedelta(days=1))

    def _does(self, *words: str) -> Cost:
        return run_whole(self._billing, self._root, self._environ, *words, "--now", self._billing.as_of.isoformat())
