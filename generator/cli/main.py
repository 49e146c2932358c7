"""The entry of the command line: runs the command typed and turns every failure into lines that say what to do."""

from __future__ import annotations

import argparse
import errno
import os
import resource
import traceback
from collections.abc import Sequence
from pathlib import Path

from generator.cli.billing_commands import declare_billing_commands
from generator.cli.data_commands import declare_data_commands
from generator.cli.faq_gaps import declare_faq_gaps
from generator.cli.github_actions import hand_on, mark, told_in_summary, worded
from generator.cli.interrupts import InterruptFirst
from generator.cli.local_servers import declare_local_servers
from generator.cli.manual_commands import declare_manual_commands
from generator.cli.private_links import declare_private_links
from generator.cli.program_version import ShowVersion
from generator.cli.promise_drift import declare_promise_drift
from generator.cli.scheduled_run import declare_scheduled_run
from generator.cli.site_doctor import declare_site_doctor
from generator.cli.spanish_parser import Command, Commands, SpanishParser, common_options
from generator.cli.staff_commands import declare_internal_site, declare_staff_reports
from generator.cli.terminal import Terminal
from generator.errors import DataError, DemorasError, UsageError

_FAMILIES = (
    declare_data_commands,
    declare_scheduled_run,
    declare_internal_site,
    declare_private_links,
    declare_local_servers,
    declare_site_doctor,
    declare_staff_reports,
    declare_manual_commands,
    declare_billing_commands,
    declare_faq_gaps,
    declare_promise_drift,
)
"""In the order in which the help lists them."""
_PACKAGE = Path(__file__).resolve().parent.parent


def main(argv: Sequence[str] | None = None, terminal: Terminal | None = None) -> int:
    """Run one command and return its exit code: 0 good, 1 data wrong, 2 wrong usage, 3 billing or host unreachable."""
    terminal = terminal or Terminal.real()
    # A call that is not understood has no options and loses nothing.
    args = argparse.Namespace(options=frozenset, lost="", marks=True)
    try:
        with InterruptFirst():
            args = build_parser().parse_args(argv)
            _stand_somewhere()
            does: Command = args.does
            code = does(args, terminal)
            terminal.end_answer()
    except BrokenPipeError:
        terminal.drop_unread()
        return 141
    except Exception as error:  # noqa: BLE001 - the message of an unforeseen error may hold a client's field
        if stop := _at_a_limit(error) or (error if isinstance(error, DemorasError) else None):
            _show(stop, args, terminal)
            terminal.drop_unread()
            told_in_summary(stop, args.lost, args.options(), terminal.environ)
            return stop.exit_code
        remedy = "Remedio: es una falla nuestra; repórtela con esta línea. No se publicó nada."
        terminal.tell(f"demoras: error del programa: {type(error).__name__} en {_place(error)}. {remedy}")
        told_in_summary(error, args.lost, args.options(), terminal.environ)
        return 1
    return code


def build_parser() -> argparse.ArgumentParser:
    """Return the whole command's parser; what it parsed holds in `does` the function that does it."""
    parser = SpanishParser(
        prog="demoras",
        description="Genera el sitio de demoras y SLA, sus preguntas y la página privada de cada pedido.",
        epilog="Códigos de salida: 0 bien, 1 datos incorrectos, 2 mal uso, 3 facturación o sitio sin respuesta, "
        "130 interrumpido.",
    )
    common_options(parser, root=Path(), now=None)
    told = "muestra las versiones del programa y de sus formatos, y la revisión de los datos"
    parser.add_argument("--version", action=ShowVersion, nargs=0, help=told)
    commands = Commands(parser, "COMANDO")
    for declare in _FAMILIES:
        declare(commands)
    return parser


def _stand_somewhere() -> None:
    """Refuse to run in a folder that is gone, as one that was exchanged for its next generation."""
    try:
        Path.cwd()
    except FileNotFoundError:
        remedy = "Entre otra vez en ella, o en otra («cd»), y repita la orden."
        raise UsageError("La carpeta en la que está ya no existe.", remedy) from None


def _show(error: DemorasError, args: argparse.Namespace, terminal: Terminal) -> None:
    if not isinstance(error, DataError):
        # One line, so that a log that shows the last line shows what to do as well.
        remedy = f" Remedio: {worded(error.remedy, args.options(), terminal.environ)}" if error.remedy else ""
        terminal.tell(f"demoras: {error.message}{remedy}")
        return
    for problem in error.problems:
        terminal.tell(f"{problem}")
    # By this, and not by the exit code, the check of a pull request tells wrong data from a program that failed.
    hand_on(terminal.environ, "problems", str(len(error.problems)))
    if args.marks:
        mark(terminal, error.problems, "error")
    terminal.tell(f"\n{error.message}")


def _at_a_limit(error: BaseException) -> DemorasError | None:
    """Return what is to be told of an error that comes of a limit of the system's: the limit, and what it is now."""
    cause: BaseException | None = error
    while cause is not None:
        code = cause.errno if isinstance(cause, OSError) else 0
        # What cannot be loaded says why in words only.
        if code in (errno.EMFILE, errno.ENFILE) or (
            isinstance(cause, ImportError) and os.strerror(errno.EMFILE) in f"{cause}"
        ):
            limit, name, what = resource.RLIMIT_NOFILE, "ulimit -n", "abrir más archivos a la vez"
        elif isinstance(cause, RuntimeError) and f"{cause}" == "can't start new thread":
            limit, name, what = resource.RLIMIT_NPROC, "ulimit -u", "empezar más hilos ni procesos"
        elif isinstance(cause, MemoryError) or code == errno.ENOMEM:
            limit, name, what = resource.RLIMIT_AS, "ulimit -v", "usar más memoria"
        else:
            cause = cause.__cause__ or cause.__context__
            continue
        now = resource.getrlimit(limit)[0]
        # As the command tells it: of memory in kilobytes.
        size = now // 1024 if limit == resource.RLIMIT_AS else now
        shown = "sin límite propio" if now == resource.RLIM_INFINITY else f"{size}"
        told = error if isinstance(error, DemorasError) else DemorasError(f"El sistema no deja {what}.")
        told.remedy = f"Suba el límite ({name}, ahora {shown}), o libere memoria, y repita la orden."
        return told
    return None


def _place(error: Exception) -> str:
    """Return the innermost line of ours that an error went through."""
    frames = [
        frame for frame in traceback.extract_tb(error.__traceback__) if Path(frame.filename).is_relative_to(_PACKAGE)
    ]
    innermost = frames[-1]
    return f"{Path(innermost.filename).relative_to(_PACKAGE.parent)}:{innermost.lineno}"
