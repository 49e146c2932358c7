"""The search's index, completed with each place's other wordings and with words typed without accents.

The theme's search takes "migracion" and "migración" for two words. It looks in every field that the index's settings
name and shows only those it knows: what is added here is found and never seen.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from html import unescape

_TITLE, _ASKED, _TEXT = "titleWords", "wordings", "textWords"
_BOOSTS = {_TITLE: 1e3, _ASKED: 1e2, _TEXT: 1.0}
"""Title and text weigh what the theme gives them; a service's own page comes before a question that names it often."""
_TAG = re.compile(r"<[^>]*>")


def with_search_words(index: str, wordings: Mapping[str, Sequence[str]]) -> str:
    """Return the index's JSON with the unaccented forms of its words, and the wordings of places by their address."""
    data = json.loads(index)
    data["config"]["fields"] |= {name: {"boost": boost} for name, boost in _BOOSTS.items()}
    for entry in data["docs"]:
        asked = " ".join(wordings.get(entry["location"], ()))
        found = {
            _TITLE: " ".join(_without_accents(_plain(entry["title"]))),
            _ASKED: " ".join((asked, *_without_accents(asked))),
            _TEXT: " ".join(_without_accents(_plain(entry["text"]))),
        }
        entry |= {name: words for name, words in found.items() if words}
    return json.dumps(data, separators=(",", ":"))


def _plain(html: str) -> str:
    return unescape(_TAG.sub(" ", html))


def _without_accents(text: str) -> Iterator[str]:
    """Yield each word that has accents without them, once."""
    for word in dict.fromkeys(re.findall(r"\w+", unicodedata.normalize("NFC", text))):
        plain = "".join(one for one in unicodedata.normalize("NFKD", word) if not unicodedata.combining(one))
        if plain != word:
            yield plain
