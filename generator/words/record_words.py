"""What is said of the measured records: figures, marks of days, charts, and what is not counted."""

from __future__ import annotations

from typing import Annotated, assert_never

from generator.model.outcomes import NotCounted
from generator.model.records import DayMark
from generator.words.sentences import WordTable, slots


class Marks(WordTable, frozen=True):
    """Words for each `DayMark`."""

    kept: str
    unsure: str
    slipped: str
    few: str
    none: str

    def of(self, mark: DayMark) -> str:
        """Return its words."""
        match mark:
            case DayMark.KEPT:
                return self.kept
            case DayMark.UNSURE:
                return self.unsure
            case DayMark.SLIPPED:
                return self.slipped
            case DayMark.FEW:
                return self.few
            case DayMark.NONE:
                return self.none
            case _:
                assert_never(mark)


class LeftOut(WordTable, frozen=True):
    """Words for each `NotCounted`."""

    start_unseen: str
    beyond_calendar: str
    opened_by_staff: str
    merged: str
    no_person: str
    negative: str
    other_desk: str

    def of(self, why: NotCounted) -> str:
        """Return its words."""
        match why:
            case NotCounted.START_UNSEEN:
                return self.start_unseen
            case NotCounted.BEYOND_CALENDAR:
                return self.beyond_calendar
            case NotCounted.OPENED_BY_STAFF:
                return self.opened_by_staff
            case NotCounted.MERGED:
                return self.merged
            case NotCounted.NO_PERSON:
                return self.no_person
            case NotCounted.NEGATIVE:
                return self.negative
            case NotCounted.OTHER_DESK:
                return self.other_desk
            case _:
                assert_never(why)


class RecordWords(WordTable, frozen=True):
    """How figures are told, and the titles of what shows them."""

    exact: Annotated[str, slots("figure", "unit")]
    at_worst: Annotated[str, slots("best", "worst")]
    """To follow «en», as `exact` and `under_one` do; the worst bears no unit."""
    under_one: Annotated[str, slots("unit")]
    percent: Annotated[str, slots("figure")]
    percent_between: Annotated[str, slots("first", "last")]
    percent_told: Annotated[str, slots("figure")]
    """A share inside a sentence, as the next."""
    percent_between_told: Annotated[str, slots("first", "last")]
    too_wide: str
    """Of a share whose best and worst are so far apart that both together say nothing, as all `…_too_wide`."""
    half_and_most_in: Annotated[str, slots("half", "most")]
    """Within how long they were done, to follow their share; the next where half took as long as nine in ten."""
    most_in: Annotated[str, slots("most")]
    unknown: str
    nothing: str
    """Stands in a table's cell that has no figure."""
    no_cases: str
    withheld: str
    no_target: str
    whole_group: str
    silent: Annotated[str, slots("why", "names")]
    """Names once what has no figures, and why."""
    of_timed: Annotated[str, slots("time", "timed")]
    """Where other cases were promised in another unit."""
    line: Annotated[str, slots("share", "cases", "times")]
    """Of one service."""
    line_of_longer: Annotated[str, slots("share", "cases", "times")]
    """The same beside what is said of fewer days: they need not say the same."""
    line_too_wide: Annotated[str, slots("cases")]
    line_of_none: str
    line_of_few: str
    left_promise: Annotated[str, slots("most")]
    """The next where too many still wait to know how long it takes."""
    left_unmeasured: Annotated[str, slots("share")]
    left_too_wide: str
    left_told: Annotated[str, slots("most")]
    """The same three in a row of the table of all services, which says once over how long."""
    left_told_unmeasured: Annotated[str, slots("share")]
    left_told_too_wide: str
    left_between: Annotated[str, slots("best", "worst")]
    """Within how long, in such a row; the best bears no unit."""
    now: Annotated[str, slots("share", "times")]
    """Of a group, in the same table."""
    now_too_wide: str
    see_all: str
    strip_title: Annotated[str, slots("group")]
    strip_desc: str
    span_mark: Annotated[str, slots("days", "mark")]
    """Days that are marked alike."""
    bars_title: str
    bars_desc: str
    months_title: Annotated[str, slots("group")]
    months_desc: str
    summary: str
    """Names the table that answers first; the next stands in it."""
    first_answer: Annotated[str, slots("name")]
    left_now: Annotated[str, slots("services")]
    marks: Marks
    not_counted: LeftOut
