"""Processes that make the folder of sealed orders together; their only tie to the run that began them is two pipes."""

# A message is uint32 big-endian its length ‖ MessagePack. A request is a batch of orders, or nil: read back the first
# batch that was not yet; the answer to each is an `_Answer`. A writer sees tokens and payloads and no secret, and ends
# when its requests do, also where the run was killed.

from __future__ import annotations

import os
import signal
import struct
import subprocess
import sys
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from typing import IO, Self

import msgspec

from generator.errors import PublishError
from generator.publish.envelope import SealError
from generator.publish.freshness import PublishedFile
from generator.publish.order_folder import Handles, MisplacedError, Order, OrderFolder

MOST = 4
AHEAD = 3
"""Batches that may wait for each writer: none of them ever idles, and few payloads are held at once."""
_LENGTH = struct.Struct(">I")
_PROGRAM = Path(__file__).resolve().parents[2]
_PUBLISH_ERRORS: dict[str, type[SealError | MisplacedError]] = {
    error.__name__: error for error in (SealError, MisplacedError)
}


class _Answer(msgspec.Struct, array_like=True):
    """What became of a request: files, or the number of the system's error, or the name of ours."""

    files: list[list[PublishedFile]] = []
    errno: int = 0
    error: str = ""


def usual_writers() -> int:
    """Return how many are of use: one for each processor, and no more than one run can feed; 0 where it is alone."""
    processors = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return min(MOST, processors) if processors > 1 else 0


class OrderWriters:
    """As many processes as asked for; they do together what one `OrderFolder` does. Use it in a `with`.

    When it ends, however it ends, none of them is left.
    """

    def __init__(self, folders: Handles, count: int) -> None:
        self._writers = [_Writer(folders) for _ in range(count)]
        self._batches = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: object, *_: object) -> None:
        for writer in self._writers:
            writer.end(at_once=kind is not None)

    def written(self, batches: Iterable[Sequence[Order]]) -> Iterator[None]:
        """Do what `OrderFolder.written` does."""
        for _ in self._asked(batches):
            self._batches += 1
            yield

    def read_back(self) -> Iterator[list[list[PublishedFile]]]:
        """Yield what `OrderFolder.read_back` does: each writer reads what it wrote."""
        for answer in self._asked([None] * self._batches):
            yield answer.files

    def _asked(self, requests: Iterable[Sequence[Order] | None]) -> Iterator[_Answer]:
        """Give each request to the writers in turn."""
        waiting: deque[Future[_Answer]] = deque()
        for number, request in enumerate(requests):
            waiting.append(self._writers[number % len(self._writers)].ask(request))
            if len(waiting) > AHEAD * len(self._writers):
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()


class _Writer:
    """One process, and the thread that speaks with it: where one of them waits for the other, this run does not."""

    def __init__(self, folders: Handles) -> None:
        self._process = subprocess.Popen(  # noqa: S603 - our own interpreter and module
            [sys.executable, "-m", __name__, msgspec.json.encode(folders).decode()],
            # Nothing of the environment: the secret is in it.
            env={"PYTHONPATH": str(_PROGRAM)},
            cwd="/",
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            pass_fds=[handle for handle in (folders.new, folders.old, folders.next) if handle is not None],
        )
        self._thread = ThreadPoolExecutor(max_workers=1)

    def ask(self, request: Sequence[Order] | None) -> Future[_Answer]:
        return self._thread.submit(self._answered, request)

    def end(self, *, at_once: bool) -> None:
        if at_once:
            self._process.kill()
        self._thread.shutdown(cancel_futures=True)
        self._process.communicate()

    def _answered(self, request: Sequence[Order] | None) -> _Answer:
        try:
            _send(self._process.stdin, _ENCODER.encode(request))
            answer = _ANSWERS.decode(_received(self._process.stdout))
        except (OSError, EOFError):
            raise PublishError(
                "Un proceso que sella páginas de pedidos se detuvo antes de terminar.",
                "Suele faltar memoria: pruebe de nuevo; el sitio publicado no cambió.",
            ) from None
        if answer.errno:
            raise OSError(answer.errno, os.strerror(answer.errno))
        if answer.error:
            raise _PUBLISH_ERRORS[answer.error]
        return answer


def main(folders: str) -> None:
    """Answer what is asked on the standard input, for the handles that a JSON text spells, until it ends."""
    # Whoever stops a run with Ctrl-C stops all its processes; the run itself says so, and then ends this one.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    folder = OrderFolder(msgspec.json.decode(folders, type=Handles))
    with suppress(EOFError):
        while True:
            request = _REQUESTS.decode(_received(sys.stdin.buffer))
            _send(sys.stdout.buffer, _ENCODER.encode(_answer(folder, request)))


def _answer(folder: OrderFolder, request: Sequence[Order] | None) -> _Answer:
    try:
        if request is None:
            return _Answer(files=folder.next_read_back())
        folder.put(request)
        return _Answer()
    except OSError as error:
        return _Answer(errno=error.errno or 0)
    except (SealError, MisplacedError) as error:
        return _Answer(error=type(error).__name__)


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
    message = pipe.read(*_LENGTH.unpack(head)) if pipe is not None and len(head) == _LENGTH.size else b""
    if not message:
        raise EOFError
    return message


_ENCODER = msgspec.msgpack.Encoder()
_ANSWERS = msgspec.msgpack.Decoder(_Answer)
_REQUESTS = msgspec.msgpack.Decoder(list[Order] | None)

if __name__ == "__main__":
    main(*sys.argv[1:])
