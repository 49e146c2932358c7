"""How long a closed order keeps its page: thirty days, then a note for sixty, then nothing."""

from __future__ import annotations

from datetime import timedelta

import pytest

from generator.compute.closed_orders import Left, left_of
from tests.compute.shop import T0

MINUTE = timedelta(minutes=1)


@pytest.mark.parametrize(
    ("after", "left"),
    [
        (-timedelta(days=3), Left.PAGE),
        (timedelta(0), Left.PAGE),
        (timedelta(days=30), Left.PAGE),
        (timedelta(days=30) + MINUTE, Left.NOTE),
        (timedelta(days=90), Left.NOTE),
        (timedelta(days=90) + MINUTE, Left.NOTHING),
        (timedelta(days=5000), Left.NOTHING),
    ],
)
def test_what_is_left_depends_on_the_time_since_it_closed(after: timedelta, left: Left) -> None:
    """Both limits belong to what ends at them; a moment before the closing is one of the page."""
    assert left_of(T0, T0 + after) is left


def test_an_order_that_is_not_closed_keeps_its_page_whatever_the_moment() -> None:
    """However long it takes."""
    assert left_of(None, T0 + timedelta(days=5000)) is Left.PAGE
