"""The action that comments on a pull request runs nothing of it, and does nothing that its report asks for."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from generator.render.github_text import github_text
from tests.cli.calls import call
from tests.load.tree import DataTree
from tests.workflows.workflow_file import ROOT, bash, read, secrets_in, steps, texts

MARK = "<!-- demoras diff -->"
RUN_URL = "https://github.com/empresa/demoras/actions/runs/77"
SHA, OTHER_SHA = "a" * 40, "b" * 40
BOT, PERSON = {"login": "github-actions[bot]"}, {"login": "ana"}
OURS = {"id": 9, "issue": "5", "user": BOT, "body": f"{MARK}\nviejo"}
ELSEWHERE = "Está en la ejecución; también"
NO_REPORT = object()
Files = list[dict[str, str]]
DATA: Files = [{"filename": "data/groups.yml"}, {"filename": "data/b.yml", "previous_filename": "data/a.yml"}]
WARNING = "⚠ **Esta propuesta toca archivos fuera de data/, y este informe lo escribió su propio código:\n"
WITHOUT_PREVIEW = f"\nInforme del cambio {SHA[:7]}: [su ejecución]({RUN_URL})"
END = f"{WITHOUT_PREVIEW}, con la vista previa del sitio (abajo, en Artifacts).\n"


@dataclass(frozen=True)
class GitHub:
    """One repository with a finished check: its pull requests, artifacts and comments."""

    folder: Path

    @classmethod
    def at(
        cls, folder: Path, report: bytes | object, *comments: dict[str, Any], size: int = 900, files: Files = DATA
    ) -> GitHub:
        """Make it, with one pull request from a fork that touches these files, whose check left this report."""
        made = cls(folder)
        (folder / "bin").mkdir()
        program = folder / "bin" / "gh"
        program.write_text(f'#!/bin/sh\nexec "{sys.executable}" "{ROOT}/tests/workflows/fake_gh_api.py" "$@"\n')
        program.chmod(0o755)
        artifacts = []
        if isinstance(report, bytes):
            (folder / "artifact").mkdir()
            (folder / "artifact" / "informe.md").write_bytes(report)
            of_run = {"run": "77", "size_in_bytes": size, "folder": str(folder / "artifact")}
            artifacts = [{**of_run, "name": name} for name in ("informe-1", "vista-previa-1")]
        pull = {"number": 5, "state": "open", "head": {"sha": SHA, "label": "ana:una-rama"}, "files": files}
        made.keep({"pulls": [pull], "artifacts": artifacts, "comments": list(comments)})
        return made

    def keep(self, state: dict[str, Any]) -> None:
        (self.folder / "state.json").write_text(json.dumps(state), encoding="utf-8")

    def state(self) -> dict[str, Any]:
        state: dict[str, Any] = json.loads((self.folder / "state.json").read_text(encoding="utf-8"))
        return state

    def comment(self, sha: str = SHA, owner: str = "ana", branch: str = "una-rama", run_name: str = "#5 x") -> str:
        """Run the steps that are not held back by their conditions; return what they printed."""
        event = {"HEAD_SHA": sha, "HEAD_OWNER": owner, "HEAD_BRANCH": branch, "RUN_ID": "77", "RUN_URL": RUN_URL}
        event["RUN_NAME"] = run_name
        printed, outputs = "", {"number": "", "state": "", "preview": "", "touched": ""}
        for _, body in steps("comment"):
            held_back = ["failure()"] if outputs["number"] else ["failure()", "number != ''"]
            if any(word in body.get("if", "") for word in held_back):
                continue
            given = {name.upper(): value for name, value in outputs.items()}
            ran = self.run(body["run"], **event, **given)
            assert (ran.returncode, ran.stderr) == (0, "")
            printed += ran.stdout
            lines = (self.folder / "output").read_text(encoding="utf-8").splitlines()
            outputs |= dict(line.split("=", 1) for line in lines)
        return printed

    def run(self, script: str, **environment: str) -> subprocess.CompletedProcess[str]:
        """Run one step as the runner does."""
        ours = {
            "PATH": f"{self.folder / 'bin'}:{os.environ['PATH']}",
            "RUNNER_TEMP": str(self.folder),
            "GITHUB_OUTPUT": str(self.folder / "output"),
            "GH_STATE": str(self.folder / "state.json"),
            "GH_TOKEN": "t",
            "GH_REPO": "empresa/demoras",
            "PYTHONUTF8": "1",
        }
        return bash(script, self.folder, **ours | environment)

    def bodies(self) -> list[str]:
        return [comment["body"] for comment in self.state()["comments"]]


def posted(folder: Path, report: bytes) -> str:
    """Return the comment that a report becomes."""
    github = GitHub.at(folder, report)
    github.comment()
    (body,) = github.bodies()
    return body


def test_it_follows_the_check_of_pull_requests_and_nothing_else() -> None:
    """By the check's own name; one comment at a time for a branch."""
    workflow = read("comment")
    (job,) = workflow["jobs"].values()

    assert workflow["on"] == {"workflow_run": {"workflows": [read("check")["name"]], "types": ["completed"]}}
    assert job["if"] == "github.event.workflow_run.event == 'pull_request'"
    assert workflow["concurrency"]["cancel-in-progress"] == "false"


