"""The whole public site as values: its files, menu and titles."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from html import escape as escape_html
from zoneinfo import ZoneInfo

from jinja2.sandbox import SandboxedEnvironment
from msgspec import to_builtins

from generator.model.base import ServiceId, iso_utc
from generator.model.catalog import Catalog
from generator.model.clock_cases import ExplainedFile
from generator.model.facts import Facts
from generator.model.fenced_code import outside_code
from generator.model.promise import Promise
from generator.render.attention_page import channels_without_way
from generator.render.brand import brand_files
from generator.render.bundle import ORDER_PAGE
from generator.render.calendar_feed import calendar_ics, calendar_json
from generator.render.calendar_page import holiday_wordings, told_promises, week_rows
from generator.render.clock_page import CHECKED_PAGE, clock_pages
from generator.render.handed_site import (
    LAID_OUT,
    HandedSite,
    PageFrame,
    SearchedPlaces,
    ShareCard,
    as_typed,
)
from generator.render.home_page import SERVICES_FILE, HomeRecords, home_parts, home_records, services_json
from generator.render.markdown import environment
from generator.render.news_feed import NEWS_FILE, news_feed
from generator.render.notices_page import Notices, NoticeWords
from generator.render.open_files import open_data
from generator.render.order_page import order_page_html, order_page_wording, page_calendar
from generator.render.page_frame import public_frame
from generator.render.page_policy import HEADERS_FILE, host_headers
from generator.render.pages import OPEN_DATA_PAGE, Files, Nav, menu_pages, navigation, pages_alike, public_pages
from generator.render.prose import Prose, page_references, reasons
from generator.render.question_answers import QUESTIONS_ADDRESS, wordings_of, wordings_of_service
from generator.render.records_page import left_services
from generator.render.share_cards import card_pictures, share_cards
from generator.render.wording import PageWording
from generator.words.language import WORDS, words_in
from generator.words.phrases import moment_words


@dataclass(frozen=True, slots=True)
class Site:
    """All of a site, for clients or for staff. `files` are pages in Markdown and finished files, by their path."""

    catalog: Catalog
    promises: Mapping[ServiceId, Promise | str]
    """What each service promises, as a sentence says it."""
    title: str
    """The site's name, as HTML: that is how the theme prints it."""
    site_url: str
    """Empty where no search engine may learn of it."""
    navigation: Nav
    files: Mapping[str, str | bytes]
    """By path; a page is rendered when it is first asked for."""
    notices: tuple[NoticeWords, ...]
    """Those that hold at the build or will, for the home page."""
    generated_at: str
    """The build's moment, in words."""
    synced_at: str | None
    """The last sync's moment, in words; None where no Ledger was read."""
    dates: Mapping[str, str]
    """The same moments as ISO 8601 UTC, for the script that tells their age."""
    frame: PageFrame
    """What stands around every page."""
    cards: Mapping[str, ShareCard] = field(default_factory=dict)
    """How each page looks where its address is shared, by its path."""
    attending: str = ""
    """Whether anybody is there, in words; empty where it is not known."""
    kept: HomeRecords = field(default_factory=HomeRecords)
    """How each group's promises were kept, for the home page."""
    alike: frozenset[str] = frozenset()
    """Generated pages that link to the same places as another one, which stands for them."""
    searched: SearchedPlaces = field(default_factory=SearchedPlaces)
    """What the search knows of the places of its pages."""

    def handed(self, written: Iterable[str]) -> HandedSite:
        """Return what the engine needs of it and of the hand-written pages, given without front matter.

        Every page is made for this, and none of what the engine does not lay out.
        """
        return HandedSite(
            title=self.title,
            site_url=self.site_url,
            navigation=self.navigation,
            texts={path: _text(self.files[path]) for path in self.files if path.endswith(LAID_OUT)},
            others=tuple(self.others()),
            filled={text: self.fill(text) for text in map(as_typed, written) if "{" in text},
            notices=tuple(one.shown for one in self.notices),
            generated_at=self.generated_at,
            synced_at=self.synced_at,
            dates=dict(self.dates),
            frame=self.frame,
            cards=dict(self.cards),
            searched=self.searched,
            words=to_builtins(words_in(self.catalog.calendar.zone)),
        )

    def others(self) -> Files[str | bytes]:
        """Return what the engine does not lay out, each made when it is first asked for.

        Data, calendars, news and pictures for shared links, by path.
        """
        every = card_pictures(self.catalog.company, self.cards).beside(self.files)
        return Files({path: partial(every.__getitem__, path) for path in every if not path.endswith(LAID_OUT)})

    def named_pages(self) -> tuple[str, ...]:
        """Return the pages that a menu names, and the one that is left out of it on purpose."""
        return (*menu_pages(self.navigation), *(path for path in (CHECKED_PAGE,) if path in self.files))

    def fill(self, markdown: str) -> str:
        """Return a hand-written page with its references replaced by today's figures; fenced code stays as it is."""
        env = environment(words_in(self.catalog.calendar.zone), SandboxedEnvironment)
        names = page_references(self.catalog, self.promises)
        names = {**names, **home_parts(self.catalog, self.attending, self.kept)}
        return outside_code(markdown, lambda text: env.from_string(text).render(names))


def _text(file: str | bytes) -> str:
    return file if isinstance(file, str) else file.decode()


