"""A page of the manual that no longer leads to the site is named."""

from __future__ import annotations

import pytest

from generator.publish.manual.bookstack_client import BookStack
from generator.publish.manual.site_links import link_problems, links_to
from tests.doubles.bookstack import BookStackServer

SITE = "https://demoras.example.com/sitio/"


@pytest.mark.parametrize(
    ("html", "leads"),
    [
        (f'<p><a href="{SITE}">x</a></p>', True),
        (f'<p><a class="y" href="{SITE}demoras/simplenews/#x">x</a></p>', True),
        ('<a href="https://DEMORAS.example.com/sitio">x</a>', True),
        ('<a href=" http://demoras.example.com/sitio/?a=1 ">x</a>', True),
        ("", False),
        (f"<p>{SITE}</p>", False),
        (f'<!-- <a href="{SITE}">x</a> -->', False),
        (f'<img src="{SITE}a.png">', False),
        ('<a href="https://demoras.example.com/">x</a>', False),
        ('<a href="https://demoras.example.com/sitios/">x</a>', False),
        ('<a href="https://demoras.example.com.evil.example/sitio/">x</a>', False),
        ('<a href="javascript://demoras.example.com/sitio/">x</a>', False),
        ('<a href="https://[roto">x</a><a>y</a>', False),
    ],
)
def test_a_link_to_the_site_or_below_it_counts(html: str, *, leads: bool) -> None:
    """A mention is none."""
    assert links_to(html, SITE) is leads


def test_each_page_without_a_link_is_named_once(server: BookStackServer, wiki: BookStack) -> None:
    """A page that is gone as well, and one read as its readers get it: with what it includes."""
    good = server.wiki.add("Con", f'<p><a href="{SITE}">x</a></p>')
    bad = server.wiki.add("Sin", "<p>x</p>")
    including = server.wiki.add("Incluye", f"<p>{{{{@{good}}}}}</p>")

    problems = link_problems(wiki, [bad, good, bad, including, 99], SITE)

    assert [problem.message for problem in problems] == [
        f"Página {bad} del manual, «Sin»: no enlaza a {SITE}.",
        "Página 99 del manual: no existe, o el usuario del token no la ve.",
    ]
    assert all(problem.path == "data/manual.yml" and problem.remedy for problem in problems)
