"""The questions of the built site: each at its own address, told to machines as to people, the staff's own nowhere."""

from __future__ import annotations

import gzip
import html
import json
from pathlib import Path

from generator.model.catalog import Faq
from generator.render.markdown import escape
from tests.site.conftest import Pages
from tests.site.making import Made


def bytes_of(site: Path) -> bytes:
    """Return every byte of a site, names of files and unpacked archives with them."""
    files = [path for path in sorted(site.rglob("*")) if path.is_file()]
    read = [path.read_bytes() for path in files]
    unpacked = [gzip.decompress(data) for path, data in zip(files, read, strict=True) if path.suffix == ".gz"]
    return b"\n".join([*(path.name.encode() for path in files), *read, *unpacked])


def pieces(entry: Faq) -> set[str]:
    """Return a question's texts, its answer cut where references and marks are: each piece stands as it is typed."""
    typed = (entry.question, *entry.wordings, *entry.answer.replace("{{", "\n").replace("}}", "\n").splitlines())
    return {piece for text in typed if len(piece := text.strip(" -*:;.")) > 12}


def spelt(text: str) -> set[bytes]:
    """Return the ways in which a file of the site could spell a text."""
    ways = {text, html.escape(text), escape(text), json.dumps(text)[1:-1], json.dumps(text, ensure_ascii=False)[1:-1]}
    return {way.encode() for way in ways}


def test_no_internal_question_or_answer_is_in_any_byte_of_the_public_site(made: Made) -> None:
    """Pages, search, structured data, order page, and the names of files."""
    haystack, internal = bytes_of(made.site), made.catalog.questions("internal")

    assert internal
    for key, entry in internal.items():
        texts = {key, *pieces(entry)}
        assert len(texts) > 5
        assert [text for text in texts if any(way in haystack for way in spelt(text))] == []


def test_a_public_answer_would_be_found_by_the_same_search(made: Made) -> None:
    """Otherwise finding nothing would mean nothing."""
    haystack = bytes_of(made.site)
    for entry in made.catalog.questions("public").values():
        assert any(way in haystack for way in spelt(entry.question))


def test_every_question_links_to_itself_by_its_id(made: Made, pages: Pages) -> None:
    """That of its file; a service is a link to its page, with the place that its question had."""
    headings = list(pages["preguntas/"].all("h3"))

    assert [heading.attrs["id"] for heading in headings] == [*made.catalog.questions("public")]
    for heading in headings:
        (link,) = heading.all("a", klass="headerlink")
        assert link.attrs["href"] == f"#{heading.attrs['id']}"
    links = [link for link in pages["preguntas/"].all("a") if link.attrs.get("id", "").startswith("demora-")]
    assert {link.attrs["id"]: link.attrs["href"] for link in links} == {
        f"demora-{key}": f"../demoras/{key}/" for key in made.catalog.services
    }


def test_machines_are_told_the_questions_of_the_page_in_its_order(pages: Pages) -> None:
    """On that page alone, and as one FAQPage; others tell what they are about."""
    holding = {name: list(page.all("script", type="application/ld+json")) for name, page in pages.items()}
    (script,) = holding.pop("preguntas/")
    data = json.loads("".join(script.strings()))

    others = [text for found in holding.values() for one in found for text in one.strings()]
    assert [text for text in others if "FAQPage" in text] == []
    assert data["@type"] == "FAQPage"
    headings = [heading.text for heading in pages["preguntas/"].all("h3")]
    assert [one["name"] for one in data["mainEntity"]] == headings
    assert all(one["acceptedAnswer"]["text"] for one in data["mainEntity"])
