"""Measured figures in words, and the lines and charts that show them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import groupby

from jinja2 import PackageLoader, StrictUndefined
from jinja2.environment import TemplateModule
from jinja2.sandbox import SandboxedEnvironment

from generator.model.promise import Promise
from generator.model.records import DayMark, Figures, GroupRecord, MarkedDay, Outcome, ServiceRecord, Silence, Span
from generator.render.markdown import Markdown
from generator.words.language import WORDS
from generator.words.measured_time import short_time_words, time_words
from generator.words.phrases import day_span, short_day

_LONGEST_NAME = 50
"""Signs of a name that fit above a bar; whole it stands in the table beneath."""
_COLUMNS = 30
"""Marks of a strip in a row: three rows are wide enough to read on a phone."""
_TOO_WIDE = 50
"""Percent between the worst and the best from which on nobody learns anything of a share."""


@dataclass(frozen=True, slots=True)
class Bar:
    """A share in a chart: whole percent at worst and at best, or words where there is none."""

    name: str
    words: str
    share: Span | None


@dataclass(frozen=True, slots=True)
class Mark:
    """A day's place in a strip."""

    column: int
    row: int


@dataclass(frozen=True, slots=True)
class Stretch:
    """Days in a row that are marked alike."""

    mark: DayMark
    days: str
    dates: str
    """The same days as short as a table has them."""
    words: str
    marks: tuple[Mark, ...]

    @property
    def told(self) -> str:
        """Return both as one."""
        return WORDS.records.span_mark.format(days=self.days, mark=self.words)


def share_words(span: Span | None, *, told: bool = False) -> str:
    """Return a share in whole percent, as a table has it or as it is `told` inside a sentence."""
    say = WORDS.records
    if span is None:
        return say.unknown
    if _is_too_wide(span):
        return say.too_wide
    exact, between = (say.percent_told, say.percent_between_told) if told else (say.percent, say.percent_between)
    return exact.format(figure=span.worst) if span.is_exact else between.format(first=span.worst, last=span.best)


def _is_too_wide(share: Span | None) -> bool:
    return share is not None and share.best - share.worst >= _TOO_WIDE


def half_and_most(found: Figures, unit: str | None) -> tuple[str, str]:
    """Return within how long half were done, and nine in ten; of how many that is, where not of all cases."""
    half, most = time_words(found.median, unit), time_words(found.p90, unit)
    if found.timed == found.cases or found.median is None:
        return half, most
    say = WORDS.records.of_timed
    return say.format(time=half, timed=found.timed), say.format(time=most, timed=found.timed)


def outcome_words(found: Outcome) -> str:
    """Return a period's share, or why it has none."""
    say = WORDS.records
    match found:
        case Silence.NO_CASES:
            return say.no_cases
        case Silence.WITHHELD:
            return say.withheld
        case Figures():
            return share_words(found.share)


def service_line(record: ServiceRecord, *, beside_left: bool = False) -> str:
    """Return how a service kept its promise over 90 days, in one sentence; `beside_left` after that of `left_line`."""
    say, found = WORDS.records, record.periods.days90
    match found:
        case Silence.NO_CASES:
            return say.line_of_none
        case Silence.WITHHELD:
            return say.line_of_few
        case Figures() if _is_too_wide(found.share):
            return say.line_too_wide.format(cases=found.cases)
        case Figures():
            times = _times_told(found, record.unit)
            line = say.line_of_longer if beside_left else say.line
            return line.format(share=share_words(found.share, told=True), cases=found.cases, times=times)


def left_line(record: ServiceRecord, by_notice: Promise | None = None, *, brief: bool = False) -> str | None:
    """Return that a service takes longer than promised; None where it does not, or not surely.

    What is promised today `by_notice` may already say so: then only what surely takes longer than that is told.
    It is `brief` for a row of the table of all services, which has room for a line.
    """
    say = WORDS.records
    found = record.periods.days30
    if not record.left_promise or not isinstance(found, Figures):
        return None
    if by_notice and not _takes_longer(found.p90, record.unit, by_notice):
        return None
    if found.p90 is None or found.p90.best <= record.promised:
        if _is_too_wide(found.share):
            return say.left_told_too_wide if brief else say.left_too_wide
        unmeasured = say.left_told_unmeasured if brief else say.left_unmeasured
        return unmeasured.format(share=share_words(found.share, told=True))
    if brief:
        return say.left_told.format(most=short_time_words(found.p90, record.unit))
    return say.left_promise.format(most=time_words(found.p90, record.unit))


