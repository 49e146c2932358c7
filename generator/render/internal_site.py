"""The staff's own site as values: its files, menu and titles."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape as escape_html
from zoneinfo import ZoneInfo

from generator.model.base import iso_utc
from generator.model.catalog import Catalog
from generator.model.facts import Facts
from generator.model.reviews import Reviews
from generator.render.brand import brand_files
from generator.render.calendar_feed import calendar_json
from generator.render.handed_site import SearchedPlaces
from generator.render.internal_pages import internal_navigation, internal_pages, internal_wordings
from generator.render.page_frame import internal_frame
from generator.render.site import Site
from generator.words.language import WORDS
from generator.words.phrases import moment_words


def internal_site(catalog: Catalog, facts: Facts, pending: Reviews, shared: Mapping[str, bytes]) -> Site:
    """Return the staff's own site; `shared` are files of the public one that it brings along, by their path."""
    catalog = catalog.in_offer(facts.now)
    return Site(
        catalog=catalog,
        promises=facts.promises,
        title=escape_html(WORDS.site.staff_title.format(company=catalog.company.name)),
        # Without an address of its own no page names one, and the sitemap stays empty.
        site_url="",
        navigation=internal_navigation(catalog),
        files={
            **shared,
            **brand_files(catalog),
            **internal_pages(catalog, facts, pending),
            "calendario.json": calendar_json(facts.calendar),
        },
        # Its home page tells them itself, with links to the public site.
        notices=(),
        generated_at=moment_words(facts.now, ZoneInfo(catalog.calendar.zone)),
        synced_at=None,
        dates={"generated": iso_utc(facts.now)},
        frame=internal_frame(catalog),
        searched=SearchedPlaces(internal_wordings(catalog)),
    )
