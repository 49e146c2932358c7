"""The hook and the generator take and refuse the same secrets, for the same reasons."""

from __future__ import annotations

import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from generator.errors import UsageError
from generator.publish.secret import parse_secret
from tests.integrations.running_php import Php, php_path
from tests.publish.typed_secrets import DRAWN, PRINTED, REGULAR, TEXT, TYPED

REASONS = ("64 dígitos", TEXT, REGULAR, PRINTED)
BYTES = st.binary(min_size=1, max_size=32)
# Half drawn, half typed: the limits of each rule lie between.
HALVES = st.tuples(
    st.one_of(BYTES, st.text(min_size=1, max_size=32).map(lambda text: text.encode("utf-8", "replace"))),
    st.one_of(BYTES, st.sampled_from([bytes.fromhex(text) for text in DRAWN])),
    st.integers(1, 32),
)
COUNTS = st.tuples(BYTES, st.integers(0, 255)).map(
    lambda made: bytes((made[0][place % len(made[0])] + place * made[1]) % 256 for place in range(32))
)
MIXED = st.one_of(HALVES.map(lambda made: (made[0][: made[2]] + made[1] * 32)[:32]), COUNTS)


def by_the_hook(texts: list[str]) -> list[str]:
    """Return the hook's fault of each."""
    with tempfile.TemporaryDirectory() as folder:
        found: list[str] = Php(php_path(), Path(folder)).run("secrets.php", {"texts": texts})
    return found


def reason(fault: str) -> str:
    """Return what a fault is for."""
    return next((words for words in REASONS if words in fault), fault)


def by_the_generator(text: str) -> str:
    """Return what the generator refuses it for."""
    try:
        parse_secret(text, "DEMORAS_SECRET")
    except UsageError as refused:
        return reason(str(refused))
    return ""


def test_each_typed_secret_is_refused_for_its_reason_with_the_way_to_make_one() -> None:
    """The message does not repeat the value."""
    faults = by_the_hook([text for text, _reason in TYPED.values()])
    assert {name: reason(fault) for name, fault in zip(TYPED, faults, strict=True)} == {
        name: words for name, (_text, words) in TYPED.items()
    }
    assert [fault for fault in faults if "demoras new-secret" not in fault] == []
    assert [text for text, _reason in TYPED.values() if text in " ".join(faults)] == []


def test_every_drawn_secret_is_taken() -> None:
    """Two hundred of them."""
    assert set(by_the_hook(DRAWN)) == {""}


@settings(max_examples=25, deadline=None)
@given(st.lists(MIXED, min_size=20, max_size=60))
def test_whatever_the_generator_says_of_a_secret_the_hook_says_too(keys: list[bytes]) -> None:
    """A secret that only one of them takes would leave the shop without links, or with a weak secret."""
    texts = [key.hex() for key in keys]
    assert [reason(fault) for fault in by_the_hook(texts)] == [by_the_generator(text) for text in texts]
