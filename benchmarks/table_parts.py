"""What the tables are made of: a line at once, and the seconds of the least disturbed of several runs."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable

AS_COMMAND = ("-m", "benchmarks.as_command")
"""What Python is begun with to run a part of the program that is measured by itself."""


def say(line: str) -> None:
    """Print a line at once: a table may take minutes."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def best(work: Callable[[], object], runs: int) -> float:
    """Return the seconds of the fastest of several runs: the least disturbed one."""
    times = []
    for _ in range(runs):
        began = time.perf_counter()
        work()
        times.append(time.perf_counter() - began)
    return min(times)
