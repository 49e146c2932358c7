"""The elements of a page, each with the place in the text where it begins and ends."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from html.parser import HTMLParser
from typing import TypeAlias

VOID = frozenset("area base br col embed hr img input link meta param source track wbr".split())  # noqa: SIM905
Attributes: TypeAlias = "list[tuple[str, str | None]]"


@dataclass(slots=True)
class Element:
    """One element: offsets of its first character and past its last; `end` is None where nothing closes it."""

    tag: str
    id: str
    start: int
    inner: int
    """Where its start tag is over."""
    around: int | None
    """Index of the element that holds it."""
    end: int | None = None


def elements(html: str) -> Sequence[Element]:
    """Return every element in the order of the page. What is kept of a page is cut out by these offsets, unread."""
    scanner = _Scanner(html)
    scanner.feed(html)
    scanner.close()
    return scanner.found


class _Scanner(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[Element] = []
        self._html = html
        self._open: list[int] = []
        self._open_tags: Counter[str] = Counter()
        self._lines = [0]
        for line in html.split("\n"):
            self._lines.append(self._lines[-1] + len(line) + 1)

    def handle_starttag(self, tag: str, attrs: Attributes) -> None:
        element = self._begun(tag, attrs)
        if tag in VOID:
            element.end = element.inner
        else:
            self._open.append(len(self.found) - 1)
            self._open_tags[tag] += 1

    def handle_startendtag(self, tag: str, attrs: Attributes) -> None:
        element = self._begun(tag, attrs)
        element.end = element.inner

    def handle_endtag(self, tag: str) -> None:
        if not self._open_tags[tag]:
            return
        # What was left open inside ends here as well, but nothing of its own says so: its `end` stays None.
        while (closed := self._closed()).tag != tag:
            pass
        closed.end = self._html.find(">", self._offset()) + 1 or len(self._html)

    def _begun(self, tag: str, attrs: Attributes) -> Element:
        start = self._offset()
        inner = start + len(self.get_starttag_text() or "")
        # Of an attribute given twice, the first holds.
        id_ = next((value or "" for name, value in attrs if name == "id"), "")
        self.found.append(Element(tag, id_, start, inner, self._open[-1] if self._open else None))
        return self.found[-1]

    def _closed(self) -> Element:
        closed = self.found[self._open.pop()]
        self._open_tags[closed.tag] -= 1
        return closed

    def _offset(self) -> int:
        line, column = self.getpos()
        return self._lines[line - 1] + column
