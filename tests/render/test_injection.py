"""Four thousand hostile texts, in every place of a page where the data are printed: they add nothing to its markup."""

from __future__ import annotations

import string
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from html import unescape
from typing import Any

import markdown
import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.http.safe_address import address_fault
from generator.render.markdown import address, bold, escape, filled_sentence, linked, linked_to
from tests.render.test_markdown import ROOT, folded
from tests.site.reading import Node, parsed

PLAIN = "texto"
CASES = 250
"""Of each place: 4,000 in all."""
# What the enabled extensions, Markdown itself and HTML begin or end something with, among letters and line ends.
SIGNS = [
    *("{: .x #y onclick=z }", "{: onload=alert(1)}", "{:.a}", "{#b}", "{: ", " }", "{.c}"),
    *("\n:   ", ": definición", "\n\n:   x", ":\t"),
    *('<p markdown="1">', '<div markdown="block">', '<b markdown="span">', "</td></tr></table>", "</p>", "</div>"),
    *("| a | b |", "\n| --- | --- |\n", "|", "\\|", "---|---", "||"),
    *("[TOC]", "\n# ", "## ", "\n===\n", "\n---\n", "* * *", "[a]: https://mal.example/", "[^1]", "*[HTML]: x"),
    *("[x](javascript:alert(1))", "![i](https://mal.example/i)", "[x][a]", "[x]( <", "](", "](//mal.example)", ")"),
    *(
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "<a href='",
        "<!--",
        "-->",
        "<![CDATA[",
        "<?x",
        "?>",
    ),
    *(
        "<javascript:alert(1)>",
        "<x@mal.example>",
        "&lt;i&gt;",
        "&#60;i&#62;",
        "&#x3c;",
        "&amp;",
        "&quot;",
    ),
    *("`", "``", "```\n", "~~~", "**", "__", "*", "_", "\\", "\\<", "    ", "\t", "\n", "\n\n", " ", "\u2028", "\xa0"),
    *('"', "'", "=", ">", "<", "&", "#", "!", "[", "]", "(", "{", "}", "{{", "}}", "{%", "%}", "1. ", "- ", "+ ", "> "),
    *(
        "klzzwxh:0001",
        "wzxhzdk:0",
        "amp;",
        "é",
        "ñ",
        "𝒳",
        "א",
        *string.ascii_lowercase[:4],
        "0",
        ".",
    ),
]
HOSTILE = st.lists(st.sampled_from(SIGNS), min_size=1, max_size=8).map("".join).filter(lambda text: text.strip())


@dataclass(frozen=True)
class Place:
    """A piece of a page as the templates write it, and how they print a text into it."""

    form: str
    printed: Callable[[str], str] = escape


TABLE = '<table markdown="1">\n<tbody markdown="1">\n<tr markdown="1">\n{}\n</tr>\n</tbody>\n</table>'
PLACES: Mapping[str, Place] = {
    "paragraph": Place("Antes {} después."),
    "line": Place("{}"),
    "heading": Place("## {} {{: #lugar }}"),
    "item": Place("- {}\n- otro"),
    "bold": Place("Un {}.", bold),
    "sentence": Place("{}.", lambda text: filled_sentence("Con {a}, y {b}.", a=text, b=bold(text))),
    "link": Place("- {}{{: #demora }}: 2 días", lambda text: linked_to(text, "../demoras/x.md")),
    "linked text": Place("{}", lambda text: linked(text.replace("https://", "ftp://"))),
    "cell": Place("| a | b |\n| --- | --- |\n| {} | x |"),
    "term": Place("{}\n:   Algo"),
    "definition": Place("Algo\n:   {}"),
    "cell of a table in HTML": Place(TABLE.format('<td class="detalle" markdown="span">{}</td>')),
    "name of a row": Place(TABLE.format('<th class="nombre" id="x" scope="row" markdown="span">[{}](x.md)</th>')),
    "cell without marks": Place(TABLE.format('<td data-etiqueta="Para">{}</td>')),
    "attribute": Place('<div class="a" markdown="1">\n\n<p id="a" data-words="{}">Algo</p>\n\n</div>'),
    "box in HTML": Place('<div class="a" markdown="1">\n\n{}\n\n</div>'),
}


@cache
def converter() -> Any:
    """Return the site's own Markdown, with every extension as `mkdocs.yml` sets it."""
    named = yaml.safe_load((ROOT / "mkdocs.yml").read_text(encoding="utf-8"))["markdown_extensions"]
    settled = [one if isinstance(one, Mapping) else {one: {}} for one in named]
    names = [name for one in settled for name in one]
    return markdown.Markdown(
        extensions=names, extension_configs={name: of for one in settled for name, of in one.items()}
    )


def rendered(text: str) -> Node:
    return parsed(converter().reset().convert(text))


def markup(page: Node) -> list[tuple[str, Mapping[str, str]]]:
    """Return every element with its attributes, in order."""
    return [(node.tag, node.attrs) for node in page.all()]


@pytest.mark.parametrize("name", PLACES)
def test_a_hostile_text_adds_no_element_attribute_or_link(name: str) -> None:
    """What is there is what a plain word leaves there; an attribute holds the text, and so does the page."""
    place = PLACES[name]
    plain = markup(rendered(place.form.format(place.printed(PLAIN))))

    @settings(max_examples=CASES, deadline=None)
    @given(text=HOSTILE)
    def holds(text: str) -> None:
        page = rendered(place.form.format(place.printed(text)))
        found = markup(page)
        if name == "attribute":
            held = next(page.all("p")).attrs.pop("data-words")
            # Markdown reads the value of an element that it looks into once more: an entity in it becomes its sign.
            assert folded(held) in (folded(text), folded(unescape(text)))
            assert found == [
                (tag, {key: of for key, of in attrs.items() if key != "data-words"}) for tag, attrs in plain
            ]
        else:
            assert found == plain

    holds()


def test_the_cases_are_four_thousand() -> None:
    assert CASES * len(PLACES) == 4000


PATHS = st.text(string.ascii_letters[:6] + "0/?#&=_*~`'\"()[]{}<>!$|^;:,.%-", max_size=20)


@settings(max_examples=300, deadline=None)
@given(path=PATHS)
def test_an_address_of_the_data_is_one_link_to_that_very_place(path: str) -> None:
    """Every one that the data may name."""
    url = f"https://a.example/{path}"
    if address_fault(url, parameters=True):
        return
    (link,) = rendered(f"Vea {linked_to('[x]', address(url))}.").all("a")
    assert link.attrs == {"href": url}
