"""What the site says around its pages: head and foot, menu, search, and how a page looks where it is shared."""

from __future__ import annotations

from typing import Annotated

from generator.words.sentences import Plural, WordTable, slots


class SiteWords(WordTable, frozen=True):
    """What stands on many pages, or on none in particular."""

    title: Annotated[str, slots("company")]
    staff_title: Annotated[str, slots("company")]
    calendar_name: Annotated[str, slots("company")]
    news: Annotated[str, slots("company")]
    """The title of the feed."""
    news_of_change: Annotated[str, slots("service", "before", "promise")]
    official_time: Annotated[str, slots("zone")]
    ask_about_order: str
    """Precedes an order's number in a message of the client's."""
    ask_about_link: str
    """What a client writes whose order's page does not open; nothing of its link."""
    late_meaning: str
    """What it means that an order is late, where the company has no words of its own for it."""
    age: Annotated[str, slots("age", "consequence")]
    """Once a page is old."""
    age_days: Plural
    age_unknown: Annotated[str, slots("consequence")]
    """Where a page does not say when it was made, or says a moment to come."""
    consequence: str
    staff_consequence: str


class FrameWords(WordTable, frozen=True):
    """The head and foot of every page."""

    place: str
    """Which of the company's sites the public one is."""
    staff_place: str
    lost_link: str
    client_area: str
    new_ticket: str
    ask_by_ticket: str
    pay_invoices: str
    in_invoices: str
    """Where a payment is made, to follow «Por dónde»."""
    sla_manual: str
    news: str
    read: str
    """Heads what else there is to read."""


class CardWords(WordTable, frozen=True):
    """What a page is called, in its heading, its browser's tab and where it is shared, and what it answers in short.

    A menu has no more room than for the beginning of some titles; of the other pages it has the whole one.
    """

    home_title: str
    home: str
    delays_title: str
    delays: str
    records: str
    notices: str
    open_data: str
    attention_title: str
    attention: str
    hours: str
    """The same page, where nobody says how to get in touch."""
    calendar_title: str
    calendar: str
    clock_title: str
    clock: str
    checked_title: str
    """Of the page that no menu names."""
    checked: str
    questions_title: str
    questions: str
    service: Annotated[str, slots("promise", "start")]
    service_by_notice: Annotated[str, slots("promise", "start", "until", "usual")]
    """The same while a notice replaces the promise: a chat keeps a picture for longer than the notice lasts."""
    order_title: str
    order: str


class SearchWords(WordTable, frozen=True):
    """The search of both sites, and what belongs to the language it searches in."""

    name: str
    hint: str
    close: str
    unread: str
    """Where the index did not come."""
    meanwhile: str
    """Follows it; the places of the menu stand below."""
    waiting: str
    """While the index is on its way."""
    none: Annotated[str, slots("typed")]
    instead: str
    """Follows it where the site has places to go on from, which stand below."""
    results: Plural
    hours: tuple[str, ...]
    """Other words for the opening hours: never shown, and neither are those of the next."""
    holidays: tuple[str, ...]
    next_holiday: tuple[str, ...]
    """Of the year whose next one it is."""
    subscribing: tuple[str, ...]
    """Of the calendar, in a program of one's own."""
    counting: tuple[str, ...]
    delays: tuple[str, ...]
    order: tuple[str, ...]
    """What people write who look for an order of theirs."""
    channels: tuple[str, ...]
    trouble: tuple[str, ...]
    """What people write who need a ticket."""
    notices: tuple[str, ...]
    news: tuple[str, ...]
    """Of what changes, for who wants to be told."""
    records: tuple[str, ...]
    ignored: str
    """Words that say nothing of what is looked for, apart by blanks: never shown."""
    units: tuple[str, ...]
    """What each unit of time is called when a figure stands before it, its own name first."""
    ago: str
    """Words before a time that has passed, which is not looked for: the two days of who paid two days ago."""
    numbers: str
    """The words for one, two …, apart by blanks."""


class MenuWords(WordTable, frozen=True):
    """The titles of both menus."""

    home: str
    delays: str
    attention: str
    channels: str
    questions: str
    records: str
    open_data: str
    calendar: str
    clock: str
    notices: str
    replies: str
    services: str
    week: str
    pending: str


class ContactWords(WordTable, frozen=True):
    """By which ways a company is asked; `by_both` where it has tickets and WhatsApp."""

    by_ticket: str
    by_whatsapp: str
    by_both: str
    in_area: str
    area_too: str
    the_area: str
    """By which way a requirement is met, as the next three."""
    a_ticket: str
    a_ticket_in_area: str
    a_message: str
