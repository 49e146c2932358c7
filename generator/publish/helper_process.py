"""A process of this program's that answers one message after another; its only tie to the run are two pipes."""

# A message is uint32 big-endian its length ‖ its bytes, never none. The process ends when its requests do, also where
# the run was killed, and nothing of the environment reaches it: the secret is there.

from __future__ import annotations

import os
import struct
import subprocess
import sys
from collections.abc import Callable, Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from typing import IO

_LENGTH = struct.Struct(">I")
_PROGRAM = Path(__file__).resolve().parents[2]
MOST = 4


def usual_helpers() -> int:
    """Return how many are of use: one for each processor, and no more than one run can feed; 0 where it is alone."""
    processors = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return min(MOST, processors) if processors > 1 else 0


class NoHelperError(Exception):
    """The system begins no process or no thread more."""


class Helper:
    """One such process, and the thread that speaks with it: where one of them waits for the other, the run does not."""

    def __init__(self, module: str, words: Iterable[str], handles: Iterable[int]) -> None:
        try:
            self._process = subprocess.Popen(  # noqa: S603 - our own interpreter and module
                [sys.executable, "-m", module, *words],
                env={"PYTHONPATH": str(_PROGRAM)},
                cwd="/",
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                pass_fds=tuple(handles),
                # Whoever stops a run with Ctrl-C stops all its group: the run itself says so, and then ends this one.
                process_group=0,
            )
        except OSError as error:
            raise NoHelperError from error
        self._thread = ThreadPoolExecutor(max_workers=1)
        try:
            # It begins with the first thing that it is to do.
            self._thread.submit(int)
        except RuntimeError as error:
            self.end(at_once=True)
            raise NoHelperError from error

    def ask(self, request: bytes) -> Future[bytes]:
        """Have a request answered when its turn comes; EOFError or OSError where the process is no more."""
        return self._thread.submit(self._answered, request)

    def end(self, *, at_once: bool) -> None:
        """End the process, `at_once` or after what it was asked."""
        if at_once:
            self._process.kill()
        self._thread.shutdown(cancel_futures=True)
        self._process.communicate()

    def _answered(self, request: bytes) -> bytes:
        _send(self._process.stdin, request)
        return _received(self._process.stdout)


def answer_all(answered: Callable[[bytes], bytes]) -> None:
    """Answer every request on the standard input, in the process that a `Helper` began, until there are no more."""
    with suppress(EOFError):
        while True:
            answer = answered(_received(sys.stdin.buffer))
            try:
                _send(sys.stdout.buffer, answer)
            except BrokenPipeError:
                # The run was killed. What could not be written is dropped, where Python would try once more at its end.
                os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
                return


def _send(pipe: IO[bytes] | None, message: bytes) -> None:
    if pipe is not None:
        pipe.write(_LENGTH.pack(len(message)) + message)
        pipe.flush()


def _received(pipe: IO[bytes] | None) -> bytes:
    """Return the next message.

    Raises:
        EOFError: whoever writes has ended.

    """
    head = pipe.read(_LENGTH.size) if pipe is not None else b""
    if pipe is None or len(head) < _LENGTH.size:
        raise EOFError
    (length,) = _LENGTH.unpack(head)
    message = pipe.read(length)
    if len(message) < length or not message:
        # Who writes was killed in the midst of it.
        raise EOFError
    return message
