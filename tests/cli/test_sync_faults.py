"""Whatever billing answers instead of a listing, `demoras sync` ends in 3 with one line and changes nothing."""

from __future__ import annotations

import re
import shutil
import socket
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.cli.calls import END, Ran, assert_stopped, call, fingerprint, patient, program
from tests.doubles.billing_faults import Fault
from tests.doubles.faulty_billing import FaultyBilling

ANY_CALL = (
    Fault.HTML,
    Fault.HTML_500,
    Fault.ERROR_500,
    Fault.EMPTY,
    Fault.FORBIDDEN,
    Fault.FORBIDDEN_ACTION,
    Fault.FORBIDDEN_LOGIN,
    Fault.FORBIDDEN_HTML,
    Fault.TOO_MANY,
    Fault.REDIRECT,
    Fault.HANG,
    Fault.DRIP_HEADERS,
    Fault.CUT,
    Fault.RESET,
    Fault.OVERSIZE,
    Fault.GZIP_BOMB,
    Fault.HALF_JSON,
    Fault.PHP_WARNING,
    Fault.RESULT_ERROR,
    Fault.STATUS_ERROR,
    Fault.NULL,
    Fault.LIST,
)
"""Faults that break whatever call they meet."""
A_LISTING = (
    Fault.MISSING_CONTAINER,
    Fault.SHIFTING_ROWS,
    Fault.IGNORED_OFFSET,
)
"""Faults of a listing: other answers have no rows to lose."""
ONE_CALL = {Fault.CLOCK_AHEAD: "GetAutomationLog", Fault.FILTER_IGNORED: "GetTicket"}
"""Faults that there is one call for."""
BRAKED = (Fault.EMPTY_LISTING,)
"""Good answers, that the fold does not believe."""
MISCOUNTED = (Fault.SHRUNK_PAGE, Fault.WRONG_TOTALS)
"""Listings whose total does not fit: taken, and told in red."""
BROKEN = (*ANY_CALL, *A_LISTING, *ONE_CALL, *BRAKED)
BORNE = (
    Fault.BOM,
    Fault.MALFORMED_ORDER,
    Fault.MALFORMED_TICKET,
    Fault.DUPLICATE_ROWS,
    Fault.NUMERIC_KEYS,
    Fault.SINGLE_OBJECT,
    Fault.EMPTY_STRING,
)
WHERE = {
    "first-call": (None, "GetAutomationLog", ANY_CALL),
    "first-listing": ("GetOrders", "GetOrders", (*A_LISTING, Fault.GZIP_BOMB, Fault.RESET, Fault.NULL)),
    "last-listing": ("GetTickets", "GetTickets", (*ANY_CALL, *A_LISTING)),
    "messages": ("GetTicket", "GetTicket", (*ANY_CALL, Fault.FILTER_IGNORED)),
    "clock": ("GetAutomationLog", "GetAutomationLog", (Fault.CLOCK_AHEAD,)),
}
"""Which call is broken (None: every one), the call that the line names, and by what."""
CASES = [
    pytest.param(fault, action, named, id=f"{fault}-{place}")
    for place, (action, named, faults) in WHERE.items()
    for fault in faults
]
# No page ends with the last order of all: a row that came twice would hide that one, and rightly stop the run.
LIMITS = {"call_seconds": 20.0, "max_bytes": 1_000_000, "page_size": 45, "whole_pages": 1000}
"""Listings are read whole, page by page."""
HANGING = {**LIMITS, "call_seconds": 1.5}
ENDLESS = (Fault.HANG, Fault.DRIP_HEADERS)
MARGIN = 20
"""Seconds beyond its limit that a busy machine may add."""


@dataclass(frozen=True)
class Published:
    """What a run finds and, failing, must leave as it is: the Ledger it would write, and the site."""

    ledger: Path
    site: Path

    def sync(self, environ: Mapping[str, str], **limits: float) -> Ran:
        """Sync over them."""
        argv = ("sync", "--previous", self.site, "--out", self.ledger, "--now", END.isoformat())
        return call(*argv, environ=environ, open_billing=patient(**limits))


@pytest.fixture(scope="module")
def published(first_ledger: Path, built: Path, tmp_path_factory: pytest.TempPathFactory) -> Published:
    """Give one Ledger and site to all tests, each of which proves that the next one finds them unchanged."""
    folder = tmp_path_factory.mktemp("published")
    shutil.copy2(first_ledger, folder / "ledger.bin")
    shutil.copytree(built, folder / "site")
    return Published(folder / "ledger.bin", folder / "site")


@pytest.fixture
def untouched(published: Published) -> Iterator[Published]:
    """Give them, and assert afterwards that not one byte changed and nothing was left beside them."""
    before = fingerprint(published.ledger.parent)
    yield published
    assert fingerprint(published.ledger.parent) == before


