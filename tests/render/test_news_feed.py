"""The Atom feed, read by a real parser: changes of promises as the Ledger remembers them, and notices."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import feedparser

from generator.compute.public_facts import public_facts
from generator.load import load_catalog
from generator.model.base import NoticeId, ServiceId
from generator.model.catalog import Notice
from generator.model.facts import Facts
from generator.model.promise import parse_promise
from generator.model.promise_history import PublishedPromise
from generator.render.news_feed import change_words, news_feed
from generator.render.pages import public_pages
from tests.sample_company import SAMPLE
from tests.site.measured import NOW, measured_ledger

CATALOG = load_catalog(SAMPLE)
KEY = ServiceId(next(iter(CATALOG.services)))
COMING = NoticeId("feria")
SITE = CATALOG.company.site_url
FIRST, THEN = datetime(2026, 9, 1, 12, tzinfo=UTC), datetime(2026, 10, 6, 12, tzinfo=UTC)


def facts(*promises: str) -> Facts:
    """Return facts of a Ledger in which a service promised these, one after the other."""
    known = tuple(
        PublishedPromise(promise=parse_promise(text), since=FIRST + index * (THEN - FIRST))
        for index, text in enumerate(promises)
    )
    return public_facts(CATALOG, measured_ledger(CATALOG).model_copy(update={"promises": {KEY: known}}), NOW)


def test_a_real_parser_finds_nothing_wrong_and_every_change_and_notice() -> None:
    read = feedparser.parse(news_feed(CATALOG, facts("5 horas", "9 horas")))
    assert (read.bozo, read.version, read.feed.id) == (False, "atom10", f"{SITE}novedades.xml")
    changes = [one for one in read.entries if "/demoras/" in one.link]
    assert [(one.title, one.updated) for one in changes] == [
        (f"{CATALOG.services[KEY].name}: el plazo cambió de 5 horas a 9 horas", "2026-10-06T12:00:00Z")
    ]
    assert len(read.entries) == 1 + len(CATALOG.notices)
    moments = [one.updated_parsed for one in read.entries]
    assert moments == sorted(moments, reverse=True)
    assert len({one.id for one in read.entries}) == len(read.entries)
    assert all(one.link.startswith(SITE) and one.summary for one in read.entries)


def noticed(now: datetime, told: dict[NoticeId, datetime]) -> dict[str, datetime]:
    """Return the moment of each notice in the feed of a build, with one to come in February of 2027."""
    coming = {"kind": "announcement", "title": "Feria", "reason": "Hay.", "from": "2027-02-01", "until": "2027-02-05"}
    catalog = replace(CATALOG, notices={**CATALOG.notices, COMING: Notice.model_validate(coming)})
    ledger = measured_ledger(CATALOG).model_copy(update={"notices": told})
    read = feedparser.parse(news_feed(catalog, public_facts(catalog, ledger, now)))
    assert not read.bozo
    moments = {one.link.partition("#aviso-")[2]: datetime.fromisoformat(one.updated) for one in read.entries}
    assert max(moments.values()) == datetime.fromisoformat(read.feed.updated) <= now
    assert len(moments) == 1 + len(CATALOG.notices)
    return moments


def test_a_notice_to_come_is_news_of_the_day_it_was_told_and_nothing_is_dated_later_than_the_build() -> None:
    """From build to build at the same moment, also once it holds; one of long ago stays where it began."""
    told, began = NOW - timedelta(3), datetime(2026, 3, 1, 23, tzinfo=UTC)
    for now in (NOW, NOW + timedelta(30), datetime(2027, 2, 3, tzinfo=UTC), datetime(2027, 6, 1, tzinfo=UTC)):
        moments = noticed(now, {COMING: told, NoticeId("mudanza-de-marzo"): told})
        assert (moments[COMING], moments["mudanza-de-marzo"]) == (told, began)
    # No run has seen it yet.
    assert noticed(NOW, {})[COMING] == NOW
    # Nor had any, of a Ledger that did not keep notices, before it began.
    assert noticed(datetime(2027, 2, 3, tzinfo=UTC), {})[COMING] == datetime(2027, 1, 31, 23, tzinfo=UTC)


def test_what_names_hold_is_text_and_no_markup() -> None:
    wild = CATALOG.services[KEY].model_copy(update={"name": "<b>A & B</b>"})
    catalog = replace(CATALOG, services={**CATALOG.services, KEY: wild})
    data = news_feed(catalog, facts("5 horas", "9 horas"))
    assert b"<b>" not in data
    assert not feedparser.parse(data).bozo


def test_an_entry_keeps_its_id_from_build_to_build() -> None:
    """Also once another change has come: a reader would show it again as new."""
    ids = [
        {one.id for one in feedparser.parse(news_feed(CATALOG, told)).entries}
        for told in (
            facts("5 horas", "9 horas"),
            facts("5 horas", "9 horas", "2 días hábiles"),
        )
    ]
    assert ids[0] < ids[1]


def test_a_service_page_says_when_its_promise_last_changed() -> None:
    path = f"demoras/{KEY}.md"
    changed = public_pages(CATALOG, facts("5 horas", "9 horas"))[path]
    assert "Rige desde martes 6 de octubre de 2026; antes, 5 horas." in changed.replace("&#58;", ":")
    same = public_pages(CATALOG, facts("5 horas"))[path]
    assert "No cambió desde el martes 1 de septiembre" in same
    silent = public_pages(CATALOG, public_facts(CATALOG, None, NOW + timedelta(1)))[path]
    assert "llevamos registro" not in silent


def test_beside_a_notice_s_promise_nobody_says_that_nothing_changed() -> None:
    """The ordinary promise stayed; the one that is shown did not."""
    told = facts("5 horas")
    assert (change_words(CATALOG, told, KEY) or "").startswith("No cambió")
    assert change_words(CATALOG, told.model_copy(update={"in_force": {KEY: COMING}}), KEY) is None
