"""HTML in; a tree of it, and the tree written as BookStack's HTML library writes it, out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())  # noqa: SIM905
_BARE = frozenset(("script", "style"))
_DROPPED = frozenset(("html", "head", "body"))
# What an open element of the first kind does not survive.
_ENDED_BY = {
    "p": frozenset("p ul ol table div details section h1 h2 h3 h4 hr pre blockquote".split()),  # noqa: SIM905
    "li": frozenset(("li",)),
}


@dataclass(slots=True)
class Node:
    """An element; texts and comments, ready to be written, are children like any other."""

    tag: str
    attrs: dict[str, str | None] = field(default_factory=dict)
    children: list[Node | str] = field(default_factory=list)
    text: list[str] = field(default_factory=list)
    """All that is written in it, as read."""

    def inner(self) -> Iterator[Node]:
        """Yield every element inside, in the order of the page."""
        for child in self.children:
            if isinstance(child, Node):
                yield child
                yield from child.inner()


def parsed(html: str) -> Node:
    """Return the tree of a piece of HTML, whatever was left open closed."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.open[0]


def written(node: Node) -> str:
    """Return what is inside an element as HTML."""
    return "".join(child if isinstance(child, str) else _element(child) for child in node.children)


def _element(node: Node) -> str:
    attrs = "".join(
        f' {name}="{_escaped(value or "").replace(chr(34), "&quot;")}"' for name, value in node.attrs.items()
    )
    return f"<{node.tag}{attrs}>" + ("" if node.tag in VOID else f"{written(node)}</{node.tag}>")


def _escaped(text: str) -> str:
    for char, entity in (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ("\xa0", "&nbsp;")):
        text = text.replace(char, entity)
    return text


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open = [Node("")]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _DROPPED:
            return
        if tag in _ENDED_BY.get(self.open[-1].tag, ()):
            self.open.pop()
        node = Node(tag, dict(attrs))
        self.open[-1].children.append(node)
        if tag not in VOID:
            self.open.append(node)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.open[-1].children.append(Node(tag, dict(attrs)))

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
