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
from typing import IO, TypeVar

_LENGTH = struct.Struct(">I")
_PROGRAM = Path(__file__).resolve().parents[2]
MOST = 4
STILL_SECONDS = 60
"""For so long a process that is waited for may use no processor at all; then it counts as stuck."""
LONGEST_SECONDS = 1800
"""For so long it may be at one thing, also where it goes round in circles or the system does not tell what it uses."""
_T = TypeVar("_T")


def usual_helpers() -> int:
    """Return how many are of use: one for each processor, and no more than one run can feed; 0 where it is alone."""
    processors = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return min(MOST, processors) if processors > 1 else 0


class NoHelperError(Exception):
    """The system begins no process or no thread more."""


class StuckError(TimeoutError):
    """A process that is waited for was stopped, or waits itself for what does not come; how long says its text."""


def awaited(answer: Callable[[float], _T], process: int) -> _T:
    """Return what comes of a process's work; `answer` waits for it, so many seconds at most, and raises TimeoutError.

    Raises:
        StuckError: it makes no progress, or has been at it too long.

    """
    used: tuple[bytes, ...] | None = None
    still = 0
    # Counted, and not by a clock: to a run that was itself stopped meanwhile, an hour is one second.
    for _ in range(LONGEST_SECONDS):
        try:
            return answer(1)
        except TimeoutError:
            before, used = used, _processor_time(process)
            still = still + 1 if used is not None and used == before else 0
            if still >= STILL_SECONDS:
                raise StuckError(f"no avanza desde hace {STILL_SECONDS} segundos") from None
    raise StuckError(f"no terminó en {LONGEST_SECONDS // 60} minutos")


def _processor_time(process: int) -> tuple[bytes, ...] | None:
    """Return what a process has used of processors, in units of the system's; None where that does not tell."""
    try:
        # https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html: `utime` and `stime`, behind a name in brackets.
        return tuple(Path(f"/proc/{process}/stat").read_bytes().rpartition(b")")[2].split()[11:13])
    except OSError:
        return None


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
            self.end()
            raise NoHelperError from error

    def ask(self, request: bytes) -> Future[bytes]:
        """Have a request answered when its turn comes."""
        return self._thread.submit(self._answered, request)

    def answer(self, asked: Future[bytes]) -> bytes:
        """Return the answer to what was asked.

        Raises:
            StuckError: the process makes no progress.
            EOFError, OSError: it is no more.

        """
        return awaited(asked.result, self._process.pid)

    def end(self) -> None:
        """End the process, whatever it is at; what was answered is done."""
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
