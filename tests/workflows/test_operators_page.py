"""The operator's pages hold what runs: every message that they quote is printed, and every command can be typed."""

from __future__ import annotations

import ast
import re
import shlex
from collections.abc import Iterator

import pytest

from generator.cli.main import build_parser
from tests.workflows.workflow_file import ROOT, WORKFLOWS, read, steps

PAGES = ("operations.md", "hosting.md")
FOR_EXAMPLE = {"URL": "https://demoras.example/", "[URL]": "", "DATE": "2026-11-20", "FOLDER": "."}
NOT_OURS = {"An admin user is required", "not allowed to deploy to … due to environment protection rules"}
"""What WHMCS and GitHub themselves say."""
ONLY_NAMED = {"sync", "verdict", "links", "verdict --ids", "sync --changed"}
"""What a sentence says of a command, and nobody types alone."""


def text_of(name: str) -> str:
    return (ROOT / "docs" / name).read_text(encoding="utf-8")


def said() -> Iterator[str]:
    """Yield whatever the workflows and the program say, each text whole, what is filled in left open."""
    for file in WORKFLOWS.iterdir():
        yield file.read_text(encoding="utf-8")
    for file in (ROOT / "generator").rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                yield node.value
            elif isinstance(node, ast.JoinedStr):
                yield "".join(part.value if isinstance(part, ast.Constant) else "{}" for part in node.values)


def red_section() -> str:
    """Return what the page says of red runs, up to the first of its own headings."""
    section: str = text_of("operations.md").partition("\n## When a run is red\n")[2].partition("\n### ")[0]
    return section


def test_every_message_of_a_red_run_is_one_that_is_printed() -> None:
    """Where it quotes Spanish; the beginning that it gives is what an operator looks for on the page."""
    quoted = {*re.findall("«([^»]+)»", red_section())} - NOT_OURS
    begun = {message.partition("…")[0].strip() for message in quoted}
    texts = [*said()]

    assert len(quoted) > 15
    assert [message for message in sorted(begun) if not any(message in text for text in texts)] == []


def test_every_job_and_step_of_a_red_run_is_named_as_the_log_names_it() -> None:
    table = re.findall(r"^\| \*([^*]+)\*:", red_section(), re.MULTILINE)
    names = {job["name"] for name in ("publish", "watchdog") for job in read(name)["jobs"].values()}

    assert names - {"Sin configurar"} <= {*table, read("watchdog")["name"], "Mirar lo publicado"}
    assert set(table) <= {*names, read("watchdog")["name"]}
    assert "Juzgar" in {step["name"] for _, step in steps("publish")}


@pytest.mark.parametrize("name", PAGES)
def test_every_command_can_be_typed_as_it_stands(name: str) -> None:
    """With just those options; a word in capitals stands for what the operator has."""
    lines = re.findall(
        r"(?:`|^(?:\.venv/bin/)?|&& (?:\.venv/bin/)?)demoras ([a-z][^`\n]*)", text_of(name), re.MULTILINE
    )
    typed = [re.sub(r' "\$@"| >.*', "", line).strip() for line in lines]

    assert typed
    for words in typed:
        if words not in ONLY_NAMED:
            args = [FOR_EXAMPLE.get(word, word) for word in shlex.split(words)]
            build_parser().parse_args([word for word in args if word])
