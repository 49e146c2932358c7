"""The hook opens what the format says an order's file is, and nothing that differs from it in one bit."""

from __future__ import annotations

import hashlib
import struct
from datetime import datetime
from typing import Any

import pytest

from generator.publish.canonical import canonical
from generator.publish.envelope import LEDGER, ORDER, derive, wrap
from generator.publish.seal import seal_view
from tests.browser.orders import EVERY_STATE
from tests.integrations.running_php import Php
from tests.publish.format_page import by_column, tables

TOKEN = bytes(range(20))
VECTORS = by_column(tables("## Vectors")[0])
FRESHNESS = by_column(tables("## `pedido/f/<2 hex digits>.bin`")[0])
MOMENT = datetime.fromisoformat("2026-11-20T15:00:00Z").timestamp()
FILE = seal_view(TOKEN, canonical(EVERY_STATE)).data


def opened(php: Php, *sealed: tuple[bytes, bytes, bytes]) -> list[tuple[Any, int]]:
    """Return the view and moment of each token, file and shard."""
    return [(view, at) for view, at in php.run("sealed.php", {"sealed": [[one.hex() for one in it] for it in sealed]})]


def sealed(payload: bytes, *, length: int | None = None, size: int = 2048, padding: bytes = b"\0") -> bytes:
    """Return a file with a right seal and a content of one's own."""
    plain = struct.pack(">I", len(payload) if length is None else length) + payload
    return wrap(ORDER, derive(ORDER, TOKEN), plain.ljust(size - 36, padding))


def test_the_vectors_of_the_format_open_to_their_views_and_moments(php: Php) -> None:
    """Those of docs/sealed-orders.md, that Python, Node and Chromium open too."""
    asked = []
    for vector, fresh in zip(VECTORS, FRESHNESS, strict=True):
        token = bytes.fromhex(vector["token"])
        file = seal_view(token, vector["view"].encode()).data
        (digest,) = [value for name, value in vector.items() if name.startswith("SHA-256 of the file")]
        assert hashlib.sha256(file).hexdigest() == digest
        asked.append((token, file, bytes.fromhex(fresh["file"])))
    found = opened(php, *asked)
    assert [canonical(view).decode() for view, _at in found] == [vector["view"] for vector in VECTORS]
    assert {at for _view, at in found} == {MOMENT}


@pytest.mark.parametrize("size", [2048, 4096, 8192, 16384, 32768, 65536])
def test_a_file_of_each_length_opens(php: Php, size: int) -> None:
    assert opened(php, (TOKEN, sealed(b'{"v":1}', size=size), b""))[0][0] == {"v": 1}


def test_no_changed_bit_opens(php: Php) -> None:
    """Five hundred of them, all over the file; nor does another order's token, or the Ledger's seal."""
    assert opened(php, (TOKEN, FILE, b""))[0][0] == EVERY_STATE
    changed = []
    for at in [*range(0, 40 * 8, 3), *range(0, len(FILE) * 8, 163)]:
        bits = bytearray(FILE)
        bits[at // 8] ^= 1 << at % 8
        changed.append((TOKEN, bytes(bits), b""))
    changed += [(bytes(20), FILE, b""), (TOKEN, wrap(LEDGER, derive(ORDER, TOKEN), bytes(2012)), b"")]
    assert {repr(view) for view, _at in opened(php, *changed)} == {"None"}


@pytest.mark.parametrize(
    "file",
    [
        b"",
        FILE[:-1],
        FILE + b"\0",
        FILE[:2048],
        sealed(b'{"v":2}'),
        sealed(b'{"v":"1"}'),
        sealed(b"{}"),
        sealed(b"[1]"),
        sealed(b"1"),
        sealed(b'{"v":1'),
        sealed(b'{"v":1,"order":"\xff"}'),
        sealed(b'{"v":1}', padding=b" "),
        sealed(b'{"v":1}', length=2009),
        sealed(b'{"v":1}', length=0xFFFFFFFF),
        sealed(b'{"v":1}', length=3),
        sealed(b'{"v":1}', size=1024),
    ],
)
def test_a_file_of_another_form_opens_to_nothing(php: Php, file: bytes) -> None:
    """Each of the format's checks, in its order; all end the same."""
    assert opened(php, (TOKEN, file, b"")) == [(None, 0)]


def test_a_shard_that_is_not_of_that_file_tells_no_moment(php: Php) -> None:
    """Changed anywhere, cut, empty, of another file or of another token."""
    vector, good = VECTORS[0], bytes.fromhex(FRESHNESS[0]["file"])
    token = bytes.fromhex(vector["token"])
    file = seal_view(token, vector["view"].encode()).data
    bad = [good[:at] + bytes([good[at] ^ 1]) + good[at + 1 :] for at in range(len(good))]
    bad += [b"", good[:16], good[:-1], good + b"\0", good[:16] + good[17:] + good[:1]]
    asked = [(token, file, shard) for shard in bad]
    asked += [(token, sealed(b'{"v":1}'), good), (TOKEN, file, good)]
    assert {at for _view, at in opened(php, *asked)} == {0}
    others = good[:16] + bytes(16) + good[16:] + b"\xff" * 16
    assert opened(php, (token, file, others))[0][1] == MOMENT
