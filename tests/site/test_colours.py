"""Every colour and size that a style names is defined in a style the same page loads."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.site.making import Made
from tests.site.reading import read


def undefined(page: Path) -> set[str]:
    """Return the names of our own that the page's styles use and none of them defines."""
    linked = [node.attrs["href"] for node in read(page).all("link", rel="stylesheet")]
    ours = [page.parent / path for path in linked if "stylesheets/" not in path]
    assert ours
    text = "".join(path.resolve().read_text(encoding="utf-8") for path in ours)
    used = set(re.findall(r"var\((--[a-z-]+)", text))
    # The theme defines its own, in a style of its own.
    return {name for name in used - set(re.findall(r"(--[a-z-]+)\s*:", text)) if not name.startswith("--md-")}


@pytest.mark.parametrize("page", ["index.html", "demoras/index.html", "pedido/index.html"])
def test_the_public_sites_pages_define_what_they_use(made: Made, page: str) -> None:
    """The two palettes serve both the theme's pages and the order page."""
    assert undefined(made.site / page) == set()
