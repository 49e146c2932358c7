"""The world a command acts in: streams, environment and the one reading of the clock, handed on as arguments."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, TextIO
from zoneinfo import ZoneInfo

from generator.errors import UsageError

if TYPE_CHECKING:
    # The names alone: the modules would bring every stage's libraries into every command.
    from generator.model.catalog import Catalog
    from generator.pull.interface import Source

    MakeSource = Callable[[Catalog, Mapping[str, str]], Source]


@dataclass(frozen=True, slots=True)
class World:
    """Everything a command may touch besides its arguments."""

    out: TextIO
    err: TextIO
    environ: Mapping[str, str]
    sources: Mapping[str, MakeSource] = field(default_factory=dict)
    """Billing systems to read instead of the real one of that name: the tests' own, with limits of their own."""

    @classmethod
    def real(cls) -> World:
        """Return this process's own."""
        return cls(sys.stdout, sys.stderr, os.environ)

    def say(self, line: str) -> None:
        """Print a line of the command's answer."""
        self.out.write(line + "\n")

    def tell(self, line: str) -> None:
        """Print a line beside the answer: what is going on."""
        self.err.write(line + "\n")

    def drop_answer(self) -> None:
        """Send the rest of the answer nowhere: its reader left, and the interpreter would complain at its end."""
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, self.out.fileno())
        os.close(nowhere)


def read_now(given: str | None, zone: ZoneInfo) -> datetime:
    """Return the run's moment (aware UTC): the one given, else the clock's; without an offset it is the zone's."""
    # The only reading of the clock in the program; `--now` replays any other moment.
    return datetime.now(UTC) if given is None else parse_moment(given, zone, "--now")  # noqa: TID251


def refuse_in_ci(world: World, fault: str, remedy: str = "Córralo en su máquina.") -> None:
    """Stop a command whose answer must not stand in a log that others can read.

    Raises:
        UsageError: the environment is a CI system's.

    """
    if world.environ.get("CI") or world.environ.get("GITHUB_ACTIONS"):
        raise UsageError(fault, remedy)


def parse_moment(text: str, zone: ZoneInfo, option: str) -> datetime:
    """Return the moment an ISO 8601 text names, in UTC.

    Raises:
        UsageError: it names none.

    """
    try:
        moment = datetime.fromisoformat(text)
        moment = (moment if moment.tzinfo else moment.replace(tzinfo=zone)).astimezone(UTC)
        moment.astimezone(zone)
    except (ValueError, OverflowError):
        # Overflow: a moment of the years 1 or 9999 that is outside them in UTC or in the zone.
        raise UsageError(
            f"{option} no es una fecha y hora: {text[:40]!r}.",
            "Escríbala como 2026-11-20T15:00 (hora del sitio) o 2026-11-20T18:00+00:00.",
        ) from None
    return moment
