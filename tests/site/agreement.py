"""What `check` and the site's engine say of a project after each change of its data: they must not differ."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import yaml

from generator.errors import DataError, Problem
from generator.load import problems_of
from generator.model.base import Frozen
from generator.model.data_files import FOLDERS, SINGLE
from generator.site_pipeline import check
from tests.site.bare_engine import refusal

NOW = datetime(2026, 11, 20, 15, tzinfo=UTC)


def checked(root: Path) -> tuple[Problem, ...]:
    """Return what `check` finds wrong."""
    try:
        check(root, NOW)
    except DataError as error:
        return error.problems
    return ()


def disagreement(root: Path) -> str | None:
    """Return where one of the two refuses what the other accepts; nothing where they agree.

    One thing `check` alone refuses: a calendar that is too short for today's orders, whose pages then give no date.
    """
    if problems_of(root):
        # Both begin by reading the data, and end here.
        return None
    problems, refused = checked(root), refusal(root)
    if bool(problems) == bool(refused) or (not refused and {problem.path for problem in problems} == {"data/holidays"}):
        return None
    return f"check: {problems or 'nothing'}; the engine: {refused or 'nothing'}"


def data_files(root: Path) -> tuple[Path, ...]:
    """Return every file of the data that is read."""
    data = root / "data"
    singles = [path for name in SINGLE if (path := data / f"{name}.yml").exists()]
    return tuple(sorted([*singles, *(path for name in FOLDERS for path in (data / name).glob("*.yml"))]))


def after_each_deletion(root: Path) -> Iterator[tuple[str, str]]:
    """Yield each disagreement once one file is gone, with its name."""
    for path in data_files(root):
        text = path.read_bytes()
        path.unlink()
        if said := disagreement(root):
            yield path.name, said
        path.write_bytes(text)


def without_what_may_be_left_out(root: Path) -> int:
    """Take out, one by one, the optional keys that `check` does without; return how many those are."""
    gone = 0
    for path in data_files(root):
        kind = path.stem if path.parent.name == "data" else path.parent.name
        for key in _optional({**SINGLE, **FOLDERS}[kind]):
            text = path.read_text(encoding="utf-8")
            value: dict[str, Any] = yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506 - plain text of our own
            if value.pop(key, None) is None:
                continue
            path.write_text(yaml.safe_dump(value, allow_unicode=True, sort_keys=False), encoding="utf-8")
            if problems_of(root):
                path.write_text(text, encoding="utf-8")
            else:
                gone += 1
    return gone


def _optional(model: type[Frozen]) -> tuple[str, ...]:
    return tuple(field.alias or name for name, field in model.model_fields.items() if not field.is_required())
