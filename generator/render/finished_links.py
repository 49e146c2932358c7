"""Links of the pages as the engine laid them out that lead nowhere: those of templates and raw HTML as well."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from html import unescape
from urllib.parse import unquote, urldefrag, urljoin

NOWHERE = "https://sitio.invalid/"
"""Stands for the address of a site that has none."""
_SCRIPT = re.compile(r"(<script\b[^>]*>).*?(?=</script>)", re.DOTALL)
_ELEMENT = re.compile(r"""<[a-z](?:[^>"']|"[^"]*"|'[^']*')*>""", re.IGNORECASE)
# Whole, so that nothing inside a value passes for another attribute.
_ATTRIBUTE = re.compile(r"""\s([^\s=>"'/]+)=(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""")


@dataclass(frozen=True, slots=True)
class BrokenLink:
    """An address that an element of a page names, and nothing of the site has."""

    page: str
    """The page's own path under the site."""
    address: str
    """As it stands there."""
    lacks_place: bool
    """The page it leads to is there, and has no such place."""


def broken_links(pages: Mapping[str, str], files: Collection[str], site_url: str) -> tuple[BrokenLink, ...]:
    """Return the links inside the site that lead to no file of it, or to no place of the page that they lead to.

    `pages` are the finished ones by path, `files` every path of the site, `site_url` ends in `/`.
    """
    read = {path: _read(html) for path, html in pages.items()}
    places = {path: frozenset(ids) for path, (_, ids) in read.items()}
    return tuple(link for path, (found, _) in read.items() for link in _broken(path, found, places, files, site_url))


def _read(html: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the addresses that a page's elements name, each once, and the places that it has."""
    elements = " ".join(_ELEMENT.findall(_SCRIPT.sub(r"\1", html)))
    said = [(name.lower(), unescape("".join(value))) for name, *value in _ATTRIBUTE.findall(elements)]
    addresses = dict.fromkeys(value for name, value in said if name in ("href", "src"))
    return tuple(addresses), tuple(value for name, value in said if name == "id")


def _broken(
    page: str, addresses: tuple[str, ...], places: Mapping[str, frozenset[str]], files: Collection[str], site_url: str
) -> Iterator[BrokenLink]:
    for address in addresses:
        whole, place = urldefrag(urljoin(site_url + page, address))
        path = unquote(whole.partition("?")[0])
        if not path.startswith(site_url):
            # Another site's, or that of a letter or a call.
            continue
        path = path.removeprefix(site_url)
        if path == "" or path.endswith("/"):
            path = posixpath.join(path, "index.html")
        if path not in files:
            yield BrokenLink(page, address, lacks_place=False)
        elif place and path in places and unquote(place) not in places[path]:
            yield BrokenLink(page, address, lacks_place=True)
