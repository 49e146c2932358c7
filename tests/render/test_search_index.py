"""The search's index: plain texts by address, a service as one place, and words that are found and never shown."""

from __future__ import annotations

import json
from typing import Any

from generator.render.handed_site import SearchedPlaces
from generator.render.search_index import search_index


def indexed(*entries: tuple[str, str, str], **known: Any) -> list[dict[str, str]]:
    """Return the places of an index that the engine collected, of addresses, titles and texts."""
    docs = [{"location": at, "title": title, "text": text} for at, title, text in entries]
    index = search_index(json.dumps({"config": {}, "docs": docs}), SearchedPlaces(**known), "de la")
    places: list[dict[str, str]] = json.loads(index)["places"]
    return places


def test_texts_are_plain_and_a_section_names_its_page() -> None:
    """Markup and entities are not words; what ends as a paragraph or a row does not run into the next."""
    assert indexed(
        ("a/", "&lt;Río&gt;", "<p>Uno</p><p>dos.</p>"), ("a/#b", "Parte", "<ul><li>a&eacute;</li></ul>")
    ) == [
        {"at": "a/", "title": "<Río>", "page": "", "text": "Uno · dos.", "also": ""},
        {"at": "a/#b", "title": "Parte", "page": "<Río>", "text": "aé", "also": ""},
    ]


def test_the_places_to_go_on_from_are_those_that_there_are() -> None:
    """A company without channels has no such part."""
    docs = [{"location": "a/", "title": "A", "text": "x"}]
    made = search_index(json.dumps({"docs": docs}), SearchedPlaces(instead=("a/", "b/#c")), "de la")
    assert json.loads(made)["instead"] == ["a/"]


def test_the_home_page_has_an_address() -> None:
    assert [place["at"] for place in indexed(("", "Inicio", "x"), ("#y", "Y", "z"))] == ["./", "#y"]


def test_a_page_that_is_told_whole_is_one_place() -> None:
    """A service's page with its sections."""
    found = indexed(
        ("p/", "Preguntas", "Todas"),
        ("d/a/", "A", "Demora"),
        ("d/a/#requisitos", "Requisitos", "Ninguno"),
        whole={"d/a/"},
        wordings={"d/a/": ("cuándo está A",)},
    )
    assert [(place["at"], place["text"], place["also"]) for place in found] == [
        ("p/", "Todas", ""),
        ("d/a/", "Demora · Ninguno", "cuándo está A"),
    ]


def test_a_place_without_text_is_found_by_its_other_words_or_not_at_all() -> None:
    """A bare heading leads nowhere."""
    found = indexed(("a/", "A", "x"), ("a/#b", "B", ""), ("a/#c", "C", ""), wordings={"a/#c": ("otra",)})
    assert [(place["at"], place["also"]) for place in found] == [("a/", ""), ("a/#c", "otra")]
