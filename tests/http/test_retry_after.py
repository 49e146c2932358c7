"""How long a server may ask to wait."""

from __future__ import annotations

import pytest

from generator.http.exchange import Response

NOON = "Mon, 23 Nov 2026 12:00:00 GMT"


@pytest.mark.parametrize(
    ("asked", "date", "wait"),
    [
        ("0", "", 0),
        ("7", "", 7),
        ("0000007", "", 7),
        ("61", "", 60),
        ("9" * 400, "", 60),
        ("Mon, 23 Nov 2026 12:00:07 GMT", NOON, 7),
        ("Mon, 23 Nov 2026 13:00:00 GMT", NOON, 60),
        ("Mon, 23 Nov 2026 11:00:00 GMT", NOON, 0),
        ("Mon, 23 Nov 2026 12:00:07 GMT", "", None),
        ("Mon, 23 Nov 2026 12:00:07 -0000", NOON, None),
        ("Mon, 23 Nov 99999999999999999999 12:00:00 GMT", NOON, None),
        ("pronto", NOON, None),
        ("-5", NOON, None),
        ("٣", NOON, None),
        ("", NOON, None),
    ],
)
def test_a_wait_is_read_as_seconds_or_as_a_date_by_the_servers_own_clock(
    asked: str, date: str, wait: float | None
) -> None:
    """A minute at most; nothing where it says nothing."""
    assert Response(429, b"", "", date, asked).wait_asked == wait
