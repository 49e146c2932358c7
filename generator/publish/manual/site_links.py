"""Which pages of the manual no longer link to the site."""

from __future__ import annotations

from collections.abc import Iterable
from html.parser import HTMLParser
from urllib.parse import SplitResult, urlsplit

from generator.errors import Problem, PublishError
from generator.publish.manual.bookstack_client import BookStack
from generator.publish.manual.elements import Attributes

FILE = "data/manual.yml"


def link_problems(wiki: BookStack, numbers: Iterable[int], site_url: str) -> tuple[Problem, ...]:
    """Return a problem for each page that is not there, or has no link to the site or to any page of it.

    Raises:
        UnreachableError: BookStack did not answer, or not as BookStack.

    """
    found = (_problem(wiki, number, site_url) for number in dict.fromkeys(numbers))
    return tuple(problem for problem in found if problem)


def links_to(html: str, site_url: str) -> bool:
    """Tell whether a page's HTML has a link under an address that ends in `/`."""
    reader = _Links()
    reader.feed(html)
    reader.close()
    site = urlsplit(site_url)
    return any(_is_under(link, site) for link in reader.found)


def _problem(wiki: BookStack, number: int, site_url: str) -> Problem | None:
    try:
        page = wiki.page(number)
    except PublishError as error:
        return Problem(FILE, 1, 1, error.message, error.remedy)
    if links_to(page.html, site_url):
        return None
    remedy = "Agregue en ella un enlace al sitio, o escriba su bloque con «demoras manual push --yes»."
    return Problem(FILE, 1, 1, f"{page.title}: no enlaza a {site_url}.", remedy)


def _is_under(link: str, site: SplitResult) -> bool:
    try:
        parts = urlsplit(link.strip())
    except ValueError:
        return False
    # A link that still says http leads to the site too.
    same_host = parts.scheme in ("http", "https") and parts.netloc.lower() == site.netloc.lower()
    return same_host and f"{parts.path}/".startswith(site.path)


class _Links(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: Attributes) -> None:
        if tag == "a":
            self.found += [value for name, value in attrs if name == "href" and value]
