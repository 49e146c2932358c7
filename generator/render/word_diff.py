"""Lines of two versions side by side as Markdown, with the words that differ in bold."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import zip_longest

from generator.render.github_text import github_text

_NOTHING = "—"
_LONGEST = 700
"""Characters of a line that are shown: what is longer is read in the file."""


def word_diff(before: Sequence[str], now: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Yield the lines of both sides in pairs, as inert Markdown; a side that has no more shows a dash."""
    for old, new in zip_longest(before, now):
        if old is None or new is None:
            yield (_plain(old), _plain(new))
        else:
            yield _differing(_short(old).split(), _short(new).split())


def _plain(line: str | None) -> str:
    return _NOTHING if line is None else github_text(_short(line))


def _short(line: str) -> str:
    return line if len(line) <= _LONGEST else f"{line[:_LONGEST]}…"


def _differing(old: Sequence[str], new: Sequence[str]) -> tuple[str, str]:
    left, right = [], []
    for tag, i, i_end, j, j_end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        left += _words(old[i:i_end], bold=tag != "equal")
        right += _words(new[j:j_end], bold=tag != "equal")
    return " ".join(left), " ".join(right)


def _words(words: Sequence[str], *, bold: bool) -> list[str]:
    text = github_text(" ".join(words))
    return [f"<b>{text}</b>" if bold else text] if text else []
