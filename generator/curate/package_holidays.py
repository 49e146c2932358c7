"""A year's public holidays as the `holidays` package knows them, and how a year's file of ours differs from them."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from importlib.util import find_spec, module_from_spec

from holidays import country_holidays
from holidays.version import __version__

from generator.model.calendar import Holiday, HolidayKind, HolidayYear
from generator.model.due import Why

PACKAGE = f"holidays {__version__}"
"""The package and its version, as the `source` of each day names them."""
_LANGUAGE = "es"
_COUNTRIES = "holidays.countries"
# Whose law has days for long weekends that are no holidays: elsewhere, as in Panama, «puente» in a day's name says only
# that it was moved.
_WITH_BRIDGES = ("AR",)
# Ley 27.399 calls it a «día no laborable», and no «feriado».
_NO_HOLIDAYS = {"AR": ("Jueves Santo",)}


@dataclass(frozen=True, slots=True)
class HolidayDifference:
    """What a file lacks, and what its staff decided otherwise.

    Only `added` changes a file: what stands in it is the company's word, and stays.
    """

    added: tuple[Holiday, ...]
    renamed: tuple[tuple[Holiday, Holiday], ...]
    """The file's day, then the package's, under another name."""
    own: tuple[Holiday, ...]
    """Days of the file that the package does not know."""
    omitted: tuple[Holiday, ...]
    """Days of the package that the file leaves out on purpose."""


def package_days(country: str, year: int) -> tuple[Holiday, ...]:
    """Return a year's public holidays in order, bridge days included, in Spanish where the package has it.

    There are none where it does not know the country or the year.
    """
    _let_countries_lie()
    try:
        found = country_holidays(country, years=year, language=_LANGUAGE, categories=("public",), expand=False)
    except NotImplementedError:  # what the package raises for a country it does not know
        return ()
    source = f"{PACKAGE}, {country}, público"
    return tuple(_day(country, day, " ".join(name.split()), source) for day, name in sorted(found.items()))


def _let_countries_lie() -> None:
    """Have a country's own module imported alone: the package around it would import all 250, half of its time here."""
    if _COUNTRIES not in sys.modules and (spec := find_spec(_COUNTRIES)):
        sys.modules[_COUNTRIES] = module_from_spec(spec)  # there, with its path, and never run


def _day(country: str, day: date, name: str, source: str) -> Holiday:
    """Return a day with the kind that its country's law gives it, which the package does not tell."""
    plain = Holiday(date=day, name=name, source=source)
    if plain.why is Why.BRIDGE:
        kind = HolidayKind.BRIDGE if country in _WITH_BRIDGES else HolidayKind.HOLIDAY
        return plain.model_copy(update={"kind": kind})
    is_holiday = plain.name not in _NO_HOLIDAYS.get(country, ())
    return plain if is_holiday else plain.model_copy(update={"kind": HolidayKind.NON_WORKING})


def holiday_difference(file: HolidayYear | None, known: Sequence[Holiday]) -> HolidayDifference:
    """Return how a year's file, if there is one, differs from what the package knows of that year."""
    if file is None:
        return HolidayDifference(tuple(known), (), (), ())
    ours = {day.date: day for day in file.days}
    theirs = {day.date for day in known}
    return HolidayDifference(
        added=tuple(day for day in known if day.date not in ours and day.date not in file.omit),
        renamed=tuple((ours[day.date], day) for day in known if day.date in ours and ours[day.date].name != day.name),
        own=tuple(sorted((day for day in file.days if day.date not in theirs), key=lambda day: day.date)),
        omitted=tuple(day for day in known if day.date not in ours and day.date in file.omit),
    )
