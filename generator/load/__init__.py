"""Reads `data/` into the Catalog, or tells every problem of the data at once."""

from generator.load.catalog_loader import load_catalog, load_holiday_years, problems_of
from generator.load.doubts import KnownDays, doubts, no_days
from generator.load.references import prose_faults

__all__ = ["KnownDays", "doubts", "load_catalog", "load_holiday_years", "no_days", "problems_of", "prose_faults"]
