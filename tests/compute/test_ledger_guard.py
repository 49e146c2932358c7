"""The guards against a Ledger that is not the last one: its age, and the chain of runs."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from generator.compute.ledger_guard import LastRun, WrittenRun, age_words, refuse_not_last
from generator.errors import LedgerError
from generator.model.ledger import Ledger
from tests.compute.shop import T0, catalog

HOUR = timedelta(hours=1)


def ledger(run: int, at: datetime) -> Ledger:
    """Return an empty Ledger of a run."""
    return Ledger(site="prod", synced_at=at, calendars={}, orders={}, tickets={}, finished=(), run=run)


def refused(previous: Ledger, now: datetime, last: LastRun | None = None, **settings: int) -> str:
    """Return why a Ledger is refused, or nothing."""
    try:
        refuse_not_last(previous, now, catalog().billing.model_copy(update=settings), last)
    except LedgerError as error:
        return error.message if "--accept-old-ledger" in error.remedy else "no remedy"
    return ""


@pytest.mark.parametrize(
    ("age", "settings", "limit"),
    [
        (24 * HOUR, {}, ""),
        (25 * HOUR, {}, "de hace 25 h: se aceptan hasta 24 h."),
        (40 * 24 * HOUR, {}, "de hace 40 días: se aceptan hasta 24 h."),
        (2 * HOUR, {"ledger_hours": 1}, "de hace 2 h: se aceptan hasta 1 h."),
        (40 * 24 * HOUR, {"ledger_hours": 8760}, ""),
        (47 * HOUR, {"sync_every_minutes": 1440}, ""),
        (49 * HOUR, {"sync_every_minutes": 1440}, "de hace 2 días: se aceptan hasta 2 días."),
    ],
)
def test_a_ledger_may_be_a_day_old_or_as_old_as_the_data_say(
    age: timedelta, settings: dict[str, int], limit: str
) -> None:
    """Where billing is read once a day, its last run was a day ago when all is well."""
    assert refused(ledger(41, T0), T0 + age, **settings).endswith(limit)
    assert bool(refused(ledger(41, T0), T0 + age, **settings)) is bool(limit)


def test_the_refusal_names_the_run_and_its_moment() -> None:
    told = refused(ledger(41, T0), T0 + 40 * 24 * HOUR)
    assert told.startswith("El Ledger anterior es de la corrida 41, del 20")


def test_a_step_back_from_what_this_machine_wrote_shows_at_once() -> None:
    """One step is none: the run that wrote it may have failed to publish, and goes on from the same Ledger again."""
    wrote = LastRun(written=WrittenRun(44, T0 + 3 * HOUR))
    now = T0 + 4 * HOUR
    assert "la última de esta máquina fue la 44" in refused(ledger(41, T0), now, wrote)
    assert "la cadena dio un paso atrás" in refused(ledger(42, T0 + HOUR), now, wrote)
    assert refused(ledger(43, T0 + 2 * HOUR), now, wrote) == ""
    assert refused(ledger(44, T0 + 3 * HOUR), now, wrote) == ""
    # Other machines went on, or began anew, since this one last ran.
    assert refused(ledger(60, T0 + 3.5 * HOUR), now, wrote) == ""
    assert refused(ledger(1, T0 + 3.5 * HOUR), now, wrote) == ""


def test_a_ledger_from_before_a_run_that_published_is_a_step_back() -> None:
    """Its own moment is never before that run began."""
    known = LastRun(published_since=T0)
    assert "publicó después del" in refused(ledger(41, T0 - timedelta(seconds=1)), T0 + HOUR, known)
    assert refused(ledger(41, T0), T0 + HOUR, known) == ""


def test_a_person_may_take_any() -> None:
    """And a first run has none to judge."""
    known = LastRun(written=WrittenRun(44, T0), published_since=T0, any_will_do=True)
    assert refused(ledger(1, T0 - 400 * 24 * HOUR), T0 + HOUR, known) == ""
    refuse_not_last(None, T0, catalog().billing, LastRun(published_since=T0))


def test_an_age_is_told_in_its_largest_unit() -> None:
    ages = (0 * HOUR, 0.5 * HOUR, HOUR, 47 * HOUR, 48 * HOUR, 71 * HOUR)
    assert [age_words(age) for age in ages] == ["0 min", "30 min", "1 h", "47 h", "2 días", "2 días"]
