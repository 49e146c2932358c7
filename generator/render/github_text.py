"""Text that anybody may have typed, as Markdown that GitHub shows as that text and does nothing with.

`.github/workflows/comment.yml` does the same once more to the whole report, and leaves what this made as it is.
"""

from __future__ import annotations

import re

from generator.shown_text import shown_line

_BREAK = "\u200b"
"""Nothing to see; GitHub looks for mentions and references in the finished text, where an entity would not stop it."""
_ACTIVE = re.compile(r"(@)|(#|GH-)(?=\d)|(:)(?=//)|(www)(?=\.)", re.IGNORECASE)
_SIGNS = {ord(sign): f"&#{ord(sign)};" for sign in "&<>|\\`[]*_~$"}


def github_text(text: str) -> str:
    """Return a text on one line as Markdown without markup, mentions, references or links; nothing invisible in it."""
    return _ACTIVE.sub(lambda found: found[0] + _BREAK, shown_line(" ".join(text.split()))).translate(_SIGNS)
