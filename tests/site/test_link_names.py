"""What a link says, heard alone as in a list of a page's links, tells where it leads (WCAG 2.4.4)."""

from __future__ import annotations

from collections import defaultdict
from urllib.parse import urljoin

from tests.site.conftest import Pages
from tests.site.reading import Node


def names(link: Node) -> str:
    """Return what is heard of a link: its label, else its text, else what its picture says."""
    return link.attrs.get("aria-label") or link.text or " ".join(one.attrs.get("alt", "") for one in link.all("img"))


def ambiguous(page: Node, at: str) -> dict[str, set[str]]:
    """Return the places to which links of one name lead, where they are several."""
    places: defaultdict[str, set[str]] = defaultdict(set)
    for link in page.all("a"):
        if link.attrs.get("aria-hidden") != "true":
            places[names(link)].add(urljoin(at, link.attrs["href"]))
    return {name: found for name, found in places.items() if len(found) > 1 or not name.strip()}


def test_no_two_links_of_a_page_say_the_same_and_lead_elsewhere(pages: Pages) -> None:
    """Nor does any say nothing; a sign beside a heading names what it leads to."""
    root = "https://demoras.example/"
    assert {at: found for at, page in pages.items() if (found := ambiguous(page, root + at))} == {}
    signs = [link for page in pages.values() for link in page.all("a", klass="headerlink")]
    assert len(signs) > 50


def test_what_nobody_hears_is_no_stop_of_the_keyboard(pages: Pages) -> None:
    """The sign in each row of Demoras is for the mouse: the row's first link leads to a page that can be shared."""
    hidden = [link for page in pages.values() for link in page.all("a", **{"aria-hidden": "true"})]
    assert len(hidden) > 10
    assert {link.attrs.get("tabindex") for link in hidden} == {"-1"}
