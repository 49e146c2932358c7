"""Every public page at every width and size of letters: nothing is cut, moves sideways or lies upon another text."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.site.laid_out import faults, lengthen, spaced_out, unfold
from tests.site.test_in_chromium import ADDRESSES, visit
from tests.waiting import comes_to

CHECKING = "calendario/como-contamos/comprobar/"
"""So long that all widths and sizes would take a minute."""


def opened(page: Page, url: str) -> None:
    """Open a page with all that is folded, once its scripts have answered."""
    visit(page, url)
    page.wait_for_load_state("networkidle")
    unfold(page)
    expect(page.locator("details:not([open])")).to_have_count(0)


@pytest.mark.parametrize("address", [*ADDRESSES, "?servicio=boletin", "demoras/?ver=fecha", "demoras/?q=zzzz"])
def test_a_page_is_whole_at_every_width_and_size_of_letters(page: Page, live: str, address: str) -> None:
    """Twice the usual size too, in a reader's own style that no media query knows of (WCAG 1.4.4, 1.4.10).

    With more room between letters and lines, too, and with names of 44 letters in one word: of services, groups,
    notices, channels, questions, holidays and the company.
    """
    opened(page, live + address)
    assert list(faults(page)) == []
    with spaced_out(page):
        assert list(faults(page, sizes=(1,))) == []
    lengthen(page)
    assert list(faults(page, sizes=(1,))) == []


def test_the_page_of_all_worked_cases_is_whole(page: Page, live: str) -> None:
    opened(page, live + CHECKING)
    assert list(faults(page, widths=(320, 600, 1024), sizes=(1, 2))) == []


def test_what_is_wrong_is_noticed(page: Page) -> None:
    """Beyond the edge, cut off, wider than its place, cut below, upon another, and a hint without room."""
    page.set_content(
        """<style>html { font-size: 20px } body { margin: 0 } p { margin: 0 }</style>
        <p style="width: 2000px">lejos</p>
        <div style="overflow: hidden; width: 40px"><b style="display: block; width: 90px">cortado</b></div>
        <section style="width: 40px"><b style="display: block; width: 90px">ancho</b></section>
        <article style="overflow: hidden; height: 8px">bajo</article>
        <h1 style="margin: 40px 0 0">uno</h1><h2 style="margin: -40px 0 0">dos</h2>
        <input id="angosto" style="width: 40px" placeholder="Nombre del servicio">"""
    )
    comes_to(
        lambda: sorted({fault.split(": ")[1] + ": " + fault.split(": ")[2] for fault in faults(page, (320,), (1,))}),
        [
            "beyond the edge: p «lejos»",
            "cut below: article «bajo»",
            "cut: div «cortado»",
            "cut: input#angosto «Nombre del servicio»",
            "moves sideways: the page",
            "upon another: h1 «uno» and h2 «dos»",
            "wider than its place: section «ancho»",
        ],
    )
