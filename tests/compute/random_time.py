"""Hypothesis strategies: calendars, promises, starts and pauses of every kind that the time rules tell apart."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

from generator.model.calendar import WEEKDAYS, CalendarData
from generator.model.promise import (
    BUSINESS_DAY,
    BUSINESS_DAY_HOUR,
    CALENDAR_DAY,
    HOUR,
    MINUTE,
    OPEN_HOUR,
    OPEN_MINUTE,
    Promise,
)
from tests.compute.oracle import hours_on

# Each window holds what can go wrong: a clock change of one of the zones, or an end of the loaded years.
WINDOWS = {
    "America/Argentina/Buenos_Aires": (date(2026, 2, 10), date(2026, 12, 20)),
    "America/Santiago": (date(2026, 3, 30), date(2026, 8, 31)),
    "Europe/Madrid": (date(2026, 3, 24), date(2026, 10, 20)),
}
LONGEST = {
    MINUTE: 4000,
    HOUR: 100,
    BUSINESS_DAY_HOUR: 90,
    OPEN_MINUTE: 1200,
    OPEN_HOUR: 40,
    BUSINESS_DAY: 6,
    CALENDAR_DAY: 9,
}
ALL_DAY = ("00:00-24:00",)
Pauses = tuple[tuple[datetime, datetime], ...]


def _clock_text(minutes: int) -> str:
    return f"{minutes // 60:02d}:{minutes % 60:02d}"


@st.composite
def hours(draw: st.DrawFn) -> tuple[str, ...]:
    """Return a day's hours: none to three intervals, or the whole day."""
    if draw(st.integers(0, 3)) == 0:
        return ALL_DAY
    step = draw(st.sampled_from([1, 30]))
    count = draw(st.sampled_from([0, 1, 2, 3]))
    edges = sorted(draw(st.sets(st.integers(0, 1440 // step), min_size=2 * count, max_size=2 * count)))
    spans = [(opens * step, closes * step) for opens, closes in zip(edges[::2], edges[1::2], strict=True)]
    return tuple(
        f"{_clock_text(opens)}-{_clock_text(closes)}" for opens, closes in spans if not _skipped(opens, closes)
    )


def _skipped(opens: int, closes: int) -> bool:
    """Tell whether hours lie wholly in what one of the zones skips in spring: open on paper, and never in fact."""
    return closes <= 60 or (opens >= 120 and closes <= 180)


@st.composite
def worlds(draw: st.DrawFn) -> tuple[CalendarData, date]:
    """Return a calendar, and the first date of the month in which its special days and the starts lie."""
    zone = draw(st.sampled_from(sorted(WINDOWS)))
    first = draw(st.sampled_from(WINDOWS[zone]))
    dates = st.integers(0, 20).map(lambda days: (first + timedelta(days)).isoformat())
    special = draw(st.lists(dates, unique=True, max_size=8))
    week = [draw(hours()) for _ in WEEKDAYS]
    # One day that is always open keeps the oracle from walking to the end of the year.
    week[draw(st.integers(0, 6))] = draw(st.sampled_from([("09:00-13:00", "14:00-18:00"), ("09:00-18:00",), ALL_DAY]))
    closures = sorted(draw(st.lists(dates, max_size=2)))
    data = {
        "zone": zone,
        "weekly_hours": dict(zip(WEEKDAYS, week, strict=True)),
        "cut_off": draw(st.one_of(st.just("closing"), st.integers(1, 1440).map(_clock_text))),
        "closures": [{"first": closures[0], "last": closures[-1], "name": "Cierre"}] if closures else [],
        "exceptions": [
            {"date": day, "hours": draw(hours().filter(bool)), "name": "Horario especial"} for day in special[::2]
        ],
        "holidays": [{"date": day, "name": "Feriado", "source": "prueba"} for day in special[1:]],
        "first_year": 2026,
        "last_year": 2026,
    }
    return CalendarData.model_validate(data), first


@st.composite
def moments(draw: st.DrawFn, data: CalendarData, first: date) -> datetime:
    """Return a minute of the month, often at or beside an opening, a closing, the cut-off or midnight."""
    day = first + timedelta(draw(st.integers(0, 20)))
    edges = [0, 1440, *(edge for span in hours_on(data, day) for edge in (span.opens, span.closes))]
    if isinstance(data.cut_off, int):
        edges.append(data.cut_off)
    beside = st.builds(lambda edge, by: edge + by, st.sampled_from(edges), st.sampled_from([0, 0, -1, 1]))
    wall = datetime.combine(day, time()) + timedelta(minutes=draw(st.one_of(beside, st.integers(0, 1439))))
    return wall.replace(tzinfo=ZoneInfo(data.zone), fold=draw(st.sampled_from([0, 1]))).astimezone(UTC)


@st.composite
def pauses(draw: st.DrawFn, data: CalendarData, first: date) -> Pauses:
    """Return up to three pauses, in no order; they may overlap, meet, or be empty."""
    spans = []
    for _ in range(draw(st.sampled_from([0, 1, 1, 2, 3]))):
        begin = draw(moments(data, first))
        length = st.one_of(st.sampled_from([0, 1, 60, 1440]), st.integers(0, 6 * 1440))
        spans.append((begin, begin + timedelta(minutes=draw(length))))
    return tuple(spans)


@st.composite
def promises(draw: st.DrawFn) -> Promise:
    """Return a promise of any kind, single or a range, short enough for the oracle."""
    unit = draw(st.sampled_from(list(LONGEST)))
    last = draw(st.integers(1, LONGEST[unit]))
    first = draw(st.one_of(st.none(), st.integers(1, last - 1))) if last > 1 else None
    return Promise(first, last, unit)


@st.composite
def counts(draw: st.DrawFn) -> tuple[CalendarData, Promise, datetime, Pauses]:
    """Return all that one date is counted from."""
    data, first = draw(worlds())
    return data, draw(promises()), draw(moments(data, first)), draw(pauses(data, first))
