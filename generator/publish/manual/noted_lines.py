"""Which lines inside a block the site wrote, as noted in the block itself, and which of them are a person's."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from difflib import get_close_matches
from html.parser import HTMLParser
from itertools import takewhile, zip_longest

from generator.model.manual import STAMP, ManualBlock
from generator.publish.manual.elements import Attributes, elements
from generator.publish.manual.html_lines import plain, readable
from generator.publish.manual.traces import Look, look, notes_id, said, targets, unlinked, words_of, zeroed
from generator.words.language import WORDS

_NOTE = 5
"""Characters of one note; a page has some fifty lines of ours, and an editor keeps an id of any length."""
_WEEKDAY, _MONTH = ("|".join(words) for words in (WORDS.dates.weekdays, WORDS.dates.months))
_DAY = re.compile(rf"Generado(?: el)?(?: (?:{_WEEKDAY}))?(?: \d{{1,2}})?(?: de (?:{_MONTH}))?(?: de \d{{4}})?")
"""The day that a block says it was made on, or what is left of it."""
_OLDER_HEADS = words_of(f"Requisitos {WORDS.service.begins} {WORDS.attention.audience}")
"""Columns of blocks that earlier versions wrote."""
_PIECE = re.compile(r"\]\([^()]*\)|\w+|[^\w\s]")


def remembering(html: str, block: ManualBlock) -> str:
    """Return a block's HTML with a note of each of its lines in the id of its last paragraph.

    BookStack's API gives no old revision: without these notes nobody could tell, later, a line that a person wrote
    into the block from one that an older push did. Both editors keep an id, and neither shows it.
    """
    head, opening, last = html.rpartition("<p>")
    notes = "".join(sorted({_note(line) for line in readable(html)}))
    return f'{head}<p id="{notes_id(block)}{notes}">{last}' if opening else html


def foreign_lines(inside: str, block: ManualBlock, wanted: Sequence[str]) -> tuple[str, ...]:
    """Return what is inside a block, as its page has it, that no push wrote: lines, and comments of the source.

    A figure that a person changed is none, for the words around it are ours, nor what they left of a line of ours. In
    a block without notes, a row of words of ours passes for one that an older push wrote.
    """
    noted = [element.id for element in elements(inside) if element.id.startswith(notes_id(block))]
    # A line that lost its links alone is ours however often it stands there.
    known = {_note(text) for line in wanted for text in (line, unlinked(line))}
    known |= {note for id_ in noted for note in _notes(id_, block)}
    older = None if noted else look(block)
    lines = [line for line in readable(inside) if _note(line) not in known]
    there = {_note(line) for line in readable(inside)}
    missing = _Missing([line for line in wanted if _note(line) not in there])
    foreign = (line for line in lines if not (missing.gives(line) or (older and _is_older_row(line, older, wanted))))
    reader = _Unseen()
    reader.feed(inside)
    reader.close()
    return (*foreign, *reader.found)


def told_foreign(lines: Sequence[str], wanted: Sequence[str]) -> tuple[str, str]:
    """Return what these lines are, in words that go on after the block's name, and what to do about them."""
    whole = {zeroed(unlinked(line)): line for line in wanted}
    if all(zeroed(unlinked(line)) in whole for line in lines):
        shown = [_link_shown(line, whole[zeroed(unlinked(line))]) for line in lines]
        what, remedy = (
            "alguien cambió un enlace: ",
            "Devuelva el enlace a su dirección, o borre su línea, que el sitio ",
        )
        remedy += "escribe de nuevo; uno propio va fuera del bloque. Después ejecute la orden de nuevo."
    else:
        shown = [_line_shown(line, wanted) for line in lines]
        what = "hay texto que no escribió el sitio, y se perdería: "
        remedy = "Páselo en el manual fuera del bloque, por ejemplo debajo, o bórrelo, y ejecute la orden de nuevo."
    return what + ", ".join(shown[:3]) + (f" y {len(shown) - 3} más" if shown[3:] else ""), remedy


