"""Since when the data tell what they tell: each service's promises over time, and each notice, as runs saw them."""

from __future__ import annotations

from datetime import datetime

from generator.model.base import NoticeId, ServiceId
from generator.model.catalog import Catalog
from generator.model.ledger import Ledger
from generator.model.promise_history import MOST_KEPT, PublishedPromise


def promise_history(
    previous: Ledger | None, catalog: Catalog, now: datetime
) -> dict[ServiceId, tuple[PublishedPromise, ...]]:
    """Return what each service promised, the earliest first, as of a run; what is gone from the data stays.

    Of each at most 20 are kept. A notice's promise is none: it has dates of its own.
    """
    history = dict(previous.promises or {}) if previous else {}
    for key, service in catalog.all_services.items():
        known = history.get(key, ())
        if not known or known[-1].promise != service.promise:
            history[key] = (*known, PublishedPromise(promise=service.promise, since=now))[-MOST_KEPT:]
    return dict(sorted(history.items()))


def notices_seen(previous: Ledger | None, catalog: Catalog, now: datetime) -> dict[NoticeId, datetime]:
    """Return the first run that saw each notice, as of a run; what is gone from the data leaves."""
    known = previous.notices if previous else {}
    return {key: known.get(key, now) for key in sorted(catalog.notices)}