def test_it_may_comment_and_fetch_the_report_and_holds_no_secret() -> None:
    workflow = read("comment")
    (job,) = workflow["jobs"].values()

    assert job["permissions"] == {"actions": "read", "pull-requests": "write"}
    assert secrets_in(workflow) == set()


def test_nothing_of_the_pull_request_is_checked_out_or_run() -> None:
    """No action at all is used, and no program but the shell's own and gh."""
    assert [body["name"] for _, body in steps("comment") if "uses" in body] == []
    words = " ".join(text for _, body in steps("comment") for text in texts(body))
    assert [word for word in ("git ", "checkout", "python", "pip ", "eval", "source ") if word in words] == []


def test_the_number_of_the_pull_request_is_githubs_word() -> None:
    """Neither the report nor its folder is asked for it, and the run's name only chooses among GitHub's."""
    (find,) = [body for _, body in steps("comment") if body["name"] == "Buscar la propuesta"]

    others = {name for name in find["env"].values() if "workflow_run.head_" not in name}
    assert others == {"${{ github.event.workflow_run.display_title }}"}
    assert "informe" not in find["run"]


@pytest.mark.parametrize(
    ("run_name", "commented"),
    [("#5 Precios", "5"), ("#6 Precios", "6"), ("#7 de otra rama", "5"), ("#5#6", "5"), ("Precios #6", "5"), ("", "5")],
)
def test_of_two_pull_requests_of_one_branch_the_one_that_was_checked_gets_it(
    run_name: str, commented: str, tmp_path: Path
) -> None:
    """One branch into two bases: each has a check and a report of its own."""
    github = GitHub.at(tmp_path, b"x\n")
    state = github.state()
    (pull,) = state["pulls"]
    elsewhere = {**pull, "number": 7, "head": {**pull["head"], "label": "otra:rama"}}
    github.keep({**state, "pulls": [pull, {**pull, "number": 6}, elsewhere]})
    github.comment(run_name=run_name)

    assert [one["issue"] for one in github.state()["comments"]] == [commented]


def test_the_check_s_own_run_begins_its_name_with_the_number() -> None:
    assert read("check")["run-name"].startswith("#${{ github.event.pull_request.number }} ")


def test_the_first_report_becomes_a_comment(tmp_path: Path) -> None:
    """On a pull request from a fork too, with the commit it is about and a link to the run that wrote it."""
    body = posted(tmp_path, b"### Qu\xc3\xa9 cambia\n\n| a | b |\n")

    assert body == f"{MARK}\n### Qué cambia\n\n| a | b |\n{END}"


def test_a_preview_is_linked_only_where_there_is_one(tmp_path: Path) -> None:
    github = GitHub.at(tmp_path, b"x\n")
    state = github.state()
    github.keep({**state, "artifacts": state["artifacts"][:1]})
    github.comment()

    assert github.bodies() == [f"{MARK}\nx\n{WITHOUT_PREVIEW}.\n"]


