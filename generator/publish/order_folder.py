"""The folder of sealed orders as it is made, beside the one it replaces: what did not change is linked from there."""

from __future__ import annotations

import errno
import hashlib
import os
import stat
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from generator.errors import PublishError
from generator.publish.envelope import ORDER, Keys, SealError, derive
from generator.publish.freshness import PublishedFile, freshness_key
from generator.publish.seal import SIZES, WRITTEN_SIZES, file_length, file_name, opened_payload, sealed_payload

READ = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
_WRITE = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC

Order: TypeAlias = tuple[list[bytes], bytes, list[PublishedFile]]
"""The tokens that one order's files open with and the payload that each of them holds; or else what they are known as.
"""


class MisplacedError(PublishError):
    """A file that, read back, holds another view than the one that was to be in it."""

    def __init__(self) -> None:
        super().__init__(
            "Una página sellada no corresponde a su pedido; no se publicó nada.",
            "Es una falla del programa: repórtela; el sitio publicado no cambió.",
        )


@dataclass(frozen=True, slots=True)
class _Unread:
    """A file that was written and not read back yet, with the SHA-256 of the JSON that it must hold."""

    token: bytes = field(repr=False)
    keys: Keys = field(repr=False)
    payload_digest: bytes = field(repr=False)


class OrderFolder:
    """A new folder and the one it replaces, both held open: a file opened beside a handle costs half of one by path.

    Methods raise OSError where the system refuses.
    """

    def __init__(self, new: int, old: int | None) -> None:
        self._new, self._old = new, old
        # What a new file may be read by, as the folder's own mode tells of this run's mask.
        self._mode = os.fstat(new).st_mode & 0o666
        self._placed: deque[list[list[PublishedFile | _Unread]]] = deque()

    def written(self, batches: Iterable[Sequence[Order]]) -> Iterator[list[int]]:
        """Link or write the files of orders; yield, for each batch, which of them are not what they are known as."""
        for batch in batches:
            yield self.put(batch)

    def read_back(self) -> Iterator[list[list[PublishedFile]]]:
        """Read what was written; yield the files of each order, of each batch that was put, in the same order.

        What was linked was read before.

        Raises:
            PublishError: a file does not open, or holds another view.

        """
        while self._placed:
            yield self.next_read_back()

    def put(self, batch: Sequence[Order]) -> list[int]:
        """Link or write the files of one batch of orders, as `written` does."""
        placed = [self._known(known) if known else self._made(tokens, payload) for tokens, payload, known in batch]
        self._placed.append([files or [] for files in placed])
        return [number for number, files in enumerate(placed) if files is None]

    def next_read_back(self) -> list[list[PublishedFile]]:
        """Read back the first batch that was not yet, as `read_back` does."""
        return [
            [self._compared(file) if isinstance(file, _Unread) else file for file in files]
            for files in self._placed.popleft()
        ]

    def _known(self, known: Sequence[PublishedFile]) -> list[PublishedFile | _Unread] | None:
        """Link files that are byte for byte what they are known as; return None where one is not."""
        for file in known:
            data = self._replaced(file.name)
            if data is None or hashlib.sha256(data).digest() != file.digest or not self._link(file.name):
                return None
        return [*known]

    def _made(self, tokens: Sequence[bytes], payload: bytes) -> list[PublishedFile | _Unread]:
        made: list[PublishedFile | _Unread] = []
        for token in tokens:
            keys = derive(ORDER, token)
            data = self._linked(keys, payload)
            if data is None:
                self._write(keys, payload)
                made.append(_Unread(token, keys, hashlib.sha256(payload).digest()))
            else:
                made.append(_published(token, keys, data))
        return made

    def _linked(self, keys: Keys, payload: bytes) -> bytes | None:
        """Return what the replaced folder's file holds, now this one's too; None if it is not what would be written.

        It is read and opened: a nonce is the plaintext's, so what opens to the same bytes, as long, is the same file.
        """
        name = file_name(keys)
        data = self._replaced(name)
        if data is None or len(data) != file_length(payload, WRITTEN_SIZES):
            return None
        try:
            return data if opened_payload(keys, data) == payload and self._link(name) else None
        except SealError:
            return None

    def _link(self, name: str) -> bool:
        try:
            os.link(name, name, src_dir_fd=self._old, dst_dir_fd=self._new, follow_symlinks=False)
        except OSError:
            # A file system without hard links gets a new file, which is as good.
            return False
        return True

    def _write(self, keys: Keys, payload: bytes) -> None:
        data = sealed_payload(keys, payload, file_length(payload, WRITTEN_SIZES))
        name = file_name(keys)
        try:
            handle = os.open(name, _WRITE, 0o666, dir_fd=self._new)
        except FileExistsError:
            # Never written over: it may be a link, and then is the published site's file as well.
            os.unlink(name, dir_fd=self._new)
            handle = os.open(name, _WRITE, 0o666, dir_fd=self._new)
        try:
            if os.write(handle, data) != len(data):
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        finally:
            os.close(handle)

    def _compared(self, file: _Unread) -> PublishedFile:
        data, _ = _read(os.open(file_name(file.keys), READ, dir_fd=self._new))
        if hashlib.sha256(opened_payload(file.keys, data)).digest() != file.payload_digest:
            raise MisplacedError
        return _published(file.token, file.keys, data)

    def _replaced(self, name: str) -> bytes | None:
        """Return what the replaced folder's file of that name holds, if a file is there that a new one would equal."""
        if self._old is None:
            return None
        try:
            data, mode = _read(os.open(name, READ, dir_fd=self._old))
        except OSError:
            return None
        return data if mode == stat.S_IFREG | self._mode else None


def _published(token: bytes, keys: Keys, data: bytes) -> PublishedFile:
    return PublishedFile(keys.id, freshness_key(token), hashlib.sha256(data).digest())


def _read(handle: int) -> tuple[bytes, int]:
    """Return what an open file holds, up to one byte more than a sealed order may, and its mode; close it."""
    try:
        mode = os.fstat(handle).st_mode
        return os.read(handle, SIZES[-1] + 1) if stat.S_ISREG(mode) else b"", mode
    finally:
        os.close(handle)
