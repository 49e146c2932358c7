"""The processes that a run began beside itself, as the system lists them."""

from __future__ import annotations

from pathlib import Path


def begun_by(process: int, module: str) -> list[int]:
    """Return the ids of those that a process began with a module of ours and that still run.

    One that has begun this very moment may not be among them: the system tells its words a little later.
    """
    found = []
    for place in Path("/proc").glob("[0-9]*"):
        try:
            words, parent = (place / "cmdline").read_bytes(), (place / "stat").read_text().rpartition(")")[2].split()[1]
        except OSError:
            continue
        if module.encode() in words and int(parent) == process:
            found.append(int(place.name))
    return found
