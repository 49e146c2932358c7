"""A reader of iCalendar files; whatever RFC 5545 does not allow in this file is refused."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

ONCE = frozenset({"UID", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY", "CATEGORIES", "TRANSP", "DESCRIPTION"})
NEEDED = frozenset({"UID", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY"})
_LINE = re.compile(r"([A-Z-]+)((?:;[A-Z-]+=[A-Z-]+)*):([^\x00-\x08\x0a-\x1f\x7f]*)")
_TEXT = re.compile(r"(?:[^\\;,]|\\[\\;,nN])*")
_ESCAPE = re.compile(r"\\(.)")


@dataclass(frozen=True, slots=True)
class Event:
    """An event of whole days; `end` is the first date that no longer belongs."""

    uid: str
    stamp: datetime
    start: date
    end: date
    summary: str
    description: str
    category: str


def read_ics(data: bytes) -> tuple[Mapping[str, str], list[Event]]:
    """Return a calendar's own properties, and its events in order."""
    lines = unfolded(data)
    assert lines[0] == "BEGIN:VCALENDAR"
    assert lines[-1] == "END:VCALENDAR"
    own: dict[str, str] = {}
    events: list[Event] = []
    inside: dict[str, tuple[str, str]] | None = None
    for line in lines[1:-1]:
        if line == "BEGIN:VEVENT":
            assert inside is None
            inside = {}
        elif line == "END:VEVENT":
            assert inside is not None
            events.append(_event(inside))
            inside = None
        else:
            name, parameters, value = _parts(line)
            if inside is None:
                assert not events, f"{name} stands after an event"
                assert name not in own
                own[name] = value
            else:
                assert name in ONCE
                assert name not in inside
                inside[name] = (parameters, value)
    assert inside is None
    assert own["VERSION"] == "2.0"
    assert own["PRODID"]
    return own, events


def unfolded(data: bytes) -> list[str]:
    """Return the content lines: CRLF ends each, no part passes 75 octets, none ends inside a character."""
    *parts, rest = data.split(b"\r\n")
    assert rest == b""
    lines: list[str] = []
    for part in parts:
        assert b"\n" not in part
        assert b"\r" not in part
        assert 0 < len(part) <= 75
        text = part.decode()
        if text[0] in " \t":
            lines[-1] += text[1:]
        else:
            lines.append(text)
    return lines


def unescaped(value: str) -> str:
    """Return the text that a TEXT value stands for."""
    assert _TEXT.fullmatch(value), value
    return _ESCAPE.sub(lambda match: "\n" if match[1] in "nN" else match[1], value)


def _parts(line: str) -> tuple[str, str, str]:
    match = _LINE.fullmatch(line)
    assert match, line
    return match[1], match[2], match[3]


def _event(found: Mapping[str, tuple[str, str]]) -> Event:
    assert found.keys() >= NEEDED
    for name, (parameters, _) in found.items():
        assert parameters == (";VALUE=DATE" if name in ("DTSTART", "DTEND") else ""), name
    values = {name: value for name, (_, value) in found.items()}
    assert values.get("TRANSP") in (None, "OPAQUE", "TRANSPARENT")
    event = Event(
        uid=unescaped(values["UID"]),
        stamp=_stamp(values["DTSTAMP"]),
        start=_date(values["DTSTART"]),
        end=_date(values["DTEND"]),
        summary=unescaped(values["SUMMARY"]),
        description=unescaped(values.get("DESCRIPTION", "")),
        category=unescaped(values.get("CATEGORIES", "")),
    )
    assert event.start < event.end
    return event


def _stamp(value: str) -> datetime:
    assert re.fullmatch(r"\d{8}T\d{6}Z", value)
    return datetime.strptime(value, "%Y%m%dT%H%M%S%z")


def _date(value: str) -> date:
    assert re.fullmatch(r"\d{8}", value)
    return date.fromisoformat(value)
