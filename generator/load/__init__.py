"""Reads `data/` into the Catalog, or tells every problem of the data at once."""

from generator.load.catalog_loader import (
    catalog_of,
    holiday_years_of,
    load_catalog,
    load_holiday_years,
    problems_of,
)
from generator.load.doubts import KnownDays, doubts, no_days
from generator.load.layout import Files, read_files
from generator.load.references import prose_faults
from generator.load.zone_country import company_country, holiday_names

__all__ = [
    "Files",
    "KnownDays",
    "catalog_of",
    "company_country",
    "doubts",
    "holiday_names",
    "holiday_years_of",
    "load_catalog",
    "load_holiday_years",
    "no_days",
    "problems_of",
    "prose_faults",
    "read_files",
]
