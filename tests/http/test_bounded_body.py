"""Bodies inflated piece by piece: whole ones come out as they were, bombs and stumps never do."""

from __future__ import annotations

import gzip
import random
import zlib
from collections.abc import Callable, Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.http.bounded_body import (
    CHUNK_BYTES,
    BodyTooLargeError,
    DamagedBodyError,
    UnknownEncodingError,
    whole_body,
)
from generator.http.exchange import Exchanged, ExchangeLimits, HttpSession, Request, Response
from tests.doubles.acting_server import answering, raw

BODY = b'{"result":"success","totalresults":0,"orders":""}'
MOST = 1024 * 1024


def bare(data: bytes) -> bytes:
    """Return deflate's stream without a header, as some servers send it."""
    return zlib.compress(data, wbits=-15)


PACKERS: dict[str, list[Callable[[bytes], bytes]]] = {
    "gzip": [gzip.compress],
    "x-gzip": [gzip.compress],
    "deflate": [zlib.compress, bare],
}
WAYS = [(encoding, pack) for encoding, packs in PACKERS.items() for pack in packs]


def pieces(data: bytes, size: int) -> Iterator[bytes]:
    """Return data in pieces of a size."""
    return (data[start : start + size] for start in range(0, len(data), size))


@settings(deadline=None)
@given(data=st.binary(max_size=300), size=st.integers(1, 40), way=st.sampled_from(WAYS))
def test_a_packed_body_comes_out_as_it_was_however_it_is_cut_into_pieces(
    data: bytes, size: int, way: tuple[str, Callable[[bytes], bytes]]
) -> None:
    encoding, pack = way
    assert whole_body(pieces(pack(data), size), encoding, MOST) == data


@pytest.mark.parametrize(("encoding", "pack"), WAYS)
@pytest.mark.parametrize("length", [CHUNK_BYTES - 1, CHUNK_BYTES, CHUNK_BYTES + 1, 5 * CHUNK_BYTES, MOST])
def test_a_body_longer_than_one_piece_comes_out_whole(
    encoding: str, pack: Callable[[bytes], bytes], length: int
) -> None:
    easy, hard = b"a" * length, random.Random(7).randbytes(length // 2)  # noqa: S311 - bytes that do not pack
    for data in (easy, hard):
        assert whole_body(pieces(pack(data), CHUNK_BYTES), encoding, MOST) == data


@pytest.mark.parametrize(("encoding", "pack"), WAYS)
def test_one_byte_more_than_allowed_is_refused(encoding: str, pack: Callable[[bytes], bytes]) -> None:
    with pytest.raises(BodyTooLargeError):
        whole_body([pack(b" " * (MOST + 1))], encoding, MOST)


@pytest.mark.parametrize(("encoding", "pack"), WAYS)
@pytest.mark.parametrize("lost", [1, 5, 40])
def test_a_packed_body_cut_short_is_never_taken_for_a_whole_one(
    encoding: str, pack: Callable[[bytes], bytes], lost: int
) -> None:
    with pytest.raises(DamagedBodyError):
        whole_body([pack(bytes(range(256)))[:-lost]], encoding, MOST)


@pytest.mark.parametrize(
    "packed",
    [
        b"not gzip at all",
        gzip.compress(BODY, mtime=0)[:10] + b"\xff" * 40,
        gzip.compress(BODY, mtime=0) + b"x",
        gzip.compress(BODY, mtime=0) * 2,
    ],
)
@pytest.mark.parametrize("size", [1, 1000])
def test_bytes_that_are_no_one_packed_body_are_refused(packed: bytes, size: int) -> None:
    with pytest.raises(DamagedBodyError):
        whole_body(pieces(packed, size), "gzip", MOST)


def test_a_packed_body_that_unfolds_into_nothing_for_ever_is_refused() -> None:
    def nothing() -> Iterator[bytes]:
        yield b"\x78\x9c"
        while True:
            yield b"\x00\x00\x00\xff\xff" * 1000  # an empty block

    with pytest.raises(BodyTooLargeError):
        whole_body(nothing(), "deflate", MOST)


@pytest.mark.parametrize("encoding", ["br", "zstd", "compress", "gzip, gzip", "identity, gzip", "x"])
def test_a_packing_nobody_asked_for_is_refused_unread(encoding: str) -> None:
    with pytest.raises(UnknownEncodingError):
        whole_body(iter(()), encoding, MOST)


@pytest.mark.parametrize("encoding", ["", "identity", " Identity ", "gzip", "deflate"])
def test_an_empty_body_is_empty_in_every_packing(encoding: str) -> None:
    assert whole_body([b""], encoding, MOST) == b""


@pytest.mark.parametrize(("encoding", "pack"), WAYS)
def test_an_answer_that_comes_packed_though_nobody_asked_is_read(encoding: str, pack: Callable[[bytes], bytes]) -> None:
    limits = ExchangeLimits(10, MOST)
    with (
        answering(raw(pack(BODY), 200, f"Content-Encoding: {encoding.upper()}")) as server,
        HttpSession(server.url) as session,
    ):
        ended = session.exchange(Request("GET", server.url), limits)
    assert ended == Exchanged(Response(200, BODY), len(pack(BODY)))
