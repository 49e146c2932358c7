"""Whoever moves over a page with the keyboard: at each stop of the Tab key something has to be seen that shows it."""

from __future__ import annotations

from playwright.sync_api import FloatRect, Page

_AROUND = 8
"""Pixels beside a stop within which its mark is looked for."""
# A name of the stop's kind, so that of a hundred links of one table one is looked at; none once every stop was seen.
_STOP = """() => {
  const stop = document.activeElement, seen = window.seenStops;
  if (stop === document.body || seen.has(stop)) return null;
  seen.add(stop);
  const { x, y, width, height } = stop.getBoundingClientRect();
  const place = stop.parentElement.closest("[class]");
  return { kind: `${place?.className} > ${stop.localName}.${stop.className}`, x, y, width, height };
}"""

# From the page's beginning, wherever an earlier look ended.
_BEGIN = """() => {
  window.seenStops = new Set();
  document.body.tabIndex = -1;
  document.body.focus();
  document.body.removeAttribute("tabindex");
}"""


def unseen_stops(page: Page) -> tuple[set[str], set[str]]:
    """Return the kinds of stops of an open page, and those of them that look the same with the focus and without."""
    page.mouse.move(0, 0)
    page.evaluate(_BEGIN)
    kinds: set[str] = set()
    unseen: set[str] = set()
    while stop := _next(page):
        if stop["kind"] not in kinds:
            kinds.add(stop["kind"])
            if _looks_the_same(page, stop):
                unseen.add(stop["kind"])
    return kinds, unseen


def _next(page: Page) -> dict[str, str | float] | None:
    page.keyboard.press("Tab")
    stop: dict[str, str | float] | None = page.evaluate(_STOP)
    return stop


def _looks_the_same(page: Page, stop: dict[str, str | float]) -> bool:
    x, y = float(stop["x"]) - _AROUND, float(stop["y"]) - _AROUND
    width, height = float(stop["width"]) + 2 * _AROUND, float(stop["height"]) + 2 * _AROUND
    around: FloatRect = {"x": max(x, 0), "y": max(y, 0), "width": width, "height": height}
    pictures = [page.screenshot(clip=around, animations="disabled")]
    # The next press goes on from here all the same.
    page.evaluate("document.activeElement.blur()")
    pictures.append(page.screenshot(clip=around, animations="disabled"))
    return pictures[0] == pictures[1]
