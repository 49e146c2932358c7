"""Signs that nobody sees in a text: they turn what is read around, part words unseen, or act on a terminal."""

from __future__ import annotations

import re

from generator.errors import Problem

_TURNING = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
_UNSEEN = (
    "\xad\u034f\u115f\u1160\u17b4\u17b5\u180e\u200b\u200c\u2028\u2029\u2060-\u2064\u206a-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb"
    "\U000e0000-\U000e0fff"
)
# What joins the parts of one drawn sign, as in a family of three, is seen; between letters it is not.
_JOINER = "(?<![\u2190-\u2bff\ufe0f\U0001f000-\U0001faff])\u200d|\u200d(?![\u2190-\u2bff\U0001f000-\U0001faff])"
# Of a file's controls only escapes between double quotes come this far; a line's end and a tabulation are blanks.
_CONTROL = "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f"
_SIGN = re.compile(f"([{_TURNING}])|([{_UNSEEN}]|{_JOINER})|([{_CONTROL}])")
_KINDS = ("un carácter invisible que cambia el sentido de lectura", "un carácter invisible", "un carácter de control")


def invisible_sign(text: str) -> tuple[int, str] | None:
    """Return where the first such sign stands and what it is, or nothing where all can be seen."""
    found = _SIGN.search(text)
    if found is None:
        return None
    return found.start(), f"{_KINDS[(found.lastindex or 1) - 1]} (U+{ord(found[0]):04X})"


def invisible_problem(path: str, line: int, column: int, what: str) -> Problem:
    """Return the problem of such a sign at a place."""
    return Problem(path, line, column, f"hay {what}.", "Bórrelo: vuelva a escribir a mano esa parte del texto.")
