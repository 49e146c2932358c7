"""What is told of a text that YAML does not take: the line somebody mistyped, what it was taken for, the remedy."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import yaml

from generator.load.examples import KEY_EXAMPLES
from generator.load.flow_faults import flow_fault
from generator.load.message_parts import quoted
from generator.load.tree import START, Place

_ESCAPE = "entre comillas dobles la barra invertida «\\» no vale sola."
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
    ("unknown escape", *(escape := (_ESCAPE, "Use comillas simples alrededor del valor."))),
    ("hexdecimal number", *escape),
    (
        "document start",
        "la primera clave tiene más sangría que las demás.",
        "Quite los espacios del comienzo de la línea.",
    ),
)
_OPENED_ABOVE = ("end of stream", "',' or ']'", "',' or '}'", "could not find expected ':'")
_OTHER = ("el archivo no se entiende como YAML a partir de acá.", "Compare la línea con otro archivo de la carpeta.")
_QUOTES = "Si es parte del texto, ponga todo el valor entre comillas."
_VALUE = re.compile(r"(\s*(?:- )*(?:[\w-]+:(?=\s))?[ ]*)(.*)")
_NO_BLANK = re.compile(r"\s*(?:- )?([a-z_]+) ?:(?=[^\s:/])")
_NO_COLON = re.compile(r"\s*(?:- )?([a-z_]+)(\s*[=：；;]\s*|\s+|$)(?!:)")
_CLOSED = re.compile(r"""("(?:[^"\\]|\\.)*"|'(?:[^']|'')*')\s*(?=[^\s#,\]}])""")
_MISPLACED: tuple[tuple[str, str, str], ...] = (
    (
        r"\*\s",
        "en una lista cada renglón empieza con «- », no con «*».",
        "Escriba «- …». Si es un texto, póngalo entre comillas.",
    ),
    (r"\*", "un valor que empieza con «*» no se lee como texto.", "Ponga todo el valor entre comillas."),
    (
        r"[|>](?:[+-]?\s+[^\s#]|[^\s+\-0-9])",
        "después de «>» o «|» no va texto en el mismo renglón.",
        "Siga en el renglón de abajo, con dos espacios más de sangría; o quite ese signo.",
    ),
    (
        r"-\s",
        "una lista no empieza en el renglón de su clave.",
        "Escriba «- …» en el renglón de abajo, con sangría. Si es un texto, póngalo entre comillas.",
    ),
    (r"\?\s|[,\]}&!]", "el valor empieza con un signo que no puede ir primero.", _QUOTES),
    (r"(?![\"']).*[:]$", "el valor termina con dos puntos.", _QUOTES),
)


def syntax_fault(error: yaml.YAMLError, lines: Sequence[str]) -> tuple[Place, str, str]:
    """Return the place of what was mistyped, which may stand above where the parser stopped, the fault and the remedy.

    `lines` are those of the text that was read.
    """
    place, said = START, str(error)
    if isinstance(error, yaml.MarkedYAMLError):
        # The parser notices what was never closed far below; the person looks for where it was opened.
        opened = error.context_mark if any(piece in said for piece in _OPENED_ABOVE) else None
        mark = opened or error.problem_mark or error.context_mark
        if mark is not None:
            place = Place(mark.line + 1, mark.column + 1)
    if found := next(_mistyped(said, place, lines), None):
        return found
    for piece, fault, remedy in _FAULTS:
        if piece in said:
            return place, fault, remedy
    return place, *_OTHER


def without_entry(lines: Sequence[str], line: int) -> tuple[list[str], set[str]] | None:
    """Return the lines without the entry around one of them (from 1), so that the rest can be read, and its keys.

    Of a list one item goes, where there are others. Lines are emptied, so that the others keep their numbers. Nothing
    is returned where no entry begins at or above the line.
    """
    starts = [at for at, text in enumerate(lines) if re.match(r"[^\s#\-\]})]", text)]
    first = max((at for at in starts if at < line), default=None)
    if first is None:
        return None
    last = min((at for at in starts if at > first), default=len(lines))
    if not re.match(r"\w+\s*[:=：]", lines[first]) and (above := [at for at in starts if at < first]):
        # A line that lost its indentation: what it belonged to is not whole, and what follows belongs there too.
        keys = set(re.findall(r"^\w+", "\n".join((lines[above[-1]], lines[first])), re.MULTILINE))
        return [*lines[:first], "", *lines[first + 1 :]], keys
    named = "\n".join([lines[first], *lines[line - 1 : line]])
    keys = set(re.findall(r"^[ \t]*(?:- )?([a-z_]+)[ \t]*[:=：]?", named, re.MULTILINE))
    items = [at for at in range(first + 1, last) if re.match(r"\s*- ", lines[at])]
    outer = min((len(lines[at]) - len(lines[at].lstrip()) for at in items), default=0)
    items = [at for at in items if len(lines[at]) - len(lines[at].lstrip()) == outer]
    if len(items) > 1 and (mine := [at for at in items if at < line]):
        first, last = mine[-1], min((at for at in items if at > mine[-1]), default=last)
    return [*lines[:first], *[""] * (last - first), *lines[last:]], keys


