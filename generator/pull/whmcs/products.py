"""The one field of a client's product that is read: when staff wrote that its requirements were met."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import datetime
from zoneinfo import ZoneInfo

from generator.model.local_time import moment_of
from generator.model.observed import ObservedOrder
from generator.model.progress import Note
from generator.model.states import ItemKind
from generator.pull.whmcs.fields import ZERO_DATE, RowError, text, value_of
from generator.pull.whmcs.listing import PRODUCTS, Listings
from generator.pull.whmcs.php_lists import Row, ShapeError, rows

FIELD = "customfield"
"""What a fault is named after: the field's value, typed by a person, is never repeated."""
TIME = r"(?: (?P<hour>\d{1,2}):(?P<minute>\d\d)(?::(?P<second>\d\d))?)?"
FORMS = (
    re.compile(rf"(?P<year>\d{{4}})-(?P<month>\d\d)-(?P<day>\d\d){TIME}", re.ASCII),
    re.compile(rf"(?P<day>\d{{1,2}})/(?P<month>\d{{1,2}})/(?P<year>\d{{4}}){TIME}", re.ASCII),
)
"""`AAAA-MM-DD` and `DD/MM/AAAA`, with or without a time."""


def read_products(
    listings: Listings, name: str | None, note: Note, only: Iterable[ObservedOrder] | None = None
) -> Mapping[str, Row]:
    """Return the products by id where a field of theirs is to be read, `only` those of some orders where they will do.

    Raises UnreachableError.
    """
    if not name:
        return {}
    if only is not None:
        keys = [item.key for order in only for item in order.items]
        ids = [key.id for key in keys if key.kind is ItemKind.PRODUCT]
        asked = listings.by_id(PRODUCTS, ids, lambda: True, "serviceid")
        if asked.keys() >= set(ids):
            return {key: row for key, row in asked.items() if row is not None}
    found = listings.whole(PRODUCTS)
    if not any(_may_have_field(row, name) for row in found.values()):
        note(f"Ningún producto tiene el campo «{name}» (requirements_field de data/billing.yml).")
    return found


def _may_have_field(row: Row, name: str) -> bool:
    try:
        return has_field(row, name)
    except RowError:
        return True  # its order is kept back and says so


def has_field(row: Row, name: str) -> bool:
    """Whether the product has this field at all, filled or not. Raises RowError."""
    return _written(row, name) is not None


def requirements_met_at(row: Row, name: str, zone: ZoneInfo, now: datetime) -> datetime | None:
    """Return the moment in UTC, midnight where only a day was written; None while it is empty or still to come.

    Raises RowError, which does not carry what was written.
    """
    written = _written(row, name)
    if not written or ZERO_DATE.fullmatch(written):
        return None
    met_at = _moment(written, zone)
    return met_at if met_at <= now else None


def _written(row: Row, name: str) -> str | None:
    try:
        for custom in rows(value_of(row, "customfields"), FIELD):
            if _caseless(text(custom, "name")) == _caseless(name):
                return " ".join(text(custom, "value").split())
    except (ShapeError, RowError):
        raise RowError(FIELD) from None
    return None


def _caseless(name: str) -> str:
    return " ".join(name.split()).casefold()


def _moment(written: str, zone: ZoneInfo) -> datetime:
    match = next((found for form in FORMS if (found := form.fullmatch(written))), None)
    if match is None:
        raise RowError(FIELD)
    try:
        return moment_of(
            datetime(**{unit: int(digits or 0) for unit, digits in match.groupdict().items()}, tzinfo=zone)
        )
    except (ValueError, OverflowError):
        raise RowError(FIELD) from None
