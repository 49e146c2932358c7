"""A country and a year in; its public holidays as the `holidays` package gives them, bridge days included, out."""

from __future__ import annotations

from holidays import country_holidays
from holidays.version import __version__

from generator.model.calendar import Holiday

PACKAGE = f"holidays {__version__}"
"""The package and its version, as the `source` of each day names them."""
_LANGUAGE = "es"


def package_days(country: str, year: int) -> tuple[Holiday, ...]:
    """Return the days in order; none where the package does not know the country or the year.

    Names are Spanish where the package has them.
    """
    try:
        found = country_holidays(country, years=year, language=_LANGUAGE, categories=("public",), expand=False)
    except NotImplementedError:  # what the package raises for a country it does not know
        return ()
    source = f"{PACKAGE}, {country}, público"
    return tuple(Holiday(date=day, name=" ".join(name.split()), source=source) for day, name in sorted(found.items()))
