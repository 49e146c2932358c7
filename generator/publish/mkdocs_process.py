"""MkDocs as a run begins it, as a process of its own: it ends with the run, also where that is killed."""

from __future__ import annotations

import ctypes
import signal
import sys

_PR_SET_PDEATHSIG = 1


def main() -> None:
    """Run MkDocs' own command line."""
    if sys.platform == "linux":
        # Else it would go on writing into a folder that the next run makes anew under the same name. Where the run is
        # dead already, it is handed no site.
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    from mkdocs.__main__ import cli  # noqa: PLC0415 - to be ended from the first moment on

    cli()


if __name__ == "__main__":
    main()
