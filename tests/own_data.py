"""The rule that tests own their data: none but those of `tests/company/` reads the repository's `data/`.

A test of what must hold for any company's data reads whatever is there and bears the mark `any_company`;
`tests/test_own_data.py` runs those once more with another company's data in the place of these.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from tests.sample_company import REPOSITORY

DATA = str(REPOSITORY / "data")
COMPANY = REPOSITORY / "tests" / "company"
READINGS = ("open", "os.listdir", "os.scandir")
PROGRAM = re.compile(r"(?:^|[\s/])(?:demoras|mkdocs|properdocs|dev\.py|generator)(?:\s|$)|\bgenerator\.\w")
"""What reads the `data/` of the folder it is started in: a command's name, a module's, or a script that imports one."""

_seen: list[str] = []


def watch() -> None:
    """Note from now on whatever reads `data/` in this process, and each program started to read it."""
    sys.addaudithook(_note)


def read_by(item: pytest.Item) -> list[str]:
    """Return what a test and the fixtures made for it have read of `data/` against the rule, and forget it."""
    read = sorted(set(_seen))
    _seen.clear()
    allowed = item.path.is_relative_to(COMPANY) or item.get_closest_marker("any_company") is not None
    return [] if allowed else read


def read_when_imported() -> list[str]:
    """Return what the modules of tests have read of `data/` when they were imported, which none may."""
    return sorted(set(_seen))


def started_on(words: Sequence[str], folder: str) -> Path | None:
    """Return the root whose data a program will read: its `--root`, that of its configuration, or where it starts."""
    if not any(PROGRAM.search(word) for word in words):
        return None
    given = dict(pairwise(words))
    settings = given.get("-f") or given.get("--config-file")
    return Path(folder, given.get("--root") or (Path(settings).parent if settings else "")).resolve()


def _note(event: str, args: tuple[Any, ...]) -> None:
    if event in READINGS and isinstance(args[0], str | bytes | os.PathLike):
        path = os.fsdecode(args[0])
        if event == "open" and args[1] is None and not os.path.isabs(path):  # noqa: PTH117 - called for every file
            return  # os.open takes a name beside a folder's handle, as when a tree elsewhere is removed
        if "data" in path or not os.path.isabs(path):  # noqa: PTH117 - called for every file that is opened
            _note_path(os.path.realpath(path))
    elif event == "subprocess.Popen":
        _, given, folder, _ = args
        words = [os.fsdecode(word) for word in given]
        if started_on(words, os.fsdecode(folder or os.getcwd())) == REPOSITORY:  # noqa: PTH109 - the same
            _seen.append(" ".join(words))


def _note_path(path: str) -> None:
    if path == DATA or path.startswith(DATA + os.sep):
        _seen.append(path)
