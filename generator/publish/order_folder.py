"""The folder of sealed orders as it is made, beside the one it replaces: what did not change is the very same file."""

from __future__ import annotations

import errno
import hashlib
import os
import stat
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TypeAlias

from generator.errors import PublishError
from generator.publish.envelope import ORDER, Keys, SealError, derive
from generator.publish.freshness import PublishedFile
from generator.publish.seal import SIZES, WRITTEN_SIZES, file_length, file_name, opened_payload, sealed_payload
from generator.publish.swap import remove_name

READ = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
_WRITE = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC

_COARSE_NS = 10_000_000
"""A disk's clock that goes by so much, or by more, tells times that are multiples of it."""

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

    keys: Keys = field(repr=False)
    payload_digest: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Handles:
    """The folders of a run's order files, open: the new one, the one that it replaces, and the names for the next one.

    A file opened beside a handle costs half of one by path.
    """

    new: int
    old: int | None = None
    next: int | None = None
    """Only where the new one replaces none, which would become it: each new file is linked there as well."""


class OrderFolder:
    """The files of one run's orders. Methods raise OSError where the system refuses.

    A file that was read whole stays proved by its inode and ctime: whatever changes a file, its mode or the count of
    its names sets its ctime anew, and no program can set it back. Only where that time is so near to the reading that
    one more change could bear the same do they prove nothing.
    """

    def __init__(self, folders: Handles) -> None:
        self._new, self._old, self._next = folders.new, folders.old, folders.next
        self._mode = file_mode(self._new)
        self._began = self._present()
        self._placed: deque[list[list[PublishedFile | _Unread]]] = deque()

    def linked_as_known(self, file: PublishedFile) -> PublishedFile | None:
        """Have a file of the replaced folder here, if it is byte for byte what it is known as; return how it stands."""
        data = self._replaced(file.name)
        if data is None or hashlib.sha256(data).digest() != file.digest or not self._link(file.name):
            return None
        there = os.stat(file.name, dir_fd=self._new, follow_symlinks=False)
        return PublishedFile(file.id, file.fresh_key, file.digest, *_proof(there, self._began))

    def written(self, batches: Iterable[Sequence[Order]]) -> Iterator[None]:
        """Link or write the files of orders, and give word after each batch."""
        for batch in batches:
            self.put(batch)
            yield

    def read_back(self) -> Iterator[list[list[PublishedFile]]]:
        """Read what was written; yield the files of each order, of each batch that was put, in the same order.

        What was linked was read before.

        Raises:
            PublishError: a file does not open, or holds another view.

        """
        while self._placed:
            yield self.next_read_back()

    def put(self, batch: Sequence[Order]) -> None:
        """Link or write the files of one batch of orders, as `written` does."""
        self._placed.append([self._made(tokens, payload) for tokens, payload in batch])

    def next_read_back(self) -> list[list[PublishedFile]]:
        """Read back the first batch that was not yet, as `read_back` does."""
        now = self._present()
        return [
            [self._compared(file, now) if isinstance(file, _Unread) else file for file in files]
            for files in self._placed.popleft()
        ]

    def remove_others(self, count: int, files: Iterable[PublishedFile]) -> list[str]:
        """Leave no name in the folder but those of so many files, all of which are there; return them as it does."""
        found = os.listdir(self._new)  # noqa: PTH208 - a handle, and of an entry for each file only the name is asked
        if len(found) == count:
            return found
        wanted = {file.name for file in files}
        for name in found:
            if name not in wanted:
                remove_name(name, self._new)
        return [name for name in found if name in wanted]

    def _made(self, tokens: Sequence[bytes], payload: bytes) -> list[PublishedFile | _Unread]:
        made: list[PublishedFile | _Unread] = []
        for token in tokens:
            keys = derive(ORDER, token)
            data = self._linked(keys, payload)
            if data is None:
                self._write(keys, payload)
                made.append(_Unread(keys, hashlib.sha256(payload).digest()))
            else:
                there = os.stat(file_name(keys), dir_fd=self._new, follow_symlinks=False)
                made.append(_published(keys, data, there, self._began))
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
        """Have the replaced folder's file of a name in this one too, whatever is there by that name."""
        try:
            if self._is_linked(name):
                return True
            os.link(name, name, src_dir_fd=self._old, dst_dir_fd=self._new, follow_symlinks=False)
        except OSError:
            # A file system without hard links gets a new file, which is as good.
            return False
        return True

    def _is_linked(self, name: str) -> bool:
        """Tell whether both folders have the very file by a name; what else this one has by it is removed."""
        try:
            here = os.stat(name, dir_fd=self._new, follow_symlinks=False)
        except FileNotFoundError:
            return False
        if os.path.samestat(here, os.stat(name, dir_fd=self._old, follow_symlinks=False)):
            return True
        remove_name(name, self._new)
        return False

    def _write(self, keys: Keys, payload: bytes) -> None:
        data = sealed_payload(keys, payload, file_length(payload, WRITTEN_SIZES))
        name = file_name(keys)
        try:
            handle = os.open(name, _WRITE, 0o666, dir_fd=self._new)
        except FileExistsError:
            # Never written over: it may be a link, and then is the published site's file as well.
            remove_name(name, self._new)
            handle = os.open(name, _WRITE, 0o666, dir_fd=self._new)
        try:
            if os.write(handle, data) != len(data):
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        finally:
            os.close(handle)
        if self._next is not None:
            with suppress(OSError):
                os.link(name, name, src_dir_fd=self._new, dst_dir_fd=self._next, follow_symlinks=False)

    def _compared(self, file: _Unread, now: int) -> PublishedFile:
        data, there = _read(os.open(file_name(file.keys), READ, dir_fd=self._new))
        if hashlib.sha256(opened_payload(file.keys, data)).digest() != file.payload_digest:
            raise MisplacedError
        return _published(file.keys, data, there, now)

    def _replaced(self, name: str) -> bytes | None:
        """Return what the replaced folder's file of that name holds, if a file is there that a new one would equal."""
        if self._old is None:
            return None
        try:
            data, there = _read(os.open(name, READ, dir_fd=self._old))
        except OSError:
            return None
        return data if there.st_mode == self._mode else None

    def _present(self) -> int:
        """Return the present, by the clock of the folder's own disk, in ns."""
        os.utime(self._new)
        return os.fstat(self._new).st_ctime_ns


