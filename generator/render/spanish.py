"""Spanish for people: dates, exact durations and the words of a count, as Argentina writes them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import assert_never
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_datetime

from generator.model.due import Due, TraceDay, Verdict, Why

LOCALE = "es_AR"
WEEKDAY_NAMES = ("lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo")


def day(value: date) -> str:
    """Return a date in full: `martes 24 de noviembre de 2026`."""
    return format_date(value, "EEEE d 'de' MMMM 'de' y", locale=LOCALE)


def short_day(value: date) -> str:
    """Return a date for a table: `mar 24/11/2026`."""
    return format_date(value, "EEE dd/MM/y", locale=LOCALE)


def day_span(first: date, last: date) -> str:
    """Return a first and a last date: `del lunes 14 al viernes 18 de diciembre de 2026`."""
    if first == last:
        return f"el {day(first)}"
    same_month, same_year = (first.year, first.month) == (last.year, last.month), first.year == last.year
    begun = "EEEE d" if same_month else "EEEE d 'de' MMMM" if same_year else "EEEE d 'de' MMMM 'de' y"
    return f"del {format_date(first, begun, locale=LOCALE)} al {day(last)}"


def moment(value: datetime, zone: ZoneInfo) -> str:
    """Return an aware moment in the site's zone, 24-hour clock: `martes 24 de noviembre de 2026, 15:00`."""
    return format_datetime(value, "EEEE d 'de' MMMM 'de' y, HH:mm", tzinfo=zone, locale=LOCALE)


def due_moment(value: datetime, trace: Sequence[TraceDay], zone: ZoneInfo) -> str:
    """Return a due moment; a midnight that closes the last counted day is that day's 24:00."""
    local = value.astimezone(zone)
    if trace and local.time() == time() and local.date() == trace[-1].date + timedelta(days=1):
        return f"{day(trace[-1].date)}, 24:00"
    return moment(value, zone)


def earliest_moment(value: datetime, trace: Sequence[TraceDay], zone: ZoneInfo) -> str:
    """Return the moment of a range's first figure; hours used up at midnight are that day's 24:00."""
    eve = value.astimezone(zone).date() - timedelta(days=1)
    # A count of days begins its first day at the opening, which may be midnight too.
    closed = [row for row in trace if row.date == eve and row.verdict is Verdict.COUNTED and row.seconds is not None]
    return due_moment(value, closed, zone)


def due_sentence(due: Due, zone: ZoneInfo) -> str:
    """Return when something promised would be ready, without a verb: `a más tardar el martes …`."""
    last = due_moment(due.due, due.trace, zone)
    if due.earliest is None:
        return f"a más tardar el {last}"
    return f"entre el {earliest_moment(due.earliest, due.trace, zone)} y el {last}"


def duration(seconds: int) -> str:
    """Return a whole number of seconds exactly: `3 h 30 min`, `45 s`; Babel would round it."""
    parts = [(seconds // 3600, "h"), (seconds // 60 % 60, "min"), (seconds % 60, "s")]
    return " ".join(f"{figure} {unit}" for figure, unit in parts if figure) or "0 s"


def trace_words(row: TraceDay) -> str:
    """Return what one date did to a count, and why."""
    match row.verdict:
        case Verdict.DAY_ZERO:
            return "día de inicio: se cuenta desde el siguiente"
        case Verdict.SKIPPED:
            return f"no cuenta: {_why(row)}"
        case Verdict.COUNTED:
            counted = duration(row.seconds) if row.seconds is not None else f"día {row.ordinal}"
            return f"cuenta: {counted}" + (f" ({row.name})" if row.name else "")
        case _:
            assert_never(row.verdict)


def join(words: Sequence[str]) -> str:
    """Return a list as prose: `a, b y c`."""
    if len(words) < 2:
        return "".join(words)
    # "e" before the sound of an i, which "hielo" or "ion" do not begin with.
    last = "e" if re.match(r"h?[ií](?![aeiouáéíóú])", words[-1].lower()) else "y"
    return f"{', '.join(words[:-1])} {last} {words[-1]}"


def _why(row: TraceDay) -> str:
    match row.why:
        case Why.WEEKEND:
            return "ese día no se atiende"
        case Why.HOLIDAY:
            return f"feriado, {row.name}"
        case Why.CLOSURE:
            return f"cerrado, {row.name}"
        case Why.AFTER_CUT_OFF:
            return "el plazo empezó después del horario de corte"
        case Why.AFTER_HOURS:
            return "el plazo empezó después del cierre"
        case Why.PAUSED:
            return "en pausa, esperábamos algo de su parte"
        case None:
            return "sin motivo registrado"
        case _:
            assert_never(row.why)
