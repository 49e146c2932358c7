"""What the calculator of a service's page counts with: the promise, and those that notices put in its place."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from generator.model.base import ServiceId
from generator.model.catalog import Catalog
from generator.model.promise import Promise
from generator.render.calendar_page import official_time
from generator.words.for_scripts import as_json, calculator_words


def calculator_context(catalog: Catalog, key: ServiceId) -> Mapping[str, Any]:
    """Return the template's values; `promises` is JSON, the service's own promise last, as nothing limits it."""
    return {
        "promises": as_json(promises_by_date(catalog, key)),
        "words": as_json(calculator_words()),
        "waits": not catalog.starts_at_payment(catalog.services[key]),
        "official_time": official_time(catalog.calendar.zone),
    }


def promises_by_date(catalog: Catalog, key: ServiceId) -> list[dict[str, Any]]:
    """Return a service's promises for a script: those of notices with their dates, then its own, which always holds."""
    temporary = [
        {"from": notice.from_.isoformat(), "until": notice.until.isoformat(), **_promise(notice.promise)}
        for notice in catalog.notices.values()
        if notice.promise is not None and key in catalog.notice_services(notice)
    ]
    return [*temporary, _promise(catalog.services[key].promise)]


def _promise(promise: Promise) -> dict[str, Any]:
    return {
        "phrase": str(promise),
        "unit": promise.unit.key,
        "first": promise.first,
        "last": promise.last,
    }
