"""What a command acts on besides its arguments: two streams, the environment, billing; and its reading of the clock."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING, TextIO
from zoneinfo import ZoneInfo

from generator.errors import PublishError, UsageError, refusal
from generator.model.local_time import moment_of
from generator.shown_text import shown_lines

if TYPE_CHECKING:
    # The names alone: the modules would bring every stage's libraries into every command.
    from generator.model.catalog import Catalog
    from generator.pull.interface import Source

    OpenBilling = Callable[[str, Catalog, Mapping[str, str]], Source]
    """Gives the billing system of a name, for these data, as the environment says where it is."""

_YEARS = range(2000, 2100)
"""Of the moments that may be asked for: those of the calendar's files."""


def open_known_billing(name: str, catalog: Catalog, environ: Mapping[str, str]) -> Source:
    """Return the billing system of that name.

    Raises:
        UsageError: none is known by it, or the environment lacks what it needs.

    """
    from generator.pipeline import billing_source

    return billing_source(name, catalog, environ)


@dataclass(frozen=True, slots=True)
class Terminal:
    """Where a command answers, what it is set to by its environment, and how it comes to billing."""

    out: TextIO
    err: TextIO
    environ: Mapping[str, str]
    open_billing: OpenBilling = open_known_billing

    @classmethod
    def real(cls) -> Terminal:
        """Return this process's own; what it was begun without is as good as unread."""
        # Python has None for such a stream; it is open for as long as the process.
        nowhere = Path(os.devnull)
        out, err = (stream or nowhere.open("w", encoding="utf-8") for stream in (sys.stdout, sys.stderr))
        for stream in (out, err):
            if isinstance(stream, TextIOWrapper):
                # A terminal of other letters, or a name that is of none, shows a sign in their place.
                stream.reconfigure(errors="replace")
        return cls(out, err, os.environ)

    def say(self, line: str) -> None:
        """Print a line of the command's answer; whatever it quotes stands there as text that acts on nothing."""
        self.hand_over(shown_lines(line) + "\n")

    def tell(self, line: str) -> None:
        """Print a line beside the answer, in the same way: what is going on. Nothing fails where it cannot be."""
        with suppress(OSError):
            self.err.write(shown_lines(line) + "\n")

    def hand_over(self, text: str) -> None:
        """Print a report, a table or a line for GitHub's runner, whose maker has escaped what it quotes."""
        with _unwritten_told():
            self.out.write(text)

    def end_answer(self) -> None:
        """Print what is still waiting to be.

        Raises:
            PublishError: the system took not all of the answer.

        """
        with _unwritten_told():
            self.out.flush()

    def drop_unread(self) -> None:
        """Send what is left of a stream whose reader left nowhere: the interpreter would complain at its end."""
        for stream in (self.out, self.err):
            try:
                stream.flush()
            except OSError:
                nowhere = os.open(os.devnull, os.O_WRONLY)
                os.dup2(nowhere, stream.fileno())
                os.close(nowhere)


@contextmanager
def _unwritten_told() -> Iterator[None]:
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        raise PublishError(
            f"No se pudo escribir la respuesta de la orden ({refusal(error)}).",
            "Libere espacio donde se guarda, o mándela a otra parte, y repita la orden.",
        ) from None


def read_now(given: str | None, zone: ZoneInfo) -> datetime:
    """Return the run's moment (aware UTC): the one given, else the clock's; without an offset it is the zone's."""
    # The only reading of the clock in the program; `--now` replays any other moment.
    return datetime.now(UTC) if given is None else parse_moment(given, zone, "--now")  # noqa: TID251


def parse_moment(text: str, zone: ZoneInfo, option: str) -> datetime:
    """Return the moment an ISO 8601 text names, in UTC.

    Raises:
        UsageError: it names none.

    """
    try:
        moment = datetime.fromisoformat(text)
        moment = moment.astimezone(UTC) if moment.tzinfo else moment_of(moment.replace(tzinfo=zone))
        year = moment.astimezone(zone).year
    except (ValueError, OverflowError):
        # Overflow: a moment of the years 1 or 9999 that is outside them in UTC or in the zone.
        year = 0
    if year not in _YEARS:
        raise UsageError(
            f"{option} no es una fecha y hora de los años {_YEARS[0]} a {_YEARS[-1]}: {text[:40]!r}.",
            "Escríbala como 2026-11-20T15:00 (hora del sitio) o 2026-11-20T18:00+00:00.",
        )
    return moment
