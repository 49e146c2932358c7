"""A sleep that lasts as long as it should where `dev.py test --on` has moved the clock."""

from __future__ import annotations

import os
import threading
import time


def mend_sleep() -> None:
    """Let this process sleep by waiting for what never comes, where libfaketime is loaded.

    Python sleeps until a moment of the monotonic clock; libfaketime 0.9.10 takes it for one of the clock that it moves,
    and the system then refuses it.
    """
    if "FAKETIME" in os.environ:
        time.sleep = _waited  # type: ignore[assignment]


def _waited(seconds: float) -> None:
    threading.Event().wait(seconds)
