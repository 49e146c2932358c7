"""HTML as it was sent in; what BookStack keeps of it, and what it draws from what it keeps, out."""

from __future__ import annotations

import re
from collections.abc import Mapping
from urllib.parse import quote_plus

from generator.sandbox.bookstack.nodes import Node, parsed, written

_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_INCLUDE = re.compile(r"\{\{@\s?([0-9]+)[^}]*\}\}")


def kept(html: str) -> str:
    """Return the page as it is stored: made whole, and every outer element, heading and id with an id of its own."""
    page = parsed(html.strip())
    top = [child for child in page.children if isinstance(child, Node)]
    nested = [node for child in top for node in child.inner()]
    used: set[str] = set()
    moved: dict[str, str] = {}
    headings = [node for node in nested if node.tag in _HEADINGS]
    for node in (*top, *headings, *(node for node in nested if "id" in node.attrs and node not in headings)):
        old = node.attrs.get("id") or ""
        node.attrs["id"] = new = _new_id(node, old, used)
        moved.setdefault(old, new)
    for link in (node for node in page.inner() if node.tag == "a"):
        target = (link.attrs.get("href") or "").removeprefix("#")
        if link.attrs.get("href") == f"#{target}" and target in moved:
            link.attrs["href"] = f"#{moved[target]}"
    return written(page)


def drawn(raw_html: str, others: Mapping[int, str]) -> str:
    """Return the page as readers get it: an element that names another page by `{{@12}}` becomes that page."""
    page = parsed(raw_html)
    parts = []
    for child in page.children:
        included = _INCLUDE.search("".join(child.text)) if isinstance(child, Node) else None
        whole = Node("", children=[child])
        parts.append(others.get(int(included[1]), "") if included else written(whole))
    return "".join(parts)


def _new_id(node: Node, old: str, used: set[str]) -> str:
    new = old
    if not old.startswith("bkmrk") or old in used:
        words = re.sub(r"[ \t\r\n\f\v]+", "-", "".join(node.text).strip(" \t\r\n\0\v").lower())[:20]
        new, again = quote_plus(f"bkmrk-{words}"), 0
        while new in used:
            again += 1
            new = quote_plus(f"bkmrk-{words}-{again}")
    used.add(new)
    return new
