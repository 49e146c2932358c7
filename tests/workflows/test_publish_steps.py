"""The shell of the scheduled action, taken from the workflow and run with bash."""

from __future__ import annotations

import os
import tarfile
from pathlib import Path

import pytest

from tests.workflows.workflow_file import bash, step

SITE_URL = "https://demoras.example/pedidos de hoy/"


@pytest.fixture
def spoken(tmp_path: Path) -> str:
    """Return a PATH on which `demoras` prints the words it was called with, one a line."""
    program = tmp_path / "bin" / "demoras"
    program.parent.mkdir()
    program.write_text("#!/bin/sh\nprintf '%s\\n' \"$@\"\n", encoding="utf-8")
    program.chmod(0o755)
    return f"{program.parent}:{os.environ['PATH']}"


def test_without_configuration_the_run_is_green_and_says_what_is_missing(tmp_path: Path) -> None:
    """The notice names the variable and the page that explains it."""
    result = bash(step("publish", "Decir qué falta")["run"], tmp_path)

    assert result.returncode == 0
    assert result.stdout.startswith("::notice ")
    assert "DEMORAS_SITE_URL" in result.stdout
    assert "docs/operations.md" in result.stdout


@pytest.mark.parametrize("asked", ["", "false"])
def test_a_sync_goes_on_from_the_live_ledger(asked: str, spoken: str, tmp_path: Path) -> None:
    """Unless told otherwise; on a schedule the input does not exist and is empty."""
    script = step("publish", "Sincronizar")["run"]

    result = bash(script, tmp_path, PATH=spoken, NEW_LEDGER=asked, SITE_URL=SITE_URL, RUNNER_TEMP="/tmp/t")  # noqa: S108 - only printed

    assert result.returncode == 0
    assert result.stdout.splitlines() == [
        *("sync", "--source", "whmcs", "--previous", SITE_URL, "--out", "/tmp/t/ledger.bin"),  # noqa: S108 - only printed
    ]


def test_a_new_ledger_is_begun_only_when_asked_for(spoken: str, tmp_path: Path) -> None:
    """Then the live one is looked at, and must not be there: unless that is said as well."""
    script = step("publish", "Sincronizar")["run"]

    result = bash(script, tmp_path, PATH=spoken, NEW_LEDGER="true", SITE_URL=SITE_URL, RUNNER_TEMP=str(tmp_path))

    assert result.returncode == 0
    begun = ["--new-ledger", "--live", SITE_URL]
    assert [word for word in result.stdout.splitlines() if word in (*begun, "--previous", "--discard-live")] == begun


@pytest.mark.parametrize(("asked", "said"), [("true", True), ("false", False), ("", False)])
@pytest.mark.parametrize("option", ["--accept-drop", "--accept-old-ledger", "--discard-live"])
def test_a_fault_is_accepted_only_when_asked_for(
    option: str, asked: str, said: bool, spoken: str, tmp_path: Path
) -> None:
    """Orders that vanish and a Ledger that is old are faults until a person says otherwise."""
    script = step("publish", "Sincronizar")["run"]
    given = {option.removeprefix("--").replace("-", "_").upper(): asked}

    result = bash(script, tmp_path, PATH=spoken, SITE_URL=SITE_URL, RUNNER_TEMP=str(tmp_path), **given)

    assert result.returncode == 0
    assert (option in result.stdout.splitlines()) is said
    assert {"--accept-drop", "--accept-old-ledger", "--discard-live"} & {*result.stdout.splitlines()} <= {option}


@pytest.mark.parametrize(("asked", "said"), [("true", True), ("false", False), ("", False)])
def test_only_a_run_that_the_shop_asked_for_reads_no_more_than_its_events_name(
    asked: str, said: bool, spoken: str, tmp_path: Path
) -> None:
    script = step("publish", "Sincronizar")
    assert script["env"]["CHANGED"] == "${{ github.event.action == 'order-changed' }}"

    result = bash(script["run"], tmp_path, PATH=spoken, CHANGED=asked, SITE_URL=SITE_URL, RUNNER_TEMP=str(tmp_path))

    assert result.returncode == 0
    assert ("--changed" in result.stdout.splitlines()) is said


@pytest.mark.parametrize("since", ["2026-11-20T15:00:00Z", ""])
def test_the_sync_is_told_since_when_something_newer_is_live(since: str, spoken: str, tmp_path: Path) -> None:
    """GitHub knows it, whatever the host serves; before the first publication there is nothing to say."""
    script = step("publish", "Sincronizar")["run"]

    result = bash(script, tmp_path, PATH=spoken, PUBLISHED_SINCE=since, SITE_URL=SITE_URL, RUNNER_TEMP=str(tmp_path))

    assert result.returncode == 0
    assert ("--published-since" in result.stdout.splitlines()) is bool(since)
    assert not since or since in result.stdout.splitlines()


def test_the_verdict_reads_the_ledger_just_made(spoken: str, tmp_path: Path) -> None:
    """Not the live one, which a host may still serve as it was."""
    given = {"PATH": spoken, "RUNNER_TEMP": "here", "GITHUB_OUTPUT": str(tmp_path / "output")}
    result = bash(step("publish", "Juzgar")["run"], tmp_path, **given)

    assert result.stdout.splitlines() == ["verdict", "--ledger", "here/ledger.bin"]


