"""The order files that a run publishes: those it kept, as rows of the note it found, and those it made or read anew."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field

from generator.publish.freshness import MAC_BYTES, PublishedFile, mac_of
from generator.publish.known_files import MARK_BYTES, KnownFiles
from generator.publish.standing_files import ROW, StandingFiles


@dataclass
class PublishedFiles:
    """They are told one by one, or together as what is published and noted of them."""

    known: KnownFiles | None = field(default=None, repr=False)
    standing: StandingFiles | None = field(default=None, repr=False)
    kept: list[int] = field(default_factory=list)
    """The rows of `known` whose files stand."""
    made: list[tuple[bytes, PublishedFile]] = field(default_factory=list)
    """Each other file as it was read, with the mark of what its view comes from; empty where nothing is noted."""

    def __len__(self) -> int:
        return len(self.kept) + len(self.made)

    def __iter__(self) -> Iterator[PublishedFile]:
        if self.known is not None:
            yield from map(self.known.file, self.kept)
        for _, file in self.made:
            yield file

    def keep(
        self, marks: Collection[bytes], *, linked: Callable[[PublishedFile], PublishedFile | None]
    ) -> Collection[bytes]:
        """Publish the files of known marks that stand, and those that can be `linked`, as they then stand.

        Returns the marks of which a file is neither.
        """
        if self.known is None or self.standing is None:
            return marks
        stands = self.standing.stands
        if len(marks) == len(self.known) and 0 not in stands:
            self.kept = list(range(len(stands)))
            return ()
        changed: list[bytes] = []
        for mark in marks:
            rows = self.known.rows_of(mark)
            if all(stands[row] for row in rows):
                self.kept += rows
                continue
            files = [file for known in map(self.known.file, rows) if (file := linked(known)) is not None]
            if len(files) == len(rows):
                self.made += ((mark, file) for file in files)
            else:
                changed.append(mark)
        return changed

    def macs(self, head: bytes) -> Iterator[tuple[int, bytes]]:
        """Yield the mac of each for a run's head, with the first byte of its id."""
        if self.known is None or self.standing is None or self.standing.head != head:
            yield from ((file.id[0], mac_of(file, head)) for file in self)
            return
        rows, macs = self.known.rows, self.standing.macs
        for row in self.kept:
            yield rows[row * ROW.size + MARK_BYTES], macs[row * MAC_BYTES : (row + 1) * MAC_BYTES]
        for _, file in self.made:
            yield file.id[0], mac_of(file, head)

    @property
    def rows(self) -> bytes:
        """What is to be noted of them: the rows that were found, where nothing else is to be said."""
        rows = self.known.rows if self.known is not None else b""
        if not self.made and len(self.kept) * ROW.size == len(rows) and self.kept == sorted(self.kept):
            return rows
        kept = (rows[row * ROW.size : (row + 1) * ROW.size] for row in self.kept)
        made = (
            ROW.pack(mark, file.id, file.fresh_key, file.digest, file.inode, file.changed_ns)
            for mark, file in self.made
        )
        return b"".join((*kept, *made))
