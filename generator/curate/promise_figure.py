"""Writes another promise into a service's file and leaves everything else in it byte for byte."""

from __future__ import annotations

import re

from generator.errors import DataError, Problem
from generator.model.promise import Promise

_LINE = re.compile(r"^(promise:[ \t]+)([^\s#][^#\r\n]*?)([ \t]*\r?)$", re.MULTILINE)


def with_promise(text: str, path: str, before: Promise, promise: Promise) -> str:
    """Return the text of a right file with its promise replaced.

    Raises:
        DataError: the promise is written in a way that cannot be changed without touching the rest.

    """
    found = _LINE.findall(text)
    if [said.strip("\"'") for _, said, _ in found] != [str(before)]:
        fault = "«promise» no está en una línea propia y simple."
        raise DataError([Problem(path, 1, 1, fault, f"Escríbalo a mano: promise: {promise}")])
    return _LINE.sub(lambda line: f"{line[1]}{promise}{line[3]}", text)
