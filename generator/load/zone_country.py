"""The country that a time zone is of, as the zones' own table tells it."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from generator.load.layout import Files


def company_country(read: Files) -> str | None:
    """Return the country of the zone that `data/calendar.yml` names, where it names one that is a country's."""
    return next((country_of_zone(zone) for _, zone in read.single["calendar"].texts("zone")), None)


def country_of_zone(zone: str) -> str | None:
    """Return the code of a zone's country, `CL` of `America/Santiago`; None of one that is no country's, as `UTC`."""
    return _countries().get(zone)


@cache
def _countries() -> dict[str, str]:
    # The package's and not the system's: slim machines have none.
    table = (files("tzdata") / "zoneinfo" / "zone.tab").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in table.splitlines() if line and not line.startswith("#"))
    return {zone: country for country, _, zone, *_ in rows}
