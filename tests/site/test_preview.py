"""`mkdocs serve` shows each edit of the data, and of an edit that is wrong what is wrong with it."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
import requests

from tests.cli.calls import bare_environ
from tests.sample_company import copied, edited
from tests.site.reading import Node, parsed

PATIENCE = 60.0
FILE = "data/services/boletin.yml"


@dataclass(frozen=True, slots=True)
class Preview:
    """A running preview of a copy of the project."""

    root: Path
    url: str
    process: subprocess.Popen[bytes]

    def page(self, address: str, fits: Callable[[Node], bool]) -> Node:
        """Wait until a page is as it should be, and return it."""
        deadline, page = time.monotonic() + PATIENCE, Node("")
        while time.monotonic() < deadline:
            assert self.process.poll() is None, "the preview ended"
            try:
                page = parsed(requests.get(self.url + address, timeout=PATIENCE).content.decode())
            except requests.ConnectionError:
                page = Node("")
            if fits(page):
                return page
            time.sleep(0.1)
        raise AssertionError(f"{address} did not become what was expected: {page.text[:500]}")


@pytest.fixture
def preview(tmp_path: Path) -> Iterator[Preview]:
    """Run `mkdocs serve` on a copy of the data and pages."""
    with serving(copied(tmp_path)) as shown:
        yield shown


@pytest.fixture
def wrong_from_the_start(tmp_path: Path) -> Iterator[Preview]:
    """Run it on data that were never right."""
    root = copied(tmp_path)
    edited(root, FILE, "promise: 3 días hábiles", "promise: 3 dias")
    with serving(root) as shown:
        yield shown


@contextmanager
def serving(root: Path) -> Iterator[Preview]:
    """Run `mkdocs serve` on a root."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    words = [sys.executable, "-m", "mkdocs", "serve", "--strict", "--dev-addr", f"127.0.0.1:{port}"]
    environ = bare_environ({"TMPDIR": str(root), "NO_MKDOCS_2_WARNING": "1"})
    with (root / "log").open("wb") as log, subprocess.Popen(words, cwd=root, env=environ, stderr=log) as process:
        yield Preview(root, f"http://127.0.0.1:{port}/", process)
        process.terminate()


def shows(figure: str) -> Callable[[Node], bool]:
    """Return whether a service's page promises this figure."""
    return lambda page: [node.text for node in page.all("p", klass="plazo-cifra")] == [figure]


def problems(page: Node) -> list[str]:
    """Return the problems of the data that a page lists above everything else."""
    return [problem.text for place in page.all("div", klass="problemas") for problem in place.all("li")]


def test_a_preview_follows_the_data_through_an_error_and_out_of_it(preview: Preview) -> None:
    """A wrong edit leaves the last good pages, headed by the problem; mending it takes the heading away."""
    before = preview.page("demoras/boletin/", shows("3 días hábiles"))
    assert problems(before) == []

    edited(preview.root, FILE, "promise: 3 días hábiles", "promise: 7 días hábiles")
    preview.page("demoras/boletin/", shows("7 días hábiles"))
    listed = preview.page("demoras/", lambda page: "7 días hábiles" in page.text)
    assert "3 días hábiles" not in listed.text

    edited(preview.root, FILE, "promise: 7 días hábiles", "promise: 7 dias abiles")
    wrong = preview.page("demoras/boletin/", lambda page: problems(page) != [])
    (problem,) = problems(wrong)
    assert problem.startswith(f"{FILE}:")
    assert "7 dias abiles" in problem
    assert shows("7 días hábiles")(wrong)
    assert problems(preview.page("", lambda page: problems(page) != [])) == [problem]

    # A page that somebody writes on meanwhile is of no last good site.
    edited(preview.root, "site_src/docs/index.md", "También:", "Vea además:")
    assert problems(preview.page("", lambda page: "Vea además:" in page.text)) == [problem]

    edited(preview.root, FILE, "promise: 7 dias abiles", "promise: 8 días hábiles")
    mended = preview.page("demoras/boletin/", shows("8 días hábiles"))
    assert problems(mended) == []
    assert "{{" not in preview.page("", lambda page: problems(page) == []).text
    assert "Traceback" not in (preview.root / "log").read_text()


def test_a_preview_of_wrong_data_shows_what_is_wrong_until_it_is_mended(wrong_from_the_start: Preview) -> None:
    """There are no good pages yet that could stay; nothing hangs, and the first good ones take its place."""
    root = wrong_from_the_start.root
    page = wrong_from_the_start.page("", lambda page: problems(page) != [])
    assert [problem.startswith(f"{FILE}:") for problem in problems(page)] == [True]
    assert page.one("title").text == "Todavía no hay páginas para mostrar"

    # A second fault, in another file, beside the first.
    edited(root, "data/services/tienda.yml", "owner: ", "color: rojo\nowner: ")
    wrong_from_the_start.page("", lambda page: len(problems(page)) == 2)

    edited(root, "data/services/tienda.yml", "color: rojo\n", "")
    edited(root, FILE, "promise: 3 dias", "promise: 3 días hábiles")
    mended = wrong_from_the_start.page("demoras/boletin/", shows("3 días hábiles"))
    assert problems(mended) == []
    assert "Traceback" not in (root / "log").read_text()


def test_no_policy_keeps_a_preview_from_renewing_its_page(preview: Preview) -> None:
    """The engine puts a script of its own into each page that it shows."""
    page = preview.page("demoras/boletin/", shows("3 días hábiles"))

    assert list(page.all("meta", **{"http-equiv": "Content-Security-Policy"})) == []
    assert any("livereload" in text for script in page.all("script") for text in script.strings())