def test_the_report_of_the_last_attempt_that_left_one_is_taken(tmp_path: Path) -> None:
    """Artifacts of earlier attempts stay; another name is not ours."""
    github = GitHub.at(tmp_path, b"viejo\n")
    state = github.state()
    for name, text in (("informe-2", "nuevo\n"), ("informe-x", "ajeno\n"), ("informe", "ajeno\n")):
        folder = tmp_path / f"left-{name}"
        folder.mkdir()
        (folder / "informe.md").write_text(text, encoding="utf-8")
        state["artifacts"].append({**state["artifacts"][0], "name": name, "folder": str(folder)})
    github.keep(state)
    github.comment()

    assert github.bodies()[0].startswith(f"{MARK}\nnuevo\n")


@pytest.mark.parametrize(
    "files",
    [
        [*DATA, {"filename": "generator/render/report.py"}],
        [{"filename": "data/x.py", "previous_filename": "generator/x.py"}],
        [{"filename": "data.yml"}],
        [{"filename": "Data/groups.yml"}],
        [{"filename": ".github/workflows/check.yml"}],
        [{"filename": f"data/{number}.yml"} for number in range(3001)],
    ],
)
def test_a_report_that_a_stranger_s_code_wrote_says_so_in_its_first_line(files: Files, tmp_path: Path) -> None:
    """By the list of files that GitHub gives; where it is not whole, the same is said."""
    github = GitHub.at(tmp_path, b"### Todo bien\n", files=files)
    github.comment()

    assert github.bodies()[0].startswith(f"{MARK}\n{WARNING}")


def test_a_report_on_data_alone_says_nothing_of_the_kind(tmp_path: Path) -> None:
    assert WARNING not in posted(tmp_path, b"### Todo bien\n")


def test_the_next_report_takes_the_place_of_the_one_before(tmp_path: Path) -> None:
    """However many comments of others stand before it, with the mark or without."""
    others = [{"id": 100 + n, "issue": "5", "user": PERSON, "body": f"{MARK} {n}"} for n in range(40)]
    github = GitHub.at(tmp_path, b"nuevo\n", *others, {**OURS, "id": 7, "body": f"cita {MARK}"}, OURS)

    github.comment()
    bodies = github.bodies()
    assert len(bodies) == 42
    assert bodies[-1] == f"{MARK}\nnuevo\n{END}"
    assert bodies[:-1] == [one["body"] for one in others] + [f"cita {MARK}"]


@pytest.mark.parametrize(
    "event",
    [{"sha": OTHER_SHA}, {"branch": "otra"}, {"owner": "otro"}, {"sha": OTHER_SHA, "owner": "", "branch": ""}],
)
def test_where_no_open_pull_request_stands_at_that_commit_nothing_is_written(
    event: dict[str, str], tmp_path: Path
) -> None:
    """A branch moved on, a closed one, a fork that is gone: the run is green and says so."""
    github = GitHub.at(tmp_path, b"x")

    assert github.comment(**event).startswith("::notice::")
    assert github.bodies() == []


def test_a_closed_pull_request_gets_no_comment(tmp_path: Path) -> None:
    github = GitHub.at(tmp_path, b"x")
    state = github.state()
    state["pulls"][0]["state"] = "closed"
    github.keep(state)

    assert github.comment().startswith("::notice::")
    assert github.bodies() == []


def test_without_a_report_a_line_takes_the_place_of_an_earlier_comment(tmp_path: Path) -> None:
    """It was about another commit; the run warns as well: a check that was cancelled leaves none."""
    github = GitHub.at(tmp_path, NO_REPORT, OURS)

    assert github.comment().startswith("::warning::")
    (body,) = github.bodies()
    assert body.startswith(
        f"{MARK}\nLa revisión del cambio {SHA[:7]} no dejó ningún informe, y el anterior ya no vale:\n"
    )
    assert RUN_URL in body


def test_without_a_report_or_an_earlier_comment_none_is_begun(tmp_path: Path) -> None:
    github = GitHub.at(tmp_path, NO_REPORT)

    assert github.comment().startswith("::warning::")
    assert github.bodies() == []


