"""Three linters pass every workflow, and each is shown to speak when there is something to say."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from tests.workflows.workflow_file import NAMES, ROOT, TOOLS, WORKFLOWS

LINTERS = {
    # Without --no-ignores a comment in the workflow could silence a finding.
    "zizmor": [
        *("zizmor", "--offline", "--persona=auditor", "--no-ignores", "--no-config"),
        *("--strict-collection", "--no-progress", "--quiet"),
    ],
    "actionlint": ["actionlint", "-no-color", "-shellcheck", str(TOOLS / "shellcheck")],
    "schema": ["check-jsonschema", "--builtin-schema", "vendor.github-workflows"],
}
# Each finding that is answered in place, by a comment that says why: what zizmor finds, and where.
ANSWERED = {("dangerous-triggers", ".github/workflows/comment.yml")}
FAULTY = {
    "zizmor": "    steps: [{name: x, uses: actions/checkout@v4}]",
    "actionlint": "    steps: [{name: x, run: 'rm $HOME/*.txt $FOLDER'}]",
    "schema": "    stepz: []",
}


def verdict(linter: str, *files: Path) -> subprocess.CompletedProcess[str]:
    """Run a linter over workflow files."""
    program, *options = LINTERS[linter]
    command = [str(TOOLS / program), *options, *map(str, files)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("linter", LINTERS)
def test_no_linter_has_a_finding(linter: str) -> None:
    """Every workflow passes zizmor's auditor, actionlint with shellcheck, and the workflow schema, none ignored."""
    files = sorted(WORKFLOWS.iterdir())
    assert [file.stem for file in files] == sorted(NAMES)

    answered = {place for _, place in ANSWERED} if linter == "zizmor" else set()
    result = verdict(linter, *(file for file in files if file.relative_to(ROOT).as_posix() not in answered))

    assert result.returncode == 0, result.stdout + result.stderr


def test_what_is_ignored_is_the_one_finding_that_is_answered_in_place() -> None:
    """Without the comments zizmor finds that and nothing else; with them, nothing."""
    places = [ROOT / place for _, place in ANSWERED]
    program, *options = LINTERS["zizmor"]
    quiet = [option for option in options if option != "--no-ignores"]

    found = verdict("zizmor", *places)
    listed = subprocess.run(
        [str(TOOLS / program), *options, "--format=json", *map(str, places)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    ignored = subprocess.run(
        [str(TOOLS / program), *quiet, *map(str, places)], cwd=ROOT, capture_output=True, text=True, check=False
    )

    assert found.returncode != 0
    assert {
        (one["ident"], place["symbolic"]["key"]["Local"]["verbatim_path"].removeprefix(f"{ROOT}/"))
        for one in json.loads(listed.stdout)
        for place in one["locations"]
    } == ANSWERED
    assert ignored.returncode == 0, ignored.stdout + ignored.stderr
    assert all("# zizmor: ignore[dangerous-triggers] " in place.read_text(encoding="utf-8") for place in places)


@pytest.mark.parametrize("linter", LINTERS)
def test_each_linter_finds_a_fault_that_is_there(linter: str, tmp_path: Path) -> None:
    """A workflow with one fault is refused, so a silent linter means a clean workflow."""
    folder = tmp_path / ".github" / "workflows"
    folder.mkdir(parents=True)
    faulty = folder / "faulty.yml"
    faulty.write_text(f"on: push\njobs:\n  x:\n    runs-on: ubuntu-24.04\n{FAULTY[linter]}\n", encoding="utf-8")

    result = verdict(linter, faulty)

    assert result.returncode != 0
    assert "faulty.yml" in result.stdout + result.stderr
