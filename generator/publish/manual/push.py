"""What would change on each page of the manual, and the change written and verified."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from generator.errors import PublishError
from generator.model.manual import ManualBlock
from generator.publish.manual.block import Span, TornError, block_html, spans, with_blocks, without
from generator.publish.manual.bookstack_client import MOST_WAITS, BookStack, NotNow
from generator.publish.manual.html_lines import readable, same_but_for_the_date
from generator.publish.manual.manual_errors import fault_of_all, refused_page
from generator.publish.manual.noted_lines import foreign_lines, told_foreign
from generator.publish.manual.stored_page import StoredPage


@dataclass(frozen=True, slots=True)
class Unchanged:
    """The page says already what it should."""

    page: StoredPage


@dataclass(frozen=True, slots=True)
class Change:
    """What a page would get: its new HTML, the blocks that are new to it, and the lines of all that differ."""

    page: StoredPage
    blocks: tuple[ManualBlock, ...]
    new_html: str
    added: tuple[str, ...]
    """Titles of the blocks that go to the end of the page, which has no place for them yet."""
    adopted: tuple[str, ...]
    """Titles of those that had lost their mark."""
    opened: tuple[str, ...]
    """Titles of those that stood folded and shall not."""
    difference: tuple[str, ...]
    """Each with `+ `, `- ` or `= ` in front."""


@dataclass(frozen=True, slots=True)
class Refused:
    """A page that is not touched, and why."""

    error: PublishError
    title: str
    page: StoredPage | None = None
    """None where it is not there."""


Plan: TypeAlias = "Unchanged | Change | Refused"


def plans(wiki: BookStack, blocks: Sequence[ManualBlock]) -> tuple[Plan, ...]:
    """Return what would become of every page, in the order they are first named; reads each once, writes nothing.

    Raises:
        UnreachableError: BookStack did not answer, lets the token in nowhere, or fails with every page alike.

    """
    numbers = dict.fromkeys(block.page for block in blocks)
    made = tuple(_plan(wiki, number, tuple(one for one in blocks if one.page == number)) for number in numbers)
    if fault := fault_of_all([plan.error if isinstance(plan, Refused) else None for plan in made]):
        raise fault
    return made


def push(wiki: BookStack, change: Change) -> StoredPage:
    """Write one page, if it still is as it was planned on, and return it as BookStack says it is now.

    Raises:
        PublishError: it changed in between, it may not be written, or what BookStack kept is not what it was sent.
        UnreachableError: as for `plans`.

    """
    was_gone, waits = False, 0
    while True:
        # BookStack has no conflict check: whoever writes last wins. A look just before leaves a gap of one round trip.
        if wiki.page(change.page.number).state != change.page.state:
            raise refused_page(
                change.page.title,
                "alguien la guardó mientras se preparaba el cambio, y no se escribió nada en ella",
                "Ejecute la orden de nuevo.",
            )
        try:
            kept = wiki.write(change.page, change.new_html)
        except NotNow as busy:
            if waits == MOST_WAITS or (was_gone if busy.is_gone else wiki.is_write_in_vain):
                wiki.is_write_in_vain = wiki.is_write_in_vain or not busy.is_gone
                raise busy.fault from None
            was_gone, waits = busy.is_gone, waits + 1
            # Much may happen during the wait, so the page is looked at again after it.
            wiki.wait(busy.seconds, f"escribir la página {change.page.number}")
        else:
            _verify(change, kept)
            return kept


def _plan(wiki: BookStack, number: int, blocks: tuple[ManualBlock, ...]) -> Plan:
    try:
        page = wiki.page(number)
    except PublishError as error:
        return Refused(error, f"Página {number} del manual")
    if page.markdown or page.editor == "markdown":
        # HTML sent to such a page wipes its Markdown.
        remedy = "Páselo al editor visual en el manual, o ponga en data/manual.yml otra página."
        return _refused(page, "está escrita en Markdown", remedy)
    if page.draft:
        return _refused(page, "es un borrador", "Publíquela primero en el manual.")
    try:
        places = spans(page.raw_html, blocks)
    except TornError as torn:
        return _refused(page, str(torn), torn.remedy)
    changed = {block: places[block.id] for block in blocks if _differs(page, block, places[block.id])}
    for block, span in changed.items():
        wanted = _wanted(page, block, span)
        if span and (lines := foreign_lines(page.raw_html[span.start : span.end], block, wanted)):
            what, remedy = told_foreign(lines, wanted)
            fault = f"dentro del bloque «{block.summary}» {what}. Está en {page.last_revision}"
            return _refused(page, fault, remedy)
    return _change(page, changed) if changed else Unchanged(page)


def _refused(page: StoredPage, fault: str, remedy: str) -> Refused:
    return Refused(refused_page(page.title, fault, remedy), page.title, page)


def _differs(page: StoredPage, block: ManualBlock, span: Span | None) -> bool:
    if span and (not span.has_mark or (block.is_open and span.in_details)):
        return True
    return not same_but_for_the_date(_said(page.raw_html, span), _wanted(page, block, span))


def _change(page: StoredPage, changed: Mapping[ManualBlock, Span | None]) -> Change:
    return Change(
        page=page,
        blocks=tuple(changed),
        new_html=with_blocks(page.raw_html, changed),
        added=tuple(block.summary for block, span in changed.items() if span is None),
        adopted=tuple(block.summary for block, span in changed.items() if span and not span.has_mark),
        opened=tuple(block.summary for block, span in changed.items() if span and span.in_details and block.is_open),
        difference=tuple(
            line
            for block, span in changed.items()
            for line in _difference(_said(page.raw_html, span), _wanted(page, block, span))
        ),
    )


def _said(html: str, span: Span | None) -> tuple[str, ...]:
    return readable(html[span.start : span.end]) if span else ()


def _wanted(page: StoredPage, block: ManualBlock, span: Span | None) -> tuple[str, ...]:
    return readable(block_html(page.raw_html, block, span))


def _difference(old: Sequence[str], new: Sequence[str]) -> Iterator[str]:
    # Two lines of headings first, `---` and `+++`, then the first piece's `@@`.
    for line in list(difflib.unified_diff(old, new, n=1, lineterm=""))[3:]:
        if line.startswith("@@"):
            yield "…"
        else:
            yield f"{'=' if line[0] == ' ' else line[0]} {line[1:]}"


def _verify(change: Change, kept: StoredPage) -> None:
    """Raise PublishError unless BookStack kept the blocks, and every word around them, as they were sent."""
    remedy = "Compare en el manual las dos últimas revisiones de la página, y restaure la anterior si hace falta."
    try:
        places = spans(kept.raw_html, change.blocks)
        sent = spans(change.new_html, change.blocks)
    except TornError as torn:
        raise refused_page(change.page.title, f"se escribió, pero {torn}", remedy) from None
    for block in change.blocks:
        if _said(kept.raw_html, places[block.id]) != _said(change.new_html, sent[block.id]):
            raise refused_page(change.page.title, "BookStack no guardó el bloque como se le envió", remedy)
    # BookStack may change ids and blanks, never words.
    if readable(without(kept.raw_html, places)) != readable(without(change.new_html, sent)):
        raise refused_page(change.page.title, "al guardar el bloque cambió también el texto que lo rodea", remedy)
    if kept.revision != change.page.revision + 1:
        # Somebody else saved between our last look and our write, and BookStack told nobody. Equal numbers prove
        # nothing: two writes in the same instant were seen to get the same one.
        fault = "otra persona la guardó en el mismo instante, y su cambio quedó sólo en el historial de revisiones"
        raise refused_page(change.page.title, fault, remedy)
