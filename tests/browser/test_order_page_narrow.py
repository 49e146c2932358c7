"""An order page on narrow screens and with large letters: buttons that stand apart, dates that stay whole."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import Opened
from tests.browser.orders import item, order, still
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
    date = page.locator(".kept")
    comes_to(date.inner_text, "30 de septiembre a las 18:00")
    month = "one => { const range = document.createRange(); range.setStart(one.firstChild, 0); "
    month += "range.setEnd(one.firstChild, '30 de septiembre'.length); return range.getClientRects().length; }"
    comes_to(lambda: date.evaluate(month), 1)
