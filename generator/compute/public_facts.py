"""The public facts: Catalog and, where there is one, the Ledger in; what the pages print beside the data out."""

from __future__ import annotations

from datetime import datetime

from generator.compute.business_calendar import BusinessCalendar
from generator.compute.feed import calendar_feed
from generator.compute.notices import active_on, past, replacing, upcoming
from generator.compute.trace import due_of
from generator.model.catalog import Catalog
from generator.model.facts import Facts, NoticesNow
from generator.model.ledger import Ledger


def public_facts(catalog: Catalog, ledger: Ledger | None, now: datetime) -> Facts:
    """Return the facts of a build at `now`; each service's worked example starts at that very minute."""
    calendar = BusinessCalendar(catalog.calendar)
    start = now.replace(second=0, microsecond=0)
    today = calendar.local_date(now)
    own = {key: service.promise for key, service in catalog.services.items()}
    replaced = {key: found for key in own if (found := replacing(catalog, key, today))}
    promises = own | {key: notice.promise for key, (_, notice) in replaced.items() if notice.promise}
    return Facts(
        now=now,
        synced_at=ledger.synced_at if ledger else None,
        promises=promises,
        in_force={key: notice_id for key, (notice_id, _) in replaced.items()},
        examples={key: due_of(promise, start, calendar) for key, promise in promises.items()},
        notices=NoticesNow(
            active=tuple(key for key, _ in active_on(catalog, today)),
            upcoming=tuple(key for key, _ in upcoming(catalog, today)),
            past=tuple(key for key, _ in past(catalog, today)),
        ),
        calendar=calendar_feed(calendar),
    )
