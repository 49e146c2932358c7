"""What the public pages, the calendar feed and the manual's blocks say besides dates: the parts of the words file."""

from __future__ import annotations

from typing import Annotated, Literal, TypeAlias, assert_never

from generator.words.sentences import Plural, WordTable, slots

NoticeKind: TypeAlias = Literal["delay", "maintenance", "announcement"]
TargetKind: TypeAlias = Literal["average", "maximum", "none"]


class SiteWords(WordTable):
    """What stands on many pages, or on none in particular."""

    title: Annotated[str, slots("company")]
    staff_title: Annotated[str, slots("company")]
    calendar_name: Annotated[str, slots("company")]
    news: Annotated[str, slots("company")]
    """The title of the feed."""
    news_of_change: Annotated[str, slots("service", "before", "promise")]
    official_time: Annotated[str, slots("zone")]
    see_notice: str
    age: Annotated[str, slots("age", "consequence")]
    """Once a page is old."""
    age_days: Plural
    age_unknown: Annotated[str, slots("consequence")]
    """Where a page does not say when it was made, or says a moment to come."""
    consequence: str
    staff_consequence: str


class FrameWords(WordTable):
    """The head and foot of every page."""

    place: str
    """Which of the company's sites the public one is."""
    staff_place: str
    lost_link: str
    client_area: str
    sla_manual: str
    news: str
    read: str
    """Heads what else there is to read."""


class CardWords(WordTable):
    """What a page's address says of it where it is shared: one sentence each."""

    home_title: str
    home: str
    delays: str
    records: str
    notices: str
    open_data: str
    attention: str
    calendar: str
    questions: str
    service: Annotated[str, slots("promise", "start")]
    order_title: str
    order: str


class HomeWords(WordTable):
    """The question that the home page answers, whether anybody is there now, and the usual delays."""

    ask: str
    service: str
    hint: str
    none: str
    if_paid_now: str
    if_ready_now: str
    """Where the promise waits for more than the payment."""
    more: str
    open_until: Annotated[str, slots("time")]
    opens: Annotated[str, slots("moment")]
    opens_after: Annotated[str, slots("opens", "name")]
    """With the holiday or closure that lies before."""
    usual: str
    from_to: Annotated[str, slots("first", "last")]
    """A group's shortest and longest promise."""


class SearchWords(WordTable):
    """The search of both sites, and what belongs to the language it searches in."""

    name: str
    hint: str
    close: str
    unread: str
    """Where the index did not come."""
    none: Annotated[str, slots("typed")]
    results: Plural
    hours: tuple[str, ...]
    """Other words for the opening hours: never shown."""
    holidays: tuple[str, ...]
    ignored: str
    """Words that say nothing of what is looked for, apart by blanks: never shown."""


class MenuWords(WordTable):
    """The titles of both menus."""

    home: str
    delays: str
    all_services: str
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


class ServiceWords(WordTable):
    """A service and its question."""

    unchanged: Annotated[str, slots("day")]
    """Of its promise; the next where it once was another."""
    changed: Annotated[str, slots("day", "before")]
    only_payment: str
    """Its clock waits for the payment, the one requirement it has."""
    no_requirement_left: str
    no_requirements: str
    no_requirements_for: str
    requirements: Annotated[str, slots("names")]
    way: Annotated[str, slots("way")]
    """By which way a requirement is met."""
    begins: str
    """Heads when its clock starts, in the manual."""
    by_notice: str
    replaced: Annotated[str, slots("promise", "by_notice", "until", "usual")]
    """A promise that a notice put in the usual one's place."""
    replaced_until: Annotated[str, slots("until", "usual")]
    question: Annotated[str, slots("service")]
    wordings: tuple[Annotated[str, slots("service")], ...]
    """Other ways in which people ask it."""


class TargetKinds(WordTable):
    """What sort of figure an answering time is."""

    average: str
    maximum: str
    none: str

    def of(self, kind: TargetKind) -> str:
        """Return its words."""
        match kind:
            case "average":
                return self.average
            case "maximum":
                return self.maximum
            case "none":
                return self.none
            case _:
                assert_never(kind)


class AttentionWords(WordTable):
    """Channels and tickets: the heads and titles of their tables, and what stands where there is no answering time."""

    channel: str
    channels: str
    ticket: str
    tickets: str
    target: str
    audience: str
    no_target_for_tickets: str
    no_target_for_channels: str
    kinds: TargetKinds


class CalendarWords(WordTable):
    """The calendar's page, and the notes of the calendar to subscribe to."""

    cut_off: Annotated[str, slots("hour")]
    each_closing: str
    the_closing: str
    at: Annotated[str, slots("time")]
    midnight: str
    holiday: str
    holiday_note: str
    worked_holiday_note: str
    non_working: str
    non_working_note: str
    worked_non_working_note: str
    closure: str
    closure_note: str
    special: str
    special_note: Annotated[str, slots("hours")]
    delay_note: Annotated[str, slots("promise")]
    services_note: Annotated[str, slots("services")]
    no_sample_year: Annotated[str, slots("year")]


class NoticeKindWords(WordTable):
    """What a notice is called on the pages, and its category in the calendar feed."""

    name: str
    category: str


class NoticeKinds(WordTable):
    """Words for each kind of notice."""

    delay: NoticeKindWords
    maintenance: NoticeKindWords
    announcement: NoticeKindWords

    def of(self, kind: NoticeKind) -> NoticeKindWords:
        """Return its words."""
        match kind:
            case "delay":
                return self.delay
            case "maintenance":
                return self.maintenance
            case "announcement":
                return self.announcement
            case _:
                assert_never(kind)


class NoticePageWords(WordTable):
    """The page of notices: its parts, and what it says where there is none."""

    instead: Annotated[str, slots("services", "promise")]
    active: str
    upcoming: str
    past: str
    none: str


class ManualWords(WordTable):
    """What stands folded in the company's manual, by the kind of its block."""

    delays: str
    sla: str
