"""A run that fails says no canary and no secret, whatever breaks: billing, the network or the program."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from generator.model.catalog import Catalog
from generator.model.events import EventLog
from generator.model.observed import Observed
from generator.model.progress import Note, Progress
from generator.model.reading import Known
from generator.pull.interface import Source
from generator.sandbox import MadeUpHistory
from tests.cli.calls import END, Ran, call, patient, program
from tests.cli.needles import found
from tests.cli.planting import Environ, reading_all, said, secret_values
from tests.cli.test_sync_faults import A_LISTING, BRAKED, ENDLESS, HANGING, LIMITS, ONE_CALL
from tests.doubles.billing_faults import Fault
from tests.doubles.canaries import canary
from tests.doubles.faulty_billing import FaultyBilling

PER_ROW = (Fault.MALFORMED_ORDER, Fault.MALFORMED_TICKET)
GARBLED = "ayer a la tarde"
"""What stands in a date that cannot be read."""


@pytest.fixture(scope="module")
def root(history: MadeUpHistory, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the data with which a run reads all it can."""
    return reading_all(tmp_path_factory.mktemp("root"), history)


@pytest.mark.parametrize("fault", [fault for fault in Fault if fault not in ONE_CALL])
def test_no_fault_makes_a_run_say_a_canary(
    tmp_path: Path, root: Path, billing: FaultyBilling, environ: Environ, first_ledger: Path, fault: Fault
) -> None:
    """Be it one that stops it, when nearly everything was read, or one that it bears."""
    planted, page = billing.plant_canaries(), tmp_path / "summary.md"
    in_listing = fault in (*A_LISTING, *BRAKED)
    billing.fault, billing.fault_action = fault, "GetTickets" if in_listing else "GetTicket"
    if fault in PER_ROW:
        billing.fault_action = None
    limits = HANGING if fault in ENDLESS else LIMITS
    spoken = {**environ, "GITHUB_STEP_SUMMARY": str(page), "GITHUB_ACTIONS": "true"}
    argv = ("sync", "--previous", first_ledger, "--verbose", "--out", tmp_path / "l", "--now", END.isoformat())
    ran = call(*argv, environ=spoken, open_billing=patient(**limits), root=root)

    assert ran.code in (0, 3)
    assert (tmp_path / "l").exists() == (ran.code == 0)
    begins = "- **Qué no se publicó:** nada" if ran.code else "### Sincronización"
    assert page.read_text(encoding="utf-8").startswith(begins)
    assert found([*planted.values(), "canary", GARBLED, *secret_values(spoken)], said(ran, page=page)) == []


def test_the_real_program_says_no_canary_either(
    tmp_path: Path, root: Path, billing: FaultyBilling, environ: Environ
) -> None:
    """Libraries and threads write to its streams too, past the command's own."""
    planted, page = billing.plant_canaries(), tmp_path / "summary.md"
    argv = ("sync", "--root", root, "--new-ledger", "--verbose", "--out", tmp_path / "l", "--now", END.isoformat())
    done = program(*argv, environ={**environ, "GITHUB_STEP_SUMMARY": str(page)})

    assert done.returncode == 0, done.stderr
    spoken = said(Ran(done.returncode, done.stdout, done.stderr), page=page)
    assert found([*planted.values(), "canary", *secret_values(environ)], spoken) == []


class Surprised:
    """A source that fails in a way that nobody foresaw, with a client's field in its words."""

    def __init__(self, text: str) -> None:
        self.text = text

    def observe(
        self, *, now: datetime, known: Known, progress: Progress, note: Note, log: EventLog | None = None
    ) -> Observed:
        assert log is None
        progress(f"pedidos de {now:%Y}", len(known.threads), None)
        note("GetOrders: HTTP 200")
        raise KeyError(self.text) from ValueError(self.text)


def test_an_error_that_nobody_foresaw_says_no_canary(tmp_path: Path, environ: Environ) -> None:
    """Its type and our own line, and not its words."""
    text, page = canary("GetOrders", "notes"), tmp_path / "summary.md"

    def opened(_: str, __: Catalog, ___: Environ) -> Source:
        return Surprised(text)

    argv = ("sync", "--new-ledger", "--verbose", "--out", tmp_path / "l", "--now", END.isoformat())
    ran = call(*argv, environ={**environ, "GITHUB_STEP_SUMMARY": str(page)}, open_billing=opened)

    assert (ran.code, ran.out) == (1, "")
    assert "error del programa: KeyError en generator/" in ran.err
    assert page.read_text(encoding="utf-8").splitlines()[1] == "- **Por qué:** error del programa: KeyError."
    assert found([text, "canary", *secret_values(environ)], said(ran, page=page)) == []
    assert not (tmp_path / "l").exists()
