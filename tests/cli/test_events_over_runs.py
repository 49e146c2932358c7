"""Two runs over the sandbox, whose shop writes events, and the same two where the role may not read them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from functools import partial
from pathlib import Path

import pytest

from generator.model.events import event_mac
from generator.model.ledger import Ledger
from generator.model.moments import Sighting, earliest, latest
from generator.model.states import TicketState
from generator.publish.derived_names import event_key
from generator.publish.ledger_file import open_ledger
from generator.publish.secret import read_secrets
from generator.sandbox import Credentials, Installation, MadeUpHistory, SandboxServer
from tests.cli.calls import BEFORE, END, call
from tests.sample_company import copied, edited

Environ = Mapping[str, str]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "root").mkdir()
    root = copied(tmp_path / "root")
    edited(root, "data/billing.yml", "assumed: true", "events: activity_log\nassumed: true")
    return root


def two_runs(
    root: Path, history: MadeUpHistory, credentials: Credentials, keys: Environ, folder: Path, *, events: bool
) -> Ledger:
    """Return the Ledger of a run at the end of the history, after one a week before."""
    key = event_key(read_secrets(keys).current, "cierzo")
    ways = Installation(sign=partial(event_mac, key) if events else None)
    place = folder / f"ledger-{events}"

    def run(now: datetime, *before: str | Path) -> None:
        with SandboxServer(history, as_of=now, credentials=credentials, installation=ways) as server:
            environ = {**keys, "DEMORAS_WHMCS_URL": server.url}
            ran = call("sync", *before, "--out", place, "--now", now.isoformat(), environ=environ, root=root)
        assert ran.code == 0, ran.err
        assert ("GetActivityLog): respondió" in ran.out) is not events

    run(BEFORE, "--new-ledger")
    run(END, "--previous", place)
    return open_ledger(read_secrets(keys), "cierzo", place.read_bytes())


def test_events_of_the_shop_date_what_two_runs_only_lie_around(
    root: Path, history: MadeUpHistory, credentials: Credentials, keys: Environ, tmp_path: Path
) -> None:
    """To the second as the sandbox knows it to have been, and no state is another one."""
    dated = two_runs(root, history, credentials, keys, tmp_path, events=True)
    plain = two_runs(root, history, credentials, keys, tmp_path, events=False)
    truth = {
        str(order.id): {at.replace(microsecond=0) for line in order.lines for at, _ in line.status.changes}
        for order in history.orders
    }
    exact = 0
    assert dated.orders.keys() == plain.orders.keys()
    for key, order in plain.orders.items():
        for item, told in zip(order.items, dated.orders[key].items, strict=True):
            assert (told.state, told.reason, told.missing) == (item.state, item.reason, item.missing)
            assert earliest(item.since) <= earliest(told.since) <= latest(told.since) <= latest(item.since)
            if isinstance(item.since, Sighting) and not isinstance(told.since, Sighting):
                exact += 1
                assert told.since in truth[key]
    assert exact >= 3
    closed = [ticket for ticket in dated.tickets.values() if ticket.closed_at]
    assert closed
    assert {ticket.state for ticket in closed} == {TicketState.CLOSED}
    assert not [ticket for ticket in plain.tickets.values() if ticket.closed_at]
