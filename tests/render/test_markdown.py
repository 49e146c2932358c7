"""A text that is printed into a page is read there as it was written: it is never Markdown, HTML or a reference."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import markdown
import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st
from jinja2 import UndefinedError

from generator.render.markdown import Markdown, environment, escape, linked, linked_to
from generator.words.language import WORDS
from tests.site.reading import Node, parsed

ROOT = Path(__file__).resolve().parents[2]
PLACES = {
    "p": "{}",
    "strong": "**{}**",
    "h2": "## {} {{: #lugar }}",
    "li": "- {}",
    "td": "| a | b |\n| --- | --- |\n| {} | x |",
    "dd": "Algo\n:   {}",
    "dt": "{}\n:   Algo",
    "div": '<div markdown="1">\n<p>{}</p>\n</div>',
    "th": '<table markdown="1"><tr markdown="1"><th markdown="span">{}</th></tr></table>',
}
# What no YAML file can hold is not tried.
TEXTS = st.text(st.characters(exclude_categories=("Cc", "Cs")), min_size=1) | st.text(
    st.sampled_from("-+*_`~^=#!|<>[](){}:$\\&\"'.,;0123456789 \nab/@é"), min_size=1
)


def extensions() -> list[Any]:
    """Return the site's own Markdown extensions."""
    named = yaml.safe_load((ROOT / "mkdocs.yml").read_text(encoding="utf-8"))["markdown_extensions"]
    return [next(iter(one)) if isinstance(one, Mapping) else one for one in named]


def rendered(text: str) -> Node:
    """Return the tree of a page's Markdown."""
    return parsed(markdown.markdown(text, extensions=extensions()))


def folded(text: str) -> str:
    """Return a text with its blanks made one, as a page shows it."""
    return " ".join(text.split())


def test_no_line_ends_between_a_figure_and_its_sign_of_percent() -> None:
    """Everywhere in a page; where a text is no page's it stays as it was typed."""
    assert escape("entre 86 % y  91  % de los 100%, ó %") == "entre 86\u00a0% y 91\u00a0% de los 100%, ó %"


@pytest.mark.parametrize("place", PLACES)
@settings(max_examples=50, deadline=None)
@given(text=TEXTS.filter(str.strip))
@example(text="- uno")
@example(text="1. uno")
@example(text="12. uno")
@example(text="+ uno")
@example(text="---")
@example(text="- - -")
@example(text="===")
@example(text="[TOC]")
@example(text="&amp; &#42; <b>é</b>")
@example(text="a\n\n# b\n    c")
@example(text='{: #otro } {{ promise("x") }} {# c #}')
@example(text="[a](javascript:alert) ![b](c) <https://d.example/>")
@example(text=": def")
@example(text="| --- |")
@example(text="\\* \\\\ `x`")
@example(text="*[HTML]: x")
def test_any_text_is_shown_as_it_is_wherever_it_is_printed(place: str, text: str) -> None:
    """With its blanks folded, and without becoming an element."""
    template = PLACES[place]
    plain, page = rendered(template.format("texto")), rendered(template.format(escape(text)))
    tag = "p" if place == "div" else place

    assert folded("".join(next(page.all(tag)).strings())) == folded(text)
    assert [node.tag for node in page.all()] == [node.tag for node in plain.all()]


@given(text=TEXTS)
def test_escaping_what_is_markdown_already_changes_nothing(text: str) -> None:
    """So a value may pass through two templates."""
    assert escape(escape(text)) == escape(text)


@settings(max_examples=50, deadline=None)
@given(text=TEXTS.filter(str.strip))
def test_linked_text_reads_as_written(text: str) -> None:
    """Whether or not it holds an address."""
    assert folded("".join(rendered(linked(text)).strings())) == folded(text)


@pytest.mark.parametrize(
    ("text", "addresses"),
    [
        ("Está en el manual: https://manual.example/sla", ["https://manual.example/sla"]),
        ("Vea https://a.example/b, o (http://c.example/d_e_f).", ["https://a.example/b", "http://c.example/d_e_f"]),
        ("¿Es https://a.example/?b=1&c=*2*?", ["https://a.example/?b=1&c="]),
        ("Escriba a ventas@a.example o entre en www.a.example", []),
        ("javascript:alert(1) data:text/html,x ftp://a.example/", []),
        ("[haga clic](https://a.example/b)", ["https://a.example/b"]),
        ("<a href=https://a.example/>x</a>", ["https://a.example/"]),
    ],
)
def test_only_web_addresses_can_be_followed(text: str, addresses: list[str]) -> None:
    """Without the point that ends the sentence; everything around them stays text."""
    page = rendered(linked(text))

    assert [link.attrs["href"] for link in page.all("a")] == addresses
    assert folded("".join(page.strings())) == text


@settings(max_examples=50, deadline=None)
@given(which=TEXTS.filter(str.strip))
@example(which='"} [x](y) `&')
def test_a_link_of_several_with_one_text_says_which_it_is(which: str) -> None:
    """To whoever hears it; what is seen stays short."""
    (link,) = rendered(linked_to("por aviso", "a.md#b", which)).all("a")
    assert folded("".join(link.strings())) == "por aviso"
    assert folded(link.attrs["aria-label"]) == folded(f"por aviso: {which}")


def test_a_template_escapes_what_it_prints_and_not_what_is_markdown() -> None:
    template = environment(WORDS).from_string("{{ a }} {{ b }}")
    assert template.render(a="*x*", b=Markdown("*y*")) == "&#42;x&#42; *y*"


def test_a_template_that_names_nothing_known_is_an_error() -> None:
    """An empty place in a page would go unseen."""
    with pytest.raises(UndefinedError):
        environment(WORDS).from_string("{{ nada }}").render()
