"""Links of the site's pages that lead nowhere, and pages that no menu names: what MkDocs would refuse to build."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cached_property, partial
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

from markdown.util import AMP_SUBSTITUTE  # type: ignore[import-untyped]

from generator.errors import Problem
from generator.load.message_parts import nearest, quoted
from generator.load.page_links import PageLinks, glance_at_links, read_links
from generator.load.written_pages import FOLDER, FRONT_MATTER, WrittenPages
from generator.load.yaml_file import place_of
from generator.model.questions import QUESTIONS_PAGE

_TEMPLATES = "generator/render/templates"
_THE_ENGINE_S = ("404.html", "sitemap.xml", "sitemap.xml.gz")
"""Files that a site has, and that nobody here makes."""


def dead_links(
    written: WrittenPages,
    generated: Mapping[str, str | bytes],
    menu: Iterable[str],
    fill: Callable[[str], str],
    alike: Collection[str] = (),
    site_url: str = "",
    data: Path | None = None,
) -> tuple[Problem, ...]:
    """Return what keeps the site from being laid out, where the project has a folder of pages.

    `generated` are the files that the program makes, by path, pages in Markdown among them; `menu` names pages;
    `fill` puts today's figures into a hand-written one; of the pages `alike` others, the links are not looked at.
    What begins with `site_url` leads into the site, too; a text under `data` may have brought it into a generated page.
    """
    if not written.are_there:
        return ()
    site = _Site(written, generated, fill, site_url)
    broken = [path for path in site.pages if path not in alike and site.seems_broken(path)]
    return (
        *_menu_problems(written, site.pages, tuple(menu)),
        *(
            _problem(path, link, written, data, *fault)
            for path in broken
            for link in dict.fromkeys(site.read(path).links)
            if (fault := _fault(path, link, site))
        ),
        *(
            _problem(path, link, written, data, *fault)
            for path in broken
            for link in site.read(path).raw
            if (fault := _raw_fault(path, link, site))
        ),
    )


class _Site:
    """The pages of a site, each read only as closely as it must be to tell whether its links lead somewhere."""

    def __init__(
        self, written: WrittenPages, generated: Mapping[str, str | bytes], fill: Callable[[str], str], url: str
    ) -> None:
        self.pages = dict.fromkeys((*written.pages, *(path for path in generated if path.endswith(".md"))))
        self._files = dict.fromkeys((*generated, *written.others, *self.pages, *_THE_ENGINE_S))
        self._written, self._generated, self._fill, self._url = written.pages, generated, fill, url
        self._glances: dict[str, PageLinks | None] = {}
        self._closely: dict[str, PageLinks] = {}

    def read(self, path: str) -> PageLinks:
        """Return exactly what a page has."""
        if path not in self._closely:
            text = self._generated.get(path)
            own = read_links(text) if isinstance(text, str) else None
            self._closely[path] = own or read_links(self._written[path], self._fill)
        return self._closely[path]

    def glance(self, path: str) -> PageLinks | None:
        """Return what a page has at a glance; of a hand-written one, in which anything may stand, no place."""
        if path not in self._glances:
            text = self._generated.get(path)
            if isinstance(text, str):
                found = glance_at_links(text)
            elif found := glance_at_links(self._fill(FRONT_MATTER.sub("", self._written[path]))):
                found = replace(found, anchors=frozenset())
            self._glances[path] = found
        return self._glances[path]

    def seems_broken(self, path: str) -> bool:
        """Tell whether a page may have a link that leads nowhere."""
        found = self.glance(path) or self.read(path)
        faults = (_fault(path, link, self) for link in found.links)
        return any(faults) or any(_raw_fault(path, link, self) for link in found.raw)

    def path_of(self, link: str) -> str | None:
        """Return the path that the site's own whole address names, with what follows it; None of any other link."""
        return f"/{link.removeprefix(self._url)}" if self._url and link.startswith(self._url) else None

    @property
    def paths(self) -> Collection[str]:
        """Return every file that may be linked to."""
        return self._files

    @cached_property
    def addresses(self) -> Mapping[str, str]:
        """Return every file by the address at which it is found."""
        return {_address(path): path for path in self._files}

    def lacks(self, path: str, place: str) -> bool:
        """Tell whether a page has no such place; a file that is no page is never asked for one."""
        if not place or path not in self.pages:
            return False
        glance = self.glance(path)
        return not (glance and place in glance.anchors) and place not in self.read(path).anchors


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


