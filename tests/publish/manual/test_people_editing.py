"""What people do to the block in BookStack's two editors loses no word of theirs and leaves no second block."""

from __future__ import annotations

import re
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


NOTES = r' id="bkmrk-demoras-delays-lines-\w+"'


@pytest.mark.parametrize(
    "typed",
    [
        lambda html: html.replace("</tbody>", "<tr><td>Juan</td><td>x</td></tr></tbody>"),
        lambda html: html.replace("</tbody>", "<tr><td>Simplenews</td><td>2 días, sólo Juan</td></tr></tbody>"),
        lambda html: html.replace("</table>", "</table><p>Juan</p>"),
        lambda html: html.replace("</table>", '</table><p>Juan, <a href="https://demoras.example.com/">ahí</a></p>'),
        lambda html: html.replace(">Simplenews<", ">Juan<"),
        lambda html: html.replace("</td></tr>", "</td><td>Juan</td></tr>"),
        lambda html: html.replace("</th></tr>", "</th><th>Juan</th></tr>"),
        lambda html: html.replace("</table>", "</table><!-- Juan -->"),
    ],
)
@pytest.mark.parametrize("has_notes", [True, False])
def test_what_a_person_typed_is_not_wiped_from_a_block_without_notes(
    server: BookStackServer, wiki: BookStack, page: int, typed: Callable[[str], str], *, has_notes: bool
) -> None:
    """A row, a line with the site's link, a name, a comment of the source: as in one with its notes."""
    html = server.wiki.pages[page].raw_html
    server.wiki.save(page, typed(html if has_notes else re.sub(NOTES, "", html)), by="Ana")
    plan = planned(wiki, block(page, NEWER))

    assert isinstance(plan, Refused)
    assert "Juan" in plan.error.message
    assert "Está en la revisión 3, de «Ana», guardada el 2026-11-23 09:00 UTC." in plan.error.message


def test_without_notes_a_row_of_a_service_that_is_gone_is_the_sites(
    server: BookStackServer, wiki: BookStack, page: int
) -> None:
    """It links where services are, and says nothing else than rows do."""
    gone = '<tr><td><a href="https://demoras.example.com/demoras/viejo/">Viejo</a></td><td>1 a 4 días hábiles</td></tr>'
    pushed(wiki, block(page, BODY.replace("</tbody>", f"{gone}</tbody>")))
    server.wiki.save(page, re.sub(NOTES, "", server.wiki.pages[page].raw_html))
    pushed(wiki, block(page))
    assert "Viejo" not in server.wiki.pages[page].raw_html


@pytest.mark.parametrize(
    "cut",
    [
        lambda html: html.replace("Generado el viernes 20 de noviembre de 2026; ", ""),
        lambda html: html.replace(" el viernes 20 de noviembre de 2026", ""),
        lambda html: html.replace(" de noviembre de 2026", ""),
        lambda html: re.sub(r"<p[^>]*>Generado.*?</p>", "", html),
        lambda html: re.sub("</?a[^>]*>", "", html),
        lambda html: html.replace("<strong>Más</strong>: ", ""),
        lambda html: html.replace(" hábiles", ""),
        lambda html: html.replace("2 días", "2días").replace("<strong>Más</strong>: ", ""),
        lambda html: html.replace("Lo escribe", "Loescribe").replace(" sitio.", ""),
        lambda html: html.replace("Lo escribe el sitio.", ""),
        lambda html: re.sub(r"(sitio</a>\.)</p>\s*<p[^>]*>", r"\1 ", html),
        lambda html: html.replace(" sitio.", "</p><p>sitio."),
    ],
)
@pytest.mark.parametrize("save", [tinymce, lexical])
def test_a_block_from_which_a_person_only_took_away_is_made_whole(
    server: BookStackServer, wiki: BookStack, page: int, save: Callable[[str], str], cut: Callable[[str], str]
) -> None:
    """Its day, a link, a word, a line, the end of a paragraph: nothing of theirs is in it."""
    server.wiki.save(page, save(cut(server.wiki.pages[page].raw_html)), by="Ana")
    later = BODY.replace("viernes 20 de noviembre de 2026", "martes 5 de enero de 2027")
    pushed(wiki, block(page, later))
    assert isinstance(planned(wiki, block(page, later)), Unchanged)


