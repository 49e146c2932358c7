"""A reader who chose letters of twice the usual size, and what of a page is then wider than a phone."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from playwright.sync_api import Browser, expect
from pytest_playwright.pytest_playwright import CreateContextCallback

from tests.waiting import comes_to

_PARTS = "html, main :is(article, section, table, p, dl, div, details, h1, h2, h3)"
_WIDE = "all => all.filter(one => one.scrollWidth > one.clientWidth + 1).map(one => one.outerHTML.slice(0, 80))"

ROOM_FOR_HINT = """one => {
  const style = getComputedStyle(one);
  const pen = document.createElement("canvas").getContext("2d");
  pen.font = style.font;
  const inside = one.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight);
  return inside - pen.measureText(one.placeholder).width;
}"""
"""How much wider a box is than the hint in it; less than nothing where that is cut."""


def with_large_letters(launch: Callable[..., Browser], options: Mapping[str, Any]) -> Iterator[Browser]:
    """Yield a browser of that reader's; for a module's own `browser`."""
    browser = launch(args=[*options.get("args", []), "--blink-settings=defaultFontSize=32"])
    yield browser
    browser.close()


def cut_on(new_context: CreateContextCallback, url: str, ready: str) -> list[str]:
    """Return what of a page, all of it unfolded, is wider than its place on the narrowest phone."""
    page = new_context(viewport={"width": 320, "height": 800}).new_page()
    page.goto(url)
    expect(page.locator(ready).first).to_be_visible()
    # An em of the page's root is the letters' size: twice the usual one.
    twice = "matchMedia('(max-width: 10.1rem)').matches && matchMedia('(min-width: 9.9rem)').matches"
    comes_to(lambda: page.evaluate(twice))
    page.locator("details").evaluate_all("all => all.forEach(one => { one.open = true })")
    found: list[str] = page.locator(_PARTS).evaluate_all(_WIDE)
    return found
