"""Reads one YAML file, bounded in size, into a `Tree`; what is wrong with its form is told in Spanish."""

from __future__ import annotations

import re
import stat
import unicodedata
from dataclasses import replace
from pathlib import Path

import yaml

from generator.errors import Problem, refusal
from generator.load.invisible_signs import invisible_problem, invisible_sign
from generator.load.tree import START, Place, Tree
from generator.load.yaml_events import read_events
from generator.load.yaml_faults import syntax_fault, without_entry

MAX_BYTES = 256 * 1024
# What YAML 1.1 forbids anywhere in a stream; libyaml gives only a byte offset for them, so they are looked for here.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff]")
# What git leaves in a file where two versions met, indented too by an editor that tidies; nothing that is meant begins
# a line like this, but for a title of Markdown underlined with seven signs.
_MERGE_MARK = re.compile(r"^(?:={7}|[ \t]*(?:<{7}|>{7}|\|{7}))(?= |$)", re.MULTILINE)
# Blanks that look like the ordinary one and are typed by word processors and some keyboards.
_BLANKS = re.compile("[\xa0\u1680\u2000-\u200a\u202f\u205f\u3000]")
_LINE_END = re.compile("\r\n?")
_MOST_FAULTS = 5
_MOST_UNSEEN = 50


def read_tree(path: Path, shown: str) -> Tree:
    """Return the tree of a file; whatever stands in the way of reading it is among the tree's problems.

    `shown` is the path that messages name.
    """
    text = read_text(path, shown)
    if isinstance(text, Problem):
        return _empty(shown, text)
    # Harmless where they are typed: what looks the same is made the same. Between double quotes an escape still says
    # exactly which sign is meant, as in a product's name that billing holds with a no-break space.
    text = _LINE_END.sub("\n", _BLANKS.sub(" ", unicodedata.normalize("NFC", text)))
    seen, unseen = _without_unseen(text, shown)
    if seen is None:
        return _empty(shown, *unseen)
    if mark := _MERGE_MARK.search(seen):
        message = f"quedaron las marcas de dos versiones que chocaron («{mark[0].strip()}»)."
        remedy = "Deje una sola de las dos versiones y borre las líneas «<<<<<<<», «=======» y «>>>>>>>»."
        return _empty(shown, *unseen, _problem(shown, place_of(seen, mark.start()), message, remedy))
    tree, told = _parsed(seen, shown), {one.line for one in unseen}
    # What else is wrong in such a line may only be how it looks with the sign.
    others = (one for one in tree.problems if one.line not in told)
    changed = {loc: one for loc, one in tree.changed.items() if one.place.line not in told}
    return replace(tree, problems=(*unseen, *others), changed=changed) if unseen else tree


def _without_unseen(text: str, shown: str) -> tuple[str | None, list[Problem]]:
    """Return a text without the signs that YAML forbids or nobody sees, and a problem for each line with some.

    Of a file with many of them, which is none that anybody typed, no text is returned.
    """
    problems = list[Problem]()
    for _ in range(_MOST_UNSEEN):
        if forbidden := _FORBIDDEN.search(text):
            offset, place = forbidden.start(), place_of(text, forbidden.start())
            message = f"hay un carácter de control (U+{ord(forbidden[0]):04X}) que YAML no admite."
            problems.append(_problem(shown, place, message, "Bórrelo y guarde el archivo de nuevo."))
        elif unseen := invisible_sign(text):
            offset, place = unseen[0], place_of(text, unseen[0])
            problems.append(invisible_problem(shown, place.line, place.column, unseen[1]))
        else:
            return text, problems
        if place.line in {one.line for one in problems[:-1]}:
            problems.pop()
        text = text[:offset] + text[offset + 1 :]
    return None, problems[:_MOST_FAULTS]


def _parsed(text: str, shown: str) -> Tree:
    """Return the tree of a text: entries that YAML does not take are told and left out, and the others read."""
    lines, problems, lost = text.split("\n"), list[Problem](), set[str]()
    while len(problems) < _MOST_FAULTS:
        try:
            tree = read_events("\n".join(lines), shown)
        except yaml.YAMLError as error:
            place, message, remedy = syntax_fault(error, lines)
            problems.append(_problem(shown, place, message, remedy))
            rest = without_entry(lines, place.line)
            if rest is None or rest[0] == lines:
                break
            lines = rest[0]
            lost |= rest[1]
        else:
            if not problems:
                return tree
            return (
                tree.without(lost, problems) if isinstance(tree.value, dict) or not lost else _empty(shown, *problems)
            )
    return _empty(shown, *problems)


NEVER_THERE = "Restáurelo desde el historial de git; si nunca lo hubo, docs/editar-datos.md dice qué lleva."
"""The remedy for a file that is missing: lost, or not written yet by a company that begins."""


def read_text(path: Path, shown: str) -> str | Problem:
    """Return a file's text, which must be an ordinary file of at most 256 KiB in UTF-8; else the problem."""
    try:
        mode = path.lstat().st_mode
        if stat.S_ISLNK(mode):
            return symbolic_link(shown)
        # A pipe in the file's place would make the read wait for ever.
        if not stat.S_ISREG(mode):
            kind = "una carpeta" if stat.S_ISDIR(mode) else "algo que no es un archivo común"
            return _problem(shown, START, f"acá hay {kind}, no un archivo.", "Reemplácelo por un archivo de texto.")
        with path.open("rb") as stream:
            raw = stream.read(MAX_BYTES + 1)
    except FileNotFoundError:
        return _problem(shown, START, "falta este archivo.", NEVER_THERE)
    except OSError as error:
        reason = f"no se puede leer ({refusal(error)})."
        return _problem(shown, START, reason, "Revise los permisos del archivo y el disco.")
    if len(raw) > MAX_BYTES:
        message = f"el archivo pesa más de {MAX_BYTES // 1024} KiB."
        return _problem(shown, START, message, "Divídalo o quite lo que sobra: cada archivo describe una sola cosa.")
    try:
        # Windows editors put a byte order mark in front; it is no part of the text.
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        place = place_of(raw[: error.start].decode("utf-8-sig"), error.start)
        message = f"el archivo no está en UTF-8 (byte 0x{raw[error.start]:02X})."
        return _problem(shown, place, message, "Guárdelo con la codificación UTF-8.")


def symbolic_link(shown: str) -> Problem:
    """Return the problem of a link: what it leads to need not be of this project, and would be shown or published."""
    message = "acá hay un enlace simbólico, y no se sigue ninguno."
    return _problem(shown, START, message, "Reemplácelo por una copia de aquello a lo que lleva.")


def place_of(text: str, offset: int) -> Place:
    """Return the line and column of a character; an offset past the end means the end."""
    before = text[:offset]
    return Place(before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1)


def _problem(path: str, place: Place, message: str, remedy: str) -> Problem:
    return Problem(path, place.line, place.column, message, remedy)


def _empty(path: str, *problems: Problem) -> Tree:
    return Tree(path, None, {}, {}, problems, frozenset({()}))
