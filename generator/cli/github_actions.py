"""What commands do otherwise in CI: refuse what a log would keep; on GitHub, mark faults and fill the run's summary."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Literal

from generator.cli.terminal import Terminal
from generator.errors import Problem, UsageError
from generator.shown_text import shown_line

SUMMARY_VARIABLE = "GITHUB_STEP_SUMMARY"


def on_github(environ: Mapping[str, str]) -> bool:
    """Tell whether GitHub's runner reads what is printed."""
    return environ.get("GITHUB_ACTIONS") == "true"


def refuse_in_ci(terminal: Terminal, fault: str, remedy: str = "Córralo en su máquina.") -> None:
    """Stop a command whose answer must not stand in a log that others can read.

    Raises:
        UsageError: the environment is a CI system's.

    """
    if terminal.environ.get("CI") or terminal.environ.get("GITHUB_ACTIONS"):
        raise UsageError(fault, remedy)


def mark(terminal: Terminal, problem: Problem, level: Literal["error", "warning"]) -> None:
    """Print, on GitHub alone, the line with which it shows a problem beside the file."""
    if on_github(terminal.environ):
        path = _escaped(problem.path).replace(":", "%3A").replace(",", "%2C")
        text = _escaped(f"{problem.message} {problem.remedy}")
        terminal.hand_over(f"::{level} file={path},line={problem.line},col={problem.column}::{text}\n")


def mark_run(terminal: Terminal, title: str, text: str) -> None:
    """Print, on GitHub alone, the line with which it shows a fault in red above the run, though the run goes on."""
    if on_github(terminal.environ):
        terminal.hand_over(f"::error title={_escaped(title)}::{_escaped(text)}\n")


def append_to_summary(environ: Mapping[str, str], text: str) -> None:
    """Add to the page that GitHub shows beside a run; elsewhere there is none."""
    if place := environ.get(SUMMARY_VARIABLE):
        with Path(place).open("a", encoding="utf-8") as file:
            file.write(text)


def hand_on(environ: Mapping[str, str], name: str, value: str) -> None:
    """Give a value to the later steps of a run on GitHub, as the step's output; elsewhere there are none."""
    if place := environ.get("GITHUB_OUTPUT"):
        with Path(place).open("a", encoding="utf-8") as file:
            file.write(f"{name}={value}\n")


def _escaped(text: str) -> str:
    """Return a text on one line that cannot end its workflow command and begin another one."""
    return shown_line(text).replace("%", "%25")
