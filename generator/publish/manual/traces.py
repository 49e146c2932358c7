"""What is left of a block of ours on a page where its mark is gone: its sentence, its links, rows with its figures."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from generator.model.manual import STAMP, ManualBlock
from generator.model.promise import UNITS
from generator.publish.manual.elements import elements
from generator.publish.manual.html_lines import readable

Run: TypeAlias = "tuple[str, str]"
"""The first and the last of some lines that follow each other, as they are read on the page."""
_LINK = re.compile(r"\[([^\[\]]*)\]\(([^()]*)\)")
_UNIT_WORDS = frozenset(word for unit in UNITS for word in f"{unit.one} {unit.more} a".split())
_UNIT_NAMES = frozenset(name.partition(" ")[0] for unit in UNITS for name in (unit.one, unit.more))


@dataclass(frozen=True, slots=True)
class Look:
    """What a block is known by where its mark and its title are gone."""

    opening: str
    """Its fixed sentence, the first line."""
    edit: str
    """Where the link of its last line leads; empty where that has none."""
    rows: frozenset[str]
    """Where the links in its table lead."""
    names: tuple[str, ...]
    """What those links say: services, channels, tickets."""
    heads: frozenset[str]
    """The table's rows without a link: what its columns are called."""
    cells: frozenset[str]
    """What follows a name in its row, figures as `0`."""
    figure_words: frozenset[str]
    """All words of those cells, and those of every unit."""
    lines: frozenset[str]
    """All of it, figures as `0`, without links."""
    flat_rows: frozenset[str]
    """Its rows run together, as they read once somebody turned the table into lines or a list."""

    def has_figure_of(self, line: str) -> bool:
        """Tell whether a row names something of ours and gives it a figure in our words, an old one too."""
        if _flat(line) in self.flat_rows:
            return True
        name, cell, *_ = f"{unlinked(line)} | ".split(" | ")
        is_named = not self.rows.isdisjoint(targets(line)) or any(
            f"{name} ".casefold().startswith(f"{own} ".casefold()) for own in self.names
        )
        # A telephone or a price is no figure of ours: those have a unit.
        has_figure = any(char.isdigit() for char in cell) and not words_of(cell).isdisjoint(_UNIT_NAMES)
        is_alike = has_figure and words_of(cell) <= self.figure_words
        return is_named and bool(cell) and (is_alike or zeroed(cell) in self.cells)


def look(block: ManualBlock) -> Look:
    """Return what a block is known by; its body opens with a sentence and ends with the line that dates it."""
    lines = readable(block.body)
    tabled = [line for line in lines if " | " in line]
    linked = [line for line in tabled if targets(line)]
    cells = [unlinked(line).partition(" | ")[2] for line in linked]
    return Look(
        opening=lines[0] if lines else "",
        edit=next(reversed(targets(lines[-1])), "") if lines else "",
        rows=frozenset(target for line in linked for target in targets(line)),
        names=tuple(match[1] for line in linked if (match := _LINK.search(line)) and match[1]),
        heads=frozenset(line for line in tabled if not targets(line)),
        cells=frozenset(map(zeroed, cells)),
        figure_words=_UNIT_WORDS.union(*map(words_of, cells)),
        lines=frozenset(zeroed(unlinked(line)) for line in lines),
        flat_rows=frozenset(map(_flat, linked)),
    )


def remains(rest: str, block: ManualBlock, *, is_there: bool) -> tuple[Run, ...]:
    """Return the runs of lines that are left of a block in the page without its whole ones; none where it is clean.

    `is_there` says that the page has the block whole as well: a person's own links to services are then no sign, but
    rows with figures of ours are, for nobody renews them. An empty run has no line that a person could look for.
    """
    known, lines = look(block), readable(rest)
    at_opening = {at for at, line in enumerate(lines) if known.opening and line == known.opening}
    edited = {at for at, line in enumerate(lines) if known.edit and known.edit in targets(line)}
    dated = {at for at in edited if STAMP.search(lines[at])}
    headed = {at for at, line in enumerate(lines) if line in known.heads}
    rows = {at for at, line in enumerate(lines) if known.has_figure_of(line)}
    is_left = bool(at_opening or dated or len(rows) > 1 or (rows and headed))
    signs = at_opening | dated | rows
    if not is_there:
        linked = {at for at, line in enumerate(lines) if not known.rows.isdisjoint(targets(line))}
        aims = {target for at in linked for target in targets(lines[at])} & known.rows
        is_left = is_left or bool(edited or rows & linked) or len(aims) > 2
        is_left = is_left or sum(" | " in lines[at] for at in linked) > 1
        signs |= edited | linked
    if not is_left:
        has_notes = any(element.id.startswith(notes_id(block)) for element in elements(rest))
        return (("", ""),) if has_notes else ()
    return tuple(_runs(lines, signs, known))


def said(line: str) -> str:
    """Return a line as a person finds it on the page: links by their text, no longer than a message can carry."""
    text = unlinked(line)
    return text if len(text) <= 60 else f"{text[:59]}…"


def unlinked(line: str) -> str:
    """Return a line with its links' texts alone."""
    return _LINK.sub(r"\1", line)


def targets(line: str) -> tuple[str, ...]:
    """Return where a line's links lead."""
    return tuple(match[2] for match in _LINK.finditer(line))


def zeroed(line: str) -> str:
    """Return a line without its day, each figure as `0`: the same for one that only a figure tells apart."""
    return re.sub(r"\d+", "0", STAMP.sub("", line))


def _flat(line: str) -> str:
    return "".join(re.findall(r"\w", zeroed(unlinked(line))))


def words_of(text: str) -> frozenset[str]:
    """Return the words of a text, in small letters."""
    return frozenset(re.findall(r"[^\W\d_]+", text.casefold()))


def notes_id(block: ManualBlock) -> str:
    """Return how the id of a block's last paragraph begins, in which its lines are noted."""
    return f"{block.id}-lines-"


def _runs(lines: Sequence[str], signs: Iterable[int], known: Look) -> list[Run]:
    """Return the runs of our lines that hold a sign: what a person wrote between them is in none."""
    runs: list[list[int]] = []
    sure = set(signs)
    for at, line in enumerate(lines):
        if at in sure or zeroed(unlinked(line)) in known.lines:
            if runs and runs[-1][-1] == at - 1:
                runs[-1].append(at)
            else:
                runs.append([at])
    return [(said(lines[run[0]]), said(lines[run[-1]])) for run in runs if not sure.isdisjoint(run)]
