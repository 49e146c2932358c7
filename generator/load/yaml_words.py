"""An error of the YAML parser in; its place, what is wrong and the remedy, in Spanish, out."""

from __future__ import annotations

import yaml

from generator.load.tree import START, Place

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


def syntax_fault(error: yaml.YAMLError) -> tuple[Place, str, str]:
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
