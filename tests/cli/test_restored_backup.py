"""Billing after a backup was restored: what was lost is told, and an old link never opens another client's order."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from generator.model.base import OrderId
from generator.model.catalog import Catalog
from generator.model.ledger import Ledger
from generator.publish.derived_names import order_tag
from generator.publish.ledger_file import open_ledger
from generator.publish.secret import read_secrets
from generator.sandbox import Credentials, MadeUpHistory
from tests.cli.calls import BEFORE, END, Ran, assert_stopped, call
from tests.cli.links import opened
from tests.doubles.faulty_billing import FaultyBilling
from tests.sample_company import copied

Environ = Mapping[str, str]
Run = Callable[..., Ran]


def restored(history: MadeUpHistory, count: int) -> tuple[MadeUpHistory, list[int]]:
    """Return a billing that gave its newest orders the ids of the last ones of a week ago, and those ids."""
    old = [order for order in history.orders if order.placed_at <= BEFORE][-count:]
    new = [order for order in history.orders if order.placed_at > BEFORE and order.lines][-count:]
    given = {order.id: replace(later, id=order.id) for order, later in zip(old, new, strict=True)}
    taken = {order.id for order in new}
    orders = tuple(given.get(order.id, order) for order in history.orders if order.id not in taken)
    return replace(history, orders=orders), list(given)


@contextmanager
def billing_of(history: MadeUpHistory, credentials: Credentials, keys: Environ, now: datetime) -> Iterator[Environ]:
    """Give the environment of a billing system that holds a history."""
    with FaultyBilling(history, as_of=now, credentials=credentials) as server:
        yield {**keys, "DEMORAS_WHMCS_URL": server.url}


def synced(previous: Path, out: Path, environ: Environ, *more: str, now: datetime = END) -> Ran:
    """Sync from a Ledger."""
    return call("sync", "--previous", previous, "--out", out, "--now", now.isoformat(), *more, environ=environ)


def ledger_of(place: Path, catalog: Catalog, keys: Environ) -> Ledger:
    """Return the Ledger of a file."""
    return open_ledger(read_secrets(keys), catalog.company.site, place.read_bytes())


def link(order: str, place: Path, keys: Environ, root: Path) -> str:
    """Return the present link of an order, as of a Ledger or site."""
    ran = call("link", order, "--ledger", place, environ=keys, root=root)
    assert ran.code == 0, ran.err
    return ran.out


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Give the root of a copy of the data that can be built."""
    return copied(tmp_path / "copia")


def test_an_id_given_out_again_ends_the_old_link_in_the_same_run(
    tmp_path: Path,
    root: Path,
    catalog: Catalog,
    history: MadeUpHistory,
    credentials: Credentials,
    keys: Environ,
    first_ledger: Path,
) -> None:
    """Whoever has it reads that it is no longer valid, nobody's data were edited, and `revoke` goes on from there."""
    again, (order,) = restored(history, 1)
    old = link(str(order), first_ledger, keys, root)
    page = tmp_path / "summary.md"
    with billing_of(again, credentials, keys, END) as environ:
        ran = synced(first_ledger, tmp_path / "l", {**environ, "GITHUB_STEP_SUMMARY": str(page)})
    site = tmp_path / "site"
    build = ["build", "--ledger", tmp_path / "l", "--out", site, "--now", END.isoformat()]
    assert call(*build, environ=keys, root=root).code == 0

    secret, (number,) = read_secrets(keys).current, [o.number for o in again.orders if o.id == order]
    tag = order_tag(secret, catalog.company.site, str(order))
    said = f"La facturación dio otra vez el id de un pedido: {tag}."
    assert (ran.code, said in ran.out, f"- {said}" in page.read_text(encoding="utf-8")) == (0, True, True)
    assert str(number) not in ran.out
    with pytest.raises(FileNotFoundError):
        opened(site, old)
    new = link(str(order), site, keys, root)
    assert json.loads(opened(site, new))["order"] == str(number)
    sheet = call("links", "--since", "2026-11-13", "--ledger", site, environ=keys, root=root).out
    assert (new.strip() in sheet, old.strip() in sheet) == (True, False)
    published = json.loads((site / "pedido" / "revisiones.json").read_bytes())
    assert published == {"revisions": {tag: 1}, "v": 1}

    assert call("revoke", str(order), "--ledger", site, environ=keys, root=root).code == 0
    assert call(*build, environ=keys, root=root).code == 0
    assert json.loads((site / "pedido" / "revisiones.json").read_bytes())["revisions"] == {tag: 2}
    last = link(str(order), site, keys, root)
    assert len({old, new, last}) == 3
    assert json.loads(opened(site, last))["order"] == str(number)


