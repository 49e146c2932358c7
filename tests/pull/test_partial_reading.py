"""Long listings that are read in part: over many runs the pages are those of whole readings, however billing lists."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.compute.fold import fold
from generator.compute.order_views import order_views
from generator.compute.remembered_rows import known_of
from generator.model.base import OrderId
from generator.model.ledger import Ledger
from generator.model.moments import When, earliest, latest
from generator.model.observed import Observed
from generator.model.states import TicketState
from generator.model.views import OrderView
from generator.pull.whmcs.billing_errors import BillingError
from generator.pull.whmcs.source import Conventions, WhmcsSource
from tests.compute.shop import catalog
from tests.doubles.acting_server import Act
from tests.doubles.scripted_billing import Form, ScriptedBilling, answer, clock, listing, serving
from tests.pull import short_pulls
from tests.pull.samples import invoice_row, line_row, opening_row, order_row, ticket_answer, ticket_row

START = datetime(2026, 11, 23, 12, tzinfo=ZoneInfo("UTC"))
ZONE = ZoneInfo("America/Argentina/Buenos_Aires")
STATUSES = ("Esperando requisitos", "En producción")
PRODUCTS = ("Hosting - Inicial", "Webs - Noticias", "Streaming - Video")
ORDERINGS: Mapping[str, Callable[[list[int], Random], list[int]]] = {
    "descending": lambda ids, _: ids,
    "ascending": lambda ids, _: ids[::-1],
    "shuffled": lambda ids, rng: rng.sample(ids, len(ids)),
    "descending but for one": lambda ids, _: [*ids[:4], *ids[5:], *ids[4:5]],
}


def local(moment: datetime) -> str:
    """Return a moment as billing writes it."""
    return f"{moment.astimezone(ZONE):%Y-%m-%d %H:%M:%S}"


@dataclass
class Shop:
    """Billing's rows as they are now; what is done to them is done at `now`."""

    ordering: str = "descending"
    now: datetime = START
    orders: dict[int, dict[str, Any]] = field(default_factory=dict)
    invoices: dict[int, dict[str, Any]] = field(default_factory=dict)
    tickets: dict[int, dict[str, Any]] = field(default_factory=dict)
    honours: bool = True
    """Whether filters are; billing ignores parameters that it does not know."""
    overcounted: int = 0
    """Rows that totals count and that are listed to nobody."""
    most_rows: int = 10_000
    """Rows of a page at most, whatever is asked for."""
    has_offset: bool = True
    meanwhile: list[tuple[str, int]] = field(default_factory=list)
    """What is done to the rows between a call and the next."""
    calls: list[Form] = field(default_factory=list)

    def sell(self, product: int = 0, client: int = 0) -> None:
        """Place an unpaid order."""
        number = max(self.orders, default=0) + 1
        line = line_row(relid=number, product=PRODUCTS[product], domain="")
        self.invoices[number] = invoice_row(id=number, userid=str(client or number))
        self.orders[number] = order_row(
            id=number,
            ordernum=7_000_000 + number,
            userid=client or number,
            date=local(self.now),
            invoiceid=number,
            lineitems={"lineitem": [line]},
        )

    def ask(self, order: int) -> None:
        """Open a ticket about what an order sold."""
        number = max(self.tickets, default=0) + 1
        moment = local(self.now)
        whose = self.orders[order]["userid"]
        self.tickets[number] = ticket_row(
            id=str(number), tid=f"T{number}", userid=str(whose), service=f"S{order}", date=moment, lastreply=moment
        )

    def script(self, form: Form) -> Act:
        """Answer as documented, filters too unless they are not honoured."""
        self.calls.append(form)
        if self.meanwhile and form["action"] in ("GetOrders", "GetTickets"):
            change(self, *self.meanwhile.pop())
        form = {**form, "limitnum": str(min(self.most_rows, int(form.get("limitnum", 25))))}
        if not self.has_offset:
            form["limitstart"] = "0"
        match form["action"]:
            case "GetAutomationLog":
                return clock(local(self.now), f"{self.now:%a, %d %b %Y %H:%M:%S} GMT")
            case "GetOrders":
                return self._page("orders", self._listed(self.orders, form), form)
            case "GetInvoices":
                rows = [self.invoices[number] for number in sorted(self.invoices, reverse=True)]
                whose = form.get("userid")
                return listing("invoices", "invoice", [row for row in rows if whose in (None, row["userid"])], form)
            case "GetTickets":
                return self._page("tickets", self._listed(self.tickets, form), form)
            case "GetTicket" if int(form["ticketid"]) in self.tickets:
                row = self.tickets[int(form["ticketid"])]
                opened = opening_row(date=row["date"])
                return answer(ticket_answer(opened, **{**row, "ticketid": row["id"]}))
        return answer({"result": "error", "message": "Ticket ID Not Found"})

    def _page(self, container: str, rows: list[dict[str, Any]], form: Form) -> Act:
        # A listing without any row that counts some is never believed.
        return listing(container, container[:-1], rows, form, overcounted=self.overcounted if rows else 0)

    def _listed(self, rows: dict[int, dict[str, Any]], form: Form) -> list[dict[str, Any]]:
        # Pages of one run are of one order, the next run's of another.
        order = ORDERINGS[self.ordering](sorted(rows, reverse=True), Random(self.now.timestamp()))  # noqa: S311 — to repeat
        found = [rows[number] for number in order]
        if not self.honours:
            return found
        if "id" in form:
            return [row for row in found if str(row["id"]) == form["id"]]
        status = form.get("status")
        if status == "All Active Tickets":
            return [row for row in found if row["status"] not in ("Closed", "On Hold")]
        return [row for row in found if status in (None, row["status"])]


