"""Whatever billing answers instead of a listing, `demoras sync` ends in 3 with one line and changes nothing."""

from __future__ import annotations

import shutil
import socket
from collections.abc import Mapping
from pathlib import Path

import pytest

from generator.sandbox import Fault, SandboxServer
from tests.cli.calls import END, assert_stopped, call, fingerprint, patient, program

BROKEN = (
    Fault.HTML,
    Fault.HTML_500,
    Fault.HALF_JSON,
    Fault.EMPTY,
    Fault.RESULT_ERROR,
    Fault.STATUS_ERROR,
    Fault.FORBIDDEN,
    Fault.TOO_MANY,
    Fault.HANG,
    Fault.CUT,
    Fault.REDIRECT,
    Fault.OVERSIZE,
    Fault.MISSING_CONTAINER,
    Fault.PHP_WARNING,
    Fault.NULL,
    Fault.LIST,
    Fault.SHRUNK_PAGE,
)
BORNE = (Fault.BOM, Fault.MALFORMED_ORDER, Fault.MALFORMED_TICKET, Fault.DUPLICATE_ROWS)


def confidential(environ: Mapping[str, str]) -> list[str]:
    """Return what no line may hold: the keys, the address and its server."""
    url = environ["DEMORAS_WHMCS_URL"]
    return [*environ.values(), url.split("/")[2]]


def test_every_fault_of_the_sandbox_is_placed() -> None:
    """A new one must be told whether it stops a run."""
    assert sorted((*BROKEN, *BORNE)) == sorted(Fault)


@pytest.mark.parametrize("action", [None, "GetTickets"], ids=["every-call", "last-call"])
@pytest.mark.parametrize("fault", BROKEN)
def test_a_broken_answer_stops_the_run_and_changes_nothing(
    tmp_path: Path,
    billing: SandboxServer,
    environ: Mapping[str, str],
    first_ledger: Path,
    built: Path,
    fault: Fault,
    action: str | None,
) -> None:
    """Be it the first answer or the last, when everything else was already read."""
    ledger, site = tmp_path / "ledger.bin", tmp_path / "site"
    shutil.copy2(first_ledger, ledger)
    shutil.copytree(built, site)
    before = fingerprint(tmp_path)
    billing.fault, billing.fault_action = fault, action
    limits = {"call_seconds": 1.0} if fault is Fault.HANG else {"max_bytes": 4_000_000}
    argv = ("sync", "--previous", site, "--out", ledger, "--now", END.isoformat())
    ran = call(*argv, environ=environ, source=patient(**limits))

    assert_stopped(ran, 3, hidden=confidential(environ))
    assert ran.err.startswith(f"demoras: Facturación ({action or 'GetOrders'}): ")
    assert fingerprint(tmp_path) == before


@pytest.mark.parametrize("fault", BORNE)
def test_an_answer_that_can_be_read_all_the_same_ends_well(
    tmp_path: Path, billing: SandboxServer, environ: Mapping[str, str], first_ledger: Path, fault: Fault
) -> None:
    """Red runs for nothing teach people to look away."""
    billing.fault = fault
    argv = ("sync", "--previous", first_ledger, "--out", tmp_path / "l", "--now", END.isoformat())
    ran = call(*argv, environ=environ)

    assert (ran.code, ran.err) == (0, "")


def test_the_real_program_stops_in_the_same_way(
    tmp_path: Path, billing: SandboxServer, environ: Mapping[str, str], first_ledger: Path
) -> None:
    """With its own limits, in a process of its own."""
    ledger = tmp_path / "ledger.bin"
    shutil.copy2(first_ledger, ledger)
    before = fingerprint(ledger)
    billing.fault = Fault.HTML
    ran = program("sync", "--previous", ledger, "--out", ledger, "--now", END.isoformat(), environ=environ)

    assert (ran.returncode, ran.stdout) == (3, "")
    assert len(ran.stderr.splitlines()) == 1
    assert "una página HTML" in ran.stderr
    assert [text for text in confidential(environ) if text in ran.stderr] == []
    assert fingerprint(ledger) == before


def test_billing_that_is_not_there_stops_the_run(
    tmp_path: Path, environ: Mapping[str, str], first_ledger: Path
) -> None:
    """Nobody listens at its address."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    nowhere = {**environ, "DEMORAS_WHMCS_URL": f"http://127.0.0.1:{port}/includes/api.php"}
    argv = ("sync", "--previous", first_ledger, "--out", tmp_path / "l", "--now", END.isoformat())
    ran = call(*argv, environ=nowhere, source=patient())

    assert_stopped(ran, 3, hidden=confidential(nowhere))
    assert not (tmp_path / "l").exists()


@pytest.mark.parametrize("name", ["DEMORAS_WHMCS_IDENTIFIER", "DEMORAS_WHMCS_SECRET", "DEMORAS_WHMCS_ACCESS_KEY"])
def test_a_wrong_key_stops_the_run_at_the_first_refusal(
    tmp_path: Path, billing: SandboxServer, environ: Mapping[str, str], first_ledger: Path, name: str
) -> None:
    """Three refusals would ban this machine's address."""
    wrong = {**environ, name: "llave-equivocada"}
    argv = ("sync", "--previous", first_ledger, "--out", tmp_path / "l", "--now", END.isoformat())
    ran = call(*argv, environ=wrong)

    assert_stopped(ran, 3, hidden=confidential(wrong))
    assert len(billing.requests) == 1
