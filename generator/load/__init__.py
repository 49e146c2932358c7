"""`data/` in, the Catalog out, or every problem of the data at once."""

from generator.load.catalog_loader import load_catalog, problems_of
from generator.load.holidays import load_holiday_years
from generator.load.references import prose_faults

__all__ = ["load_catalog", "load_holiday_years", "problems_of", "prose_faults"]
