"""Text that anybody may have typed, as a log, an error or a terminal shows it: seen whole, and acted on by nothing."""

from __future__ import annotations

import re

# GitHub's runner obeys `##[…]` anywhere in a line and `::word` at its beginning, blanks before it left out.
_COMMANDS = re.compile(r"#(?=\[)|(?<=:):(?=[A-Za-z])")


def shown_line(text: str) -> str:
    """Return a text on one line: what cannot be seen or would begin another line stands there as its escape."""
    seen = "".join(sign if sign.isprintable() else _escape(sign) for sign in text)
    return _COMMANDS.sub(lambda found: _escape(found[0]), seen)


def shown_lines(text: str) -> str:
    """Return a text of our own lines, which may quote others: the same, but where we begin a line, one begins."""
    return "\n".join(shown_line(line) for line in text.split("\n"))


def _escape(sign: str) -> str:
    code = ord(sign)
    return {0x09: r"\t", 0x0A: r"\n", 0x0D: r"\r"}.get(code) or (
        f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"
    )
