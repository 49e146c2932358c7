"""The words of one language, read from its file and refused where a sentence or a slot lacks or is too much."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Annotated, Any

import msgspec

from generator.words.closed_tables import ClockStartTable, Reasons, Stages, Tickets, Turns, Whys
from generator.words.countries import country_of_zone
from generator.words.delay_words import DelayWords, Ways
from generator.words.frame_words import CardWords, ContactWords, FrameWords, MenuWords, SearchWords, SiteWords
from generator.words.page_words import (
    AttentionWords,
    CalendarWords,
    HolidayNames,
    HomeWords,
    ManualWords,
    NoticeKinds,
    NoticePageWords,
    NowWords,
    ServiceWords,
)
from generator.words.record_words import RecordWords
from generator.words.sentences import Plural, WordTable, slots, with_shared, with_ways

Sentences = dict[str, str | Plural]
"""Sentences that only a script of a page uses; tests check that it uses each, with its slots."""
_IN_SLOTS = ("shared", "holiday_names")
Week = Annotated[tuple[str, ...], msgspec.Meta(min_length=7, max_length=7)]
Year = Annotated[tuple[str, ...], msgspec.Meta(min_length=12, max_length=12)]


class Dates(WordTable, frozen=True):
    """How days, moments, stretches of time and opening hours are told. Weeks begin on Monday."""

    weekdays: Week
    weekdays_short: Week
    months: Year
    day: Annotated[str, slots("weekday", "day", "month", "year")]
    day_of_year: Annotated[str, slots("weekday", "day", "month")]
    """A day whose year is known from elsewhere."""
    day_of_month: Annotated[str, slots("weekday", "day")]
    short_day: Annotated[str, slots("weekday", "day", "month", "year")]
    """For tables: all in figures but the weekday."""
    short_day_of_year: Annotated[str, slots("weekday", "day", "month")]
    at: Annotated[str, slots("day", "clock")]
    clock: Plural
    """By the hour: one o'clock is singular."""
    end_of_day: Annotated[str, slots("day")]
    """The midnight that closes a day, which nobody reads as `24:00`."""
    on: Annotated[str, slots("day")]
    span: Annotated[str, slots("first", "last")]
    by: Annotated[str, slots("due")]
    between: Annotated[str, slots("first", "last")]
    between_hours: Annotated[str, slots("day", "first", "last")]
    """Both in one day."""
    from_until: Annotated[str, slots("first", "last")]
    hours: Annotated[str, slots("figure")]
    minutes: Annotated[str, slots("figure")]
    seconds: Annotated[str, slots("figure")]
    and_: str = msgspec.field(name="and")
    """Joins the last two of a list."""
    and_before_i: str
    """The same before the sound of an i."""
    weekday_span: Annotated[str, slots("first", "last")]
    opening: Annotated[str, slots("opens", "closes")]
    midnight: str
    """Where opening hours end with their day."""
    all_day: str
    closed: str


class CountWords(WordTable, frozen=True):
    """What a date did to a count, on every page; `name` is the date's own."""

    day_zero: str
    counted: Annotated[str, slots("amount")]
    counted_named: Annotated[str, slots("amount", "name")]
    skipped: Annotated[str, slots("why")]
    day: Annotated[str, slots("ordinal")]
    no_reason: str
    date: str
    """Heads the dates of a count's table; the next, what happens on each."""
    what_happens: str
    show: str
    """Unfolds the table."""
    earliest: str
    """Precedes the moment of a range's first figure."""


class Replies(WordTable, frozen=True):
    """Sentences of the replies that staff send; the browser fills in `when` and `due`, at the moment of copying."""

    paid: Annotated[str, slots("when", "due")]
    paid_of_two: Annotated[str, slots("when", "due")]
    """Where requirements have to be met too; the next one is for a text that has just named them."""
    paid_of_two_short: Annotated[str, slots("when", "due")]
    met: Annotated[str, slots("when", "due")]
    met_short: Annotated[str, slots("when", "due")]
    delay_of: Annotated[str, slots("service")]
    """Precedes the promise."""
    delay_is: Annotated[str, slots("promise")]
    temporary: Annotated[str, slots("promise")]
    """A promise that a notice put in a service's own place."""
    today: str
    today_day: Annotated[str, slots("day")]
    at_hour: Annotated[str, slots("day", "time")]
    before_hour: Annotated[str, slots("day", "time")]
    if_paid: str
    if_met: str
    short: str
    """What the three lengths are called."""
    middle: str
    long: str


