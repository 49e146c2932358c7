"""The watchdog looks at the live site like a stranger, and says on its page what it saw."""

from __future__ import annotations

import sys
from datetime import timedelta
from pathlib import Path

from generator.cli.site_server import site_server
from tests.cli.calls import in_thread
from tests.sample_company import SAMPLE
from tests.site.making import NOW, Made
from tests.workflows.workflow_file import bash, read, secrets_in, step

TITLES = ("Mirar", "Decir qué está mal")


def test_it_runs_by_the_clock_and_by_hand_without_a_secret_or_a_right() -> None:
    workflow = read("watchdog")

    assert set(workflow["on"]) == {"schedule", "workflow_dispatch"}
    assert secrets_in(workflow) == set()
    assert workflow["jobs"]["watchdog"]["permissions"] == {"contents": "read"}
    assert step("watchdog", "Decir qué está mal")["if"] == "failure() || cancelled()"


def seen(tmp_path: Path, url: str, later: timedelta) -> tuple[int, str]:
    """Return how the look at a site ended some time after its build, and what the run's page then says."""
    program = tmp_path / "bin" / "demoras"
    program.parent.mkdir(exist_ok=True)
    now = (NOW + later).isoformat()
    text = f'#!/bin/sh\nexec "{sys.executable}" -m generator "$@" --root "{SAMPLE}" --now {now}\n'
    program.write_text(text, encoding="utf-8")
    program.chmod(0o755)
    summary = tmp_path / "summary"
    environ = {
        "PATH": f"{program.parent}:/usr/bin:/bin",
        "SITE_URL": url,
        "RUNNER_TEMP": str(tmp_path),
        "GITHUB_STEP_SUMMARY": str(summary),
        "PYTHONUTF8": "1",
    }
    look, say = (step("watchdog", title)["run"] for title in TITLES)
    ran = bash(look, tmp_path, **environ)
    if ran.returncode:
        assert bash(say, tmp_path, **environ).returncode == 0
    return ran.returncode, summary.read_text(encoding="utf-8") if summary.exists() else ""


def test_it_is_red_once_the_schedule_has_died(made: Made, tmp_path: Path) -> None:
    """Its page has the lines of every red run, with what was seen."""
    with site_server(made.site, 0) as server, in_thread(server):
        url = f"http://127.0.0.1:{server.server_port}/"

        assert seen(tmp_path, url, timedelta(minutes=30)) == (0, "")
        code, page = seen(tmp_path, url, timedelta(days=3))
    assert code == 1
    assert [line.split(":**")[0] for line in page.splitlines() if line.startswith("- ")] == [
        "- **Qué no se publicó",
        "- **Por qué",
        "- **Qué hacer",
    ]
    assert "    mal: La facturación se leyó hace 3 días, y se lee cada 20 minutos." in page


def test_a_site_that_does_not_answer_is_told_too(tmp_path: Path) -> None:
    code, page = seen(tmp_path, "http://127.0.0.1:1/", timedelta())

    assert code == 3
    assert "**Qué hacer:**" in page