@pytest.fixture
def elsewhere() -> Iterator[str]:
    """Give an address on another port, and assert afterwards that nobody has so much as connected to it."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        listening.setblocking(False)
        yield f"http://127.0.0.1:{listening.getsockname()[1]}/includes/api.php"
        with pytest.raises(BlockingIOError):
            listening.accept()


def confidential(environ: Mapping[str, str]) -> list[str]:
    """Return what no line may hold: the keys, the address and its server."""
    url = environ["DEMORAS_WHMCS_URL"]
    return [*environ.values(), url.split("/")[2]]


def test_every_fault_of_the_sandbox_is_placed() -> None:
    """A new one must be told whether it stops a run, and each that does is met by some call."""
    assert sorted((*BROKEN, *BORNE, *MISCOUNTED)) == sorted(Fault)
    assert {fault for *_, faults in WHERE.values() for fault in faults} == {*BROKEN} - {*BRAKED}


@pytest.mark.parametrize(("fault", "action", "named"), CASES)
def test_a_broken_answer_stops_the_run_in_time_and_changes_nothing(
    billing: FaultyBilling,
    environ: Mapping[str, str],
    untouched: Published,
    elsewhere: str,
    fault: Fault,
    action: str | None,
    named: str,
) -> None:
    """Be it the first answer or the last, when everything else was already read."""
    billing.fault, billing.fault_action, billing.redirect_to = fault, action, elsewhere
    limits = HANGING if fault in ENDLESS else LIMITS
    began = time.monotonic()
    ran = untouched.sync(environ, **limits)

    assert time.monotonic() - began < limits["call_seconds"] + MARGIN
    assert_stopped(ran, 3, hidden=[*confidential(environ), elsewhere, elsewhere.split("/")[2]])
    assert ran.err.startswith(f"demoras: Facturación ({named}): ")


@pytest.mark.parametrize("fault", ENDLESS)
def test_a_drip_is_ended_by_the_limit_of_the_whole_run_too(
    billing: FaultyBilling, environ: Mapping[str, str], untouched: Published, fault: Fault
) -> None:
    """A byte now and then keeps every limit that counts from byte to byte."""
    billing.fault, billing.fault_action = fault, "GetTickets"
    began = time.monotonic()
    ran = untouched.sync(environ, **LIMITS, pull_seconds=3.0)

    assert time.monotonic() - began < 3.0 + MARGIN
    assert_stopped(ran, 3, hidden=confidential(environ))
    assert ran.err.startswith("demoras: Facturación (GetTickets): la lectura completa no terminó en 3 s")


@pytest.mark.parametrize("action", [None, "GetOrders", "GetTickets"], ids=["every-listing", "orders", "tickets"])
def test_a_listing_that_says_it_is_empty_is_not_believed(
    billing: FaultyBilling, environ: Mapping[str, str], untouched: Published, action: str | None
) -> None:
    """Every answer was good, and all together cannot be true."""
    billing.fault, billing.fault_action = Fault.EMPTY_LISTING, action
    ran = untouched.sync(environ, **LIMITS)

    assert_stopped(ran, 3, hidden=confidential(environ))
    assert ran.err.startswith("demoras: Faltan ")
    assert "--accept-drop" in ran.err


@pytest.mark.parametrize("fault", [Fault.TOO_MANY, Fault.ERROR_500, Fault.CUT, Fault.RESET, Fault.HTML_500])
def test_a_fault_that_passes_is_overcome(
    tmp_path: Path, billing: FaultyBilling, environ: Mapping[str, str], first_ledger: Path, fault: Fault
) -> None:
    """Two bad answers to one call, then good ones."""
    billing.fault, billing.fault_action, billing.fault_times = fault, "GetInvoices", 2
    ran = Published(tmp_path / "l", first_ledger).sync(environ, **LIMITS)

    assert (ran.code, ran.err) == (0, "")


@pytest.mark.parametrize("fault", BORNE)
def test_an_answer_that_can_be_read_all_the_same_ends_well(
    tmp_path: Path, billing: FaultyBilling, environ: Mapping[str, str], first_ledger: Path, fault: Fault
) -> None:
    """Red runs for nothing teach people to look away."""
    billing.fault = fault
    ran = Published(tmp_path / "l", first_ledger).sync(environ, **LIMITS)

    assert (ran.code, ran.err) == (0, "")


@pytest.mark.parametrize("fault", MISCOUNTED)
@pytest.mark.parametrize("action", ["GetOrders", "GetTickets"])
def test_a_total_that_never_fits_ends_well_and_is_told_in_red(
    tmp_path: Path, billing: FaultyBilling, environ: Mapping[str, str], first_ledger: Path, fault: Fault, action: str
) -> None:
    """In the log, in the run's summary and above the run; nothing of it passes in silence."""
    page = tmp_path / "summary.md"
    billing.fault, billing.fault_action = fault, action
    github = {**environ, "GITHUB_ACTIONS": "true", "GITHUB_STEP_SUMMARY": str(page)}
    ran = Published(tmp_path / "l", first_ledger).sync(github, **LIMITS)

    what = "pedidos" if action == "GetOrders" else "tickets"
    said = re.findall(rf"{action} cuenta (\d+) {what} y lista (\d+), igual en tres lecturas", ran.out)
    assert (ran.code, ran.err) == (0, "")
    assert [abs(int(counted) - int(listed)) for counted, listed in said] == [3 if "shrunk" in fault else 1] * 2
    assert "\nATENCIÓN: " in ran.out
    assert f"\n::error title=Totales que no coinciden::{action} cuenta " in ran.out
    assert f"> [!CAUTION]\n> {action} cuenta " in page.read_text(encoding="utf-8")


def test_the_real_program_stops_in_the_same_way(
    tmp_path: Path, billing: FaultyBilling, environ: Mapping[str, str], first_ledger: Path
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
    ran = Published(tmp_path / "l", first_ledger).sync(nowhere)

    assert_stopped(ran, 3, hidden=confidential(nowhere))
    assert not (tmp_path / "l").exists()


@pytest.mark.parametrize("name", ["DEMORAS_WHMCS_IDENTIFIER", "DEMORAS_WHMCS_SECRET", "DEMORAS_WHMCS_ACCESS_KEY"])
def test_a_wrong_key_stops_the_run_at_the_first_refusal(
    tmp_path: Path, billing: FaultyBilling, environ: Mapping[str, str], first_ledger: Path, name: str
) -> None:
    """Three refusals would ban this machine's address."""
    wrong = {**environ, name: "llave-equivocada"}
    ran = Published(tmp_path / "l", first_ledger).sync(wrong)

    assert_stopped(ran, 3, hidden=confidential(wrong))
    assert len(billing.requests) == 1
