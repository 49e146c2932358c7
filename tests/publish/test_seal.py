"""Sealing and opening one view: what comes back, what never opens, and what a length tells."""

from __future__ import annotations

import json
import struct

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.publish.canonical import canonical
from generator.publish.envelope import LEDGER, ORDER, SealError, derive, unwrap, wrap
from generator.publish.seal import LARGEST_PAYLOAD, SIZES, TooLargeError, open_view, seal_view

TOKENS = st.binary(min_size=20, max_size=20)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.text(max_size=40),
    lambda inner: st.lists(inner, max_size=5) | st.dictionaries(st.text(max_size=10), inner, max_size=5),
    max_leaves=20,
)
VIEWS = st.dictionaries(st.text(max_size=10), JSON, max_size=6).map(lambda view: {**view, "v": 1})
TOKEN = bytes(20)
PAYLOAD = b'{"order":"1","v":1}'
WORDS = str(SealError())


def _fault(token: bytes, data: bytes) -> str:
    with pytest.raises(SealError) as caught:
        open_view(token, data)
    return f"{caught.value}"


def _sealed_plain(plain: bytes) -> bytes:
    return wrap(ORDER, derive(ORDER, TOKEN), plain)


@given(TOKENS, VIEWS)
def test_what_is_sealed_opens_to_the_same_bytes(token: bytes, view: dict[str, object]) -> None:
    """And to an equal view."""
    payload = canonical(view)
    assert open_view(token, seal_view(token, payload).data) == payload
    assert json.loads(payload) == view


@given(TOKENS, VIEWS)
def test_the_same_view_gives_the_same_file_and_another_view_another_nonce(
    token: bytes, view: dict[str, object]
) -> None:
    """Unchanged orders need no upload; a nonce is never shared by two texts."""
    payload = canonical(view)
    assert seal_view(token, payload) == seal_view(token, payload)
    other = seal_view(token, canonical({**view, "other": True}) if "other" not in view else b"{}")
    assert other.data[8:20] != seal_view(token, payload).data[8:20]


@given(st.integers(0, 2047), st.integers(1, 255))
def test_a_file_with_any_changed_byte_fails_with_the_same_words(position: int, change: int) -> None:
    """Nobody learns from the message what was wrong."""
    data = bytearray(seal_view(TOKEN, PAYLOAD).data)
    data[position] ^= change
    assert _fault(TOKEN, bytes(data)) == WORDS


@given(TOKENS.filter(lambda token: token != TOKEN))
def test_one_orders_file_does_not_open_with_another_orders_token(other: bytes) -> None:
    """The words are the same again, and the file has another name."""
    sealed = seal_view(TOKEN, PAYLOAD)
    assert _fault(other, sealed.data) == WORDS
    assert seal_view(other, PAYLOAD).name != sealed.name


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"PEDI",
        seal_view(TOKEN, PAYLOAD).data[:-1],
        seal_view(TOKEN, PAYLOAD).data + b"\0",
        seal_view(TOKEN, PAYLOAD).data + bytes(2048),
        b"<!doctype html>".ljust(2048),
        _sealed_plain((struct.pack(">I", 2012) + PAYLOAD).ljust(2012, b"\0")),
        _sealed_plain((struct.pack(">I", 2**32 - 1) + PAYLOAD).ljust(2012, b"\0")),
        _sealed_plain((struct.pack(">I", len(PAYLOAD)) + PAYLOAD).ljust(2011, b"\0") + b"x"),
        seal_view(TOKEN, b"").data,
        seal_view(TOKEN, b"\xff").data,
        seal_view(TOKEN, b"[1]").data,
        seal_view(TOKEN, b"{}").data,
        seal_view(TOKEN, b'{"v":2}').data,
        seal_view(TOKEN, b'{"v":true}').data,
    ],
)
def test_any_other_fault_of_a_file_has_the_same_words(data: bytes) -> None:
    """Length, header, prefix, padding, JSON and version, also where the seal itself is good."""
    assert _fault(TOKEN, data) == WORDS


def test_an_envelope_of_one_kind_does_not_open_as_the_other() -> None:
    """The same key material gives other keys, and the header is under the seal."""
    data = wrap(LEDGER, derive(LEDGER, TOKEN), PAYLOAD)
    with pytest.raises(SealError):
        unwrap(ORDER, derive(ORDER, TOKEN), data)
    with pytest.raises(SealError):
        unwrap(ORDER, derive(LEDGER, TOKEN), ORDER.header + data[8:])


@pytest.mark.parametrize("size", SIZES)
def test_a_file_has_the_smallest_allowed_length_that_fits(size: int) -> None:
    """The last payload of a class fills it; one byte more takes the next."""
    full = b'{"v":1}'.ljust(size - 40)
    assert len(seal_view(TOKEN, full).data) == size
    assert open_view(TOKEN, seal_view(TOKEN, full).data) == full
    if size < SIZES[-1]:
        assert len(seal_view(TOKEN, full + b" ").data) == 2 * size


@settings(max_examples=20)
@given(st.integers(1, 10_000))
def test_a_payload_over_the_largest_length_is_not_sealed(excess: int) -> None:
    """It is refused, never cut."""
    with pytest.raises(TooLargeError):
        seal_view(TOKEN, bytes(LARGEST_PAYLOAD + excess))


@pytest.mark.parametrize("view", [{"a": 1.0}, {"a": [{"b": 0.5}]}, {"a": float("nan")}, {1: "a"}])
def test_a_float_or_a_key_that_is_not_text_has_no_canonical_form(view: dict[str, object]) -> None:
    """Their text differs from language to language."""
    with pytest.raises(TypeError):
        canonical(view)


def test_a_sealed_file_and_its_keys_do_not_show_what_is_inside() -> None:
    """A failing assertion or a log line must not spill keys."""
    assert repr(seal_view(TOKEN, PAYLOAD)) == f"SealedFile(name='{derive(ORDER, TOKEN).id.hex()}.bin')"
    assert repr(derive(ORDER, TOKEN)).count("=") == 1
