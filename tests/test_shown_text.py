"""Whatever was typed is shown whole on one line, and neither a terminal nor GitHub's runner does anything with it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.errors import Problem
from generator.shown_text import shown_line, shown_lines
from tests.acting_text import acts


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("Radio Clásica 128 kbps", "Radio Clásica 128 kbps"),
        ("¿Señal? «sí» – 100 % ✓", "¿Señal? «sí» – 100 % ✓"),
        ("uno\ndos\r\ntres\tcuatro", r"uno\ndos\r\ntres\tcuatro"),
        ("\x1b[2J\x9b31m", r"\x1b[2J\x9b31m"),
        ("##[stop-commands]x", r"#\x23[stop-commands]x"),
        ("###[error]x", r"##\x23[error]x"),
        ("::add-mask::hosting", r":\x3aadd-mask:\x3ahosting"),
        ("http://[::1]:8000/ y 10:30", "http://[::1]:8000/ y 10:30"),
        ("abono\u202e\u2066\u200b\ufeff\u2028\xa0fin", r"abono\u202e\u2066\u200b\ufeff\u2028\xa0fin"),
        ("\udcff\U000e0041", r"\udcff\U000e0041"),
        ("", ""),
    ],
)
def test_what_acts_or_cannot_be_seen_is_shown_as_its_escape(typed: str, shown: str) -> None:
    assert shown_line(typed) == shown


ANY_TEXT = st.text(st.characters() | st.sampled_from("#[:a\n\x1b\u202e"), max_size=60)


@given(ANY_TEXT)
def test_no_text_acts(text: str) -> None:
    assert acts(shown_line(text)) == []
    assert "\n" not in shown_line(text)
    assert shown_line(text).isprintable()


@given(ANY_TEXT)
def test_lines_of_our_own_stay_lines(text: str) -> None:
    assert shown_lines(text).split("\n") == [shown_line(line) for line in text.split("\n")]


@given(ANY_TEXT, ANY_TEXT, ANY_TEXT)
def test_a_problem_is_two_lines_whatever_it_quotes(path: str, message: str, remedy: str) -> None:
    said = str(Problem(path, 3, 1, message, remedy))

    assert acts(said) == []
    assert said.count("\n") == 1
