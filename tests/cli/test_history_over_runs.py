"""A company's history over many runs: each page is what a whole reading at the same moment would make of it.

Two chains of runs read one billing system over HTTP at the same moments: one by listings that show their order, so that
it may read what changed; one by shuffled listings, in which nothing but a whole reading tells what is new.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from benchmarks.whole_runs import CountingServer
from generator import pipeline
from generator.compute.ledger_guard import LastRun
from generator.compute.records.kept_promises import records_of
from generator.load import load_catalog
from generator.model.base import OrderId
from generator.model.billing import BillingLimits
from generator.model.ledger import Ledger
from generator.model.moments import When, earliest, latest
from generator.model.views import ItemView, OrderView
from generator.publish.ledger_file import open_ledger
from generator.publish.secret import Secret, Secrets
from generator.sandbox import (
    Credentials,
    Installation,
    ListingOrder,
    MadeUpHistory,
    a_day_later,
    company_years,
    make_up_history,
    until,
)
from tests.sample_company import SAMPLE

END = datetime(2026, 11, 20, 18, 0, tzinfo=UTC)
EVERY, DAY = timedelta(minutes=30), timedelta(days=1)
LIMITS = BillingLimits(page_size=25)
"""Small pages, so that a few hundred orders are many of them."""
MOST_CATCHING_UP = 60
CATALOG = load_catalog(SAMPLE)
COMPANY = dataclasses.replace(CATALOG, billing=CATALOG.billing.model_copy(update={"limits": LIMITS}))
SECRETS = Secrets(Secret(bytes(range(7, 39))))


class Chain:
    """Runs that follow one another, each from the Ledger of the one before."""

    def __init__(self, history: MadeUpHistory, place: Path, listing: ListingOrder) -> None:
        keys = Credentials.random()
        self.billing = CountingServer(history, as_of=END, credentials=keys, installation=Installation(listing))
        self._place = place
        self.ledger: Ledger | None = None
        self._source = pipeline.billing_source(
            "whmcs",
            COMPANY,
            {
                "DEMORAS_WHMCS_URL": self.billing.url,
                "DEMORAS_WHMCS_IDENTIFIER": keys.identifier,
                "DEMORAS_WHMCS_SECRET": keys.secret,
                "DEMORAS_WHMCS_ACCESS_KEY": keys.access_key or "",
            },
        )

    def run(self, history: MadeUpHistory, now: datetime) -> dict[OrderId, OrderView]:
        """Read billing as it is at a moment; return every page."""
        self.billing.count_anew()
        self.billing.history, self.billing.as_of = history, now
        pipeline.sync(
            COMPANY,
            self._source,
            self.ledger,
            self._place,
            secrets=SECRETS,
            now=now,
            accept_drop=True,
            last=LastRun(any_will_do=True),
            progress=lambda *_: None,
            note=lambda _: None,
        )
        self.ledger = open_ledger(SECRETS, COMPANY.company.site, self._place.read_bytes())
        views = pipeline.pages_of(COMPANY, SECRETS, self.ledger, now, records_of(COMPANY, self.ledger))
        return {view.order_id: view for view in views}

    @property
    def has_read_all(self) -> bool:
        """Whether the walks through everything came to their end once."""
        assert self.ledger is not None
        reading = self.ledger.reading
        walks = [read.history for read in (reading.orders, reading.tickets) if read] if reading else []
        return all(walk.completed for walk in walks)


class Company:
    """One billing system and both chains that read it."""

    def __init__(self, history: MadeUpHistory, followed: Chain, whole: Chain) -> None:
        self.history, self.now = history, END
        self.followed, self.whole = followed, whole

    def runs(self, count: int = 1) -> None:
        """Run both some times, half an hour apart, and compare every page."""
        for _ in range(count):
            pages = self.followed.run(self.history, self.now)
            compare(pages, self.whole.run(self.history, self.now), every_ticket=self.followed.has_read_all)
            self.now += EVERY

    def catch_up(self) -> None:
        """Run the one that reads in part until it has read everything once."""
        for _ in range(MOST_CATCHING_UP):
            self.followed.run(self.history, self.now)
            self.now += EVERY
            if self.followed.has_read_all:
                return
        pytest.fail("the walks through everything did not end")

    def days(self, count: int) -> None:
        """Let days of work go by."""
        for _ in range(count):
            self.history = a_day_later(self.history, max(self.history.end, self.now))
        self.now = self.history.end

    def restore(self, days: int) -> None:
        """Bring billing back to what it was some days ago, while the clock goes on."""
        self.history = until(self.history, self.now - days * DAY)


@pytest.fixture
def company(tmp_path: Path, listing: ListingOrder) -> Iterator[Company]:
    size, settled = company_years(200, 1)
    history = until(make_up_history(COMPANY, end=END, size=size, settled=settled), END)
    followed = Chain(history, tmp_path / "followed", listing)
    whole = Chain(history, tmp_path / "whole", ListingOrder.SHUFFLED)
    with ExitStack() as servers:
        for chain in (followed, whole):
            servers.enter_context(chain.billing)
        yield Company(history, followed, whole)


def compare(pages: dict[OrderId, OrderView], whole: dict[OrderId, OrderView], *, every_ticket: bool) -> None:
    """Refuse any difference but a moment known less exactly.

    Until everything was read once, tickets may lack that only the walks through everything find: old ones, and those
    that name no item, while nobody can tell whether their client has another order.
    """
    assert pages.keys() == whole.keys()
    for order, page in pages.items():
        other = whole[order]
        assert told(page) == told(other)
        tickets = {ticket.number: ticket for ticket in other.tickets}
        assert all(tickets[ticket.number] == ticket for ticket in page.tickets)
        assert len(page.tickets) == len(tickets) or not every_ticket
        for one, two in zip(page.items, other.items, strict=True):
            assert covers(one.since, two.since), (order, one, two)
            assert (one.start is None) == (two.start is None)
            assert one.start is None or two.start is None or covers(one.start, two.start), (order, one, two)


def told(view: OrderView) -> object:
    """Return what a page tells but for when its states began, the dates that follow from it, and its tickets."""
    return view.order, [item_told(item) for item in view.items], view.closed


def item_told(item: ItemView) -> object:
    return item.service, item.name, item.state, item.waiting_on, item.reason, item.promise, item.missing


def covers(wide: When, narrow: When) -> bool:
    """Whether what the first says of a moment holds where the second is right."""
    return earliest(wide) <= earliest(narrow) and latest(narrow) <= latest(wide)


@pytest.mark.parametrize("listing", [order for order in ListingOrder if order is not ListingOrder.SHUFFLED])
def test_pages_are_those_of_a_whole_reading_whatever_happens_and_however_billing_lists(company: Company) -> None:
    """A first run, quiet ones, a day of work, a week without a run and a restored backup."""
    company.runs(2)
    company.catch_up()
    company.runs()
    company.days(1)
    company.runs(2)
    company.days(7)
    company.runs(2)
    company.restore(days=1)
    company.runs(2)
    company.days(1)
    company.runs()
