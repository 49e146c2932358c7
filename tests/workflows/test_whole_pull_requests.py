"""A pull request is told, whole: the jobs of its check, and the comment that follows them, for each kind of change."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.sample_company import edited
from tests.workflows.whole_runs import THREE, GitHub, Run, told

MARK = "<!-- demoras diff -->"
RUN_URL = "https://github.com/empresa/demoras/actions/runs/"
GREEN = {"Datos": "success", "Qué cambia para el cliente": "success", "Vista previa": "success"}
GROUPS, OLD, NEW = "data/groups.yml", "Altas al instante", "Altas en el acto"


@dataclass
class Proposal:
    """One pull request: its branch is changed, then checked, then commented on."""

    github: GitHub
    files: list[str]
    branch: str = "propuesta"
    title: str = "Otro nombre"

    def push(self, path: str, old: str, new: str) -> None:
        """Change a file on its branch, which is merged with main for the check, as GitHub does."""
        edited(self.github.folder / "origin", path, old, new)
        self.github.git("commit", "--quiet", "--all", "--message=x")
        self.files = sorted({*self.files, path})

    @property
    def commit(self) -> str:
        return self.github.git("rev-parse", "propuesta")

    def check(self) -> Run:
        self.github.git("checkout", "--quiet", "-B", "merge", "main")
        self.github.git("merge", "--quiet", "--no-ff", "--message=merge", "propuesta")
        merge = self.github.git("rev-parse", "merge")
        self.github.git("checkout", "--quiet", "propuesta")
        told = {"number": 5, "pull_request": {"number": 5, "title": self.title, "head": {"ref": self.branch}}}
        return self.github.run("check", "pull_request", told, commit=merge)

    def comment(self, checked: Run) -> list[str]:
        """Run what follows a check, and return the comments there are."""
        place = self.github.folder / "artifacts.json"
        kept: list[dict[str, Any]] = json.loads(place.read_text(encoding="utf-8")) if place.exists() else []
        artifacts = [{**one, "folder": str(self.github.folder / one["folder"])} for one in kept]
        head = {"sha": self.commit, "label": f"ana:{self.branch}"}
        pull = {"number": 5, "state": "open", "head": head, "files": [{"filename": path} for path in self.files]}
        self.github.keep({"comments": [], **self.github.state(), "pulls": [pull], "artifacts": artifacts})
        number = f"{1000 + checked.asked.number}"
        told = {"event": "pull_request", "id": number, "head_sha": self.commit, "head_branch": self.branch}
        told |= {"html_url": f"{RUN_URL}{number}", "display_title": f"#5 {self.title}"}
        from_fork = {"full_name": "ana/demoras", "owner": {"login": "ana"}}
        ran = self.github.run("comment", "workflow_run", {"workflow_run": {**told, "head_repository": from_fork}})
        assert set(ran.results.values()) == {"success"}, ran
        return [one["body"] for one in self.github.state()["comments"]]


@pytest.fixture
def proposal(tmp_path: Path, begun: GitHub) -> Proposal:
    github = begun.copied(tmp_path / "github")
    # The demo would take a minute: here the preview is a page.
    script = 'mkdir -p .demo/site; echo hola > .demo/site/index.html; echo "Pedidos de muestra"; echo "Para abrirlos"'
    real = (github.folder / "bin" / "python").read_text(encoding="utf-8").partition("\n")[2]
    github.program("python", f'if [ "$2" = generator.demo ]; then {script}; exit; fi\n{real}')
    github.git("checkout", "--quiet", "-b", "propuesta")
    return Proposal(github, [])


def test_good_data_twice_keep_one_comment_about_the_newer_commit(proposal: Proposal) -> None:
    proposal.push(GROUPS, OLD, NEW)
    first = proposal.check()
    begun = proposal.comment(first)
    old = proposal.commit
    proposal.push(GROUPS, NEW, "Altas sin espera")
    second = proposal.check()
    (body,) = proposal.comment(second)

    assert (first.results, second.results) == (GREEN, GREEN)
    assert begun[0].startswith(f"{MARK}\n### Qué cambia para el cliente")
    assert f"Informe del cambio {old[:7]}: " in begun[0]
    assert f"Informe del cambio {proposal.commit[:7]}: [su ejecución]({RUN_URL}" in body
    assert ", con la vista previa del sitio" in body
    assert "Altas <b>sin espera</b>" in body


def test_broken_data_are_told_beside_their_line_and_in_the_comment(proposal: Proposal) -> None:
    proposal.push(GROUPS, "id: al-instante", "id: Al Instante")
    checked = proposal.check()
    (body,) = proposal.comment(checked)

    assert checked.results | {"Vista previa": ""} == {**dict.fromkeys(GREEN, "failure"), "Vista previa": ""}
    marks = [line for line in checked.log.splitlines() if f"file={GROUPS},line=2" in line]
    assert {json.loads(line)["jobID"] for line in marks} == {"data"}, "two marks on one line would read as two faults"
    assert "⚠ Todavía no se puede decir. Los datos tienen problemas" in body


def test_nothing_that_a_stranger_types_is_acted_on(proposal: Proposal) -> None:
    """In the title, the branch, a name and a value that is refused: neither a shell nor the runner does."""
    hook = "$(touch hecho)`touch hecho`';touch hecho;'"
    commands = ["::set-output name=touched::data", "##[error]ajeno", "##[stop-commands]x"]
    proposal.branch, proposal.title = f"a/{hook}".replace(" ", "${IFS}"), f"{hook}\n::stop-commands::x\n##[error]ajeno"
    # In a name Markdown is refused, which the second proposal tries.
    typed = f"{hook} {' '.join(commands)} @empresa [a] (b)".replace("`", "")
    proposal.push(GROUPS, OLD, f"""'{typed.replace("'", "''")}'""")
    good = proposal.check()
    (shown,) = proposal.comment(good)
    proposal.push(GROUPS, "id: al-instante", f'id: "{hook} {commands[1]}\\n{commands[0]}"')
    broken = proposal.check()
    (refused,) = proposal.comment(broken)

    assert (good.results, broken.results["Datos"]) == (GREEN, "failure"), broken
    assert "touch hecho" in shown
    assert "[a]" not in shown
    assert "⚠ Todavía no se puede decir. Los datos tienen problemas" in refused
    assert list(proposal.github.folder.rglob("hecho")) == []
    entries = [json.loads(line) for run in (good, broken) for line in run.log.splitlines() if line.startswith("{")]
    marks = [one for one in entries if one.get("command") in ("error", "warning")]
    assert {one.get("command") for one in entries} - {None, "add-path", "summary"} == {"error", "warning", "set-output"}
    assert {one["name"] for one in entries if one.get("command") == "set-output"} == {"problems"}
    assert all(one["kvPairs"]["file"].startswith("data/") for one in marks)


