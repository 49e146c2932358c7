"""Links of the site's pages that lead nowhere, and pages that no menu names: what MkDocs would refuse to build."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit
from xml.etree.ElementTree import Element

import markdown  # type: ignore[import-untyped]
from markdown.treeprocessors import Treeprocessor  # type: ignore[import-untyped]
from markdown.util import AMP_SUBSTITUTE  # type: ignore[import-untyped]

from generator.errors import Problem
from generator.load.message_parts import nearest, quoted
from generator.load.written_pages import FOLDER, FRONT_MATTER, WrittenPages, written_pages
from generator.load.yaml_file import place_of
from generator.model.questions import QUESTIONS_PAGE

EXTENSIONS = ("toc", "tables", "fenced_code", "attr_list", "def_list", "md_in_html")
"""Those of `mkdocs.yml` and MkDocs' own three."""
_TEMPLATES = "generator/render/templates"


@dataclass(frozen=True, slots=True)
class _Parsed:
    """A page's links as they are written, and the places that it has."""

    links: tuple[str, ...]
    anchors: frozenset[str]
    raw: tuple[str, ...] = ()
    """Those written as HTML, which a browser follows as they are, from the page's own address."""


def dead_links(
    root: Path, generated: Mapping[str, str | bytes], menu: Iterable[str], fill: Callable[[str], str]
) -> tuple[Problem, ...]:
    """Return what keeps the site from being laid out, where the project in `root` has a folder of pages.

    `generated` are the files that the program makes, by path, pages in Markdown among them; `menu` names pages;
    `fill` puts today's figures into a hand-written one.
    """
    if not (root / FOLDER).is_dir():
        return ()
    written = written_pages(root)
    pages = {path: _parsed(text, fill) for path, text in written.pages.items()}
    pages |= {path: _parsed(text) for path, text in generated.items() if isinstance(text, str) and path.endswith(".md")}
    anchors = {**dict.fromkeys((*generated, *written.others)), **{path: page.anchors for path, page in pages.items()}}
    return (
        *_menu_problems(written, pages, tuple(menu)),
        *(
            _problem(path, link, written, *fault)
            for path, page in pages.items()
            for link in dict.fromkeys(page.links)
            if (fault := _fault(path, link, anchors))
        ),
        *(
            _problem(path, link, written, *fault)
            for path, page in pages.items()
            for link in page.raw
            if (fault := _raw_fault(path, link, anchors))
        ),
    )


def _menu_problems(written: WrittenPages, pages: Collection[str], menu: tuple[str, ...]) -> Iterator[Problem]:
    for path in menu:
        if path not in pages:
            yield Problem(f"{FOLDER}/{path}", 1, 1, "falta este archivo.", "Restáurelo desde el historial de git.")
    for path in pages:
        if path in menu:
            continue
        message, remedy = "esta página no está en el menú del sitio.", "agréguela al menú en generator/render/pages.py."
        if path in written.pages:
            yield Problem(f"{FOLDER}/{path}", 1, 1, message, f"Quítela, o {remedy}")
        else:
            yield Problem("generator/render/pages.py", 1, 1, f"{path}: {message}", f"No la genere, o {remedy}")


def _fault(path: str, link: str, anchors: Mapping[str, frozenset[str] | None]) -> tuple[str, str] | None:
    """Return what is wrong with a link of a page, and the remedy: as MkDocs sees it, which leaves other sites alone.

    `anchors` are the places of each page of the site by its path; None for a file that is no page.
    """
    parts = urlsplit(link)
    if parts.scheme or parts.netloc or AMP_SUBSTITUTE in link:
        return None
    if link.startswith(("/", "\\")):
        remedy = "Escriba la ruta del archivo desde el de esta página, como demoras/index.md."
        return f"el enlace {quoted(link)} empieza con «/», y así no lleva a ninguna página.", remedy
    to = posixpath.normpath(posixpath.join(posixpath.dirname(path), unquote(parts.path))) if parts.path else path
    if to not in anchors:
        remedy = f"{nearest(to, anchors)}Corríjalo o quítelo; una página se nombra por su archivo: demoras/index.md."
        return f"el enlace {quoted(link)} lleva a {quoted(to)}, que no está en el sitio.", remedy
    places = anchors[to]
    if not parts.fragment or places is None or parts.fragment in places:
        return None
    message = f"el enlace {quoted(link)} lleva a {quoted(parts.fragment)}, un lugar que {quoted(to)} no tiene."
    remedy = f"{nearest(parts.fragment, places)}Corríjalo o quítelo"
    if to == QUESTIONS_PAGE:
        remedy += f"; si es una pregunta, falta data/faq/{parts.fragment}.yml o no es pública"
    return message, f"{remedy}."


def _raw_fault(path: str, link: str, anchors: Mapping[str, frozenset[str] | None]) -> tuple[str, str] | None:
    """Return what is wrong with a link of HTML, which names addresses and no files, and the remedy."""
    parts = urlsplit(link)
    if parts.scheme or parts.netloc:
        return None
    addresses = {_address(one): places for one, places in anchors.items()}
    to = unquote(urlsplit(urljoin(f"/{_address(path)}", link)).path).removeprefix("/").removesuffix("index.html")
    if to not in addresses:
        remedy = f"{nearest(to, addresses)}Corríjalo o quítelo; o escríbalo en Markdown: [texto](demoras/index.md)."
        return f"el enlace {quoted(link)} lleva a {quoted(to)}, que no está en el sitio.", remedy
    places = addresses[to]
    if not parts.fragment or places is None or parts.fragment in places:
        return None
    message = f"el enlace {quoted(link)} lleva a {quoted(parts.fragment)}, un lugar que esa página no tiene."
    return message, f"{nearest(parts.fragment, places)}Corríjalo o quítelo."


def _address(path: str) -> str:
    """Return where a file is found once it is laid out: `demoras/simplenews.md` at `demoras/simplenews/`."""
    if not path.endswith(".md"):
        return path.removesuffix("index.html")
    folder, name = posixpath.split(path.removesuffix(".md"))
    parts = [folder] if name in ("index", "README") else [folder, name]
    return "".join(f"{part}/" for part in parts if part)


def _problem(path: str, link: str, written: WrittenPages, message: str, remedy: str) -> Problem:
    text = written.pages.get(path)
    if text is None:
        return Problem(_TEMPLATES, 1, 1, f"en la página generada {path}, {message}", remedy)
    place = place_of(text, max(text.find(link), 0))
    return Problem(f"{FOLDER}/{path}", place.line, place.column, message, remedy)


def _parsed(page: str, fill: Callable[[str], str] = str) -> _Parsed:
    converter = markdown.Markdown(extensions=list(EXTENSIONS))
    links, anchors = _LinkReader(), _AnchorReader()
    converter.treeprocessors.register(links, "demoras_links", 0)
    anchors.feed(converter.convert(fill(FRONT_MATTER.sub("", page))))
    raw = dict.fromkeys(link for link in anchors.links if link not in links.links)
    return _Parsed(tuple(links.links), frozenset(anchors.found), tuple(raw))


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
