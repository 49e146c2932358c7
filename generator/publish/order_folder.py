"""The folder of sealed orders as it is made, beside the one it replaces: what did not change is linked from there."""

from __future__ import annotations

import errno
import hashlib
import os
import stat
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self

from generator.errors import PublishError
from generator.publish.envelope import SealError
from generator.publish.freshness import PublishedFile
from generator.publish.seal import SIZES, WRITTEN_SIZES, file_length, file_name, opened_payload, seal_view

_READ = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
_WRITE = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW | os.O_CLOEXEC


@dataclass(frozen=True, slots=True)
class Unread:
    """A file that was written and not read back yet, with the SHA-256 of the JSON that it must hold."""

    name: str
    token: bytes = field(repr=False)
    payload_digest: bytes = field(repr=False)


class OrderFolder:
    """A folder held open: a file opened beside a handle costs half of one that is opened by its path.

    Methods raise OSError where the system refuses.
    """

    def __init__(self, place: Path, before: Path | None) -> None:
        place.mkdir(parents=True, exist_ok=True)
        self._new = os.open(place, _READ | os.O_DIRECTORY)
        # What a new file may be read by, as the folder's own mode tells of this run's mask.
        self._mode = os.fstat(self._new).st_mode & 0o666
        try:
            self._old = None if before is None else os.open(before, _READ | os.O_DIRECTORY)
        except OSError:
            self._old = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        for handle in (self._new, self._old):
            if handle is not None:
                os.close(handle)

    def linked(self, token: bytes, payload: bytes) -> PublishedFile | None:
        """Return the replaced folder's file of a token, now this one's too; None if it is not what would be written.

        It is read and opened: a nonce is the plaintext's, so what opens to the same bytes, as long, is the same file.
        """
        name = file_name(token)
        data = self._published(name)
        if data is None or len(data) != file_length(payload, WRITTEN_SIZES):
            return None
        try:
            if opened_payload(token, data) != payload:
                return None
            os.link(name, name, src_dir_fd=self._old, dst_dir_fd=self._new, follow_symlinks=False)
        except (SealError, OSError):
            # A file system without hard links gets a new file, which is as good.
            return None
        return PublishedFile(token, hashlib.sha256(data).digest())

    def written(self, token: bytes, payload: bytes) -> Unread:
        """Seal a payload and write its file."""
        file = seal_view(token, payload, WRITTEN_SIZES)
        handle = os.open(file.name, _WRITE, 0o666, dir_fd=self._new)
        with os.fdopen(handle, "wb", buffering=0) as opened:
            if opened.write(file.data) != len(file.data):
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return Unread(file.name, token, hashlib.sha256(payload).digest())

    def compared(self, file: Unread) -> PublishedFile:
        """Return a written file as it reads back.

        Raises:
            PublishError: it does not open, or holds another view.

        """
        data, _ = _read(os.open(file.name, _READ, dir_fd=self._new))
        if hashlib.sha256(opened_payload(file.token, data)).digest() != file.payload_digest:
            raise PublishError(
                "Una página sellada no corresponde a su pedido; no se publicó nada.",
                "Es una falla del programa: repórtela; el sitio publicado no cambió.",
            )
        return PublishedFile(file.token, hashlib.sha256(data).digest())

    def _published(self, name: str) -> bytes | None:
        """Return what the replaced folder's file of that name holds, if a file is there that a new one would equal."""
        if self._old is None:
            return None
        try:
            data, mode = _read(os.open(name, _READ, dir_fd=self._old))
        except OSError:
            return None
        return data if mode == stat.S_IFREG | self._mode else None


def _read(handle: int) -> tuple[bytes, int]:
    """Return what an open file holds, up to one byte more than a sealed order may, and its mode; close it."""
    try:
        mode = os.fstat(handle).st_mode
        return os.read(handle, SIZES[-1] + 1) if stat.S_ISREG(mode) else b"", mode
    finally:
        os.close(handle)
