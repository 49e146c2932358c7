"""Which secrets are taken, which are refused, and that none is ever shown."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.errors import UsageError
from generator.publish.secret import Secret, Secrets, new_secret, parse_secret, read_secrets

GOOD = "00112233445566778899aabbccddeeff102132435465768798a9bacbdcedfe0f"


def test_a_new_secret_is_accepted_and_never_the_same_twice() -> None:
    """`demoras new-secret` prints what `DEMORAS_SECRET` takes."""
    text = new_secret()
    assert parse_secret(f" {text}\n", "DEMORAS_SECRET").key == bytes.fromhex(text)
    assert new_secret() != text


@pytest.mark.parametrize(
    "text",
    [
        "",
        GOOD[:-2],
        GOOD + "00",
        GOOD[:-1] + "g",
        GOOD[:32] + " " + GOOD[33:],
        "00" * 32,
        bytes(range(15)).hex() + "00" * 17,
        bytes(range(32)).hex(),
        bytes(range(32)).hex().upper(),
        bytes(range(32, 64)).hex(),
    ],
)
def test_a_secret_of_wrong_form_or_too_regular_or_printed_is_refused_without_showing_it(text: str) -> None:
    """The refusal names the variable and the remedy, never the value."""
    with pytest.raises(UsageError) as caught:
        parse_secret(text, "DEMORAS_SECRET")
    words = f"{caught.value} {caught.value.remedy} {caught.value!r}"
    assert "DEMORAS_SECRET" in words
    assert "demoras new-secret" in words
    assert not text or text not in words


def test_sixteen_distinct_bytes_are_enough() -> None:
    """The limit itself is inside."""
    assert parse_secret(bytes(range(0, 32, 2)).hex() * 2, "X").key == bytes(range(0, 32, 2)) * 2


@given(st.binary(min_size=32, max_size=32))
def test_no_representation_of_a_secret_shows_its_bytes(key: bytes) -> None:
    """`repr`, `str` and f-strings say only that there is a secret."""
    assert repr(Secret(key)) == str(Secret(key)) == "Secret()"
    assert repr(Secrets(Secret(key))) == "Secrets(current=Secret(), previous=None)"


@given(st.binary(max_size=64).filter(lambda key: len(key) != 32))
def test_a_secret_has_exactly_32_bytes(key: bytes) -> None:
    """No other length can be made at all."""
    with pytest.raises(ValueError, match="32 bytes"):
        Secret(key)


def test_the_environment_gives_the_current_and_the_previous_secret() -> None:
    """An empty previous one is none, and so is one that repeats the current."""
    other = GOOD[::-1]
    assert read_secrets({"DEMORAS_SECRET": GOOD}) == Secrets(Secret(bytes.fromhex(GOOD)))
    assert read_secrets({"DEMORAS_SECRET": GOOD, "DEMORAS_SECRET_PREVIOUS": ""}).previous is None
    assert read_secrets({"DEMORAS_SECRET": GOOD, "DEMORAS_SECRET_PREVIOUS": GOOD}).previous is None
    both = read_secrets({"DEMORAS_SECRET": GOOD, "DEMORAS_SECRET_PREVIOUS": other})
    assert both.all() == (Secret(bytes.fromhex(GOOD)), Secret(bytes.fromhex(other)))


def test_an_environment_without_secret_is_told_which_variable_is_missing() -> None:
    """Nothing is ever sealed with a default."""
    with pytest.raises(UsageError, match="Falta la variable de entorno DEMORAS_SECRET"):
        read_secrets({"DEMORAS_SECRET_PREVIOUS": GOOD})
    with pytest.raises(UsageError, match="DEMORAS_SECRET_PREVIOUS no sirve"):
        read_secrets({"DEMORAS_SECRET": GOOD, "DEMORAS_SECRET_PREVIOUS": "x"})
