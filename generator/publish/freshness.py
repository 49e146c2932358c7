"""What tells when each order's file was last known to be the current one: `pedido/f/*.bin`, made anew by every run."""

# Layout of `pedido/f/<first byte of the id, 2 hex digits>.bin`, format 1 (`‖` joins bytes); one for every such byte
# that an order's file begins with:
#   head   46 52 53 48 01 00 00 00 ‖ uint64 big-endian: seconds from 1970 to the moment billing was read
#   mac    HMAC-SHA256(HKDF(token, salt of an order, info "fresh"), head ‖ id ‖ SHA-256(order's file))[0:16]
#   file   head ‖ mac of each order, in ascending order
# Nobody without a link's token can make a mac, so an old order file fits no newer moment than its own run's.

from __future__ import annotations

import hashlib
import hmac
import struct
from collections import defaultdict
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Protocol, runtime_checkable

import msgspec

from generator.errors import PublishError, refusal
from generator.publish.envelope import ORDER, derive

FRESHNESS_FOLDER = "pedido/f"
HEADER = b"FRSH\x01\x00\x00\x00"
HEAD_BYTES = len(HEADER) + 8
MAC_BYTES = 16
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class PublishedFile(msgspec.Struct, frozen=True, gc=False):
    """An order's file as it stands on the disk: its id, what dates it, and the SHA-256 of its bytes."""

    id: bytes
    fresh_key: bytes
    digest: bytes
    inode: int = 0
    """Which of the disk's files it is; 0 where that says nothing of what it holds, as `order_folder.py` tells."""
    changed_ns: int = 0
    """When that file last changed, by the disk's own clock; 0 likewise."""
    length: int = 0
    """Its bytes; 0 likewise. A disk that loses power may keep a file's dates and none of what was written to it."""

    def __repr__(self) -> str:
        """Return its name alone: whoever has the key can date the order's file."""
        return f"PublishedFile({self.name})"

    @property
    def name(self) -> str:
        """Its name in `pedido/d/`."""
        return f"{self.id.hex()}.bin"


@runtime_checkable
class DatedFiles(Protocol):
    """Files of a run of which macs may be there already."""

    def macs(self, head: bytes) -> Iterable[tuple[int, bytes]]:
        """Yield the mac of each file for a head, with the first byte of the file's id."""


def published_file(token: bytes, order_file: bytes) -> PublishedFile:
    """Return what is told of an order's file: what `token` opens, and these bytes."""
    keys = derive(ORDER, token)
    return PublishedFile(keys.id, keys.fresh_key, hashlib.sha256(order_file).digest())


def shard_name(order_file_id: bytes) -> str:
    """Return the name of the file that an order's mac stands in."""
    return f"{order_file_id[:1].hex()}.bin"


def head_of(synced_at: datetime) -> bytes:
    """Return what the freshness files of a run begin with, and each of its macs is of."""
    return HEADER + struct.pack(">Q", (synced_at - EPOCH) // timedelta(seconds=1))


def shards(files: DatedFiles | Iterable[PublishedFile], synced_at: datetime) -> dict[str, bytes]:
    """Return the freshness files of a run by name; the same orders and moment give the same bytes."""
    head = head_of(synced_at)
    macs: defaultdict[int, list[bytes]] = defaultdict(list)
    for first, mac in (
        files.macs(head) if isinstance(files, DatedFiles) else ((file.id[0], mac_of(file, head)) for file in files)
    ):
        macs[first].append(mac)
    return {shard_name(bytes([first])): head + b"".join(sorted(found)) for first, found in macs.items()}


def known_current_at(token: bytes, order_file: bytes, shard: bytes) -> datetime | None:
    """Return when a run published that very file, to the second, or None where the shard does not say so."""
    macs = len(shard) - HEAD_BYTES
    if macs <= 0 or macs % MAC_BYTES or not shard.startswith(HEADER):
        return None
    head = shard[:HEAD_BYTES]
    expected = mac_of(published_file(token, order_file), head)
    if all(shard[at : at + MAC_BYTES] != expected for at in range(HEAD_BYTES, len(shard), MAC_BYTES)):
        return None
    (seconds,) = struct.unpack(">Q", head[len(HEADER) :])
    return EPOCH + timedelta(seconds=seconds)


def write_freshness(folder: Path, files: DatedFiles | Iterable[PublishedFile], synced_at: datetime) -> None:
    """Write `pedido/f/*.bin` under a site's folder, and read each of them back.

    Raises:
        PublishError: a file cannot be written, or reads back as another one.

    """
    place = folder / FRESHNESS_FOLDER
    made = shards(files, synced_at)
    try:
        place.mkdir(parents=True, exist_ok=True)
        for name, data in made.items():
            (place / name).write_bytes(data)
        spoilt = [name for name, data in made.items() if (place / name).read_bytes() != data]
    except OSError as error:
        raise PublishError(
            f"No se pudo escribir la vigencia de las páginas de pedidos en {place} ({refusal(error)}).",
            "Revise los permisos y el espacio libre; el sitio publicado no cambió.",
        ) from error
    if spoilt:
        raise PublishError(
            "La vigencia de las páginas de pedidos no se leyó como se escribió; no se publicó nada.",
            "Revise el disco de esta máquina; el sitio publicado no cambió.",
        )


def mac_of(file: PublishedFile, head: bytes) -> bytes:
    """Return the mac of a file for a run's head."""
    return mac(file.fresh_key, file.id, file.digest, head)


def mac(fresh_key: bytes, order_file_id: bytes, digest: bytes, head: bytes) -> bytes:
    """Return the 16 bytes that date a file of this id and SHA-256."""
    return hmac.digest(fresh_key, head + order_file_id + digest, "sha256")[:MAC_BYTES]
