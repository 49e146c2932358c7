"""Which known files still stand in the new folder, untouched: a process looks while the run finds which are wanted."""

# A request is some rows of the note, as `known_files.py` lays them out; the answer has a byte for each, 1 where the
# file stands, then the mac of each for this run (`freshness.py`), 16 bytes. The process holds what dates files, and no
# key that opens one.

from __future__ import annotations

import os
import struct
import sys
from concurrent.futures import Future
from contextlib import suppress
from functools import partial
from typing import Self

import msgspec

from generator.publish.freshness import mac
from generator.publish.helper_process import Helper, NoHelperError, answer_all

ROW = struct.Struct(">20s16s32s32sQQ")
"""A row of the note: mark, id, fresh_key, SHA-256 of the file, inode and ctime in ns."""
AT_ONCE = 4096
"""Rows that are looked at in one go."""


class Place(msgspec.Struct, frozen=True):
    """Where files are to stand: the open folder, the mode of its files, and what the macs of this run are of."""

    folder: int
    mode: int
    head: bytes


class StandingFiles:
    """The rows of a note, looked at by a process of its own, where it `helps`, from now on. Use it in a `with`."""

    def __init__(self, place: Place, rows: bytes, *, helps: bool) -> None:
        step = AT_ONCE * ROW.size
        self._place = place
        self._parts = [rows[at : at + step] for at in range(0, len(rows), step)]
        self._helper = None
        self._asked: list[Future[bytes] | None] = [None] * len(self._parts)
        self._found: tuple[bytes, bytes] | None = None
        if helps and self._parts:
            with suppress(NoHelperError):
                self._helper = Helper(__name__, [msgspec.json.encode(place).decode()], [place.folder])
                self._asked = [self._helper.ask(part) for part in self._parts]

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._helper is not None:
            self._helper.end()

    @property
    def head(self) -> bytes:
        """What the macs are of."""
        return self._place.head

    @property
    def found(self) -> tuple[bytes, bytes]:
        """A byte for each row, 1 where its file stands, and the macs of all, one after the other."""
        if self._found is None:
            answers = [self._answer(number) for number in range(len(self._parts) - 1, -1, -1)][::-1]
            counts = [len(part) // ROW.size for part in self._parts]
            both = list(zip(answers, counts, strict=True))
            self._found = (
                b"".join(answer[:count] for answer, count in both),
                b"".join(answer[count:] for answer, count in both),
            )
        return self._found

    def _answer(self, number: int) -> bytes:
        """Return the answer to one part; what the process has not come to yet is looked at here, from the end on."""
        asked = self._asked[number]
        if self._helper is not None and asked is not None and not asked.cancel():
            try:
                return self._helper.answer(asked)
            except (OSError, EOFError):
                # It is no more, for want of memory it may be, or stuck: there is nothing this one cannot do itself.
                pass
        return _looked_at(self._place, self._parts[number])


def main(place: str) -> None:
    """Answer what is asked on the standard input, of the place that a JSON text spells, until it ends."""
    answer_all(partial(_looked_at, msgspec.json.decode(place, type=Place)))


def _looked_at(place: Place, rows: bytes) -> bytes:
    stands = bytearray()
    macs: list[bytes] = []
    for _, file_id, fresh_key, digest, inode, changed_ns in ROW.iter_unpack(rows):
        try:
            there = os.stat(f"{file_id.hex()}.bin", dir_fd=place.folder, follow_symlinks=False)
        except OSError:
            stands.append(0)
        else:
            stands.append((there.st_ino, there.st_ctime_ns, there.st_mode) == (inode, changed_ns, place.mode))
        macs.append(mac(fresh_key, file_id, digest, place.head))
    return b"".join((stands, *macs))


if __name__ == "__main__":
    main(*sys.argv[1:])
