"""A problem in; the line with which GitHub Actions shows it beside the file out."""

from __future__ import annotations

from typing import Literal

from generator.errors import Problem


def mark(problem: Problem, level: Literal["error", "warning"]) -> str:
    """Return the workflow command; its own escapes keep a value from being another one."""
    path = _escaped(problem.path).replace(":", "%3A").replace(",", "%2C")
    text = _escaped(f"{problem.message} {problem.remedy}")
    return f"::{level} file={path},line={problem.line},col={problem.column}::{text}"


def _escaped(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