@pytest.mark.parametrize(
    ("report", "size"),
    [
        (b"a" * 60_001, 900),
        (b"x", 100_000),
        (b"\xff\xfe no es texto", 900),
        (b"<" * 60_000, 900),
    ],
)
def test_a_report_that_is_too_large_or_no_text_is_not_shown(report: bytes, size: int, tmp_path: Path) -> None:
    """The comment says where to look instead; one that would unpack to too much is not even fetched."""
    github = GitHub.at(tmp_path, report, size=size)

    github.comment()
    (body,) = github.bodies()
    assert ELSEWHERE in body
    assert len(body) < 500
    assert (tmp_path / "informe").exists() == (size == 900)


def test_a_link_in_place_of_the_report_is_not_followed(tmp_path: Path) -> None:
    """It could lead to a file of the runner's."""
    github = GitHub.at(tmp_path, b"x")
    (tmp_path / "artifact" / "informe.md").unlink()
    (tmp_path / "artifact" / "informe.md").symlink_to(tmp_path / "state.json")

    github.comment()
    assert ELSEWHERE in github.bodies()[0]


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("@empresa &#64;ana", "@\u200bempresa &#38;#\u200b64;ana"),
        ("<img src=x onerror=a> <b onclick=a>b</b>", "&#60;img src=x onerror=a> &#60;b onclick=a>b</b>"),
        ("![a](http://b.example) [c]: d", "!&#91;a](http:\u200b//b.example) &#91;c]: d"),
        ("<http://b.example> WWW.b.example", "&#60;http:\u200b//b.example> WWW\u200b.b.example"),
        (f"{MARK} #12 GH-3 gh-4", "&#60;!-- demoras diff --> #\u200b12 GH-\u200b3 gh-\u200b4"),
        ("```\n$a$ ~~~ \\@ana", "&#96;&#96;&#96;\n&#36;a&#36; &#126;&#126;&#126; &#92;@\u200bana"),
        ("a\u202eb\u2066c\ufeffd\u0085e\x01f\x03g\rh\x7fi", "abcdefghi"),
        ("\x01b\x02 \x0336\x04", "b 36"),
        ("<details><summary>x</summary></details> <b>y</b>", "<details><summary>x</summary></details> <b>y</b>"),
    ],
)
def test_whatever_a_report_holds_only_its_text_is_left(typed: str, shown: str, tmp_path: Path) -> None:
    """A stranger's code can write anything there: mentions, links, pictures, HTML, the marks of this very step."""
    assert posted(tmp_path, f"{typed}\n".encode()).startswith(f"{MARK}\n{shown}\n\nInforme del cambio")


def test_what_the_command_writes_stays_as_it_is(tmp_path: Path) -> None:
    """To the letter, with every sign that somebody may have typed in the data."""
    before = DataTree.at(tmp_path / "before")
    after = DataTree.at(tmp_path / "after").edit("data/services/simplenews.yml", "2 días hábiles", "3 días hábiles")
    after.edit("data/attention/chat.yml", "name: Chat", "name: '@a < b > [c] (d) #1 $f$ www.g | h * _ ~ & \\ :// GH-2'")
    after.edit("data/groups.yml", "name: Activación manual", "name: 'Ácentos «ñ» – ⚠ & #64;'")

    ran = call("diff", before.root, "--now", "2026-11-18T10:00", root=after.root)
    (tmp_path / "github").mkdir()
    assert github_text("@a < b > [c]") in ran.out
    assert posted(tmp_path / "github", ran.out.encode()).startswith(f"{MARK}\n{ran.out}\nInforme del cambio")


def test_without_an_answer_from_github_it_ends_red(tmp_path: Path) -> None:
    """Else a failed look for the comment would write a second one."""
    github = GitHub.at(tmp_path, b"x", OURS)
    (tmp_path / "comment.md").write_text("x", encoding="utf-8")

    for _, body in steps("comment"):
        if "gh api" in body["run"]:
            assert github.run(body["run"], GH_TOKEN="", NUMBER="5", RUN_ID="77").returncode == 4
    assert github.bodies() == [OURS["body"]]
