"""Writes a year's file of holidays, or adds days to its text and leaves every line that stood in it as it was."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

import yaml

from generator.curate.editor_files import schema_line
from generator.errors import DataError, Problem
from generator.model.calendar import Holiday
from generator.words.language import words_of

_HEADER = f"""\
{schema_line("holidays", inside_folder=True)}
# Alimenta: Calendario, y cada fecha de {{year}} que calcula el sitio.
# {{holidays_head}} y días no laborables: no son días hábiles. «kind» dice cuál no es {{holiday}}: «bridge» es un puente
# y «non_working», otro día no laborable. Si una norma agrega o traslada uno, edite la línea y anote la norma en
# «source». Si uno deja de regir, quite sus líneas y anote su fecha: «omit: [{{year}}-11-20]»;
# «demoras holidays {{year}}» agrega lo que falte y no cambia nada de lo escrito.
# Después de editar, verifique con: demoras check
year: {{year}}
country: {{country}}
days:
"""
_TYPED = ("name", "source")
_PLAIN = re.compile(r"[^\W\d_]([\w .,;()/'’–-]*[\w.)])?")


@dataclass(frozen=True, slots=True)
class _Entry:
    """One day of a file: what it says, and the last of its lines, counted from 0."""

    said: tuple[tuple[str, str], ...]
    last_line: int

    @property
    def day(self) -> str:
        return dict(self.said)["date"]


def new_year_text(year: int, country: str, days: Sequence[Holiday]) -> str:
    """Return the whole text of a year that has no file yet; its comment speaks as the country does."""
    called = words_of("es", country=country).holiday_names.sentences()
    return _HEADER.format(year=year, country=country, **called) + "".join(_lines(day, 2, "\n") for day in days)


def with_days(text: str, path: str, days: Sequence[Holiday]) -> str:
    """Return the text of a right file with days added, each after the last one before it; comments stay where they are.

    Raises:
        DataError: the list is written in a way that cannot be added to line by line; `path` is what it names.

    """
    entries, days_node, key_line = _read(text)
    newline = "\r\n" if "\r\n" in text else "\n"
    if days_node.flow_style and not entries:
        # An empty list, `[]`, gives way to lines.
        text = text[: days_node.start_mark.index].rstrip(" ") + text[days_node.end_mark.index :]
    indent = 2 if days_node.flow_style else days_node.start_mark.column
    lines = text.splitlines(keepends=True)
    if not lines[-1].endswith(("\n", "\r")):
        lines[-1] += newline
    # From the bottom up, so that no place moves before it is used.
    for line, day in sorted(((_line_before(day, entries, key_line), day) for day in days), key=_place, reverse=True):
        lines.insert(line + 1, _lines(day, indent, newline))
    result = "".join(lines)
    if not _adds_only(text, result, days):
        message = "los días están escritos en una sola lista y no se puede agregar uno sin tocar los demás."
        remedy = "Escriba en «days» un «- date: …» por línea y repita la orden."
        mark = days_node.start_mark
        raise DataError([Problem(path, mark.line + 1, mark.column + 1, message, remedy)])
    return result


def _read(text: str) -> tuple[list[_Entry], yaml.SequenceNode, int]:
    """Return the days of a file the loader has found right, the node of their list, and the line of its key."""
    root = yaml.compose(text, Loader=yaml.SafeLoader)
    pairs = root.value if isinstance(root, yaml.MappingNode) else []
    key, node = next((key, node) for key, node in pairs if key.value == "days")
    entries = [
        _Entry(
            said=tuple((name.value, value.value) for name, value in entry.value),
            # A text of several lines ends at the start of the line after it.
            last_line=max(
                value.end_mark.line - (value.end_mark.column == 0)
                for value in (*(value for _, value in entry.value), *([entry] if entry.flow_style else []))
            ),
        )
        for entry in node.value
    ]
    return entries, node, key.end_mark.line


def _line_before(day: Holiday, entries: Sequence[_Entry], key_line: int) -> int:
    """Return the line a day goes after, so that comments above an entry stay above it."""
    before = [entry for entry in entries if entry.day < day.date.isoformat()]
    return max(before, key=lambda entry: entry.day).last_line if before else key_line


def _place(placed: tuple[int, Holiday]) -> tuple[int, date]:
    return placed[0], placed[1].date


def _adds_only(before: str, after: str, days: Sequence[Holiday]) -> bool:
    """Tell whether the new text says all that the old one said, the new days, and nothing else."""
    try:
        now = Counter(entry.said for entry in _read(after)[0])
    except (yaml.YAMLError, AttributeError, TypeError, ValueError):
        return False
    was = Counter(entry.said for entry in _read(before)[0])
    new = (tuple(_said(day)) for day in days)
    return now == was + Counter(new)


def _lines(day: Holiday, indent: int, newline: str) -> str:
    pad = " " * indent
    parts = (f"{key}: {_scalar(value) if key in _TYPED else value}" for key, value in _said(day))
    return "".join(f"{pad}{'  ' if at else '- '}{part}{newline}" for at, part in enumerate(parts))


def _said(day: Holiday) -> Iterator[tuple[str, str]]:
    """Yield the keys of a day's entry with what each says."""
    yield "date", day.date.isoformat()
    yield "name", day.name
    if day.kind is not None:
        yield "kind", day.kind.value
    yield "source", day.source


def _scalar(text: str) -> str:
    """Return a text as a YAML value on one line."""
    return text if _PLAIN.fullmatch(text) else "'" + text.replace("'", "''") + "'"
