"""What a process costs together with those it begins: as a whole, and in each of the steps that it tells of."""

from __future__ import annotations

import json
import os
import resource
import subprocess
import threading
import time
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self

_TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class StepCost:
    """What a while took: seconds, a processor's seconds, and the most megabytes that all had at once."""

    wall: float
    cpu: float
    megabytes: float


@dataclass(frozen=True)
class Cost(StepCost):
    """What a process took with those it began, and of it each step that it told of, by name."""

    steps: dict[str, StepCost] = field(default_factory=dict)


def measured_process(*command: str) -> Cost:
    """Run a process to its end and return what it took."""
    return _measured(command)[0]


def measured_steps(*command: str) -> Cost:
    """Return the same of one that prints its `Steps`, each with what it took."""
    cost, watch, printed = _measured(command)
    spans: dict[str, tuple[float, float]] = json.loads(printed)
    return Cost(cost.wall, cost.cpu, cost.megabytes, {name: watch.between(*span) for name, span in spans.items()})


class Steps:
    """When each step of a process began and ended; it prints them when it is done."""

    def __init__(self) -> None:
        self._spans: dict[str, tuple[float, float]] = {}
        self._last = time.monotonic()

    def ends(self, name: str) -> None:
        """Take the time since the step before."""
        now = time.monotonic()
        self._spans[name], self._last = (self._last, now), now

    @contextmanager
    def only(self, name: str) -> Iterator[None]:
        """Take the time of a block alone."""
        self._last = time.monotonic()
        yield
        self.ends(name)

    def __str__(self) -> str:
        """Return what `measured_steps` reads: the system's clock, which all processes share."""
        return json.dumps(self._spans)


def _measured(command: tuple[str, ...]) -> tuple[Cost, _Watch, bytes]:
    # What others wrote is on the disk: who makes a disk durable would wait for it.
    os.sync()
    began = time.monotonic()
    with subprocess.Popen(command, stdout=subprocess.PIPE) as process, _Watch(process.pid, began) as watch:  # noqa: S603
        try:
            printed = process.stdout.read() if process.stdout else b""
            _, status, used = os.wait4(process.pid, 0)
        except BaseException:
            # Whoever ends the table ends what it measures, which writes where all is removed then.
            process.kill()
            raise
        process.returncode = os.waitstatus_to_exitcode(status)
    wall = time.monotonic() - began
    if process.returncode:
        raise SystemExit(f"Falló: {' '.join(command)}")
    # One alone is known to the page, where it took more than this process, whose memory Linux counts as its own until
    # it begins; else and of several, what was seen every so often, what they share counted for each.
    alone = used.ru_maxrss if used.ru_maxrss > resource.getrusage(resource.RUSAGE_SELF).ru_maxrss else 0
    return Cost(wall, used.ru_utime + used.ru_stime, max(alone / 1024, watch.most)), watch, printed


class _Watch:
    """Looks fifty times a second at what a process and those it began have used and hold together."""

    def __init__(self, process: int, began: float) -> None:
        self._process = process
        # Before it began it had nothing: it may be at its first step before anybody looks.
        self._moments, self._cpu, self._megabytes = [began], [0.0], [0.0]
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._ended.set()
        self._thread.join()

    @property
    def most(self) -> float:
        """The most megabytes that were seen."""
        return max(self._megabytes)

    def between(self, begin: float, end: float) -> StepCost:
        """Return what was used between two moments, as near to them as was looked."""
        first, last = bisect_right(self._moments, begin) - 1, bisect_left(self._moments, end)
        last = min(last, len(self._moments) - 1)
        return StepCost(end - begin, self._cpu[last] - self._cpu[first], max(self._megabytes[first : last + 1]))

    def _look(self) -> None:
        while not self._ended.wait(0.02):
            every = _family(self._process)
            self._moments.append(time.monotonic())
            # What is over is counted by whoever began it: less than before is seen when it all ends.
            self._cpu.append(max(self._cpu[-1], sum(_processor_time(one) for one in every)))
            self._megabytes.append(sum(_pages(one) for one in every) * resource.getpagesize() / 1024**2)


def _family(process: int) -> list[int]:
    try:
        begun = Path(f"/proc/{process}/task/{process}/children").read_text(encoding="ascii").split()
    except OSError:
        begun = []
    return [process, *(one for child in begun for one in _family(int(child)))]


def _processor_time(process: int) -> float:
    """Return the seconds that a process used, and those that it began and that are over."""
    try:
        # https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html: `utime` to `cstime`, behind a name in brackets.
        used = Path(f"/proc/{process}/stat").read_bytes().rpartition(b")")[2].split()[11:15]
    except OSError:
        return 0
    return sum(map(int, used)) / _TICKS


def _pages(process: int) -> int:
    try:
        return int(Path(f"/proc/{process}/statm").read_text(encoding="ascii").split()[1])
    except OSError:
        return 0
