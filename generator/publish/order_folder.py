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
_WRITE = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW | os.O_CLOEXEC

Order: TypeAlias = tuple[list[bytes], bytes]
"""The tokens that one order's files open with, and the payload that each of them holds."""


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
        self._unread: deque[list[_Unread]] = deque()

    def written(self, batches: Iterable[Sequence[Order]]) -> Iterator[list[PublishedFile]]:
        """Link or write the files of orders; yield, for each batch, those that were linked: they were read and opened.

        The others are only written: `read_back` gives those.
        """
        for batch in batches:
            yield self.put(batch)

    def read_back(self) -> Iterator[list[PublishedFile]]:
        """Read each file that was written; yield those of each batch that was put, in the same order.

        Raises:
            PublishError: one does not open, or holds another view.

        """
        while self._unread:
            yield self.next_read_back()

    def put(self, batch: Sequence[Order]) -> list[PublishedFile]:
        """Link or write the files of one batch of orders, as `written` does."""
        linked, unread = [], []
        for tokens, payload in batch:
            for token in tokens:
                keys = derive(ORDER, token)
                known = self._linked(keys, payload)
                if known is None:
                    self._write(keys, payload)
                    unread.append(_Unread(token, keys, hashlib.sha256(payload).digest()))
                else:
                    linked.append(_published(token, keys, known))
        self._unread.append(unread)
        return linked

    def next_read_back(self) -> list[PublishedFile]:
        """Read back the first batch that was not yet, as `read_back` does."""
        return [self._compared(file) for file in self._unread.popleft()]

    def _linked(self, keys: Keys, payload: bytes) -> bytes | None:
        """Return what the replaced folder's file holds, now this one's too; None if it is not what would be written.

        It is read and opened: a nonce is the plaintext's, so what opens to the same bytes, as long, is the same file.
        """
        name = file_name(keys)
        data = self._replaced(name)
        if data is None or len(data) != file_length(payload, WRITTEN_SIZES):
            return None
        try:
            if opened_payload(keys, data) != payload:
                return None
            os.link(name, name, src_dir_fd=self._old, dst_dir_fd=self._new, follow_symlinks=False)
        except (SealError, OSError):
            # A file system without hard links gets a new file, which is as good.
            return None
        return data

    def _write(self, keys: Keys, payload: bytes) -> None:
        data = sealed_payload(keys, payload, file_length(payload, WRITTEN_SIZES))
        handle = os.open(file_name(keys), _WRITE, 0o666, dir_fd=self._new)
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
