"""`demoras drift` lists promises that have left what happens, and writes the figure that would fit into one file."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path

import pytest

from generator.load import load_catalog
from generator.publish.ledger_file import seal_ledger
from generator.publish.secret import read_secrets
from tests.cli.calls import assert_stopped, call
from tests.load.tree import DataTree
from tests.site.measured import NOW, measured_ledger

HOSTING = "data/services/hosting.yml"


@pytest.fixture
def tree(tmp_path: Path) -> DataTree:
    """Give a company that a test may change."""
    return DataTree.at(tmp_path)


@pytest.fixture
def ledger(tree: DataTree, keys: Mapping[str, str], tmp_path: Path) -> Path:
    """Give a Ledger in which hosting, and nothing else, took nine minutes of its two for a month."""
    catalog = load_catalog(tree.root)
    measured = measured_ledger(catalog)
    row = next(one for one in measured.finished if one.service == "hosting")
    late = row.model_copy(
        update={"day": (NOW - timedelta(3)).date(), "least": 9, "most": 9, "on_time": False, "count": 12}
    )
    path = tmp_path / "ledger.bin"
    sealed = seal_ledger(read_secrets(keys), catalog.company.site, measured.model_copy(update={"finished": (late,)}))
    path.write_bytes(sealed)
    return path


def test_it_lists_what_is_promised_what_happened_and_what_would_fit(
    tree: DataTree, ledger: Path, keys: Mapping[str, str]
) -> None:
    ran = call("drift", "--ledger", ledger, root=tree.root, environ=keys)
    assert (ran.code, ran.err) == (0, "")
    told = "hosting: se pasa; promete 2 minutos, y en los últimos 30 días 9 de cada 10 estuvieron en 9 minutos."
    assert ran.out.splitlines() == [f"{told} Propuesto: 9 minutos"]


def test_it_writes_the_proposed_figure_of_one_service(tree: DataTree, ledger: Path, keys: Mapping[str, str]) -> None:
    """After which nothing has drifted any more."""
    before = (tree.root / HOSTING).read_text(encoding="utf-8")
    ran = call("drift", "--ledger", ledger, "--write", "hosting", root=tree.root, environ=keys)
    assert (ran.code, ran.err) == (0, "")
    after = (tree.root / HOSTING).read_text(encoding="utf-8")
    assert after == before.replace("promise: 2 minutos", "promise: 9 minutos")
    again = call("drift", "--ledger", ledger, root=tree.root, environ=keys)
    assert again.out == "Ningún plazo se apartó de lo que pasa.\n"


def test_a_service_that_has_not_drifted_is_not_written(tree: DataTree, ledger: Path, keys: Mapping[str, str]) -> None:
    ran = call("drift", "--ledger", ledger, "--write", "acme", root=tree.root, environ=keys)
    assert_stopped(ran, 2)
    assert "hosting" in ran.err
