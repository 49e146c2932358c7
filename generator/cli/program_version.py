"""`demoras --version`: what somebody who reports a fault, or looks for one, has to know of the program at hand."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from generator import __version__
from generator.cli.terminal import Terminal

_PACKAGE = Path(__file__).resolve().parent.parent


class ShowVersion(argparse.Action):
    """Print the versions and end, as `--help` does; `--root` counts where it stands before."""

    def __call__(self, parser: argparse.ArgumentParser, namespace: argparse.Namespace, *_: Any) -> None:
        """Print and exit with 0."""
        terminal = Terminal.real()
        for line in version_lines(namespace.root, terminal.environ):
            terminal.say(line)
        terminal.end_answer()
        parser.exit()


def version_lines(root: Path, environ: Mapping[str, str]) -> Iterator[str]:
    """Yield the program's version, its engines', those of what it writes and reads, and where its data stand."""
    # Whoever types a command waits for none of these.
    from importlib.metadata import version

    from generator.model.open_data import OpenFile
    from generator.publish.ledger_file import READERS
    from generator.publish.seal import KNOWN_VERSIONS

    yield f"demoras {__version__}, {_standing(_PACKAGE, environ)}"
    engines = {"MkDocs": "mkdocs", "Material": "mkdocs-material", "cryptography": "cryptography"}
    told = [f"{name} {version(package)}" for name, package in engines.items()]
    yield ", ".join([f"Python {'.'.join(map(str, sys.version_info[:3]))}", *told])
    yield (
        f"Formatos: Ledger {max(READERS)} (lee desde {min(READERS)}), pedidos {max(KNOWN_VERSIONS)}, "
        f"datos abiertos {OpenFile.model_fields['v'].default}"
    )
    yield f"Datos: {_standing(root / 'data', environ)}"


def _standing(folder: Path, environ: Mapping[str, str]) -> str:
    from generator.load.revision import revision_of

    if not folder.is_dir():
        return f"no hay {folder}"
    found = revision_of(folder, environ)
    if found is None:
        return "sin revisión de git"
    return f"revisión {found.commit}{', con cambios sin confirmar' if found.is_changed else ''}"