@pytest.mark.parametrize("sign", ["✔", "(!)", "*", "→"])
def test_a_sign_that_a_person_put_is_theirs(server: BookStackServer, wiki: BookStack, page: int, sign: str) -> None:
    """It means something to somebody."""
    server.wiki.save(page, server.wiki.pages[page].raw_html.replace("Simplenews", f"Simplenews {sign}"))
    assert isinstance(planned(wiki, block(page, NEWER)), Refused)


def test_an_altered_link_is_shown_with_the_one_that_was_expected(
    server: BookStackServer, wiki: BookStack, page: int
) -> None:
    """On the page both look alike; with its line deleted, the site writes it anew."""
    html = server.wiki.pages[page].raw_html
    server.wiki.save(page, html.replace("/demoras/simplenews/", "/otra/"), by="Ana")
    plan = planned(wiki, block(page))

    assert isinstance(plan, Refused)
    found, expected = "https://demoras.example.com/otra/", "https://demoras.example.com/demoras/simplenews/"
    assert f"en «Simplenews | 2 días hábiles» lleva a «{found}» y el sitio escribió «{expected}»" in plan.error.message
    assert "de «Ana»" in plan.error.message
    assert "borre su línea, que el sitio escribe de nuevo" in plan.error.remedy
    server.wiki.save(page, re.sub(r"<tr><td><a.*?</tr>", "", html))
    pushed(wiki, block(page))


def test_a_link_put_where_none_was_is_shown(server: BookStackServer, wiki: BookStack, page: int) -> None:
    """It is a person's, though no word is."""
    html = server.wiki.pages[page].raw_html
    server.wiki.save(page, html.replace("2 días", '<a href="https://x.example/juan">2 días</a>'))
    plan = planned(wiki, block(page, NEWER))

    assert isinstance(plan, Refused)
    assert "lleva a «https://x.example/juan» y el sitio no puso ahí ninguno" in plan.error.message
    server.wiki.save(page, html.replace("2 días", '<a href="https://x.example/juan">unos 2 días</a>'))
    plan = planned(wiki, block(page, NEWER))
    assert isinstance(plan, Refused)
    assert "unos 2 días hábiles», que enlaza a «https://x.example/juan» (el sitio escribió «" in plan.error.message


def test_words_of_ours_typed_beside_their_line_are_a_persons(
    server: BookStackServer, wiki: BookStack, page: int
) -> None:
    """A line from which somebody took something away is ours once, not as often as somebody types some of its words."""
    html = server.wiki.pages[page].raw_html.replace("</table>", "</table><p>Simplenews 4 días</p>")
    server.wiki.save(page, html)
    assert isinstance(planned(wiki, block(page, NEWER)), Refused)


def test_what_was_left_of_a_line_is_ours_when_its_figure_changes_too(
    server: BookStackServer, wiki: BookStack, page: int
) -> None:
    """Both may happen between two pushes."""
    server.wiki.save(page, re.sub("</?a[^>]*>", "", server.wiki.pages[page].raw_html))
    pushed(wiki, block(page, NEWER))


def test_a_block_that_a_person_folded_into_their_own_is_one(
    server: BookStackServer, wiki: BookStack, page: int
) -> None:
    """Whatever their fold is called."""
    made = folded(block(page))
    html = server.wiki.pages[page].raw_html
    server.wiki.save(page, html.replace(made, f"<details><summary>Todo</summary>{made}</details>"))
    assert isinstance(planned(wiki, block(page)), Unchanged)


def test_an_altered_line_is_shown_beside_the_sites(server: BookStackServer, wiki: BookStack, page: int) -> None:
    """However long it is, where they part."""
    long = BODY.replace("Lo escribe el sitio.", f"Lo escribe el sitio. {'Y así sigue. ' * 9}Fin.")
    pushed(wiki, block(page, long))
    server.wiki.save(page, server.wiki.pages[page].raw_html.replace("Fin.", "Juan sabe."))
    plan = planned(wiki, block(page, long))

    assert isinstance(plan, Refused)
    assert re.search(r"«…[^»]*Juan sabe\.» \(el sitio escribió «…[^»]*Fin\.»\)", plan.error.message)
    later = long.replace("viernes 20 de noviembre de 2026", "martes 5 de enero de 2027")
    server.wiki.save(page, folded(block(page, long)).replace("editar en", "lo editó Juan, y se edita en"))
    plan = planned(wiki, block(page, later))
    assert isinstance(plan, Refused)
    assert re.search(r"«…[^»]*2026; lo editó Juan[^»]*» \(el sitio escribió «…[^»]*; editar en", plan.error.message)


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
