"""A gzip bomb: a megabyte that inflates to a gigabyte of blanks and then a good text."""

from __future__ import annotations

import struct
import zlib
from functools import cache

INFLATED = 1 << 30
BLOCK = 1 << 22
"""Blanks, in bytes, that are squeezed once and repeated."""
_HEADER = b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x02\xff"
_RAW = -zlib.MAX_WBITS


def inflating(text: bytes, blocks: int = INFLATED // BLOCK) -> bytes:
    """Return gzip whose content is that many blocks of blanks, which may open any JSON, and then the text."""
    blanks, crc = _blanks(blocks)
    squeeze = zlib.compressobj(9, wbits=_RAW)
    end = squeeze.compress(text) + squeeze.flush()
    sizes = struct.pack("<II", zlib.crc32(text, crc), (blocks * BLOCK + len(text)) % (1 << 32))
    return _HEADER + blanks + end + sizes


@cache
def _blanks(blocks: int) -> tuple[bytes, int]:
    """Return the blanks, squeezed, and their checksum."""
    block = b" " * BLOCK
    squeeze = zlib.compressobj(9, wbits=_RAW)
    # After a full flush nothing refers back, so that one block squeezed stands for each of them.
    squeezed = squeeze.compress(block) + squeeze.flush(zlib.Z_FULL_FLUSH)
    crc = 0
    for _ in range(blocks):
        crc = zlib.crc32(block, crc)
    return squeezed * blocks, crc