@dataclass
class Chain:
    """Runs that follow one another."""

    shop: Shop
    server: ScriptedBilling
    whole_pages: int
    ledger: Ledger | None = None
    seen: Observed | None = None
    monotonic: Callable[[], float] = lambda: 0.0
    """No time passes, however slow the machine is that the test runs on."""

    def run(self, **limits: Any) -> dict[OrderId, OrderView]:
        """Read once more; return every page."""
        self.shop.calls.clear()
        made = short_pulls.settings(self.server.url, **{"page_size": 3, "whole_pages": self.whole_pages} | limits)
        source = WhmcsSource(made, Conventions(order_statuses=STATUSES), sleep=[].append, monotonic=self.monotonic)
        known = known_of(self.ledger)
        self.seen = source.observe(now=self.shop.now, known=known, progress=lambda *_: None, note=[].append)
        self.ledger, _ = fold(catalog(), self.seen, self.ledger, self.shop.now, accept_drop=True)
        self.ledger = Ledger.model_validate_json(self.ledger.model_dump_json())
        return {view.order_id: view for view in order_views(self.ledger, self.shop.now)}


@contextmanager
def chains(shop: Shop) -> Iterator[tuple[Chain, Chain]]:
    """Give a chain that reads in part, and one that reads everything each time."""
    with serving(shop.script) as server:
        yield Chain(shop, server, 1), Chain(shop, server, 10_000)


def told(view: OrderView) -> tuple[object, ...]:
    """Return what a page tells but for moments."""
    items = [(item.name, item.state, item.reason, item.missing) for item in view.items]
    return items, sorted((ticket.number, ticket.state) for ticket in view.tickets), view.closed


def compare(
    part: dict[OrderId, OrderView], whole: dict[OrderId, OrderView], returned: Collection[OrderId] = ()
) -> None:
    """Refuse any difference but a wider interval; of what came back unseen, it may be that of the first time."""
    assert {key: told(view) for key, view in part.items()} == {key: told(view) for key, view in whole.items()}
    for key, view in part.items():
        for one, two in zip(view.items, whole[key].items, strict=True):
            is_first = key in returned and latest(one.since) <= latest(two.since)
            assert is_first or covers(one.since, two.since), (key, one, two)


def covers(wide: When, narrow: When) -> bool:
    """Whether what the first says of a moment holds where the second is right."""
    return earliest(wide) <= earliest(narrow) and latest(narrow) <= latest(wide)


def change(shop: Shop, what: str, at: int) -> None:  # noqa: C901 — one case for each change
    """Do one thing to billing's rows; `at` chooses to which."""
    if what == "sell":
        shop.sell(at % 3, client=at % 5 + 1)
        return
    rows: dict[int, dict[str, Any]] = shop.tickets if what in ("reply", "close", "hold", "merge") else shop.orders
    if not rows:
        return
    key = sorted(rows)[at % len(rows)]
    row = rows[key]
    match what:
        case "pay" if row["paymentstatus"] == "Unpaid":
            row["paymentstatus"] = "Paid"
            shop.invoices[row["invoiceid"]] |= {"status": "Paid", "datepaid": local(shop.now)}
        case "deliver":
            row["lineitems"]["lineitem"][0]["status"] = "Active"
            row["status"] = "Active"
        case "cancel":
            row["lineitems"]["lineitem"][0]["status"] = "Cancelled"
            row["status"] = "Cancelled"
        case "reopen":
            row["lineitems"]["lineitem"][0]["status"] = "Pending"
            row["status"] = ("Pending", *STATUSES)[at % 3]
        case "ask":
            shop.ask(key)
        case "reply":
            row |= {"status": "Customer-Reply", "lastreply": local(shop.now)}
        case "close" | "hold":
            row["status"] = "Closed" if what == "close" else "On Hold"
        case "delete" | "merge":
            del rows[key]


