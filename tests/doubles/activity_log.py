"""WHMCS's activity log as a server lists it: the shop's own lines among everybody's, in whatever order."""

from __future__ import annotations

import hmac
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from tests.doubles.acting_server import Act
from tests.doubles.scripted_billing import Form, answer

KEY = bytes(range(100, 132))
ZONE = ZoneInfo("America/Argentina/Buenos_Aires")
MARKED = "Ana Clienta <ana@cliente.example>"
"""What stands in the fields of an entry that nobody may read."""


def line(event: str, number: object, at: datetime, key: bytes = KEY) -> str:
    """Return the line that the shop's hook writes."""
    told = f"demoras/1 {event} {number} {at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
    return f"{told} {hmac.digest(key, told.encode(), 'sha256')[:16].hex()}"


def entry(number: int, description: object, at: datetime, **changes: Any) -> dict[str, Any]:
    """Return one entry as it was logged at a moment, with all that WHMCS puts beside it."""
    row = {
        "id": number,
        "clientId": 7,
        "userId": 0,
        "adminId": 1,
        "date": f"{at.astimezone(ZONE):%Y-%m-%d %H:%M:%S}",
        "description": description,
        "username": MARKED,
        "ipaddress": "181.30.0.7",
        "userid": 7,
    }
    return row | changes


def told(number: int, event: str, thing: object, at: datetime, key: bytes = KEY, **changes: Any) -> dict[str, Any]:
    """Return the entry of an event, logged when it happened."""
    return entry(number, line(event, thing, at, key), at, **changes)


def with_log(
    script: Callable[[Form], Act], entries: Sequence[Mapping[str, Any]], *, filters: bool = True
) -> Callable[[Form], Act]:
    """Answer GetActivityLog, 25 entries a page unless told, in the order they are given; there is no `numreturned`."""

    def act(form: Form) -> Act:
        if form["action"] != "GetActivityLog":
            return script(form)
        wanted = form["description"]
        found = [row for row in entries if not filters or wanted in str(row["description"])]
        start, count = int(form.get("limitstart", "0")), int(form.get("limitnum", "25"))
        page = found[start : start + count]
        counts = {"totalresults": len(found), "startnumber": start}
        return answer({"result": "success", **counts, "activity": {"entry": page} if page else ""})

    return act
