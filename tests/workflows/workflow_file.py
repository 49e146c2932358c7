"""A workflow file as the tests read it: its steps, its secrets, its shell."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).resolve().parents[2]
WORKFLOWS = ROOT / ".github" / "workflows"
NAMES = ("publish", "check", "test", "ahead", "reviews", "watchdog", "comment")
CHECKED_OUT = ("publish", "check", "test", "ahead", "reviews", "watchdog")
"""Those that run this repository's code; `comment` uses no action at all."""
TOOLS = Path(sys.executable).parent


def read(name: str) -> dict[str, Any]:
    """Return a workflow; every scalar stays text, so that `on` is a key and not a boolean."""
    text = (WORKFLOWS / f"{name}.yml").read_text(encoding="utf-8")
    workflow: dict[str, Any] = yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506 - BaseLoader makes only text
    return workflow


def steps(name: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield each step of a workflow with the id of its job."""
    for job, body in read(name)["jobs"].items():
        for step in body["steps"]:
            yield job, step


def step(name: str, title: str) -> dict[str, Any]:
    """Return the one step with this title."""
    (found,) = [step for _, step in steps(name) if step["name"] == title]
    return found


def texts(value: Any) -> Iterator[str]:
    """Yield every scalar and key under a value."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield key
            yield from texts(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from texts(inner)
    else:
        yield value


def secrets_in(value: Any) -> set[str]:
    """Return the names of the secrets that a part of a workflow reads; the whole context counts as one named `*`."""
    found: set[str] = set()
    for text in texts(value):
        for name in re.findall(r"\bsecrets\b(?:\.(\w+))?", text):
            found.add(name or "*")
    return found


def bash(script: str, folder: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run a step's script as the runner does: bash, first failure stops, no standard input."""
    command = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script]
    env = {"PATH": os.environ["PATH"], "LC_ALL": "C", **environment}
    return subprocess.run(
        command, cwd=folder, env=env, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False
    )