def _takes_longer(most: Span | None, unit: str, promise: Promise) -> bool:
    return most is not None and unit == promise.unit.key and most.best > promise.last


def group_line(record: GroupRecord) -> str | None:
    """Return how a group is doing now, over the days that its services are told of; None where that is not known."""
    say, found = WORDS.records, record.periods.days30
    if not isinstance(found, Figures):
        return None
    if _is_too_wide(found.share):
        return say.now_too_wide
    return say.now.format(share=share_words(found.share, told=True), times=_times_told(found, record.unit, brief=True))


def _times_told(found: Figures, unit: str | None, *, brief: bool = False) -> str:
    """Return within how long half and nine in ten were done; nothing where not known.

    It is told once where both are the same, and where it is to be `brief`.
    """
    if found.median is None or found.p90 is None or unit is None:
        return ""
    half, most = half_and_most(found, unit)
    form = WORDS.records.most_in if brief or half == most else WORDS.records.half_and_most_in
    return form.format(half=half, most=most)


def bar(name: str, found: Outcome) -> Bar:
    """Return a period's share as a bar."""
    short = name if len(name) <= _LONGEST_NAME else name[: _LONGEST_NAME - 1].rstrip() + "…"
    return Bar(short, outcome_words(found), found.share if isinstance(found, Figures) else None)


def stretches(strip: Sequence[MarkedDay]) -> Iterator[Stretch]:
    """Yield a strip's days, those in a row that are marked alike together."""
    for mark, found in groupby(enumerate(strip), key=lambda one: one[1].mark):
        days = list(found)
        yield Stretch(
            mark=mark,
            days=day_span(days[0][1].day, days[-1][1].day, strip[-1].day.year),
            dates=_short_span(days[0][1].day, days[-1][1].day, strip[-1].day.year),
            words=WORDS.records.marks.of(mark),
            marks=tuple(Mark(index % _COLUMNS, index // _COLUMNS) for index, _ in days),
        )


def _short_span(first: date, last: date, running: int) -> str:
    ends = [short_day(day, running) for day in (first, last)]
    return ends[0] if first == last else WORDS.delays.range.format(first=ends[0], last=ends[1])


class Charts:
    """Charts as SVG with a title and a description, each id once on its page; every value in them is escaped."""

    def strip(self, key: str, group: str, record: GroupRecord) -> Markdown:
        """Return the 90 days of a group."""
        title = WORDS.records.strip_title.format(group=group)
        return self._drawn("tira", key, title, tuple(stretches(record.strip)))

    def bars(self, key: str, title: str, desc: str, bars: Sequence[Bar]) -> Markdown:
        """Return a bar for each."""
        return self._drawn("barras", key, title, desc, bars)

    def columns(self, key: str, group: str, bars: Sequence[Bar]) -> Markdown:
        """Return a column for each."""
        title = WORDS.records.months_title.format(group=group)
        return self._drawn("columnas", key, title, bars)

    def legend(self) -> Markdown:
        """Return each mark with its words."""
        return self._drawn("leyenda", [(mark.value, WORDS.records.marks.of(mark)) for mark in DayMark])

    def _drawn(self, macro: str, *values: object) -> Markdown:
        # A blank line would end the block that Markdown leaves alone.
        drawn = str(getattr(_macros(), macro)(*values))
        return Markdown("\n".join(line for line in drawn.splitlines() if line.strip()))


@cache
def _macros() -> TemplateModule:
    """Return what draws the charts: compiled once, and only where there is something to draw."""
    env = SandboxedEnvironment(
        loader=PackageLoader("generator.render"),
        undefined=StrictUndefined,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    env.globals.update(words=WORDS.records)
    return env.get_template("graficos.svg").module
