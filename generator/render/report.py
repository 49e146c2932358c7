"""Parts of a report in; one Markdown text below the size of a GitHub comment, which says what it left out, out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

LIMIT = 60_000
"""Bytes. GitHub refuses a comment of more than 65,536 characters; what introduces the report is added to this."""
_PART_LIMIT = 12_000
_RESERVE = 600
_REST = "El resto no cabe acá: véalo con «demoras diff» en su máquina."


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of Markdown that is shown whole or not at all; a tight one follows without a blank line."""

    text: str
    tight: bool = False


def folded(title: str, head: Sequence[str], rows: Sequence[Sequence[str]]) -> Part:
    """Return a table behind a title to click on, cut where it is too long for one part."""
    lines, size = [_row(head), _row(["---"] * len(head))], 0
    for index, row in enumerate(rows):
        line = _row(row)
        size += len(line.encode())
        if size > _PART_LIMIT:
            lines += ["", f"… y {len(rows) - index} más."]
            break
        lines.append(line)
    return Part("\n".join([f"<details><summary>{title}</summary>", "", *lines, "", "</details>"]))


def bounded(parts: Sequence[Part], last: Part) -> str:
    """Return the parts one below the other; from the first that does not fit on, a line stands in their place."""
    text = ""
    for part in parts:
        longer = text + _gap(text, part) + part.text
        if len((longer + last.text).encode()) > LIMIT - _RESERVE:
            text += f"\n\n… {_REST}"
            break
        text = longer
    return f"{text}\n\n{last.text}"


def _gap(text: str, part: Part) -> str:
    return "" if not text else "\n" if part.tight else "\n\n"


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"
