"""The search's index: the places of a site as the browser looks through them, with other words for each.

It is made of the finished pages, in a format of ours (`site_src/docs/assets/hallar.js` reads it): a service is one
place, whichever pages tell of it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from generator.render.handed_site import SearchedPlaces
from generator.render.page_parts import page_parts

_APART = " · "


@dataclass(frozen=True, slots=True)
class SearchedPage:
    """A page as the engine finished it: its address under the root, what stands in its place, and its own sentence."""

    address: str
    title: str
    html: str
    sentence: str = ""
    """What it answers, in short; the first line that is shown of it."""


def search_index(pages: Iterable[SearchedPage], known: SearchedPlaces, ignored: str) -> str:
    """Return the index as JSON: `places`, each an address, a title, its page and its text, a line for each sentence.

    `instead` are the addresses of those to show where none is found; `ignored` are words that tell no place from
    another.
    """
    places = [place for page in pages for place in _places(page, known)]
    told = [place for place in places if place["text"] or place["also"]]
    addresses = {place["at"] for place in told}
    index: Mapping[str, Any] = {
        "ignored": ignored,
        "instead": [at for at in known.instead if at in addresses],
        "places": told,
    }
    return json.dumps(index, ensure_ascii=False, separators=(",", ":"))


def _places(page: SearchedPage, known: SearchedPlaces) -> Iterator[dict[str, str]]:
    own, *rest = page_parts(page.html)
    title = own.title or page.title
    whole = page.address in known.whole
    lines = [*([page.sentence] if page.sentence else []), *own.lines]
    lines += [line for part in rest if whole for line in part.lines]
    yield _place(page.address, title, "", lines, known)
    for part in rest if not whole else ():
        yield _place(f"{page.address}#{part.anchor}", part.title, title, part.lines, known)


def _place(at: str, title: str, page: str, lines: Iterable[str], known: SearchedPlaces) -> dict[str, str]:
    return {
        # The home page's address under the root is empty, which is no address.
        "at": at or "./",
        "title": title,
        "page": page,
        # A word by itself answers nothing.
        "text": "\n".join(line for line in lines if " " in line),
        "also": _APART.join(known.wordings.get(at, ())),
    }
