"""A block is found by its id, renewed in its place, and everything around it stays byte for byte."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.model.manual import ManualBlock
from generator.publish.manual.block import Span, TornError, spans, with_blocks, without
from tests.publish.manual.conftest import BODY, block, targets

DETAILS = '<details id="bkmrk-demoras-delays"><summary>Demoras</summary><p>1 día</p></details>'
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


@given(before=st.lists(st.sampled_from(PIECES)), after=st.lists(st.sampled_from(PIECES)), here=st.booleans())
def test_only_the_block_is_replaced(before: list[str], after: list[str], here: bool) -> None:
    """Whatever stands around it, comments, scripts and samples that name it included."""
    old, new = (DETAILS, block().details_html) if here else (RULES, block().rules_html)
    head, tail = "".join(before), "".join(after)
    places = spans(head + old + tail, [block()])

    assert places == {block().id: Span(len(head), len(head + old), in_details=here)}
    assert with_blocks(head + old + tail, {block(): places[block().id]}) == head + new + tail
    assert without(head + old + tail, places) == head + tail


@given(page=st.lists(st.sampled_from(PIECES)))
def test_a_page_without_the_block_gets_it_at_its_end(page: list[str]) -> None:
    """Where it can be moved from, by a person, to any other place."""
    html = "".join(page)
    places = spans(html, [block()])

    assert places == {block().id: None}
    assert with_blocks(html, {block(): None}) == html + block().details_html


def test_a_page_may_carry_both_blocks() -> None:
    """One is renewed, the other is new."""
    html = f"<p>a</p>{DETAILS}<p>b</p>"
    places = spans(html, [block(), targets()])
    new = with_blocks(html, {one: places[one.id] for one in (targets(), block())})

    assert new == f"<p>a</p>{block().details_html}<p>b</p>{targets().details_html}"
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
        (DETAILS + re.sub(' id="[^"]*"', "", DETAILS), "con nuestro título y sin la marca"),
        (re.sub(' id="[^"]*"', ' id="bkmrk-demoras1-dia"', DETAILS), "con nuestro título y sin la marca"),
        (RULES + re.sub(' id="[^"]*"', "", DETAILS), "con nuestro título y sin la marca"),
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

    assert with_blocks(html, {block(): spans(html, [block()])[block().id]}) == html.replace(
        DETAILS, block().details_html
    )


def test_the_title_is_text_and_the_rest_is_html_already() -> None:
    """Folded; between rules there is no title."""
    made = ManualBlock(1, "delays", "A & <b>", BODY)

    assert made.details_html.startswith('<details id="bkmrk-demoras-delays"><summary>A &amp; &lt;b&gt;</summary>')
    assert BODY in made.details_html
    assert BODY in made.rules_html
    assert "A &amp;" not in made.rules_html
