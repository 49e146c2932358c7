"""Kinds of sentences: plain ones, ones whose slots are part of their type, and pairs for one and for several."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from functools import cache
from typing import Any, NamedTuple, get_args, get_origin, get_type_hints

import msgspec

SLOT = re.compile(r"\{(\w+)\}")


class Plural(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A sentence twice: `one` is for exactly 1, `more` for every other figure."""

    one: str
    more: str

    def of(self, figure: int) -> str:
        """Return the one that goes with a figure."""
        return self.one if figure == 1 else self.more


class Slots(NamedTuple):
    """Which slots a sentence may have, as part of its type."""

    fit: Callable[[set[str], str], bool]
    """Takes the slots that a sentence has, and the sentence."""
    wanted: str


class WordTable(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A table of sentences. One without slots in its type has none: a slot that nobody fills is refused."""

    # Nobody but programmers writes the words file: msgspec names its first fault, and takes a fifth of pydantic's time.

    def __post_init__(self) -> None:
        """Refuse a sentence that has other slots than its type."""
        for name, of in _slots_of(type(self)).items():
            value = getattr(self, name)
            for sentence in (value,) if isinstance(value, str) else value if isinstance(value, tuple) else ():
                found = set(SLOT.findall(sentence))
                if not of.fit(found, sentence):
                    raise ValueError(f"`{name}` has slots {sorted(found)} instead of {of.wanted}")

    def sentences(self, only: Collection[str] | None = None, *, but: Collection[str] = ()) -> dict[str, Any]:
        """Return its sentences, or only some, by the names that the file gives them."""
        every: Mapping[str, Any] = msgspec.to_builtins(self)
        return {name: one for name, one in every.items() if (only is None or name in only) and name not in but}


def slots(*names: str) -> Slots:
    """Return the type of a sentence whose slots are exactly these."""
    return Slots(lambda found, _: found == set(names), f"{sorted(names)}")


def slots_if_any(*names: str) -> Slots:
    """Return the type of a sentence that, where it has slots, has exactly these."""
    return Slots(lambda found, _: not found or found == set(names), f"{sorted(names)} or none")


def slots_unless_silent(*names: str) -> Slots:
    """Return the type of a sentence that, where it says something, has exactly these slots."""
    return Slots(lambda found, sentence: not sentence or found == set(names), f"{sorted(names)}")


def one_slot_unless_silent(*names: str) -> Slots:
    """Return the type of a sentence that, where it says something, has one of these slots."""
    return Slots(
        lambda found, sentence: not sentence or (len(found) == 1 and found <= set(names)), f"one of {sorted(names)}"
    )


@cache
def _slots_of(table: type[WordTable]) -> dict[str, Slots]:
    """Return the slots of each of a table's sentences, and of those of each list of sentences."""
    hints = get_type_hints(table, include_extras=True)
    parts = {name: get_args(hint) for name, hint in hints.items()}
    parts |= {name: get_args(parts[name][0]) for name, hint in hints.items() if get_origin(hint) is tuple}
    return {name: next((one for one in of if isinstance(one, Slots)), slots()) for name, of in parts.items()}


def with_shared(value: Any, shared: dict[str, str]) -> Any:
    """Return the same tables and texts with the slots that name a shared sentence replaced by it."""
    if isinstance(value, dict):
        return {key: with_shared(one, shared) for key, one in value.items()}
    if isinstance(value, list):
        return [with_shared(one, shared) for one in value]
    return SLOT.sub(lambda slot: shared.get(slot[1], slot[0]), value)


def with_ways(value: Any, ways: Mapping[str, str]) -> Any:
    """Return the same tables and texts with the slots that name a way to ask filled; an empty one takes its blank.

    A text may also be such a slot alone.
    """
    if isinstance(value, dict):
        return {key: with_ways(one, ways) for key, one in value.items()}
    if isinstance(value, list):
        return [with_ways(one, ways) for one in value]
    for name, told in ways.items():
        value = told if value == f"{{{name}}}" else value.replace(f" {{{name}}}", told and f" {told}")
    return value