def test_a_program_that_cannot_start_is_not_told_as_wrong_data(proposal: Proposal) -> None:
    proposal.push(GROUPS, OLD, NEW)
    proposal.github.program("demoras", "exec python3 -c 'import nothing_of_the_kind'")
    (body,) = proposal.comment(proposal.check())

    assert "⚠ Todavía no se puede decir. Falló el programa" in body


def test_a_comment_that_could_not_be_left_says_so_on_its_page(proposal: Proposal) -> None:
    proposal.github.program("gh", "exit 1")
    told_by_github = {"workflow_run": {"event": "pull_request", "id": "1", "head_sha": "a" * 40, "head_branch": "x"}}
    ran = proposal.github.run("comment", "workflow_run", told_by_github)

    assert (ran.results, told(ran)) == ({"Comentar qué cambia": "failure"}, THREE)


def test_a_stranger_s_code_is_named_first(proposal: Proposal) -> None:
    proposal.push("mkdocs.yml", "\ntheme:", "\n# ajeno\ntheme:")
    (body,) = proposal.comment(proposal.check())

    assert body.startswith(f"{MARK}\n⚠ **Esta propuesta toca archivos fuera de data/")


def test_a_check_without_a_report_takes_the_place_of_the_last_one(proposal: Proposal) -> None:
    proposal.push(GROUPS, OLD, NEW)
    proposal.comment(proposal.check())
    proposal.push(GROUPS, NEW, OLD)
    proposal.github.program("python", "exit 1")
    checked = proposal.check()
    (proposal.github.folder / "artifacts.json").unlink()
    (body,) = proposal.comment(checked)

    assert body.startswith(f"{MARK}\nLa revisión del cambio {proposal.commit[:7]} no dejó ningún informe")
