"""A finished page as its parts, one for each heading that has an address: what the search looks through, line by line.

The engine's own collector knows no rows: it runs the cells of a table together, with their headings before them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html.parser import HTMLParser

_LINES = frozenset(("p", "li", "tr", "dt", "dd", "summary", "figcaption", "h1", "h2", "h3", "h4", "h5", "h6"))
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_CELLS = frozenset(("td", "th"))
_VOID = frozenset(("area", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"))
# The headings of a table and a program's code answer nothing, and a chart's words are those of the table below it.
_ASIDE = frozenset(("script", "style", "thead", "svg", "pre"))
_BETWEEN = " · "


@dataclass(frozen=True, slots=True)
class PagePart:
    """What stands under one heading; `anchor` is empty for what stands under the page's own."""

    anchor: str
    title: str
    lines: tuple[str, ...]


def page_parts(html: str) -> tuple[PagePart, ...]:
    """Return the parts of a page's content in their order; what is hidden or marked `data-search-exclude` is none."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return tuple(reader.parts())


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self._found: list[tuple[str, list[str], list[str]]] = [("", [], [])]
        self._text: list[str] = []
        self._hidden = 0
        self._is_left_out = self._is_in_heading = False
        self._term = ""

    def parts(self) -> Iterator[PagePart]:
        self._end_line()
        for anchor, title, lines in self._found:
            yield PagePart(anchor, " ".join(title), tuple(lines))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = dict(attrs)
        if not self._hidden and (tag == "h1" or (tag in _HEADINGS and named.get("id"))):
            self._begin_part(tag, named)
        elif tag not in _VOID and (self._hidden or self._is_aside(tag, named)):
            self._hidden += 1
        elif tag in _LINES:
            self._end_line()
        elif tag in _CELLS and "".join(self._text).strip():
            self._text.append(_BETWEEN)
        elif tag == "br":
            self._text.append(" ")

    def handle_endtag(self, tag: str) -> None:
        if self._hidden:
            self._hidden -= tag not in _VOID
        elif tag in _HEADINGS and self._is_in_heading:
            self._found[-1][1].append(_joined(self._text))
            self._text.clear()
            self._is_in_heading = False
        elif tag == "dt":
            # It is told in one line with what it means.
            self._term = f"{_joined(self._text)}: "
            self._text.clear()
        elif tag in _LINES:
            self._end_line()

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self._text.append(data)

    def _is_aside(self, tag: str, named: Mapping[str, str | None]) -> bool:
        left_out = not named.keys().isdisjoint(("data-search-exclude", "hidden"))
        return tag in _ASIDE or left_out or named.get("class") == "headerlink"

    def _begin_part(self, tag: str, named: Mapping[str, str | None]) -> None:
        self._end_line()
        self._is_left_out, self._is_in_heading = "data-search-exclude" in named, True
        # A page has one heading of the first rank, and what stands before any heading is the page's own, too.
        if tag != "h1":
            self._found.append((named.get("id") or "", [], []))

    def _end_line(self) -> None:
        line = _joined(self._text)
        self._text.clear()
        if line and not self._is_left_out:
            self._found[-1][2].append(self._term + line)
            self._term = ""


def _joined(text: list[str]) -> str:
    return " ".join("".join(text).split())
