"""`demoras --version` says what somebody needs who looks for a fault, in four lines."""

from __future__ import annotations

import os
import re
from importlib.metadata import version
from pathlib import Path

import pytest

from generator import __version__
from generator.cli.main import main
from generator.cli.program_version import version_lines
from generator.publish.ledger_file import READERS
from tests.cli.test_diff import commit, git
from tests.load.tree import DataTree
from tests.sample_company import SAMPLE


def told(root: Path) -> list[str]:
    return list(version_lines(root, {"PATH": os.environ["PATH"]}))


def test_it_ends_well_and_names_program_engines_and_formats(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["--root", str(SAMPLE), "--version"])

    program, engines, formats, data = capsys.readouterr().out.splitlines()
    assert ended.value.code == 0
    assert program.startswith(f"demoras {__version__}, ")
    assert re.match(r"Python 3\.\d+\.\d+, ", engines)
    assert f"MkDocs {version('mkdocs')}, Material {version('mkdocs-material')}" in engines
    assert formats == f"Formatos: Ledger {max(READERS)} (lee desde 1), pedidos 1, datos abiertos 1"
    assert data.startswith("Datos: ")


def test_the_data_stand_at_the_last_commit_that_changed_them(tmp_path: Path) -> None:
    """And what nobody has committed is said; what changed elsewhere is no matter."""
    tree = DataTree.at(tmp_path / "project")
    assert told(tree.root)[-1] == "Datos: sin revisión de git"
    git(tree.root, "init", "--quiet")
    commit(tree.root, "first")
    first = told(tree.root)[-1]
    assert re.fullmatch(r"Datos: revisión [0-9a-f]{7,}", first)

    tree.write("site_src/docs/index.md", "# Inicio\n")
    commit(tree.root, "second")
    assert told(tree.root)[-1] == first

    tree.edit("data/services/simplenews.yml", "2 días hábiles", "3 días hábiles")
    assert told(tree.root)[-1] == f"{first}, con cambios sin confirmar"


def test_a_folder_without_data_is_said(tmp_path: Path) -> None:
    assert told(tmp_path)[-1] == f"Datos: no hay {tmp_path / 'data'}"


def test_a_machine_without_git_knows_no_revision() -> None:
    assert list(version_lines(SAMPLE, {"PATH": ""}))[-1] == "Datos: sin revisión de git"
