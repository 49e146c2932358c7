"""What a reader sees of each public page, sentence by sentence and row by row, for comparing two versions."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from html import unescape

from generator.model.catalog import Catalog
from generator.model.changes import Version, VisibleLine, VisiblePage
from generator.model.facts import Facts
from generator.render.site import public_site

HOME = "index.md"
# The marks below are the templates' own: what somebody typed reaches a page with the signs of Markdown as entities.
_FRONT_MATTER = re.compile(r"\A---\n(.*?)\n---\n", re.DOTALL)
_TITLE = re.compile(r"^title: (.+)$", re.MULTILINE)
# What the search leaves out too: day-by-day counts, and the calculator: of dates, the three example orders tell.
_ASIDE = re.compile(r"<(\w+)\b[^>]*\bdata-search-exclude\b[^>]*>.*?</\1>", re.DOTALL)
# What is told on other days.
_LATER = re.compile(r"<(\w+)\b[^>]*\bhidden>.*?</\1>", re.DOTALL)
_SCRIPT = re.compile(r"<(script|style)\b.*?</\1>", re.DOTALL)
_EMPTIED = re.compile(r"<details\b[^>]*>\s*<summary>[^<]*</summary>\s*</details>")
_ROW = re.compile(r"<tr\b.*?</tr>", re.DOTALL)
_CELL = re.compile(r"<t[hd]\b[^>]*>(.*?)</t[hd]>", re.DOTALL)
_HEADING = re.compile(r"^#{1,6} (?P<text>.*?)(?:\{: #(?P<anchor>[^ }]+) \})?$")
_FOLDED_HEADING = re.compile(r'^<summary><h[1-6] id="(?P<anchor>[^"]+)">(?P<text>.*?)</h[1-6]></summary>$')
_LINK = re.compile(r"\[([^\]]*)\]\(([^)]*)\)")
_ANCHOR = re.compile(r'<a\b[^>]*?\bhref="([^"]*)"[^>]*>(.*?)</a>')
_ADDRESS = re.compile(r"<(https?://[^>]+)>")
_ATTRIBUTES = re.compile(r"\{:?\s[^}]*\}|\{:[^}]*\}")
_TAG = re.compile(r"<[^>]+>")
_BULLET = re.compile(r"^(?:- |\* |\d+\. )")
_SENTENCE = re.compile(r"(?<=[.!?…])\s+(?=[«¿¡(]*[A-ZÁÉÍÓÚÑ])")
BETWEEN = " · "
"""What stands between the cells of a row."""


def version(catalog: Catalog, facts: Facts, written: Mapping[str, str]) -> Version:
    """Return every public page as it is read: the generated ones, and the hand-written ones given by their path."""
    catalog = catalog.in_offer(facts.now)
    site = public_site(catalog, facts)
    pages = {path: visible_page(path, site.fill(text)) for path, text in written.items()}
    if HOME in pages:
        held = (one for one in site.notices if one.holds)
        notices = tuple(VisibleLine("", "", f"{one.title}, {one.dates}. {one.summary}") for one in held)
        pages[HOME] = VisiblePage(pages[HOME].title, (*notices, *pages[HOME].lines))
    made = {path: text for path, text in site.files.items() if path.endswith(".md") and isinstance(text, str)}
    pages |= {path: visible_page(path, text) for path, text in made.items()}
    return Version(catalog, pages)


def visible_page(path: str, markdown: str) -> VisiblePage:
    """Return a page of the site without its markup."""
    front = _FRONT_MATTER.match(markdown)
    named = _TITLE.search(front[1]) if front else None
    told = _ASIDE.sub("", _SCRIPT.sub("", markdown[front.end() :] if front else markdown))
    body = _EMPTIED.sub("", _LATER.sub("", told))
    lines = tuple(_lines(_ROW.sub(_row, body)))
    headings = [line.under for line in lines]
    return VisiblePage(named[1] if named else next(iter(headings), "") or path, lines)


def _lines(body: str) -> Iterator[VisibleLine]:
    under = anchor = term = ""
    for raw in body.splitlines():
        heading = _HEADING.match(raw.strip()) or _FOLDED_HEADING.match(raw.strip())
        text = _plain(heading["text"] if heading else raw)
        if term and raw.startswith(":   "):
            # A definition is read together with its term, which stands on the line above.
            yield VisibleLine(under, anchor, f"{term}: {text}")
            term = ""
        elif text:
            yield from _sentences(under, anchor, term)
            term = ""
            if heading:
                under, anchor = text, heading["anchor"] or ""
            if heading or BETWEEN in text:
                yield VisibleLine(under, anchor, text)
            else:
                term = text
    yield from _sentences(under, anchor, term)


def _sentences(under: str, anchor: str, text: str) -> Iterator[VisibleLine]:
    yield from (VisibleLine(under, anchor, part) for part in _SENTENCE.split(text) if part)


def _row(row: re.Match[str]) -> str:
    """Return a table's row as one line."""
    cells = (" ".join(cell.split()) for cell in _CELL.findall(row[0]))
    return "\n" + BETWEEN.join(cell for cell in cells if cell) + "\n"


def _plain(line: str) -> str:
    text = _BULLET.sub("", line.strip().removeprefix(":   "))
    text = _LINK.sub(lambda link: _linked(link[1], link[2]), text)
    text = _ANCHOR.sub(lambda link: _linked(link[2], link[1]), text)
    text = _TAG.sub("", _ADDRESS.sub(r"\1", _ATTRIBUTES.sub("", text)))
    return " ".join(unescape(re.sub(r"\*+", "", text)).split())


def _linked(text: str, target: str) -> str:
    """Return a link as its words, and its address where it leads off the site: that may be all that changes."""
    return f"{text} ({target})" if target.startswith("http") and target != unescape(text) else text