CHANGES = ("sell", "pay", "deliver", "cancel", "reopen", "ask", "reply", "close", "hold", "delete", "merge")
DONE = st.lists(st.tuples(st.sampled_from(CHANGES), st.integers(0, 30)), max_size=6)


@settings(max_examples=10, deadline=None, derandomize=True)
@given(
    ordering=st.sampled_from(sorted(ORDERINGS)),
    days=st.lists(DONE, max_size=4),
    honours=st.sampled_from((True, True, False)),
    most_rows=st.sampled_from((10_000, 2)),
    overcounted=st.sampled_from((0, 0, 5)),
)
def test_many_runs_in_part_give_the_pages_of_whole_readings(
    ordering: str, days: list[list[tuple[str, int]]], honours: bool, most_rows: int, overcounted: int
) -> None:
    """Once every row that has a page was seen again after the last change: what shows no sign is found by the walk."""
    shop = Shop(ordering, honours=honours, most_rows=most_rows, overcounted=overcounted)
    for number in range(10):
        shop.sell(number % 3, client=number % 5 + 1)
        shop.ask(number + 1)
    states = defaultdict[OrderId, list[object]](list)
    with chains(shop) as (part, whole):
        for done in days:
            for what, at in done:
                change(shop, what, at)
            part.run()
            for key, view in whole.run().items():
                now = [item.state for item in view.items]
                states[key] += [now] if states[key][-1:] != [now] else []
            shop.now += timedelta(hours=4)
        # Where nothing answers for ids, a walk through everything must twice come past what is gone (docs/billing.md).
        for _ in range(30 if honours else 48):
            shop.now += timedelta(hours=2)
            pages, others = part.run(), whole.run()
        assert part.seen is not None
        most = max(len(rows) + (overcounted if rows else 0) for rows in (shop.orders, shop.tickets))
        assert (part.seen.reading is None) == (most <= 3)
        compare(pages, others, [key for key, were in states.items() if any(were.count(state) > 1 for state in were)])


def test_a_quiet_run_costs_no_more_for_a_longer_history() -> None:
    """Six calls, whatever there is; and of a day's work only what is new."""
    for count in (30, 90):
        shop = Shop(now=START - timedelta(days=400))
        for number in range(count):
            shop.sell(number % 3)
            change(shop, "pay", number)
            change(shop, "deliver", number)
            shop.ask(number + 1)
            change(shop, "close", number)
            shop.now += timedelta(days=400) / count
        with chains(shop) as (part, _):
            part.run()
            for _ in range(5):
                shop.now += timedelta(minutes=30)
                part.run()
                assert len(shop.calls) <= 6, [form["action"] for form in shop.calls]
            shop.now += timedelta(minutes=30)
            shop.sell()
            part.run()
            assert len(shop.calls) <= 12


def test_what_a_filter_leaves_no_more_is_asked_for_by_its_id() -> None:
    """In the next run that sees anything new, however deep it lies; and one that is ignored makes nobody missing."""
    for honours in (True, False):
        shop = Shop()
        for _ in range(30):
            shop.sell()
        with chains(shop) as (part, whole):
            part.run()
            shop.now += timedelta(minutes=30)
            shop.honours = honours
            change(shop, "deliver", 2)
            shop.sell()
            pages = part.run()
            by_id = [form["id"] for form in shop.calls if "id" in form]
            assert by_id == (["3"] if honours else [])
            assert part.seen is not None
            assert part.ledger is not None
            assert all(order.missing_since is None for order in part.ledger.orders.values())
            if honours:
                assert told(pages[OrderId("3")]) == told(whole.run()[OrderId("3")])


