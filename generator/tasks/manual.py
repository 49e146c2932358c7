"""The company's manual and a Catalog in, what would change there and which pages lost their link to the site out."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from generator.compute.public_facts import public_facts
from generator.errors import DataError, Problem
from generator.model.catalog import Catalog
from generator.model.manual import Manual
from generator.publish.manual.client import BookStack
from generator.publish.manual.links import link_problems
from generator.publish.manual.push import Plan, plans
from generator.publish.manual.settings import token_from
from generator.render.manual import manual_blocks


def manual_wiki(catalog: Catalog, environ: Mapping[str, str]) -> BookStack:
    """Return the company's manual, to be used in a `with`."""
    return BookStack(_manual(catalog).base_url, token_from(environ))


def manual_plans(catalog: Catalog, wiki: BookStack, now: datetime) -> tuple[Plan, ...]:
    """Return what would change on each page of the manual as of `now`; nothing is written."""
    return plans(wiki, manual_blocks(catalog, _manual(catalog), public_facts(catalog, None, now)))


def manual_links(catalog: Catalog, wiki: BookStack) -> tuple[Problem, ...]:
    """Return a problem for each page of the manual that no longer links to the site."""
    return link_problems(wiki, (page.page for page in _manual(catalog).pages), catalog.company.site_url)


def _manual(catalog: Catalog) -> Manual:
    if catalog.manual is None or not catalog.manual.pages:
        remedy = "Agregue al menos una a «pages»; docs/manual.md dice cómo."
        raise DataError([Problem("data/manual.yml", 1, 1, "no nombra ninguna página del manual.", remedy)])
    return catalog.manual
