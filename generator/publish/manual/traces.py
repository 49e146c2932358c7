"""What our writing leaves on a page: which lines of a block were ours, and what is left where its mark is gone."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass

from generator.model.manual import STAMP, ManualBlock
from generator.publish.manual.elements import elements
from generator.publish.manual.html_lines import readable

_NOTE = 5
"""Characters of one note; a page has some fifty lines of ours, and an editor keeps an id of any length."""
_LINK = re.compile(r"\[([^\[\]]*)\]\(([^()]*)\)")


@dataclass(frozen=True, slots=True)
class Look:
    """What a block is known by where its mark and its title are gone."""

    opening: str
    """Its fixed sentence, the first line."""
    edit: str
    """Where the link of its last line leads; empty where that has none."""
    rows: frozenset[str]
    """Where the links in its table lead."""


def look(block: ManualBlock) -> Look:
    """Return what a block is known by; its body opens with a sentence and ends with the line that dates it."""
    lines = readable(block.body)
    last = _targets(lines[-1]) if lines else ()
    rows = frozenset(target for line in lines if " | " in line for target in _targets(line))
    return Look(lines[0] if lines else "", last[-1] if last else "", rows)


def remembering(html: str, block: ManualBlock) -> str:
    """Return a block's HTML with a note of each of its lines in the id of its last paragraph.

    BookStack's API gives no old revision: without these notes nobody could tell, later, a line that a person wrote
    into the block from one that an older push did. Both editors keep an id, and neither shows it.
    """
    head, opening, last = html.rpartition("<p>")
    notes = "".join(sorted({_note(line) for line in readable(html)}))
    return f'{head}<p id="{_noted(block)}{notes}">{last}' if opening else html


def foreign_lines(inside: str, block: ManualBlock, wanted: Sequence[str]) -> tuple[str, ...]:
    """Return the lines inside a block, as its page has it, that no push wrote.

    A figure that a person changed is not one: the words around it are ours. In a block without notes, rows of a
    table and lines with a link of ours pass for ours.
    """
    noted = [element.id for element in elements(inside) if element.id.startswith(_noted(block))]
    known = {_note(line) for line in wanted} | {note for id_ in noted for note in _notes(id_, block)}
    ours = set() if noted else {target for line in wanted for target in _targets(line)}

    def is_ours(line: str) -> bool:
        return _note(line) in known or (not noted and (" | " in line or not ours.isdisjoint(_targets(line))))

    return tuple(line for line in readable(inside) if not is_ours(line))


def remains(rest: str, block: ManualBlock, *, is_there: bool) -> tuple[str, str] | None:
    """Return the first and the last line of what is left of a block in the page without its whole ones, or None.

    `is_there` says that the page has the block whole as well: a person's own links to services are then no sign.
    """
    known, lines = look(block), readable(rest)
    noted = any(element.id.startswith(_noted(block)) for element in elements(rest))
    opened = {at for at, line in enumerate(lines) if known.opening and line == known.opening}
    edited = {at for at, line in enumerate(lines) if known.edit and known.edit in _targets(line)}
    rows = {at for at, line in enumerate(lines) if not known.rows.isdisjoint(_targets(line))}
    dated = {at for at in edited if STAMP.search(lines[at])}
    tabled = [at for at in rows if " | " in lines[at]]
    linked = {target for at in rows for target in _targets(lines[at])} & known.rows
    is_left = bool(opened or dated or noted)
    if not is_there:
        is_left = is_left or bool(edited) or len(tabled) > 1 or len(linked) > 2
    found = sorted(opened | edited | rows)
    if not is_left:
        return None
    return (said(lines[found[0]]), said(lines[found[-1]])) if found else ("", "")


def said(line: str) -> str:
    """Return a line as a person finds it on the page: links by their text, no longer than a message can carry."""
    text = _LINK.sub(r"\1", line)
    return text if len(text) <= 60 else f"{text[:59]}…"


def _targets(line: str) -> tuple[str, ...]:
    return tuple(match[2] for match in _LINK.finditer(line))


def _noted(block: ManualBlock) -> str:
    return f"{block.id}-lines-"


def _notes(id_: str, block: ManualBlock) -> list[str]:
    text = id_.removeprefix(_noted(block))
    return [text[at : at + _NOTE] for at in range(0, len(text), _NOTE)]


def _note(line: str) -> str:
    words = re.sub(r"\d+", "0", STAMP.sub("", line))
    return hashlib.sha256(words.encode()).hexdigest()[:_NOTE]
