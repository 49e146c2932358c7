"""A run reads the messages of 300 tickets at most, says how many are left, and the next one goes on with those."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import timedelta
from pathlib import Path

import pytest

from generator.model.catalog import Catalog
from generator.model.ledger import Ledger
from generator.publish.ledger_file import open_ledger
from generator.publish.secret import read_secrets
from generator.sandbox import Credentials, Size, make_up_history
from tests.cli.calls import END, call
from tests.doubles.faulty_billing import FaultyBilling

LEFT = r"^Tickets cuyos mensajes se leerán en las próximas corridas: ([0-9]+)\.$"


@pytest.fixture
def busy(catalog: Catalog, credentials: Credentials) -> Iterator[FaultyBilling]:
    """Serve a company with few orders and more tickets than one run reads."""
    history = make_up_history(catalog, end=END, size=Size(clients=60, orders=40, renewals=0, tickets=460))
    with FaultyBilling(history, as_of=END, credentials=credentials) as server:
        yield server


def test_what_a_run_leaves_unread_the_next_ones_read_once(
    tmp_path: Path, catalog: Catalog, busy: FaultyBilling, keys: Mapping[str, str]
) -> None:
    """Each first answer is fetched once, ever; once none is left, a run over the same rows reads no message."""
    environ = {**keys, "DEMORAS_WHMCS_URL": busy.url, "GITHUB_STEP_SUMMARY": str(tmp_path / "page.md")}
    place, left, read = tmp_path / "l", [], []
    for run in range(3):
        moment = END + timedelta(minutes=run)
        words = ("--previous", place) if run else ("--new-ledger",)
        asked = len(busy.requests)
        ran = call("sync", *words, "--out", place, "--now", moment.isoformat(), environ=environ)
        assert ran.code == 0, ran.err
        left.append(sum(map(int, re.findall(LEFT, ran.out, re.MULTILINE))))
        read.append([params["ticketid"] for action, params in busy.requests[asked:] if action == "GetTicket"])
        assert f"| Mensajes de tickets por leer | {left[-1]} |" in (tmp_path / "page.md").read_text(encoding="utf-8")
        assert f"GetTicket {len(read[-1])}" in ran.out or not read[-1]

    assert left[0] > 0
    assert [len(ids) for ids in read] == [300, left[0], 0]
    assert left[1:] == [0, 0]
    assert set(Counter(read[0] + read[1]).values()) == {1}
    newest_first = [opened_at(place, catalog, keys, ids) for ids in read[:2]]
    assert newest_first == [sorted(moments, reverse=True) for moments in newest_first]
    assert min(newest_first[0]) >= max(newest_first[1])


def opened_at(place: Path, catalog: Catalog, keys: Mapping[str, str], ids: list[str]) -> list[str]:
    """Return when these tickets were opened, as the Ledger has it, each with its messages read."""
    ledger: Ledger = open_ledger(read_secrets(keys), catalog.company.site, place.read_bytes())
    kept = {str(key): ticket for key, ticket in ledger.tickets.items()}
    assert [number for number in ids if kept[number].thread is None] == []
    return [kept[number].opened_at.isoformat() for number in ids]
