"""How each file of `data/` leads an editor to its schema, and which files of a project do not yet do so."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from generator.curate.editor_schema import schema_texts
from generator.errors import DataError, Problem
from generator.model.data_files import FOLDERS, SINGLE

_LINE = re.compile(rb"^#[ \t]*yaml-language-server:[^\r\n]*", re.MULTILINE)
_MARK = b"\xef\xbb\xbf"


def schema_line(kind: str, *, inside_folder: bool) -> str:
    """Return the comment; editors take its path as beginning at the data file's own folder."""
    return f"# yaml-language-server: $schema={'../' if inside_folder else ''}schema/{kind}.json"


def with_schema_line(raw: bytes, line: str) -> bytes:
    """Return a file that has this one comment: in the place of one that leads elsewhere, else as its first line."""
    # Windows editors put a byte order mark in front, and end lines in their own way.
    mark, text = (_MARK, raw.removeprefix(_MARK)) if raw.startswith(_MARK) else (b"", raw)
    if _LINE.search(text):
        return mark + _LINE.sub(line.encode(), text, count=1)
    newline = b"\r\n" if b"\r\n" in text else b"\n"
    return mark + line.encode() + newline + text


def schema_changes(root: Path) -> tuple[tuple[str, bytes], ...]:
    """Return each schema that is not as the models say and each data file that does not lead to its own.

    Each is a path in the project with the bytes that should stand there.

    Raises:
        DataError: the folder holds no `data/`.

    """
    if not (root / "data").is_dir():
        remedy = "Ejecute la orden desde la carpeta del proyecto, o indíquela con --root."
        raise DataError([Problem("data", 1, 1, "falta la carpeta data/.", remedy)])
    return (*_schemas(root), *_data_files(root))


def _schemas(root: Path) -> Iterator[tuple[str, bytes]]:
    for path, text in schema_texts().items():
        file = root / path
        if not file.is_file() or file.read_bytes() != text.encode():
            yield path, text.encode()


def _data_files(root: Path) -> Iterator[tuple[str, bytes]]:
    data = root / "data"
    single = ((kind, data / f"{kind}.yml") for kind in SINGLE)
    inner = ((kind, path) for kind in FOLDERS for path in sorted((data / kind).glob("*.yml")))
    for kind, path in (*single, *inner):
        if path.is_file():
            raw = path.read_bytes()
            new = with_schema_line(raw, schema_line(kind, inside_folder=kind in FOLDERS))
            if new != raw:
                yield path.relative_to(root).as_posix(), new
