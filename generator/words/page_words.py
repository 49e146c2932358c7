"""What the public pages, the calendar feed and the manual's blocks say besides dates: the parts of the words file."""

from __future__ import annotations

from typing import Annotated, Literal, TypeAlias, assert_never

from generator.words.sentences import Plural, WordTable, slots, slots_if_any

NoticeKind: TypeAlias = Literal["delay", "maintenance", "announcement"]
TargetKind: TypeAlias = Literal["average", "maximum", "usual", "none"]


class NowWords(WordTable, frozen=True):
    """Whether anybody is there: now, as a page's script knows it, and at the build, with its day."""

    open_until: Annotated[str, slots("hour")]
    opens: Annotated[str, slots("moment")]
    opens_today: Annotated[str, slots("hour")]
    opens_after: Annotated[str, slots("opens", "names")]
    """With the holidays and closures that lie before, today's among them."""
    at_all_hours: str
    built_open: Annotated[str, slots("day", "hour")]
    built_closed: Annotated[str, slots("moment")]


class HomeWords(WordTable, frozen=True):
    """The question that the home page answers, and each group's delay with how it was kept."""

    ask: str
    services: str
    hint: str
    answered_here: str
    """Stands in the answer's place until there is one."""
    none: str
    several: Annotated[str, slots("typed", "figure")]
    """Where the box was left with what more than one is found for; they stand below."""
    if_paid_now: str
    if_ready_now: str
    """Where the promise waits for more than the payment."""
    more: str
    usual: str
    delay: str
    on_time: str
    on_time_head: str
    """The same with the days that its figures are of, where there is room."""
    on_time_of: Annotated[str, slots("group", "share")]
    marks: str
    measured: str
    """Says of what a share is; the next where some group has none."""
    few: str
    all_delays: str
    from_to: Annotated[str, slots("first", "last")]
    """A group's shortest and longest promise."""


class ServiceWords(WordTable, frozen=True):
    """A service and its question."""

    ticket: str
    """What staff call it in their sentences, where it becomes the link to open one."""
    unchanged: Annotated[str, slots("day")]
    """Of its promise; the next where it once was another."""
    changed: Annotated[str, slots("day", "before")]
    no_requirements: str
    """Where nothing is left to the client but to pay; the next where the data do not say how one pays."""
    payment: str
    """Among the requirements, and the next after them, where the data do not say how one pays."""
    payment_too: str
    no_requirements_for: str
    way: Annotated[str, slots("way")]
    way_at: Annotated[str, slots("way", "address")]
    """By which way a requirement is met."""
    begins: str
    """Heads when its clock starts, in the manual."""
    by_notice: str
    replaced: Annotated[str, slots("promise", "by_notice", "last", "usual")]
    """A promise that a notice put in the usual one's place."""
    replaced_later: Annotated[str, slots("promise", "by_notice", "dates", "usual")]
    """Before it does."""
    replaced_in_prose: Annotated[str, slots("promise", "by_notice", "dates", "usual")]
    """Inside a sentence of staff's, which is read before, meanwhile and after."""
    replaced_until: Annotated[str, slots("until", "usual")]
    replaced_on: Annotated[str, slots("dates", "promise")]
    question: Annotated[str, slots("service")]
    wordings: tuple[Annotated[str, slots("service")], ...]
    """Other ways in which people ask it."""


class TargetKinds(WordTable, frozen=True):
    """What sort of figure an answering time is."""

    average: str
    maximum: str
    usual: str
    """What is seldom longer, and no promise."""
    none: str

    def of(self, kind: TargetKind) -> str:
        """Return its words."""
        match kind:
            case "average":
                return self.average
            case "maximum":
                return self.maximum
            case "usual":
                return self.usual
            case "none":
                return self.none
            case _:
                assert_never(kind)


class AttentionWords(WordTable, frozen=True):
    """Channels and tickets: the heads and titles of their tables, and what stands where there is no answering time."""

    channel: str
    channels: str
    ticket: str
    tickets: str
    target: str
    audience: str
    no_target_for_tickets: str
    no_target_for_channels: str
    nowhere: str
    """Stands beside a channel of which nobody has said where it is."""
    hours: str
    kinds: TargetKinds


class HolidayNames(WordTable, frozen=True):
    """What a company's country calls days that the law gives; the heads begin a line."""

    holiday: str
    holidays: str
    holiday_head: str
    holidays_head: str
    bridge: Annotated[str, slots_if_any("name")]
    """What a day is that makes a long weekend; follows «día»."""


class CalendarWords(WordTable, frozen=True):
    """The calendar's page, and the notes of the calendar to subscribe to."""

    holidays: str
    """Heads the days that do not count; the next where some are none by law."""
    holidays_and_others: str
    next_day: Annotated[str, slots("day", "name")]
    """The next of them."""
    next_day_after: Annotated[str, slots("today", "day", "name")]
    """Where no script knows what day it is."""
    cut_off: Annotated[str, slots("hour")]
    each_closing: str
    the_closing: str
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
    the_holidays: str
    """Names them in a sentence that says where they are told, as the next three do."""
    the_closures: str
    the_exceptions: str
    the_notices: str
    no_sample_year: Annotated[str, slots("year")]


class NoticeKindWords(WordTable, frozen=True):
    """What a notice is called on the pages, and its category in the calendar feed."""

    name: str
    category: str


class NoticeKinds(WordTable, frozen=True):
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


class NoticePageWords(WordTable, frozen=True):
    """The page of notices: its parts, and what it says where there is none."""

    instead: Annotated[str, slots("services", "promise")]
    active: str
    """Heads those that are not over."""
    not_begun: str
    holds: str
    ended: str
    """On the reader's own day."""
    past: str
    show_past: Plural
    none: str


class ManualWords(WordTable, frozen=True):
    """What stands folded in the company's manual, by the kind of its block."""

    delays: str
    sla: str
