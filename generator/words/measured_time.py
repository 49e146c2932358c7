"""How long something took, in words: as public pages tell it, and the forecasts of order pages."""

from __future__ import annotations

from generator.model.promise import HOUR, MINUTE, OPEN_HOUR, OPEN_MINUTE, UNITS, Unit
from generator.model.records import Span
from generator.words.language import WORDS

_UNITS = {unit.key: unit for unit in UNITS}
_HOURS_FROM = 120
"""Minutes from which time is told in hours: nobody reads thousands of them."""
_HOURS = {MINUTE.key: HOUR, OPEN_MINUTE.key: OPEN_HOUR}


def in_told_unit(span: Span, unit: Unit) -> tuple[Span, Unit]:
    """Return a time in the unit in which it is told: many minutes as the hours within which they are."""
    if unit.key in _HOURS and span.worst >= _HOURS_FROM:
        return Span(best=-(-span.best // 60), worst=-(-span.worst // 60)), _HOURS[unit.key]
    return span, unit


def time_words(span: Span | None, unit: str | None) -> str:
    """Return how long something took in a unit, to follow «en»."""
    say = WORDS.records
    if span is None or unit is None:
        return say.unknown
    span, named = in_told_unit(span, _UNITS[unit])
    unit_words = named.words(span.best)
    best = say.exact.format(figure=span.best, unit=unit_words) if span.best else say.under_one.format(unit=named.one)
    return best if span.is_exact else say.at_worst.format(best=best, worst=span.worst)


def short_time_words(span: Span, unit: str) -> str:
    """Return the same where there is room for no more: `3 a 4 días hábiles`."""
    span, named = in_told_unit(span, _UNITS[unit])
    if span.is_exact or not span.best:
        return time_words(span, named.key)
    say = WORDS.records
    worst = say.exact.format(figure=span.worst, unit=named.words(span.worst))
    return say.left_between.format(best=span.best, worst=worst)
