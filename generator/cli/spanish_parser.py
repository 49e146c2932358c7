"""Arguments in, their values out; what argparse says of a wrong call comes out in Spanish, as a `UsageError`."""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterable
from typing import Any, NoReturn

from generator.errors import UsageError

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
