"""What one YAML file says, as plain text: each value with its place, and every fault of the file's form."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, TypeAlias, TypeVar

import msgspec

from generator.errors import Problem

Loc: TypeAlias = "tuple[str | int, ...]"
"""The keys and indexes that lead to a value, as pydantic names them."""
_Key = TypeVar("_Key", bound=Hashable)
_Value = TypeVar("_Value")
Plain: TypeAlias = "str | list[Any] | dict[str, Any] | None"
"""Text, a list or a mapping of them; nothing stands where a fault was."""


class Place(msgspec.Struct, frozen=True, order=True):
    """A line and column, both counted from 1."""

    # Made for each key and value of every file: a dataclass takes eight times as long.

    line: int
    column: int


START = Place(1, 1)


@dataclass(frozen=True, slots=True)
class Change:
    """What YAML does to a text without a word: where, what is told of it, and the remedy."""

    place: Place
    message: str
    remedy: str
    is_item: bool = False
    """Whether a line that begins like an element of a list was joined to the one above."""


@dataclass(frozen=True, slots=True)
class Tree:
    """One file: its value, where each key and value stands, its faults of form, and the values they spoiled."""

    path: str
    value: Plain
    values: Mapping[Loc, Place]
    keys: Mapping[Loc, Place]
    problems: tuple[Problem, ...]
    spoiled: frozenset[Loc]
    changed: Mapping[Loc, Change] = field(default_factory=dict)
    """Of plain texts: what reading them took away or ran together, for the models to say where that matters."""
    lost: frozenset[str] = frozenset()
    """Keys whose entries could not be read at all."""
    lines: tuple[str, ...] = ()
    """The file as it is typed."""

    def value_place(self, loc: Loc) -> Place:
        """Return where a value starts, or where the nearest thing around it does."""
        while loc and loc not in self.values:
            loc = loc[:-1]
        return self.values.get(loc, START)

    def shown_place(self, loc: Loc) -> str:
        """Return where a value starts as messages print it: `path:line:column`."""
        place = self.value_place(loc)
        return f"{self.path}:{place.line}:{place.column}"

    def problem(self, place: Place, message: str, remedy: str) -> Problem:
        """Return a problem of this file."""
        return Problem(self.path, place.line, place.column, message, remedy)

    def without(self, lost: Collection[str], problems: Sequence[Problem]) -> Tree:
        """Return the tree of a file whose entries of these keys were left out because of problems."""
        keys = frozenset(lost)
        value = {**self.value, **dict.fromkeys(keys)} if isinstance(self.value, dict) else self.value
        # What is left of an entry would only be misread.
        kept = [one for one in self.problems if not any(self._within(one, key) for key in keys)]
        spoiled = self.spoiled | {(key,) for key in keys}
        return replace(self, value=value, problems=(*problems, *kept), spoiled=spoiled, lost=keys)

    def _within(self, problem: Problem, key: str) -> bool:
        start = self.keys.get((key,))
        after = min((at.line for loc, at in self.keys.items() if len(loc) == 1 and start and at > start), default=10**9)
        return start is not None and start.line <= problem.line < after

    def texts(self, *pattern: str) -> Iterator[tuple[Loc, str]]:
        """Yield each text that a path of keys leads to, with its loc; `*` stands for every index of a list."""
        for loc, value in self.found(*pattern):
            if isinstance(value, str):
                yield loc, value.strip()

    def found(self, *pattern: str) -> Iterator[tuple[Loc, Any]]:
        """Yield each value that a path of keys leads to, with its loc; what is missing or misshapen is passed over."""
        reached: list[tuple[Loc, Any]] = [((), self.value)]
        for step in pattern:
            reached = [inner for loc, value in reached for inner in _inside(loc, value, step)]
        yield from reached


def repeated(entries: Iterable[tuple[_Key, _Value]]) -> Iterator[tuple[_Key, _Value, _Value]]:
    """Yield each key that stood before, with the value it has now and the one it had first."""
    first: dict[_Key, _Value] = {}
    for key, value in entries:
        if key in first:
            yield key, value, first[key]
        first.setdefault(key, value)


def _inside(loc: Loc, value: Any, step: str) -> Iterator[tuple[Loc, Any]]:
    if step == "*" and isinstance(value, list):
        yield from (((*loc, index), item) for index, item in enumerate(value))
    elif isinstance(value, dict) and step in value:
        yield (*loc, step), value[step]