class ShopWords(WordTable, frozen=True):
    """What the hook of WHMCS says beside a client's service, and to staff beside a ticket."""

    see_order: str
    not_known: str
    """Where the order cannot be opened, or not yet."""
    private: str
    staff_title: str
    staff_unread: str
    staff_reply: str
    reply: Annotated[str, slots("told", "link")]
    reply_unread: Annotated[str, slots("link")]


class FailureWords(WordTable, frozen=True):
    """Why the order page shows no order, and what to do about it."""

    title: str
    text: str


class Words(WordTable, frozen=True):
    """All the words of a language, as a country says them."""

    contact: ContactWords
    """Stands in other sentences' slots already, and so does the next."""
    holiday_names: HolidayNames
    dates: Dates
    count: CountWords
    whys: Whys
    stages: Stages
    reasons: Reasons
    turns: Turns
    clock_starts: ClockStartTable
    ways: Ways
    tickets: Tickets
    failures: dict[str, FailureWords]
    """By the name that the order page's script gives each."""
    order_page: Sentences
    """Of the order page's script."""
    site: SiteWords
    search: SearchWords
    cities: dict[str, str]
    """By the last part of their zones' names, where that is not what they are called."""
    frame: FrameWords
    cards: CardWords
    now: NowWords
    home: HomeWords
    menu: MenuWords
    delays: DelayWords
    service: ServiceWords
    attention: AttentionWords
    records: RecordWords
    calendar: CalendarWords
    notice_kinds: NoticeKinds
    notices: NoticePageWords
    manual: ManualWords
    calculator: Sentences
    """Of the form on a service's page that counts a date."""
    staff: Sentences
    """Of the scripts of the staff's own pages."""
    replies: Replies
    shop: ShopWords


def words_of(
    language: str, *, country: str | None = None, tickets: bool = True, whatsapp: bool = False, area: bool = True
) -> Words:
    """Return the words of a language, whose file stands beside this one; they name only the ways to ask of a company.

    `country` is the company's, as `ES`: what it says otherwise is said so. `tickets`, `whatsapp` and `area` say whether
    it has tickets, WhatsApp for orders, and a client area.
    """
    # Most countries have no words of their own: they share one reading.
    own = country if country in _tables(language)["holiday_names"] else None
    return _words(language, own, tickets, whatsapp, area)


def words_in(zone: str) -> Words:
    """Return the words of a company whose clock is a zone's, as `Europe/Madrid`: those of whatever names a holiday."""
    return words_of("es", country=country_of_zone(zone))


def read_words(
    tables: dict[str, Any],
    *,
    country: str | None = None,
    tickets: bool = True,
    whatsapp: bool = False,
    area: bool = True,
) -> Words:
    """Return the words that a file's tables hold, for a company of a country with these ways to ask.

    Raises:
        msgspec.ValidationError: a sentence or a slot lacks or is too much; tells the first, with its place.

    """
    names = tables["holiday_names"]
    # A country that says it otherwise says all of it; msgspec reads these first, and names what lacks.
    called = names.get(country, names["usual"])
    parts = {"holiday_names": called, **{name: of for name, of in tables.items() if name not in _IN_SLOTS}}
    say = tables.get("contact", {})
    by = "by_both" if tickets and whatsapp else "by_ticket" if tickets else "by_whatsapp" if whatsapp else ""
    ticket = "a_ticket_in_area" if tickets and area else "a_ticket" if tickets else "a_message" if whatsapp else ""
    ways = {
        "by": say.get(by, ""),
        "a_ticket": say.get(ticket, ""),
        "the_area": say.get("the_area", "") if area else "",
        "by_ticket": say.get("by_ticket", "") if tickets else "",
        "in_area": say.get("in_area", "") if area else "",
        "area_too": say.get("area_too", "") if area else "",
    }
    return msgspec.convert(with_ways(with_shared(parts, tables["shared"] | called), ways), Words)


@cache
def _tables(language: str) -> dict[str, Any]:
    return tomllib.loads((Path(__file__).parent / f"{language}.toml").read_text(encoding="utf-8"))


@cache
def _words(language: str, country: str | None, tickets: bool, whatsapp: bool, area: bool) -> Words:
    return read_words(_tables(language), country=country, tickets=tickets, whatsapp=whatsapp, area=area)


WORDS = words_of("es")
"""For what every country says alike; whatever names a holiday is of `words_in`, once the company is known."""
