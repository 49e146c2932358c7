"""The monthly action keeps one issue open with what is past its review date, and closes it when nothing is."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from tests.load.tree import DataTree
from tests.sample_company import edited
from tests.workflows.whole_runs import THREE, GitHub, told
from tests.workflows.workflow_file import ROOT, bash, read, step, steps

JOB = "Revisiones vencidas"
MARK = "<!-- demoras reviews -->"
IN_TIME, LATE = "2026-11-23T10:00", "2027-06-01T10:00"
PULL = {"number": 2, "state": "OPEN", "title": "Otra", "labels": ["revisiones"], "body": f"{MARK}\n", "pull": True}
LABELLED_BY_HAND = {"number": 3, "state": "OPEN", "title": "Otra", "labels": ["revisiones"], "body": "Hola\n"}


@dataclass(frozen=True)
class Repository:
    """A data tree, the issues beside it, and the two programs that the steps call."""

    folder: Path
    tree: DataTree

    @classmethod
    def at(cls, folder: Path, *issues: dict[str, Any], labels: tuple[str, ...] = ()) -> Repository:
        programs = folder / "bin"
        programs.mkdir()
        run = f'#!/bin/sh\nexec "{sys.executable}"'
        (programs / "demoras").write_text(f'{run} -m generator "$@" --now "$NOW"\n', encoding="utf-8")
        (programs / "gh").write_text(f'{run} "{ROOT}/tests/workflows/fake_gh.py" "$@"\n', encoding="utf-8")
        for program in programs.iterdir():
            program.chmod(0o755)
        made = cls(folder, DataTree.at(folder / "checkout"))
        made.state_file.write_text(json.dumps({"issues": issues, "labels": labels, "changes": []}), encoding="utf-8")
        return made

    @property
    def state_file(self) -> Path:
        return self.folder / "state.json"

    def month(self, now: str) -> list[str]:
        """Run the two steps as of a moment, and return what was changed on GitHub."""
        self.state_file.write_text(json.dumps({**self.state(), "changes": []}), encoding="utf-8")
        for ran in (self.run("Listar", NOW=now), self.run("Dejar un issue", GH_TOKEN="t", GH_REPO="a/b")):
            assert (ran.returncode, ran.stderr) == (0, "")
        changes: list[str] = self.state()["changes"]
        return changes

    def run(self, title: str, **environment: str) -> subprocess.CompletedProcess[str]:
        """Run the step with this title in the checkout."""
        ours = {
            "PATH": f"{self.folder / 'bin'}:{os.environ['PATH']}",
            "RUNNER_TEMP": str(self.folder),
            "GH_STATE": str(self.state_file),
            "PYTHONPATH": str(ROOT),
            "PYTHONUTF8": "1",
        }
        return bash(step("reviews", title)["run"], self.tree.root, **ours, **environment)

    def state(self) -> dict[str, Any]:
        state: dict[str, Any] = json.loads(self.state_file.read_text(encoding="utf-8"))
        return state

    def issues(self) -> list[tuple[int, str]]:
        return [(issue["number"], issue["state"]) for issue in self.state()["issues"]]

    def last_body(self) -> str:
        body: str = self.state()["issues"][-1]["body"]
        return body


def test_it_runs_once_a_month_and_by_hand() -> None:
    """On an odd minute, and never two at once, which would open two issues."""
    workflow = read("reviews")
    ((minute, hour, day, *rest),) = (entry["cron"].split() for entry in workflow["on"]["schedule"])

    assert set(workflow["on"]) == {"schedule", "workflow_dispatch"}
    assert (int(minute) % 2, hour.isdecimal(), day, rest) == (1, True, "1", ["*", "*"])
    assert workflow["concurrency"] == {"group": "reviews", "cancel-in-progress": "false"}


def test_it_may_write_issues_alone_and_the_token_reaches_the_last_step_only() -> None:
    """What is installed runs in the steps before it."""
    (job,) = read("reviews")["jobs"].values()
    readers = [body["name"] for _, body in steps("reviews") if "token" in json.dumps(body)]

    assert job["permissions"] == {"contents": "read", "issues": "write"}
    assert readers == ["Dejar un issue"]
    assert [body["name"] for body in job["steps"]][-2:] == ["Dejar un issue", "Decir por qué no se revisó"]


def test_where_nothing_is_overdue_and_no_issue_is_open_nothing_is_done(tmp_path: Path) -> None:
    """Not even the label is made."""
    repository = Repository.at(tmp_path)

    assert repository.month(IN_TIME) == []
    assert repository.issues() == []


@pytest.mark.parametrize("labels", [(), ("revisiones",)])
def test_the_first_overdue_review_opens_an_issue(labels: tuple[str, ...], tmp_path: Path) -> None:
    """With the label, whether or not the repository has it, and with the list the command prints."""
    repository = Repository.at(tmp_path, labels=labels)

    assert repository.month(LATE) == ["label create", "issue create"]
    (issue,) = repository.state()["issues"]
    assert issue["labels"] == ["revisiones"]
    assert issue["title"] == "Datos con la revisión vencida"
    assert issue["body"].startswith(f"{MARK}\n\n| Venció | Archivo | Responde |\n|---|---|---|\n| 2027-05-31 | `data/")
    assert issue["body"].count("| 2027-05-31 |") == 8


def test_an_unchanged_list_leaves_the_issue_alone(tmp_path: Path) -> None:
    """However many months pass: nobody is told twice of the same."""
    repository = Repository.at(tmp_path)
    repository.month(LATE)

    assert repository.month("2027-07-01T10:00") == []
    assert repository.month("2027-08-01T10:00") == []
    assert repository.issues() == [(1, "OPEN")]


def test_a_list_read_back_with_the_line_ends_of_windows_is_unchanged(tmp_path: Path) -> None:
    """As an edit in the browser may leave it."""
    repository = Repository.at(tmp_path)
    repository.month(LATE)
    state = repository.state()
    state["issues"][0]["body"] = state["issues"][0]["body"].replace("\n", "\r\n")
    repository.state_file.write_text(json.dumps(state), encoding="utf-8")

    assert repository.month(LATE) == []


def test_a_changed_list_changes_the_same_issue(tmp_path: Path) -> None:
    """In its place, so that the conversation below it stays."""
    repository = Repository.at(tmp_path)
    repository.month(LATE)
    repository.tree.edit("data/services/simplenews.yml", "2027-05-31", "2028-05-31")

    assert repository.month(LATE) == ["issue edit"]
    assert repository.issues() == [(1, "OPEN")]
    assert "simplenews" not in repository.last_body()
    assert repository.last_body().count("| 2027-05-31 |") == 7


def test_when_none_is_left_the_issue_is_closed_and_the_next_gets_its_own(tmp_path: Path) -> None:
    """With a word that says why; a closed one is never counted as the open one."""
    repository = Repository.at(tmp_path)
    repository.month(LATE)

    assert repository.month(IN_TIME) == ["issue close"]
    assert repository.state()["issues"][0]["comments"] == ["No queda ninguna revisión vencida."]
    assert repository.month(IN_TIME) == []
    assert repository.month(LATE) == ["label create", "issue create"]
    assert repository.issues() == [(1, "CLOSED"), (2, "OPEN")]


@pytest.mark.parametrize(("now", "after"), [(LATE, [(3, "OPEN"), (4, "OPEN")]), (IN_TIME, [(3, "OPEN")])])
def test_an_issue_somebody_labelled_by_hand_is_not_ours(now: str, after: list[tuple[int, str]], tmp_path: Path) -> None:
    """Neither written over nor closed: it lacks the mark."""
    repository = Repository.at(tmp_path, LABELLED_BY_HAND, labels=("revisiones",))
    repository.month(now)

    assert repository.issues() == after
    assert repository.state()["issues"][0] == LABELLED_BY_HAND


def test_a_pull_request_with_the_label_is_no_issue(tmp_path: Path) -> None:
    """GitHub's list holds both."""
    repository = Repository.at(tmp_path, PULL, labels=("revisiones",))
    repository.month(LATE)

    assert repository.issues() == [(2, "OPEN"), (3, "OPEN")]


