"""What YAML takes from a text or runs together without a word: comments, joined lines, curly quotes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, get_args, get_origin

from pydantic import StringConstraints

from generator.load.message_parts import quoted
from generator.load.tree import Change, Place

_ITEM = re.compile(r"\s*(?:(?:[-*+]|\d{1,2}[.)])\s+\S|\||#{1,6}\s|>\s)")
_PLAIN_ITEM = re.compile(r"\s*(?:-\s*\S|[*+]\s|\d{1,2}[.)]\s)")
# How Markdown breaks a line.
_BREAK = re.compile(r"(?<=\S) {2,}$|(?<=\S)\\$")
_ESCAPE = re.compile(r"\\([nrt])|\\.")
_CURLY = {"“": "”", "‘": "’", "„": "“"}
_QUOTES = (
    "Si «#» es parte del texto, ponga todo el valor entre comillas; si es un comentario, páselo a una línea propia."
)


def text_change(event: Any, lines: Sequence[str]) -> Change | None:
    """Return what reading a scalar event did to it that whoever typed it did not mean, or nothing."""
    first, last = event.start_mark, event.end_mark
    if event.style not in ("|", ">") and (cut := _cut_by_comment(event, lines)):
        return cut
    if not event.style:
        close = _CURLY.get(event.value[:1])
        if close and event.value.endswith(close) and event.value.count(close) == 1:
            message = (
                f"las comillas de {quoted(event.value)} son de un procesador de textos, y se leerían con el texto."
            )
            return Change(Place(first.line + 1, first.column + 1), message, 'Quítelas, o escriba comillas rectas: ".')
    if event.style == '"' and (escaped := _escaped(first, last, lines)):
        return escaped
    if event.style == "|":
        return None
    item = _PLAIN_ITEM if not event.style else _ITEM
    for at in range(first.line + (2 if event.style == ">" else 1), min(last.line + (last.column > 0), len(lines))):
        if lines[at].strip() and event.style != '"' and (ending := _BREAK.search(lines[at - 1])):
            typed = "los espacios" if ending[0].isspace() else "la barra «\\»"
            message = f"con {typed} del final, este renglón y el siguiente se unen igual en uno."
            remedy = f"Quite {typed}; si quiere dos renglones, escriba «|» después de la clave."
            return Change(Place(at, ending.start() + 1), message, remedy)
        if item.match(lines[at]) and lines[at - 1].strip():
            column = len(lines[at]) - len(lines[at].lstrip()) + 1
            message = f"el renglón {quoted(lines[at])} se une al de arriba: no queda una lista."
            remedy = "En un texto con lista escriba «|» después de la clave; en una lista, alinee todos los «- »."
            if re.match(r"\s*[|#>]", lines[at]):
                message = f"el renglón {quoted(lines[at])} se une al de arriba."
                remedy = "En un texto que conserva sus renglones escriba «|» después de la clave."
            return Change(Place(at + 1, column), message, remedy, is_item=re.match(r"\s*-", lines[at]) is not None)
    return None


def _cut_by_comment(event: Any, lines: Sequence[str]) -> Change | None:
    """Return the comment behind or right below a value, deeper than its own line: it looks like more of the text."""
    first, last = event.start_mark, event.end_mark
    near = lines[last.line : last.line + 2]
    if "#" not in "".join(near):
        return None
    here, below = (*near, "")[:2]
    for at, text, start in ((last.line, here, last.column), (last.line + 1, below, 0)):
        comment = re.match(r"[ \t]+(#.*)", text[start:])
        # Behind a closing quote the text has visibly ended: only what looks like a number or a tag may be its end.
        if comment and start and event.style in ("'", '"') and comment[1].startswith("# "):
            continue
        if comment and (start or comment.start(1) > _indentation(lines[first.line])):
            message = f"{quoted(comment[1])} se lee como un comentario: del texto queda {quoted(event.value)}."
            return Change(Place(at + 1, start + comment.start(1) + 1), message, _QUOTES)
    return None


def _escaped(first: Any, last: Any, lines: Sequence[str]) -> Change | None:
    """Return a backslash between double quotes that is no sign of the text, as in a path of Windows."""
    for at in range(first.line, min(last.line + 1, len(lines))):
        start = first.column if at == first.line else 0
        for found in _ESCAPE.finditer(lines[at], start):
            if found[1] and found.start() < (last.column if at == last.line else len(lines[at])):
                message = f"entre comillas dobles, «{found[0]}» no se lee como esos dos signos."
                remedy = "Si la barra es parte del texto, use comillas simples; si quiere otro renglón, escriba «|»."
                return Change(Place(at + 1, found.start() + 1), message, remedy)
    return None


def _indentation(line: str) -> int:
    return len(line) - len(line.lstrip())


def comment_in_list(start: Place, end: Place, lines: Sequence[str]) -> Change | None:
    """Return the comment in a list between square brackets of several lines, where it takes elements away."""
    if not lines[start.line - 1][start.column - 1 :].startswith("["):
        return None
    for at in range(start.line - 1, min(end.line, len(lines)) - 1):
        text = re.sub(r"\"[^\"]*\"|'[^']*'", lambda match: "~" * len(match[0]), lines[at])
        if comment := re.search(r"(?:^|\s)(#.*)", text):
            message = f"{quoted(lines[at][comment.start(1) :])} se lee como un comentario dentro de la lista."
            return Change(Place(at + 1, comment.start(1) + 1), message, _QUOTES)
    return None


def comment_after_list(end: Place, lines: Sequence[str]) -> Change | None:
    """Return the comment behind a list between square brackets that looks like the rest of it."""
    behind = lines[end.line - 1][end.column - 1 :] if end.line <= len(lines) else ""
    comment = re.match(r"\](\s+)(#(?:\s*,|[^\[\]]*\]).*)", behind)
    if comment is None:
        return None
    message = f"{quoted(comment[2])} se lee como un comentario, y la lista termina antes."
    remedy = (
        "Si es parte de la lista, póngalo antes del corchete que cierra, y entre comillas lo que lleve «#»; si no, "
    )
    return Change(Place(end.line, end.column + 1 + len(comment[1])), message, f"{remedy}en una línea propia.")


def is_text(hint: Any) -> bool:
    """Whether an annotation is that of a text for people, or of a list of them: every sign of it matters."""
    if any(isinstance(piece, StringConstraints) and piece.strip_whitespace for piece in get_args(hint)[1:]):
        return True
    return get_origin(hint) is not None and any(is_text(part) for part in get_args(hint))
