"""Values as WHMCS spells them: naive local times, escaped texts, amounts, and parameters as PHP reads them."""

from __future__ import annotations

import html
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, TypeAlias, TypeVar
from zoneinfo import ZoneInfo

ApiRow: TypeAlias = dict[str, Any]
Params: TypeAlias = Mapping[str, str]
_Record = TypeVar("_Record")

UNSET_DATE = "0000-00-00"
UNSET_TIME = "0000-00-00 00:00:00"
_DEFAULT_ROWS = 25
PREFIX, CODE = "$", "ARS"
"""The currency, as billing writes it before and after an amount."""


def local(moment: datetime | None, zone: ZoneInfo) -> str:
    """Return a moment in billing's own zone, which the text does not name; none is the zero date."""
    return moment.astimezone(zone).strftime("%Y-%m-%d %H:%M:%S") if moment else UNSET_TIME


def local_day(moment: datetime | None, zone: ZoneInfo) -> str:
    """Return a moment's local date."""
    return moment.astimezone(zone).strftime("%Y-%m-%d") if moment else UNSET_DATE


def html_escaped(text: str) -> str:
    """Return what a client once typed into a form: WHMCS stores it escaped."""
    return html.escape(text)


def amount(cents: int) -> str:
    """Return an amount in cents of a peso as plain decimal text."""
    return f"{cents // 100}.{cents % 100:02d}"


def shown_amount(cents: int) -> str:
    """Return an amount as a line item prints it: with sign, thousands and code."""
    return f"{PREFIX}{cents // 100:,}.{cents % 100:02d} {CODE}"


def vat(cents: int) -> int:
    """Return the VAT of 21 % on an amount, in cents."""
    return (cents * 21 + 50) // 100


def php_int(params: Params, name: str, default: int = 0) -> int:
    """Return a parameter as PHP's `(int)` reads it: what is no number is 0, and 0 is the default."""
    text = params.get(name, "").strip()
    return (int(text) if text.isascii() and text.lstrip("-").isdigit() and text.count("-") < 2 else 0) or default


def page(rows: Sequence[_Record], params: Params) -> tuple[int, Sequence[_Record]]:
    """Return the offset asked for and what a listing holds from there on, 25 unless told otherwise."""
    start = max(0, php_int(params, "limitstart"))
    size = php_int(params, "limitnum", _DEFAULT_ROWS)
    return start, rows[start : start + (size if size > 0 else _DEFAULT_ROWS)]
