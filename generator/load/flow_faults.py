"""What is wrong with a value between brackets or braces that YAML does not take."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from generator.load.examples import KEY_EXAMPLES
from generator.load.message_parts import quoted
from generator.load.tree import Place

_CLOSES = {"[": "]", "{": "}"}
_ENTRY = re.compile(r"\s*(?:- )?[a-z_]+:(?=\s|$)")
_QUOTED = re.compile(r"\"(?:[^\"\\]|\\.)*\"|'(?:[^']|'')*'")
_PLAIN = re.compile(r"(?:(?!\s#|: )[^,\[\]{}])+")
_REFERENCE = 'Si es una referencia como {{ promise("…") }}, ponga todo el texto entre comillas simples.'
_OPEN = {
    "[": ("hay un corchete que no se cierra, o falta una coma.", "Escriba la lista como «[uno, dos]»."),
    "{": ("hay una llave que no se cierra, o falta una coma.", "Separe cada «clave: valor» con una coma."),
}
_Found = tuple[Place, str, str]


def flow_fault(lines: Sequence[str], stopped: int) -> _Found | None:
    """Return what is wrong with the value between brackets that the parser stopped in, at a line from 1; or nothing."""
    for line in range(min(stopped, len(lines)), 0, -1):
        text = lines[line - 1]
        value = re.match(r"(\s*(?:- )*(?:[\w-]+:(?=\s))?\s*)([\[{].*)", text)
        if value:
            # Whatever is right, or ends above, is not what the parser stopped in.
            return _Scan(lines, line, len(value[1])).fault()
        if _ENTRY.match(text) and line < stopped:
            return None
    return None


class _Scan:
    """Reads one value as YAML does, up to its last bracket or to what does not fit."""

    def __init__(self, lines: Sequence[str], line: int, column: int) -> None:
        self.lines, self.line, self.column = lines, line, column
        self.start = Place(line, column + 1)
        self.opened: list[str] = []

    def fault(self) -> _Found | None:
        first = self._rest()[0]
        after_key = False
        while True:
            if not self._next_sign():
                return self.start, *_open_words(first, self.lines[self.start.line - 1])
            rest = self._rest()
            if found := next(self._odd(rest, after_key=after_key), None):
                return found
            after_key = False
            if rest[0] in _CLOSES:
                self.opened.append(rest[0])
                self.column += 1
            elif rest[0] in "]}":
                self.opened.pop()
                self.column += 1
                if not self.opened:
                    return next(self._after(first), None)
            elif rest[0] == ",":
                self.column += 1
            elif rest[0] == ":":
                after_key, self.column = True, self.column + 1
            else:
                piece = _QUOTED.match(rest) or _PLAIN.match(rest)
                self.column += len(piece[0]) if piece else 1

    def _rest(self) -> str:
        return self.lines[self.line - 1][self.column :]

    def _next_sign(self) -> bool:
        """Go to the next sign that is no blank; say whether there is one before another entry begins."""
        while not (rest := self._rest()).strip() and self.line < len(self.lines):
            self.line, self.column = self.line + 1, 0
            if _ENTRY.match(self._rest()):
                return False
        self.column += len(rest) - len(rest.lstrip())
        return bool(rest.strip())

    def _odd(self, rest: str, *, after_key: bool) -> Iterator[_Found]:
        here, before = Place(self.line, self.column + 1), self.lines[self.line - 1][: self.column].rstrip()[-1:]
        starts = after_key or before in ("", "[", "{", ",")
        if rest[0] == "#":
            message = "«#» y lo que sigue se lee como un comentario, y el corchete queda abierto."
            yield here, message, 'Si «#» es parte de un texto, ponga ese texto entre comillas: ["#1 Plan", otro].'
        if rest[0] in _CLOSES and self.opened and not starts:
            message = f"hay «{rest[0]}» dentro de un texto, y ahí se abre otra lista."
            yield here, message, f'Ponga ese texto entre comillas: ["Plan {rest[0]}Pro{_CLOSES[rest[0]]}", otro].'
        if rest[0] in "]}" and self.opened and _CLOSES[self.opened[-1]] != rest[0]:
            message = f"se abre con «{self.opened[-1]}» y se cierra con «{rest[0]}»."
            yield here, message, f"Cierre con «{_CLOSES[self.opened[-1]]}»."
        if rest[0] == "," and before == ",":
            yield here, "hay dos comas seguidas en la lista.", "Quite una, o escriba entre ellas lo que falta."
        if starts and re.match(r"- ", rest):
            message = "entre corchetes los elementos se separan con comas, y no llevan «- »."
            yield here, message, "Escriba «[uno, dos]»; o quite los corchetes, y ponga un «- …» por renglón."
        if starts and re.match(r"[*&!@%`|>]", rest):
            yield here, f"un texto que empieza con «{rest[0]}» no se lee como texto.", "Póngalo entre comillas."
        if starts and (closed := _QUOTED.match(rest)) and not re.match(r"\s*(?:[,\]}:]|\s#|$)", rest[closed.end() :]):
            message = "sobra texto después de las comillas que cierran el valor."
            remedy = (
                "Ponga todo el texto entre comillas; una comilla igual que esté adentro se escribe dos veces si es "
                "simple."
            )
            yield Place(self.line, self.column + closed.end() + 1), message, remedy
        if rest[0] == ":" and not after_key and self.opened[-1:] == ["{"] and self._is_second():
            before_it = re.search(r"[^,:]\s([a-z_]+)$", self.lines[self.line - 1][: self.column])
            if before_it and before_it[1] in KEY_EXAMPLES:
                yield self.start, *_OPEN["{"]
            message = "hay dos puntos («: ») dentro de un valor."
            yield here, message, "Si los dos puntos son parte del texto, ponga ese texto entre comillas."

    def _is_second(self) -> bool:
        """Whether a key and its colon stand already before this colon, since the last comma."""
        since = re.split(r"[,{\[]", self.lines[self.line - 1][: self.column])[-1]
        return ": " in since

    def _after(self, first: str) -> Iterator[_Found]:
        rest = self._rest()
        if not rest.strip() or re.match(r"\s+#", rest):
            return
        if rest[0] in "]}":
            yield (
                Place(self.line, self.column + 1),
                f"sobra «{rest[0]}».",
                "Bórrelo: ya se cerró lo que estaba abierto.",
            )
        elif rest.startswith("}") or self.lines[self.start.line - 1][self.start.column - 1 :].startswith("{{"):
            yield self.start, "un texto que empieza con «{» no se lee como texto.", _REFERENCE
        else:
            message = f"un texto que empieza con «{first}» no se lee como texto: sobra {quoted(rest)}."
            yield (
                self.start,
                message,
                "Si es un texto, póngalo todo entre comillas; si es una lista, borre lo que sobra.",
            )


def _open_words(first: str, text: str) -> tuple[str, str]:
    message, remedy = _OPEN[first]
    return message, _REFERENCE if "{{" in text else remedy
