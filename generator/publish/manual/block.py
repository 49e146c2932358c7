"""Our blocks in a page of the manual: where each stands, and the page with them renewed.

A block is one `<details id="bkmrk-…">`, or whatever stands between two `<hr>` with such ids: of all that BookStack
could hold, these two come back whole from both of its editors.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from generator.model.manual import ManualBlock
from generator.publish.manual.elements import Element, elements
from generator.publish.manual.html_lines import readable


class TornError(Exception):
    """A block of ours is there, but not in one piece; `str` says how, in Spanish, with the line of the source."""


@dataclass(frozen=True, slots=True)
class Span:
    """Where a block stands in its page, from its first character to past its last."""

    start: int
    end: int
    in_details: bool
    """One `<details>`; else between two rules."""


def spans(html: str, blocks: Sequence[ManualBlock]) -> Mapping[str, Span | None]:
    """Return the place of each block by its id; None where the page does not have it.

    Raises:
        TornError: a block stands there twice, half or inside another.

    """
    found = elements(html)
    places = {block.id: _span(html, found, block) for block in blocks}
    taken = sorted((span.start, span.end) for span in places.values() if span)
    for before, after in pairwise(taken):
        if after[0] < before[1]:
            raise TornError(f"un bloque quedó dentro de otro ({_line(html, after[0])})")
    return places


def with_blocks(html: str, blocks: Mapping[ManualBlock, Span | None]) -> str:
    """Return the page with these blocks in their places, and at its end where they had none; the rest as it was."""
    placed = [(span, block) for block, span in blocks.items() if span]
    # From the end, so that no place moves before its turn.
    for span, block in sorted(placed, key=lambda pair: pair[0].start, reverse=True):
        new = block.details_html if span.in_details else block.rules_html
        html = html[: span.start] + new + html[span.end :]
    return html + "".join(block.details_html for block, span in blocks.items() if not span)


def without(html: str, places: Mapping[str, Span | None]) -> str:
    """Return the page without our blocks."""
    for span in sorted(filter(None, places.values()), key=lambda span: span.start, reverse=True):
        html = html[: span.start] + html[span.end :]
    return html


def _span(html: str, found: Sequence[Element], block: ManualBlock) -> Span | None:
    marked = [element for element in found if element.id == block.id]
    starts, ends = ([element for element in found if element.id == name] for name in block.rule_ids)
    for same in (marked, starts, ends):
        if len(same) > 1:
            raise TornError(f"la marca «{same[0].id}» está {len(same)} veces ({_lines(html, same)})")
    if marked and (starts or ends):
        raise TornError(f"el bloque está dos veces: plegado y entre líneas ({_lines(html, [*marked, *starts, *ends])})")
    span = None
    if marked:
        span = _details_span(html, marked[0])
    elif starts or ends:
        span = _between(html, [*starts, *ends], block)
    _refuse_copies(html, found, block, span)
    return span


def _details_span(html: str, element: Element) -> Span:
    if element.tag != "details":
        raise TornError(f"la marca «{element.id}» quedó en un <{element.tag}> ({_line(html, element.start)})")
    if element.end is None:
        raise TornError(f"el <details> de la marca «{element.id}» no cierra ({_line(html, element.start)})")
    return Span(element.start, element.end, in_details=True)


def _between(html: str, rules: Sequence[Element], block: ManualBlock) -> Span:
    if len(rules) < 2:
        there = rules[0].id
        (lost,) = (name for name in block.rule_ids if name != there)
        raise TornError(f"está la línea «{there}» ({_line(html, rules[0].start)}) y falta «{lost}»")
    start, end = rules
    if start.tag != "hr" or end.tag != "hr":
        raise TornError(f"las marcas «{start.id}» y «{end.id}» no están en dos <hr> ({_lines(html, rules)})")
    if end.start < start.start or start.around != end.around:
        raise TornError(f"las líneas «{start.id}» y «{end.id}» no encierran nada entero ({_lines(html, rules)})")
    return Span(start.start, end.end or end.inner, in_details=False)


def _refuse_copies(html: str, found: Sequence[Element], block: ManualBlock, span: Span | None) -> None:
    """Refuse a page with a copy of the block that has no mark: nothing would renew it."""
    for element in found:
        if element.tag != "summary" or element.end is None or element.around is None:
            continue
        around = found[element.around]
        is_ours = span is not None and span.start <= around.start < span.end
        if around.tag == "details" and not is_ours and readable(html[element.start : element.end]) == (block.summary,):
            raise TornError(f"hay un bloque con nuestro título y sin la marca ({_line(html, around.start)})")


def _line(html: str, offset: int) -> str:
    return f"línea {html.count(chr(10), 0, offset) + 1} del código fuente"


def _lines(html: str, found: Sequence[Element]) -> str:
    numbers = sorted({html.count("\n", 0, element.start) + 1 for element in found})
    return (
        f"líneas {', '.join(map(str, numbers))} del código fuente" if len(numbers) > 1 else _line(html, found[0].start)
    )
