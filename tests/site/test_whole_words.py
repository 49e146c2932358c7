"""On a phone and on paper no word and no date goes on in the next line, but for what is an address or code."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.site.conftest import Pages
from tests.site.test_in_chromium import visit
from tests.site.test_paper import INSIDE_A4
from tests.waiting import comes_to, resize

BROKEN = """() => {
  const found = [], walker = document.createTreeWalker(document.querySelector("main"), NodeFilter.SHOW_TEXT);
  const rows = (range) => new Set([...range.getClientRects()].map((one) => Math.round(one.top))).size;
  while (walker.nextNode()) {
    const text = walker.currentNode, parent = text.parentElement;
    if (!parent.checkVisibility() || parent.closest("code, pre, svg, script, .headerlink")) continue;
    // Heads of cards are there for screen readers alone, one pixel wide.
    if (parent.closest("thead")?.offsetHeight <= 1) continue;
    for (const word of text.data.matchAll(/\\S+/g)) {
      const range = document.createRange();
      range.setStart(text, word.index);
      range.setEnd(text, word.index + word[0].length);
      if (rows(range) > 1 && !word[0].includes("://")) found.push(word[0]);
    }
  }
  for (const date of document.querySelectorAll(".fecha")) {
    const range = document.createRange();
    range.selectNodeContents(date);
    if (date.checkVisibility() && rows(range) > 1) found.push(date.textContent);
  }
  return found;
}"""


@pytest.mark.parametrize("width", [320, 360, 390])
@pytest.mark.parametrize(
    "address",
    [
        "cumplimiento/",
        "atencion/",
        "preguntas/",
        "avisos/",
        "calendario/",
        "calendario/como-contamos/",
        "datos-abiertos/",
    ],
)
def test_no_word_and_no_date_is_broken_on_a_phone(page: Page, live: str, address: str, width: int) -> None:
    """With all that can be unfolded."""
    visit(page, live + address)
    page.locator("details").evaluate_all("all => all.forEach(one => { one.open = true })")
    expect(page.locator("details:not([open])")).to_have_count(0)
    resize(page, width)
    comes_to(lambda: page.evaluate(BROKEN), [])


def test_no_word_and_no_date_of_any_page_is_broken_on_paper(page: Page, live: str, pages: Pages) -> None:
    """With all that can be unfolded, and in tables that are printed as such."""
    page.emulate_media(media="print")
    resize(page, INSIDE_A4)
    for address in pages:
        visit(page, live + address)
        page.locator("details").evaluate_all("all => all.forEach(one => { one.open = true })")
        comes_to(lambda: page.evaluate(BROKEN), [])
        comes_to(lambda: page.evaluate("document.documentElement.scrollWidth"), INSIDE_A4)


@pytest.mark.parametrize("width", [720, 960, 1280])
def test_an_address_in_a_table_goes_on_behind_a_slash(page: Page, live: str, width: int) -> None:
    visit(page, f"{live}datos-abiertos/")
    resize(page, width)
    # Each run between two places where it may go on is a text of its own.
    cut = """all => all.flatMap(({ childNodes }) => [...childNodes]).filter((text) => {
        const range = document.createRange();
        range.selectNodeContents(text);
        return new Set([...range.getClientRects()].map(({ top }) => Math.round(top))).size > 1;
    }).map(({ data }) => data)"""
    comes_to(lambda: page.locator("table.archivos code").evaluate_all(cut), [])


def test_a_figure_of_a_list_stands_whole_on_a_phone(page: Page, live: str) -> None:
    """In the line of its service or in the next."""
    visit(page, f"{live}preguntas/")
    resize(page, 390)
    name = page.locator(".servicios li a").first
    name.evaluate("one => { one.textContent = 'Boletines para empresas y escuelas' }")
    lines = "all => all.filter(one => one.offsetHeight > 40).map(one => one.textContent)"
    figures = page.locator(".servicios .entero")
    expect(figures).not_to_have_count(0)
    comes_to(lambda: figures.evaluate_all(lines), [])
