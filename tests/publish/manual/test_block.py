"""A block is found by its id, renewed in its place, and everything around it stays byte for byte."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.model.manual import ManualBlock
from generator.publish.manual.block import BELOW, Span, TornError, spans, with_blocks, without
from generator.publish.manual.html_lines import readable
from generator.publish.manual.noted_lines import remembering
from tests.doubles.bookstack_editors import lexical, tinymce
from tests.publish.manual.conftest import BODY, block, folded, targets

DETAILS = '<details id="bkmrk-demoras-delays"><summary>Demoras</summary><p>1 día</p></details>'
UNMARKED = re.sub(' id="[^"]*"', ' id="bkmrk-demoras1-dia"', DETAILS)
LINKS = "".join(f'<li><a href="https://demoras.example.com/demoras/{name}/">{name}</a></li>' for name in "abc")
ROWS = LINKS.replace("<li>", "<tr><td>").replace("</li>", "</td><td>1 día</td></tr>")
TABLE = f"<table><tbody>{ROWS}</tbody></table>"
THREE = BODY.replace("<tr><th>Servicio</th><th>Demora</th></tr>", ROWS)
NOTED = folded(block())
RULES = '<hr id="bkmrk-demoras-delays-start"><p>1 día</p><hr id="bkmrk-demoras-delays-end">'
PIECES = (
    '<p id="bkmrk-a">uno &amp; dos &nbsp;</p>\r\n',
    '<!-- <details id="bkmrk-demoras-delays"> -->',
    '<details id="bkmrk-x"><summary>Otro</summary><details><p>adentro</p></details></details>',
    '<pre><code>&lt;details id="bkmrk-demoras-delays"&gt;\n</code></pre>',
    "<script>if (a < b) { '<details id=\"bkmrk-demoras-delays\">' }</script>",
    "<p title='<hr id=\"bkmrk-demoras-delays-end\">'>{{@12}}</p>",
    "texto suelto á 😀 ",
    "\n\n",
    '<br><img src="a.png">',
)


def opened(made: ManualBlock) -> str:
    """Return a block as a push writes it between rules."""
    return remembering(made.rules_html, made)


@given(before=st.lists(st.sampled_from(PIECES)), after=st.lists(st.sampled_from(PIECES)), here=st.booleans())
def test_only_the_block_is_replaced(before: list[str], after: list[str], here: bool) -> None:
    """Whatever stands around it, comments, scripts and samples that name it included."""
    old, made = (DETAILS, block().details_html) if here else (RULES, block().rules_html)
    new = remembering(made, block())
    head, tail = "".join(before), "".join(after)
    places = spans(head + old + tail, [block()])

    assert places == {block().id: Span(len(head), len(head + old), in_details=here)}
    below = "" if tail.strip() else BELOW
    assert with_blocks(head + old + tail, {block(): places[block().id]}) == head + new + tail + below
    assert without(head + old + tail, places) == head + tail


@given(page=st.lists(st.sampled_from(PIECES)))
def test_a_page_without_the_block_gets_it_at_its_end(page: list[str]) -> None:
    """Where it can be moved from, by a person, to any other place."""
    html = "".join(page)
    places = spans(html, [block()])

    assert places == {block().id: None}
    made = folded(block()) if readable(html) else opened(block())
    assert with_blocks(html, {block(): None}) == html + made + BELOW


def test_a_page_may_carry_both_blocks() -> None:
    """One is renewed, the other is new."""
    html = f"<p>a</p>{DETAILS}<p>b</p>"
    places = spans(html, [block(), targets()])
    new = with_blocks(html, {one: places[one.id] for one in (targets(), block())})

    assert new == f"<p>a</p>{folded(block())}<p>b</p>{folded(targets())}{BELOW}"
    assert [span is not None for span in spans(new, [block(), targets()]).values()] == [True, True]


@pytest.mark.parametrize(
    ("html", "said"),
    [
        (DETAILS + "\n" + DETAILS, "«bkmrk-demoras-delays» está 2 veces (líneas 1, 2 del código fuente)"),
        ("\n\n" + DETAILS.replace("</details>", ""), "no cierra (línea 3 del código fuente)"),
        (f"<div>{DETAILS.replace('</details>', '')}</div><p>x</p>", "no cierra (línea 1 "),
        ('<p id="bkmrk-demoras-delays">1 día</p>', "quedó en un <p>"),
        ('<hr id="bkmrk-demoras-delays-start"><p>x</p>', "falta «bkmrk-demoras-delays-end»"),
        ('<p>x</p>\n<hr id="bkmrk-demoras-delays-end">', "falta «bkmrk-demoras-delays-start»"),
        (RULES + RULES, "está 2 veces"),
        (RULES.replace("-start", "-X").replace("-end", "-start").replace("-X", "-end"), "no encierran nada entero"),
        (f"<blockquote>{RULES.replace('<p>1 día</p>', '</blockquote>')}", "no encierran nada entero"),
        (RULES.replace("<hr", "<p", 1).replace("<p>", "</p><p>", 1), "no están en dos <hr>"),
        (DETAILS + RULES, "está dos veces: plegado y entre líneas"),
        (DETAILS + UNMARKED, "está dos veces; el segundo, sin la marca, se titula «Demoras» (línea 1 "),
        (UNMARKED + DETAILS, "el segundo, sin la marca, se titula «Demoras»"),
        (UNMARKED + "\n" + UNMARKED, "el segundo, sin la marca, se titula «Demoras» (línea 2 "),
        (RULES + UNMARKED, "el segundo, sin la marca, se titula «Demoras»"),
        (RULES + block().details_html.replace(" id=", " x=").replace("Demoras</s", "Copia</s"), "se titula «Copia»"),
        (DETAILS.replace("<p>", '<details id="bkmrk-demoras-sla"></details><p>'), "un bloque quedó dentro de otro"),
    ],
)
def test_a_torn_block_is_refused_with_its_line(html: str, said: str) -> None:
    """Nothing is guessed about what a person did to it."""
    with pytest.raises(TornError) as torn:
        spans(html, [block(), targets()])

    assert said in str(torn.value)


def test_a_block_may_stand_inside_other_elements() -> None:
    """A person may fold it into a section of their own."""
    html = f"<blockquote><p>a</p>{DETAILS}</blockquote>"

    assert with_blocks(html, {block(): spans(html, [block()])[block().id]}) == html.replace(DETAILS, folded(block()))


def test_the_only_block_that_lost_its_mark_is_adopted() -> None:
    """By its title; where that was changed too, by its first sentence and its link."""
    for lost in (UNMARKED, folded(block()).replace('bkmrk-demoras-delays"', 'x"').replace("Demoras</s", "Copia</s")):
        html = f"<p>a</p>{lost}<p>b</p>"
        places = spans(html, [block()])

        assert places == {block().id: Span(8, 8 + len(lost), in_details=True, has_mark=False)}
        assert with_blocks(html, {block(): places[block().id]}) == f"<p>a</p>{folded(block())}<p>b</p>"


@pytest.mark.parametrize(
    "left",
    [
        BODY,
        BODY.replace("2 días", "9 días"),
        "<p>Lo escribe el sitio.</p>",
        BODY.partition("</table>")[2],
        re.sub(r".*(<p id=[^>]*>).*", r"\1x</p>", NOTED, flags=re.DOTALL),
        '<p><a href="https://git.example/data/">Editar</a></p>',
        TABLE,
        f"<ul>{LINKS}</ul>",
        re.sub("</?a[^>]*>", "", TABLE),
        re.sub("</?a[^>]*>", "", TABLE).replace("1 día", "40 a 50 minutos hábiles"),
        re.sub("</?a[^>]*>", "", re.sub(r"<tr><td>.*", "", BODY, flags=re.DOTALL))
        + "<tr><td>a</td><td>4 días</td></tr>",
        ROWS.partition("</tr>")[0],
        "<p>a 3 días</p><p>b: 4 día</p><p>c - 1 día</p>",
        "<ul><li>a: 1 día</li><li>b: 1 día</li></ul>",
    ],
)
def test_what_is_left_of_an_unfolded_block_is_refused(left: str) -> None:
    """Its sentence, its link, its rows: a second block would stand under an old one for ever."""
    with pytest.raises(TornError, match="quedan restos de un bloque sin su marca ni su título") as torn:
        spans(f"<p>Antes.</p>{left}<p>Después.</p>", [block(body=THREE)])
    assert "borre esos restos" in torn.value.remedy


def test_the_remains_are_named_from_the_first_line_to_the_last() -> None:
    """As they are read on the page."""
    with pytest.raises(TornError) as torn:
        spans(f"<p>Antes.</p>{BODY}<p>Después.</p>", [block()])
    assert "desde «Lo escribe el sitio.» hasta «Generado el viernes 20 de noviembre" in torn.value.remedy


def test_remains_beside_a_whole_block_are_refused_too() -> None:
    """So it was left where an earlier push had added a second one."""
    with pytest.raises(TornError, match="además del bloque, quedan restos"):
        spans(f"{BODY}{folded(block())}", [block()])


@pytest.mark.parametrize(
    "left",
    [
        TABLE,
        TABLE.replace("1 día", "15 días hábiles"),
        lexical(TABLE),
        tinymce(TABLE),
        re.sub("</?a[^>]*>", "", TABLE),
        TABLE.replace("</tr>", "<td>Juan</td></tr>"),
        f"<details><summary>Viejo</summary>{TABLE}</details>",
        f"<blockquote>{TABLE}</blockquote>",
    ],
)
def test_a_whole_block_beside_its_own_old_table_is_refused(left: str) -> None:
    """Nobody renews those figures; the message names the first and the last row, and no line in between of a person."""
    own = f'<p>Vea <a href="https://demoras.example.com/demoras/a/">a</a>.</p><ul>{LINKS}</ul>'
    with pytest.raises(TornError, match="además del bloque, quedan restos") as torn:
        spans(f"{own}{left}<p>Llame a Juan.</p>{folded(block(body=THREE))}", [block(body=THREE)])
    assert re.search(r"borre esos restos, desde «a \| [^»]+» hasta «c \| [^»]+» y ejecute", torn.value.remedy)


@pytest.mark.parametrize(
    "cells",
    [
        ("Juan", "Ana", "Luis"),
        ("341 555-1234", "341 555-1235", "341 555-1236"),
        ("USD 15", "USD 20", "USD 25"),
        ("capacitación de 2 horas", "capacitación de 3 horas", "soporte por 4 días"),
    ],
)
def test_a_persons_own_table_of_services_beside_the_block_is_theirs(cells: tuple[str, ...]) -> None:
    """Who to call, what it costs, how long a course is: none of it is a figure in the block's words."""
    rows = "".join(
        f'<tr><td><a href="https://demoras.example.com/demoras/{name}/">{name}</a></td><td>{cell}</td></tr>'
        for name, cell in zip("abc", cells, strict=True)
    )
    assert spans(f"<table>{rows}</table>{folded(block(body=THREE))}", [block(body=THREE)])


