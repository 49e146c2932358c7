"""How whoever waits for a long piece of work is told about it: the two functions that a stage is given to call."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

Progress: TypeAlias = Callable[[str, int, int | None], None]
"""Called with what is being done (Spanish, "pedidos"), how much of it is done, and of how much where that is known."""
Note: TypeAlias = Callable[[str], None]
"""Called with one line for each request to billing (Spanish; counts, sizes and times, never a field of a row)."""
