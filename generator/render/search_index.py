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


def search_words(search: Mapping[str, Any], dates: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return what the browser needs of a language to read what is typed, from its words for the search and for dates.

    `ignored` are words that tell no place from another; by the others it knows dates and amounts of time.
    """
    return {
        "ignored": search["ignored"],
        "months": dates["months"],
        "weekdays": dates["weekdays"],
        "units": [names.split() for names in search["units"]],
        "numbers": search["numbers"].split(),
        "ago": search["ago"].split(),
    }


def search_index(pages: Iterable[SearchedPage], known: SearchedPlaces, words: Mapping[str, Any]) -> str:
    """Return the index as JSON: `places`, each an address, a title, its page and its text, a line for each sentence.

    `instead` are the addresses of those to show where none is found; `words` are the language's. Of a place that is
    `measured`, the figures and dates after its first line are not looked for; one that is `wayless` leads nowhere.
    """
    places = [place for page in pages for place in _places(page, known)]
    places += [_place(row.at, row.title, row.page, [row.text], known) for row in known.rows]
    told = [place for place in places if place["text"] or place["also"]]
    addresses = {place["at"] for place in told}
    index: Mapping[str, Any] = {
        **words,
        "instead": [at for at in known.instead if at in addresses],
        "places": told,
    }
    return json.dumps(index, ensure_ascii=False, separators=(",", ":"))


def _places(page: SearchedPage, known: SearchedPlaces) -> Iterator[dict[str, Any]]:
    own, *rest = page_parts(page.html)
    title = own.title or page.title
    whole = page.address in known.whole
    lines = [*([page.sentence] if page.sentence else []), *own.lines]
    lines += [line for part in rest if whole for line in part.lines]
    place = _place(page.address, title, "", lines, known)
    yield place | {"measured": True} if whole else place
    under = title
    for part in rest if not whole else ():
        # A year by itself does not say what it is of: the part before it does.
        is_named = any(map(str.isalpha, part.title))
        yield _place(f"{page.address}#{part.anchor}", part.title, title if is_named else under, part.lines, known)
        under = part.title if is_named else under


def _place(at: str, title: str, page: str, lines: Iterable[str], known: SearchedPlaces) -> dict[str, Any]:
    place = {
        # The home page's address under the root is empty, which is no address.
        "at": at or "./",
        "title": title,
        "page": page,
        # A word by itself answers nothing.
        "text": "\n".join(line for line in lines if " " in line),
        "also": _APART.join(known.wordings.get(at, ())),
    }
    return place | {"wayless": True} if at in known.wayless else place
