"""The demo: twelve syncs over real HTTP, a site, and a link to an order in each of five states."""

from __future__ import annotations

import json
import re
import socket
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.cli.calls import END, bare_environ
from tests.cli.links import opened
from tests.sample_company import copied

STATES = {
    "espera el pago": "awaiting_payment",
    "espera requisitos": "awaiting_requirements",
    "en preparación": "in_progress",
    "activo": "active",
    "cancelado": "cancelled",
}


class Shown(NamedTuple):
    """A demo that has ended."""

    ran: subprocess.CompletedProcess[str]
    site: Path


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Give a copy of the project, so that nobody's own demo is replaced."""
    return copied(tmp_path)


def demo(root: Path, *argv: str) -> subprocess.CompletedProcess[str]:
    """Run the demo of a copy of the project."""
    words = [sys.executable, "-m", "generator.demo", "--now", END.isoformat(), *argv]
    return subprocess.run(words, cwd=root, env=bare_environ(), capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> Shown:
    """Give what one demo printed, and its site."""
    root = copied(tmp_path_factory.mktemp("demo"))
    return Shown(demo(root, "--no-serve", "--port", "8123"), root / ".demo" / "site")


def test_the_demo_prints_five_links_that_open_five_states(shown: Shown) -> None:
    """Each is of an order whose items all stand in the state it is shown for."""
    ran = shown.ran
    assert (ran.returncode, ran.stderr) == (0, "")
    assert len(re.findall(r"^  [ 1]\d de 12: al \d{4}-\d{2}-\d{2}, \d+ pedidos$", ran.stdout, re.MULTILINE)) == 12
    found = re.findall(r"^  (\S.*?) +(http://127\.0\.0\.1:8123/pedido/#\S{32})$", ran.stdout, re.MULTILINE)
    views = {words: json.loads(opened(shown.site, link)) for words, link in found}
    assert {words: {item["state"] for item in view["items"]} for words, view in views.items()} == {
        words: {state} for words, state in STATES.items()
    }
    assert ran.stdout.endswith("demoras serve --site .demo/site --port 8123\n")


def test_the_demo_has_records_to_show(shown: Shown) -> None:
    """Most services have exact figures, months among them, and the strips of groups are not all alike."""
    kept = json.loads((shown.site / "api" / "v1" / "cumplimiento.json").read_text(encoding="utf-8"))
    told = [one["periods"]["days90"] for one in kept["services"].values()]
    figures = [one for one in told if isinstance(one, dict)]
    exact = [one for one in figures if one["share"]["best"] == one["share"]["worst"]]
    assert len(figures) >= 0.8 * len(told)
    assert len(exact) >= 0.7 * len(figures)
    assert len({one["share"]["best"] for one in exact}) >= 5
    marks = [Counter(one["mark"] for one in group["strip"]) for group in kept["groups"].values()]
    assert all(sum(found.values()) == 90 for found in marks)
    assert sum(found["kept"] > 20 and found["slipped"] > 0 for found in marks) >= 2
    assert sum(found["unsure"] for found in marks) < 0.1 * 90 * len(marks)
    months = [group["periods"]["months"] for group in kept["groups"].values()]
    assert sum(isinstance(one, dict) for some in months for one in some.values()) >= 5


def test_a_port_that_is_taken_is_told_before_the_work(root: Path) -> None:
    """Nobody should wait for a demo that cannot be shown."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        ran = demo(root, "--port", str(taken.getsockname()[1]))

    assert (ran.returncode, ran.stdout) == (2, "")
    assert "Elija otro con --port." in ran.stderr
    assert not (root / ".demo").exists()


def test_a_wrong_call_of_the_demo_is_told_in_spanish(root: Path) -> None:
    """As the command does."""
    ran = demo(root, "--puerto", "1")

    assert (ran.returncode, ran.stdout) == (2, "")
    assert ran.stderr == "demo: argumentos que no existen: --puerto 1.\nVea «dev.py demo --help».\n"
