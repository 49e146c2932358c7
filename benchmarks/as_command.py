"""Runs a measured part of the program as a process that begins as a command does: `-m benchmarks.as_command NAME …`."""

from __future__ import annotations

import atexit
import gc
import sys
from importlib import import_module


def main() -> None:
    """Run the part's own `main` with the other words."""
    # As in `generator/__main__.py`, and like there before anything is imported.
    gc.set_threshold(400_000)
    atexit.register(gc.freeze)
    import_module(f"benchmarks.{sys.argv[1]}").main(sys.argv[2:])


if __name__ == "__main__":
    main()
