"""The command `schema`: the models of `data/` in; the schemas that editors read, and the way to them, written, out."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path

from generator.cli.terminal import Terminal
from generator.curate.schema import schema_texts
from generator.curate.schema_line import schema_line, with_schema_line
from generator.errors import DataError, Problem
from generator.model.data_files import FOLDERS, SINGLE
from generator.publish.atomic import write_atomically


def schema(args: argparse.Namespace, terminal: Terminal) -> int:
    """Write every schema that is not as the models say, and the comment of every data file that lacks it."""
    root: Path = args.root
    if not (root / "data").is_dir():
        remedy = "Ejecute la orden desde la carpeta del proyecto."
        raise DataError([Problem("data", 1, 1, "falta la carpeta data/.", remedy)])
    changes = [*_schemas(root), *_data_files(root)]
    for path, new in changes:
        file = root / path
        mode = file.stat().st_mode & 0o777 if file.exists() else 0o644
        write_atomically(file, new, mode=mode)
        terminal.say(f"{path}: {'al día' if path.endswith('.json') else 'lleva a su esquema'}.")
    if not changes:
        terminal.say("Los esquemas y los archivos ya estaban al día; no se cambió nada.")
    return 0


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
