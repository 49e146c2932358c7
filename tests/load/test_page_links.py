"""At a glance, no link of a page is missed and no place of it is made up: laid out, it has no more and no fewer."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from generator.compute.explained_cases import explained_cases
from generator.compute.public_facts import public_facts
from generator.load import dead_links, load_catalog
from generator.load.clock_sheets import load_clock_cases
from generator.load.page_links import PageLinks, glance_at_links, read_links
from generator.load.written_pages import written_pages
from generator.render.site import public_site
from generator.site_pipeline import layout_problems
from generator.words.language import WORDS
from tests.load.tree import BASE
from tests.sample_company import SAMPLE

NOW = datetime(2026, 11, 20, 15, tzinfo=UTC)
PIECES = (
    *("[a](b.md)", "![a](c.png)", "[a](b.md#d)", '[a](b.md "título")', "[a](<b c.md>)", "[a](b(c).md)", "[a] (b.md)"),
    *("[a][1]", "\n\n[1]: e.md\n\n", "[1]:\n e.md", r"\[a](f.md)", r"[a\](g.md)", "[a`]`(h.md)", "[a&#93;(i.md)"),
    *("[[a](j.md)](k.md)", "<https://l.example/>", "<m@n.example>", "[a](o.md){: #p .q }", "[a](r&amp;s.md)"),
    *('<a href="t/">u</a>', "<a href=v/>w</a>", "<A HREF='x/'>y</A>", '<img alt=">" src="z.png">', '<p id="aa">b</p>'),
    *('<div markdown="1">\n\n', "\n\n</div>", "<!-- ", " -->", "\n\n# Uno {: #cc }\n\n", "\n\n## Dos { #dd }\n\n"),
    *(
        "\n\n```\n",
        "\n```\n\n",
        "\n\n    ",
        "`",
        "``",
        "*",
        "\n\n- ",
        "\n\n> ",
        "\n",
        "\n\n",
        " ",
        "texto",
        "| a |\n|---|\n",
    ),
    *('<link href="ee.css">', "{: href=ff.md }", "{: #gg }", "]", "(", "hh.md)", "<script>", "</script>"),
)


def is_sound(page: str) -> bool:
    """Tell whether a glance at a page, if one is enough, sees all of its links and no place that it lacks."""
    exactly, glance = read_links(page), glance_at_links(page)
    if glance is None:
        return True
    links, raw = within(exactly.links), within(exactly.raw)
    return links <= {*glance.links} and raw <= {*glance.raw} and glance.anchors <= exactly.anchors


def within(links: tuple[str, ...]) -> set[str]:
    """Return links without those that lead to other sites or to somebody's mailbox, which are nobody's to follow."""
    return {link for link in links if ":" not in link and "\x02" not in link}


@pytest.mark.parametrize("root", [SAMPLE, BASE], ids=["sample", "base"])
def test_so_it_is_for_every_page_that_the_program_makes(root: Path) -> None:
    catalog = load_catalog(root)
    site = public_site(catalog, public_facts(catalog, None, NOW), explained_cases(load_clock_cases(root, WORDS)))
    pages = {path: text for path, text in site.files.items() if path.endswith(".md") and isinstance(text, str)}

    assert [path for path, text in pages.items() if not is_sound(text)] == []
    # Or looking closer would cost what a glance is to save.
    assert [path for path, text in pages.items() if glance_at_links(text) is None] == []


def test_so_it_is_for_whatever_else_a_page_may_hold() -> None:
    drawn = random.Random(14)  # noqa: S311 - variety is wanted here, not secrecy
    pages = ["".join(drawn.choices(PIECES, k=drawn.randrange(1, 9))) for _ in range(4000)]

    assert [page for page in pages if not is_sound(page)] == []
    assert sum(glance_at_links(page) is not None for page in pages) > 1000


@pytest.mark.parametrize(
    ("page", "places"),
    [
        ("<div>\n{}\n</div>", set()),
        ("<div>\n\n{}\n\n</div>", set()),
        ("<p>a\n{}\nb</p>", set()),
        ("<table>\n<tr><td>\n{}\n</td></tr></table>", set()),
        ('<div markdown="1">\n<div>\n{}\n</div></div>', set()),
        ('<div>\n<div markdown="1">\n</div>\n{}\n</div>', set()),
        ("<details><summary>a</summary>\n\n{}\n</details>", set()),
        ('<div markdown="1">\n\n{}\n\n</div>', {"uno"}),
        ("<p>a<br>b</p>\n\n{}", {"uno"}),
        ("a <b>c</b>\n\n{}", {"uno"}),
    ],
)
def test_a_heading_in_the_midst_of_html_is_a_text_and_no_place(page: str, places: set[str]) -> None:
    text = page.format("## Uno {: #uno }")
    glance = glance_at_links(text)
    assert glance is not None
    assert (glance.anchors, read_links(text).anchors) == (places, places)


@pytest.mark.parametrize("root", [SAMPLE, BASE], ids=["sample", "base"])
def test_pages_alike_link_to_the_same_places_as_one_that_is_looked_at(root: Path) -> None:
    catalog = load_catalog(root)
    site = public_site(catalog, public_facts(catalog, None, NOW))
    own = {f"demoras/{key}.md": key for key in catalog.services}

    def places(path: str) -> frozenset[str]:
        found = read_links(str(site.files[path]))
        return frozenset(link.replace(f"-{own[path]}", "-") for link in (*found.links, *found.raw) if ":" not in link)

    looked_at = {places(path) for path in own if path not in site.alike}

    assert site.alike < own.keys()
    assert [path for path in site.alike if places(path) not in looked_at] == []


def test_a_place_is_seen_at_a_glance_wherever_its_id_stands() -> None:
    """A table of 500 rows would else be laid out to find it."""
    for row in ('<tr id="fila" data-tipo="dias" markdown="1">', '<tr data-tipo="dias" id="fila" markdown="1">'):
        found = glance_at_links(f'<table markdown="1">\n{row}\n<td>uno</td></tr>\n</table>\n')
        assert found is not None
        assert "fila" in found.anchors


@pytest.mark.parametrize("root", [SAMPLE, BASE], ids=["sample", "base"])
def test_where_all_links_lead_somewhere_no_page_is_laid_out(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither what is written by hand around figures, nor what shows code."""
    laid_out: list[str] = []

    def noted(page: str, fill: Callable[[str], str] = str) -> PageLinks:
        laid_out.append(page)
        return read_links(page, fill)

    monkeypatch.setattr(dead_links, "read_links", noted)
    catalog, project = load_catalog(root), Path(__file__).parents[2]
    site = public_site(catalog, public_facts(catalog, None, NOW), explained_cases(load_clock_cases(root, WORDS)))
    assert (layout_problems(project, written_pages(project), site), laid_out) == ((), [])
