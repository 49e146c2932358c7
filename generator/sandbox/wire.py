"""Values come in, the spellings WHMCS gives them in its answers go out: naive times, escaped text, pages."""

from __future__ import annotations

import html
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, TypeAlias
from zoneinfo import ZoneInfo

Row: TypeAlias = dict[str, Any]
Params: TypeAlias = Mapping[str, str]

ZERO_DATE = "0000-00-00"
ZERO_TIME = "0000-00-00 00:00:00"
DEFAULT_ROWS = 25


def local(moment: datetime | None, zone: ZoneInfo) -> str:
    """Return a moment in billing's own zone, which the text does not name; none is the zero date."""
    return moment.astimezone(zone).strftime("%Y-%m-%d %H:%M:%S") if moment else ZERO_TIME


def local_day(moment: datetime | None, zone: ZoneInfo) -> str:
    """Return a moment's local date."""
    return moment.astimezone(zone).strftime("%Y-%m-%d") if moment else ZERO_DATE


def typed(text: str) -> str:
    """Return what a client once typed into a form: WHMCS stores it escaped."""
    return html.escape(text)


def whole(params: Params, name: str, default: int = 0) -> int:
    """Return a parameter as PHP's `(int)` reads it: what is no number is 0, and 0 is the default."""
    text = params.get(name, "").strip()
    return (int(text) if text.isascii() and text.lstrip("-").isdigit() and text.count("-") < 2 else 0) or default


def page(rows: Sequence[Row], params: Params) -> tuple[int, Sequence[Row]]:
    """Return the offset asked for and the rows from there on, 25 unless told otherwise."""
    start = max(0, whole(params, "limitstart"))
    size = whole(params, "limitnum", DEFAULT_ROWS)
    return start, rows[start : start + (size if size > 0 else DEFAULT_ROWS)]
