"""Which of the shop's own lines a run believes, and where in billing's log it goes on."""

from __future__ import annotations

from generator.model.catalog import Catalog
from generator.model.events import EventLog
from generator.model.ledger import Ledger
from generator.publish.derived_names import event_key
from generator.publish.secret import Secrets


def event_log(catalog: Catalog, secrets: Secrets, previous: Ledger | None) -> EventLog | None:
    """Return the log to read, None where `data/billing.yml` names none; a Ledger tells what was read already."""
    if catalog.billing.events is None:
        return None
    keys = tuple(event_key(secret, catalog.company.site) for secret in secrets.all())
    return EventLog(keys, previous.events_read_to if previous else None)
