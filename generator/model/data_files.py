"""Which model each kind of file in `data/` follows: the loader checks by it, and editors get their schemas from it."""

from __future__ import annotations

from collections.abc import Mapping

from generator.model.base import Frozen
from generator.model.billing import Billing
from generator.model.calendar import CalendarSettings, HolidayYear
from generator.model.catalog import Attention, Company, Faq, Groups, Notice, Requirement, Service
from generator.model.manual import Manual
from generator.model.revocations import Revocations

SINGLE: Mapping[str, type[Frozen]] = {
    "company": Company,
    "calendar": CalendarSettings,
    "groups": Groups,
    "billing": Billing,
    "revocations": Revocations,
    "manual": Manual,
}
"""`data/<name>.yml`."""
FOLDERS: Mapping[str, type[Frozen]] = {
    "holidays": HolidayYear,
    "requirements": Requirement,
    "services": Service,
    "attention": Attention,
    "faq": Faq,
    "notices": Notice,
}
"""`data/<name>/*.yml`."""
