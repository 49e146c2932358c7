"""What in a printed text a terminal or GitHub's runner would act on, or a reader could not see."""

from __future__ import annotations

import re

TYPED = (
    "##[stop-commands]x",
    "x ##[add-mask]hosting",
    "::add-mask::hosting",
    "\x1b[2J\x1b]0;título\x07",
    "pago\u202eodatide",
    "pa\u200bgo\u2066",
    "uno\n::error::dos",
    "uno\r##[error]dos\u2028tres",
)
"""What somebody may type, each of another kind."""


def acts(text: str) -> list[str]:
    """Return the lines that are not merely read."""
    return [
        line
        for line in text.split("\n")
        if re.search(r"##\[|^\s*::[A-Za-z]", line) or any(not sign.isprintable() for sign in line)
    ]