def test_a_new_order_under_the_id_of_an_erased_one_is_told(
    tmp_path: Path,
    root: Path,
    catalog: Catalog,
    history: MadeUpHistory,
    credentials: Credentials,
    keys: Environ,
    first_ledger: Path,
) -> None:
    """It has no page; with its entry left at the revision, its page comes and the erased order's link opens nothing."""
    again, (order,) = restored(history, 1)
    old = link(str(order), first_ledger, keys, root)
    assert call("revoke", "--erase", str(order), "--ledger", first_ledger, environ=keys, root=root).code == 0
    later = END + timedelta(minutes=30)
    sync = ["sync", "--previous", first_ledger, "--out", tmp_path / "l"]
    with billing_of(again, credentials, keys, END) as environ:
        first = call(*sync, "--now", END.isoformat(), environ=environ, root=root)
    assert first.code == 0, first.err
    tag = order_tag(read_secrets(keys).current, catalog.company.site, str(order))
    assert f"Un pedido nuevo tiene el id de uno que se borró a solicitud de su cliente: {tag}." in first.out
    assert str(order) not in ledger_of(tmp_path / "l", catalog, keys).orders

    place = root / "data/revocations.yml"
    place.write_text(place.read_text(encoding="utf-8").replace(", erase: true", ""), encoding="utf-8")
    sync[2] = tmp_path / "l"
    with billing_of(again, credentials, keys, later) as environ:
        second = call(*sync, "--now", later.isoformat(), environ=environ, root=root)
    assert (second.code, "Un pedido nuevo" in second.out) == (0, False)
    site = tmp_path / "site"
    ran = call("build", "--ledger", sync[2], "--out", site, "--now", later.isoformat(), environ=keys, root=root)
    assert ran.code == 0, ran.err
    (number,) = [one.number for one in again.orders if one.id == order]
    assert json.loads(opened(site, link(str(order), site, keys, root)))["order"] == str(number)
    with pytest.raises(FileNotFoundError):
        opened(site, old)


def test_many_at_once_stop_the_run_unless_told(
    tmp_path: Path,
    catalog: Catalog,
    history: MadeUpHistory,
    credentials: Credentials,
    keys: Environ,
    first_ledger: Path,
) -> None:
    """Nothing is written, and the remedy says what happens to the links."""
    again, ids = restored(history, 4)
    with billing_of(again, credentials, keys, END) as environ:
        stopped = synced(first_ledger, tmp_path / "l", environ)
        told = synced(first_ledger, tmp_path / "m", environ, "--accept-drop")

    assert_stopped(stopped, 3, hidden=[str(order.number) for order in again.orders])
    assert "Hay 4 pedidos conocidos que ahora tienen otro número u otra fecha" in stopped.err
    assert not (tmp_path / "l").exists()
    assert told.code == 0, told.err
    assert set(ledger_of(tmp_path / "m", catalog, keys).raised_revisions) == {OrderId(str(order)) for order in ids}


def without(history: MadeUpHistory, orders: set[int]) -> MadeUpHistory:
    """Return a billing that lacks some orders."""
    return replace(history, orders=tuple(order for order in history.orders if order.id not in orders))


