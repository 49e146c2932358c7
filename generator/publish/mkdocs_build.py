"""The run of MkDocs that lays out a site, in a process of its own that holds no secret."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from functools import partial
from pathlib import Path

from generator.errors import PublishError

PUBLIC = "mkdocs.yml"
INTERNAL = "mkdocs.internal.yml"
PASSED_ON = ("HOME", "LANG", "LC_ALL", "PATH", "SYSTEMROOT", "TEMP", "TMP", "TMPDIR", "VIRTUAL_ENV")
"""All of the environment that the engine and its plugins get to see: no secret is among it."""


@contextmanager
def engine(
    root: Path, folder: Path, now: datetime, environ: Mapping[str, str], *, config: str = PUBLIC
) -> Iterator[Callable[[bytes], None]]:
    """Begin the engine, by a configuration under `root`, and give what hands it a packed site to lay out into `folder`.

    It is half of its time at getting ready, which the run uses to make the site. It writes nothing before it is handed
    one, and where that never happens it is ended.

    What is given raises:
        PublishError: the engine stopped; carries the last lines it printed.

    """
    with subprocess.Popen(  # noqa: S603 - our own interpreter and fixed arguments
        [
            # Not "--quiet": the engine would then count no warning, and "--strict" would refuse none.
            *(sys.executable, "-m", "mkdocs", "build", "--strict"),
            *("--config-file", str(root / config), "--site-dir", str(folder)),
        ],
        env={
            **{name: environ[name] for name in PASSED_ON if name in environ},
            "DEMORAS_SITE": "-",  # the standard input
            "DEMORAS_NOW": now.isoformat(),
            # The sitemap's dates come from here and from nowhere else.
            "SOURCE_DATE_EPOCH": str(int(now.timestamp())),
            "NO_MKDOCS_2_WARNING": "1",
            "PYTHONUTF8": "1",
        },
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        try:
            yield partial(_lay_out, process)
        finally:
            process.kill()


def _lay_out(process: subprocess.Popen[bytes], site: bytes) -> None:
    """Hand over a site and wait until it is laid out."""
    out, told = process.communicate(site)
    if process.returncode:
        tail = "\n    ".join((told or out).decode("utf-8", "replace").strip().splitlines()[-12:])
        raise PublishError(
            f"El motor de páginas (mkdocs) se detuvo:\n    {tail}",
            "Corrija lo que dice arriba y repita; el sitio publicado no cambió.",
        )
