"""A call in, an exit code out: finds the command, and turns every failure into lines that say what to do."""

from __future__ import annotations

import argparse
import traceback
from collections.abc import Callable, Sequence
from importlib import import_module
from pathlib import Path

from generator.cli.marks import mark
from generator.cli.parser import build_parser
from generator.cli.terminal import Terminal
from generator.errors import DataError, DemorasError

Command = Callable[[argparse.Namespace, Terminal], int]
PACKAGE = Path(__file__).resolve().parent.parent


def main(argv: Sequence[str] | None = None, terminal: Terminal | None = None) -> int:
    """Run one command and return its exit code: 0 good, 1 data wrong, 2 wrong usage, 3 billing or host unreachable."""
    terminal = terminal or Terminal.real()
    try:
        args = build_parser().parse_args(argv)
        code = command(args.does)(args, terminal)
        terminal.out.flush()
    except DataError as error:
        _show_problems(error, terminal)
        return error.exit_code
    except DemorasError as error:
        # One line, so that a log that shows the last line shows what to do as well.
        remedy = f" Remedio: {error.remedy}" if error.remedy else ""
        terminal.err.write(f"demoras: {error.message}{remedy}\n")
        return error.exit_code
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        terminal.drop_answer()
        return 141
    except Exception as error:  # noqa: BLE001 - the message of an unforeseen error may hold a client's field
        remedy = "Remedio: es una falla nuestra; repórtela con esta línea. No se publicó nada."
        terminal.err.write(f"demoras: error del programa: {type(error).__name__} en {_place(error)}. {remedy}\n")
        return 1
    return code


def command(does: str) -> Command:
    """Return the function that a command's grammar names; only the module of the one asked for is imported."""
    module, _, function = does.partition(":")
    found: Command = getattr(import_module(f"generator.cli.{module}"), function)
    return found


def _show_problems(error: DataError, terminal: Terminal) -> None:
    for problem in error.problems:
        terminal.err.write(f"{problem}\n")
        if terminal.environ.get("GITHUB_ACTIONS") == "true":
            terminal.say(mark(problem, "error"))
    terminal.err.write(f"\n{error.message}\n")


def _place(error: Exception) -> str:
    """Return the innermost line of ours that an error went through."""
    frames = [
        frame for frame in traceback.extract_tb(error.__traceback__) if Path(frame.filename).is_relative_to(PACKAGE)
    ]
    innermost = frames[-1]
    return f"{Path(innermost.filename).relative_to(PACKAGE.parent)}:{innermost.lineno}"
