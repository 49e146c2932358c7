"""Where `dev.py test --on` moves the clock, dates are moved and nothing else: a sleep lasts as long as it should."""

from __future__ import annotations

import time


def test_a_sleep_lasts_as_long_as_it_should() -> None:
    """With the clock moved, Python's own would raise."""
    began = time.monotonic()
    time.sleep(0.2)

    assert 0.2 <= time.monotonic() - began < 10
