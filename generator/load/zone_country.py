"""The country that a company's data are of, and what a holiday is called there."""

from __future__ import annotations

from generator.load.layout import Files
from generator.words.countries import country_of_zone
from generator.words.language import words_of
from generator.words.page_words import HolidayNames


def company_country(read: Files) -> str | None:
    """Return the country of the zone that `data/calendar.yml` names, where it names one that is a country's."""
    return next((country_of_zone(zone) for _, zone in read.single["calendar"].texts("zone")), None)


def holiday_names(read: Files) -> HolidayNames:
    """Return what that country calls a holiday, as the company's pages do; the usual where none is named."""
    return words_of("es", country=company_country(read)).holiday_names