def test_more_than_an_issue_holds_is_counted(tmp_path: Path) -> None:
    """GitHub refuses 65,537 characters, and a program's argument has its end too."""
    repository = Repository.at(tmp_path)
    for number in range(1200):
        path = repository.tree.root / "data" / "faq" / f"una-pregunta-larga-{number}.yml"
        text = f"question: ¿Es la {number}?\nanswer: Sí.\nowner: soporte\nreview_by: 2027-06-30\nposition: 70\n"
        path.write_text(text, encoding="utf-8")

    assert repository.month("2029-01-01T10:00") == ["label create", "issue create"]
    assert 55_000 < len(repository.last_body()) < 65_536
    more = re.search(
        r"^\| … \| y (\d+) más: «demoras reviews» las dice todas \| \|$", repository.last_body(), re.MULTILINE
    )
    assert more
    assert repository.last_body().count("una-pregunta-larga-") + int(more[1]) >= 1200


def test_two_quick_runs_open_one_issue_and_one_run_again_lists_main_as_it_is(tmp_path: Path, begun: GitHub) -> None:
    """Whole, by act: the commit of the one that is run again is old by then."""
    github = begun.copied(tmp_path / "github")
    github.now = datetime(2029, 1, 1, 12, tzinfo=UTC)
    github.program("gh", f'exec "{sys.executable}" "{ROOT}/tests/workflows/fake_gh.py" "$@"')
    github.keep(github.state() | {"issues": [], "labels": [], "changes": []})
    first = github.run("reviews", "schedule")
    second = github.run("reviews", "workflow_dispatch")
    opened = len(github.state()["issues"])
    listed = github.state()["issues"][0]["body"]
    for file in (github.folder / "origin" / "data").rglob("*.yml"):
        file.write_text(re.sub(r"review_by: \S+", "review_by: 2030-01-01", file.read_text(encoding="utf-8")))
    github.commit()
    again = github.again(first)

    assert [ran.results for ran in (first, second, again)] == [{JOB: "success"}] * 3, again
    assert opened == 1
    assert "| `data/" in listed
    assert [issue["state"] for issue in github.state()["issues"]] == ["CLOSED"]


