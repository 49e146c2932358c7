"""The staff's guide says what happens: its examples are done, section by section, on a copy of the company's data."""

from __future__ import annotations

import io
import re
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from generator.cli.main import main
from generator.cli.site_server import site_server
from generator.cli.terminal import Terminal
from generator.model.states import State
from generator.publish.manual.bookstack_settings import TOKEN_ID, TOKEN_SECRET
from tests.cli.calls import bare_environ, in_thread
from tests.cli.test_diff import git
from tests.doubles.bookstack import BookStackServer
from tests.guide_examples import GUIDE, Call, Edit, applied, holds, sections, shows, steps
from tests.sample_company import REPOSITORY
from tests.site.making import SECRET, Made

NOW = "2026-11-20T10:00"
SECTIONS = sections(GUIDE.read_text(encoding="utf-8"))
FIGURES = "Cambiar un plazo"
"""The section whose earlier figures every other example begins with, so that an edit of the data breaks none."""
TOKEN = {TOKEN_ID: "fichaDePrueba", TOKEN_SECRET: "secretoDePrueba7f3a"}
MANUAL, SITE, ORDER = "https://manual.altomarketing.com/", "https://demoras.altomarketing.com/", "1234567890"
"""What the guide calls the manual, the published site and an order's number."""
WORKED = [title for title, text in SECTIONS.items() if any(steps(text))]


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give the folder of a copy of the project, with the guide's figures, as the place where commands are typed."""
    for name in ("data", "site_src", ".github"):
        shutil.copytree(REPOSITORY / name, tmp_path / name)
    for path in REPOSITORY.glob("mkdocs*.yml"):
        shutil.copy(path, tmp_path)
    (tmp_path / "generator").symlink_to(REPOSITORY / "generator")
    write_earlier(FIGURES, tmp_path)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def manual() -> Iterator[BookStackServer]:
    """Give a manual with the guide's two pages; where the data name the company's own, it answers instead."""
    with BookStackServer(":".join(TOKEN.values())) as server:
        for number in range(1, 35):
            server.wiki.add({12: "Demoras", 34: "SLA"}.get(number, f"Página {number}"), "<p>Antes.</p>")
        yield server


@pytest.fixture
def published(made: Made) -> Iterator[Mapping[str, str]]:
    """Give what stands for the published site and for one of its orders."""
    order = made.ledger.orders[made.order_in(State.IN_PROGRESS)]
    with site_server(made.site, 0) as server, in_thread(server):
        yield {SITE: f"http://127.0.0.1:{server.server_port}/", ORDER: order.number}


def write_earlier(title: str, project: Path) -> None:
    for step in steps(SECTIONS[title]):
        if isinstance(step, Edit) and step.before:
            applied(step, project / step.path)


def stood_in(file: Path, stand_ins: Mapping[str, str]) -> None:
    """Lead the data's own addresses to the servers that stand for them."""
    text = file.read_text(encoding="utf-8")
    for name, real in stand_ins.items():
        text = re.sub(rf"(?<= ){re.escape(name)}$", real, text, flags=re.MULTILINE)
    file.write_text(text, encoding="utf-8")


def typed(call: Call, environ: Mapping[str, str]) -> str:
    """Run a command as of the guide's moment; return all it says, its progress left out."""
    said = io.StringIO()
    code = main([*call.words, "--now", NOW], Terminal(said, said, environ))
    assert code == (1 if call.fails else 0), said.getvalue()
    return said.getvalue()


@pytest.mark.parametrize("title", WORKED)
def test_each_example_does_what_it_shows(
    title: str, project: Path, manual: BookStackServer, request: pytest.FixtureRequest
) -> None:
    """Its earlier figures are committed; then its edits, its commands and what they answer, in order."""
    write_earlier(title, project)
    for command in (["init", "--quiet", "--initial-branch=main"], ["add", "data", "site_src"]):
        git(project, *command)
    git(project, "commit", "--quiet", "--message", "before")
    stand_ins = {MANUAL: manual.url}
    found = list(steps(SECTIONS[title]))
    if any(isinstance(step, Call) and "--number" in step.words for step in found):
        stand_ins |= request.getfixturevalue("published")
    for path in ("data/manual.yml", "data/company.yml"):
        stood_in(project / path, stand_ins)
    environ = bare_environ({**TOKEN, "DEMORAS_SECRET": SECRET})
    environ = {name: value for name, value in environ.items() if name != "CI"}

    for step in found:
        if isinstance(step, Edit):
            if not step.before:
                applied(step, project / step.path)
        elif isinstance(step, Call):
            words = tuple(stand_ins.get(word, word) for word in step.words)
            said = typed(replace(step, words=words), environ)
            for name, real in stand_ins.items():
                said = said.replace(real, name)
            assert shows(step.expected, said), f"demoras {' '.join(step.words)} says:\n{said}"
        else:
            assert holds(step.expected, project / step.path), f"{step.path} does not say:\n{step.expected}"
