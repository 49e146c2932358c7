"""The country that a time zone is of, as the zones' own table tells it, and what its Spanish is called."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

_OF_SPANISH = "AR BO CL CO CR CU DO EC ES GQ GT HN MX NI PA PE PR PY SV UY VE"
"""The countries whose language it is."""


def country_of_zone(zone: str) -> str | None:
    """Return the code of a zone's country, `CL` of `America/Santiago`; None of one that is no country's, as `UTC`."""
    return _countries().get(zone)


def language_tag(zone: str) -> str:
    """Return what a company's pages say they are written in: `es-UY`; `es` where no country's form is meant."""
    country = country_of_zone(zone)
    return f"es-{country}" if country and country in _OF_SPANISH.split() else "es"


@cache
def _countries() -> dict[str, str]:
    # The package's and not the system's: slim machines have none.
    table = (files("tzdata") / "zoneinfo" / "zone.tab").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in table.splitlines() if line and not line.startswith("#"))
    return {zone: country for country, _, zone, *_ in rows}
