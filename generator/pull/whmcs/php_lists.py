"""The many shapes in which PHP sends a list, read as rows."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeAlias

Row: TypeAlias = Mapping[str, Any]
"""One row as billing sent it: everything in it is still to be doubted."""


class ShapeError(ValueError):
    """What came is no shape of a list; it is never read as an empty one."""


def rows(container: object, singular: str) -> tuple[Row, ...]:
    """Return the rows of `container`, whose list may stand under `singular`, as a list, an object or numbered keys.

    `""`, `[]`, `{}` and None are no rows. Raises ShapeError.
    """
    if isinstance(container, dict) and singular in container:
        return _listed(container[singular])
    return _listed(container)


def _listed(value: object) -> tuple[Row, ...]:
    if _is_empty(value):
        return ()
    if isinstance(value, dict):
        if all(key.isascii() and key.isdigit() for key in value):
            return _listed([value[key] for key in sorted(value, key=int)])
        return (value,)
    if not isinstance(value, list):
        raise ShapeError
    # `[[]]` is documented for "none".
    kept = [entry for entry in value if not _is_empty(entry)]
    if not all(isinstance(entry, dict) for entry in kept):
        raise ShapeError
    return tuple(kept)


def _is_empty(value: object) -> bool:
    return value is None or (isinstance(value, (str, list, dict)) and not value)
