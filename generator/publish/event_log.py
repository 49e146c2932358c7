"""Which of the shop's own lines a run believes, and where in billing's log it goes on."""

from __future__ import annotations

from datetime import datetime, timedelta

from generator.model.catalog import Catalog
from generator.model.events import EventLog
from generator.model.ledger import Ledger
from generator.publish.derived_names import event_key
from generator.publish.secret import Secrets

MOST_SHORT_RUNS = 2
"""For so many times the usual interval runs may read only what lines name: then one reads the listings again."""


def event_log(
    catalog: Catalog, secrets: Secrets, previous: Ledger | None, now: datetime, *, alone: bool = False
) -> EventLog | None:
    """Return the log to read, None where `data/billing.yml` names none; a Ledger tells what was read already.

    `alone` asks for nothing but what its lines name. A page says how old it is by the last run, so that is granted only
    while the last run that read the listings is not long ago.
    """
    if catalog.billing.events is None:
        return None
    keys = tuple(event_key(secret, catalog.company.site) for secret in secrets.all())
    if previous is None:
        return EventLog(keys)
    longest = MOST_SHORT_RUNS * timedelta(minutes=catalog.billing.sync_every_minutes)
    return EventLog(keys, previous.events_read_to, alone=alone and now - previous.last_listed_at <= longest)
