"""Fenced code of a hand-written page: inside it nothing is a reference, a link or a figure typed by hand."""

from __future__ import annotations

import re
from collections.abc import Callable

# A fence that is never closed opens no code, for MkDocs neither.
_FENCED = re.compile(r"^ {0,3}(`{3,}|~{3,})[^\n]*\n(?:.*?\n)?? {0,3}\1[`~]*[ \t]*$", re.MULTILINE | re.DOTALL)


def outside_code(page: str, change: Callable[[str], str]) -> str:
    """Return a page with each text between its blocks of code changed."""
    parts, end = [], 0
    for block in _FENCED.finditer(page):
        parts += [change(page[end : block.start()]), block[0]]
        end = block.end()
    return "".join([*parts, change(page[end:])])


def without_code(page: str) -> str:
    """Return a page with its code blanked; every other character keeps its place."""
    return _FENCED.sub(lambda block: re.sub(r"[^\n]", " ", block[0]), page)
