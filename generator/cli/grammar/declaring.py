"""What a module of the grammar needs to declare its commands; it imports nothing that a command needs to run."""

from __future__ import annotations

import argparse
from pathlib import Path

from generator.cli.spanish_parser import SpanishParser

PLACE = "DIR|ARCHIVO|URL"


class Commands:
    """Commands under one parser. Each is told the function that does it, as `module:function` of `generator.cli`."""

    def __init__(self, parser: argparse.ArgumentParser, metavar: str) -> None:
        self._made = parser.add_subparsers(dest="command", metavar=metavar, required=True, parser_class=SpanishParser)

    def add(self, name: str, does: str, summary: str) -> argparse.ArgumentParser:
        """Return the parser of a new command, with the options that every command has."""
        made = self._made.add_parser(name, help=summary, description=summary)
        made.add_argument("--root", type=Path, default=Path(), metavar="CARPETA", help="carpeta que contiene data/")
        made.add_argument("--now", metavar="MOMENTO", help="actúa como si fuera este momento (ISO 8601)")
        made.set_defaults(does=does)
        return made

    def family(self, name: str, summary: str) -> Commands:
        """Return the commands under a common first word: `demoras manual push`."""
        return Commands(self._made.add_parser(name, help=summary, description=summary), "TAREA")
