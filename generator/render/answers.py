"""An answer as staff write it, Markdown with references, turned into HTML and into plain text.

Only paragraphs, lists, emphasis, code and links are Markdown here; whatever else it means elsewhere is shown as typed.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from html.parser import HTMLParser
from xml.etree.ElementTree import Element

from jinja2 import StrictUndefined
from jinja2.sandbox import SandboxedEnvironment
from markdown import Markdown as Converter  # type: ignore[import-untyped]
from markdown.inlinepatterns import InlineProcessor  # type: ignore[import-untyped]
from markdown.treeprocessors import Treeprocessor  # type: ignore[import-untyped]
from markdown.util import AtomicString  # type: ignore[import-untyped]

from generator.model.addresses import COMPANY_ADDRESSES
from generator.model.base import ServiceId
from generator.model.catalog import Catalog
from generator.model.promise import Promise
from generator.render.markdown import URL, address, escape
from generator.render.prose import references

_OFF = {
    "preprocessors": ("html_block",),
    "parser.blockprocessors": ("code", "hashheader", "setextheader", "hr", "quote", "reference"),
    "inlinePatterns": (
        *("reference", "image_link", "image_reference", "short_reference", "short_image_ref", "automail", "html"),
    ),
}
_ITEM = r"[ ]*(?:[-*+]|\d{1,3}\.)[ ]"
# Nobody who writes "Pídale:" and a list below it leaves the blank line that Markdown wants.
_LIST_BELOW = re.compile(rf"^(?!{_ITEM})(?=[ ]*\S)([^\n]*)\n(?={_ITEM})", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer, twice."""

    html: str
    """Elements `p ul ol li strong em code a br` alone; an `a` leads to a web address or nowhere."""
    text: str
    """Paragraphs apart by an empty line, items on lines of their own after `- ` or their number, links spelt out."""


class Answers:
    """Renders answers with the references of one build."""

    def __init__(self, catalog: Catalog, promises: Mapping[ServiceId, Promise | str]) -> None:
        # A value is text, and never Markdown of its own; an address must stay one.
        self._env = SandboxedEnvironment(undefined=StrictUndefined, autoescape=False, finalize=escape)
        names = references(catalog, promises)
        places = {key: address(names[key]) for key in COMPANY_ADDRESSES if names[key]}
        self._names = {**names, **places}

    def __call__(self, answer: str) -> Answer:
        """Return an answer with its references replaced."""
        return _answer(self._env.from_string(answer).render(self._names))


def _answer(markdown: str) -> Answer:
    html = _converter().reset().convert(_LIST_BELOW.sub(r"\1\n\n", markdown))
    reader = _Plain()
    reader.feed(html)
    reader.close()
    return Answer(html, reader.text)


class _BareAddress(InlineProcessor):  # type: ignore[misc]
    """Makes a link of an address that stands in a sentence."""

    ANCESTOR_EXCLUDES = ("a",)

    def handleMatch(self, m: re.Match[str], data: str) -> tuple[Element, int, int]:  # noqa: ARG002, N802 - its names are the library's
        link = Element("a", href=m[0])
        link.text = AtomicString(m[0])
        return link, m.start(0), m.end(0)


class _WebLinksOnly(Treeprocessor):  # type: ignore[misc]
    """Takes the target of every link that could run something."""

    def run(self, root: Element) -> None:
        for link in root.iter("a"):
            if not link.get("href", "").startswith(("https://", "http://")):
                link.attrib.pop("href", None)


class _Plain(HTMLParser):
    """Gathers the plain text of an answer's HTML."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._parts: list[str] = []
        self._lists: list[int | None] = []
        self._link = ("", 0)

    @property
    def text(self) -> str:
        """Return what was gathered, no blank at the end of a line and no two empty lines together."""
        return re.sub(r"\n{3,}", "\n\n", re.sub(r" +\n", "\n", "".join(self._parts))).strip()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("ul", "ol"):
            self._lists.append(1 if tag == "ol" else None)
        elif tag == "li":
            count = self._lists[-1]
            self._parts.append(f"\n{'  ' * (len(self._lists) - 1)}{'-' if count is None else f'{count}.'} ")
            self._lists[-1] = None if count is None else count + 1
        elif tag == "br":
            self._parts.append("\n")
        elif tag == "a":
            self._link = (dict(attrs).get("href") or "", len(self._parts))

    def handle_endtag(self, tag: str) -> None:
        if tag in ("ul", "ol"):
            self._lists.pop()
            self._parts.append("" if self._lists else "\n\n")
        elif tag == "p" and not self._lists:
            self._parts.append("\n\n")
        elif tag == "a":
            url, start = self._link
            if url and "".join(self._parts[start:]) != url:
                self._parts.append(f" ({url})")

    def handle_data(self, data: str) -> None:
        if data.strip() or (self._parts and not self._parts[-1].endswith(("\n", " "))):
            self._parts.append(re.sub(r"\s+", " ", data))


@cache
def _converter() -> Converter:
    # The order of a list's levels is the one most people type: two blanks.
    made = Converter(extensions=["sane_lists"], tab_length=2)
    for name in _OFF["preprocessors"]:
        made.preprocessors.deregister(name)
    for name in _OFF["parser.blockprocessors"]:
        made.parser.blockprocessors.deregister(name)
    for name in _OFF["inlinePatterns"]:
        made.inlinePatterns.deregister(name)
    # After links and before emphasis, which the underscores of an address are not.
    made.inlinePatterns.register(_BareAddress(URL.pattern, made), "bare_address", 115)
    # After the inline patterns, which make the links.
    made.treeprocessors.register(_WebLinksOnly(made), "web_links_only", 15)
    return made
