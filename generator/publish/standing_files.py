"""Which known files still stand in the new folder, untouched: a process looks while the run finds which are wanted."""

# A request is uint8 the length of a head ‖ that head, or none ‖ some rows of the note, as `known_files.py` lays them
# out. The answer without a head is a byte for each row, 1 where its file stands; with one the mac of each for it
# (`freshness.py`), 16 bytes. The process holds what dates files, and no key that opens one.

from __future__ import annotations

import os
import struct
import sys
from collections.abc import Sequence
from concurrent.futures import Future
from contextlib import suppress
from functools import cached_property
from typing import Self

import msgspec

from generator.publish.freshness import mac
from generator.publish.helper_process import Helper, NoHelperError, answer_all

ROW = struct.Struct(">20s16s32s32sQQI")
"""A row of the note: mark, id, fresh_key, SHA-256 of the file, inode, ctime in ns and length."""
AT_ONCE = 4096
"""Rows that are looked at in one go."""


class Place(msgspec.Struct, frozen=True):
    """Where files are to stand: the open folder, and the mode of its files."""

    folder: int
    mode: int


class StandingFiles:
    """The rows of a note, looked at by a process of its own, where it `helps`, from now on. Use it in a `with`."""

    def __init__(self, place: Place, rows: bytes, *, helps: bool) -> None:
        step = AT_ONCE * ROW.size
        self.place, self.head = place, b""
        self._parts = [rows[at : at + step] for at in range(0, len(rows), step)]
        self._helper = None
        if helps and self._parts:
            with suppress(NoHelperError):
                self._helper = Helper(__name__, [msgspec.json.encode(place).decode()], [place.folder])
        self._looks = self._asked(b"")
        self._dates: list[Future[bytes] | None] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._helper is not None:
            self._helper.end()

    def date(self, head: bytes) -> None:
        """Have each dated for a run, which its head tells of, from now on."""
        self.head, self._dates = head, self._asked(head)

    @cached_property
    def stands(self) -> bytes:
        """A byte for each row, 1 where its file stands."""
        return self._answers(self._looks, b"")

    @cached_property
    def macs(self) -> bytes:
        """The macs of all for the head, one after the other."""
        return self._answers(self._dates, self.head)

    def _asked(self, head: bytes) -> list[Future[bytes] | None]:
        return [self._helper.ask(_request(head, part)) if self._helper else None for part in self._parts]

    def _answers(self, asked: Sequence[Future[bytes] | None], head: bytes) -> bytes:
        """Return all answers; what the process has not come to yet is done here, from the end on."""
        both = list(zip(asked, self._parts, strict=True))
        return b"".join([self._answer(one, head, part) for one, part in reversed(both)][::-1])

    def _answer(self, asked: Future[bytes] | None, head: bytes, part: bytes) -> bytes:
        if self._helper is not None and asked is not None and not asked.cancel():
            try:
                return self._helper.answer(asked)
            except (OSError, EOFError):
                # It is no more, for want of memory it may be, or stuck: there is nothing this one cannot do itself.
                pass
        return _answered(self.place, head, part)


def main(place: str) -> None:
    """Answer what is asked on the standard input, of the place that a JSON text spells, until it ends."""
    there = msgspec.json.decode(place, type=Place)
    answer_all(lambda request: _answered(there, request[1 : request[0] + 1], request[request[0] + 1 :]))


def _request(head: bytes, rows: bytes) -> bytes:
    return b"%c%b%b" % (len(head), head, rows)


def _answered(place: Place, head: bytes, rows: bytes) -> bytes:
    if head:
        each = ROW.iter_unpack(rows)
        return b"".join([mac(fresh_key, file_id, digest, head) for _, file_id, fresh_key, digest, *_ in each])
    return bytes(
        _stands(place, file_id, (inode, changed_ns, length, place.mode))
        for _, file_id, _, _, inode, changed_ns, length in ROW.iter_unpack(rows)
    )


def _stands(place: Place, file_id: bytes, as_known: tuple[int, int, int, int]) -> bool:
    try:
        there = os.stat(f"{file_id.hex()}.bin", dir_fd=place.folder, follow_symlinks=False)
    except OSError:
        return False
    return (there.st_ino, there.st_ctime_ns, there.st_size, there.st_mode) == as_known


if __name__ == "__main__":
    main(*sys.argv[1:])
