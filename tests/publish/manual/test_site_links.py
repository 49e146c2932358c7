"""A page of the manual that no longer leads to the site is named, and one with a block that nobody renews."""

from __future__ import annotations

import re

import pytest

from generator.publish.manual.bookstack_client import BookStack
from generator.publish.manual.push import plans
from generator.publish.manual.site_links import link_problems, links_to
from generator.publish.manual.stray_blocks import stray_problems
from tests.doubles.bookstack import BookStackServer
from tests.doubles.bookstack_editors import unfolded
from tests.doubles.bookstack_pages import wiki_error
from tests.publish.manual.conftest import block, folded, pushed, targets

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

    problems = link_problems(plans(wiki, [block(bad), block(good), targets(bad), block(including), block(99)]), SITE)

    assert [problem.message for problem in problems] == [
        f"Página {bad} del manual, «Sin»: no enlaza a {SITE}.",
        "Página 99 del manual: no existe, o el usuario del token no la ve.",
    ]
    assert all(problem.path == "data/manual.yml" and problem.remedy for problem in problems)


def test_a_push_is_advised_only_where_it_would_write(server: BookStackServer, wiki: BookStack) -> None:
    """Else the person reads why it would not, and what to do about that."""
    plain = server.wiki.add("Lisa", "<p>x</p>")
    written = server.wiki.add("Escrita", "<p>x</p>", markdown="x")
    torn = server.wiki.add("Rota", "<p>Lo escribe el sitio.</p>")

    advised, *refused = link_problems(plans(wiki, [block(plain), block(written), block(torn)]), SITE)

    assert "demoras manual push --yes" in advised.remedy
    assert not any("manual push" in problem.remedy for problem in refused)
    assert "está escrita en Markdown. Páselo al editor visual" in refused[0].remedy
    assert "quedan restos de un bloque" in refused[1].remedy
    assert all(problem.remedy.startswith("Agregue en ella un enlace al sitio. ") for problem in refused)


def test_a_block_in_a_page_that_is_not_listed_is_named(server: BookStackServer, wiki: BookStack) -> None:
    """Copied with *Copiar*, unfolded there, or of a page that left the list; not a draft, nor one that is gone."""
    both = [server.wiki.add("Demoras", "<p>x</p>"), server.wiki.add("SLA", "<p>x</p>")]
    pushed(wiki, block(both[0]))
    pushed(wiki, targets(both[1]))
    copied, gone, draft = (server.wiki.copy(both[0], name) for name in ("Demoras (copia)", "Borrada", "Borrador"))
    server.wiki.pages[gone].is_deleted = server.wiki.pages[draft].draft = True
    flat = server.wiki.add("Suelta", unfolded(server.wiki.pages[both[0]].raw_html))
    server.wiki.add("Cuenta", "<p>En Demoras dice: Lo escribe el sitio. No lo cambie.</p>")
    own = [block(both[0]), targets(both[1])]

    problems = stray_problems(wiki, own, plans(wiki, own))
    assert [problem.message for problem in problems] == [
        f"Página {number} del manual, «{name}»: lleva un bloque del sitio y no está en data/manual.yml, "
        "así que nadie lo actualiza."
        for number, name in ((copied, "Demoras (copia)"), (flat, "Suelta"))
    ]
    assert problems[0].remedy.endswith(f"agréguela a «pages»: {{page: {copied}, block: delays}}.")


FLAT = re.sub(r"<details[^>]*>\n?<summary>.*?</summary>(.*)</details>", r"\1", folded(block()), flags=re.DOTALL)
BARE = re.sub(r"<p>Lo escribe[^<]*</p>", "", folded(block()).replace("<summary>Demoras</s", "<summary>Plazos</s"))
TABLE = re.sub(r".*(<table>.*</table>).*", r"\1", BARE, flags=re.DOTALL)


@pytest.mark.parametrize(
    "left",
    [
        BARE,
        re.sub(r"<p>.*(?=</details>)", "", BARE, flags=re.DOTALL),
        re.sub(r"<p><strong>.*?</p>|<table>.*</table>", "", BARE, flags=re.DOTALL),
        FLAT,
        TABLE,
        re.sub(r"</?a[^>]*>", "", TABLE),
    ],
)
def test_a_copy_is_found_by_whatever_is_left_in_it(server: BookStackServer, wiki: BookStack, left: str) -> None:
    """Without its sentence and its title, only its table, only its last line; it is looked for by each."""
    page = server.wiki.add("Demoras", "<p>x</p>")
    pushed(wiki, block(page))
    copied = server.wiki.add("Copia", f"<p>Nuestra.</p>{left}")
    server.wiki.add("Propia", '<p>Simplenews: <a href="https://demoras.example.com/demoras/simplenews/">vea</a>.</p>')
    server.wiki.add("Teléfonos", "<table><tr><td>Simplenews</td><td>341 555-1234</td></tr></table>")

    problems = stray_problems(wiki, [block(page)], plans(wiki, [block(page)]))
    assert [problem.message.partition(":")[0] for problem in problems] == [f"Página {copied} del manual, «Copia»"]


def test_a_page_that_is_not_given_hides_no_other(server: BookStackServer, wiki: BookStack) -> None:
    """A listed one is told with its reason; of one that the search found, another may still be read."""
    listed, locked = (server.wiki.add(name, f'<p><a href="{SITE}">x</a></p>') for name in ("Demoras", "Cerrada"))
    pushed(wiki, block(listed))
    unread, copied = (server.wiki.copy(listed, name) for name in ("Copia cerrada", "Copia"))
    for page in (locked, unread):
        server.answer_page(page, "GET", wiki_error(403, "No."))
    own = [block(listed), targets(locked)]

    (told,) = link_problems(plans(wiki, own), SITE)
    assert told.message == f"Página {locked} del manual: el usuario del token no la puede ver (403)."
    (stray,) = stray_problems(wiki, own, plans(wiki, own))
    assert f"Página {copied} del manual, «Copia»" in stray.message


def test_a_listed_page_with_a_block_of_a_kind_it_is_not_listed_for_is_named(
    server: BookStackServer, wiki: BookStack
) -> None:
    """Somebody took its line out of the list, and not the block out of the page."""
    page = server.wiki.add("Demoras", "<p>x</p>")
    pushed(wiki, block(page), targets(page))

    assert stray_problems(wiki, [block(page), targets(page)], plans(wiki, [block(page), targets(page)])) == ()
    (problem,) = stray_problems(wiki, [block(page)], plans(wiki, [block(page)]))
    assert problem.remedy.endswith(f"{{page: {page}, block: sla}}.")
