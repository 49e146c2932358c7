"""Processes that make the folder of sealed orders together, as `helper_process.py` begins and ends them."""

# In MessagePack a request is a batch of orders, or nil: read back the first batch that was not yet; the answer to each
# is an `_Answer`. A writer sees tokens and payloads and no secret.

from __future__ import annotations

import os
import sys
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future
from functools import partial
from typing import Self

import msgspec

from generator.errors import PublishError
from generator.publish.envelope import SealError
from generator.publish.freshness import PublishedFile
from generator.publish.helper_process import Helper, NoHelperError, StuckError, answer_all
from generator.publish.order_folder import Handles, MisplacedError, Order, OrderFolder

AHEAD = 3
"""Batches that may wait for each writer: none of them ever idles, and few payloads are held at once."""
_PUBLISH_ERRORS: dict[str, type[SealError | MisplacedError]] = {
    error.__name__: error for error in (SealError, MisplacedError)
}


class _Answer(msgspec.Struct, array_like=True):
    """What became of a request: files, or the number of the system's error, or the name of ours."""

    files: list[list[PublishedFile]] = []
    errno: int = 0
    error: str = ""


class OrderWriters:
    """As many processes as asked for; they do together what one `OrderFolder` does. Use it in a `with`.

    When it ends, however it ends, none of them is left. Where the system begins none, it raises NoHelperError.
    """

    def __init__(self, folders: Handles, count: int) -> None:
        words, handles = msgspec.json.encode(folders).decode(), (folders.new, folders.old, folders.next)
        held = [handle for handle in handles if handle is not None]
        self._writers: list[Helper] = []
        self._batches = 0
        try:
            for _ in range(count):
                self._writers.append(Helper(__name__, [words], held))
        except NoHelperError:
            # Fewer do as well; without any, whoever asked for them does it alone.
            if not self._writers:
                raise

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        for writer in self._writers:
            writer.end()

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
        waiting: deque[tuple[Helper, Future[bytes]]] = deque()
        for number, request in enumerate(requests):
            writer = self._writers[number % len(self._writers)]
            waiting.append((writer, writer.ask(_ENCODER.encode(request))))
            if len(waiting) > AHEAD * len(self._writers):
                yield _answer_in(*waiting.popleft())
        while waiting:
            yield _answer_in(*waiting.popleft())


def _answer_in(writer: Helper, asked: Future[bytes]) -> _Answer:
    try:
        answer = _ANSWERS.decode(writer.answer(asked))
    except StuckError as error:
        raise PublishError(
            f"Un proceso que sella páginas de pedidos {error}.",
            "Alguien lo detuvo, o el disco no responde: pruebe de nuevo; el sitio publicado no cambió.",
        ) from None
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
    answer_all(partial(_answered, OrderFolder(msgspec.json.decode(folders, type=Handles))))


def _answered(folder: OrderFolder, message: bytes) -> bytes:
    return _ENCODER.encode(_answer(folder, _REQUESTS.decode(message)))


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


_ENCODER = msgspec.msgpack.Encoder()
_ANSWERS = msgspec.msgpack.Decoder(_Answer)
_REQUESTS = msgspec.msgpack.Decoder(list[Order] | None)

if __name__ == "__main__":
    main(*sys.argv[1:])
