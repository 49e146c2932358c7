"""The tables of the format page (`docs/sealed-orders.md`), so that code can be compared with what is printed."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TypeAlias

PAGE = Path(__file__).parents[2] / "docs" / "sealed-orders.md"
Row: TypeAlias = list[str]


def tables(heading: str) -> list[list[Row]]:
    """Return the tables under a heading, up to the next one: without heads, and cells of code without their marks."""
    section = re.split(r"^#+ ", PAGE.read_text(encoding="utf-8").split(f"\n{heading}\n")[1], flags=re.MULTILINE)[0]
    found = re.findall(r"(?:^\|.*\n)+", section, re.MULTILINE)
    return [[_cells(line) for line in table.splitlines()[2:]] for table in found]


def by_column(table: list[Row]) -> list[dict[str, str]]:
    """Return each column but the first: its cells by the first one's."""
    return [{row[0]: row[at] for row in table} for at in range(1, len(table[0]))]


def words(cell: str) -> set[str]:
    """Return the words of code in a cell."""
    return set(re.findall(r"`([^`]+)`", cell)) or {cell}


def _cells(line: str) -> Row:
    return [re.sub(r"^`([^`]*)`$", r"\1", cell.strip()) for cell in line.strip().strip("|").split("|")]