@pytest.mark.parametrize(
    "own",
    [
        '<p>Vea <a href="https://demoras.example.com/demoras/simplenews/">Simplenews</a>.</p>',
        f"<ul>{LINKS.partition('</li>')[0]}</li></ul>",
        '<p>Vea <a href="https://demoras.example.com/">las demoras</a>. Lo escribe el sitio, no nosotros.</p>',
        "<p>Generado el lunes por Ana</p>",
    ],
)
def test_a_persons_own_links_are_no_remains(own: str) -> None:
    """Nor a sentence of theirs; beside a whole block, not even a list of services."""
    assert spans(own, [block(body=THREE)]) == {block().id: None}
    assert spans(f"<ul>{LINKS}</ul>{own}{DETAILS}", [block(body=THREE)])[block().id]


def test_a_whole_block_of_the_other_kind_is_no_remains() -> None:
    """Both open with the same sentence."""
    other = folded(targets(body=BODY))
    assert spans(other, [block()]) == {block().id: None}


def test_a_page_that_says_nothing_else_gets_the_block_unfolded() -> None:
    """And one that is named so; a folded one there is unfolded."""
    assert with_blocks("<p> </p>", {block(): None}) == f"<p> </p>{opened(block())}{BELOW}"
    known = block(is_open=True)
    assert with_blocks("<p>a</p>", {known: None}) == f"<p>a</p>{opened(known)}{BELOW}"
    assert with_blocks(f"{DETAILS}<p>a</p>", {known: spans(DETAILS, [known])[known.id]}) == f"{opened(known)}<p>a</p>"


def test_the_title_is_text_and_the_rest_is_html_already() -> None:
    """Folded; between rules there is no title."""
    made = ManualBlock(1, "delays", "A & <b>", BODY)

    assert made.details_html.startswith('<details id="bkmrk-demoras-delays"><summary>A &amp; &lt;b&gt;</summary>')
    assert BODY in made.details_html
    assert BODY in made.rules_html
    assert "A &amp;" not in made.rules_html
