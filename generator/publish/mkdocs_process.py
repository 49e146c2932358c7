"""MkDocs as a run begins it, as a process of its own: it ends with the run, also where that is killed."""

from __future__ import annotations

import ctypes
import errno
import os
import signal
import sys

DISK_FAULT = 74
"""What it ends with where the disk takes no more, `EX_IOERR`; the last line it prints says why."""
_DISK_FAULTS = (errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EIO)
_PR_SET_PDEATHSIG = 1


def main() -> None:
    """Run MkDocs' own command line, which follows the number of the process that begins it."""
    begun_by = int(sys.argv.pop(1))
    if sys.platform == "linux":
        # Else it would go on writing into a folder that the next run makes anew under the same name.
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != begun_by:
        # It ended before that was said.
        sys.exit(1)
    from mkdocs.__main__ import cli  # noqa: PLC0415 - to be ended from the first moment on

    try:
        cli()
    except OSError as error:
        if error.errno not in _DISK_FAULTS:
            raise
        from generator.errors import refusal  # noqa: PLC0415 - as late

        sys.stderr.write(f"{refusal(error)}\n")
        sys.exit(DISK_FAULT)


if __name__ == "__main__":
    main()
