"""A sync whose moment is this machine's clock stops where billing's server shows another time; `--now` is believed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta, tzinfo
from io import StringIO
from pathlib import Path

import pytest

from generator.cli.main import main
from generator.cli.terminal import Terminal
from tests.cli.calls import END, Ran, call, fingerprint
from tests.doubles.faulty_billing import FaultyBilling
from tests.sample_company import SAMPLE

QUARTER = timedelta(minutes=15)
Environ = Mapping[str, str]
SyncAt = Callable[[datetime], Ran]


@pytest.fixture
def sync_at(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, environ: Environ, first_ledger: Path) -> SyncAt:
    """Give a sync, told of no moment, on a machine whose clock shows one."""

    def run(clock: datetime) -> Ran:
        class Clock(datetime):
            @classmethod
            def now(cls, tz: tzinfo | None = None) -> datetime:  # type: ignore[override]
                return clock.astimezone(tz)

        monkeypatch.setattr("generator.cli.terminal.datetime", Clock)
        argv = ["sync", "--root", str(SAMPLE), "--previous", str(first_ledger), "--out", str(tmp_path / "l")]
        out, err = StringIO(), StringIO()
        return Ran(main(argv, Terminal(out, err, environ)), out.getvalue(), err.getvalue())

    return run


@pytest.mark.parametrize("apart", [QUARTER + timedelta(minutes=1), timedelta(days=120), -timedelta(hours=1)])
def test_clocks_that_are_apart_stop_the_run_and_both_are_told(
    tmp_path: Path, sync_at: SyncAt, first_ledger: Path, apart: timedelta
) -> None:
    """A clock 120 days ahead would close and remove nearly every order."""
    before = fingerprint(first_ledger)
    ran = sync_at(END + apart)

    assert (ran.code, ran.out, (tmp_path / "l").exists()) == (3, "", False)
    assert f"El reloj de esta máquina marca {END + apart:%Y-%m-%dT%H:%M}" in ran.err
    assert "el del servidor de facturación 2026-11-20T18:00:00Z: difieren en más de 15 minutos" in ran.err
    assert "--now" in ran.err
    assert fingerprint(first_ledger) == before


@pytest.mark.parametrize("apart", [timedelta(0), QUARTER - timedelta(minutes=1), timedelta(minutes=2) - QUARTER])
def test_a_few_minutes_are_no_wrong_clock(sync_at: SyncAt, apart: timedelta) -> None:
    ran = sync_at(END + apart)

    assert (ran.code, ran.err) == (0, "")


def test_a_moment_that_was_given_is_believed(
    tmp_path: Path, billing: FaultyBilling, environ: Environ, first_ledger: Path
) -> None:
    """`--now` replays any day, whatever billing's server shows."""
    billing.as_of = END - timedelta(days=2)
    now = END.isoformat()
    ran = call("sync", "--previous", first_ledger, "--out", tmp_path / "l", "--now", now, environ=environ)

    assert (ran.code, ran.err) == (0, "")
