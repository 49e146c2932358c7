"""What became of each request comes in; one line about it and the counts by action go out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from types import MappingProxyType


class Tally:
    """Counts requests, repeated ones too, and tells `note` one line for each."""

    def __init__(self, note: Callable[[str], None]) -> None:
        self._note = note
        self._calls: Counter[str] = Counter()
        self.calls: Mapping[str, int] = MappingProxyType(self._calls)

    def add(
        self, action: str, params: Mapping[str, str], *, attempt: int, outcome: str, received: int, seconds: float
    ) -> None:
        """Count one request. `outcome` must be words of our own; of `params` only the page's place is told."""
        self._calls[action] += 1
        took = f"{seconds:.1f}".replace(".", ",")
        self._note(
            f"{action}{_place(params)}: {outcome}; {received} bytes en {took} s, intento {attempt}",
        )


def _place(params: Mapping[str, str]) -> str:
    start, count = params.get("limitstart", ""), params.get("limitnum", "")
    if not (start.isdigit() and count.isdigit()):
        return ""
    return f" desde la fila {start}, de a {count}"