def test_a_red_run_ends_with_the_three_lines(tmp_path: Path, begun: GitHub) -> None:
    github = begun.copied(tmp_path / "github")
    github.program("gh", "exit 1")
    edited(github.folder / "origin", "data/groups.yml", "id: al-instante", "id: Al Instante")
    github.commit()
    ran = github.run("reviews", "schedule")

    assert (ran.results, told(ran)) == ({JOB: "failure"}, THREE)
    assert "queda como estaba" in ran.summary


def test_wrong_data_ends_red_and_no_issue_is_touched(tmp_path: Path) -> None:
    """An empty list for that reason must not close it."""
    repository = Repository.at(tmp_path)
    repository.tree.edit("data/services/simplenews.yml", "2 días hábiles", "pronto")

    ran = repository.run("Listar", NOW=LATE)

    assert ran.returncode == 1
    assert "data/services/simplenews.yml:3:10" in ran.stderr


def test_without_an_answer_from_github_it_ends_red(tmp_path: Path) -> None:
    """Else a failed look for the issue would open a second one."""
    repository = Repository.at(tmp_path)
    (tmp_path / "reviews.md").write_text("| Venció |\n", encoding="utf-8")

    ran = repository.run("Dejar un issue")

    assert ran.returncode == 4
    assert repository.issues() == []
