"""Runs that read only what the shop's events name, over a sandbox whose history is longer than one run reads whole."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

import pytest

from generator.model.base import OrderId, TicketId
from generator.model.events import event_mac
from generator.model.ledger import Ledger, OrderRecord
from generator.model.moments import earliest, latest
from generator.model.states import State, TicketState
from generator.publish.derived_names import event_key
from generator.publish.ledger_file import open_ledger
from generator.publish.secret import read_secrets
from generator.sandbox import Credentials, Installation, MadeUpHistory, SandboxServer
from tests.cli.calls import BEFORE, END, Ran, call, patient
from tests.sample_company import copied, edited

MINUTE = timedelta(minutes=1)
Environ = Mapping[str, str]


@dataclass(frozen=True)
class Runs:
    """Runs of the sample company, one after the other."""

    root: Path
    history: MadeUpHistory
    credentials: Credentials
    keys: Environ
    folder: Path

    def run(
        self, name: str, now: datetime, *words: str | Path, events: bool = True, whole_pages: int = 0
    ) -> tuple[Ledger, Ran]:
        """Sync as of a moment into the file of a name."""
        key = event_key(read_secrets(self.keys).current, "cierzo")
        ways = Installation(sign=partial(event_mac, key) if events else None)
        out = self.folder / name
        with SandboxServer(self.history, as_of=now, credentials=self.credentials, installation=ways) as server:
            environ = {**self.keys, "DEMORAS_WHMCS_URL": server.url}
            ran = call(
                *("sync", *words, "--out", out, "--now", now.isoformat()),
                environ=environ,
                root=self.root,
                open_billing=patient(whole_pages=whole_pages, page_size=10),
            )
        assert ran.code == 0, ran.err
        return open_ledger(read_secrets(self.keys), "cierzo", out.read_bytes()), ran

    def until(self, now: datetime, whole_pages: int = 0) -> Path:
        """Return the Ledger of runs that read everything up to a moment."""
        self.run("l", now - 20 * MINUTE, "--new-ledger", whole_pages=whole_pages)
        self.run("l", now, "--previous", self.folder / "l", whole_pages=whole_pages)
        return self.folder / "l"


@pytest.fixture
def runs(tmp_path: Path, history: MadeUpHistory, credentials: Credentials, keys: Environ) -> Runs:
    (tmp_path / "root").mkdir()
    root = copied(tmp_path / "root")
    edited(root, "data/billing.yml", "assumed: true", "events: activity_log\nassumed: true")
    return Runs(root, history, credentials, keys, tmp_path)


def calls(ran: Ran) -> dict[str, int]:
    """Return what a run says it asked billing for."""
    told = re.search(r"Llamadas: \d+ \((.*)\)", ran.out)
    assert told
    return {name: int(count) for name, count in (one.split() for one in told[1].split(", "))}


def activation(history: MadeUpHistory) -> tuple[datetime, OrderId]:
    """Return when a module made a service active in the last week, and whose order it is."""
    found = [
        (at, OrderId(str(order.id)))
        for order in history.orders
        for line in order.lines
        for (_, before), (at, status) in zip(line.status.changes, line.status.changes[1:], strict=False)
        if line.kind == "product" and line.id % 4 and (before, status) == ("Pending", "Active")
        if BEFORE < at < END - 5 * MINUTE
    ]
    return max(found)


def closing(history: MadeUpHistory) -> tuple[datetime, TicketId]:
    """Return when a ticket was closed in the last week."""
    found = [
        (at, TicketId(str(ticket.id)))
        for ticket in history.tickets
        for at, status in ticket.status.changes[1:]
        if status == "Closed" and BEFORE < at < END - 5 * MINUTE and ticket.gone_at is None
    ]
    return max(found)


def test_a_run_that_was_asked_for_reads_what_the_events_name_and_nothing_else(runs: Runs) -> None:
    at, order = activation(runs.history)
    before = runs.until(at - 2 * MINUTE)
    short, ran = runs.run("s", at + MINUTE, "--previous", before, "--changed")
    assert "Corrida corta: leyó sólo lo que nombran los eventos." in ran.out
    assert sum(calls(ran).values()) <= 6
    assert calls(ran)["GetActivityLog"] == 1
    [item] = [one for one in short.orders[order].items if one.state is State.ACTIVE][:1]
    assert item.since == at.replace(microsecond=0)
    whole, _ = runs.run("w", at + MINUTE, "--previous", before)
    assert whole.orders[order] == short.orders[order]
    assert short.orders.keys() == whole.orders.keys()
    assert (short.listed_at, whole.listed_at) == (at - 2 * MINUTE, None)
    assert {order.missing_since for order in short.orders.values()} == {None}


def test_a_ticket_that_was_closed_is_read_by_its_id(runs: Runs) -> None:
    at, ticket = closing(runs.history)
    before = runs.until(at - 2 * MINUTE)
    short, ran = runs.run("s", at + MINUTE, "--previous", before, "--changed")
    assert "GetTickets" not in calls(ran)
    record = short.tickets[ticket]
    assert (record.state, record.closed_at) == (TicketState.CLOSED, at.replace(microsecond=0))


def test_where_nothing_happened_the_log_alone_is_read(runs: Runs) -> None:
    before = runs.until(END)
    again, ran = runs.run("s", END, "--previous", before, "--changed")
    assert calls(ran) == {"GetActivityLog": 1}
    assert again.listed_at == END
    assert again.orders.keys() == open_ledger(read_secrets(runs.keys), "cierzo", before.read_bytes()).orders.keys()


def test_a_run_reads_everything_where_no_line_can_be_had_or_listings_were_not_read_for_long(runs: Runs) -> None:
    """Pages say how old they are by the last run."""
    before = runs.until(END - 41 * MINUTE)
    old, ran = runs.run("a", END, "--previous", before, "--changed")
    assert calls(ran)["GetOrders"] >= 1
    assert ("Corrida corta" in ran.out, old.listed_at) == (False, None)
    before = runs.until(END - 20 * MINUTE)
    refused, ran = runs.run("b", END, "--previous", before, "--changed", events=False)
    assert calls(ran)["GetOrders"] >= 1
    assert ("Corrida corta" in ran.out, refused.listed_at) == (False, None)
    runs.run("c", END - 20 * MINUTE, "--previous", before, "--changed")
    _, ran = runs.run("c", END, "--previous", runs.folder / "c", "--changed")
    assert "Corrida corta" in ran.out
    _, ran = runs.run("c", END + 21 * MINUTE, "--previous", runs.folder / "c", "--changed")
    assert "Corrida corta" not in ran.out, "short runs in a row do not put the next whole one off"


def test_a_short_history_is_read_whole_by_every_run(runs: Runs) -> None:
    before = runs.until(END - 5 * MINUTE, whole_pages=100)
    ledger, ran = runs.run("s", END, "--previous", before, "--changed", whole_pages=100)
    assert calls(ran)["GetOrders"] >= 1
    assert ("Corrida corta" in ran.out, ledger.listed_at) == (False, None)


def test_without_events_in_the_data_a_run_is_like_any_other(runs: Runs) -> None:
    edited(runs.root, "data/billing.yml", "events: activity_log\n", "")
    before = runs.until(END - 5 * MINUTE)
    _, ran = runs.run("s", END, "--previous", before, "--changed")
    assert "GetActivityLog" not in calls(ran)
    assert "Corrida corta" not in ran.out


def test_a_new_ledger_is_never_begun_by_half(runs: Runs) -> None:
    ledger, ran = runs.run("s", END, "--new-ledger", "--changed")
    assert "Corrida corta" not in ran.out
    assert ledger.orders


def test_short_runs_between_others_end_in_what_is_true_without_them(runs: Runs) -> None:
    """Every item and ticket of a few hours, against runs that read all and no event; moments are known better."""
    at, _ = activation(runs.history)
    begins = at - timedelta(hours=1)
    runs.run("plain", begins, "--new-ledger", events=False, whole_pages=100)
    runs.run("short", begins, "--new-ledger")
    exact = 0
    for hour in range(1, 5):
        now = begins + hour * timedelta(minutes=30)
        for minutes in (20, 10):
            _, ran = runs.run("short", now - minutes * MINUTE, "--previous", runs.folder / "short", "--changed")
            assert "Corrida corta" in ran.out
        plain, _ = runs.run("plain", now, "--previous", runs.folder / "plain", events=False, whole_pages=100)
        short, _ = runs.run("short", now, "--previous", runs.folder / "short")
        assert {key: told(order) for key, order in short.orders.items()} == {
            key: told(order) for key, order in plain.orders.items()
        }
        assert {key: one.state for key, one in short.tickets.items()} == {
            key: one.state for key, one in plain.tickets.items()
        }
        for key, order in plain.orders.items():
            for wide, narrow in zip(order.items, short.orders[key].items, strict=True):
                assert earliest(wide.since) <= earliest(narrow.since) <= latest(narrow.since) <= latest(wide.since)
                exact += wide.since != narrow.since
    assert exact


def told(order: OrderRecord) -> object:
    """Return what is so in an order, and not since when."""
    items = [(one.kind, one.id, one.state, one.reason, one.missing, one.service) for one in order.items]
    return order.number, items, order.missing_since, order.closed_at is None
