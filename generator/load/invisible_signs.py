"""Signs that nobody sees in a text: they turn what is read around, part words unseen, or act on a terminal."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from html import unescape

from generator.errors import Problem

_TURNING = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
# Format, surrogate, private, unassigned, and the ends of lines and paragraphs that are none in a file.
_UNSEEN_KINDS = ("Cf", "Cs", "Co", "Cn", "Zl", "Zp")
# What Unicode lets a reader leave out, of other kinds (Default_Ignorable_Code_Point), and two signs drawn as nothing.
_IGNORABLE = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\u3164\ufe00-\ufe0f\uffa0\ufffc\U000e0100-\U000e01ef]"
)
# Beside what is drawn they choose how, or join the parts of one sign, as in a family of three; that is seen.
_BESIDE_DRAWN = re.compile(
    "(?<=[\u00a9\u00ae\u203c-\u2bff\U0001f000-\U0001faff])\ufe0f"
    "|(?<=[\u2190-\u2bff\ufe0f\U0001f000-\U0001faff])\u200d(?=[\u2190-\u2bff\U0001f000-\U0001faff])"
)
_ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_BLANKS = "\t\n\r"
# The signs of nearly every text, found in one go: those of keyboards but for an entity's «&», letters with accents, and
# what word processors make of quotes, dashes and dots.
_ALL_SEEN = re.compile("[\t\n\r -%'-~\xa1-\xac\xae-\u024f\u2013\u2014\u2018-\u201f\u2026\u20ac]*")


def invisible_sign(text: str) -> tuple[int, str] | None:
    """Return where the first such sign stands and what it is, typed or as an entity of HTML; None where all is seen."""
    if _ALL_SEEN.fullmatch(text):
        return None
    seen = _BESIDE_DRAWN.sub(lambda found: "x" * len(found[0]), text)
    bad = {sign: what for sign in set(seen) if (what := _what(sign))}
    found = [(at, bad[sign]) for at, sign in enumerate(seen) if sign in bad][:1] if bad else []
    for entity in _ENTITY.finditer(text):
        if what := next((said for sign in unescape(entity[0]) if (said := _what(sign))), None):
            found.append((entity.start(), what))
            break
    return min(found, default=None)


def invisible_problem(path: str, line: int, column: int, what: str) -> Problem:
    """Return the problem of such a sign at a place."""
    return Problem(path, line, column, f"hay {what}.", "Bórrelo: vuelva a escribir a mano esa parte del texto.")


@lru_cache(4096)
def _what(sign: str) -> str | None:
    kind = unicodedata.category(sign)
    if _TURNING.match(sign):
        what = "un carácter invisible que cambia el sentido de lectura"
    elif kind in _UNSEEN_KINDS or _IGNORABLE.match(sign):
        what = "un carácter invisible"
    elif kind == "Cc" and sign not in _BLANKS:
        what = "un carácter de control"
    else:
        return None
    return f"{what} (U+{ord(sign):04X})"
