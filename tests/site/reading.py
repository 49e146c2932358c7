"""A small reader of built pages: what one says, and what it refers to."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path

VOID = frozenset(["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"])
UNSEEN = frozenset(("script", "style", "template"))


@dataclass
class Node:
    """An element; text is a child like any other."""

    tag: str
    attrs: dict[str, str] = field(default_factory=dict)
    children: list[Node | str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """What a reader sees, blanks folded; parts that stand apart are apart."""
        return " ".join("".join(self._pieces()).split())

    def all(self, tag: str = "", **attrs: str) -> Iterator[Node]:
        """Yield the elements inside of a tag, and of a class (`klass`) or with attributes, in order."""
        klass = attrs.pop("klass", "")
        for child in self.children:
            if isinstance(child, Node):
                fits = not tag or child.tag == tag
                fits = fits and (not klass or klass in child.attrs.get("class", "").split())
                if fits and attrs.items() <= child.attrs.items():
                    yield child
                yield from child.all(tag, **({"klass": klass} if klass else {}), **attrs)

    def one(self, tag: str = "", **attrs: str) -> Node:
        """Return the only such element."""
        (found,) = self.all(tag, **attrs)
        return found

    def strings(self) -> Iterator[str]:
        """Yield the bare texts inside, as they stand."""
        for child in self.children:
            if isinstance(child, str):
                yield child
            else:
                yield from child.strings()

    def _pieces(self) -> Iterator[str]:
        for child in self.children:
            if isinstance(child, str):
                yield child
            elif child.tag not in UNSEEN and "headerlink" not in child.attrs.get("class", ""):
                apart = "" if child.tag in ("a", "b", "em", "strong", "code", "span", "wbr") else " "
                yield from (apart, *child._pieces(), apart)


def read(path: Path) -> Node:
    """Return the tree of a page's file."""
    return parsed(path.read_text(encoding="utf-8"))


def parsed(text: str) -> Node:
    """Return the tree of a page."""
    reader = _Reader()
    reader.feed(text)
    reader.close()
    return reader.open[0]


def section(page: Node, heading_id: str) -> str:
    """Return the text from the heading with an id up to the next heading of its rank or higher."""
    heading = next(page.all(id=heading_id))
    (parent,) = [node for node in (page, *page.all()) if heading in node.children]
    texts: list[str] = []
    for child in parent.children[parent.children.index(heading) :]:
        if isinstance(child, Node) and child is not heading and child.tag[0] == "h" and child.tag <= heading.tag:
            break
        texts.append(child if isinstance(child, str) else child.text)
    return " ".join(" ".join(texts).split())


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open = [Node("")]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        node = Node(tag, {name: value or "" for name, value in attrs})
        self.open[-1].children.append(node)
        if tag not in VOID:
            self.open.append(node)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.open[-1].children.append(Node(tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        if any(node.tag == tag for node in self.open[1:]):
            while self.open.pop().tag != tag:
                pass

    def handle_data(self, data: str) -> None:
        self.open[-1].children.append(data)