def _fault(path: str, link: str, site: _Site) -> tuple[str, str] | None:
    """Return what is wrong with a link of a page, and the remedy: as MkDocs sees it, which leaves other sites alone."""
    if site.path_of(link):
        # A build looks at these itself, once the engine left them alone.
        return _raw_fault(path, link, site)
    parts = urlsplit(link)
    if parts.scheme or parts.netloc or AMP_SUBSTITUTE in link:
        return None
    if link.startswith(("/", "\\")):
        remedy = "Escriba la ruta del archivo desde el de esta página, como demoras/index.md."
        return f"el enlace {quoted(link)} empieza con «/», y así no lleva a ninguna página.", remedy
    to = posixpath.normpath(posixpath.join(posixpath.dirname(path), unquote(parts.path))) if parts.path else path
    if to not in site.paths:
        remedy = f"{nearest(to, site.paths)}Corríjalo o quítelo; una página se nombra por su archivo: demoras/index.md."
        return f"el enlace {quoted(link)} lleva a {quoted(to)}, que no está en el sitio.", remedy
    if not site.lacks(to, parts.fragment):
        return None
    message = f"el enlace {quoted(link)} lleva a {quoted(parts.fragment)}, un lugar que {quoted(to)} no tiene."
    remedy = f"{nearest(parts.fragment, site.read(to).anchors)}Corríjalo o quítelo"
    if to == QUESTIONS_PAGE:
        remedy += f"; si es una pregunta, falta data/faq/{parts.fragment}.yml o no es pública"
    return message, f"{remedy}."


def _raw_fault(path: str, link: str, site: _Site) -> tuple[str, str] | None:
    """Return what is wrong with a link of HTML, which names addresses and no files, and the remedy."""
    address = site.path_of(link) or link
    parts = urlsplit(address)
    if parts.scheme or parts.netloc:
        return None
    to = unquote(urlsplit(urljoin(f"/{_address(path)}", address)).path).removeprefix("/").removesuffix("index.html")
    if to not in site.addresses:
        remedy = f"{nearest(to, site.addresses)}Corríjalo o quítelo; o escríbalo en Markdown: "
        remedy += "[texto](demoras/index.md)."
        return f"el enlace {quoted(link)} lleva a {quoted(to)}, que no está en el sitio.", remedy
    page = site.addresses[to]
    if not site.lacks(page, parts.fragment):
        return None
    message = f"el enlace {quoted(link)} lleva a {quoted(parts.fragment)}, un lugar que esa página no tiene."
    return message, f"{nearest(parts.fragment, site.read(page).anchors)}Corríjalo o quítelo."


def _address(path: str) -> str:
    """Return where a file is found once it is laid out: `demoras/simplenews.md` at `demoras/simplenews/`."""
    if not path.endswith(".md"):
        return path.removesuffix("index.html")
    folder, name = posixpath.split(path.removesuffix(".md"))
    parts = [folder] if name in ("index", "README") else [folder, name]
    return "".join(f"{part}/" for part in parts if part)


def _problem(path: str, link: str, written: WrittenPages, data: Path | None, message: str, remedy: str) -> Problem:
    text = written.pages.get(path)
    if text is None:
        told = f"en la página generada {path}, {message}"
        brought = _brought_by(data, link) if data and urlsplit(link).scheme else None
        return brought(told, remedy) if brought else Problem(_TEMPLATES, 1, 1, told, remedy)
    place = place_of(text, max(text.find(link), 0))
    return Problem(f"{FOLDER}/{path}", place.line, place.column, message, remedy)


def _brought_by(data: Path, link: str) -> Callable[[str, str], Problem] | None:
    """Return what makes a problem of the first text under a folder that holds an address; None where none does."""
    for file in sorted(data.rglob("*.yml")):
        text = file.read_text(encoding="utf-8")
        if link in text:
            place = place_of(text, text.find(link))
            return partial(Problem, f"data/{file.relative_to(data).as_posix()}", place.line, place.column)
    return None
