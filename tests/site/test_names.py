"""Whatever staff write in the data is read on the pages as it was written, and is never taken for HTML or Markdown."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.sample_company import copied, edited
from tests.site.reading import Node, read
from tests.site.test_engines import engine

AWKWARD = '1. <x>Río & "Hijos" *de [él][x] | _y_ { {: #z } ``w <script>'


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a site whose company, group, service, requirement and holiday bear an awkward name."""
    root = copied(tmp_path_factory.mktemp("names"))
    typed = f"'{AWKWARD}'"
    edited(root, "data/company.yml", "name: Cierzo Digital", f"name: {typed}")
    edited(root, "data/groups.yml", "name: Proyectos a medida", f"name: {typed}")
    edited(root, "data/services/boletin.yml", "name: Boletín de noticias", f"name: {typed}")
    edited(root, "data/requirements/dominio-propio.yml", "name: Dominio propio", f"name: {typed}")
    edited(root, "data/attention/chat-web.yml", "name: Chat de la web", f"name: {typed}")
    edited(
        root,
        "data/faq/usar-el-alojamiento.yml",
        "question: Ya pagué el alojamiento, ¿cuándo puedo usarlo?",
        f"question: {typed}",
    )
    edited(root, "data/holidays/2026.yml", "name: Natividad del Señor", f"name: {typed}")
    ran = engine("mkdocs", root / "site", root)
    assert ran.returncode == 0, ran.stderr
    return root / "site"


def runs(script: Node) -> bool:
    """Whether a script's text is a program; one with a type of its own is data."""
    return not {"src", "type"} & script.attrs.keys()


def page(site: Path, address: str) -> Node:
    """Return one page."""
    return read(site / address / "index.html")


def test_a_service_s_name_is_read_as_written_wherever_it_stands(site: Path) -> None:
    """Heading, title, table, and the links to it."""
    own, table = page(site, "demoras/boletin"), page(site, "demoras")

    assert own.one("article").one("h1").text == AWKWARD
    assert own.one("title").text == f"{AWKWARD} - Demoras · {AWKWARD}"
    assert own.one("a", klass="marca").text.startswith(AWKWARD)
    assert AWKWARD in [cell.text for cell in table.one("table").all("th", klass="nombre")]
    assert AWKWARD in [link.text for link in page(site, "preguntas").one("div", klass="servicios").all("a")]


def test_so_are_the_other_names_of_the_data(site: Path) -> None:
    """Company, group, requirement, channel, question and holiday."""
    own, table = page(site, "demoras/boletin"), page(site, "demoras")
    attention, questions = page(site, "atencion"), page(site, "preguntas")

    title = "¿Cuánto falta para que mi servicio esté activo?"
    assert page(site, "").one("head").one("title").text == f"{title} - Demoras · {AWKWARD}"
    assert AWKWARD in [term.text for term in own.all("dt")]
    assert [head for head in table.all("th", id="proyectos") if head.text.startswith(f"{AWKWARD} ")]
    assert AWKWARD in [cell.text for cell in attention.all("th", klass="nombre")]
    assert AWKWARD in [heading.text for heading in questions.all("h3")]
    assert AWKWARD in [group.text for group in questions.one("div", klass="servicios").all("strong")]
    assert f"vie 25/12 {AWKWARD}" in [row.text for row in page(site, "calendario").all("tr")]


def test_no_page_has_an_element_that_the_data_named(site: Path) -> None:
    """What the search shows holds each name as written."""
    for path in site.rglob("*.html"):
        tree = read(path)
        assert list(tree.all("b")) == [], path
        assert [node for node in tree.all("script") if runs(node) and "Hijos" in str(node.children)] == []
    # The search's script makes text of what the index holds as text.
    places = json.loads((site / "search" / "search_index.json").read_bytes())["places"]
    assert {place["at"] for place in places if place["title"] == AWKWARD} >= {"demoras/boletin/"}
