"""The Spanish fragments that all messages share: a quoted value, a list of names, the nearest name."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from typing import Any

_LONGEST_QUOTE = 60


def quoted(value: Any) -> str:
    """Return what was typed between « », on one line and shortened; what holds blocks of keys is named, not printed."""
    if isinstance(value, dict) or (isinstance(value, list) and not all(isinstance(item, str) for item in value)):
        return "un bloque de claves" if isinstance(value, dict) else "una lista"
    if isinstance(value, list):
        value = f"[{', '.join(value)}]"
    text = " ".join(str(value).split())
    return f"«{text[: _LONGEST_QUOTE - 1]}…»" if len(text) > _LONGEST_QUOTE else f"«{text}»"


def listed(names: Iterable[str]) -> str:
    """Return the accepted names, comma-separated, or a word for none."""
    return ", ".join(names) or "(ninguno)"


def nearest(name: str, names: Iterable[str]) -> str:
    """Return «¿Quiso decir …? » for the closest of the names, or nothing when none is close."""
    close = difflib.get_close_matches(name, list(names), n=1, cutoff=0.6)
    return f"¿Quiso decir «{close[0]}»? " if close else ""
