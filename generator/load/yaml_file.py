"""Reads one YAML file, bounded in size, into a `Tree`; what is wrong with its form is told in Spanish."""

from __future__ import annotations

import re
import stat
from pathlib import Path

import yaml

from generator.errors import Problem
from generator.load.invisible_signs import invisible_problem, invisible_sign
from generator.load.tree import START, Place, Tree
from generator.load.yaml_events import read_events

MAX_BYTES = 256 * 1024
# What YAML 1.1 forbids anywhere in a stream; libyaml gives only a byte offset for them, so they are looked for here.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x80-\x84\x86-\x9f\ufffe\uffff]")
# A piece of libyaml's or PyYAML's own message -> what it means to somebody who edits data.
_FAULTS = (
    (
        "mapping values are not allowed",
        "hay dos puntos («: ») dentro de un valor, o una sangría corrida.",
        "Si los dos puntos son parte del texto, ponga todo el valor entre comillas.",
    ),
    (
        "tab character",
        "hay una tabulación en la sangría.",
        "Use espacios para la sangría: dos por nivel.",
    ),
    (
        "cannot start any token",
        "hay un carácter que no puede empezar un valor (una tabulación, una arroba, un acento grave o un porcentaje).",
        "Use espacios para la sangría y ponga entre comillas el valor que empiece con un signo.",
    ),
    (
        "could not find expected ':'",
        "falta «:» después de una clave.",
        "Escriba «clave: valor»; un texto de varias líneas lleva «>-» y sangría.",
    ),
    (
        "end of stream",
        "hay unas comillas que no se cierran.",
        "Cierre el valor con la misma comilla con la que empieza.",
    ),
    (
        "did not find expected key",
        "la sangría no coincide con la de las demás claves, o sobra texto después de unas comillas.",
        "Alinee la clave con las demás del mismo bloque.",
    ),
    (
        "'-' indicator",
        "la sangría de la lista no coincide con la de sus demás elementos.",
        "Alinee todos los «- » de la lista.",
    ),
    (
        "',' or ']'",
        "hay un corchete que no se cierra, o falta una coma.",
        "Escriba la lista como «[uno, dos]».",
    ),
    (
        "',' or '}'",
        "hay una llave que no se cierra, o falta una coma.",
        'Si es una referencia como {{ promise("…") }}, ponga todo el texto entre comillas simples.',
    ),
)
_NEVER_CLOSED = ("end of stream", "',' or ']'", "',' or '}'")
_OTHER = ("el archivo no se entiende como YAML a partir de acá.", "Compare la línea con otro archivo de la carpeta.")


def read_tree(path: Path, shown: str) -> Tree:
    """Return the tree of a file; whatever stands in the way of reading it is among the tree's problems.

    `shown` is the path that messages name.
    """
    text = read_text(path, shown)
    if isinstance(text, Problem):
        return _empty(shown, text)
    forbidden = _FORBIDDEN.search(text)
    if forbidden:
        place = place_of(text, forbidden.start())
        message = f"hay un carácter de control (U+{ord(forbidden[0]):04X}) que YAML no admite."
        return _empty(shown, _problem(shown, place, message, "Bórrelo y guarde el archivo de nuevo."))
    if unseen := invisible_sign(text):
        place = place_of(text, unseen[0])
        return _empty(shown, invisible_problem(shown, place.line, place.column, unseen[1]))
    try:
        return read_events(text, shown)
    except yaml.YAMLError as error:
        place, message, remedy = _syntax_fault(error)
        return _empty(shown, _problem(shown, place, message, remedy))


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
        return _problem(shown, START, "falta este archivo.", "Restáurelo desde el historial de git.")
    except OSError as error:
        reason = f"no se puede leer ({type(error).__name__})."
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


def _syntax_fault(error: yaml.YAMLError) -> tuple[Place, str, str]:
    """Return where the parser stopped, the fault and the remedy."""
    place = START
    said = str(error)
    if isinstance(error, yaml.MarkedYAMLError):
        # The parser notices what was never closed far below; the person looks for where it was opened.
        opened = error.context_mark if any(piece in said for piece in _NEVER_CLOSED) else None
        mark = opened or error.problem_mark or error.context_mark
        if mark is not None:
            place = Place(mark.line + 1, mark.column + 1)
    for piece, fault, remedy in _FAULTS:
        if piece in said:
            return place, fault, remedy
    return place, *_OTHER


def _problem(path: str, place: Place, message: str, remedy: str) -> Problem:
    return Problem(path, place.line, place.column, message, remedy)


def _empty(path: str, problem: Problem) -> Tree:
    return Tree(path, None, {}, {}, (problem,), frozenset({()}))
