"""What is dear to make and only read: one worker of a run makes it, the others wait for it and read the same files."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Callable
from pathlib import Path

import pytest


def made_once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], object]) -> Path:
    """Return a folder of the run that `make` has filled, once, however many workers ask for it by this name.

    What `make` raises is raised here, and the next worker that asks tries again in another folder.
    """
    base = factory.getbasetemp()
    # Each worker of pytest-xdist has a folder of its own in that of the run.
    run = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    ready = run / f"{name}.ready"
    with (run / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not ready.exists():
            folder = factory.mktemp(name)
            make(folder)
            ready.write_text(str(folder), encoding="utf-8")
    return Path(ready.read_text(encoding="utf-8"))
