"""What the page of all delays says, and by which way the requirements of a service are met."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, assert_never

from generator.model.states import Through
from generator.words.sentences import Plural, WordTable, slots


class DelayKind(StrEnum):
    """What sort of delay a service has, as the page's address names it."""

    IMMEDIATE = "inmediato"
    DAYS = "dias"
    CUSTOM = "a-medida"


class DelayKinds(WordTable, frozen=True):
    """Words for each `DelayKind`."""

    immediate: str
    days: str
    custom: str

    def of(self, kind: DelayKind) -> str:
        """Return its words."""
        match kind:
            case DelayKind.IMMEDIATE:
                return self.immediate
            case DelayKind.DAYS:
                return self.days
            case DelayKind.CUSTOM:
                return self.custom
            case _:
                assert_never(kind)


class Ways(WordTable, frozen=True):
    """Words for each `Through`, to follow «por dónde»."""

    ticket: str
    client_area: str
    elsewhere: Annotated[str, slots("place")]

    def of(self, through: Through) -> str:
        """Return its words."""
        match through:
            case Through.TICKET:
                return self.ticket
            case Through.CLIENT_AREA:
                return self.client_area
            case Through.ELSEWHERE:
                return self.elsewhere
            case _:
                assert_never(through)


class DelayWords(WordTable, frozen=True):
    """The table of all services and its filter."""

    filter: str
    search: str
    hint: str
    group: str
    all_groups: str
    kind: str
    any_kind: str
    show_dates: str
    """On a phone, where a row has room for one of both."""
    show_all: str
    shown: Plural
    none: str
    printed: Annotated[str, slots("figure", "all", "asked")]
    """On paper, where the filter is not seen."""
    unasked: str
    """Where the address names a group or a kind that the table does not have."""
    unread: str
    if_today: str
    """Heads the dates if the clocks started now."""
    today: Annotated[str, slots("time")]
    on_day: Annotated[str, slots("day", "time")]
    range: Annotated[str, slots("first", "last")]
    no_year: Annotated[str, slots("year")]
    unknown: str
    no_calendar: str
    """Where no row can have a date."""
    link: str
    """Names the link of a row to itself."""
    counted_from: Annotated[str, slots("start")]
    counted_mostly_from: Annotated[str, slots("start")]
    """Where some services of a group are counted from another moment, which their rows say."""
    measured_left: str
    """What is meant by a row that takes longer, once beneath the table."""
    kinds: DelayKinds
