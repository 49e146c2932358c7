"""Which secrets are taken, which are refused, and that none is ever shown."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.errors import UsageError
from generator.publish.secret import Secret, Secrets, new_secret, parse_secret, read_secrets
from tests.publish.typed_secrets import DRAWN, SOME, TYPED

GOOD, OTHER = DRAWN[:2]


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
        *(text for text, _reason in TYPED.values()),
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


@pytest.mark.parametrize("name", TYPED)
def test_a_secret_that_a_person_typed_is_told_what_it_looks_like(name: str) -> None:
    """So that nobody tries the next word in its place."""
    text, reason = TYPED[name]
    with pytest.raises(UsageError, match=reason):
        parse_secret(text, "DEMORAS_SECRET")


def test_drawn_secrets_are_taken() -> None:
    """One in twenty million would be refused; `demoras new-secret` draws again then."""
    for text in DRAWN:
        assert parse_secret(text, "X").key.hex() == text


def test_sixteen_distinct_bytes_are_enough() -> None:
    """The limit itself is inside, if they stand in no order."""
    few = list(dict.fromkeys(SOME))[:16]
    key = bytes([*few, *(few[(7 * place + 3) % 16] for place in range(16))])
    assert parse_secret(key.hex(), "X").key == key


def test_each_limit_is_where_it_is_said_to_be() -> None:
    """Twenty signs of a keyboard in a row are text, nineteen are not; eight equal steps are a count, seven are not."""
    for row, taken in ((b"AltoMarketing-2026!", True), (b"AltoMarketing-2026!x", False)):
        key = b"\x00" + row + b"\xff" + SOME
        assert is_taken(key[:32]) is taken
    for counted, taken in ((8, True), (9, False)):
        assert is_taken((SOME[:12] + bytes(range(200, 200 + counted)) + SOME[12:])[:32]) is taken


def is_taken(key: bytes) -> bool:
    """Tell whether a key is taken for a secret."""
    try:
        return parse_secret(key.hex(), "X").key == key
    except UsageError:
        return False


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
    other = OTHER
    assert read_secrets({"DEMORAS_SECRET": GOOD}) == Secrets(Secret(bytes.fromhex(GOOD)))
    assert read_secrets({"DEMORAS_SECRET": GOOD, "DEMORAS_SECRET_PREVIOUS": ""}).previous is None
    assert read_secrets({"DEMORAS_SECRET": GOOD, "DEMORAS_SECRET_PREVIOUS": GOOD}).previous is None
    both = read_secrets({"DEMORAS_SECRET": GOOD, "DEMORAS_SECRET_PREVIOUS": other})
    assert both.all() == (Secret(bytes.fromhex(GOOD)), Secret(bytes.fromhex(other)))


def test_a_typed_secret_may_leave_but_not_stay() -> None:
    """Whoever had one before it was refused puts a drawn one in its place without losing the Ledger and the links."""
    typed = TYPED["signs-of-a-keyboard"][0]
    assert read_secrets({"DEMORAS_SECRET": GOOD, "DEMORAS_SECRET_PREVIOUS": typed}).previous == Secret(
        bytes.fromhex(typed)
    )
    with pytest.raises(UsageError, match="DEMORAS_SECRET no sirve: es un texto"):
        read_secrets({"DEMORAS_SECRET": typed, "DEMORAS_SECRET_PREVIOUS": GOOD})
    for name, why in (("vector", "está impreso"), ("one-byte", "demasiado regular")):
        with pytest.raises(UsageError, match=f"DEMORAS_SECRET_PREVIOUS no sirve: .*{why}"):
            read_secrets({"DEMORAS_SECRET": GOOD, "DEMORAS_SECRET_PREVIOUS": TYPED[name][0]})


def test_an_environment_without_secret_is_told_which_variable_is_missing() -> None:
    """Nothing is ever sealed with a default."""
    with pytest.raises(UsageError, match="Falta la variable de entorno DEMORAS_SECRET"):
        read_secrets({"DEMORAS_SECRET_PREVIOUS": GOOD})
    with pytest.raises(UsageError, match="DEMORAS_SECRET_PREVIOUS no sirve"):
        read_secrets({"DEMORAS_SECRET": GOOD, "DEMORAS_SECRET_PREVIOUS": "x"})
