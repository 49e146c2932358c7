"""The one canonical JSON text of a value: the same bytes on every machine."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any


def canonical(value: Mapping[str, Any]) -> bytes:
    """Return a JSON object's bytes: keys sorted, no spaces, non-ASCII as it is.

    Raises:
        TypeError: it holds a float, whose text differs between languages, or a key that is not text.
        UnicodeEncodeError: it holds half a surrogate pair, which UTF-8 cannot carry.

    """
    _refuse_floats(value)
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False).encode()


def _refuse_floats(value: object) -> None:
    if isinstance(value, float):
        raise TypeError("a float has no canonical text")
    if isinstance(value, Mapping):
        for key, inner in value.items():
            if not isinstance(key, str):
                raise TypeError("a key that is not text has no canonical text")
            _refuse_floats(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            _refuse_floats(inner)
