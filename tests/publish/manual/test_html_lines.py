"""What a block says does not change when an editor lays it out anew, and does when a word of it changes."""

from __future__ import annotations

import pytest

from generator.publish.manual.html_lines import plain, readable, same_but_for_the_date
from tests.doubles.bookstack_editors import captured, lexical, tinymce
from tests.publish.manual.conftest import BODY

EDITORS = {f"{case['editor']}: {case['case']}": case for case in captured("editors")}


@pytest.mark.parametrize("name", EDITORS)
def test_the_real_editors_leave_what_is_read_as_it_was(name: str) -> None:
    """All that was captured of them, torn pages too."""
    case = EDITORS[name]

    assert readable(case["before"]) == readable(case["after"].replace("outtyped", "out"))
    assert readable(case["before"])


def test_a_row_is_a_line_and_a_link_shows_where_it_leads() -> None:
    """What a person reads in the difference."""
    assert readable(BODY) == (
        "Lo escribe el sitio.",
        "Servicio | Demora",
        "[Simplenews](https://demoras.example.com/demoras/simplenews/) | 2 días hábiles",
        "Más: [el sitio](https://demoras.example.com/).",
        "Generado el viernes 20 de noviembre de 2026; editar en [data](https://git.example/data/).",
    )


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("2 días", "3 días"),
        ("simplenews/", "otro/"),
        ("<td>2 días hábiles</td>", ""),
        ("</table>", "</table><p>Agregado.</p>"),
        ("Lo escribe", '<img src="https://x.example/a.png">Lo escribe'),
        ("Lo escribe", "<script>alert(1)</script>Lo escribe"),
        ("Generado el", "Escrito el"),
    ],
)
def test_a_change_that_a_reader_would_notice_is_one(old: str, new: str) -> None:
    """Figures, links, rows, pictures."""
    assert BODY.count(old) == 1

    assert not same_but_for_the_date(readable(BODY), readable(BODY.replace(old, new)))


@pytest.mark.parametrize("day", ["lunes 23 de noviembre de 2026", "miércoles 6 de enero de 2027"])
def test_the_day_it_was_made_on_is_no_change(day: str) -> None:
    """A push for its sake would flush the page's history in time."""
    other = BODY.replace("viernes 20 de noviembre de 2026", day)

    assert readable(other) != readable(BODY)
    assert same_but_for_the_date(readable(BODY), readable(other))


@pytest.mark.parametrize(
    "laid_out",
    [
        tinymce(BODY),
        lexical(BODY),
        BODY.replace(" ", "&nbsp;", 1).replace("2 días", "2&nbsp;\r\n días"),
        BODY.replace("<th>", '<td class="x" style="width: 50%;"><p>').replace("</th>", "</p><p>&nbsp;</p></td>"),
        BODY.replace("<tbody>", "<thead>").replace("</tbody>", "</thead>"),
        BODY.replace("Simplenews</a>", '<span data-x="1">Simple</span>news</a>'),
        BODY + "<p><br></p><hr>",
        BODY.replace("</td></tr>", "</td><td><p><br></p></td></tr>"),
    ],
)
def test_layout_is_no_change(laid_out: str) -> None:
    """Blanks, classes, cells as paragraphs, empty lines."""
    assert readable(laid_out) == readable(BODY)


def test_what_comes_from_a_page_cannot_steer_a_terminal() -> None:
    """Neither by escapes nor by new lines."""
    assert plain("a\x1b[31m\r\n::error::b\u202e\x07") == "a[31m ::error::b"
