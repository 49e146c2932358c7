"""What every workflow holds to: pinned actions, no rights by default, no cache, no text pasted into a shell."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.workflows.workflow_file import CHECKED_OUT, NAMES, WORKFLOWS, read, secrets_in, steps, texts

ROOT = Path(__file__).resolve().parents[2]

EVERY = pytest.mark.parametrize("name", NAMES)
WITH_CODE = pytest.mark.parametrize("name", CHECKED_OUT)


@WITH_CODE
def test_every_action_is_pinned_by_its_full_commit_with_the_version_beside_it(name: str) -> None:
    """A tag can be moved under us; a commit cannot."""
    used = re.findall(r"uses: (.*)", (WORKFLOWS / f"{name}.yml").read_text(encoding="utf-8"))

    assert used
    assert [line for line in used if not re.fullmatch(r"actions/[a-z-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", line)] == []


@EVERY
def test_no_right_is_granted_but_to_the_job_that_needs_it(name: str) -> None:
    """The workflow starts with none, and each job says its own."""
    workflow = read(name)

    assert workflow["permissions"] == {}
    assert all("permissions" in job for job in workflow["jobs"].values())


@EVERY
def test_every_job_ends_by_itself(name: str) -> None:
    """A job that hangs would hold back every later run."""
    assert all(1 <= int(job["timeout-minutes"]) <= 60 for job in read(name)["jobs"].values())


@EVERY
def test_nothing_is_kept_in_a_cache(name: str) -> None:
    """A cache is readable by every later run of any branch."""
    assert [text for text in texts(read(name)["jobs"]) if "cache" in text.lower()] == []


@WITH_CODE
def test_the_checkout_leaves_no_credential_behind(name: str) -> None:
    """What runs later, the dependencies too, must not be able to push."""
    checkouts = [step for _, step in steps(name) if "actions/checkout@" in step.get("uses", "")]

    assert checkouts
    assert all(step["with"]["persist-credentials"] == "false" for step in checkouts)


@EVERY
def test_no_expression_is_pasted_into_a_shell(name: str) -> None:
    """Values reach a script through its environment, where they cannot become commands."""
    assert [step["name"] for _, step in steps(name) if "${{" in step.get("run", "")] == []


@pytest.mark.parametrize("name", ["publish", "check", "reviews", "watchdog"])
def test_dependencies_come_with_their_hashes_and_as_wheels(name: str) -> None:
    """Only this package itself is installed without a hash, and that without the network."""
    installs = [line for _, step in steps(name) for line in step.get("run", "").splitlines() if "pip install" in line]

    assert installs
    assert all(("--require-hashes" in line and "--only-binary" in line) or "--no-index" in line for line in installs)


@pytest.mark.parametrize("name", ["check", "test"])
def test_a_pull_request_is_checked_without_a_secret_or_a_right_to_write(name: str) -> None:
    """A stranger's pull request runs a stranger's code."""
    workflow = read(name)

    assert list(workflow["on"]) == ["pull_request"]
    assert secrets_in(workflow) == set()
    assert all(job["permissions"] == {"contents": "read"} for job in workflow["jobs"].values())
    assert all("environment" not in job for job in workflow["jobs"].values())


def test_a_pull_request_runs_the_same_tests_as_everybody() -> None:
    """CI and a developer's machine share their commands, and staff see the data's problems in a job of its own."""
    named = ("Probar", "Revisar estilo y tipos", "Revisar los datos")
    assert [step["run"].strip() for name in ("check", "test") for _, step in steps(name) if step["name"] in named] == [
        "demoras check",
        "python3 dev.py lint",
        ".ci/run --no-lint",
    ]


def test_the_jobs_of_a_pull_request_run_every_test_but_the_company_s_own_once() -> None:
    """What one job leaves out another runs, and nothing is run by two."""
    parts = [part["which"].split() for part in read("test")["jobs"]["test"]["strategy"]["matrix"]["include"]]
    (left_out,) = [
        {word.removeprefix("--ignore=") for word in part} for part in parts if part[0].startswith("--ignore=")
    ]
    run_alone = {folder for part in parts for folder in part if not folder.startswith("--")}
    assert left_out == run_alone | {"tests/company"}
    assert all((ROOT / folder).is_dir() for folder in left_out)
