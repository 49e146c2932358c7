"""What the project depends on: declared, locked by hash without naming a host, and explained, all three the same."""

from __future__ import annotations

import hashlib
import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
VENDOR = ROOT / "site_src" / "docs" / "assets" / "vendor"
FONTS = ROOT / "generator" / "render" / "fonts"
PAGE = ROOT / "docs" / "dependencies.md"
LOCKS = pytest.mark.parametrize("name", ["run", "dev"])


def declared() -> tuple[set[str], set[str]]:
    """Return the names that pyproject.toml asks for: to run, and to develop."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    of_each = (project["dependencies"], project["optional-dependencies"]["dev"])
    run, dev = ({re.split(r"[^A-Za-z0-9-]", line)[0] for line in lines} for lines in of_each)
    return run, dev


def lock_text(name: str) -> str:
    """Return a lock as it is."""
    return (ROOT / "requirements" / f"{name}.lock").read_text(encoding="utf-8")


def pins(name: str) -> dict[str, set[str]]:
    """Return each locked package with its pins; there are two where Python versions need different ones."""
    found: dict[str, set[str]] = {}
    for package, pin in re.findall(r"^([a-z0-9][a-z0-9-]*)==(\S+)", lock_text(name), re.MULTILINE):
        found.setdefault(package, set()).add(pin)
    return found


@LOCKS
def test_every_locked_package_carries_its_hashes(name: str) -> None:
    """Nothing is installed that was not seen when the lock was made."""
    entries = re.split(r"^(?=[^\s#])", lock_text(name), flags=re.MULTILINE)[1:]

    assert entries
    assert [entry.split()[0] for entry in entries if not re.search(r"--hash=sha256:[0-9a-f]{64}\b", entry)] == []


@LOCKS
def test_no_lock_names_a_host(name: str) -> None:
    """Each machine brings its own index; a recorded one would bind everybody to ours."""
    assert re.findall(r"://|--(?:extra-)?index\b|--find-links|--trusted-host", lock_text(name)) == []


def test_there_is_no_uv_lock() -> None:
    """It records where each file was fetched."""
    assert not (ROOT / "uv.lock").exists()


@LOCKS
def test_every_lock_says_the_command_that_makes_it(name: str) -> None:
    """Whoever opens it learns how to renew it."""
    assert lock_text(name).splitlines()[1].strip("# ") == "python3 dev.py lock"


def test_what_is_needed_to_run_is_pinned_alike_in_both_locks() -> None:
    """So one `.venv` serves the demo and the tests, and the tests test what runs."""
    run, dev = pins("run"), pins("dev")

    assert {package: pin for package, pin in dev.items() if package in run} == run


def test_everything_declared_is_locked() -> None:
    """An edit of pyproject.toml without a new lock is noticed here."""
    run, dev = declared()

    assert run <= pins("run").keys()
    assert run | dev <= pins("dev").keys()


def test_every_dependency_is_explained_and_nothing_else_is() -> None:
    """The two tables of docs/dependencies.md are the two lists of pyproject.toml."""
    text = (ROOT / "docs" / "dependencies.md").read_text(encoding="utf-8")
    to_run, _, to_develop = text.partition("## To develop")
    explained = tuple(set(re.findall(r"^\| `([a-z0-9-]+)` \|", part, re.MULTILINE)) for part in (to_run, to_develop))

    assert explained == declared()


def test_every_explanation_says_what_for_and_why_this_one() -> None:
    """A row with an empty cell explains nothing."""
    rows = re.findall(r"^\| `.*$", (ROOT / "docs" / "dependencies.md").read_text(encoding="utf-8"), re.MULTILINE)

    assert rows
    assert [
        row for row in rows if len([cell for cell in row.strip("|").split("|") if len(cell.strip()) > 3]) != 3
    ] == []


def test_what_the_browser_gets_from_others_is_as_published() -> None:
    """Each file kept here has its version explained and the hash of the file in the package of that version."""
    kept = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in VENDOR.iterdir()}
    assert kept == {
        "minisearch.js": "0393b3ba253b809d5e55707c7b0875ef9b518a296a006c6739b28876e154edb3",
        "qr.js": "a0de370051f94bd74f218f74401fdf197585e3f9ef0143164f87ea941a3fdd6f",
    }
    page = PAGE.read_text(encoding="utf-8")
    assert "`minisearch` 7.2.0" in page
    assert "`qr` 0.7.0" in page


def test_the_letters_of_pictures_are_as_published() -> None:
    """Other letters would be other pictures."""
    kept = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in FONTS.iterdir()}
    assert kept == {
        "LICENSE": "3b0a5fca3d17942cde889069889dedbbbd075e9b599968c82a95f4d944e9b345",
        "inter-latin-400-normal.woff2": "8909904ab6c872eb994093482a88a28eca2cd95912d7b6fecd72103b0dc07edc",
        "inter-latin-700-normal.woff2": "6f56409fd3d64bb85f7d070bce20749db2d66b6d63cec586cc22d1c761be2491",
    }
    assert "`@fontsource/inter` 5.3.0" in PAGE.read_text(encoding="utf-8")
