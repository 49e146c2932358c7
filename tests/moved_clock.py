"""What works as it should where `dev.py test --on` has moved the clock: a sleep, and the browser's own waiting."""

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


def unmoved() -> dict[str, str]:
    """Return this process's environment without libfaketime, for the browser and for what compares the times of files.

    Its pages never see the machine's clock (`new_context`), and with libfaketime loaded its threads wait several times
    as long as they should.
    """
    return {name: value for name, value in os.environ.items() if name != "LD_PRELOAD" and "FAKETIME" not in name}
