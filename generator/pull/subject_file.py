"""Ticket subjects from a file that a person made: one a line, or a CSV with a column of them."""

from __future__ import annotations

import csv
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from generator.errors import UsageError
from generator.model.progress import Progress
from generator.model.subjects import Subject, Subjects

MOST_BYTES = 32 * 1024 * 1024
SUBJECT_COLUMNS = ("asunto", "subject")
WRITER_COLUMNS = ("cliente", "client", "clientid", "userid")
_UNPRINTABLE = {"Cc", "Cf", "Cs", "Zl", "Zp"}


class SubjectFile:
    """A `SubjectSource` over a file. Without a column that says whose a subject is, each counts as a person's own."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def subjects(self, *, progress: Progress) -> Subjects:
        """Return the subjects of all lines. Raises UsageError."""
        progress("asuntos", 0, None)
        lines = _text(self._path).splitlines()
        delimiter = _delimiter(lines[0]) if lines else None
        try:
            found = _of_columns(lines, delimiter) if delimiter else _of_lines(lines)
            return Subjects(tuple(subject for subject in found if subject.text))
        except csv.Error:
            raise _unusable(self._path, "no es un CSV bien formado") from None


def _text(path: Path) -> str:
    try:
        with path.open("rb") as file:
            data = file.read(MOST_BYTES + 1)
    except OSError:
        raise _unusable(path, "no se puede leer") from None
    if len(data) > MOST_BYTES:
        raise _unusable(path, f"tiene más de {MOST_BYTES // 1024 // 1024} MiB")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        # What spreadsheets save as "CSV" in Spanish; every byte means something in it.
        return data.decode("latin-1")


def _unusable(path: Path, fault: str) -> UsageError:
    return UsageError(
        f"--from: «{path}» {fault}.",
        "Indique un archivo con un asunto por línea, o un CSV con una columna «asunto».",
    )


def _delimiter(header: str) -> str | None:
    """Return what separates the columns; None where the first line names no column of subjects."""
    return next((sign for sign in ",;\t" if _column(_names(header, sign), SUBJECT_COLUMNS) is not None), None)


def _names(header: str, delimiter: str) -> list[str]:
    return [name.strip().casefold() for name in next(csv.reader([header], delimiter=delimiter), [])]


def _column(names: Sequence[str], wanted: Sequence[str]) -> int | None:
    return next((index for index, name in enumerate(names) if name in wanted), None)


def _of_lines(lines: Iterable[str]) -> Iterator[Subject]:
    for number, line in enumerate(lines):
        yield Subject(_printable(line), str(number))


def _of_columns(lines: Sequence[str], delimiter: str) -> Iterator[Subject]:
    names = _names(lines[0], delimiter)
    subject, writer = _column(names, SUBJECT_COLUMNS), _column(names, WRITER_COLUMNS)
    for number, row in enumerate(csv.reader(lines[1:], delimiter=delimiter)):
        whose = _cell(row, writer) if writer is not None else f"fila {number}"
        yield Subject(_cell(row, subject), whose)


def _cell(row: Sequence[str], column: int | None) -> str:
    return _printable(row[column]) if column is not None and column < len(row) else ""


def _printable(text: str) -> str:
    # --examples prints it on a terminal, and some of these characters steer one.
    return "".join(char for char in " ".join(text.split()) if unicodedata.category(char) not in _UNPRINTABLE)