def public_site(catalog: Catalog, facts: Facts, clock: Sequence[ExplainedFile] = ()) -> Site:
    """Return the public site, with the worked cases of how time is counted; equal arguments give equal bytes."""
    catalog = catalog.in_offer(facts.now)
    zone = ZoneInfo(catalog.calendar.zone)
    order_page = order_page_html(catalog)
    # HTML knows no more than thousandths, and nobody reads those.
    dates = {"generated": iso_utc(facts.now.replace(microsecond=0))}
    if facts.synced_at:
        dates["synced"] = iso_utc(facts.synced_at.replace(microsecond=0))
    notices, left = Notices(catalog, facts), left_services(facts)
    say = Prose(catalog, notices.in_prose())
    others: dict[str, Callable[[], str | bytes]] = {
        SERVICES_FILE: lambda: services_json(catalog, left),
        NEWS_FILE: lambda: news_feed(catalog, facts),
        "calendario.json": lambda: calendar_json(facts.calendar),
        "calendario.ics": lambda: calendar_ics(catalog, say, facts.now),
    }
    if catalog.billing.is_read:
        others[ORDER_PAGE] = lambda: order_page
        others["pedido/catalogo.json"] = lambda: order_page_wording(
            catalog,
            say,
            say_reason=reasons(catalog),
            promises=facts.promises,
            examples=facts.examples,
            left=left,
            notices=notices.active,
            calendar=page_calendar(facts.calendar, facts.now.astimezone(zone).date()),
        )
    return Site(
        catalog=catalog,
        promises=notices.in_prose(),
        title=escape_html(WORDS.site.title.format(company=catalog.company.name)),
        site_url=catalog.company.site_url,
        navigation=navigation(catalog, clock_cases=bool(clock)),
        files=public_pages(catalog, facts, clock_cases=bool(clock)).beside(
            {
                **(clock_pages(clock, told_promises(catalog), words_in(catalog.calendar.zone)) if clock else {}),
                **brand_files(catalog),
                HEADERS_FILE: host_headers(order_page if catalog.billing.is_read else None),
            },
            Files(others),
            open_data(catalog, facts),
        ),
        alike=pages_alike(catalog, facts),
        notices=(*notices.active, *notices.upcoming),
        generated_at=moment_words(facts.now, zone),
        synced_at=moment_words(facts.synced_at, zone) if facts.synced_at else None,
        dates=dates,
        frame=public_frame(catalog),
        cards=share_cards(catalog, facts, clock_cases=bool(clock)),
        attending=PageWording(catalog).attending(facts.attending),
        kept=home_records(catalog, facts),
        searched=_searched(catalog, say),
    )


def _searched(catalog: Catalog, say: Prose) -> SearchedPlaces:
    """Find a service once, at its page, and a channel or kind of ticket where its kind is listed."""
    asks = WORDS.search
    pages = {key: f"demoras/{key}/" for key in catalog.services}
    words: dict[str, list[str]] = {"channel": [*asks.channels], "ticket": [*asks.trouble]}
    for attention in catalog.attention.values():
        # A part's title says «Tickets», and names no channel.
        words[attention.kind] += [attention.name] * (attention.kind == "channel") + [*attention.also]
    there = {attention.kind for attention in catalog.attention.values()}
    if len(there) == 1:
        # Who has no tickets is written to by a channel, and the other way round.
        words = {kind: [*words["channel"], *words["ticket"]] for kind in there}
    reached = {attention.kind for attention in catalog.attention.values() if catalog.way_to(attention)}
    # Who wants to talk to somebody is led to the one way that there is, where no channel says its own.
    only_tickets = "channel" in there and reached == {"ticket"}
    if only_tickets:
        words["ticket"] += words["channel"]
    rows = dict(channels_without_way(catalog, say))
    asked = wordings_of(catalog.questions("public"), QUESTIONS_ADDRESS)
    question = catalog.company.order_link_question
    # Who writes no question about it is told of it on Inicio.
    order = f"{QUESTIONS_ADDRESS}#{question}" if question else "#mi-pedido"
    orders = {order: (*asked.get(order, ()), *asks.order)} if catalog.billing.is_read else {}
    channels, tickets = "atencion/#canales", "atencion/#tickets"
    attending = tickets if only_tickets or there == {"ticket"} else channels if there else "atencion/"
    return SearchedPlaces(
        wordings={
            **asked,
            **orders,
            **{pages[key]: wordings_of_service(one) for key, one in catalog.services.items()},
            "demoras/": asks.delays,
            channels: words.get("channel", ()),
            tickets: words.get("ticket", ()),
            **{row.at: also for row, also in rows.items()},
            "avisos/": asks.notices,
            f"{OPEN_DATA_PAGE.removesuffix('index.md')}#novedades": asks.news,
            **({"cumplimiento/": asks.records} if catalog.billing.is_read else {}),
            "calendario/#horario": (*asks.hours, *(hours for _, hours in week_rows(catalog.calendar.weekly_hours))),
            **holiday_wordings(catalog.calendar.holidays),
            "calendario/#suscribirse": asks.subscribing,
            "calendario/#cuenta": asks.counting,
        },
        # Who looks for a group means its services, and not how they were kept to.
        whole=frozenset((*pages.values(), "cumplimiento/")),
        rows=tuple(rows),
        wayless=frozenset((channels,) if only_tickets else ()),
        instead=("demoras/", *orders, attending),
    )
