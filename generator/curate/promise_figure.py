"""Writes another promise into a service's file and leaves everything else in it byte for byte."""

from __future__ import annotations

import re

from generator.errors import DataError, Problem
from generator.model.promise import Promise

# Its quotes, a comment behind it and the mark that some editors begin a file with stay as well.
_LINE = re.compile(
    r"""^(\ufeff?promise:[ \t]+)(?P<quote>["']?)([^\s"'#][^"'#\r\n]*?)(?P=quote)([ \t]*|[ \t]+\#[^\r\n]*)(\r?)$""",
    re.MULTILINE,
)


def with_promise(text: str, path: str, before: Promise, promise: Promise) -> str:
    """Return the text of a right file with its promise replaced.

    Raises:
        DataError: the promise is written in a way that cannot be changed without touching the rest.

    """
    found = list(_LINE.finditer(text))
    # Blanks within are nothing that somebody could mean; a phrase that goes on below is not this one.
    if [" ".join(line[3].split()) for line in found] != [str(before)]:
        fault = "«promise» no está en una línea propia y simple."
        raise DataError([Problem(path, 1, 1, fault, f"Escríbalo a mano: promise: {promise}")])
    begin, end = found[0].span(3)
    return f"{text[:begin]}{promise}{text[end:]}"
