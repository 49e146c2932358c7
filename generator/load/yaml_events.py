"""Builds a `Tree` from the YAML parser's events: nothing is resolved on the way."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import yaml

from generator.errors import Problem
from generator.load.invisible_signs import invisible_problem, invisible_sign
from generator.load.message_parts import quoted
from generator.load.text_changes import comment_after_list, comment_in_list, text_change
from generator.load.tree import Change, Loc, Place, Tree
from generator.load.yaml_depth import MAX_DEPTH, TOO_DEEP

_MAX_FAULTS = 20
# Events rather than composed nodes: composing forgets anchors and explicit tags, and shares aliased nodes, which a walk
# would then expand without bound.
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
# A key and its value without the blank between them.
_UNSPACED = re.compile(r"([a-z_]+):(\S.*)")
_NULLS = frozenset({"", "~", "null", "Null", "NULL"})


class _EnoughError(Exception):
    """The rest of the file is not worth reading."""


def read_events(text: str, path: str) -> Tree:
    """Return the tree of a text; faults of form are its problems.

    Raises:
        yaml.YAMLError: the text is not YAML.

    """
    reader = _Reader(text, path)
    value = None
    try:
        value = reader.document()
    except _EnoughError:
        reader.spoiled.add(())
    return Tree(
        path,
        value,
        reader.values,
        reader.keys,
        tuple(reader.problems),
        frozenset(reader.spoiled),
        reader.changed,
        lines=tuple(reader.lines),
    )


class _Reader:
    def __init__(self, text: str, path: str) -> None:
        # What `yaml.parse` yields, without asking each time whether there is more: a document ends before its stream.
        self.next: Callable[[], Any] = _LOADER(text).get_event
        self.path = path
        self.lines = text.split("\n")
        self.values: dict[Loc, Place] = {}
        self.keys: dict[Loc, Place] = {}
        self.problems: list[Problem] = []
        self.spoiled: set[Loc] = set()
        self.changed: dict[Loc, Change] = {}

    def document(self) -> Any:
        self.next()  # the stream's start
        if isinstance(self.next(), yaml.StreamEndEvent):
            self._fault(Place(1, 1), "el archivo está vacío.", "Complételo como los demás de su carpeta.")
            raise _EnoughError
        value = self._value(self.next(), ())
        self.next()  # the document's end
        after = self.next()
        if not isinstance(after, yaml.StreamEndEvent):
            remedy = "Quite la línea «---»: cada archivo describe una sola cosa."
            self._fault(_place(after), "empieza un segundo documento YAML.", remedy)
        return value

    def _value(self, event: Any, loc: Loc) -> Any:
        place = self.values[loc] = _place(event)
        is_scalar = isinstance(event, yaml.ScalarEvent)
        if is_scalar and event.anchor is None and event.tag is None:
            # Nearly everything that stands in a file.
            return self._scalar(event, loc)
        if isinstance(event, yaml.AliasEvent):
            remedy = "Escriba el valor completo en este lugar; si el texto empieza con «*», póngalo entre comillas."
            self._fault(place, f"los alias de YAML («*{event.anchor}») no se aceptan.", remedy)
            self.spoiled.add(loc)
            return None
        if event.anchor is not None:
            remedy = "Quítela; si el texto empieza con «&», póngalo entre comillas."
            self._fault(place, f"las anclas de YAML («&{event.anchor}») no se aceptan.", remedy)
        if event.tag is not None:
            tag = event.tag.replace("tag:yaml.org,2002:", "!!")
            remedy = "Quítela; si el texto empieza con «!», póngalo entre comillas."
            self._fault(place, f"las etiquetas de YAML ({quoted(tag)}) no se aceptan.", remedy)
        if is_scalar:
            if not event.value:
                # The text began with that sign: that it is empty then is the same fault.
                self.spoiled.add(loc)
                return None
            return self._scalar(event, loc)
        if len(loc) >= MAX_DEPTH:
            remedy = "Compare la sangría y los corchetes con otro archivo de la carpeta."
            self._fault(place, TOO_DEEP, remedy)
            raise _EnoughError
        if isinstance(event, yaml.SequenceStartEvent):
            return self._list(loc)
        return self._mapping(loc, in_braces=bool(event.flow_style))

    def _scalar(self, event: Any, loc: Loc) -> str | None:
        if event.value in _NULLS and not event.style:
            shown = f" ({quoted(event.value)} equivale a nada)" if event.value else ""
            what = f" de {quoted(loc[-1])}" if loc and isinstance(loc[-1], str) else ""
            remedy = "Complete el valor, o quite la línea si no hace falta."
            if event.value:
                remedy += f" Si el texto es {quoted(event.value)}, póngalo entre comillas."
            elif comment := re.match(r"\s*(#.*)", self._after(event)):
                shown = f": {quoted(comment[1])} se lee como un comentario"
                remedy += " Si «#» es parte del texto, ponga todo el valor entre comillas."
            self._fault(self.values[loc], f"falta el valor{what}{shown}.", remedy)
            self.spoiled.add(loc)
            return None
        text: str = event.value
        self._look_at(event)
        if change := text_change(event, self.lines):
            if change.is_item and loc and isinstance(loc[-1], int):
                # Two elements of a list in one: whatever they are, the list is not what was typed.
                self._fault(change.place, change.message, change.remedy)
                self.spoiled.add(loc)
                return None
            self.changed[loc] = change
        return text

    def _after(self, event: Any) -> str:
        mark = event.end_mark
        return self.lines[mark.line][mark.column :] if mark.line < len(self.lines) else ""

    def _list(self, loc: Loc) -> list[Any]:
        items: list[Any] = []
        while not isinstance(event := self.next(), yaml.SequenceEndEvent):
            items.append(self._value(event, (*loc, len(items))))
        if change := comment_in_list(self.values[loc], _place(event), self.lines):
            self.changed[(*loc, 0)] = change
        elif behind := comment_after_list(_place(event), self.lines):
            self._fault(behind.place, behind.message, behind.remedy)
        return items

    def _mapping(self, loc: Loc, *, in_braces: bool = False) -> dict[str, Any]:
        entries: dict[str, Any] = {}
        bare: list[tuple[str, Place]] = []
        again = False
        while not isinstance(event := self.next(), yaml.MappingEndEvent):
            name = self._key(event)
            inner = (*loc, name)
            # What must not stand is read all the same, under a name that no model has, and let go.
            if name == "<<" and not event.style:
                self._fault(_place(event), "la clave de mezcla «<<» no se acepta.", "Escriba las claves en este lugar.")
                self._skip()
                continue
            if name in entries:
                again = again or self._repeated(event, inner, is_first=name == next(iter(entries)))
                self._value(self.next(), (*loc, "\n"))
                continue
            self.keys[inner] = _place(event)
            if ":" in name and (typed := _UNSPACED.fullmatch(name)):
                # In braces a key takes all up to the comma where no blank follows its colon.
                self.keys[*loc, typed[1]] = self.keys.pop(inner)
                remedy = f"Escriba «{typed[1]}: {typed[2]}»."
                self._fault(_place(event), f"falta un espacio después de «{typed[1]}:».", remedy)
                self.spoiled.add((*loc, typed[1]))
                entries[typed[1]] = None
                if not _is_empty(following := self.next()):
                    self._value(following, (*loc, "\n"))
                continue
            following = self.next()
            if in_braces and _is_empty(following) and not self._after(event).lstrip().startswith(":"):
                bare.append((name, _place(event)))
                continue
            entries[name] = self._value(following, inner)
        self._tell_bare(bare, entries, loc)
        return entries

    def _repeated(self, event: Any, inner: Loc, *, is_first: bool) -> bool:
        """Tell a key that stands already; return whether a whole entry is meant that lost its «- », and is told."""
        place, first = _place(event), self.keys[inner]
        message = f"la clave {quoted(inner[-1])} está repetida (ya está en la línea {first.line})."
        if is_first and len(inner) > 1 and isinstance(inner[-2], int):
            self._fault(place, message, f"Si acá empieza otra entrada, escriba «- {inner[-1]}: …»; si no, quítela.")
            return True
        self._fault(place, message, "Deje una sola de las dos líneas.")
        return False

    def _tell_bare(self, bare: list[tuple[str, Place]], entries: dict[str, Any], loc: Loc) -> None:
        """Tell keys between braces that no colon follows: a text with a comma, or one that begins with a brace."""
        if entries and bare:
            name, place = bare[0]
            last = next(reversed(entries))
            message = f"{quoted(name)} quedó suelto: entre llaves, cada coma separa una clave de otra."
            remedy = f'Si la coma es parte de un texto, póngalo entre comillas: {last}: "uno, {name}".'
            self._fault(place, message, remedy)
        else:
            for name, place in bare:
                self.keys[*loc, name] = place
                self.spoiled.add((*loc, name))
                entries[name] = None

    def _skip(self) -> None:
        """Read past a value of which nothing is to be told."""
        depth = 0
        while True:
            event = self.next()
            depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
            if depth == 0:
                return

    def _key(self, event: Any) -> str:
        plain = isinstance(event, yaml.ScalarEvent) and event.anchor is None and event.tag is None
        if not plain:
            remedy = 'Si es una referencia como {{ promise("…") }}, ponga todo el texto entre comillas simples.'
            self._fault(_place(event), "una clave tiene que ser un texto simple.", remedy)
            # What it holds cannot be named, so the rest of the file could only be misread.
            raise _EnoughError
        name: str = event.value
        self._look_at(event)
        return name

    def _look_at(self, event: Any) -> None:
        """Note a sign that an escape between double quotes brought in; what is typed itself was looked at before."""
        if event.style == '"' and (unseen := invisible_sign(event.value)):
            place = _place(event)
            self.problems.append(invisible_problem(self.path, place.line, place.column, unseen[1]))

    def _fault(self, place: Place, message: str, remedy: str) -> None:
        self.problems.append(Problem(self.path, place.line, place.column, message, remedy))
        if len(self.problems) >= _MAX_FAULTS:
            raise _EnoughError


def _place(event: Any) -> Place:
    mark = event.start_mark
    return Place(mark.line + 1, mark.column + 1)


def _is_empty(event: Any) -> bool:
    return isinstance(event, yaml.ScalarEvent) and not event.value and not event.style
