"""The order files that a run publishes: those it kept, as rows of the note it found, and those it made or read anew."""

from __future__ import annotations

import struct
from collections.abc import Callable, Collection, Iterable, Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from itertools import chain, compress

from generator.publish.freshness import MAC_BYTES, PublishedFile, mac_of
from generator.publish.known_files import MARK_BYTES, KnownFiles
from generator.publish.standing_files import ROW, StandingFiles


@dataclass
class PublishedFiles:
    """They are told one by one, or together as what is published and noted of them."""

    known: KnownFiles | None = field(default=None, repr=False)
    standing: StandingFiles | None = field(default=None, repr=False)
    kept: bytearray = field(default_factory=bytearray, repr=False)
    """A byte for each row of `known`, 1 where its file is published."""
    made: list[tuple[bytes, PublishedFile]] = field(default_factory=list)
    """Each other file as it was read, with the mark of what its view comes from; empty where nothing is noted."""
    head: bytes = b""
    """What the macs of the run are of."""
    _made_macs: list[bytes] = field(default_factory=list, repr=False)

    def __len__(self) -> int:
        return self.kept.count(1) + len(self.made)

    def __iter__(self) -> Iterator[PublishedFile]:
        if self.known is not None:
            yield from map(self.known.file, compress(range(len(self.kept)), self.kept))
        for _, file in self.made:
            yield file

    def add(self, mark: bytes, files: Iterable[PublishedFile]) -> None:
        """Publish an order's files, and date them: while others are still read, and not when all are there."""
        for file in files:
            self.made.append((mark, file))
            self._made_macs.append(mac_of(file, self.head))

    def keep(
        self, marks: AbstractSet[bytes], *, linked: Callable[[PublishedFile], PublishedFile | None]
    ) -> Collection[bytes]:
        """Publish the files of these known marks that stand, and those that can be `linked`, as they then stand.

        Returns the marks of which a file is neither.
        """
        if self.known is None or self.standing is None:
            return marks
        stands = self.standing.stands
        spoilt = [mark for mark in dict.fromkeys(map(self.known.mark_of, _without(stands))) if mark in marks]
        # Nearly all are kept: only the others are looked for one by one.
        others = self.known.marks - marks if len(marks) < len(self.known) else ()
        self.kept = bytearray(b"\1" * len(stands))
        for mark in (*spoilt, *others):
            for row in self.known.rows_of(mark):
                self.kept[row] = 0
        changed: list[bytes] = []
        for mark in spoilt:
            rows = self.known.rows_of(mark)
            files = [file for known in map(self.known.file, rows) if (file := linked(known)) is not None]
            if len(files) == len(rows):
                self.add(mark, files)
            else:
                changed.append(mark)
        return changed

    @property
    def made_names(self) -> list[str]:
        """The names of the files that are no rows of the note that was found."""
        return [file.name for _, file in self.made]

    def macs(self, head: bytes) -> Iterator[tuple[int, bytes]]:
        """Yield the mac of each for a run's head, with the first byte of its id."""
        if self.head != head:
            yield from ((file.id[0], mac_of(file, head)) for file in self)
            return
        if self.known is not None and self.standing is not None:
            firsts = self.known.rows[MARK_BYTES :: ROW.size]
            yield from compress(zip(firsts, _each(self.standing.macs, MAC_BYTES), strict=True), self.kept)
        for (_, file), mac in zip(self.made, self._made_macs, strict=True):
            yield file.id[0], mac

    @property
    def rows(self) -> bytes:
        """What is to be noted of them: the rows that were found, where nothing else is to be said."""
        rows = self.known.rows if self.known is not None else b""
        if not self.made and 0 not in self.kept:
            return rows
        made = (
            ROW.pack(mark, file.id, file.fresh_key, file.digest, file.inode, file.changed_ns, file.length)
            for mark, file in self.made
        )
        return b"".join(chain(compress(_each(rows, ROW.size), self.kept), made))


def _without(stands: bytes) -> Iterator[int]:
    """Yield the numbers of the rows whose files do not stand."""
    row = stands.find(0)
    while row >= 0:
        yield row
        row = stands.find(0, row + 1)


def _each(joined: bytes, length: int) -> Iterator[bytes]:
    """Return the pieces of a length that were joined."""
    return chain.from_iterable(struct.iter_unpack(f"{length}s", joined))