@pytest.mark.parametrize("listed", ["orders", "tickets"])
def test_a_run_that_lacks_time_keeps_what_it_read_and_the_next_ones_go_on(listed: str) -> None:
    """It says since when it is behind, ends well, and is whole in the end; no order has a page before that."""
    shop = Shop()
    for number in range(30):
        shop.sell()
        shop.ask(number + 1)
    passed = 0.0

    def slow(form: Form) -> Act:
        nonlocal passed
        passed += 0.15 if form["action"] == {"orders": "GetOrders", "tickets": "GetTickets"}[listed] else 0
        return shop.script(form)

    with serving(slow) as server:
        part, behind, pages = Chain(shop, server, 1), list[datetime | None](), list[int]()
        part.monotonic = lambda: passed
        for _ in range(12):
            pages.append(len(part.run(pull_seconds=2.5)))
            assert part.ledger is not None
            assert part.ledger.reading is not None
            behind.append(part.ledger.reading.behind_since)
            shop.now += timedelta(minutes=30)
    assert behind[0] == START
    assert set(behind) == {START, None}
    assert behind[-1] is None
    assert pages == [0 if since else 30 for since in behind]


@settings(max_examples=6, deadline=None, derandomize=True)
@given(ordering=st.sampled_from(sorted(ORDERINGS)), days=st.lists(DONE, min_size=1, max_size=3))
def test_rows_that_change_while_they_are_read_are_right_in_the_end(
    ordering: str, days: list[list[tuple[str, int]]]
) -> None:
    """Totals that shift and rows that move from page to page lose nothing and make nothing gone that is there."""
    shop = Shop(ordering)
    for number in range(12):
        shop.sell(number % 3, client=number + 1)
        shop.ask(number + 1)
    with chains(shop) as (part, whole):
        part.run()
        for done in days:
            shop.now += timedelta(hours=4)
            shop.meanwhile = list(done)
            with suppress(BillingError):
                # A listing that shifts three times while it is read whole is refused, and read anew by the next run.
                part.run()
            shop.meanwhile = []
            assert part.ledger is not None
            gone = {key for key, order in part.ledger.orders.items() if order.missing_since is not None}
            assert gone.isdisjoint(map(str, shop.orders)), gone
        for _ in range(30):
            shop.now += timedelta(hours=2)
            pages = part.run()
        # When an order closed depends on which of two runs saw it first.
        others = {key: told(view)[:2] for key, view in whole.run().items()}
        assert {key: told(view)[:2] for key, view in pages.items()} == others


@pytest.mark.parametrize("ordering", sorted(ORDERINGS))
@pytest.mark.parametrize("at_first", [True, False])
def test_an_offset_that_is_ignored_ends_the_run_and_makes_nothing_gone(ordering: str, at_first: bool) -> None:
    """Every page is then the first one: no row below it was looked at."""
    shop = Shop(ordering)
    for number in range(12):
        shop.sell()
        shop.ask(number + 1)
    with chains(shop) as (part, _):
        if not at_first:
            part.run()
        before = part.ledger
        shop.has_offset = False
        for _ in range(6):
            shop.now += timedelta(hours=2)
            with suppress(BillingError):
                part.run()
        assert part.ledger is None or all(order.missing_since is None for order in part.ledger.orders.values())
        assert at_first is (before is None)
        refused = 0
        for _ in range(12):
            shop.now += timedelta(hours=2)
            try:
                part.run()
            except BillingError as fault:
                refused += "repite las mismas filas" in str(fault) or "incompleto" in str(fault)
        assert refused


@pytest.mark.parametrize("ordering", ["descending", "descending but for one"])
@pytest.mark.parametrize("what", ["hold", "merge"])
def test_an_old_closed_ticket_of_an_old_open_order_is_seen_again_within_a_day(ordering: str, what: str) -> None:
    """Though nothing tells that it was reopened or merged, and no walk through what is recent comes past it."""
    shop = Shop(ordering, now=START - timedelta(days=300))
    shop.sell()
    shop.ask(1)
    change(shop, "close", 0)
    shop.now = START - timedelta(days=40)
    for number in range(2, 30):
        shop.sell()
        shop.ask(number)
        change(shop, "pay", number - 1)
        change(shop, "deliver", number - 1)
        shop.now += timedelta(days=1)
    with chains(shop) as (part, whole):
        for _ in range(30):
            shop.now += timedelta(minutes=30)
            part.run()
        pages = part.run()
        assert [ticket.state for ticket in pages[OrderId("1")].tickets] == [TicketState.CLOSED]
        change(shop, what, 0)
        for _ in range(48):
            shop.now += timedelta(minutes=30)
            pages = part.run()
        other = whole.run()[OrderId("1")]
        assert told(pages[OrderId("1")]) == told(other)
        assert [ticket.state for ticket in other.tickets] == ([TicketState.ON_HOLD] if what == "hold" else [])
