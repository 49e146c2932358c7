"""The line on a terminal that tells a person who waits how far the work is; nothing where no person reads along."""

from __future__ import annotations

import threading
from typing import Self, TextIO

QUIET_SECONDS = 1.0
_REWRITE_SECONDS = 0.1
REWRITE = "\r\x1b[2K"


class ProgressLine:
    """A context manager that is called with each step; a thread shows the latest once the work takes long.

    The call itself shows nothing: the longest step, the page engine, is told of once and then silent until it ends.
    """

    def __init__(self, stream: TextIO, *, quiet_seconds: float = QUIET_SECONDS) -> None:
        self._stream = stream
        self._quiet_seconds = quiet_seconds
        self._step = self._shown = ""
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._show, daemon=True) if stream.isatty() else None

    def __enter__(self) -> Self:
        try:
            if self._thread:
                self._thread.start()
        except RuntimeError:
            # The system begins no thread: nothing is shown.
            self._thread = None
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        if self._thread:
            self._thread.join()
        if self._shown:
            self._write(REWRITE)

    def __call__(self, what: str, done: int, total: int | None) -> None:
        """Take note of a step: `páginas de pedidos: 40 de 240`."""
        figures = f": {done} de {total}" if total else (f": {done}" if done else "")
        self._step = f"… {what}{figures}"

    def _show(self) -> None:
        pause = self._quiet_seconds
        while not self._over.wait(pause):
            pause = _REWRITE_SECONDS
            if self._step != self._shown:
                self._shown = self._step
                self._write(REWRITE + self._shown)

    def _write(self, text: str) -> None:
        self._stream.write(text)
        self._stream.flush()