def _link_shown(line: str, whole: str) -> str:
    found = [target for target in targets(line) if target not in targets(whole)]
    expected = [target for target in targets(whole) if target not in targets(line)]
    wanted = f"el sitio escribió «{' y '.join(expected)}»" if expected else "el sitio no puso ahí ninguno"
    return f"en «{said(line)}» lleva a «{' y '.join(found)}» y {wanted}"


def _line_shown(line: str, wanted: Sequence[str]) -> str:
    """Return a line that is not ours, and beside it the one of ours that it seems to have been."""
    found = unlinked(line)
    own = {target for one in wanted for target in targets(one)}
    led = "".join(f", que enlaza a «{target}»" for target in targets(line) if target not in own)
    near = get_close_matches(found, [unlinked(one) for one in wanted], 1)
    if not near:
        return f"«{said(line)}»{led}"
    # Long lines are shown from a little before where they part, their days aside.
    day = STAMP.search(found)
    whole = STAMP.sub(day[0], near[0]) if day else near[0]
    alike = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(found, whole, strict=False)))
    start = max(alike - 20, 0)
    begins = "…" if start else ""
    return f"«{begins}{said(found[start:])}»{led} (el sitio escribió «{begins}{said(whole[start:])}»)"


def _is_older_row(line: str, known: Look, wanted: Sequence[str]) -> bool:
    """Tell whether a row says nothing but what a block says, but for the name of a service that is gone since."""
    if " | " not in line:
        return False
    folders = {_folder(target) for target in known.rows}
    for target in targets(line):
        if _folder(target) in folders and target not in known.rows:
            line = re.sub(rf"\[[^\[\]]*\]\({re.escape(target)}\)", "", line)
    return words_of(line) <= known.figure_words.union(_OLDER_HEADS, *map(words_of, wanted))


def _folder(target: str) -> str:
    """Return under which address the pages or places lie of which a link names one."""
    page, is_place, _ = target.partition("#")
    return page if is_place else page.rstrip("/").rpartition("/")[0]


def _notes(id_: str, block: ManualBlock) -> list[str]:
    text = id_.removeprefix(notes_id(block))
    return [text[at : at + _NOTE] for at in range(0, len(text), _NOTE)]


def _note(line: str) -> str:
    return hashlib.sha256(zeroed(line).encode()).hexdigest()[:_NOTE]


class _Missing:
    """The lines of ours that a block lacks: of each, a person may have left a part, which is then no text of theirs."""

    def __init__(self, lines: Sequence[str]) -> None:
        self._left = [_pieces(line) for line in lines]

    def gives(self, line: str) -> bool:
        """Tell whether a line is one of these with only words, links, blanks or its day taken away; take it out."""
        found = _pieces(line)
        # Without a paragraph's end two are one line; without a blank two words are one.
        joined = "".join(found)
        nothing: list[str] = []
        for one, other in zip_longest(self._left, self._left[1:], fillvalue=nothing):
            if joined == "".join(one + other):
                one.clear()
                other.clear()
                return True
            rest = iter(one)
            if found and (all(piece in rest for piece in found) or _is_glued(joined, rest := iter(one))):
                # Where somebody broke a line in two, the other part comes next.
                one[:] = rest
                return True
        return not found


def _is_glued(joined: str, pieces: Iterator[str]) -> bool:
    """Tell whether a text is made of some of these pieces in their order, without blanks; take those off."""
    for piece in pieces:
        joined = joined.removeprefix(piece)
        if not joined:
            return True
    return False


def _pieces(line: str) -> list[str]:
    """Return the words and signs of a line, each link with where it leads; no day, and any figure as another."""
    return _PIECE.findall(zeroed(_DAY.sub("", line)))


class _Unseen(HTMLParser):
    """What people write that no reader of the page sees: comments in its source, and titles of links."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: Attributes) -> None:
        self.found += [plain(f"<{tag} title={value}>") for name, value in attrs if name == "title" and value]

    def handle_startendtag(self, tag: str, attrs: Attributes) -> None:
        self.handle_starttag(tag, attrs)

    def handle_comment(self, data: str) -> None:
        if data.strip():
            self.found.append(plain(f"<!-- {data} -->"))
