"""Every field of the API that nobody needs holds a canary: none is found in anything that runs leave and say."""

from __future__ import annotations

import base64
import json
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

import pytest

from generator.load import load_catalog
from generator.model.catalog import Catalog
from generator.publish.derived_names import token
from generator.publish.ledger_file import open_ledger
from generator.publish.seal import open_view
from generator.publish.secret import read_secrets
from generator.sandbox import Credentials, MadeUpHistory, SpecialOrder
from tests.browser.sealing import file_name
from tests.cli.calls import BEFORE, END, Ran, call
from tests.cli.needles import core, found, site_bytes
from tests.cli.planting import Environ, plaintext, reading_all, said, secret_values
from tests.doubles.canaries import Canaries, canary, canary_fields
from tests.doubles.faulty_billing import FaultyBilling

KEPT = canary("GetOrders.lineitem", "product")
"""Stands in a field that is kept: where it may be, the search must find it, or finding nothing would mean nothing."""


@dataclass(frozen=True)
class Run:
    """Two syncs, a build and a verdict over planted canaries: what was planted, what they said and what they left."""

    catalog: Catalog
    environ: Environ
    planted: Canaries
    said: bytes
    ledger: Path
    site: Path

    def searched(self) -> list[str]:
        """Return every canary, every secret of the environment, and the key as other alphabets spell it."""
        key = read_secrets(self.environ).current.key
        spelt = [base64.b64encode(key).decode().rstrip("="), base64.b32encode(key).decode().rstrip("=")]
        return [KEPT, *self.planted.values(), *secret_values(self.environ), *spelt]

    def tokens(self) -> list[bytes]:
        """Return what opens each order's page."""
        keys, site = read_secrets(self.environ), self.catalog.company.site
        orders = open_ledger(keys, site, self.ledger.read_bytes()).orders
        return [token(keys.current, site, order, 0) for order in orders]


@pytest.fixture(scope="module")
def run(
    history: MadeUpHistory, credentials: Credentials, keys: Environ, tmp_path_factory: pytest.TempPathFactory
) -> Run:
    """Give the files and the words of these commands; to be read only."""
    folder = tmp_path_factory.mktemp("planted")
    ledger, site, page = folder / "ledger.bin", folder / "site", folder / "summary.md"
    root = reading_all(tmp_path_factory.mktemp("root"), history)
    with FaultyBilling(with_kept(history), as_of=BEFORE, credentials=credentials) as server:
        planted = server.plant_canaries()
        environ = {**keys, "DEMORAS_WHMCS_URL": server.url, "GITHUB_STEP_SUMMARY": str(page), "GITHUB_ACTIONS": "true"}

        def ran(*argv: str | Path, now: datetime) -> Ran:
            done = call(*argv, "--now", now.isoformat(), environ=environ, root=root)
            assert done.code == 0, done.err
            return done

        calls = [ran("sync", "--new-ledger", "--verbose", "--out", ledger, now=BEFORE)]
        server.as_of = END
        calls += [ran("sync", "--previous", ledger, "--verbose", "--out", ledger, now=END)]
        calls += [ran("build", "--ledger", ledger, "--out", site, now=END)]
        calls += [ran("verdict", "--ledger", site, now=END)]
        assert {action for action, _ in server.requests} >= {"GetClientsProducts", "GetTicket"}
    return Run(load_catalog(root), environ, planted, said(*calls, page=page), ledger, site)


def with_kept(history: MadeUpHistory) -> MadeUpHistory:
    """Return the history once the products of one order bear a canary."""
    number = history.special_orders[SpecialOrder.IN_PROGRESS_LATE]
    orders = list(history.orders)
    at = next(index for index, order in enumerate(orders) if order.id == number)
    orders[at] = replace(orders[at], lines=tuple(replace(line, product=KEPT) for line in orders[at].lines))
    return replace(history, orders=tuple(orders))


def test_enough_canaries_were_planted(run: Run) -> None:
    assert set(run.planted) == set(canary_fields())
    assert len({core(text) for text in (*run.planted.values(), KEPT)}) == len(run.planted) + 1 > 60


def test_no_canary_and_no_secret_stands_in_any_byte_of_the_site(run: Run) -> None:
    """Not even the product's text, which its client alone reads."""
    haystack = site_bytes(run.site)
    assert found([*run.searched(), "canary"], haystack) == []
    assert len(haystack) > 1_000_000


def test_the_ledger_s_plaintext_holds_the_product_s_canary_and_no_other(run: Run) -> None:
    assert found(run.searched(), plaintext(run.ledger, run.catalog, run.environ)) == [KEPT]


def test_the_opened_orders_hold_what_clients_read_of_the_product_s_canary_and_no_other(run: Run) -> None:
    """It has the form of a tag, which nobody ordered."""
    views = [open_view(each, (run.site / "pedido" / "d" / file_name(each)).read_bytes()) for each in run.tokens()]
    assert len(views) > 200
    names = [{item["name"] for item in json.loads(view)["items"]} for view in views]
    assert [name for name in names if name & {KEPT, KEPT.partition("> ")[2]}] == [{KEPT.partition("> ")[2]}]
    assert found(run.searched(), b"\n".join(views)) == []


def test_a_run_says_the_product_that_nobody_mapped_and_no_other_canary(run: Run) -> None:
    """Neither --verbose nor GitHub's page adds one, nor a secret, nor what opens an order's page."""
    ends = [base64.b32encode(each).decode().lower() for each in run.tokens()]
    assert found([*run.searched(), *ends], run.said) == [KEPT]
    page = run.said.partition("### Sincronización".encode())[2]
    assert found([*run.searched(), "canary"], page) == []
    for word in ("GetTicket: HTTP 200", "Ledger escrito", "| Segundos (límites", "Sitio construido", "Nada quedó"):
        assert word.encode() in run.said
