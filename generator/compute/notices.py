"""Which notices hold on a date, and which promise one of them replaces."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TypeAlias

from generator.model.base import NoticeId, ServiceId
from generator.model.catalog import Catalog, Notice

NoticeEntry: TypeAlias = "tuple[NoticeId, Notice]"
"""A notice with its id."""


def replacing(catalog: Catalog, service_id: ServiceId, start_day: date) -> NoticeEntry | None:
    """Return the notice whose promise a clock gets that starts on this local date; `load` lets there be only one."""
    for key, notice in active_on(catalog, start_day):
        if notice.promise is not None and service_id in catalog.notice_services(notice):
            return key, notice
    return None


def active_on(catalog: Catalog, day: date) -> tuple[NoticeEntry, ...]:
    """Return the notices that hold on a local date, the one that ends first at the top."""
    return tuple(sorted(_where(catalog, day, 0), key=lambda entry: entry[1].until))


def upcoming(catalog: Catalog, day: date) -> tuple[NoticeEntry, ...]:
    """Return the notices that begin after a local date, the nearest at the top."""
    return tuple(sorted(_where(catalog, day, 1), key=lambda entry: entry[1].from_))


def past(catalog: Catalog, day: date) -> tuple[NoticeEntry, ...]:
    """Return the notices that ended before a local date, the latest at the top."""
    return tuple(sorted(_where(catalog, day, -1), key=lambda entry: entry[1].until, reverse=True))


def _where(catalog: Catalog, day: date, side: int) -> Iterator[NoticeEntry]:
    """Yield the notices that lie around a date (0), after it (1) or before it (-1)."""
    for key, notice in catalog.notices.items():
        if (notice.from_ > day) - (notice.until < day) == side:
            yield key, notice
