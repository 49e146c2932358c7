"""A remedy names no option that the command lacks, and on GitHub the box of *Run workflow* in place of any option."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

import pytest

from generator.cli.github_actions import BOXES, SAVED, worded
from generator.cli.main import build_parser
from tests.workflows.workflow_file import ROOT, read

ON_GITHUB = {"GITHUB_ACTIONS": "true"}
PLACES = ("compute", "publish", "pull", "load", "cli", "http", "render")
SYNC_ONLY = re.compile(r"--(?:new|accept|previous)[a-z-]*")


def remedies() -> Iterator[str]:
    """Yield every text of the program that names an option with which `sync` is told how to go on."""
    for path in (path for place in PLACES for path in (ROOT / "generator" / place).rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            text = node.value if isinstance(node, ast.Constant) else None
            if isinstance(text, str) and SYNC_ONLY.search(text) and not SYNC_ONLY.fullmatch(text):
                yield text


def options(command: str) -> frozenset[str]:
    """Return what a command takes."""
    args = {"sync": ["--new-ledger", "--out", "x"], "build": ["--ledger", "x"], "verdict": ["--ledger", "x"]}
    found: frozenset[str] = build_parser().parse_args([command, *args[command]]).options()
    return found


def outside_commands(text: str) -> list[str]:
    """Return the options that a text tells its reader to add to what was called."""
    return re.findall(r"--[a-z-]+", re.sub("«[^»]*»", "", text))


def test_there_are_such_remedies() -> None:
    assert len(list(remedies())) >= 8


def test_the_boxes_are_those_of_the_scheduled_action() -> None:
    """Each option that is one is an option of `sync`."""
    assert set(BOXES.values()) == set(read("publish")["on"]["workflow_dispatch"]["inputs"])
    assert set(BOXES) <= options("sync")


@pytest.mark.parametrize("command", ["sync", "build", "verdict"])
def test_a_remedy_names_no_option_that_its_command_lacks(command: str) -> None:
    has = options(command)

    assert [word for text in remedies() for word in outside_commands(worded(text, has, {})) if word not in has] == []


def test_on_github_a_remedy_names_boxes_and_no_option() -> None:
    """Nobody types one there."""
    told = [worded(text, options("sync"), ON_GITHUB) for text in remedies()]

    assert [text for text in told if SYNC_ONLY.search(text)] == []


@pytest.mark.parametrize(
    ("command", "environ", "said"),
    [
        ("sync", {}, "use la copia con --previous o empiece con --new-ledger."),
        ("build", {}, "use la copia con --ledger o empiece con «demoras sync --new-ledger»."),
        (
            "build",
            ON_GITHUB,
            f"use la copia {SAVED} o empiece desde Actions → Publicar → Run workflow, con «new_ledger» tildado.",
        ),
    ],
)
def test_one_remedy_in_three_places(command: str, environ: dict[str, str], said: str) -> None:
    remedy = "use la copia con --previous o empiece con --new-ledger."

    assert worded(remedy, options(command), environ) == said


@pytest.mark.parametrize(
    ("remedy", "said"),
    [
        ("Ponga en hora el que esté mal. Para otro momento, indíquelo con --now.", "Ponga en hora el que esté mal."),
        ("Revise la hora. Si pidió otra, revise --now. Si está bien, espere.", "Revise la hora. Si está bien, espere."),
        ("Indique en --out una carpeta nueva.", "Indique en --out una carpeta nueva."),
    ],
)
def test_on_github_a_sentence_about_another_option_is_left_out(remedy: str, said: str) -> None:
    """Unless nothing would be left."""
    assert worded(remedy, options("sync"), ON_GITHUB) == said
    assert worded(remedy, options("sync"), {}) == remedy


def test_a_whole_command_between_its_marks_stays() -> None:
    """It is for the reader's own machine."""
    remedy = "«demoras sync --new-ledger», en su máquina."

    assert worded(remedy, options("build"), ON_GITHUB) == remedy
