"""The public facts: Catalog and, where there is one, the Ledger in; what the pages print beside the data out."""

from __future__ import annotations

from datetime import datetime

from generator.compute.calendar import BusinessCalendar
from generator.compute.trace import explain
from generator.model.catalog import Catalog
from generator.model.facts import Facts
from generator.model.ledger import Ledger


def public_facts(catalog: Catalog, ledger: Ledger | None, now: datetime) -> Facts:
    """Return the facts of a build at `now`; each service's worked example starts at that very minute."""
    calendar = BusinessCalendar(catalog.calendar)
    start = now.replace(second=0, microsecond=0)
    return Facts(
        now=now,
        synced_at=ledger.synced_at if ledger else None,
        examples={key: explain(service.promise, start, calendar) for key, service in catalog.services.items()},
    )
