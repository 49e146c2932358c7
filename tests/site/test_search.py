"""The search of the built site in a real browser: a question is found by folded words and other wordings."""

from __future__ import annotations

import re
from datetime import datetime

import pytest
from playwright.sync_api import Page, expect

UNFOLD = "document.querySelectorAll('.md-search-result details').forEach(one => { one.open = true })"


@pytest.mark.parametrize(
    ("typed", "question"),
    [
        ("catalogo", "proyectos-a-medida"),
        ("tiempo de respuesta de soporte", "cuanto-tarda-un-ticket"),
        ("cuando esta listo boletin", "demora-boletin"),
        ("garantia de respuesta", "acuerdo-de-servicio"),
    ],
)
def test_a_question_is_found_however_it_is_asked(
    page: Page, live: str, typed: str, question: str, read_at: datetime
) -> None:
    """By a word of its answer and by wordings that stand on no page; what is shown is the question as it stands."""
    # A clock that goes on: the theme waits for it to move before it opens the results.
    page.clock.install(time=read_at)
    page.goto(live)
    page.keyboard.press("s")
    expect(page.get_by_placeholder("Búsqueda")).to_be_focused()
    # At one stroke: results of half a word would be drawn, unfolded and drawn anew.
    page.keyboard.insert_text(typed)
    page.keyboard.press("End")
    result = f'.md-search-result__link[href*="/preguntas/"][href*="#{question}"]'
    # The theme folds all but the best results of a page.
    page.wait_for_function(f"() => {{ {UNFOLD}; return document.querySelector('{result}')?.checkVisibility() }}")

    expect(page.locator(result)).to_be_visible()
    expect(page.locator(result)).not_to_contain_text(
        re.compile(r"catalogo|garant[ií]a de respuesta|tiempo de respuesta|est[aá] listo")
    )
