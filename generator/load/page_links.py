"""What a page in Markdown links to and the places it has: exactly, as the engine reads it, or at a glance."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from html import unescape
from html.parser import HTMLParser
from xml.etree.ElementTree import Element

import markdown  # type: ignore[import-untyped]
from markdown.treeprocessors import Treeprocessor  # type: ignore[import-untyped]

from generator.load.written_pages import FRONT_MATTER

EXTENSIONS = ("toc", "tables", "fenced_code", "attr_list", "def_list", "md_in_html")
"""Those of `mkdocs.yml` and MkDocs' own three."""
_TARGET = re.compile(r"\]\(([^()\s<>&\\\"']*)\)")
_AUTO = re.compile(r"<([a-z][a-z0-9+.-]*:[^<>\s]+)>", re.IGNORECASE)
_RAW = re.compile(r"""<(?:a|img)\s(?:[^<>"]|"[^"]*")*?\b(?:href|src)="([^"]*)\"""")
# Beginning with a plain text, these are looked for six times as fast as together.
_ANY_RAW = re.compile(r"href\s*="), re.compile(r"src\s*=")
_SCRIPT = re.compile(r"<script\b[^<>]*>.*?</script>", re.DOTALL)
# Code, whose places are none; what looks like a link in it is taken for one.
_CODE = ("```", "~~~")
# Links whose target stands elsewhere on the page, and HTML that is not whole.
_UNUSUAL = ("]:", "<!--", "<script", "<style", "<textarea")
# But for a table's, HTML in the midst of a line.
_MIDST = re.compile(r"(?!<t).+<[^<>]*\bmarkdown=")
_HEADING = re.compile(r"^#{1,6} [^\n{}]*\{:? ?#([\w-]+)(?: [^\n{}]*)?\}$", re.MULTILINE)
# Where an element begins or ends, and whether what it holds is Markdown.
_TAG = re.compile(r"<(?!(?:br|hr|img|input|link|meta)\b)(/?)[a-z][a-z0-9]*(?=[\s>])([^<>]*\smarkdown=)?")
_PLACE = re.compile(
    r"""^ {0,3}(?:<tr[^<>]*>)?<[a-z][a-z0-9]*(?=\s)(?:[^<>"]|"[^"]*")*?\sid="([^"]+)\"""",
    re.MULTILINE,
)


@dataclass(frozen=True, slots=True)
class PageLinks:
    """A page's links as they are written, and the places that it has."""

    links: tuple[str, ...]
    anchors: frozenset[str]
    raw: tuple[str, ...] = ()
    """Those written as HTML, which a browser follows as they are, from the page's own address."""


def read_links(page: str, fill: Callable[[str], str] = str) -> PageLinks:
    """Return exactly what a page has, by laying it out; `fill` puts today's figures into it."""
    converter = markdown.Markdown(extensions=list(EXTENSIONS))
    links, anchors = _LinkReader(), _AnchorReader()
    converter.treeprocessors.register(links, "demoras_links", 0)
    anchors.feed(converter.convert(fill(FRONT_MATTER.sub("", page))))
    raw = dict.fromkeys(link for link in anchors.links if link not in links.links)
    return PageLinks(tuple(links.links), frozenset(anchors.found), tuple(raw))


def glance_at_links(page: str) -> PageLinks | None:
    """Return every link that a page may have, and places that it surely has; None of a page with something unusual.

    Laying out a page costs a hundred times as much. Where all of these lead somewhere, so do the page's own, which are
    among them; where one seems not to, `read_links` tells.
    """
    targets, raw, shown = _TARGET.findall(page), _RAW.findall(page), _SCRIPT.sub("", page)
    lower = page.lower()
    all_seen = len(targets) == page.count("](") and len(raw) == sum(len(any_raw.findall(lower)) for any_raw in _ANY_RAW)
    if not all_seen or any(sign in shown for sign in _UNUSUAL) or shown.count("<div") != shown.count("</div>"):
        return None
    if any(_MIDST.match(line) for line in shown.split("\n") if "markdown=" in line):
        return None
    has_code = any(sign in shown for sign in _CODE)
    places = frozenset(() if has_code else (*_headings(shown), *_PLACE.findall(shown)))
    links = dict.fromkeys((*targets, *_AUTO.findall(shown)))
    return PageLinks(tuple(links), places, tuple(dict.fromkeys(map(unescape, raw))))


def _headings(page: str) -> Iterator[str]:
    """Yield the places of headings in no element, or in such as are Markdown alone: in any other they are text."""
    inside = at = 0
    for heading in _HEADING.finditer(page):
        for end, is_markdown in _TAG.findall(page, at, heading.start()):
            inside = max(inside - 1, 0) if end else inside + (not is_markdown or inside > 0)
        at = heading.end()
        if not inside:
            yield heading[1]


class _LinkReader(Treeprocessor):  # type: ignore[misc]
    """Notes the links and images that Markdown makes, which MkDocs looks at itself: none of raw HTML."""

    def __init__(self) -> None:
        super().__init__()
        self.links: list[str] = []

    def run(self, root: Element) -> None:
        for element in root.iter():
            address = element.get({"a": "href", "img": "src"}.get(element.tag, ""))
            if address is not None:
                self.links.append(address)


class _AnchorReader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: set[str] = set()
        self.links: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.links += [value for name, value in attrs if value and name == {"a": "href", "img": "src"}.get(tag)]
        self.found |= {value for name, value in attrs if value and (name == "id" or (name == "name" and tag == "a"))}
