"""What the processes of the table of many orders share: where things lie, and the seconds of each step."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager

from generator.publish.secret import Secret, Secrets

SECRETS = Secrets(Secret(bytes(range(100, 132))))
FIRST, CHANGED = "primero.bin", "uno-por-ciento.bin"
SITE = "sitio"


class Steps:
    """The seconds of each step."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}
        self._last = time.perf_counter()

    def ends(self, name: str) -> None:
        """Take the time since the step before."""
        now = time.perf_counter()
        self.seconds[name], self._last = now - self._last, now

    @contextmanager
    def only(self, name: str) -> Iterator[None]:
        """Take the time of a block alone."""
        self._last = time.perf_counter()
        yield
        self.ends(name)
