"""A hand-written page links only to pages, places and files that the site has, and the menu names each page."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from generator.load.dead_links import dead_links
from generator.load.page_links import EXTENSIONS
from generator.load.written_pages import written_pages
from tests.sample_company import REPOSITORY

GENERATED: dict[str, str | bytes] = {
    "preguntas/index.md": "# Preguntas\n\n### ¿Cómo? {: #como }\n\n<p id='suelto'>x</p>\n\n[Inicio](../index.md)\n",
    "demoras/hosting.md": "# Hosting\n\n## Con título\n",
    "calendario.json": b"{}",
}
FOLDER = "site_src/docs"
MENU = ("index.md", "preguntas/index.md", "demoras/hosting.md")


def said(root: Path, page: str, menu: tuple[str, ...] = MENU, **others: str) -> list[str]:
    """Return the problems of a home page beside other files, each named with `__` for the slash."""
    for name, text in {"index.md": page, "foto.png": "", **others}.items():
        path = root / FOLDER / name.replace("__", "/")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return [
        str(problem)
        for problem in dead_links(written_pages(root), GENERATED, menu, lambda text: text.replace("{{ x }}", "como"))
    ]


@pytest.mark.parametrize(
    "page",
    [
        "[a](preguntas/index.md)",
        "[a](preguntas/index.md#como){ .boton }",
        "[a](preguntas/index.md#suelto)",
        "[a](preguntas/index.md#{{ x }})",
        "[a](demoras/hosting.md#con-titulo)",
        "# Esta\n\n[a](#esta)",
        "[a](index.md) ![b](foto.png) [c](calendario.json#nada)",
        "[a](https://otro.example/x#y) <mailto:a@b.example> <a@b.example>",
        "```\n[a](nada.md)\n```\n\n`[b](nada.md)`",
        '<a href="./">en HTML, que MkDocs no mira</a> <img alt="" src="foto.png">',
        "---\ntitle: '[a](nada.md)'\n---\n\n# Inicio",
    ],
)
def test_a_link_that_leads_somewhere_is_none(tmp_path: Path, page: str) -> None:
    assert said(tmp_path, page) == []


@pytest.mark.parametrize(
    ("page", "place", "told"),
    [
        ("# Uno\n\n[a](preguntas/index.md#comos)", "3:5", "«comos», un lugar que «preguntas/index.md» no tiene"),
        ("[a](preguntas/index.md#no)", "1:5", "falta data/faq/no.yml o no es pública"),
        ("[a](preguntas/index.md#comos)", "1:5", "¿Quiso decir «como»?"),
        ("[a](demoras/hostin.md)", "1:5", "¿Quiso decir «demoras/hosting.md»?"),
        ("[a](preguntas/)", "1:5", "lleva a «preguntas», que no está en el sitio"),
        ("[a](../fuera.md)", "1:5", "lleva a «../fuera.md», que no está en el sitio"),
        ("[a](/demoras/hosting.md)", "1:5", "empieza con «/»"),
        ("[a](#nada)", "1:5", "un lugar que «index.md» no tiene"),
        ("![a](fotos/no.png)", "1:6", "lleva a «fotos/no.png», que no está en el sitio"),
        ("[a][1]\n\n[1]: nada.md", "3:6", "lleva a «nada.md», que no está en el sitio"),
        ('<div markdown="1">\n\n[a](nada.md)\n\n</div>', "3:5", "lleva a «nada.md», que no está en el sitio"),
    ],
)
def test_a_link_that_leads_nowhere_is_told_at_its_place_with_a_remedy(
    tmp_path: Path, page: str, place: str, told: str
) -> None:
    (problem,) = said(tmp_path, page)

    assert problem.startswith(f"{FOLDER}/index.md:{place}: el enlace «")
    assert told in problem


def test_a_page_that_no_menu_names_is_refused(tmp_path: Path) -> None:
    others = {"ayuda__nueva.md": "# Nueva", ".borrador.md": "# No", "templates__x.md": "# No"}
    (problem,) = said(tmp_path, "# Inicio", **others)

    assert problem.startswith(f"{FOLDER}/ayuda/nueva.md:1:1: esta página no está en el menú del sitio.")


def test_a_generated_page_that_no_menu_names_is_refused(tmp_path: Path) -> None:
    (problem,) = said(tmp_path, "# Inicio", MENU[:2])

    assert problem.startswith("generator/render/pages.py:1:1: demoras/hosting.md: esta página no está en el menú")


def test_a_page_that_the_menu_names_and_nobody_wrote_is_missing(tmp_path: Path) -> None:
    (problem,) = said(tmp_path, "# Inicio", (*MENU, "calendario/index.md"))

    assert problem.startswith(f"{FOLDER}/calendario/index.md:1:1: falta este archivo.")


def test_a_link_of_a_generated_page_is_told_too(tmp_path: Path) -> None:
    folder = tmp_path / FOLDER
    folder.mkdir(parents=True)
    (folder / "otra.md").write_text("# Otra", encoding="utf-8")
    (problem,) = dead_links(written_pages(tmp_path), GENERATED, ("otra.md", *MENU[1:]), str)

    assert "en la página generada preguntas/index.md, el enlace «../index.md»" in str(problem)


@pytest.mark.parametrize(
    ("link", "told"),
    [
        ("https://sitio.example/nada/", "lleva a «nada/», que no está en el sitio"),
        ("https://sitio.example/preguntas/#no", "lleva a «no», un lugar que esa página no tiene"),
        ("https://sitio.example/preguntas/?a=b#como", ""),
        ("https://sitio.example/", ""),
        ("https://sitio.example/sitemap.xml", ""),
        ("https://otro.example/nada/", ""),
    ],
)
@pytest.mark.parametrize("form", ["<{}>", "[a]({})", '<a href="{}">a</a>'])
def test_the_site_s_own_whole_address_is_a_link_like_any_other(tmp_path: Path, form: str, link: str, told: str) -> None:
    """A build refuses it, where it leads nowhere; a text of the data that brought it is the place to mend."""
    folder, data = tmp_path / FOLDER, tmp_path / "data" / "services"
    folder.mkdir(parents=True)
    data.mkdir(parents=True)
    (folder / "index.md").write_text("# Inicio", encoding="utf-8")
    (data / "hosting.yml").write_text(f"name: Hosting\nnote: Vea {link}\n", encoding="utf-8")
    pages = GENERATED | {"demoras/hosting.md": f"# Hosting\n\nVea {form.format(link)}\n"}
    found = dead_links(
        written_pages(tmp_path), pages, MENU, str, site_url="https://sitio.example/", data=tmp_path / "data"
    )

    assert len(found) == bool(told)
    assert all(
        told in str(one) and str(one).startswith("data/services/hosting.yml:2:11: en la página generada demoras/")
        for one in found
    )


def test_a_project_without_pages_of_its_own_is_left_alone(tmp_path: Path) -> None:
    assert dead_links(written_pages(tmp_path), {"a.md": "[a](nada.md)"}, ("index.md",), str) == ()


def test_the_pages_are_read_as_the_site_s_engine_reads_them() -> None:
    """Two lists that part would let a link pass here that the engine refuses."""
    engine = yaml.safe_load((REPOSITORY / "mkdocs.yml").read_text(encoding="utf-8"))
    named = {name for entry in engine["markdown_extensions"] for name in ([entry] if isinstance(entry, str) else entry)}

    assert set(EXTENSIONS) == {*named, "toc", "tables", "fenced_code"}
