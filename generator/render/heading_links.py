"""The link beside a heading that has an address: what it leads to, said to whoever hears the page."""

from __future__ import annotations

import re
from html import escape, unescape

# As the engine writes it: its text is a sign, and its title the same on every heading.
_HEADING = re.compile(
    r'(<h[1-6]\b[^>]*>((?:(?!</h[1-6]>).)*?)<a class="headerlink" href="[^"]*" title="([^"]*)")(?=>)', re.DOTALL
)
_ELEMENT = re.compile(r"<[^>]*>")


def with_named_heading_links(html: str) -> str:
    """Return a page's content in which no two of these links have one name."""
    return _HEADING.sub(_named, html)


def _named(found: re.Match[str]) -> str:
    link, heading, title = found.groups()
    text = " ".join(unescape(_ELEMENT.sub("", heading)).split())
    return f'{link} aria-label="{title}: {escape(text)}"'
