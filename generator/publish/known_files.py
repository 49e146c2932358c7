"""The note beside a site of what its order files come from: by it a build knows an order that did not change."""

# It is a cache and never needed: without one, or with one that does not open, every file is looked at or made anew.
# Layout of `.<site's folder>.demoras-known`, beside that folder, published nowhere (`envelope.py` has the rest):
#   ikm    HMAC-SHA256(secret, "known-files/v1\n" ‖ site)
#   P      one row for each file: mark 20 ‖ id 16 ‖ fresh_key 32 ‖ SHA-256 of the file 32 ‖ inode 8 ‖ ctime 8
#   mark   BLAKE2b of all that the file's view and its token are made from, this program included
#   inode  uint64 big-endian, and its ctime in ns likewise; both 0 where they prove nothing (`order_folder.py`)
# So a row says: what this program makes of that was, when it was last opened and compared, the file of this SHA-256.
# That stays true whatever becomes of the site: a file that has another SHA-256 is not the one it speaks of.

from __future__ import annotations

import hashlib
import hmac
import struct
import sys
from collections.abc import Iterable, Sequence
from contextlib import suppress
from functools import cache
from pathlib import Path

import msgspec

import generator
from generator.publish.envelope import Keys, Kind, SealError, derive, unwrap, wrap
from generator.publish.freshness import PublishedFile
from generator.publish.secret import Secret, Secrets

KNOWN = Kind(b"KNOW\x02\x00\x00\x00", b"known-files/v1")
MARK_BYTES = 20
_FILE = struct.Struct(">16s32s32sQQ")
_FILE_BYTES = _FILE.size
_ROW_BYTES = MARK_BYTES + _FILE_BYTES


class KnownFiles:
    """Files of the site that is replaced, by the marks of what they were made from."""

    def __init__(self, secrets: Secrets, site: str, base: bytes, rows: bytes = b"") -> None:
        fingerprints = [_mac(secret, "known-files-of/v1", site) for secret in secrets.all()]
        same = msgspec.msgpack.encode([program_digest(), site, fingerprints, base])
        self._same = hashlib.blake2b(same, digest_size=MARK_BYTES)
        self._rows = rows
        # Where the rows of a mark end; they stand together.
        self._ends = {
            rows[at - _ROW_BYTES : at - _FILE_BYTES]: at for at in range(_ROW_BYTES, len(rows) + 1, _ROW_BYTES)
        }

    def __len__(self) -> int:
        return len(self._ends)

    def mark(self, source: bytes, revisions: Sequence[int]) -> bytes:
        """Return the mark of a view's source and the revisions of its order's links, each secret's in their order."""
        made = self._same.copy()
        made.update(b"%d " % len(source) + source + repr(revisions).encode())
        return made.digest()

    def files(self, mark: bytes) -> list[PublishedFile]:
        """Return the files, one for each link, that come from what a mark tells; none if that is not known."""
        end = self._ends.get(mark, 0)
        found: list[PublishedFile] = []
        while end > 0 and self._rows[end - _ROW_BYTES : end - _FILE_BYTES] == mark:
            found.append(PublishedFile(*_FILE.unpack_from(self._rows, end - _FILE_BYTES)))
            end -= _ROW_BYTES
        return found[::-1]


def known_files(place: Path, secrets: Secrets, site: str, base: bytes) -> KnownFiles:
    """Return what the note at a place knows; nothing where there is none, or none that this secret sealed."""
    rows = b""
    with suppress(OSError, SealError):
        rows = unwrap(KNOWN, _keys(secrets.current, site), place.read_bytes())
    return KnownFiles(secrets, site, base, rows if len(rows) % _ROW_BYTES == 0 else b"")


def note_known_files(place: Path, secrets: Secrets, site: str, files: Iterable[tuple[bytes, PublishedFile]]) -> None:
    """Write the note of files that were opened and compared, with their marks; a folder that takes none has none."""
    rows = b"".join(
        mark + _FILE.pack(file.id, file.fresh_key, file.digest, file.inode, file.changed_ns) for mark, file in files
    )
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
