"""How long something took, in words: as public pages tell it, and the forecasts of order pages."""

from __future__ import annotations

from generator.model.promise import HOUR, MINUTE, OPEN_HOUR, OPEN_MINUTE, UNITS
from generator.model.records import Span
from generator.words.language import WORDS

_UNITS = {unit.key: unit for unit in UNITS}
_HOURS_FROM = 120
"""Minutes from which time is told in hours: nobody reads thousands of them."""
_HOURS = {MINUTE.key: HOUR, OPEN_MINUTE.key: OPEN_HOUR}


def time_words(span: Span | None, unit: str | None) -> str:
    """Return how long something took in a unit, to follow «en»."""
    say = WORDS.records
    if span is None or unit is None:
        return say.unknown
    named = _UNITS[unit]
    if unit in _HOURS and span.worst >= _HOURS_FROM:
        span, named = Span(best=span.best // 60, worst=-(-span.worst // 60)), _HOURS[unit]
    if span.worst == 0:
        return say.under_one.format(unit=named.one)
    if span.is_exact:
        return say.exact.format(figure=span.worst, unit=named.words(span.worst))
    if span.best == 0:
        return say.up_to.format(figure=span.worst, unit=named.words(span.worst))
    return say.between.format(first=span.best, last=span.worst, unit=named.more)
