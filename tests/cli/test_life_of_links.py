"""What becomes of an order's link: revoked, erased, made with another secret, or its order closed for long."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from generator.model.catalog import Catalog
from generator.model.ledger import Ledger
from generator.publish.derived_names import order_tag
from generator.publish.ledger_file import open_ledger
from generator.publish.secret import new_secret, read_secrets
from tests.cli.calls import BEFORE, END, call, fingerprint
from tests.cli.links import opened
from tests.sample_company import SAMPLE, copied

Environ = Mapping[str, str]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Give the root of a copy of the data that can be built, the page engine's hooks beside it."""
    return copied(tmp_path / "copia")


def ledger_of(place: Path, catalog: Catalog, environ: Environ) -> Ledger:
    """Return the Ledger of a file."""
    return open_ledger(read_secrets(environ), catalog.company.site, place.read_bytes())


def link(order: str, ledger: Path, environ: Environ, root: Path = SAMPLE) -> str:
    """Return an order's present link, as of a Ledger."""
    ran = call("link", order, "--ledger", ledger, environ=environ, root=root)
    assert ran.code == 0, ran.err
    return ran.out


def built_into(out: Path, ledger: Path, environ: Environ, root: Path = SAMPLE, now: datetime = BEFORE) -> Path:
    """Build a Ledger's site."""
    ran = call("build", "--ledger", ledger, "--out", out, "--now", now.isoformat(), environ=environ, root=root)
    assert ran.code == 0, ran.err
    return out


def synced_to(out: Path, ledger: Path, environ: Environ, root: Path) -> str:
    """Sync from a Ledger and return what the run said."""
    ran = call("sync", "--previous", ledger, "--out", out, "--now", END.isoformat(), environ=environ, root=root)
    assert ran.code == 0, ran.err
    return ran.out


def is_gone(site: Path, old_link: str) -> bool:
    """Tell whether a link finds no file."""
    with pytest.raises(FileNotFoundError):
        opened(site, old_link)
    return True


def test_a_revoked_link_and_an_erased_order_are_gone_and_all_others_stay(
    tmp_path: Path, root: Path, catalog: Catalog, environ: Environ, first_ledger: Path, built: Path
) -> None:
    """At once on the site, even from the Ledger of before; and in the next run in the Ledger too."""
    known = ledger_of(first_ledger, catalog, environ)
    owner = next(ticket.order for ticket in known.tickets.values() if ticket.order)
    erased = known.orders[owner]
    revoked = next(order for order in known.orders.values() if order.id != erased.id)
    old = {order.id: link(order.id, first_ledger, environ) for order in (erased, revoked)}
    assert call("revoke", revoked.id, "--ledger", first_ledger, environ=environ, root=root).code == 0
    assert call("revoke", "--erase", erased.id, "--ledger", first_ledger, environ=environ, root=root).code == 0

    site = built_into(tmp_path / "site", first_ledger, environ, root)
    assert json.loads(opened(site, link(revoked.id, first_ledger, environ, root)))["order"] == revoked.number
    assert all(is_gone(site, one) for one in old.values())
    before, after = (
        {name: sha for name, (sha, _) in fingerprint(one / "pedido" / "d").items()} for one in (built, site)
    )
    assert len(after) == len(before) - 1
    assert len(after.items() & before.items()) == len(before) - 2

    said = synced_to(tmp_path / "l", first_ledger, environ, root)
    ledger = ledger_of(tmp_path / "l", catalog, environ)
    theirs = {ticket.number for ticket in known.tickets.values() if ticket.order == erased.id}
    assert theirs
    assert erased.id not in ledger.orders | ledger.kept_back_orders
    assert [text for text in (erased.number, *theirs) if text in ledger.model_dump_json()] == []
    assert known.orders.keys() - ledger.orders.keys() == {erased.id}
    assert erased.number not in said


def test_a_rotation_keeps_both_links_until_the_old_secret_is_dropped(
    tmp_path: Path, root: Path, catalog: Catalog, environ: Environ, first_ledger: Path
) -> None:
    """The Ledger moves on to the new secret, and an order erased before stays erased once its line is renewed."""
    fresh = {"DEMORAS_SECRET": new_secret()}
    rotating = {**environ, **fresh, "DEMORAS_SECRET_PREVIOUS": environ["DEMORAS_SECRET"]}
    alone = {**environ, **fresh}
    order, erased, *_ = ledger_of(first_ledger, catalog, environ).orders
    assert call("revoke", "--erase", erased, "--ledger", first_ledger, environ=environ, root=root).code == 0
    links = [link(order, first_ledger, one, root) for one in (environ, rotating)]

    page = tmp_path / "summary.md"
    said = synced_to(tmp_path / "l", first_ledger, {**rotating, "GITHUB_STEP_SUMMARY": str(page)}, root)
    site = built_into(tmp_path / "site", tmp_path / "l", rotating, root, END)
    assert links[0] != links[1]
    assert opened(site, links[0]) == opened(site, links[1])
    renewed = order_tag(read_secrets(rotating).current, catalog.company.site, erased)
    line = f"  - {{tag: {renewed}, revision: 1, erase: true}}\n"
    assert f"DEMORAS_SECRET_PREVIOUS agregue a data/revocations.yml, o estos pedidos volverán:\n{line}" in said
    assert f"volverán:\n\n```yaml\n{line}```\n" in page.read_text(encoding="utf-8")

    with (root / "data/revocations.yml").open("a", encoding="utf-8") as file:
        file.write(line)
    assert "DEMORAS_SECRET_PREVIOUS" not in synced_to(tmp_path / "l", tmp_path / "l", rotating, root)
    synced_to(tmp_path / "l", tmp_path / "l", alone, root)
    assert built_into(site, tmp_path / "l", alone, root, END) == site
    assert is_gone(site, links[0])
    assert opened(site, links[1])
    assert order in ledger_of(tmp_path / "l", catalog, alone).orders
    assert erased not in ledger_of(tmp_path / "l", catalog, alone).orders


def test_a_closed_order_leaves_a_note_and_then_nothing(
    tmp_path: Path, catalog: Catalog, keys: Environ, first_ledger: Path, built: Path
) -> None:
    """While orders that are open keep their page, from one and the same Ledger."""
    orders = ledger_of(first_ledger, catalog, keys).orders.values()
    closed = [order for order in orders if order.closed_at is not None]
    ended, still = closed[0], next(order for order in orders if order.closed_at is None)
    assert json.loads(opened(built, link(ended.id, first_ledger, keys)))["items"]

    site = built_into(tmp_path / "site", first_ledger, keys, now=BEFORE + timedelta(days=31))
    note = {"v": 1, "order": ended.number, "closed": True, "items": [], "tickets": [], "ended": ["active"]}
    assert json.loads(opened(site, link(ended.id, first_ledger, keys))) == note | {"changed_at": "2026-11-13T18:00:00Z"}
    assert opened(site, link(still.id, first_ledger, keys)) == opened(built, link(still.id, first_ledger, keys))

    built_into(site, first_ledger, keys, now=BEFORE + timedelta(days=91))
    assert is_gone(site, link(ended.id, first_ledger, keys))
    assert len(list((site / "pedido" / "d").iterdir())) == len(orders) - len(closed)
    assert opened(site, link(still.id, first_ledger, keys)) == opened(built, link(still.id, first_ledger, keys))
