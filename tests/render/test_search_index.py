"""The search's index: plain lines by address, a service as one place, and words that are found and never shown."""

from __future__ import annotations

import json
from typing import Any

from generator.render.handed_site import SearchedPlaces
from generator.render.search_index import SearchedPage, search_index, search_words

WORDS = search_words(
    {"ignored": "el la", "units": ["hora horas h"], "ago": "hace", "numbers": "un dos"},
    {"months": ["enero"], "weekdays": ["lunes"]},
)


def indexed(*pages: tuple[str, str, str], **known: Any) -> list[dict[str, str]]:
    """Return the places of an index of pages, each an address, its HTML and its own sentence."""
    made = [SearchedPage(at, "sin título", html, sentence) for at, html, sentence in pages]
    places: list[dict[str, str]] = json.loads(search_index(made, SearchedPlaces(**known), WORDS))["places"]
    return places


def test_texts_are_lines_and_a_section_names_its_page() -> None:
    """What a page answers in short comes first; a word by itself answers nothing."""
    html = '<h1>&lt;Río&gt;</h1><p>Demora</p><p>Uno dos.</p><h2 id="b">Parte</h2><ul><li>a&eacute; i</li></ul>'
    assert indexed(("a/", html, "Lo que dice")) == [
        {"at": "a/", "title": "<Río>", "page": "", "text": "Lo que dice\nUno dos.", "also": ""},
        {"at": "a/#b", "title": "Parte", "page": "<Río>", "text": "aé i", "also": ""},
    ]


def test_a_section_called_by_a_figure_says_what_it_is_of() -> None:
    """The next after it names the page again."""
    html = "".join(
        f'<h{rank} id="{at}">{title}</h{rank}><p>x y</p>'
        for rank, at, title in ((2, "f", "Feriados"), (3, "a", "2026"), (3, "b", "2027"), (2, "c", "Contar"))
    )
    found = indexed(("a/", f"<h1>Calendario</h1>{html}", ""))
    assert {place["title"]: place["page"] for place in found if "#" in place["at"]} == {
        "Feriados": "Calendario",
        "2026": "Feriados",
        "2027": "Feriados",
        "Contar": "Calendario",
    }


def test_a_page_without_a_heading_has_its_title() -> None:
    assert [place["title"] for place in indexed(("a/", "<p>x y</p>", ""))] == ["sin título"]


def test_the_places_to_go_on_from_are_those_that_there_are() -> None:
    """A company without channels has no such part."""
    made = search_index([SearchedPage("a/", "A", "<p>x y</p>")], SearchedPlaces(instead=("a/", "b/#c")), WORDS)
    assert json.loads(made)["instead"] == ["a/"]


def test_it_brings_what_the_browser_reads_figures_by() -> None:
    index = json.loads(search_index([SearchedPage("a/", "A", "<p>x y</p>")], SearchedPlaces(whole={"a/"}), WORDS))
    assert {key: index[key] for key in index if key not in ("instead", "places")} == {
        "ignored": "el la",
        "months": ["enero"],
        "weekdays": ["lunes"],
        "units": [["hora", "horas", "h"]],
        "numbers": ["un", "dos"],
        "ago": ["hace"],
    }
    assert [place.get("measured") for place in index["places"]] == [True]


def test_a_place_that_leads_nowhere_says_so() -> None:
    page = ("a/", '<p>x y</p><h2 id="y">Y</h2><p>z z</p>', "")
    assert [place.get("wayless") for place in indexed(page, wayless={"a/#y"})] == [None, True]


def test_the_home_page_has_an_address() -> None:
    assert [place["at"] for place in indexed(("", '<p>x y</p><h2 id="y">Y</h2><p>z z</p>', ""))] == ["./", "#y"]


def test_a_page_that_is_told_whole_is_one_place() -> None:
    """A service's page with its sections."""
    service = '<h1>A</h1><p>Dos días</p><h2 id="requisitos">Requisitos</h2><p>Ninguno más</p>'
    found = indexed(("d/a/", service, ""), whole={"d/a/"}, wordings={"d/a/": ("cuándo está A",)})
    assert [(place["at"], place["text"], place["also"]) for place in found] == [
        ("d/a/", "Dos días\nNinguno más", "cuándo está A"),
    ]


def test_a_place_without_text_is_found_by_its_other_words_or_not_at_all() -> None:
    """A bare heading leads nowhere."""
    page = '<h1>A</h1><p>x y</p><h2 id="b">B</h2><h2 id="c">C</h2>'
    found = indexed(("a/", page, ""), wordings={"a/#c": ("otra",)})
    assert [(place["at"], place["also"]) for place in found] == [("a/", ""), ("a/#c", "otra")]
