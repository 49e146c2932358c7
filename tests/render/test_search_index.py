"""The search's index gains words to be found by, in fields of their own, and what it shows stays as it was."""

from __future__ import annotations

import json
from typing import Any

import pytest

from generator.render.search_index import with_search_words

CONFIG = {"lang": ["es"], "fields": {"title": {"boost": 1000.0}, "text": {"boost": 1.0}}}


def indexed(title: str, text: str, *wordings: str) -> Any:
    """Return an index of one place once the words are in."""
    index = {"config": CONFIG, "docs": [{"location": "preguntas/#a", "title": title, "text": text}]}
    return json.loads(with_search_words(json.dumps(index), {"preguntas/#a": wordings, "otra/": ["nada"]}))


@pytest.mark.parametrize(
    ("word", "folded"),
    [("migración", "migracion"), ("Diseño", "Diseno"), ("pingüino", "pinguino"), ("migracio\u0301n", "migracion")],
)
def test_a_word_with_accents_is_found_without_them(word: str, folded: str) -> None:
    """In a title and in a text, also where it was typed as letters and accents apart."""
    (entry,) = indexed(f"La {word}", f"<p>Una {word}, otra {word}.</p>")["docs"]
    assert (entry["titleWords"], entry["textWords"]) == (folded, folded)


def test_other_wordings_are_found_as_typed_and_without_accents() -> None:
    (entry,) = indexed("Alta", "Nada", "cuándo está listo", "demora")["docs"]
    assert entry["wordings"] == "cuándo está listo demora cuando esta"
    assert not {"titleWords", "textWords"} & entry.keys()


def test_what_the_search_shows_is_left_alone() -> None:
    """Title, text and address; markup and entities are not words."""
    (entry,) = indexed("&lt;Río&gt;", "<ul><li>a&eacute;</li></ul>", "x")["docs"]
    assert {key: entry[key] for key in ("location", "title", "text")} == {
        "location": "preguntas/#a",
        "title": "&lt;Río&gt;",
        "text": "<ul><li>a&eacute;</li></ul>",
    }
    assert (entry["titleWords"], entry["wordings"], entry["textWords"]) == ("Rio", "x", "ae")


def test_the_settings_name_the_new_fields_with_their_weights() -> None:
    """A folded word weighs as much as the word, and another wording less than a title."""
    index = indexed("a", "b")
    assert index["config"]["lang"] == ["es"]
    assert index["config"]["fields"] == {
        **CONFIG["fields"],  # type: ignore[dict-item]
        "titleWords": {"boost": 1000.0},
        "wordings": {"boost": 100.0},
        "textWords": {"boost": 1.0},
    }
    assert index["docs"] == [{"location": "preguntas/#a", "title": "a", "text": "b"}]
