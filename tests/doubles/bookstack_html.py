"""HTML as BookStack keeps it once it was sent in, and as it draws what it keeps."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import quote_plus

_VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())  # noqa: SIM905
_BARE = frozenset(("script", "style"))
_DROPPED = frozenset(("html", "head", "body"))
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_INCLUDE = re.compile(r"\{\{@\s?([0-9]+)[^}]*\}\}")
# What an open element of the first kind does not survive.
_ENDED_BY = {
    "p": frozenset("p ul ol table div details section h1 h2 h3 h4 hr pre blockquote".split()),  # noqa: SIM905
    "li": frozenset(("li",)),
}


@dataclass(slots=True)
class _Node:
    """An element; texts and comments, ready to be written, are children like any other."""

    tag: str
    attrs: dict[str, str | None] = field(default_factory=dict)
    children: list[_Node | str] = field(default_factory=list)
    text: list[str] = field(default_factory=list)
    """All that is written in it, as read."""

    def inner(self) -> Iterator[_Node]:
        """Yield every element inside, in the order of the page."""
        for child in self.children:
            if isinstance(child, _Node):
                yield child
                yield from child.inner()


def kept(html: str) -> str:
    """Return the page as it is stored: made whole, and every outer element, heading and id with an id of its own."""
    page = _parsed(html.strip())
    top = [child for child in page.children if isinstance(child, _Node)]
    nested = [node for child in top for node in child.inner()]
    used: set[str] = set()
    moved: dict[str, str] = {}
    headings = [node for node in nested if node.tag in _HEADINGS]
    for node in (*top, *headings, *(node for node in nested if "id" in node.attrs and node not in headings)):
        old = node.attrs.get("id") or ""
        node.attrs["id"] = new = _new_id(node, old, used)
        moved.setdefault(old, new)
    for link in (node for node in page.inner() if node.tag == "a"):
        target = (link.attrs.get("href") or "").removeprefix("#")
        if link.attrs.get("href") == f"#{target}" and target in moved:
            link.attrs["href"] = f"#{moved[target]}"
    return _written(page)


def drawn(raw_html: str, others: Mapping[int, str]) -> str:
    """Return the page as readers get it: an element that names another page by `{{@12}}` becomes that page."""
    page = _parsed(raw_html)
    parts = []
    for child in page.children:
        included = _INCLUDE.search("".join(child.text)) if isinstance(child, _Node) else None
        whole = _Node("", children=[child])
        parts.append(others.get(int(included[1]), "") if included else _written(whole))
    return "".join(parts)


def text_of(raw_html: str) -> str:
    """Return what BookStack's search looks through: the page without its tags."""
    return "".join(_parsed(raw_html).text)


def _new_id(node: _Node, old: str, used: set[str]) -> str:
    new = old
    if not old.startswith("bkmrk") or old in used:
        words = re.sub(r"[ \t\r\n\f\v]+", "-", "".join(node.text).strip(" \t\r\n\0\v").lower())[:20]
        new, again = quote_plus(f"bkmrk-{words}"), 0
        while new in used:
            again += 1
            new = quote_plus(f"bkmrk-{words}-{again}")
    used.add(new)
    return new


def _parsed(html: str) -> _Node:
    """Return the tree of a piece of HTML, whatever was left open closed."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.open[0]


def _written(node: _Node) -> str:
    """Return what is inside an element as HTML."""
    return "".join(child if isinstance(child, str) else _element(child) for child in node.children)


def _element(node: _Node) -> str:
    attrs = "".join(
        f' {name}="{_escaped(value or "").replace(chr(34), "&quot;")}"' for name, value in node.attrs.items()
    )
    return f"<{node.tag}{attrs}>" + ("" if node.tag in _VOID else f"{_written(node)}</{node.tag}>")


def _escaped(text: str) -> str:
    for char, entity in (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ("\xa0", "&nbsp;")):
        text = text.replace(char, entity)
    return text


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open = [_Node("")]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _DROPPED:
            return
        if tag in _ENDED_BY.get(self.open[-1].tag, ()):
            self.open.pop()
        node = _Node(tag, dict(attrs))
        self.open[-1].children.append(node)
        if tag not in _VOID:
            self.open.append(node)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.open[-1].children.append(_Node(tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        if any(node.tag == tag for node in self.open[1:]):
            while self.open.pop().tag != tag:
                pass

    def handle_data(self, data: str) -> None:
        for node in self.open:
            node.text.append(data)
        self.open[-1].children.append(data if self.open[-1].tag in _BARE else _escaped(data))

    def handle_comment(self, data: str) -> None:
        self.open[-1].children.append(f"<!--{data}-->")
