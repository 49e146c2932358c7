"""An order page on narrow screens and with large letters: buttons that stand apart, dates that stay whole."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import Opened, unfolded
from tests.browser.orders import EVERY_STATE, item, order, still
from tests.site.laid_out import LONG_WORD, faults, spaced_out
from tests.waiting import comes_to, resize

OVERLAP = """box => {
    const link = box.querySelector("a").getBoundingClientRect();
    const range = document.createRange();
    range.setStartBefore(box.firstChild);
    range.setEndBefore(box.querySelector("a"));
    return [...range.getClientRects()].some((one) => one.bottom > link.top + 1 && one.width && one.height);
}"""


def overlaps(page: Page, box: str) -> bool:
    """Whether a box's button covers words of it."""
    return bool(page.locator(box).evaluate(OVERLAP))


HEIGHT_IN_LINES = "one => Math.round(one.offsetHeight / parseFloat(getComputedStyle(one).lineHeight))"


# The width at the usual size of letters; 160 pixels are 320 where letters are twice as large.
@pytest.mark.parametrize("width", [160, 320, 390])
def test_the_button_to_pay_stands_under_the_words_it_belongs_to(opened: Opened, width: int) -> None:
    page = opened(order(still("awaiting_payment", "client")))
    resize(page, width)
    comes_to(lambda: overlaps(page, ".turn"), False)
    comes_to(lambda: page.evaluate("document.documentElement.scrollWidth <= innerWidth"))


@pytest.mark.parametrize("width", [320, 390])
def test_the_day_of_a_date_stays_on_one_line_with_its_month(opened: Opened, width: int) -> None:
    page = opened(order(item(due="2026-09-30T21:00:00Z")))
    resize(page, width)
    kept = page.locator(".due-date .kept")
    comes_to(kept.all_inner_texts, ["30 de septiembre", "a las 18:00"])
    lines = """all => all.map((one) => {
        const range = document.createRange();
        range.selectNodeContents(one);
        return range.getClientRects().length;
    })"""
    comes_to(lambda: kept.evaluate_all(lines), [1, 1])


def test_a_date_takes_no_more_lines_than_it_must(opened: Opened) -> None:
    """Its day follows the weekday while there is room."""
    page = opened(order(item(due="2026-12-01T21:00:00Z")))
    resize(page, 390)
    date = page.locator(".due-date > span", has_text="diciembre")
    comes_to(date.inner_text, "martes 1 de diciembre a las 18:00")
    comes_to(lambda: date.evaluate(HEIGHT_IN_LINES), 2)


def test_two_dates_take_two_lines_each_of_a_phone(opened: Opened) -> None:
    """From one moment to another: in the letters of a single date each would take three."""
    page = opened(order(item(earliest="2026-11-24T12:00:00Z", due="2026-12-02T21:00:00Z")))
    resize(page, 390)
    dates = page.locator(".due-date > span:not(.kept)")
    comes_to(
        dates.all_inner_texts,
        ["desde el martes 24 de noviembre a las 09:00", "hasta el miércoles 2 de diciembre a las 18:00"],
    )
    comes_to(lambda: dates.evaluate_all(f"all => all.map({HEIGHT_IN_LINES})"), [2, 2])
    resize(page, 1280)
    comes_to(lambda: dates.evaluate_all(f"all => all.map({HEIGHT_IN_LINES})"), [1, 1])


LATE = item(name=LONG_WORD, due="2026-11-22T21:00:00Z")


@pytest.mark.parametrize("view", [EVERY_STATE, order(LATE), order(still("awaiting_payment", "client", name=LONG_WORD))])
def test_an_order_is_whole_at_every_width_and_size_of_letters(opened: Opened, view: dict[str, Any]) -> None:
    """Nothing is cut, moves sideways or lies upon another text; with more room between letters and lines neither."""
    page = unfolded(opened(view))
    assert list(faults(page)) == []
    with spaced_out(page):
        assert list(faults(page, sizes=(1,))) == []


def test_no_two_links_of_an_order_say_the_same_and_lead_elsewhere(opened: Opened) -> None:
    """However many items it has."""
    page = unfolded(opened(EVERY_STATE))
    told = "all => all.map((one) => [one.getAttribute('aria-label') ?? one.textContent.trim(), one.href])"
    links: defaultdict[str, set[str]] = defaultdict(set)
    for name, place in page.locator("a").evaluate_all(told):
        links[name].add(place)
    assert {name: places for name, places in links.items() if len(places) > 1} == {}
