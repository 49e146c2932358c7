"""Writes an entry into the text of `data/revocations.yml` and leaves everything else in it byte for byte."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

import yaml

from generator.errors import DataError, Problem
from generator.model.revocations import Revocation

REVOCATIONS_PATH = "data/revocations.yml"


@dataclass(frozen=True, slots=True)
class _List:
    """The list of a file: its node, and the entries in it."""

    node: yaml.SequenceNode
    entries: tuple[yaml.MappingNode, ...]

    def said(self) -> dict[str, Mapping[str, str]]:
        """Return what each entry says, by its tag."""
        said = [dict(_pairs(entry)) for entry in self.entries]
        return {entry["tag"]: entry for entry in said}


def with_revocation(text: str, entry: Revocation) -> str:
    """Return the text of a right file with an order's entry in it: a new one, or the one of its tag changed.

    Raises:
        DataError: the list is written in a way that cannot be changed without touching the rest.

    """
    listed = _read(text)
    if listed is None:
        raise _unfit(1, 1, entry)
    found = next((node for node in listed.entries if ("tag", entry.tag) in _pairs(node)), None)
    result = _added(text, listed, entry) if found is None else _changed(text, found, entry)
    if not _changes_only(listed, result, entry):
        mark = listed.node.start_mark
        raise _unfit(mark.line + 1, mark.column + 1, entry)
    return result


def _read(text: str) -> _List | None:
    """Return the list of a file; None where it holds none."""
    try:
        root = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.YAMLError:
        return None
    pairs = root.value if isinstance(root, yaml.MappingNode) else []
    node = next((value for key, value in pairs if key.value == "revocations"), None)
    if not isinstance(node, yaml.SequenceNode) or not all(isinstance(entry, yaml.MappingNode) for entry in node.value):
        return None
    return _List(node, tuple(node.value))


def _unfit(line: int, column: int, entry: Revocation) -> DataError:
    message = "la lista está escrita de un modo que no se puede cambiar sin tocar lo demás."
    remedy = f"Escriba una línea por pedido, como «- {_flow(entry)}», y repita la orden."
    return DataError([Problem(REVOCATIONS_PATH, line, column, message, remedy)])


def _pairs(entry: yaml.MappingNode) -> list[tuple[str, str]]:
    return [(key.value, value.value) for key, value in entry.value]


def _changed(text: str, node: yaml.MappingNode, entry: Revocation) -> str:
    key, value = next(pair for pair in node.value if pair[0].value == "revision")
    pieces = [(value.start_mark.index, value.end_mark.index, str(entry.revision))]
    written = next((value for name, value in node.value if name.value == "erase"), None)
    if written is not None:
        pieces.append((written.start_mark.index, written.end_mark.index, _word(entry)))
    elif entry.erase:
        # Above the revision, whose own line may end in a comment.
        between = ", " if node.flow_style else f"{_newline(text)}{' ' * key.start_mark.column}"
        pieces.append((key.start_mark.index, key.start_mark.index, f"erase: true{between}"))
    # From the end on, so that no place moves before it is used.
    for start, end, new in sorted(pieces, reverse=True):
        text = text[:start] + new + text[end:]
    return text


def _added(text: str, listed: _List, entry: Revocation) -> str:
    node = listed.node
    if node.flow_style and listed.entries:
        end = listed.entries[-1].end_mark.index
        return f"{text[:end]}, {_flow(entry)}{text[end:]}"
    if node.flow_style:
        # An empty list, `[]`, gives way to a line.
        head = text[: node.start_mark.index].rstrip(" ")
        return _line_after(head + text[node.end_mark.index :], len(head), 2, entry)
    last = listed.entries[-1]
    # A block mapping's own end lies past the comments after it.
    end = last.end_mark.index if last.flow_style else max(value.end_mark.index for _, value in last.value)
    return _line_after(text, end, node.start_mark.column, entry)


def _line_after(text: str, place: int, indent: int, entry: Revocation) -> str:
    """Return the text with the entry on a line of its own, below the one that holds a place and its comment."""
    newline = _newline(text)
    line = f"{' ' * indent}- {_flow(entry)}{newline}"
    ends = re.compile(r"\r\n|\n|\r").search(text, place)
    return text[: ends.end()] + line + text[ends.end() :] if ends else f"{text}{newline}{line}"


def _newline(text: str) -> str:
    return "\r\n" if "\r\n" in text else "\n"


def _flow(entry: Revocation) -> str:
    return f"{{tag: {entry.tag}, revision: {entry.revision}{', erase: true' if entry.erase else ''}}}"


def _word(entry: Revocation) -> str:
    return "true" if entry.erase else "false"


def _changes_only(before: _List, after: str, entry: Revocation) -> bool:
    """Tell whether the new text says all that the old one said, the entry, and nothing else."""
    listed = _read(after)
    now = listed.said() if listed else {}
    own = {"erase": "false", **now.pop(entry.tag, {})}
    rest = {tag: said for tag, said in before.said().items() if tag != entry.tag}
    expected = {"tag": entry.tag, "revision": str(entry.revision), "erase": _word(entry)}
    return own == expected and list(now.items()) == list(rest.items())
