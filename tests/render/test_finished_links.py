"""Every link of a finished page leads to a file of the site and, where it names a place, to one that is there."""

from __future__ import annotations

import pytest

from generator.render.finished_links import NOWHERE, BrokenLink, broken_links

SITE = "https://plazos.example/sub/"
PAGES = {
    "index.html": '<h1 id="arriba">Hola</h1>',
    "demoras/index.html": "<p id=\"a&amp;b\">x</p><h2 id='feriados-ñ'>y</h2>",
    "404.html": "",
}
FILES = {*PAGES, "assets/sitio.css", "calendario.ics", "con espacio.txt"}


def found(html: str, site_url: str = SITE) -> list[tuple[str, bool]]:
    """Return the broken links of a page under `demoras/`, each with whether only its place is missing."""
    pages = {**PAGES, "demoras/una/index.html": html}
    broken = broken_links(pages, {*FILES, *pages}, site_url)
    assert all(link.page == "demoras/una/index.html" for link in broken)
    return [(link.address, link.lacks_place) for link in broken]


@pytest.mark.parametrize(
    "address",
    [
        "../",
        "../../",
        "../../#arriba",
        "../#a&amp;b",
        "../#feriados-%C3%B1",
        "../#feriados-ñ",
        "#aca",
        "",
        "#",
        ".",
        "../../assets/sitio.css",
        "../../calendario.ics?x=1",
        "../../calendario.ics#no",
        "../../con%20espacio.txt",
        "/sub/demoras/",
        SITE,
        f"{SITE}demoras/#a&amp;b",
        "https://otro.example/no/#no",
        "https://plazos.example/otra-cosa/",
        "mailto:alguien@plazos.example",
        "tel:+541100000000",
        "data:,",
    ],
)
def test_a_link_that_leads_somewhere_or_to_another_site_is_left_alone(address: str) -> None:
    assert found(f'<p id="aca"><a href="{address}">x</a></p>') == []


@pytest.mark.parametrize(
    ("html", "broken"),
    [
        ('<a href="../no/">x</a>', ("../no/", False)),
        ("<a href='../no/'>x</a>", ("../no/", False)),
        ("<a href=../no/>x</a>", ("../no/", False)),
        ('<a class="a > b" href="../no/">x</a>', ("../no/", False)),
        ('<a href="#no">x</a>', ("#no", True)),
        ('<a href="../#no">x</a>', ("../#no", True)),
        (f'<a href="{SITE}no">x</a>', (f"{SITE}no", False)),
        ('<link rel="stylesheet" href="no.css">', ("no.css", False)),
        ('<script src="no.js"></script>', ("no.js", False)),
        ('<img alt="" src="no.png">', ("no.png", False)),
        ('<A HREF="../no/">x</A>', ("../no/", False)),
    ],
)
def test_a_link_that_leads_nowhere_is_told_as_it_stands(html: str, broken: tuple[str, bool]) -> None:
    assert found(html) == [broken]


def test_what_only_looks_like_a_link_is_none() -> None:
    """In a text, in a script, in another attribute."""
    text = '<p data-x=\'<a href="no">\'>&lt;a href="no"&gt; href="no"</p><script>const a = \'<a href="no">\'</script>'
    assert found(text) == []


def test_each_link_is_told_once_and_with_its_page() -> None:
    pages = {"index.html": '<a href="no">x</a><a href="no">y</a>'}
    assert broken_links(pages, pages, NOWHERE) == (BrokenLink("index.html", "no", lacks_place=False),)
