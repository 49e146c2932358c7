"""The fields of a row, read one at a time as an id, a text or a moment; a fault names the field, never its value."""

from __future__ import annotations

import hashlib
import html
import re
import unicodedata
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from generator.model.local_time import moment_of
from generator.pull.whmcs.php_lists import Row

ZERO_DATE = re.compile(r"(0000-00-00|-0001-11-\d\d)([ T]00:00(:00)?)?")
LOCAL_TIME = re.compile(r"\d{4}-\d\d-\d\d( \d\d:\d\d:\d\d)?")
LONGEST = 500
_UNPRINTABLE = {"Cc", "Cs", "Zl", "Zp"}


class RowError(Exception):
    """A row cannot be read. Carries the field's name and never its value."""

    def __init__(self, field: str) -> None:
        super().__init__(field)
        self.field = field


def value_of(row: Row, name: str) -> Any:
    """Return a field, None where it is missing. Old versions write some names with a blank at the end."""
    return row[name] if name in row else next((row[key] for key in row if key.strip() == name), None)


def identifier(row: Row, name: str) -> str:
    """Return an id, sent as a number or as digits, as decimal text. Raises RowError."""
    value = value_of(row, name)
    if isinstance(value, int) and not isinstance(value, bool):
        value = str(value)
    if not isinstance(value, str) or not re.fullmatch(r"[0-9]{1,20}", value.strip()):
        raise RowError(name)
    return str(int(value))


def optional_identifier(row: Row, name: str) -> str:
    """Return an id; `""` where it is 0, empty or missing: a guest, a free order. Raises RowError."""
    if value_of(row, name) in (None, ""):
        return ""
    found = identifier(row, name)
    return "" if found == "0" else found


def text(row: Row, name: str) -> str:
    """Return plain text, entities read once; `""` where it is missing. Raises RowError."""
    value = value_of(row, name)
    if value is None:
        return ""
    if isinstance(value, bool) or not isinstance(value, (str, int)):
        raise RowError(name)
    plain = html.unescape(str(value))
    plain = "".join(char for char in plain if unicodedata.category(char) not in _UNPRINTABLE).strip()
    if len(plain) > LONGEST:
        raise RowError(name)
    return plain


def is_zero(row: Row, name: str) -> bool:
    """Whether an amount of money, in whatever format, is written out as zero; nothing else of it is told.

    What cannot be read is not zero: `""`, "$ -", null.
    """
    value = value_of(row, name)
    if isinstance(value, bool) or not isinstance(value, (str, int, float)):
        return False
    # A currency's sign may come as an entity with figures in it.
    digits = re.findall(r"[0-9]", html.unescape(str(value)))
    return bool(digits) and set(digits) == {"0"}


def local_moment(row: Row, name: str, zone: ZoneInfo) -> datetime | None:
    """Return billing's local time as an aware moment in UTC; None for a zero date. Raises RowError."""
    value = value_of(row, name)
    if value is None:
        return None
    if not isinstance(value, str):
        raise RowError(name)
    written = value.strip()
    if not written or ZERO_DATE.fullmatch(written):
        return None
    if not LOCAL_TIME.fullmatch(written):
        raise RowError(name)
    try:
        return moment_of(datetime.fromisoformat(written).replace(tzinfo=zone))
    except (ValueError, OverflowError):
        raise RowError(name) from None


def folded_word(word: str) -> str:
    """Return a status word as it is compared: `Customer-Reply` and `customerreply` are one."""
    return re.sub(r"[-_\s]", "", word.casefold())


def readable_moment(row: Row, name: str, zone: ZoneInfo) -> datetime | None:
    """Return a moment as `local_moment`, None where it cannot be read either."""
    try:
        return local_moment(row, name, zone)
    except RowError:
        return None


def readable_word(row: Row, name: str) -> str:
    """Return a text as `text`, folded; `""` where it cannot be read."""
    try:
        return folded_word(text(row, name))
    except RowError:
        return ""


def has_status(word: str, row: Row) -> bool:
    """Whether a row has this status, given folded: whether it honours a filter of that status."""
    return readable_word(row, "status") == word


def mark_of(client: str) -> str:
    """Return what stands for a client in the Ledger; `""` for a guest."""
    return hashlib.sha256(f"client\n{client}".encode()).hexdigest()[:12] if client else ""
