"""A notice in the data is seen on the built site: on Inicio, on its service, in the catalog and in the history."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.sample_company import copied
from tests.site.reading import Node, read, section
from tests.site.test_engines import engine

AWKWARD = 'Mudanza <x>"grande" & [otra] _x_'
NOTICE = f"""\
kind: delay
title: '{AWKWARD}'
reason: Se mudan los servidores.
from: 2026-12-21
until: 2026-12-24
services: [boletin]
promise: 10 días corridos
"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a strict build of the data with one notice, as of Wednesday 23 December 2026."""
    root = copied(tmp_path_factory.mktemp("notices"))
    (root / "data" / "notices" / "mudanza.yml").write_text(NOTICE, encoding="utf-8")
    ran = engine("mkdocs", root / "site", root)
    assert ran.returncode == 0, ran.stderr
    return root / "site"


def page(site: Path, address: str) -> Node:
    """Return one page."""
    return read(site / address / "index.html")


def test_inicio_shows_the_notice_that_holds_and_leads_to_it(site: Path) -> None:
    """Its words are read as written; no other page has the banner."""
    banner = page(site, "").one("article").one("section", klass="avisos")
    (link,) = banner.all("a")

    assert banner.text == (
        f"{AWKWARD}, del lunes 21 al jueves 24 de diciembre de 2026. "
        "Boletín de noticias: 10 días corridos en lugar del plazo habitual."
    )
    assert (link.text, link.attrs["href"]) == (AWKWARD, "avisos/#aviso-mudanza")
    assert [name for name in ("demoras", "avisos", "preguntas") if list(page(site, name).all(klass="avisos"))] == []


def test_its_service_shows_both_promises_the_dates_and_counts_the_temporary_one(site: Path) -> None:
    """Ten calendar days after 23 December end with 2 January."""
    article = page(site, "demoras/boletin").one("article")
    box = article.one("div", klass="aviso")

    assert article.one("p", klass="plazo-cifra").text == "10 días corridos"
    assert "es de 10 días corridos, en lugar de 3 días hábiles. Se mudan los servidores." in box.text
    assert (box.one("a").text, box.one("a").attrs["href"]) == (AWKWARD, "../../avisos/#aviso-mudanza")
    assert "a más tardar el sábado 2 de enero de 2027 al final del día" in article.text
    began = "miércoles 23 de diciembre a las 12:00"
    assert f"El plazo temporal del aviso es de 10 días corridos desde el {began}." in article.text


def test_the_catalog_s_row_names_the_ordinary_promise_beside_the_temporary_one(site: Path) -> None:
    """No other row says anything of notices, and of the sentence the figure alone stands out."""
    (cell,) = page(site, "demoras").all("td", klass="de-aviso")
    said = cell.text
    assert [strong.text for strong in cell.all("strong")] == ["10 días corridos"]
    usual = "3 días hábiles desde los requisitos"
    assert said == f"10 días corridos, por aviso hasta el jue 24/12/2026; habitualmente, {usual}"


def test_the_history_has_it_under_what_holds_and_the_search_finds_it(site: Path) -> None:
    """With its title as written and as no element of the page."""
    history = page(site, "avisos")
    docs = json.loads((site / "search" / "search_index.json").read_bytes())["places"]

    assert AWKWARD in section(history, "vigentes")
    assert "Plazo: 10 días corridos. El habitual: Boletín de noticias: 3 días hábiles" in section(
        history, "aviso-mudanza"
    )
    assert [heading.attrs["id"] for heading in history.all("h2")] == ["vigentes", "anteriores"]
    assert list(history.all("b")) == []
    assert [entry["at"] for entry in docs if entry["at"] == "avisos/#aviso-mudanza"]
