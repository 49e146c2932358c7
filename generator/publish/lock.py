"""A folder that a run builds in, in; a hold on it that ends with the run, however it ends, out."""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def hold(folder: Path) -> Iterator[None]:
    """Hold a folder; the kernel lets go of it when the process dies, so that no stale lock is ever left.

    Raises:
        OSError: another process holds it.

    """
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield
    finally:
        os.close(descriptor)


def remove_unless_held(folder: Path) -> bool:
    """Remove a folder if it is there and nobody holds it; tell whether nobody did."""
    try:
        with hold(folder):
            shutil.rmtree(folder, ignore_errors=True)
    except BlockingIOError:
        return False
    except OSError:
        # Not there, or not ours to remove: whoever needs the name will meet the same fault and tell it.
        return True
    return True
