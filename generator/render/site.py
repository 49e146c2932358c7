"""The whole public site as values: Catalog and Facts in; files, menu and titles out."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from html import escape as escape_html
from zoneinfo import ZoneInfo

from generator.model.base import iso_utc
from generator.model.catalog import Catalog
from generator.model.facts import Facts
from generator.render import spanish
from generator.render.markdown import environment
from generator.render.order_page import order_page_html, order_page_wording
from generator.render.pages import Nav, navigation, public_pages
from generator.render.prose import Prose, references

_FENCED = re.compile(r"^( {0,3}(?:```[\s\S]*?^ {0,3}```|~~~[\s\S]*?^ {0,3}~~~)[`~]*[ \t]*)$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class PublicSite:
    """Everything public. `files` are pages in Markdown and finished files, by their path under the site's root."""

    catalog: Catalog
    title: str
    """The site's name, as HTML: that is how the theme prints it."""
    site_url: str
    navigation: Nav
    files: Mapping[str, str | bytes]
    generated_at: str
    """The build's moment, in words."""
    synced_at: str | None
    """The last sync's moment, in words; None where no Ledger was read."""
    dates: Mapping[str, str]
    """The same moments as ISO 8601 UTC, for the script that tells their age."""

    def fill(self, markdown: str) -> str:
        """Return a hand-written page with its references replaced by today's figures; fenced code stays as it is."""
        env, names = environment(), references(self.catalog)
        parts = _FENCED.split(markdown)
        # Every second part is what the pattern's one group held.
        parts[::2] = [env.from_string(text).render(names) for text in parts[::2]]
        return "".join(parts)


def public_site(catalog: Catalog, facts: Facts) -> PublicSite:
    """Return the public site; equal arguments give equal bytes."""
    zone = ZoneInfo(catalog.calendar.zone)
    dates = {"generated": iso_utc(facts.now)}
    if facts.synced_at:
        dates["synced"] = iso_utc(facts.synced_at)
    return PublicSite(
        catalog=catalog,
        title=escape_html(f"Demoras · {catalog.company.name}"),
        site_url=catalog.company.site_url,
        navigation=navigation(catalog),
        files={
            **public_pages(catalog, facts),
            "pedido/index.html": order_page_html(catalog),
            "pedido/catalogo.json": order_page_wording(catalog, Prose(catalog)),
        },
        generated_at=spanish.moment(facts.now, zone),
        synced_at=spanish.moment(facts.synced_at, zone) if facts.synced_at else None,
        dates=dates,
    )
