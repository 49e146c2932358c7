"""A data file's bytes and its kind in; the same with the comment that leads an editor to the schema, on top, out."""

from __future__ import annotations

import re

_LINE = re.compile(rb"^#[ \t]*yaml-language-server:[^\r\n]*", re.MULTILINE)
_MARK = b"\xef\xbb\xbf"


def schema_line(kind: str, *, inside_folder: bool) -> str:
    """Return the comment; editors take its path as beginning at the data file's own folder."""
    return f"# yaml-language-server: $schema={'../' if inside_folder else ''}schema/{kind}.json"


def with_schema_line(raw: bytes, line: str) -> bytes:
    """Return a file that has this one comment: in the place of one that leads elsewhere, else as its first line."""
    # Windows editors put a byte order mark in front, and end lines in their own way.
    mark, text = (_MARK, raw.removeprefix(_MARK)) if raw.startswith(_MARK) else (b"", raw)
    if _LINE.search(text):
        return mark + _LINE.sub(line.encode(), text, count=1)
    newline = b"\r\n" if b"\r\n" in text else b"\n"
    return mark + line.encode() + newline + text
