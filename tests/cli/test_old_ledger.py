"""A sync that is given a Ledger other than the last one, or told to forget it: it stops, unless a person says so."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path

import pytest

from generator.model.base import iso_utc
from generator.model.catalog import Catalog
from generator.publish.ledger_file import open_ledger
from generator.publish.secret import read_secrets
from tests.cli.calls import BEFORE, END, Ran, call
from tests.doubles.faulty_billing import FaultyBilling
from tests.sample_company import copied, edited

Environ = Mapping[str, str]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Give the sample company without its leave for Ledgers of a year."""
    place = copied(tmp_path / "copia")
    edited(place, "data/billing.yml", "ledger_hours: 8760\n", "")
    return place


def sync(root: Path, previous: object, out: Path, environ: Environ, *more: str) -> Ran:
    """Sync at the end of the made-up history, a week after the first Ledger."""
    words = ("--previous", str(previous), "--out", out, "--now", END.isoformat(), *more)
    return call("sync", *words, environ=environ, root=root)


def test_a_ledger_of_a_week_ago_stops_the_run_and_writes_nothing(
    root: Path, tmp_path: Path, first_ledger: Path, environ: Environ
) -> None:
    """With its moment, its age, and the option that takes it."""
    out = tmp_path / "l"
    ran = sync(root, first_ledger, out, environ)
    assert (ran.code, ran.out, out.exists()) == (3, "", False)
    assert f"El Ledger anterior es de la corrida 1, del {iso_utc(BEFORE)}, de hace 7 días" in ran.err
    assert "--accept-old-ledger" in ran.err


def test_it_is_taken_when_a_person_says_so_and_its_moment_is_told(
    root: Path, tmp_path: Path, first_ledger: Path, environ: Environ, catalog: Catalog
) -> None:
    """Every run tells what it went on from; the next one's number is one more."""
    out = tmp_path / "l"
    ran = sync(root, first_ledger, out, environ, "--accept-old-ledger")
    assert ran.code == 0, ran.err
    assert f"Ledger anterior: corrida 1, del {iso_utc(BEFORE)}." in ran.out.splitlines()
    assert open_ledger(read_secrets(environ), catalog.company.site, out.read_bytes()).run == 2


def test_the_data_may_set_another_age(root: Path, tmp_path: Path, first_ledger: Path, environ: Environ) -> None:
    edited(root, "data/billing.yml", "sync_every_minutes: 20\n", "sync_every_minutes: 20\nledger_hours: 168\n")
    assert sync(root, first_ledger, tmp_path / "l", environ).code == 0


def test_a_ledger_from_before_what_this_machine_wrote_is_a_step_back(
    tmp_path: Path, first_ledger: Path, environ: Environ, billing: FaultyBilling
) -> None:
    """As where the folder of the site is a restored one, and the file of the loop is not."""
    out = tmp_path / "l"

    def at(previous: Path, hours: int) -> Ran:
        billing.as_of = now = BEFORE + timedelta(hours=hours)
        words = ("--previous", str(previous), "--out", out, "--now", now.isoformat())
        return call("sync", *words, environ=environ)

    assert at(first_ledger, 1).code == 0
    # Not published: the next run goes on from the same.
    assert at(first_ledger, 2).code == 0
    assert at(out, 3).code == 0
    before = out.read_bytes()
    ran = at(first_ledger, 4)
    assert (ran.code, out.read_bytes() == before) == (3, True)
    assert "la cadena dio un paso atrás" in ran.err


def test_a_moment_after_which_something_was_published_is_believed(
    tmp_path: Path, first_ledger: Path, environ: Environ
) -> None:
    """It comes from GitHub, which knows when its last good run began."""
    since = BEFORE + timedelta(minutes=1)
    words = ("--previous", str(first_ledger), "--out", tmp_path / "l", "--now", END.isoformat())
    ran = call("sync", *words, "--published-since", since.isoformat(), environ=environ)
    assert ran.code == 3
    assert f"publicó después del {iso_utc(since)}" in ran.err
    assert call("sync", *words, "--published-since", BEFORE.isoformat(), environ=environ).code == 0


def test_a_site_is_not_built_from_a_live_ledger_that_is_not_the_last(
    tmp_path: Path, first_ledger: Path, keys: Environ
) -> None:
    """An edit of the data would publish it; its age alone is no hindrance, for billing may be down."""
    out = tmp_path / "site"
    words = ("--ledger", str(first_ledger), "--out", out, "--now", END.isoformat())
    ran = call("build", *words, "--published-since", (BEFORE + timedelta(seconds=1)).isoformat(), environ=keys)
    assert (ran.code, ran.out, out.exists()) == (3, "", False)
    assert "la cadena dio un paso atrás" in ran.err
    assert "«demoras sync --accept-old-ledger»" in ran.err
    assert call("build", *words, "--published-since", BEFORE.isoformat(), environ=keys).code == 0


def test_no_new_ledger_is_begun_while_the_live_one_opens(
    tmp_path: Path, live: str, built: Path, environ: Environ
) -> None:
    """By its address or by its folder; nothing is asked of billing, nothing is written."""
    for place in (live, str(built)):
        words = ("--new-ledger", "--live", place, "--out", tmp_path / "l", "--now", END.isoformat())
        ran = call("sync", *words, environ=environ)
        assert (ran.code, ran.out, (tmp_path / "l").exists()) == (3, "", False)
        assert f"El Ledger publicado se abre bien: es de la corrida 1, del {iso_utc(BEFORE)}." in ran.err
        assert "--discard-live" in ran.err
    assert call("sync", *words, "--discard-live", environ=environ).code == 0


def test_one_is_begun_where_the_live_one_is_not_there_or_does_not_open(
    tmp_path: Path, built: Path, environ: Environ
) -> None:
    """That is what it is for: a first run, a lost Ledger, a secret that nobody has any more."""
    empty = tmp_path / "vacío"
    empty.mkdir()
    other = hashlib.sha256(b"otro").hexdigest()
    for place, changed in ((str(empty), {}), (str(built), {"DEMORAS_SECRET": other}), ("http://127.0.0.1:9/", {})):
        out = tmp_path / "l"
        words = ("--new-ledger", "--live", place, "--out", out, "--now", END.isoformat())
        ran = call("sync", *words, environ={**environ, **changed})
        assert ran.code == 0, ran.err
        assert "Ledger anterior: ninguno; empieza uno nuevo." in ran.out.splitlines()
