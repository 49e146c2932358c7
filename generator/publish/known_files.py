"""The note beside a site of what its order files come from: by it a build knows an order that did not change."""

# It is a cache and never needed: without one, or with one that does not open, every file is looked at or made anew.
# Layout of `.<site's folder>.demoras-known`, beside that folder, published nowhere (`envelope.py` has the rest):
#   ikm    HMAC-SHA256(secret, "known-files/v1\n" ‖ site)
#   P      a row for each file: mark 20 ‖ id 16 ‖ fresh_key 32 ‖ SHA-256 of the file 32 ‖ inode 8 ‖ ctime 8 ‖ length 4
#   mark   SHA-256, cut, of all that the file's view and its token are made from, this program included
#   inode  uint64 big-endian, its ctime in ns likewise, uint32 the file's length; all 0 where they prove nothing
#          (`order_folder.py`)
# So a row says: what this program makes of that was, when it was last opened and compared, the file of this SHA-256.
# That stays true whatever becomes of the site: a file that has another SHA-256 is not the one it speaks of.

from __future__ import annotations

import hashlib
import hmac
import os
import sys
from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from contextlib import suppress
from functools import cache
from pathlib import Path

import msgspec

import generator
from generator.publish.envelope import Keys, Kind, SealError, derive, unwrap, wrap
from generator.publish.freshness import PublishedFile
from generator.publish.order_folder import READ
from generator.publish.secret import Secret, Secrets
from generator.publish.standing_files import ROW

KNOWN = Kind(b"KNOW\x03\x00\x00\x00", b"known-files/v1")
MARK_BYTES = 20


class KnownFiles:
    """Files of the site that is replaced, by the marks of what they were made from: the rows of its note."""

    def __init__(self, secrets: Secrets, site: str, base: bytes, rows: bytes = b"") -> None:
        fingerprints = [_mac(secret, "known-files-of/v1", site) for secret in secrets.all()]
        same = msgspec.msgpack.encode([program_digest(), site, fingerprints, base])
        self._same = hashlib.sha256(same).digest()
        self.rows = rows
        # The last row of each mark; those of one stand together.
        self._last = {rows[at : at + MARK_BYTES]: at // ROW.size for at in range(0, len(rows), ROW.size)}
        self.marks: AbstractSet[bytes] = self._last.keys()
        """All that are known."""

    def __len__(self) -> int:
        return len(self._last)

    def mark(self, source: Iterable[bytes], revisions: bytes) -> bytes:
        """Return the mark of a view's source and the revisions of its order's links, each secret's in their order."""
        # Revisions end where their list does.
        return hashlib.sha256(b"".join((self._same, revisions, *source))).digest()[:MARK_BYTES]

    def rows_of(self, mark: bytes) -> range:
        """Return the numbers of a mark's rows, one for each link; none if it is not known."""
        last = self._last.get(mark)
        if last is None:
            return range(0)
        first = last
        while first > 0 and self.rows.startswith(mark, (first - 1) * ROW.size):
            first -= 1
        return range(first, last + 1)

    def mark_of(self, row: int) -> bytes:
        """Return the mark of a row."""
        return self.rows[row * ROW.size : row * ROW.size + MARK_BYTES]

    def file(self, row: int) -> PublishedFile:
        """Return the file that a row speaks of."""
        _, *file = ROW.unpack_from(self.rows, row * ROW.size)
        return PublishedFile(*file)


def noted_rows(place: Path, secrets: Secrets, site: str) -> bytes:
    """Return the rows of the note at a place; none where there is no note, or none that this secret sealed."""
    rows = b""
    with suppress(OSError, SealError), os.fdopen(os.open(place, READ), "rb") as note:
        rows = unwrap(KNOWN, _keys(secrets.current, site), note.read())
    return rows if len(rows) % ROW.size == 0 else b""


def note_known_files(place: Path, secrets: Secrets, site: str, rows: bytes) -> None:
    """Write the note of files that were opened and compared; a folder that takes none has none."""
    with suppress(OSError):
        place.unlink(missing_ok=True)
        # Cut short by a full disk or a power cut it does not open, and is as if it were not there.
        place.touch(0o600)
        place.write_bytes(wrap(KNOWN, _keys(secrets.current, site), rows))


@cache
def program_digest() -> bytes:
    """Return the SHA-256 of this program, its words, and what it runs on: another one may make other views."""
    made = hashlib.sha256(f"{sys.version} {msgspec.__version__}".encode())
    root = Path(generator.__file__).parent
    for path in sorted(path for path in root.rglob("*") if path.suffix in (".py", ".toml")):
        made.update(hashlib.sha256(path.relative_to(root).as_posix().encode()).digest())
        made.update(hashlib.sha256(path.read_bytes()).digest())
    return made.digest()


def _keys(secret: Secret, site: str) -> Keys:
    return derive(KNOWN, _mac(secret, "known-files/v1", site))


def _mac(secret: Secret, purpose: str, site: str) -> bytes:
    return hmac.digest(secret.key, f"{purpose}\n{site}".encode(), "sha256")
