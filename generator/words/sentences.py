"""Kinds of sentences: plain ones, ones whose slots are part of their type, and pairs for one and for several."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from pydantic import AfterValidator, ValidationInfo, field_validator

from generator.model.base import Frozen

SLOT = re.compile(r"\{(\w+)\}")


class Plural(Frozen):
    """A sentence twice: `one` is for exactly 1, `more` for every other figure."""

    one: str
    more: str

    def of(self, figure: int) -> str:
        """Return the one that goes with a figure."""
        return self.one if figure == 1 else self.more


class WordTable(Frozen):
    """A table of sentences. One without slots in its type has none: a slot that nobody fills is refused."""

    @field_validator("*")
    @classmethod
    def _has_no_slot(cls, value: Any, info: ValidationInfo) -> Any:
        untyped = not cls.model_fields[str(info.field_name)].metadata
        if untyped and isinstance(value, str) and (found := SLOT.findall(value)):
            raise ValueError(f"slots {sorted(found)} that nothing fills")
        return value


def slots(*names: str) -> AfterValidator:
    """Return what refuses a sentence whose slots are not exactly these."""
    return _checked(lambda found, _: found == set(names), f"{sorted(names)}")


def slots_unless_silent(*names: str) -> AfterValidator:
    """Return what refuses a sentence that says something with other slots than exactly these."""
    return _checked(lambda found, sentence: not sentence or found == set(names), f"{sorted(names)}")


def one_slot_unless_silent(*names: str) -> AfterValidator:
    """Return what refuses a sentence that says something with any but one of these slots."""
    return _checked(
        lambda found, sentence: not sentence or (len(found) == 1 and found <= set(names)), f"one of {sorted(names)}"
    )


def _checked(fits: Callable[[set[str], str], bool], wanted: str) -> AfterValidator:
    def checked(sentence: str) -> str:
        found = set(SLOT.findall(sentence))
        if not fits(found, sentence):
            raise ValueError(f"slots {sorted(found)} instead of {wanted}")
        return sentence

    return AfterValidator(checked)


def with_shared(value: Any, shared: dict[str, str]) -> Any:
    """Return the same tables and texts with the slots that name a shared sentence replaced by it."""
    if isinstance(value, dict):
        return {key: with_shared(one, shared) for key, one in value.items()}
    if isinstance(value, list):
        return [with_shared(one, shared) for one in value]
    return SLOT.sub(lambda slot: shared.get(slot[1], slot[0]), value)
