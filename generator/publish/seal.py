"""The sealed file of one order, in one of six sizes, and how its token opens it."""

# Layout of `pedido/d/<id in hex>.bin`, format 1 (`‖` joins bytes); `envelope.py` has header, nonce and cipher:
#   T     the smallest of SIZES that fits: the file's whole length
#   P     uint32 big-endian len(J) ‖ J ‖ zeros, T − 36 bytes in all
#   file  header 8 ‖ nonce 12 ‖ AES-256-GCM(P) ‖ tag 16
# J is never compressed: text that clients write would stand beside other data, and its length would tell of it.

from __future__ import annotations

import json
import struct
from collections.abc import Sequence
from dataclasses import dataclass, field

from generator.publish.envelope import ORDER, OVERHEAD, Keys, SealError, derive, unwrap, wrap

SIZES = (2048, 4096, 8192, 16384, 32768, 65536)
"""Lengths in bytes a file may have."""
WRITTEN_SIZES = (8192, 65536)
"""Those that orders are written in: where the length follows the count of days, it tells who is waiting."""
LARGEST_PAYLOAD = SIZES[-1] - OVERHEAD - 4
KNOWN_VERSIONS = (1,)


@dataclass(frozen=True, slots=True)
class SealedFile:
    """One file of `pedido/d/`; its name tells nothing without the token."""

    name: str
    data: bytes = field(repr=False)


class TooLargeError(ValueError):
    """A payload that fits no allowed size."""


def seal_view(token: bytes, payload: bytes, sizes: Sequence[int] = SIZES) -> SealedFile:
    """Return the file that opens with `token` and holds `payload`, as long as the first of `sizes` that fits.

    Equal inputs give equal bytes.

    Raises:
        TooLargeError: the payload is over `LARGEST_PAYLOAD` bytes.

    """
    keys = derive(ORDER, token)
    return SealedFile(file_name(keys), sealed_payload(keys, payload, file_length(payload, sizes)))


def sealed_payload(keys: Keys, payload: bytes, length: int) -> bytes:
    """Return the bytes of a file of such a length that opens with the token that the keys come from."""
    plain = (struct.pack(">I", len(payload)) + payload).ljust(length - OVERHEAD, b"\0")
    return wrap(ORDER, keys, plain)


def file_length(payload: bytes, sizes: Sequence[int] = SIZES) -> int:
    """Return how long the file of a payload is: the first of `sizes` that fits.

    Raises:
        TooLargeError: none does.

    """
    for size in sizes:
        if len(payload) + 4 + OVERHEAD <= size:
            return size
    raise TooLargeError


def file_name(keys: Keys) -> str:
    """Return the name of the file that opens with a token's keys."""
    return f"{keys.id.hex()}.bin"


def open_view(token: bytes, data: bytes) -> bytes:
    """Return the JSON bytes a file holds.

    Raises:
        SealError: for any fault, always with the same words.

    """
    payload = opened_payload(derive(ORDER, token), data)
    _check_version(payload)
    return payload


def opened_payload(keys: Keys, data: bytes) -> bytes:
    """Return the bytes a file holds, whatever they are: for whoever knows what they must be, and has a token's keys.

    Raises:
        SealError: for any fault, always with the same words.

    """
    if len(data) not in SIZES:
        raise SealError
    plain = unwrap(ORDER, keys, data)
    (length,) = struct.unpack(">I", plain[:4])
    payload, padding = plain[4 : 4 + length], plain[4 + length :]
    # Compared in one go: to strip them takes as long as to seal the file.
    if len(payload) != length or padding != bytes(len(padding)):
        raise SealError
    return payload


def _check_version(payload: bytes) -> None:
    try:
        view = json.loads(payload)
    except (ValueError, RecursionError):
        raise SealError from None
    version = view.get("v") if isinstance(view, dict) else None
    if type(version) is not int or version not in KNOWN_VERSIONS:
        raise SealError
