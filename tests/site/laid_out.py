"""What is wrong with how a page is laid out: beyond the window's edge, cut off, or one text upon another."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from playwright.sync_api import Page

from tests.waiting import resize

WIDTHS = (320, 390, 600, 719, 720, 768, 960, 1024, 1219, 1220, 1280, 1920)
"""Pixels: phones, tablets and desks, and beside where a layout changes."""
SIZES = (1, 1.5, 2)
"""Times the usual size of letters, as a reader's own style makes them: no media query knows of it."""

FAULTS = r"""() => {
  const found = new Set(), edge = document.documentElement.clientWidth;
  const name = (one) => {
    const kind = typeof one.className === "string" && one.className;
    const told = one.id ? `#${one.id}` : kind ? `.${kind}` : "";
    return `${one.localName}${told} «${one.textContent.trim().replace(/\s+/g, " ").slice(0, 40)}»`;
  };
  if (document.documentElement.scrollWidth > edge) found.add("moves sideways: the page");
  const HIDING = ["hidden", "clip"], CUT = [...HIDING, "auto", "scroll"];
  const APART = ".saltar, dialog:not([open]), script, noscript";
  const visible = (one) => one.checkVisibility({ visibilityProperty: true });
  const unseen = new Set();
  for (const one of document.body.querySelectorAll("*")) {
    // What is for who hears the page alone is one pixel large; the first link comes down when the keyboard is on it.
    const style = getComputedStyle(one);
    const aside = unseen.has(one.parentElement) || style.clipPath !== "none" || one.matches(APART);
    if (aside || one.parentElement.closest("svg")) { unseen.add(one); continue; }
    if (!visible(one) || style.display === "contents") continue;
    const box = one.getBoundingClientRect();
    if (box.width === 0 || box.height === 0) continue;
    if (box.right > edge + 1 || box.left < -1) found.add(`beyond the edge: ${name(one)}`);
    if (style.display === "inline" || one.matches("svg, img, input, select, option")) continue;
    // A line drawn from one thing to the next is no text.
    const drawn = () => ["::before", "::after"].some((part) => getComputedStyle(one, part).position === "absolute");
    if (one.scrollWidth > one.clientWidth + 1 && !drawn()) {
      found.add(`${CUT.includes(style.overflowX) ? "cut" : "wider than its place"}: ${name(one)}`);
    }
    const low = one.scrollHeight > one.clientHeight + 1 && HIDING.includes(style.overflowY);
    if (low && style.webkitLineClamp === "none") found.add(`cut below: ${name(one)}`);
  }
  for (const one of document.querySelectorAll("select, input:not([type=radio], [type=checkbox], [type^=date])")) {
    if (!visible(one)) continue;
    const style = getComputedStyle(one), pen = document.createElement("canvas").getContext("2d");
    pen.font = style.font;
    pen.letterSpacing = style.letterSpacing;
    const inside = one.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight);
    const text = one.localName === "select" ? one.selectedOptions[0]?.textContent ?? "" : one.value || one.placeholder;
    if (pen.measureText(text).width > inside + 1) found.add(`cut: ${one.localName}#${one.id} «${text}»`);
  }
  const lines = [], texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const { data, parentElement } = texts.currentNode;
    const aside = unseen.has(parentElement) || parentElement.closest("svg, select");
    if (!data.trim() || aside || !visible(parentElement)) continue;
    const range = document.createRange();
    range.selectNodeContents(texts.currentNode);
    for (const { left, right, top, bottom } of range.getClientRects()) {
      if (right - left > 2) lines.push({ left, right, top, bottom, text: texts.currentNode });
    }
  }
  lines.sort((one, other) => one.top - other.top);
  lines.forEach((one, at) => {
    for (let next = at + 1; next < lines.length && lines[next].top < one.bottom; next += 1) {
      const other = lines[next];
      const wide = Math.min(one.right, other.right) - Math.max(one.left, other.left);
      const high = Math.min(one.bottom, other.bottom) - other.top;
      const low = Math.min(one.bottom - one.top, other.bottom - other.top);
      // Lines that stand close share a little of the room above and below their letters.
      if (one.text !== other.text && wide > 2 && high > 0.45 * low) {
        found.add(`upon another: ${name(one.text.parentElement)} and ${name(other.text.parentElement)}`);
      }
    }
  });
  return [...found];
}"""

_ENLARGE = """times => {
  const { style } = document.documentElement;
  style.fontSize = "";
  const usual = parseFloat(getComputedStyle(document.documentElement).fontSize);
  if (times !== 1) style.fontSize = `${usual * times}px`;
}"""
# Not refused by a page's policy, as an element with the same style is.
_SPACE = """() => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`
    * { letter-spacing: .12em !important; line-height: 1.5 !important; word-spacing: .16em !important; }
    p { margin-block-end: 2em !important; }`);
  document.adoptedStyleSheets.push(sheet);
}"""
_CLOSE_UP = "document.adoptedStyleSheets.pop()"
_NAMED = (
    "h1, h2, h3, .marca span, .pie-titulo, .migas a, .nombre, .nombre > a, tbody th, .feriados td:last-child, dt, "
    "strong, article a"
)
_LENGTHEN = """(all, word) => all.forEach((one) => {
  const texts = [...one.childNodes].filter((node) => node.nodeType === 3 && node.data.trim().length > 2);
  if (texts.length && (!one.children.length || one.matches("h1, h2, h3"))) texts[0].data = word;
})"""
LONG_WORD = "Desoxirribonucleoproteínicoelectroencefalogr"


def unfold(page: Page) -> None:
    """Open all that is folded, and what it holds."""
    for _ in range(2):
        page.locator("details").evaluate_all("all => all.forEach((one) => { one.open = true; })")


@contextmanager
def spaced_out(page: Page) -> Iterator[None]:
    """Have a page's text as wide as a reader may set it (WCAG 1.4.12)."""
    page.evaluate(_SPACE)
    yield
    page.evaluate(_CLOSE_UP)


def lengthen(page: Page) -> None:
    """Give all that a page names a name of 44 letters in one word."""
    page.locator(_NAMED).evaluate_all(_LENGTHEN, LONG_WORD)


def faults(page: Page, widths: Iterable[int] = WIDTHS, sizes: Iterable[float] = SIZES) -> Iterator[str]:
    """Yield what is wrong with an open page at each width and size of letters."""
    for width in widths:
        resize(page, width)
        for size in sizes:
            page.evaluate(_ENLARGE, size)
            for fault in page.evaluate(FAULTS):
                yield f"{width} px, {size} times: {fault}"
    page.evaluate(_ENLARGE, 1)
