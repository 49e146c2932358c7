"""The rule that no test reads the real clock: what the tests' text may not say, and a guard while they run.

Ruff's banned API covers Python's own clocks, in tests as in the program (pyproject.toml). What is left is here: pages
made without the fixture that sets their clock, scripts in other languages, the program started without a moment. Clocks
that tell no date are allowed: `time.monotonic` for deadlines, the time of a file's last change.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any, NoReturn

import pytest

TESTS = Path(__file__).resolve().parent
PHP = (
    r"(?<!function )(?<![\w>:$])(?:time|microtime|getdate|localtime)\(\)|\bnew \\?DateTime(?:Immutable)?\(\)"
    r"|\b(?:gm)?date\([^,()]*\)|REQUEST_TIME|strtotime\('now'\)"
)
JAVASCRIPT = (r"\bDate\.now\b|\bnew Date\(\)|(?<!new )\bDate\(\)", "take the moment from what the test asked")
FORBIDDEN = {
    ".py": (
        r"\bbrowser\.new_(?:context|page)\(",
        "make it with the fixture `new_context`, which sets the clock of its pages",
    ),
    ".js": JAVASCRIPT,
    ".mjs": JAVASCRIPT,
    ".php": (PHP, "take the moment from `asked()`"),
}
PROGRAM, ENGINES = ("generator", "generator.demo"), ("mkdocs", "properdocs")
DOORS = ("generator.cli.terminal", "generator.mkdocs_hooks")
"""Where the program reads the clock when nobody tells it the time."""

_exempt: list[str] = []


def main() -> int:
    """Print each place of the tests that would read the real clock; 1 when there is any."""
    found = [
        f"{path.relative_to(TESTS.parent)}:{line}: {remedy}"
        for path in sorted(TESTS.rglob("*"))
        if path.suffix in FORBIDDEN and path.stem not in ("real_clock", "test_real_clock")
        for line, remedy in readings(path.suffix, path.read_text(encoding="utf-8"))
    ]
    for place in found:
        sys.stdout.write(place + "\n")
    return 1 if found else 0


def readings(suffix: str, text: str) -> Iterator[tuple[int, str]]:
    """Yield the line of each reading of the real clock in a file of tests, with what to do instead."""
    pattern, remedy = FORBIDDEN[suffix]
    for match in re.finditer(pattern, text):
        yield text.count("\n", 0, match.start()) + 1, remedy


@contextmanager
def no_real_clock() -> Iterator[None]:
    """Let the program fail where it would read the clock, in this process or in one that a test starts."""
    sys.addaudithook(refuse_untimed)
    with pytest.MonkeyPatch.context() as patch:
        for door in DOORS:
            patch.setattr(f"{door}.datetime", NoClock)
        yield


@contextmanager
def allowed(because: str) -> Iterator[None]:
    """Let the block start programs that read the clock, which are right at any date for the reason given."""
    assert because
    _exempt.append(because)
    try:
        yield
    finally:
        _exempt.pop()


class NoClock(datetime):
    """A `datetime` that does not tell the time."""

    @classmethod
    def now(cls, _: object = None) -> NoReturn:
        """Fail the test."""
        raise AssertionError("this test does not say what time it is: --now, or DEMORAS_NOW")


def refuse_untimed(event: str, args: tuple[Any, ...]) -> None:
    """Fail a test that starts the program, or an engine that builds the site, without telling it the time."""
    if event != "subprocess.Popen" or _exempt:
        return
    _, given, _, environ = args
    words = [os.fsdecode(word) for word in given]
    module = words[words.index("-m") + 1] if "-m" in words[:-1] else ""
    asks_help = words[-1] in (module, "-h")
    if module in PROGRAM and "--now" not in words and not asks_help:
        raise AssertionError(f"started without --now: {words}")
    if module in ENGINES and "DEMORAS_NOW" not in (os.environ if environ is None else environ):
        raise AssertionError(f"started without DEMORAS_NOW: {words}")


if __name__ == "__main__":
    sys.exit(main())
