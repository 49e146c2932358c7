"""Text that anybody may have typed, as Markdown that GitHub shows as that text and does nothing with.

`.github/workflows/comment.yml` does the same once more to the whole report, and leaves what this made as it is.
"""

from __future__ import annotations

import re

_BREAK = "\u200b"
"""Nothing to see; GitHub looks for mentions and references in the finished text, where an entity would not stop it."""
_ACTIVE = re.compile(r"(@)|(#|GH-)(?=\d)|(:)(?=//)|(www)(?=\.)", re.IGNORECASE)
_SIGNS = {ord(sign): f"&#{ord(sign)};" for sign in "&<>|\\`[]*_~$"}


def github_text(text: str) -> str:
    """Return a text on one line as Markdown without markup, mentions, references, links or invisible characters."""
    seen = "".join(sign for sign in " ".join(text.split()) if sign.isprintable())
    return _ACTIVE.sub(lambda found: found[0] + _BREAK, seen).translate(_SIGNS)