@pytest.mark.parametrize(
    ("verdict", "code", "why"),
    [
        ("unread", 3, "hay filas de la facturación ilegibles"),
        ("behind", 3, "desde hace más de 24 horas ninguna corrida alcanza a leer"),
        ("unjudged", 1, "el paso «Juzgar» falló antes"),
    ],
)
def test_the_last_job_tells_a_verdict_from_a_failure_to_judge(
    verdict: str, code: int, why: str, tmp_path: Path
) -> None:
    page = tmp_path / "summary.md"
    script = step("publish", "Decir qué quedó sin leer")["run"]

    result = bash(script, tmp_path, VERDICT=verdict, GITHUB_STEP_SUMMARY=str(page))

    assert result.returncode == code
    assert result.stdout.startswith("::error ")
    what, said, remedy = page.read_text(encoding="utf-8").splitlines()
    assert what.startswith("- **Qué no se publicó:** ")
    assert said.startswith(f"- **Por qué:** {why}")
    assert remedy.startswith("- **Qué hacer:** ")


@pytest.mark.parametrize(
    ("event", "ledger"), [("push", SITE_URL), ("schedule", "here/ledger.bin"), ("workflow_dispatch", "here/ledger.bin")]
)
def test_a_push_builds_from_the_live_ledger_and_a_sync_from_its_own(
    event: str, ledger: str, spoken: str, tmp_path: Path
) -> None:
    """So an edit of the data goes out while billing is down."""
    script = step("publish", "Construir")["run"]

    given = {"PATH": spoken, "GITHUB_EVENT_NAME": event, "SITE_URL": SITE_URL, "RUNNER_TEMP": "here"}
    result = bash(script, tmp_path, **given)
    told = bash(script, tmp_path, **given, PUBLISHED_SINCE="2026-11-20T15:00:00Z")

    assert (result.returncode, told.returncode) == (0, 0)
    assert result.stdout.splitlines() == ["build", "--ledger", ledger, "--out", "site"]
    # The live one must be the last one; the sync's own is.
    assert ("--published-since" in told.stdout.splitlines()) is (event == "push")


@pytest.mark.parametrize(("file", "orders"), [("data/billing.yml", "yes"), ("data/company.yml", "no")])
@pytest.mark.parametrize("event", ["push", "schedule"])
def test_a_company_without_billing_is_built_without_a_ledger(
    file: str, orders: str, event: str, spoken: str, tmp_path: Path
) -> None:
    """Which of both it is, its data say; and no heartbeat is looked for where none is written."""
    (tmp_path / "data").mkdir()
    (tmp_path / file).touch()
    output = tmp_path / "output"
    seen = bash(step("publish", "Ver si hay pedidos")["run"], tmp_path, GITHUB_OUTPUT=str(output))
    assert (seen.returncode, output.read_text(encoding="utf-8")) == (0, f"orders={orders}\n")

    given = {"PATH": spoken, "GITHUB_EVENT_NAME": event, "SITE_URL": SITE_URL, "RUNNER_TEMP": str(tmp_path)}
    built = bash(step("publish", "Construir")["run"], tmp_path, **given, ORDERS=orders)
    assert built.returncode == 0
    assert ("--ledger" in built.stdout.splitlines()) is (orders == "yes")

    (tmp_path / "site").mkdir()
    output.unlink()
    told = {"RUNNER_TEMP": str(tmp_path), "GITHUB_RUN_ATTEMPT": "1", "GITHUB_OUTPUT": str(output), "ORDERS": "no"}
    packed = bash(step("publish", "Empaquetar")["run"], tmp_path, **told)
    assert (packed.returncode, packed.stderr) == (0, "")
    assert output.read_text(encoding="utf-8") == "artifact=github-pages-1\n"


def test_the_archive_for_pages_holds_the_site_at_its_root_as_plain_readable_files(tmp_path: Path) -> None:
    """Pages refuses links and unreadable files; the site is written with both."""
    site = tmp_path / "site"
    (site / "pedido" / "d").mkdir(parents=True)
    (site / "index.html").write_text("hola", encoding="utf-8")
    (site / "index.html").chmod(0o600)
    (site / "pedido" / "d" / "aa.bin").write_bytes(b"\x00" * 2048)
    os.link(site / "pedido" / "d" / "aa.bin", site / "pedido" / "d" / "bb.bin")
    (site / "otra.html").symlink_to("index.html")
    (site / "pedido" / "latido.json").write_text('{"interval_minutes":20,"synced_at":"2026-11-20T18:00:00Z","v":1}')
    output = tmp_path / "output"
    told = {"RUNNER_TEMP": str(tmp_path), "GITHUB_RUN_ATTEMPT": "3", "GITHUB_OUTPUT": str(output)}

    result = bash(step("publish", "Empaquetar")["run"], tmp_path, **told)

    assert (result.returncode, result.stdout, result.stderr) == (0, "", "")
    assert output.read_text(encoding="utf-8") == "artifact=github-pages-3\nsynced_at=2026-11-20T18:00:00Z\n"
    with tarfile.open(tmp_path / "artifact.tar") as archive:
        members = archive.getmembers()
        names = [member.name for member in members]
        assert "./index.html" in names
        assert names == sorted(names)
        assert all(member.isreg() or member.isdir() for member in members)
        assert all(member.mode & 0o044 == 0o044 and member.mode & 0o022 == 0 for member in members)
        assert {member.uid for member in members} == {0}
        assert len({member.mtime for member in members}) == 1
        assert archive.extractfile("./pedido/d/bb.bin").read() == b"\x00" * 2048  # type: ignore[union-attr]


def test_packing_stops_red_when_nothing_was_built(tmp_path: Path) -> None:
    """Where the build left no folder, no archive may pass for one."""
    assert bash(step("publish", "Empaquetar")["run"], tmp_path, RUNNER_TEMP=str(tmp_path)).returncode != 0
