"""`demoras diff BASE` compares the data with a git revision or another folder, and says what clients would notice."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.cli.calls import Ran, assert_stopped, call
from tests.load.tree import DataTree

SERVICE = "data/services/simplenews.yml"
NOW = "2026-11-18T10:00"
NOTHING = "No cambia nada de lo que ve el cliente."
LONGER = "⚠ El plazo de <b>Simplenews</b> pasa de 2 días hábiles a 3 días hábiles: es más largo."


@pytest.fixture
def repository(tmp_path: Path) -> DataTree:
    """Give a repository of two commits; in the second a promise is longer and the home page says something else."""
    tree = DataTree.at(tmp_path / "project")
    git(tree.root, "init", "--quiet", "--initial-branch=main")
    commit(tree.root, "first")
    tree.edit(SERVICE, "2 días hábiles", "3 días hábiles")
    tree.write("site_src/docs/index.md", "# Inicio\n\nOtra bienvenida.\n")
    commit(tree.root, "second")
    return tree


def git(folder: Path, *words: str) -> None:
    """Run git as somebody, with no settings of this machine."""
    settings = ["-c", "user.name=Ana", "-c", "user.email=ana@example.com", "-c", "commit.gpgsign=false"]
    environ = {"PATH": os.environ["PATH"], "HOME": str(folder), "GIT_CONFIG_NOSYSTEM": "1"}
    program = shutil.which("git") or "git"
    subprocess.run([program, *settings, *words], cwd=folder, env=environ, check=True)


def commit(folder: Path, message: str) -> None:
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message", message)


def diff(base: str | Path, root: Path, **environ: str) -> Ran:
    return call("diff", str(base), "--now", NOW, root=root, environ={"PATH": os.environ["PATH"], **environ})


@pytest.mark.parametrize("base", ["HEAD^", "HEAD~1", "main^"])
def test_a_revision_is_compared_with_the_files_as_they_stand(repository: DataTree, base: str) -> None:
    """Data and hand-written pages of both."""
    ran = diff(base, repository.root)

    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith("### Qué cambia para el cliente\n")
    assert LONGER in ran.out
    assert "<b>Otra bienvenida.</b>" in ran.out


def test_against_what_is_committed_nothing_changes(repository: DataTree) -> None:
    assert NOTHING in diff("HEAD", repository.root).out


def test_an_edit_that_is_not_committed_yet_counts(repository: DataTree) -> None:
    """That is the moment to look: before sending it."""
    repository.edit(SERVICE, "3 días hábiles", "2 días hábiles")

    assert "<b>Simplenews</b>: 3 días hábiles → 2 días hábiles" in diff("main", repository.root).out
    assert "⚠ El plazo" not in diff("main", repository.root).out


def test_a_folder_that_holds_data_is_compared_as_it_is(repository: DataTree, tmp_path: Path) -> None:
    """With no git in sight; pages that only one side has are no change."""
    other = DataTree.at(tmp_path / "other")
    shutil.rmtree(other.root / "site_src")

    ran = diff(other.root, repository.root, PATH="")
    assert LONGER in ran.out
    assert "bienvenida" not in ran.out


def test_the_project_may_be_a_folder_inside_a_repository(tmp_path: Path) -> None:
    tree = DataTree.at(tmp_path / "whole" / "inner")
    git(tmp_path / "whole", "init", "--quiet")
    commit(tmp_path / "whole", "first")
    tree.edit(SERVICE, "2 días hábiles", "3 días hábiles")

    assert LONGER in diff("HEAD", tree.root).out


def test_another_repository_of_the_environment_is_not_read(repository: DataTree, tmp_path: Path) -> None:
    assert LONGER in diff("HEAD^", repository.root, GIT_DIR=str(tmp_path)).out


def test_earlier_data_that_cannot_be_read_leave_the_new_to_be_shown(repository: DataTree) -> None:
    """Else the change that mends them could not be looked at."""
    repository.edit(SERVICE, "3 días hábiles", "pronto")
    commit(repository.root, "broken")
    repository.edit(SERVICE, "pronto", "3 días hábiles")

    ran = diff("HEAD", repository.root)
    assert ran.code == 0
    assert "Los datos anteriores no se pueden leer (1 problema)" in ran.out
    assert "<summary><b>Simplenews</b>: 3 días hábiles</summary>" in ran.out


def test_wrong_data_are_listed(repository: DataTree) -> None:
    """As every command does."""
    repository.edit(SERVICE, "3 días hábiles", "pronto")

    ran = diff("HEAD", repository.root)
    assert (ran.code, ran.out) == (1, "")
    assert f"{SERVICE}:3:10: " in ran.err


@pytest.mark.parametrize("base", ["nada", "--help=x", "--output=robado", "HEAD:data", ""])
def test_a_base_that_is_neither_is_wrong_usage(repository: DataTree, base: str) -> None:
    """Nor is it ever an option of git."""
    ran = call("diff", "--now", NOW, "--", base, root=repository.root, environ={"PATH": os.environ["PATH"]})

    assert_stopped(ran, 2)
    assert f"{base!r} no es una carpeta que contenga data/ ni una revisión de este repositorio." in ran.err
    assert not (repository.root / "robado").exists()


def test_outside_a_repository_a_revision_is_wrong_usage(tmp_path: Path) -> None:
    assert_stopped(diff("main", DataTree.at(tmp_path).root, GIT_CEILING_DIRECTORIES=str(tmp_path)), 2)


def test_a_revision_without_data_is_wrong_usage(tmp_path: Path) -> None:
    tree = DataTree.at(tmp_path / "project")
    git(tree.root, "init", "--quiet")
    git(tree.root, "commit", "--quiet", "--allow-empty", "--message", "empty")

    ran = diff("HEAD", tree.root)
    assert_stopped(ran, 2)
    assert "La revisión 'HEAD' no tiene data/." in ran.err


def test_without_git_it_says_what_to_do(repository: DataTree) -> None:
    ran = diff("HEAD", repository.root, PATH="/nowhere")

    assert_stopped(ran, 2)
    assert "hace falta git" in ran.err


def test_a_link_in_the_earlier_tree_is_not_followed(repository: DataTree, tmp_path: Path) -> None:
    """What it leads to is not of that revision."""
    outside = tmp_path / "outside.yml"
    outside.write_text((repository.root / SERVICE).read_text(encoding="utf-8"), encoding="utf-8")
    (repository.root / "data/services/linked.yml").symlink_to(outside)
    commit(repository.root, "linked")
    (repository.root / "data/services/linked.yml").unlink()

    assert NOTHING in diff("HEAD", repository.root).out


def test_wrong_data_are_told_in_its_log_and_marked_by_check_alone(repository: DataTree, tmp_path: Path) -> None:
    """Both run on a pull request: two marks on one line would read as two faults."""
    repository.edit(SERVICE, "3 días hábiles", "3 a 1 días hábiles")
    handed_on, page = tmp_path / "handed-on", tmp_path / "summary.md"
    ran = diff(
        "HEAD^",
        repository.root,
        GITHUB_ACTIONS="true",
        GITHUB_OUTPUT=str(handed_on),
        GITHUB_STEP_SUMMARY=str(page),
    )

    assert (ran.code, ran.out) == (1, "")
    assert f"{SERVICE}:" in ran.err
    assert handed_on.read_text(encoding="utf-8") == "problems=1\n"
    assert not page.exists()
