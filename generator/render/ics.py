"""The text of an iCalendar file (RFC 5545): escaped, folded, every line ended by CRLF."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

LINE_OCTETS = 75
"""The longest line that RFC 5545 §3.1 allows, without its CRLF."""
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")


@dataclass(frozen=True, slots=True)
class Entry:
    """Something that lasts whole local dates, both ends included. Its texts are plain."""

    uid: UUID
    first: date
    last: date
    summary: str
    description: str
    category: str


def ics_file(name: str, entries: Iterable[Entry], now: datetime) -> bytes:
    """Return a calendar's bytes: `name` is what a reader's program lists it under, `now` (UTC) when it was made."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Demoras//Calendario//ES",
        "CALSCALE:GREGORIAN",
        f"NAME:{escaped(name)}",
        f"X-WR-CALNAME:{escaped(name)}",
        "REFRESH-INTERVAL;VALUE=DURATION:P1D",
        "X-PUBLISHED-TTL:P1D",
    ]
    stamp = now.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
    for entry in entries:
        lines += _event(entry, stamp)
    lines.append("END:VCALENDAR")
    return b"".join(folded(line) for line in lines)


def escaped(text: str) -> str:
    """Return plain text as an RFC 5545 TEXT value (§3.3.11); control characters, which it cannot hold, are left out."""
    one = text.replace("\r\n", "\n").replace("\r", "\n")
    one = one.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")
    return _CONTROL.sub("", one)


def folded(line: str) -> bytes:
    """Return a content line with its CRLF, folded so that no part passes 75 octets or ends inside a character."""
    return b"\r\n ".join(_parts(line.encode())) + b"\r\n"


def _event(entry: Entry, stamp: str) -> list[str]:
    # DTEND is the first date that no longer belongs; the last date there is cannot have a next one.
    after = min(entry.last, date.max - timedelta(days=1)) + timedelta(days=1)
    lines = [
        "BEGIN:VEVENT",
        f"UID:{entry.uid}",
        f"DTSTAMP:{stamp}",
        f"DTSTART;VALUE=DATE:{_day(entry.first)}",
        f"DTEND;VALUE=DATE:{_day(after)}",
        f"SUMMARY:{escaped(entry.summary)}",
        f"CATEGORIES:{escaped(entry.category)}",
        # Who subscribes is not busy on those days.
        "TRANSP:TRANSPARENT",
    ]
    if entry.description:
        lines.append(f"DESCRIPTION:{escaped(entry.description)}")
    return [*lines, "END:VEVENT"]


def _day(value: date) -> str:
    return value.isoformat().replace("-", "")


def _parts(data: bytes) -> Iterator[bytes]:
    room = LINE_OCTETS
    while len(data) > room:
        end = room
        while data[end] & 0xC0 == 0x80:
            end -= 1
        yield data[:end]
        data = data[end:]
        # The blank that marks a continuation counts too.
        room = LINE_OCTETS - 1
    yield data
