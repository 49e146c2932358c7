"""How deep a YAML file may go: a deeper one is told before anything is made of it that could end the program."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import yaml

from generator.load.tree import Place

MAX_DEPTH = 8
TOO_DEEP = f"hay más de {MAX_DEPTH} niveles, unos dentro de otros."
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def too_deep(text: str) -> Place | None:
    """Return where a text goes deeper than files may.

    Raises:
        yaml.YAMLError: the text up to there is not YAML.

    """
    depth = 0
    events: Iterator[Any] = yaml.parse(text, Loader=_LOADER)
    for event in events:
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > MAX_DEPTH:
            return Place(event.start_mark.line + 1, event.start_mark.column + 1)
    return None
