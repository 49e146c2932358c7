"""Where `dev.py test --on` moves the clock, dates are moved and nothing else: a sleep lasts as long as it should."""

from __future__ import annotations

import os
import time

import pytest

from tests.moved_clock import unmoved


def test_a_sleep_lasts_as_long_as_it_should() -> None:
    """With the clock moved, Python's own would raise."""
    began = time.monotonic()
    time.sleep(0.2)

    assert 0.2 <= time.monotonic() - began < 10


def test_the_browser_starts_without_what_moves_the_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """All else of the environment is its own."""
    monkeypatch.setenv("LD_PRELOAD", "libfaketimeMT.so.1")
    monkeypatch.setenv("FAKETIME", "+400d")

    assert os.environ.keys() - unmoved().keys() >= {"LD_PRELOAD", "FAKETIME"}
    assert unmoved()["PATH"] == os.environ["PATH"]
