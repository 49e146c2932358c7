"""A made-up company's repository whose first run has been published, for each test to go on from."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from generator.cli.site_server import site_server
from generator.load import load_catalog
from generator.sandbox import MadeUpHistory, make_up_history
from tests.cli.calls import END, in_thread
from tests.cli.conftest import CREDENTIALS, SECRET
from tests.doubles.faulty_billing import FaultyBilling
from tests.made_once import made_once
from tests.sample_company import SAMPLE, copied
from tests.workflows.whole_runs import GitHub

FIRST = END - timedelta(hours=1)
"""The moment of the first run."""
SECRETS = {
    "DEMORAS_SECRET": SECRET,
    "DEMORAS_WHMCS_IDENTIFIER": CREDENTIALS.identifier,
    "DEMORAS_WHMCS_SECRET": CREDENTIALS.secret,
    "DEMORAS_WHMCS_ACCESS_KEY": CREDENTIALS.access_key or "",
}


@pytest.fixture(scope="session")
def history() -> MadeUpHistory:
    return make_up_history(load_catalog(SAMPLE), end=END)


@pytest.fixture
def billing(history: MadeUpHistory) -> Iterator[FaultyBilling]:
    with FaultyBilling(history, as_of=END, credentials=CREDENTIALS) as server:
        yield server


@pytest.fixture(scope="session")
def begun(tmp_path_factory: pytest.TempPathFactory) -> GitHub:
    """Give a repository that nothing was published from; to be copied."""

    def make(folder: Path) -> None:
        (folder / "checkout").mkdir()
        GitHub.at(folder / "github", copied(folder / "checkout"), FIRST)

    return GitHub(made_once(tmp_path_factory, "begun", make) / "github", FIRST)


@pytest.fixture(scope="session")
def published(tmp_path_factory: pytest.TempPathFactory, begun: GitHub, history: MadeUpHistory) -> GitHub:
    """Give one after its first run; to be copied."""

    def make(folder: Path) -> None:
        with FaultyBilling(history, as_of=FIRST, credentials=CREDENTIALS) as server:
            github = configured(begun.copied(folder / "github"), server, "http://127.0.0.1:9/")
            ran = github.run("publish", "workflow_dispatch", {"inputs": {"new_ledger": "true"}})
        assert set(ran.results.values()) == {"success"}, ran.log

    return GitHub(made_once(tmp_path_factory, "published", make) / "github", FIRST, number=1)


@pytest.fixture
def github(tmp_path: Path, published: GitHub, billing: FaultyBilling) -> Iterator[GitHub]:
    """Give one after its first run, with billing and Pages at work."""
    made = published.copied(tmp_path / "github")
    with site_server(made.folder / "pages", 0) as server, in_thread(server):
        yield configured(made, billing, f"http://127.0.0.1:{server.server_port}/")


@pytest.fixture
def later(github: GitHub, billing: FaultyBilling) -> GitHub:
    """Give the repository half an hour after its first run."""
    github.now = billing.as_of = END - timedelta(minutes=30)
    return github


def configured(github: GitHub, billing: FaultyBilling, site: str) -> GitHub:
    """Give a repository its secrets and its variable."""
    github.secrets |= {**SECRETS, "DEMORAS_WHMCS_URL": billing.url}
    github.variables["DEMORAS_SITE_URL"] = site
    return github
