"""argparse in Spanish: the parser, how commands are declared under it, and the kinds of value they take."""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn, TypeAlias

from generator.cli.terminal import Terminal
from generator.errors import UsageError

if TYPE_CHECKING:
    from _typeshed import SupportsWrite

Command: TypeAlias = Callable[[argparse.Namespace, Terminal], int]
"""Does what was asked for and returns the exit code; what it needs to do so is imported inside it."""

LEDGER_PLACE = "DIR|ARCHIVO|URL"

_TRANSLATED = (
    (r"the following arguments are required: (.+)", r"faltan argumentos: \1"),
    (r"unrecognized arguments: (.+)", r"argumentos que no existen: \1"),
    (r"argument (\S+): expected one argument", r"\1 necesita un valor"),
    (r"argument (\S+): invalid int value: (.+)", r"\1 no es un número entero: \2"),
    (r"argument (\S+): not allowed with argument (\S+)", r"\1 no va junto con \2"),
    (r"argument (\S+): invalid choice: (.+?)(?:, maybe .+)? \(choose from (.+)\)", r"\1 no acepta \2; elija entre \3"),
    (r"one of the arguments (.+) is required", r"hace falta una de estas opciones: \1"),
    (r"argument (\S+): ignored explicit argument (.+)", r"\1 no lleva valor: \2"),
    (r"argument (\S+): (no es .+)", r"\1 \2"),
)


class SpanishParser(argparse.ArgumentParser):
    """An argument parser that speaks to its user in Spanish."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs |= {"add_help": False, "allow_abbrev": False, "formatter_class": _SpanishHelp}
        super().__init__(*args, **kwargs)
        self._positionals.title = "argumentos"
        self._optionals.title = "opciones"
        self.add_argument("-h", "--help", action="help", help="muestra esta ayuda y termina")

    def print_help(self, file: SupportsWrite[str] | None = None) -> None:  # noqa: ARG002 - argparse's own signature
        """Print the help as any answer; argparse itself passes over what the system does not take."""
        terminal = Terminal.real()
        terminal.hand_over(self.format_help())
        terminal.end_answer()

    def options(self) -> frozenset[str]:
        """Return every option that it takes, with its dashes."""
        return frozenset(self._option_string_actions)

    def error(self, message: str) -> NoReturn:
        """Stop with what is wrong with the call.

        Raises:
            UsageError: always.

        """
        for english, spanish in _TRANSLATED:
            if match := re.fullmatch(english, message, re.DOTALL):
                message = match.expand(spanish)
                break
        raise UsageError(f"{message}.", f"Vea «{self.prog} --help».")


class _SpanishHelp(argparse.HelpFormatter):
    def add_usage(
        self,
        usage: str | None,
        actions: Iterable[argparse.Action],
        groups: Iterable[argparse._MutuallyExclusiveGroup],
        prefix: str | None = None,
    ) -> None:
        # argparse itself asks for an empty prefix where it composes the names of commands.
        super().add_usage(usage, actions, groups, "uso: " if prefix is None else prefix)


class Commands:
    """The commands under one parser, each with the function that does it."""

    def __init__(self, parser: argparse.ArgumentParser, metavar: str) -> None:
        self._made = parser.add_subparsers(dest="command", metavar=metavar, required=True, parser_class=SpanishParser)

    def add(self, name: str, does: Command, summary: str) -> argparse.ArgumentParser:
        """Return the parser of a new command, with the options that every command has."""
        made = self._made.add_parser(name, help=summary, description=summary)
        common_options(made)
        made.set_defaults(does=does, options=made.options, lost="", marks=True)
        return made

    def family(self, name: str, summary: str) -> Commands:
        """Return the commands under a common first word: `demoras manual push`."""
        made = self._made.add_parser(name, help=summary, description=summary)
        common_options(made)
        return Commands(made, "TAREA")


def common_options(parser: argparse.ArgumentParser, **defaults: Any) -> None:
    """Add the options that every command has; they may stand before the command too, and the last one typed counts."""
    # A command's own default would undo what was typed before it: only the whole parser gives any.
    root, now = (defaults.get(name, argparse.SUPPRESS) for name in ("root", "now"))
    parser.add_argument("--root", type=Path, default=root, metavar="CARPETA", help="carpeta que contiene data/")
    parser.add_argument("--now", default=now, metavar="MOMENTO", help="actúa como si fuera este momento (ISO 8601)")


def port_number(text: str) -> int:
    """Return a TCP port; 0 picks a free one."""
    if not (text.isascii() and text.isdecimal() and len(text) <= 5 and int(text) <= 65535):
        raise argparse.ArgumentTypeError(f"no es un puerto, de 0 a 65535: {text[:40]!r}")
    return int(text)


def holiday_year(text: str) -> int:
    """Return a year that may name a file of holidays."""
    if not re.fullmatch(r"20[0-9]{2}", text):
        raise argparse.ArgumentTypeError(f"no es un año, de 2000 a 2099: {text[:40]!r}")
    return int(text)


def country_code(text: str) -> str:
    """Return a country's code of two letters, in capitals."""
    if not re.fullmatch(r"[A-Za-z]{2}", text):
        raise argparse.ArgumentTypeError(f"no es el código de un país, como CL: {text[:40]!r}")
    return text.upper()


def calendar_date(text: str) -> date:
    """Return the date that a text names as `2026-11-20`."""
    try:
        if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
            return date.fromisoformat(text)
    except ValueError:
        pass
    raise argparse.ArgumentTypeError(f"no es una fecha, como 2026-11-20: {text[:40]!r}")


def positive_count(text: str, most: int = 9999) -> int:
    """Return a number of something, 1 at least."""
    if not (text.isascii() and text.isdecimal() and len(text) <= len(str(most)) and 0 < int(text) <= most):
        raise argparse.ArgumentTypeError(f"no es una cantidad, de 1 a {most}: {text[:40]!r}")
    return int(text)
