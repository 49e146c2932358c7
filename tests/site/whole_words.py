"""What a reader of a small screen sees of words and dates: whether each stands in one line."""

from __future__ import annotations

from playwright.sync_api import Page

from tests.waiting import comes_to

# The headings of a table are there for who hears the page.
_BROKEN = r"""() => {
  const texts = document.createTreeWalker(document.querySelector("main"), NodeFilter.SHOW_TEXT);
  const WHOLE = /\p{L}{3} \d\d\/\d\d(?:\/\d{4})?|[\p{L}\p{N}]+(?:[:\/.][\p{L}\p{N}]+)*/gu;
  const broken = new Set();
  while (texts.nextNode()) {
    const { data, parentElement } = texts.currentNode;
    if (!parentElement.checkVisibility() || parentElement.closest("thead")) continue;
    for (const { 0: word, index } of data.matchAll(WHOLE)) {
      const range = document.createRange();
      range.setStart(texts.currentNode, index);
      range.setEnd(texts.currentNode, index + word.length);
      const boxes = [...range.getClientRects()].filter(({ width }) => width > 0);
      if (new Set(boxes.map(({ top }) => Math.round(top))).size > 1) broken.add(word);
    }
  }
  return [...broken];
}"""


def breaks_no_word(page: Page, url: str, ready: str = "h1") -> None:
    """Expect that no word and no date of a page, all of it unfolded, is cut in two."""
    page.goto(url)
    page.locator(ready).first.wait_for()
    page.locator("details").evaluate_all("all => all.forEach(one => { one.open = true })")
    comes_to(lambda: page.evaluate(_BROKEN), [])
