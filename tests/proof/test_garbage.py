"""Ten thousand pieces of garbage handed to everything that reads sealed bytes: each is refused, none crashes it."""

from __future__ import annotations

import gzip
import hmac
import struct

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from generator.errors import LedgerError, UsageError
from generator.publish.envelope import LEDGER, ORDER, SealError, derive, wrap
from generator.publish.ledger_file import open_ledger
from generator.publish.seal import SIZES, open_view, seal_view
from generator.publish.secret import Secret, Secrets, parse_secret
from tests.proof.conftest import Opened

SECRET = Secret(bytes(range(32)))
TOKEN = bytes(20)
KEYS = derive(ORDER, TOKEN)
LEDGER_KEYS = derive(LEDGER, hmac.digest(SECRET.key, b"ledger/v1\nprod", "sha256"))
PLAIN = SIZES[0] - 36


def _raw(garbage: bytes) -> bytes:
    return garbage


def _repeated(garbage: bytes) -> bytes:
    return (garbage or b"\0") * (SIZES[len(garbage) % 6] // max(len(garbage), 1) + 1)


def _of_a_good_length(garbage: bytes) -> bytes:
    return _repeated(garbage)[: SIZES[len(garbage) % 6]]


def _with_an_orders_header(garbage: bytes) -> bytes:
    return (ORDER.header + _repeated(garbage))[: SIZES[len(garbage) % 6]]


def _with_the_ledgers_header(garbage: bytes) -> bytes:
    return LEDGER.header + garbage


def _sealed(garbage: bytes) -> bytes:
    return wrap(ORDER, KEYS, garbage.ljust(PLAIN, b"\0"))


def _sealed_with_its_length(garbage: bytes) -> bytes:
    return _sealed(struct.pack(">I", len(garbage)) + garbage)


def _sealed_as_ledger(garbage: bytes) -> bytes:
    return wrap(LEDGER, LEDGER_KEYS, garbage)


def _sealed_as_ledger_with_its_length(garbage: bytes) -> bytes:
    return _sealed_as_ledger(struct.pack(">I", len(garbage)) + garbage)


FORMS = (
    _raw,
    _of_a_good_length,
    _with_an_orders_header,
    _with_the_ledgers_header,
    _sealed,
    _sealed_with_its_length,
    _sealed_as_ledger,
    _sealed_as_ledger_with_its_length,
)
"""Nothing good, good length, good header, and good seal with and without a good length inside."""


@settings(max_examples=10_000)
@given(st.sampled_from(FORMS), st.binary(max_size=100))
@example(_raw, b"")
@example(_sealed_with_its_length, b'{"v":1')
@example(_sealed_with_its_length, b'{"v":' + b"1" * 1500 + b"}")
@example(_sealed_as_ledger, b"\xff\xff\xff\xff")
def test_garbage_in_any_form_is_refused_by_both_readers_and_crashes_neither(form: object, garbage: bytes) -> None:
    """The order reader always in the same words, the Ledger's always with a remedy."""
    assert callable(form)
    data = form(garbage)
    with pytest.raises(SealError) as refused:
        open_view(TOKEN, data)
    assert str(refused.value) == str(SealError())
    with pytest.raises(LedgerError) as unread:
        open_ledger(Secrets(SECRET), "prod", data)
    assert unread.value.remedy


def test_json_nested_beyond_measure_is_refused_behind_a_good_seal_too() -> None:
    """Python's reader gives up on it with an error of its own kind."""
    text = b"[" * 60_000
    with pytest.raises(SealError):
        open_view(TOKEN, seal_view(TOKEN, text).data)
    packed = gzip.compress(text, mtime=0)
    with pytest.raises(LedgerError, match="no contiene JSON"):
        open_ledger(Secrets(SECRET), "prod", _sealed_as_ledger_with_its_length(packed))


@settings(max_examples=300)
@given(st.text(max_size=80) | st.text("0123456789abcdefABCDEF \n", min_size=60, max_size=68))
def test_text_of_any_kind_is_a_secret_of_64_hex_digits_or_refused_unseen(text: str) -> None:
    """The refusal never shows what was typed."""
    try:
        said = parse_secret(text, "X").key.hex()
    except UsageError as error:
        said = f"{error} {error.remedy}"
    typed = text.strip().lower()
    if said != typed:
        assert said.startswith("El valor de X no sirve: ")
        assert len(typed) < 8 or typed not in said.lower()


def test_fragments_of_any_kind_are_an_incomplete_link_or_a_missing_page(opened: Opened) -> None:
    """Five hundred of them given to the order page's script; it never throws anything but its own refusal."""
    found: list[str] = []
    alphabets = st.sampled_from(["abcdefghijklmnopqrstuvwxyz234567", "aA2#/ ", "áñ\0\u2028😀%&=?-_"])
    texts = alphabets.flatmap(lambda letters: st.text(letters, min_size=28, max_size=36)) | st.text(max_size=40)

    @settings(max_examples=500, database=None)
    @given(texts)
    def collect(text: str) -> None:
        found.append(text.encode("utf-8", "replace").decode())

    collect()
    assert {answer["failure"] for answer in opened(found)} == {"incomplete", "missing"}
    assert len(found) >= 500