def _mistyped(said: str, place: Place, lines: Sequence[str]) -> Iterator[tuple[Place, str, str]]:
    """Yield what the lines around where the parser stopped show to be wrong, the likeliest first."""
    here = lines[place.line - 1] if place.line <= len(lines) else ""
    above = next((at for at in range(place.line - 2, -1, -1) if lines[at].strip()), None)
    if "document start" in said:
        yield from _ended_above(lines, place.line)
        yield from _indented_first(lines)
    if ("flow" in said or "expected key" in said) and (found := flow_fault(lines, place.line)):
        yield found
    if "could not find expected ':'" in said:
        yield from _no_blank(here, place.line)
    if "mapping values" in said and ":" not in here[: place.column - 1] and above is not None:
        yield from _no_blank(lines[above], above + 1)
        if here.startswith(" "):
            message = "la línea tiene más sangría que la clave de arriba, y se lee como parte de su valor."
            yield Place(place.line, 1), message, "Alinee la clave con las demás del mismo bloque."
    if "mapping values" in said and re.match(r"[“‘„]", _split(here)[1]):
        message = "las comillas de este valor son de un procesador de textos, y no lo encierran."
        yield Place(place.line, len(_split(here)[0]) + 1), message, f'{_QUOTES[:-1]} rectas: ".'
    if "expected key" in said and here.lstrip().startswith("- ") and above is not None:
        yield from _emptied(lines[above], above + 1)
    if "expected key" in said:
        yield from _unclosed(lines, place.line)
        if above is not None and re.match(r"\s+#", lines[above]) and not re.match(r"[^\s]", here):
            at = len(lines[above]) - len(lines[above].lstrip())
            message = "el renglón que empieza con «#» se lee como un comentario, y corta el texto."
            yield Place(above + 1, at + 1), message, "Escriba «>-» después de la clave, y el texto en renglones debajo."
    yield from _odd_value(here, place.line)
    yield from _at_a_key(said, place, here)


def _ended_above(lines: Sequence[str], line: int) -> Iterator[tuple[Place, str, str]]:
    for at in range(line - 2, -1, -1):
        if re.match(r"\.\.\.\s*$", lines[at]):
            yield Place(at + 1, 1), "«...» solo en un renglón termina el archivo, y lo de abajo no se lee.", "Bórrelo."
            return


def _emptied(text: str, line: int) -> Iterator[tuple[Place, str, str]]:
    if empty := re.match(r"(\s*([\w-]+):\s+)\[\s*\]", text):
        message = f"«{empty[2]}: []» dice que no hay ninguno, y abajo hay una lista."
        yield Place(line, empty.end(1) + 1), message, f"Borre «[]»: deje «{empty[2]}:» y la lista debajo."


def _indented_first(lines: Sequence[str]) -> Iterator[tuple[Place, str, str]]:
    first = next((at for at, text in enumerate(lines) if text.strip() and not text.lstrip().startswith("#")), 0)
    if lines[first].startswith(" "):
        yield Place(first + 1, 1), *next(pair[1:] for pair in _FAULTS if pair[0] == "document start")


def _at_a_key(said: str, place: Place, here: str) -> Iterator[tuple[Place, str, str]]:
    """Yield what is wrong where a key, or the next of a list, was expected."""
    if re.match(r"\s*-[a-z_]+:", here):
        yield from _no_blank(here, place.line)
    if any(f"scanning {a}" in said for a in ("an alias", "an anchor", "a tag")):
        yield place, "hay un texto que empieza con «*», «&» o «!», y no se lee como texto.", "Póngalo entre comillas."
    if "expected key" in said and (dashed := re.match(r"- ([a-z_]+):", here)):
        yield place, f"sobra el guion delante de «{dashed[1]}:».", "Quite «- » y alinee la clave con las demás."
    dash = here.lstrip().startswith("- ")
    if ("expected key" in said or "'-' indicator" in said) and here[:1] == " ":
        wanted = "'-' indicator" if dash else "did not find expected key"
        yield place, *next(pair[1:] for pair in _FAULTS if pair[0] == wanted)


def _no_blank(text: str, line: int) -> Iterator[tuple[Place, str, str]]:
    if dash := re.match(r"\s*-(?=[^\s-])", text):
        yield (
            Place(line, dash.end() + 1),
            "falta un espacio después de «-».",
            f"Escriba {quoted(f'- {text[dash.end() :]}')}.",
        )
    if missing := _NO_BLANK.match(text):
        message = f"falta un espacio después de «{missing[1]}:»."
        yield Place(line, missing.end() + 1), message, f"Escriba {quoted(f'{missing[1]}: {text[missing.end() :]}')}."
    elif ":" not in text and (word := _NO_COLON.match(text)) and word[1] in KEY_EXAMPLES:
        value = text[word.end() :] or "…"
        yield (
            Place(line, word.end(1) + 1),
            f"falta «:» después de «{word[1]}».",
            f"Escriba {quoted(f'{word[1]}: {value}')}.",
        )


def _unclosed(lines: Sequence[str], line: int) -> Iterator[tuple[Place, str, str]]:
    """Yield a value above whose first quote is not closed in its own line: the parser closed it at somebody else's."""
    for at in range(line - 2, -1, -1):
        blank, value = _split(lines[at])
        if value[:1] in ('"', "'"):
            if value.count(value[0]) == 1:
                yield Place(at + 1, len(blank) + 1), *next(pair[1:] for pair in _FAULTS if pair[0] == "end of stream")
            return


def _odd_value(text: str, line: int) -> Iterator[tuple[Place, str, str]]:
    blank, value = _split(text)
    column = len(blank) + 1
    if closed := _CLOSED.match(value):
        remedy = (
            "Ponga todo el valor entre comillas; una comilla igual que esté adentro se escribe dos veces si es simple."
        )
        yield Place(line, column + closed.end()), "sobra texto después de las comillas que cierran el valor.", remedy
    for start, message, remedy in _MISPLACED:
        if re.match(start, value):
            yield Place(line, column), message, remedy


def _split(text: str) -> tuple[str, str]:
    found = _VALUE.fullmatch(text.rstrip())
    return (found[1], found[2]) if found else ("", text)