def file_mode(folder: int) -> int:
    """Return what a new file in an open folder is, and may be read by, as the folder's own mode tells of a mask."""
    return stat.S_IFREG | os.fstat(folder).st_mode & 0o666


def settled_after(changed_ns: int) -> int:
    """Return how much older than its reading a file's last change must be, in ns, lest one more bear the same time.

    The clocks of some disks go by two seconds; one that tells less than a hundredth goes by a tick of the system's.
    """
    return 100_000_000 if changed_ns % _COARSE_NS else 2_000_000_000


def _published(keys: Keys, data: bytes, there: os.stat_result, now: int) -> PublishedFile:
    return PublishedFile(keys.id, keys.fresh_key, hashlib.sha256(data).digest(), *_proof(there, now))


def _proof(there: os.stat_result, now: int) -> tuple[int, int, int]:
    """Return the inode, the ctime in ns and the length that prove a file which was read after the moment `now`.

    All are 0 where its last change is too near: they would prove nothing.
    """
    if there.st_ctime_ns + settled_after(there.st_ctime_ns) > now:
        return 0, 0, 0
    return there.st_ino, there.st_ctime_ns, there.st_size


def _read(handle: int) -> tuple[bytes, os.stat_result]:
    """Return what an open file holds, up to one byte more than a sealed order may, and its state; close it."""
    try:
        there = os.fstat(handle)
        return os.read(handle, SIZES[-1] + 1) if stat.S_ISREG(there.st_mode) else b"", there
    finally:
        os.close(handle)
