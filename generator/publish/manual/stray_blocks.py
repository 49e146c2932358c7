"""Blocks of ours in pages that `data/manual.yml` does not list: they say that they are renewed, and nobody does it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import get_args

from generator.errors import Problem, PublishError
from generator.model.manual import STAMP, BlockKind, ManualBlock
from generator.publish.manual.bookstack_client import BookStack
from generator.publish.manual.elements import elements
from generator.publish.manual.html_lines import readable
from generator.publish.manual.push import Plan
from generator.publish.manual.stored_page import StoredPage
from generator.publish.manual.traces import look, remains, unlinked

MOST_NAMES = 3


def stray_problems(wiki: BookStack, blocks: Sequence[ManualBlock], plans: Iterable[Plan]) -> tuple[Problem, ...]:
    """Return a problem for each block in a page that is not listed for it; asks BookStack's search, then each page.

    Raises:
        UnreachableError: BookStack did not answer, or not as BookStack.

    """
    listed = {(block.page, block.id) for block in blocks}
    pages = {plan.page.number: plan.page for plan in plans if plan.page}
    one_of_each = {block.kind: block for block in blocks}.values()
    searches = dict.fromkeys(search for block in one_of_each for search in _searches(block))
    found = dict.fromkeys(number for search in searches for number in wiki.pages_with(*search))
    read = (_read(wiki, number) for number in found if number not in {page for page, _ in listed})
    strays = [*pages.values(), *(page for page in read if page and not page.draft)]
    return tuple(
        _problem(page, kind)
        for page in strays
        for kind in _kinds(page, one_of_each)
        if (page.number, f"bkmrk-demoras-{kind}") not in listed and (kind or page.number not in pages)
    )


def _searches(block: ManualBlock) -> Iterator[tuple[str, ...]]:
    """Yield what to look for: no search looks into ids, and each of these a person may have deleted or changed."""
    known = look(block)
    lines = readable(block.body)
    yield from ((text,) for text in (known.opening, block.summary) if text)
    # Without its day and its first words, the line that says where the figures are edited.
    if last := unlinked(STAMP.sub("", lines[-1])).strip(" ;") if lines else "":
        yield (last,)
    # Some names, first to last: a page that says all of them, and no other, is read.
    if names := known.names[:: max(1, len(known.names) // MOST_NAMES)][:MOST_NAMES]:
        yield names


def _read(wiki: BookStack, number: int) -> StoredPage | None:
    try:
        return wiki.page(number)
    except PublishError:
        # Deleted since the search, or not given: another page's trouble hides no copy.
        return None


def _kinds(page: StoredPage, blocks: Iterable[ManualBlock]) -> Iterator[str]:
    """Yield each kind of which the page has the mark; an empty one where it has only our lines, without any mark."""
    ids = {element.id for element in elements(page.raw_html)}
    marked = [kind for kind in get_args(BlockKind) if ids & {f"bkmrk-demoras-{kind}", f"bkmrk-demoras-{kind}-start"}]
    yield from marked
    if not marked and any(remains(page.raw_html, block, is_there=True) for block in blocks):
        yield ""


def _problem(page: StoredPage, kind: str) -> Problem:
    fault = f"{page.title}: lleva un bloque del sitio y no está en data/manual.yml, así que nadie lo actualiza."
    entry = f"{{page: {page.number}, block: {kind or 'delays o sla'}}}"
    remedy = f"Borre de ella el bloque, o agréguela a «pages»: {entry}."
    return Problem("data/manual.yml", 1, 1, fault, remedy)
