"""The same data, Ledger and moment give the same bytes, whoever builds and whenever."""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.cli.calls import program
from tests.site.making import NOW, SECRET, Made, build

MADE = re.compile(
    r"(updated|published|lastmod|generated_at|data_as_of|synced_at|date(?:Modified|Published)|DTSTAMP)"
    r"[^0-9a-z]{1,4}(\d{4}-?\d\d-?\d\d(?:T\d\d:?\d\d:?\d\dZ)?)"
)
"""Moments at which something says that it was made or changed; dates of what is to come have other names."""


def digests(folder: Path) -> dict[str, str]:
    """Return the hash of every file of a folder by its path."""
    files = [path for path in folder.rglob("*") if path.is_file()]
    return {str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def test_a_second_build_gives_the_same_bytes(made: Made, tmp_path: Path) -> None:
    build(made, tmp_path / "site")
    assert digests(tmp_path / "site") == digests(made.site)


def test_nothing_says_that_it_was_made_after_the_moment_of_the_build(made: Made) -> None:
    found = defaultdict(set)
    for path in made.site.rglob("*"):
        if path.suffix in (".html", ".xml", ".json", ".ics"):
            for name, moment in MADE.findall(path.read_text(encoding="utf-8")):
                found[name].add(datetime.fromisoformat(moment).replace(tzinfo=UTC))
    assert {"updated", "lastmod", "generated_at", "data_as_of", "synced_at", "DTSTAMP"} <= set(found)
    assert {name: max(moments) for name, moments in found.items() if max(moments) > NOW} == {}


@pytest.mark.parametrize("seed", ["0", "4242"])
def test_the_order_of_python_s_sets_changes_nothing(made: Made, tmp_path: Path, seed: str) -> None:
    """Built by the command, in a process of its own with another hash seed, zone and language."""
    environ = {"DEMORAS_SECRET": SECRET, "PYTHONHASHSEED": seed, "TZ": "Asia/Tokyo", "LANG": "C", "LC_ALL": "C"}
    words = ("build", "--ledger", made.ledger_file, "--out", tmp_path / "site", "--now", NOW.isoformat())
    ran = program(*words, environ=environ)

    assert (ran.returncode, ran.stderr) == (0, "")
    assert digests(tmp_path / "site") == digests(made.site)
