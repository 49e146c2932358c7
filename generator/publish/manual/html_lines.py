"""What a piece of HTML says, line by line: the same before and after an editor has laid it out anew."""

from __future__ import annotations

from collections.abc import Sequence
from html.parser import HTMLParser

from generator.model.manual import STAMP
from generator.publish.manual.elements import Attributes

_CELLS = frozenset(("td", "th"))
_BREAKING = frozenset(
    """
    address article blockquote details dd div dl dt footer h1 h2 h3 h4 h5 h6 header hr li ol p pre section summary
    table tr ul
    """.split()  # noqa: SIM905 — as a list it would fill a page
)
# What editors add, drop or rename without changing what is read.
_UNSEEN = frozenset(
    """
    b caption code col colgroup em font i mark s small span strong sub sup tbody tfoot thead time u wbr
    """.split()  # noqa: SIM905 — as above
)


def readable(html: str) -> tuple[str, ...]:
    """Return a line for each paragraph and for each row of a table, blanks folded; links show where they lead."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    reader.end_line()
    return tuple(reader.lines)


def same_but_for_the_date(one: Sequence[str], other: Sequence[str]) -> bool:
    """Tell whether two blocks say the same, whatever day they say they were made on."""
    return [STAMP.sub("", line) for line in one] == [STAMP.sub("", line) for line in other]


def plain(text: str) -> str:
    """Return a text from outside on one line, without the characters that could steer a terminal."""
    return "".join(char for char in " ".join(text.split()) if char.isprintable())


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.lines: list[str] = []
        self._cells: list[str] = []
        self._text: list[str] = []
        self._in_cell = False
        self._links: list[str] = []

    def handle_starttag(self, tag: str, attrs: Attributes) -> None:
        named = dict(attrs)
        if tag in _CELLS:
            self._end_cell()
            self._in_cell = True
        elif tag == "a":
            self._links.append(named.get("href") or "")
            self._text.append("[")
        elif tag in _BREAKING:
            self._break(tag)
        elif tag == "br":
            self._text.append(" ")
        elif tag not in _UNSEEN:
            # A picture, a script or a frame that somebody put there is part of what the page says.
            self._text.append(f"<{tag} {named.get('src') or ''}>")

    def handle_startendtag(self, tag: str, attrs: Attributes) -> None:
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        if tag in _CELLS:
            self._end_cell()
        elif tag == "a" and self._links:
            self._text.append(f"]({self._links.pop()})")
        elif tag in _BREAKING:
            self._break(tag)

    def handle_data(self, data: str) -> None:
        self._text.append(data)

    def end_line(self) -> None:
        """End the line being read; an empty one is left out."""
        self._end_cell()
        # An editor may fill a row up to the table's width where a cell spans it.
        while self._cells and not self._cells[-1]:
            self._cells.pop()
        line = " | ".join(self._cells)
        if line.strip(" |"):
            self.lines.append(line)
        self._cells = []

    def _break(self, tag: str) -> None:
        # A paragraph inside a cell is an editor's way of writing the cell; a row or a table ends it.
        if self._in_cell and tag not in ("tr", "table"):
            self._text.append(" ")
        else:
            self.end_line()

    def _end_cell(self) -> None:
        text = plain("".join(self._text))
        if text or self._in_cell:
            self._cells.append(text)
        self._text, self._in_cell = [], False
