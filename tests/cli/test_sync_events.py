"""Runs that read the shop's own lines in billing's log: what the Ledger remembers of it, and what staff are told."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from generator.model.base import OrderId
from generator.model.ledger import Ledger
from generator.model.moments import Sighting
from generator.publish.derived_names import event_key
from generator.publish.ledger_file import open_ledger
from generator.publish.secret import Secret, read_secrets
from tests.cli.calls import END, call
from tests.doubles import activity_log
from tests.doubles.activity_log import with_log
from tests.doubles.scripted_billing import Form, ScriptedBilling, answer, clock, listing, serving
from tests.pull.desk import Script, asked
from tests.pull.samples import line_row, order_row
from tests.sample_company import copied, edited

RUN = timedelta(minutes=20)
PLACED = END - 6 * RUN
Environ = Mapping[str, str]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Return the sample company's root, where events are read."""
    (tmp_path / "root").mkdir()
    root = copied(tmp_path / "root")
    edited(root, "data/billing.yml", "assumed: true", "events: activity_log\nassumed: true")
    return root


def told(keys: Environ, number: int, event: str, thing: object, at: datetime) -> dict[str, Any]:
    """Return an entry of the sample company's shop, whose clock is in UTC."""
    key = event_key(Secret(bytes.fromhex(keys["DEMORAS_SECRET"])), "cierzo")
    return activity_log.told(number, event, thing, at, key, date=f"{at:%Y-%m-%d %H:%M:%S}")


def shop(status: str, log: Sequence[Mapping[str, Any]] | None) -> Script:
    """Serve one free order, whose service has a status, and a log; without one the role lacks it."""
    line = line_row(product="Alojamiento - Plan Brisa", status=status)
    placed = f"{PLACED:%Y-%m-%d %H:%M:%S}"
    row = order_row(date=placed, lineitems={"lineitem": [line]}, invoiceid=0, amount="0.00", paymentstatus="")

    def listings(form: Form) -> Any:
        match form["action"]:
            case "GetAutomationLog":
                return clock(f"{END:%Y-%m-%d %H:%M:%S}", f"{END:%a, %d %b %Y %H:%M:%S} GMT")
            case "GetOrders":
                return listing("orders", "order", [row], form)
            case "GetTickets":
                return listing("tickets", "ticket", [], form)
        refused = f'Invalid Permissions: API action "{form["action"].lower()}" is not allowed'
        return answer({"result": "error", "message": refused}, 403)

    return listings if log is None else with_log(listings, log)


def run(
    root: Path, keys: Environ, place: Path, script: Script, now: datetime, previous: Path | None = None
) -> tuple[Ledger, str, ScriptedBilling]:
    """Sync as of a moment; return the Ledger, what was said and what billing was asked."""
    words = ["--previous", previous] if previous else ["--new-ledger"]
    with serving(script) as server:
        environ = {**keys, "DEMORAS_WHMCS_URL": server.url, "GITHUB_STEP_SUMMARY": str(place.with_suffix(".md"))}
        ran = call("sync", *words, "--out", place, "--now", now.isoformat(), environ=environ, root=root)
    assert ran.code == 0, ran.err
    return open_ledger(read_secrets(keys), "cierzo", place.read_bytes()), ran.out, server


def test_the_ledger_remembers_up_to_where_the_log_was_read(root: Path, keys: Environ, tmp_path: Path) -> None:
    lines = [told(keys, number, "order.pending", 1, PLACED + timedelta(minutes=number)) for number in range(10, 40)]
    first, said, _ = run(root, keys, tmp_path / "a", shop("Pending", lines[:20]), END - RUN)
    assert first.events_read_to == 29
    assert "Eventos nuevos de la tienda: 20." in said
    second, said, server = run(root, keys, tmp_path / "b", shop("Pending", lines), END, tmp_path / "a")
    assert second.events_read_to == 39
    assert "Eventos nuevos de la tienda: 10." in said
    assert asked(server, "GetActivityLog", "description") == ["demoras/1"]
    third, _, _ = run(root, keys, tmp_path / "c", shop("Pending", []), END, tmp_path / "b")
    assert third.events_read_to == 39, "a log that was pruned"


def test_a_role_without_the_log_is_told_in_one_line_of_the_log_and_of_the_page(
    root: Path, keys: Environ, tmp_path: Path
) -> None:
    ledger, said, _ = run(root, keys, tmp_path / "a", shop("Pending", None), END)
    told_of = (
        "Facturación (GetActivityLog): respondió HTTP 403: el rol de la credencial no permite GetActivityLog. Agregue "
        "GetActivityLog al rol de la credencial en Manage API Credentials > API Roles. La corrida sigue sin los "
        "eventos: los momentos quedan como intervalos."
    )
    assert said.count(told_of) == 1
    assert (tmp_path / "a.md").read_text().count(told_of) == 1
    assert (list(ledger.orders), ledger.events_read_to) == (["1"], None)


def test_another_shop_s_lines_and_a_stranger_s_change_nothing_but_a_count(
    root: Path, keys: Environ, tmp_path: Path
) -> None:
    other = activity_log.told(3, "order.paid", 1, PLACED, date=f"{PLACED:%Y-%m-%d %H:%M:%S}")
    with_it, said, _ = run(root, keys, tmp_path / "a", shop("Pending", [other]), END)
    without, _, _ = run(root, keys, tmp_path / "b", shop("Pending", []), END)
    assert "Líneas del registro de WHMCS que no se usan: 1 con una firma que no es de esta tienda." in said
    assert with_it == without.model_copy(update={"events_read_to": 3})


def test_a_page_tells_the_moment_that_the_shop_told_and_without_it_the_two_runs(
    root: Path, keys: Environ, tmp_path: Path
) -> None:
    at = END - RUN + timedelta(minutes=4)
    run(root, keys, tmp_path / "a", shop("Pending", []), END - RUN)
    lines = [told(keys, 5, "service.created", 12, at)]
    exact, _, _ = run(root, keys, tmp_path / "b", shop("Active", lines), END, tmp_path / "a")
    silent, _, _ = run(root, keys, tmp_path / "c", shop("Active", []), END, tmp_path / "a")
    refused, _, _ = run(root, keys, tmp_path / "d", shop("Active", None), END, tmp_path / "a")
    since = [ledger.orders[OrderId("1")].items[0].since for ledger in (exact, silent, refused)]
    assert since == [at, Sighting(after=END - RUN, by=END), Sighting(after=END - RUN, by=END)]
    assert (silent.orders, silent.tickets) == (refused.orders, refused.tickets)
