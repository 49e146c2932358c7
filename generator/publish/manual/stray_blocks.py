"""Blocks of ours in pages that `data/manual.yml` does not list: they say that they are renewed, and nobody does it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import get_args

from generator.errors import Problem, PublishError
from generator.model.manual import BlockKind, ManualBlock
from generator.publish.manual.bookstack_client import BookStack
from generator.publish.manual.elements import elements
from generator.publish.manual.html_lines import readable
from generator.publish.manual.push import Plan
from generator.publish.manual.stored_page import StoredPage
from generator.publish.manual.traces import look


def stray_problems(wiki: BookStack, blocks: Sequence[ManualBlock], plans: Iterable[Plan]) -> tuple[Problem, ...]:
    """Return a problem for each block in a page that is not listed for it; asks BookStack's search, then each page.

    Raises:
        UnreachableError: BookStack did not answer, or not as BookStack.

    """
    listed = {(block.page, block.id) for block in blocks}
    pages = {plan.page.number: plan.page for plan in plans if plan.page}
    texts = dict.fromkeys(text for block in blocks for text in (look(block).opening, block.summary) if text)
    found = dict.fromkeys(number for text in texts for number in wiki.pages_with(text))
    read = (_read(wiki, number) for number in found if number not in {page for page, _ in listed})
    strays = [*pages.values(), *(page for page in read if page and not page.draft)]
    return tuple(
        _problem(page, kind)
        for page in strays
        for kind in _kinds(page, texts)
        if (page.number, f"bkmrk-demoras-{kind}") not in listed and (kind or page.number not in pages)
    )


def _read(wiki: BookStack, number: int) -> StoredPage | None:
    try:
        return wiki.page(number)
    except PublishError:
        # Deleted since the search, or not given: another page's trouble hides no copy.
        return None


def _kinds(page: StoredPage, texts: Iterable[str]) -> Iterator[str]:
    """Yield each kind of which the page has the mark; an empty one where it has only our words, without any mark."""
    ids = {element.id for element in elements(page.raw_html)}
    marked = [kind for kind in get_args(BlockKind) if ids & {f"bkmrk-demoras-{kind}", f"bkmrk-demoras-{kind}-start"}]
    yield from marked
    if not marked and not set(texts).isdisjoint(readable(page.raw_html)):
        yield ""


def _problem(page: StoredPage, kind: str) -> Problem:
    fault = f"{page.title}: lleva un bloque del sitio y no está en data/manual.yml, así que nadie lo actualiza."
    entry = f"{{page: {page.number}, block: {kind or 'delays o sla'}}}"
    remedy = f"Borre de ella el bloque, o agréguela a «pages»: {entry}."
    return Problem("data/manual.yml", 1, 1, fault, remedy)
