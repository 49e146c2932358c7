"""What people do to the block in BookStack's two editors loses no word of theirs and leaves no second block."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from generator.publish.manual.bookstack_client import BookStack
from generator.publish.manual.push import Change, Refused, Unchanged
from tests.doubles.bookstack import BookStackServer
from tests.doubles.bookstack_editors import lexical, tinymce, typed_at_end, unfolded
from tests.publish.manual.conftest import BODY, block, folded, planned, pushed

INTRO, OUTRO = '<p id="bkmrk-antes">Antes.</p>', '<p id="bkmrk-luego">Luego.</p>'
BELOW = '<p id="bkmrk-"><br></p>'
NEWER = BODY.replace("2 días", "3 días")


@pytest.fixture
def page(server: BookStackServer, wiki: BookStack) -> int:
    """Give the number of a page that carries the block below somebody's text."""
    number = server.wiki.add("Demoras", f"{INTRO}{OUTRO}")
    pushed(wiki, block(number))
    return number


@pytest.mark.parametrize("save", [tinymce, lexical])
def test_an_unfolded_block_is_not_put_there_a_second_time(
    server: BookStackServer, wiki: BookStack, page: int, save: Callable[[str], str]
) -> None:
    """«Desplegar» takes the mark and the title away; once a person deletes what it left, the block comes back."""
    server.wiki.save(page, save(unfolded(server.wiki.pages[page].raw_html)))
    plan = planned(wiki, block(page, NEWER))

    assert isinstance(plan, Refused)
    assert "quedan restos de un bloque sin su marca ni su título" in plan.error.message
    server.wiki.save(page, f"{INTRO}{OUTRO}")
    pushed(wiki, block(page))
    assert server.wiki.pages[page].raw_html.count("Simplenews") == 1


@pytest.mark.parametrize("is_newer", [True, False])
@pytest.mark.parametrize("before", [f"{INTRO}{OUTRO}", ""])
def test_what_is_typed_at_the_pages_end_is_outside_of_the_block(
    server: BookStackServer, wiki: BookStack, before: str, *, is_newer: bool
) -> None:
    """It goes into the empty paragraph below, whether the block is folded or between rules; the next push keeps it."""
    number = server.wiki.add("Cifras", before)
    pushed(wiki, block(number))
    saved = (lexical if is_newer else tinymce)(server.wiki.pages[number].raw_html)
    server.wiki.save(number, typed_at_end(saved, "Llamar a Juan.", is_newer=is_newer), by="Ana")

    assert isinstance(planned(wiki, block(number)), Unchanged)
    pushed(wiki, block(number, NEWER))
    assert "Llamar a Juan." in server.wiki.pages[number].raw_html


@pytest.mark.parametrize(
    "typed",
    [
        lambda html: typed_at_end(html.removesuffix(BELOW), "Llamar a Juan.", is_newer=True),
        lambda html: html.replace("Generado el", "Llamar a Juan. Generado el"),
        lambda html: html.replace("</details>", "Llamar a Juan.</details>"),
        lambda html: html.replace("2 días hábiles", "2 días hábiles (antes, llamar a Juan)"),
        lambda html: html.replace("</tbody>", "<tr><td>Llamar a Juan.</td><td>9 días</td></tr></tbody>"),
        lambda html: html.replace("<summary>Demoras", "<summary>Llamar a Juan."),
    ],
)
def test_words_of_a_person_inside_the_block_are_not_wiped(
    server: BookStackServer, wiki: BookStack, page: int, typed: Callable[[str], str]
) -> None:
    """They are shown, with the revision that holds them and its author; a person decides."""
    server.wiki.save(page, lexical(typed(server.wiki.pages[page].raw_html)), by="Ana")
    plan = planned(wiki, block(page, NEWER))

    assert isinstance(plan, Refused)
    assert "dentro del bloque «Demoras» hay texto que no escribió el sitio" in plan.error.message
    assert "lamar a Juan" in plan.error.message
    assert "Está en la revisión 3, de «Ana», guardada el 2026-11-23 09:00 UTC." in plan.error.message
    assert "fuera del bloque" in plan.error.remedy


def test_a_line_that_an_older_push_wrote_is_replaced(server: BookStackServer, wiki: BookStack, page: int) -> None:
    """A sentence, a service or a title that the data no longer have was the site's own."""
    older = BODY.replace("Más", "Antes se decía").replace("</tbody>", "<tr><td>Otro</td><td>mañana</td></tr></tbody>")
    pushed(wiki, block(page, older))
    server.wiki.save(page, lexical(server.wiki.pages[page].raw_html), by="Ana")
    pushed(wiki, block(page))

    assert "Antes se decía" not in server.wiki.pages[page].raw_html
    assert "mañana" not in server.wiki.pages[page].raw_html


def test_a_block_without_notes_is_renewed_unless_a_sentence_is_a_persons(
    server: BookStackServer, wiki: BookStack, page: int
) -> None:
    """Its rows and the lines with the site's links pass for the site's."""
    plain = block(page).details_html.replace("<th>Demora</th>", "<th>Demora</th><th>Requisitos</th>")
    server.wiki.save(page, INTRO + plain)
    assert isinstance(planned(wiki, block(page)), Change)
    server.wiki.save(page, INTRO + plain.replace("</details>", "<p>Llamar a Juan.</p></details>"))
    assert isinstance(planned(wiki, block(page)), Refused)


def test_a_block_that_lost_its_mark_gets_it_back(server: BookStackServer, wiki: BookStack, page: int) -> None:
    """BookStack takes it from the second of two; when the first is deleted, the second is all there is."""
    server.wiki.save(page, server.wiki.pages[page].raw_html + folded(block(page)))
    twice = planned(wiki, block(page))
    assert isinstance(twice, Refused)
    assert "el segundo, sin la marca, se titula «Demoras»" in twice.error.message
    assert "borre el segundo «Demoras»" in twice.error.remedy

    server.wiki.save(page, server.wiki.pages[page].raw_html.replace(folded(block(page)), "", 1))
    assert '"bkmrk-demoras-delays"' not in server.wiki.pages[page].raw_html
    adopting = planned(wiki, block(page))
    assert isinstance(adopting, Change)
    assert (adopting.added, adopting.adopted, adopting.difference) == ((), ("Demoras",), ())
    pushed(wiki, block(page))
    assert server.wiki.pages[page].raw_html.count('"bkmrk-demoras-delays"') == 1
    assert isinstance(planned(wiki, block(page)), Unchanged)
