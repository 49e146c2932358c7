"""The environment gives a token, or says what is missing without repeating anything."""

from __future__ import annotations

import pytest

from generator.errors import UsageError
from generator.publish.manual.bookstack_settings import TOKEN_ID, TOKEN_SECRET, Token, token_from


def test_a_token_is_read_without_the_blanks_around_it() -> None:
    """A line break at the end is what copying most often adds."""
    assert token_from({TOKEN_ID: " abc ", TOKEN_SECRET: "def\n"}) == Token("abc", "def")


@pytest.mark.parametrize(
    ("environ", "named"),
    [
        ({}, f"{TOKEN_ID}, {TOKEN_SECRET}"),
        ({TOKEN_ID: "abc", TOKEN_SECRET: " "}, TOKEN_SECRET),
        ({TOKEN_SECRET: "abc"}, TOKEN_ID),
    ],
)
def test_what_is_missing_is_named(environ: dict[str, str], named: str) -> None:
    """All of it at once."""
    with pytest.raises(UsageError) as caught:
        token_from(environ)
    assert caught.value.message == f"Falta definir en el entorno: {named}."
    # The menus of BookStack 24.10 in Spanish; «Preferencias» is of 23.10.
    assert "Mi cuenta > Acceso y seguridad > Tokens API > Crear token" in caught.value.remedy


@pytest.mark.parametrize("value", ["abc:def", "ab\ncd", "ab cd", "ñandú", "x" * 201])
def test_what_cannot_be_a_token_is_refused_unseen(value: str) -> None:
    """It would make a header of its own, or another token."""
    with pytest.raises(UsageError) as caught:
        token_from({TOKEN_ID: "abc", TOKEN_SECRET: value})
    assert TOKEN_SECRET in caught.value.message
    assert value not in caught.value.message + caught.value.remedy
