"""The Atom feed of what changes: promises, as the Ledger remembers them, and notices."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, time
from itertools import pairwise
from xml.etree import ElementTree as ET
from zoneinfo import ZoneInfo

from generator.model.base import ServiceId, iso_utc
from generator.model.catalog import Catalog
from generator.model.facts import Facts
from generator.render.notices_page import Notices
from generator.words.countries import language_tag
from generator.words.language import WORDS
from generator.words.phrases import day_words

NEWS_FILE = "novedades.xml"
_ATOM = "http://www.w3.org/2005/Atom"
MOST_ENTRIES = 50


@dataclass(frozen=True, slots=True)
class _Entry:
    """One piece of news; `address` is the page that tells it, and with what follows # its id for ever."""

    updated: datetime
    address: str
    title: str
    summary: str


def news_feed(catalog: Catalog, facts: Facts) -> bytes:
    """Return the feed (RFC 4287), the latest first; equal arguments give equal bytes."""
    entries = sorted((*_promises(catalog, facts), *_notices(catalog, facts)), key=lambda one: one.address)
    entries = sorted(entries, key=lambda one: one.updated, reverse=True)[:MOST_ENTRIES]
    site = catalog.company.site_url
    feed = ET.Element("feed", {"xmlns": _ATOM, "xml:lang": language_tag(catalog.calendar.zone)})
    _text(feed, "id", site + NEWS_FILE)
    _text(feed, "title", WORDS.site.news.format(company=catalog.company.name))
    _text(feed, "updated", iso_utc(max((one.updated for one in entries), default=facts.now)))
    _text(ET.SubElement(feed, "author"), "name", catalog.company.name)
    ET.SubElement(feed, "link", {"rel": "self", "href": site + NEWS_FILE})
    ET.SubElement(feed, "link", {"rel": "alternate", "href": site})
    for one in entries:
        entry = ET.SubElement(feed, "entry")
        _text(entry, "id", site + one.address)
        _text(entry, "title", one.title)
        _text(entry, "updated", iso_utc(one.updated))
        ET.SubElement(entry, "link", {"rel": "alternate", "href": site + one.address})
        _text(entry, "summary", one.summary)
    return bytes(ET.tostring(feed, encoding="utf-8", xml_declaration=True))


def change_words(catalog: Catalog, facts: Facts, key: ServiceId) -> str | None:
    """Return when a service's promise last changed, or since when it has not.

    None where no run told, and where a notice's promise is shown instead: that one did change.
    """
    known, say = facts.history.get(key, ()), WORDS.service
    if not known or key in facts.in_force:
        return None
    day = day_words(known[-1].since.astimezone(ZoneInfo(catalog.calendar.zone)).date())
    if len(known) == 1:
        return say.unchanged.format(day=day)
    return say.changed.format(day=day, before=known[-2].promise)


def _promises(catalog: Catalog, facts: Facts) -> Iterator[_Entry]:
    for key, known in facts.history.items():
        service = catalog.services.get(key)
        for before, after in pairwise(known) if service else ():
            title = WORDS.site.news_of_change.format(
                service=service.name if service else key, before=before.promise, promise=after.promise
            )
            yield _Entry(after.since, f"demoras/{key}/#plazo-{after.since:%Y%m%dT%H%M%SZ}", title, title)


def _notices(catalog: Catalog, facts: Facts) -> Iterator[_Entry]:
    notices, zone = Notices(catalog, facts), ZoneInfo(catalog.calendar.zone)
    for one in (*notices.active, *notices.upcoming, *notices.past):
        begins = datetime.combine(catalog.notices[one.id].from_, time(), zone)
        # One to come is news from the day it was told on; a feed dated in the future is shown too late, or first of
        # all until then.
        told = min(begins, facts.noticed.get(one.id, facts.now))
        yield _Entry(told, f"avisos/#{one.anchor}", one.title, f"{one.dates}. {one.summary}")


def _text(parent: ET.Element, tag: str, text: str) -> None:
    ET.SubElement(parent, tag).text = text
