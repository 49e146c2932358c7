"""Which pages of the manual no longer link to the site."""

from __future__ import annotations

from collections.abc import Iterable
from html.parser import HTMLParser
from urllib.parse import SplitResult, urlsplit

from generator.errors import Problem
from generator.publish.manual.elements import Attributes
from generator.publish.manual.push import Change, Plan, Refused

FILE = "data/manual.yml"


def link_problems(plans: Iterable[Plan], site_url: str) -> tuple[Problem, ...]:
    """Return a problem for each planned page that is not there, or has no link to the site or to any page of it."""
    found = (_problem(plan, site_url) for plan in plans)
    return tuple(problem for problem in found if problem)


def links_to(html: str, site_url: str) -> bool:
    """Tell whether a page's HTML has a link under an address that ends in `/`."""
    reader = _Links()
    reader.feed(html)
    reader.close()
    site = urlsplit(site_url)
    return any(_is_under(link, site) for link in reader.found)


def _problem(plan: Plan, site_url: str) -> Problem | None:
    error = plan.error if isinstance(plan, Refused) else None
    if plan.page is None:
        return Problem(FILE, 1, 1, plan.error.message, plan.error.remedy)
    if links_to(plan.page.html, site_url):
        return None
    remedy = "Agregue en ella un enlace al sitio"
    if error:
        # A push would refuse the page as well: it is no remedy.
        remedy += f". Su bloque no se puede escribir todavía: {error.message} {error.remedy}"
    elif isinstance(plan, Change):
        remedy += ", o escriba su bloque con «demoras manual push --yes»."
    else:
        remedy += "."
    return Problem(FILE, 1, 1, f"{plan.page.title}: no enlaza a {site_url}.", remedy)


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
