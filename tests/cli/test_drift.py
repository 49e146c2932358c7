"""`demoras drift` lists promises that have left what happens, and writes the figure that would fit into one file."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path

import pytest

from generator.load import load_catalog
from generator.model.base import ServiceId
from generator.model.promise import UNITS, Promise, Unit
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


def ledger_of(root: Path, keys: Mapping[str, str], path: Path, figure: int, **changes: object) -> Path:
    """Seal a Ledger in which hosting, and nothing else, took so long for a month, late."""
    catalog = load_catalog(root)
    measured = measured_ledger(catalog)
    promise = catalog.services[ServiceId("hosting")].promise
    row = next(one for one in measured.finished if one.service == "hosting")
    late = {"day": (NOW - timedelta(3)).date(), "unit": promise.unit.key, "promised": promise.last, "count": 12}
    late |= {"least": figure, "most": figure, "on_time": False, **changes}
    told = measured.model_copy(update={"finished": (row.model_copy(update=late),)})
    path.write_bytes(seal_ledger(read_secrets(keys), catalog.company.site, told))
    return path


@pytest.fixture
def ledger(tree: DataTree, keys: Mapping[str, str], tmp_path: Path) -> Path:
    """Give a Ledger in which hosting took nine minutes of its two."""
    return ledger_of(tree.root, keys, tmp_path / "ledger.bin", 9)


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


@pytest.mark.parametrize(
    ("figure", "changes", "told"),
    [
        # More than a phrase can say: of minutes, 9999 hours.
        (9999 * 60 + 1, {}, "9 de cada 10 estuvieron en 10000 horas"),
        (9, {"cancelled": True}, "tantos siguen sin terminar que no se sabe en cuánto están 9 de cada 10"),
    ],
)
def test_what_nothing_is_proposed_for_is_listed_and_not_written(
    tree: DataTree, keys: Mapping[str, str], tmp_path: Path, figure: int, changes: Mapping[str, object], told: str
) -> None:
    ledger = ledger_of(tree.root, keys, tmp_path / "ledger.bin", figure, **changes)
    ran = call("drift", "--ledger", ledger, root=tree.root, environ=keys)
    line = f"hosting: se pasa; promete 2 minutos, y en los últimos 30 días {told}"
    assert (ran.code, ran.out.splitlines()) == (0, [line])
    before = (tree.root / HOSTING).read_bytes()
    assert_stopped(call("drift", "--ledger", ledger, "--write", "hosting", root=tree.root, environ=keys), 2)
    assert (tree.root / HOSTING).read_bytes() == before


@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.key)
@pytest.mark.parametrize(("quote", "comment"), [('"', "  # lo dijo Ana"), ("'", ""), ("", " # eran '3'")])
def test_it_writes_a_promise_of_any_unit_between_its_quotes_and_before_its_comment(
    tree: DataTree, keys: Mapping[str, str], tmp_path: Path, unit: Unit, quote: str, comment: str
) -> None:
    """And the file is right afterwards: the next look finds it as long as what happens."""
    before, after = Promise(2, 4, unit), Promise(2, 9, unit)
    line = "promise: {quote}{promise}{quote}{comment}\n"
    path = tree.root / HOSTING
    text = path.read_text(encoding="utf-8")
    old, new = (line.format(quote=quote, promise=one, comment=comment) for one in (before, after))
    path.write_text(text.replace("promise: 2 minutos\n", old), encoding="utf-8")
    ledger = ledger_of(tree.root, keys, tmp_path / "ledger.bin", 9)
    ran = call("drift", "--ledger", ledger, "--write", "hosting", root=tree.root, environ=keys)
    assert (ran.code, ran.err) == (0, "")
    assert path.read_text(encoding="utf-8") == text.replace("promise: 2 minutos\n", new)
    again = call("drift", "--ledger", ledger, root=tree.root, environ=keys)
    assert again.out == "Ningún plazo se apartó de lo que pasa.\n"


def test_where_nothing_has_drifted_nothing_can_be_written(
    tree: DataTree, keys: Mapping[str, str], tmp_path: Path
) -> None:
    ledger = ledger_of(tree.root, keys, tmp_path / "ledger.bin", 2, on_time=True)
    ran = call("drift", "--ledger", ledger, "--write", "hosting", root=tree.root, environ=keys)
    assert_stopped(ran, 2)
    assert "ninguno" in ran.err
