"""A system that begins no more threads, as it is for whoever may have no more processes."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def no_thread_begins() -> Iterator[None]:
    """Have the real system refuse every new thread of this process: no machine has the memory that each asks for."""
    before = threading.stack_size(1 << 46)
    try:
        yield
    finally:
        threading.stack_size(before)
