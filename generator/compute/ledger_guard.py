"""The guards against a Ledger that is not the last one: one too old to go on from, and a step back in its chain."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from generator.errors import LedgerError
from generator.model.base import iso_utc
from generator.model.billing import Billing
from generator.model.ledger import Ledger

_REMEDY = (
    "Si hay uno más nuevo (en el sitio, o guardado por una corrida), siga desde ese con --previous. Si de verdad es el "
    "último, por ejemplo porque nada corrió desde entonces, use --accept-old-ledger: lo visto después de él se verá "
    "como nuevo."
)


@dataclass(frozen=True, slots=True)
class WrittenRun:
    """Which run wrote a Ledger, and when: all that is held of it while another one is read."""

    run: int
    synced_at: datetime


@dataclass(frozen=True, slots=True)
class LastRun:
    """What is known of the run before, apart from the Ledger that is said to be its own."""

    written: WrittenRun | None = None
    """What the last run on this machine wrote, published or not."""
    published_since: datetime | None = None
    """A moment after which some run read billing and published what it read."""
    any_will_do: bool = False
    """A person takes the Ledger for the last one, whatever its age and whatever else is known."""


def refuse_not_last(previous: Ledger | None, now: datetime, billing: Billing, last: LastRun | None) -> None:
    """Refuse a Ledger that is too old, or from before what is known of the last run.

    Too old is one of more than `ledger_hours`, or twice `sync_every_minutes` where that is longer: a restored copy, an
    old deployment, a host that serves one. A run whose site was not published is made again from the same Ledger: one
    step back from what was written is none.

    Raises:
        LedgerError: it is not the last one.

    """
    last = last or LastRun()
    if previous is None or last.any_will_do:
        return
    longest = max(timedelta(hours=billing.ledger_hours), 2 * timedelta(minutes=billing.sync_every_minutes))
    age = now - previous.synced_at
    if age > longest:
        told = f"{ledger_words(previous)}, de hace {age_words(age)}: se aceptan hasta {age_words(longest)}."
        raise LedgerError(told, _REMEDY)
    refuse_step_back(previous, last)


def refuse_step_back(ledger: Ledger, last: LastRun) -> None:
    """Refuse a Ledger from before what is known of the last run, however young it is.

    Raises:
        LedgerError: it is.

    """
    wrote, since = last.written, last.published_since
    if wrote and wrote.synced_at > ledger.synced_at and wrote.run > ledger.run + 1:
        newer = f"la última de esta máquina fue la {wrote.run}, del {iso_utc(wrote.synced_at)}"
    elif since and ledger.synced_at < since:
        newer = f"hubo una que publicó después del {iso_utc(since)}"
    else:
        return
    raise LedgerError(f"{ledger_words(ledger)}, pero {newer}: la cadena dio un paso atrás.", _REMEDY)


def ledger_words(ledger: Ledger) -> str:
    """Return which run's a Ledger is, and of when."""
    return f"El Ledger anterior es de la corrida {ledger.run}, del {iso_utc(ledger.synced_at)}"


def age_words(age: timedelta) -> str:
    """Return how long ago something was, rounded down: in minutes, in hours, from two days on in days."""
    minutes = age // timedelta(minutes=1)
    if minutes < 60:
        return f"{minutes} min"
    return f"{minutes // 60} h" if minutes < 48 * 60 else f"{minutes // (24 * 60)} días"
