"""Once a week every test runs on a date a year ahead, so that what the calendar breaks is seen here first."""

from __future__ import annotations

import os
from pathlib import Path

from tests.workflows.workflow_file import bash, read, secrets_in, step


def test_it_runs_once_a_week_and_by_hand() -> None:
    """It is told nothing and holds nothing."""
    workflow = read("ahead")

    assert set(workflow["on"]) == {"schedule", "workflow_dispatch"}
    (cron,) = workflow["on"]["schedule"]
    minute, hour, *days = cron["cron"].split()
    assert (minute.isdecimal(), hour.isdecimal(), days) == (True, True, ["*", "*", "1"])
    assert secrets_in(workflow) == set()
    assert workflow["jobs"]["test"]["permissions"] == {"contents": "read"}


def test_it_runs_what_everybody_runs_a_year_ahead(tmp_path: Path) -> None:
    """Here `date` is one that knows one answer, and `.ci/run` one that repeats what it was told."""
    (tmp_path / ".ci").mkdir()
    for path, text in (("date", '[ "$*" = "--date 1 year +%F" ] && echo 2027-11-28'), (".ci/run", 'echo "$@"')):
        (tmp_path / path).write_text(f"#!/bin/sh\n{text}\n", encoding="utf-8")
        (tmp_path / path).chmod(0o755)

    ran = bash(step("ahead", "Probar")["run"], tmp_path, PATH=f"{tmp_path}:{os.environ['PATH']}")

    assert (ran.returncode, ran.stdout, ran.stderr) == (0, "--on 2027-11-28\n", "")
