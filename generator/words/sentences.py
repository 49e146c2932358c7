"""Kinds of sentences: plain ones, ones whose slots are part of their type, and pairs for one and for several."""

from __future__ import annotations

import re
from typing import Any

from pydantic import AfterValidator

from generator.model.base import Frozen

SLOT = re.compile(r"\{(\w+)\}")


class Plural(Frozen):
    """A sentence twice: `one` is for exactly 1, `more` for every other figure."""

    one: str
    more: str

    def of(self, figure: int) -> str:
        """Return the one that goes with a figure."""
        return self.one if figure == 1 else self.more


def slots(*names: str) -> AfterValidator:
    """Return what refuses a sentence whose slots are not exactly these."""

    def checked(sentence: str) -> str:
        found = set(SLOT.findall(sentence))
        if found != set(names):
            raise ValueError(f"slots {sorted(found)} instead of {sorted(names)}")
        return sentence

    return AfterValidator(checked)


def with_shared(value: Any, shared: dict[str, str]) -> Any:
    """Return the same tables and texts with the slots that name a shared sentence replaced by it."""
    if isinstance(value, dict):
        return {key: with_shared(one, shared) for key, one in value.items()}
    if isinstance(value, list):
        return [with_shared(one, shared) for one in value]
    return SLOT.sub(lambda slot: shared.get(slot[1], slot[0]), value)
