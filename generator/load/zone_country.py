"""The country that a company's data are of."""

from __future__ import annotations

from generator.load.layout import Files
from generator.words.countries import country_of_zone


def company_country(read: Files) -> str | None:
    """Return the country of the zone that `data/calendar.yml` names, where it names one that is a country's."""
    return next((country_of_zone(zone) for _, zone in read.single["calendar"].texts("zone")), None)
