"""One made-up billing system, a first Ledger and a built site for the folder; each test calls the real command."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from generator.cli.site_server import site_server
from generator.load import load_catalog
from generator.model.catalog import Catalog
from generator.sandbox import Credentials, MadeUpHistory, make_up_history
from tests.cli.calls import BEFORE, END, call, in_thread
from tests.doubles.faulty_billing import FaultyBilling
from tests.made_once import made_once
from tests.sample_company import SAMPLE

SECRET = "f1d27c40a86b935e12cd7f8048bb36a9e5570fce21946b3d8a0c57e9d3b16482"
CREDENTIALS = Credentials("3be0c81f7a25d4960e13", "c94f1b7e20da6835", "7d02a9e46c18")
"""One set for all workers of a run, which share what was made with them."""


@pytest.fixture(scope="session")
def catalog() -> Catalog:
    return load_catalog(SAMPLE)


@pytest.fixture(scope="session")
def history(catalog: Catalog) -> MadeUpHistory:
    return make_up_history(catalog, end=END)


@pytest.fixture(scope="session")
def credentials() -> Credentials:
    return CREDENTIALS


@pytest.fixture(scope="session")
def keys(credentials: Credentials) -> Mapping[str, str]:
    """Give every variable of the environment but the address of billing."""
    return {
        "DEMORAS_SECRET": SECRET,
        "DEMORAS_WHMCS_IDENTIFIER": credentials.identifier,
        "DEMORAS_WHMCS_SECRET": credentials.secret,
        "DEMORAS_WHMCS_ACCESS_KEY": credentials.access_key or "",
    }


@pytest.fixture
def billing(history: MadeUpHistory, credentials: Credentials) -> Iterator[FaultyBilling]:
    with FaultyBilling(history, as_of=END, credentials=credentials) as server:
        yield server


@pytest.fixture
def environ(billing: FaultyBilling, keys: Mapping[str, str]) -> Mapping[str, str]:
    return {**keys, "DEMORAS_WHMCS_URL": billing.url}


@pytest.fixture(scope="session")
def first_ledger(
    history: MadeUpHistory, credentials: Credentials, keys: Mapping[str, str], tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """Give the file of a Ledger of a week before the end; to be read only."""

    def sync(folder: Path) -> None:
        with FaultyBilling(history, as_of=BEFORE, credentials=credentials) as server:
            environ = {**keys, "DEMORAS_WHMCS_URL": server.url}
            out = folder / "ledger.bin"
            ran = call("sync", "--new-ledger", "--out", out, "--now", BEFORE.isoformat(), environ=environ)
        assert ran.code == 0, ran.err

    return made_once(tmp_path_factory, "ledger", sync) / "ledger.bin"


@pytest.fixture(scope="session")
def built(first_ledger: Path, keys: Mapping[str, str], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the folder of that Ledger's site; to be read only."""

    def build(folder: Path) -> None:
        out = folder / "site"
        ran = call("build", "--ledger", first_ledger, "--out", out, "--now", BEFORE.isoformat(), environ=keys)
        assert ran.code == 0, ran.err

    return made_once(tmp_path_factory, "built", build) / "site"


@pytest.fixture
def live(built: Path) -> Iterator[str]:
    """Give the address of that site, served over HTTP."""
    with site_server(built, 0) as server, in_thread(server):
        yield f"http://127.0.0.1:{server.server_port}/"
