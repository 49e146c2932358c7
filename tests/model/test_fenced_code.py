"""Fenced code is what MkDocs takes for it: from a fence to one as long, and nothing where that never comes."""

from __future__ import annotations

import pytest

from generator.model.fenced_code import outside_code, without_code


@pytest.mark.parametrize(
    ("page", "changed"),
    [
        ("a\n```\nb\n```\nc", "A\n```\nb\n```\nC"),
        ("~~~~ python\nb\n~~~\nb\n~~~~\nc", "~~~~ python\nb\n~~~\nb\n~~~~\nC"),
        ("```\n```\nc", "```\n```\nC"),
        ("```\nb", "```\nB"),
        ("a ``` b ``` c", "A ``` B ``` C"),
        ("", ""),
    ],
)
def test_only_what_stands_outside_is_changed(page: str, changed: str) -> None:
    assert outside_code(page, str.upper) == changed


def test_blanked_code_moves_nothing() -> None:
    page = "a\n```x\nbé\n```\nc"
    assert without_code(page) == "a\n    \n  \n   \nc"
