"""The activity log: signed lines of what happened, among WHMCS's own, for a key whose role may read it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from generator.sandbox import Credentials, Installation, MadeUpHistory, SandboxServer, SpecialTicket, a_day_later, until
from generator.sandbox.installation import USUAL_INSTALLATION
from tests.sandbox.conftest import END, Call, Read

LINE = re.compile(r"demoras/1 ([a-z._]+) ([0-9]+) ([0-9T:-]+Z) \[signed: (.*)\]")


@pytest.fixture
def installation() -> Installation:
    return Installation(sign=lambda told: f"[signed: {told}]")


@pytest.fixture
def server(history: MadeUpHistory, credentials: Credentials, installation: Installation) -> Iterator[SandboxServer]:
    with SandboxServer(history, as_of=END, credentials=credentials, installation=installation) as running:
        yield running


def entries(read: Read, **params: object) -> list[dict[str, Any]]:
    """Return what the log holds, asked for page by page."""
    found: list[dict[str, Any]] = []
    while True:
        content = read("GetActivityLog", limitstart=len(found), limitnum=1000, **params)
        assert "numreturned" not in content
        rows = content["activity"]["entry"]
        found += rows
        if not rows:
            assert content["totalresults"] == len(found)
            return found


def events(read: Read) -> list[tuple[str, int, datetime]]:
    """Return the events of the log, the oldest first."""
    found = []
    for entry in reversed(entries(read, description="demoras/1")):
        match = LINE.fullmatch(entry["description"])
        assert match is not None
        assert entry["description"].startswith(f"{match[4]} ")
        found.append((match[1], int(match[2]), datetime.strptime(match[3], "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)))
    return found


def test_lines_are_found_by_their_text_newest_first_with_ids_that_rise(read: Read, server: SandboxServer) -> None:
    found, everything = entries(read, description="demoras/1"), entries(read)
    assert 0 < len(found) < len(everything)
    ids = [entry["id"] for entry in everything]
    assert ids == sorted(set(ids), reverse=True)
    server.as_of = END + timedelta(days=1)
    again = {entry["id"]: entry["description"] for entry in entries(read)}
    assert all(again[entry["id"]] == entry["description"] for entry in everything[:100])


def test_what_happened_to_an_order_is_told_when_it_happened(read: Read, history: MadeUpHistory) -> None:
    told = {(event, number): at for event, number, at in events(read)}
    for order in history.orders:
        bill = order.invoice
        if bill and not bill.deleted_at and bill.status.at(END) == "Paid":
            paid = next(at for at, status in bill.status.changes if status == "Paid")
            assert told["order.paid", order.id] == told["invoice.paid", bill.id] == paid.replace(microsecond=0)
        if len(order.status.changes) == 2 and order.status.at(END) == "Active":
            assert told["order.accepted", order.id] == order.status.last.replace(microsecond=0)
    kinds = Counter(event for event, _ in told)
    assert set(kinds) > {
        "order.cancelled",
        "service.created",
        "service.suspended",
        "service.terminated",
        "domain.registered",
        "ticket.opened",
        "ticket.answered",
        "ticket.replied",
        "ticket.closed",
        "ticket.status_changed",
    }


def test_some_services_are_set_up_by_hand_and_nothing_tells(read: Read, history: MadeUpHistory) -> None:
    told = {number for event, number, _ in events(read) if event == "service.created"}
    active = {
        line.id
        for order in history.orders
        for line in order.lines
        if line.kind == "product" and any(status == "Active" and at <= END for at, status in line.status.changes)
    }
    assert told < active
    assert len(told) > len(active) / 2


def test_what_came_with_another_ticket_or_was_dated_back_is_no_event(read: Read, history: MadeUpHistory) -> None:
    silent = [history.special_tickets[name] for name in (SpecialTicket.MERGED, SpecialTicket.BACK_DATED)]
    told = Counter((event, number) for event, number, _ in events(read))
    assert [told["ticket.answered", number] for number in silent] == [0, 0]
    assert told["ticket.answered", history.special_tickets[SpecialTicket.ANSWERED]] == 1


def test_a_day_s_work_is_told_line_by_line(read: Read, server: SandboxServer, history: MadeUpHistory) -> None:
    still = until(history, END)
    server.history, before = still, len(events(read))
    server.history = a_day_later(still)
    server.as_of = END + timedelta(days=1)
    new = Counter(event for event, _, at in events(read) if at > END)
    assert new["order.paid"] == new["invoice.paid"] == 20
    assert new["ticket.closed"] <= 15
    assert new["ticket.opened"] == 20
    assert before > 100


def test_a_key_whose_role_lacks_the_action_is_refused(call: Call, server: SandboxServer) -> None:
    server._installation = USUAL_INSTALLATION
    server.history = server.history
    refused = call("GetActivityLog", description="demoras/1")
    assert refused.status_code == 403
    assert "getactivitylog" in refused.json()["message"]


@pytest.mark.parametrize(
    "installation", [Installation(sign=lambda told: f"[signed: {told}]", modules=modules) for modules in (True, False)]
)
def test_where_a_module_sets_up_every_product_each_has_its_line(
    history: MadeUpHistory, read: Read, installation: Installation
) -> None:
    """Else every fourth has none."""
    active = {
        line.id
        for order in history.orders
        for line in order.lines
        if line.kind == "product" and line.status.at(END) == "Active"
    }
    told = {number for kind, number, _ in events(read) if kind == "service.created"}
    assert (active <= told) is installation.modules
