"""Our blocks in a page of the manual: where each stands, and the page with them renewed.

A block is one `<details id="bkmrk-…">`, or whatever stands between two `<hr>` with such ids: of all that BookStack
could hold, these two come back whole from both of its editors.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import get_args

from generator.model.manual import BlockKind, ManualBlock
from generator.publish.manual.elements import Element, elements
from generator.publish.manual.html_lines import readable
from generator.publish.manual.noted_lines import remembering
from generator.publish.manual.traces import look, remains, said

MEND = (
    "Abra la página en el manual y restaure una revisión en la que el bloque esté sano, o borre lo que quede de él: "
    "la próxima vez se agrega entero al final."
)
BELOW = "<p><br></p>"
"""An empty paragraph: where nothing follows the block, both editors put into it what is typed at the page's end."""


MOST_RUNS = 3
"""Places that one message names; with those gone the next names the rest."""


class TornError(Exception):
    """A block of ours is there, but not in one piece; `str` says how, in Spanish, with the line of the source."""

    def __init__(self, fault: str, remedy: str = MEND) -> None:
        super().__init__(fault)
        self.remedy = remedy


@dataclass(frozen=True, slots=True)
class Span:
    """Where a block stands in its page, from its first character to past its last."""

    start: int
    end: int
    in_details: bool
    """One `<details>`; else between two rules."""
    has_mark: bool = True
    """False for a `<details>` that lost its mark and is the only one left: it is adopted."""


_MARKS = frozenset(f"bkmrk-demoras-{kind}" for kind in get_args(BlockKind))


def spans(html: str, blocks: Sequence[ManualBlock]) -> Mapping[str, Span | None]:
    """Return the place of each block by its id; None where the page does not have it.

    Raises:
        TornError: a block stands there twice, half or inside another, or what is left of one stands beside it.

    """
    found = elements(html)
    places = {block.id: _span(html, found, block) for block in blocks}
    taken = sorted((span.start, span.end) for span in places.values() if span)
    for before, after in pairwise(taken):
        if after[0] < before[1]:
            raise TornError(f"un bloque quedó dentro de otro ({_line(html, after[0])})")
    rest = without(html, {**_of_other_kinds(found, blocks), **places})
    for block in blocks:
        _refuse_remains(rest, block, is_there=places[block.id] is not None)
    return places


def with_blocks(html: str, blocks: Mapping[ManualBlock, Span | None]) -> str:
    """Return the page with these blocks in their places, and at its end where they had none; the rest as it was."""
    made = {block: block_html(html, block, span) for block, span in blocks.items()}
    placed = [(span, block) for block, span in blocks.items() if span]
    # From the end, so that no place moves before its turn.
    for span, block in sorted(placed, key=lambda pair: pair[0].start, reverse=True):
        after = html[span.end :]
        html = html[: span.start] + made[block] + (after if after.strip() else f"{after}{BELOW}")
    return html + "".join(f"{made[block]}{BELOW}" for block, span in blocks.items() if not span)


def block_html(html: str, block: ManualBlock, span: Span | None) -> str:
    """Return a block as this page gets it: unfolded where it shall be, stands so, or the page says nothing else."""
    is_folded = not block.is_open and (span.in_details if span else bool(readable(html)))
    return remembering(block.details_html if is_folded else block.rules_html, block)


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
    unmarked = list(_unmarked(html, found, block))
    span = None
    if marked:
        span = _details_span(html, marked[0])
    elif starts or ends:
        span = _between(html, [*starts, *ends], block)
    elif unmarked:
        first = unmarked.pop(0)
        span = Span(first.start, first.end or first.inner, in_details=True, has_mark=False)
    second = next((one for one in unmarked if span and not _is_nested(one, span)), None)
    if second:
        title = said(" ".join(_title(html, found, second)))
        fault = f"el bloque está dos veces; el segundo, sin la marca, se titula «{title}» ({_line(html, second.start)})"
        raise TornError(fault, f"Abra la página en el manual y borre el segundo «{title}», que nadie actualiza.")
    return span


def _is_nested(one: Element, span: Span) -> bool:
    """Tell whether an element is inside the block, or a person put the block inside it."""
    return span.start <= one.start < span.end or one.start < span.start < (one.end or 0)


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


def _unmarked(html: str, found: Sequence[Element], block: ManualBlock) -> Iterator[Element]:
    """Yield each whole `<details>` without a mark of ours that has our title, or our first sentence and our link."""
    known = look(block)
    own = [one for one in found if one.tag == "details" and one.end and one.id not in _MARKS]
    for one in own:
        if _title(html, found, one) == (block.summary,):
            yield one
        elif known.edit and not any(one.start < other.start < (one.end or 0) for other in own):
            lines = readable(html[one.inner : one.end])
            if known.opening in lines and any(f"]({known.edit})" in line for line in lines):
                yield one


def _title(html: str, found: Sequence[Element], details: Element) -> tuple[str, ...]:
    inside = (one for one in found if one.tag == "summary" and one.around is not None and found[one.around] is details)
    first = next(inside, None)
    return readable(html[first.start : first.end]) if first and first.end else ()


def _of_other_kinds(found: Sequence[Element], blocks: Sequence[ManualBlock]) -> dict[str, Span | None]:
    """Return the places of whole blocks that this page carries without being listed for them."""
    listed = {block.id for block in blocks}
    return {
        one.id: Span(one.start, one.end, in_details=True)
        for one in found
        if one.tag == "details" and one.end and one.id in _MARKS - listed
    }


def _refuse_remains(rest: str, block: ManualBlock, *, is_there: bool) -> None:
    left = remains(rest, block, is_there=is_there)
    if not left:
        return
    shown = [f"«{first}»" if first == last else f"desde «{first}» hasta «{last}»" for first, last in left if first]
    where = "".join(f", {run}" for run in shown[:MOST_RUNS]) + (" y más abajo" if shown[MOST_RUNS:] else "")
    beside = "además del bloque, " if is_there else ""
    fault = f"{beside}quedan restos de un bloque sin su marca ni su título (así los deja el botón «Desplegar»){where}"
    then = (
        ": el bloque tiene esas cifras al día"
        if is_there
        else ": el bloque se agrega entero al final. Si son enlaces propios, marque en la página el lugar del bloque "
        "como dice docs/manual.md"
    )
    raise TornError(fault, f"Abra la página en el manual, borre esos restos{where} y ejecute la orden de nuevo{then}.")


def _line(html: str, offset: int) -> str:
    return f"línea {html.count(chr(10), 0, offset) + 1} del código fuente"


def _lines(html: str, found: Sequence[Element]) -> str:
    numbers = sorted({html.count("\n", 0, element.start) + 1 for element in found})
    return (
        f"líneas {', '.join(map(str, numbers))} del código fuente" if len(numbers) > 1 else _line(html, found[0].start)
    )
