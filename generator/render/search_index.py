"""The search's index: the places of a site as the browser looks through them, with other words for each.

What the engine collects is read here and written anew in a format of ours (`site_src/docs/assets/hallar.js` reads it):
a service is one place, whichever pages tell of it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from html import unescape

from generator.render.handed_site import SearchedPlaces

_TAG = re.compile(r"<[^>]*>")
_END = re.compile(r"</(?:p|li|td|th|dt|dd|h[1-6])>")
_APART = " · "


def search_index(collected: str, places: SearchedPlaces, ignored: str) -> str:
    """Return the index as JSON, from the engine's own: `places`, each an address, a title, its page and its text.

    `instead` are the addresses of those to show where none is found; `ignored` are words that tell no place from
    another.
    """
    entries = json.loads(collected)["docs"]
    titles = {entry["location"]: _plain(entry["title"]) for entry in entries}
    texts: dict[str, list[str]] = {}
    for entry in entries:
        page = entry["location"].partition("#")[0]
        texts.setdefault(page if page in places.whole else entry["location"], []).append(_plain(entry["text"]))
    found = [_place(at, titles, parts, places.wordings.get(at, ())) for at, parts in texts.items()]
    told = [place for place in found if place["text"] or place["also"]]
    addresses = {place["at"] for place in told}
    index = {
        "ignored": ignored,
        "instead": [at for at in places.instead if at in addresses],
        "places": told,
    }
    return json.dumps(index, ensure_ascii=False, separators=(",", ":"))


def _place(at: str, titles: Mapping[str, str], parts: Sequence[str], wordings: Sequence[str]) -> dict[str, str]:
    page = at.partition("#")[0]
    return {
        # The home page's address under the root is empty, which is no address.
        "at": at or "./",
        "title": titles[at],
        "page": "" if at == page else titles.get(page, ""),
        "text": _APART.join(filter(None, parts)),
        "also": _APART.join(wordings),
    }


def _plain(html: str) -> str:
    """Return what HTML says, in one line; where a paragraph, a row or a heading ends, the next begins visibly."""
    parts = (" ".join(unescape(_TAG.sub(" ", part)).split()) for part in _END.split(html))
    return _APART.join(part for part in parts if part)
