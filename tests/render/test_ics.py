"""Lines and texts of the iCalendar file: whatever goes in is read back, within what RFC 5545 allows."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.render.ics import Entry, escaped, folded, ics_file
from tests.render.reading_ics import read_ics, unescaped, unfolded

NOW = datetime(2026, 11, 23, 13, 15, tzinfo=UTC)
UID = UUID("00000000-0000-5000-8000-000000000001")
printable = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=400)
texts = st.text(st.one_of(st.characters(exclude_categories=("Cs",)), st.sampled_from('\\;,\n\r:"ñ😀')), max_size=300)


@given(text=printable.filter(lambda text: text[:1] not in (" ", "\t", "")))
def test_a_folded_line_is_read_back_whole(text: str) -> None:
    """The reader refuses a part of more than 75 octets, and one that ends inside a character."""
    assert unfolded(folded(text)) == [text]


@pytest.mark.parametrize("width", [1, 2, 3, 4])
@pytest.mark.parametrize("lead", range(5))
def test_a_character_is_never_split_wherever_the_fold_falls(width: int, lead: int) -> None:
    """Characters of one to four octets, at each place around the 75th."""
    line = "x" * lead + {1: "a", 2: "ñ", 3: "€", 4: "😀"}[width] * 120
    parts = folded(line).split(b"\r\n")

    assert unfolded(folded(line)) == [line]
    # As full as can be: the next character would not have fitted.
    assert all(len(part) + width > 75 for part in parts[:-2])


def test_a_line_of_exactly_75_octets_is_not_folded() -> None:
    assert folded("x" * 75) == b"x" * 75 + b"\r\n"
    assert folded("x" * 76) == b"x" * 75 + b"\r\n x\r\n"


@given(text=texts)
def test_an_escaped_text_is_read_back_without_its_control_characters(text: str) -> None:
    """Every way to end a line becomes one."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    assert unescaped(escaped(text)) == re.sub(r"[\x00-\x08\x0b-\x1f\x7f]", "", lines)


@given(summary=texts, description=texts, name=texts)
def test_no_text_can_break_the_file(summary: str, description: str, name: str) -> None:
    """Neither a line of its own nor another property comes of it."""
    entry = Entry(UID, date(2026, 1, 1), date(2026, 1, 1), summary, description, "Aviso")
    own, events = read_ics(ics_file(name, [entry, entry], NOW))

    assert len(events) == 2
    assert own.keys() == {
        *("VERSION", "PRODID", "CALSCALE", "NAME", "X-WR-CALNAME", "REFRESH-INTERVAL", "X-PUBLISHED-TTL")
    }
    assert events[0].summary == unescaped(escaped(summary))


@given(first=st.dates(), days=st.integers(0, 400))
def test_an_entry_ends_before_the_date_after_its_last(first: date, days: int) -> None:
    """DTEND is exclusive; only the last date that exists has none after it."""
    last = date.fromordinal(min(first.toordinal() + days, date.max.toordinal() - 1))
    first = min(first, last)
    (event,) = read_ics(ics_file("x", [Entry(UID, first, last, "x", "", "Aviso")], NOW))[1]

    assert (event.start, event.end.toordinal()) == (first, last.toordinal() + 1)
    assert event.stamp == NOW


def test_an_entry_without_an_end_in_sight_is_written_too() -> None:
    entry = Entry(UID, date(2026, 1, 1), date.max, "x", "", "Aviso")
    (event,) = read_ics(ics_file("x", [entry], NOW))[1]
    assert event.end == date.max