def test_what_a_backup_of_a_week_ago_lost_is_told_from_the_first_run_on(
    tmp_path: Path,
    catalog: Catalog,
    history: MadeUpHistory,
    credentials: Credentials,
    keys: Environ,
    environ: Environ,
    first_ledger: Path,
) -> None:
    """The run stops; accepted, every run tells what is missing, and open orders keep their pages for a day."""
    assert synced(first_ledger, tmp_path / "l", environ).code == 0
    known = ledger_of(tmp_path / "l", catalog, keys).orders
    lost = {order.id for order in history.orders if BEFORE < order.placed_at <= END}
    still_open = {key for key, order in known.items() if int(key) in lost and order.closed_at is None}
    closed = len(known.keys() & {str(order) for order in lost}) - len(still_open)
    assert len(still_open) > 3
    page = tmp_path / "summary.md"
    moments = [END + timedelta(hours=hours) for hours in (1, 2, 26)]
    on_github = {**keys, "GITHUB_STEP_SUMMARY": str(page)}
    with billing_of(without(history, lost), credentials, on_github, moments[0]) as there:
        stopped = synced(tmp_path / "l", tmp_path / "m", there, now=moments[0])
        first = synced(tmp_path / "l", tmp_path / "m", there, "--accept-drop", now=moments[0])
        told = page.read_text(encoding="utf-8")
    with billing_of(without(history, lost), credentials, keys, moments[1]) as there:
        second = synced(tmp_path / "m", tmp_path / "n", there, now=moments[1])
    with billing_of(without(history, lost), credentials, keys, moments[2]) as there:
        last = synced(tmp_path / "n", tmp_path / "o", there, now=moments[2])

    assert_stopped(stopped, 3)
    assert f"Faltan {len(still_open)} de " in stopped.err
    assert [ran.code for ran in (first, second, last)] == [0, 0, 0]
    line = f"{len(still_open)} pedidos sin terminar, {closed} pedidos cerrados, "
    assert f"Faltan en la facturación y conservan su última vista: {line}" in first.out
    assert f"{len(still_open)} pedidos sin terminar, 0 pedidos cerrados, " in second.out
    assert f"{closed} de ellos porque faltan en la facturación." in second.out
    assert f"{len(still_open)} de ellos porque faltan en la facturación." in last.out
    tag = order_tag(read_secrets(keys).current, catalog.company.site, min(still_open))
    words = f"pedido {tag}, sin terminar, falta desde {moments[0]:%Y-%m-%dT%H:%MZ}"
    assert (f"Falta en la facturación: {words}." in second.out, f"- {words}\n" in told) == (True, True)
    assert f"| Pedidos sin terminar que faltan en la facturación | {len(still_open)} |" in told
    assert still_open <= ledger_of(tmp_path / "n", catalog, keys).orders.keys()
    assert not still_open & ledger_of(tmp_path / "o", catalog, keys).orders.keys()

    judged = call("verdict", "--ledger", tmp_path / "n", "--ids", environ=keys)
    assert (judged.code, f"{words}, id interno {min(still_open)}\n" in judged.out) == (0, True)


def test_one_order_that_staff_deleted_makes_no_run_red(
    tmp_path: Path,
    catalog: Catalog,
    history: MadeUpHistory,
    credentials: Credentials,
    keys: Environ,
    first_ledger: Path,
) -> None:
    """It is told for a day, and then it is gone."""
    known = ledger_of(first_ledger, catalog, keys).orders
    deleted = next(key for key, order in known.items() if order.closed_at is None)
    place = first_ledger
    for hours in (1, 2, 24, 26):
        now = BEFORE + timedelta(hours=hours)
        with billing_of(without(history, {int(deleted)}), credentials, keys, now) as there:
            ran = synced(place, tmp_path / "l", there, now=now)
        place = tmp_path / "l"
        assert ran.code == 0, ran.err
        assert (deleted in ledger_of(place, catalog, keys).orders) == (hours < 25) == ("sin terminar, falta" in ran.out)
