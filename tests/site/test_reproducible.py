"""The same data, Ledger and moment give the same bytes, whoever builds and whenever."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from tests.cli.calls import program
from tests.site.making import NOW, SECRET, Made, build


def digests(folder: Path) -> dict[str, str]:
    """Return the hash of every file of a folder by its path."""
    files = [path for path in folder.rglob("*") if path.is_file()]
    return {str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def test_a_second_build_gives_the_same_bytes(made: Made, tmp_path: Path) -> None:
    build(made, tmp_path / "site")
    assert digests(tmp_path / "site") == digests(made.site)


@pytest.mark.parametrize("seed", ["0", "4242"])
def test_the_order_of_python_s_sets_changes_nothing(made: Made, tmp_path: Path, seed: str) -> None:
    """Built by the command, in a process of its own with another hash seed, zone and language."""
    environ = {"DEMORAS_SECRET": SECRET, "PYTHONHASHSEED": seed, "TZ": "Asia/Tokyo", "LANG": "C", "LC_ALL": "C"}
    words = ("build", "--ledger", made.ledger_file, "--out", tmp_path / "site", "--now", NOW.isoformat())
    ran = program(*words, environ=environ)

    assert (ran.returncode, ran.stderr) == (0, "")
    assert digests(tmp_path / "site") == digests(made.site)
