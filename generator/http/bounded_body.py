"""Chunks of a response's body as they travelled in, the inflated body out: never more of it in memory than allowed."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator

CHUNK_BYTES = 64 * 1024


class BodyTooLargeError(Exception):
    """The body is larger than allowed, as it came or once inflated."""


class DamagedBodyError(Exception):
    """The compressed body is cut short, broken, or goes on after its end."""


class UnknownEncodingError(Exception):
    """The body is compressed in a way nobody asked for and this program does not read."""


def whole_body(chunks: Iterable[bytes], encoding: str, most: int) -> bytes:
    """Return the body, at most `most` bytes of it in memory and one chunk more; `encoding` is the header's text.

    Raises BodyTooLargeError, DamagedBodyError, UnknownEncodingError.
    """
    body = bytearray()
    for part in _decoded(_bounded(chunks, most), encoding.strip().lower()):
        body += part
        if len(body) > most:
            raise BodyTooLargeError
    return bytes(body)


def _decoded(chunks: Iterable[bytes], encoding: str) -> Iterable[bytes]:
    if encoding in ("", "identity"):
        return chunks
    if encoding in ("gzip", "x-gzip", "deflate"):
        return _inflated(chunks)
    raise UnknownEncodingError


def _bounded(chunks: Iterable[bytes], most: int) -> Iterator[bytes]:
    # Compressed data may unfold into nothing at all, for ever.
    received = 0
    for chunk in chunks:
        received += len(chunk)
        if received > most:
            raise BodyTooLargeError
        yield chunk


def _inflated(chunks: Iterable[bytes]) -> Iterator[bytes]:
    inflater = None
    for chunk in filter(None, chunks):
        inflater = inflater or zlib.decompressobj(_window(chunk))
        if inflater.eof:
            raise DamagedBodyError
        try:
            yield from _unfolded(inflater, chunk)
        except zlib.error:
            raise DamagedBodyError from None
        if inflater.unused_data:
            raise DamagedBodyError
    if inflater is not None and not inflater.eof:
        raise DamagedBodyError


def _unfolded(inflater: zlib._Decompress, chunk: bytes) -> Iterator[bytes]:
    # A part as long as was allowed may have more behind it, even where no input is left.
    part = b"-"
    while chunk or len(part) == CHUNK_BYTES:
        part = inflater.decompress(chunk, CHUNK_BYTES)
        chunk = inflater.unconsumed_tail
        yield part


def _window(start: bytes) -> int:
    # gzip and zlib tell themselves apart. Some servers call a bare stream "deflate": its first byte cannot end in 8.
    is_wrapped = start[0] == 0x1F or start[0] & 0x0F == 8
    return zlib.MAX_WBITS | 32 if is_wrapped else -zlib.MAX_WBITS
