"""The run of MkDocs that lays out a site, in a process of its own that holds no secret."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from generator.errors import PublishError

PUBLIC = "mkdocs.yml"
INTERNAL = "mkdocs.internal.yml"
PASSED_ON = ("HOME", "LANG", "LC_ALL", "PATH", "SYSTEMROOT", "TEMP", "TMP", "TMPDIR", "VIRTUAL_ENV")
"""All of the environment that the engine and its plugins get to see: no secret is among it."""


def lay_out(
    root: Path, folder: Path, site: bytes, now: datetime, environ: Mapping[str, str], *, config: str = PUBLIC
) -> None:
    """Lay out a packed site into `folder` by a configuration under `root`, in a process that holds no secret.

    Raises:
        PublishError: the engine stopped; carries the last lines it printed.

    """
    with tempfile.TemporaryDirectory(prefix="demoras-") as scratch:
        handed = Path(scratch) / "site"
        handed.write_bytes(site)
        ran = subprocess.run(  # noqa: S603 - our own interpreter and fixed arguments
            [
                # Not "--quiet": the engine would then count no warning, and "--strict" would refuse none.
                *(sys.executable, "-m", "mkdocs", "build", "--strict"),
                *("--config-file", str(root / config), "--site-dir", str(folder)),
            ],
            env={
                **{name: environ[name] for name in PASSED_ON if name in environ},
                "DEMORAS_SITE": str(handed),
                "DEMORAS_NOW": now.isoformat(),
                # The sitemap's dates come from here and from nowhere else.
                "SOURCE_DATE_EPOCH": str(int(now.timestamp())),
                "NO_MKDOCS_2_WARNING": "1",
                "PYTHONUTF8": "1",
            },
            capture_output=True,
            text=True,
            encoding="utf-8",
            errors="replace",
            stdin=subprocess.DEVNULL,
            check=False,
        )
    if ran.returncode:
        tail = "\n    ".join((ran.stderr or ran.stdout).strip().splitlines()[-12:])
        raise PublishError(
            f"El motor de páginas (mkdocs) se detuvo:\n    {tail}",
            "Corrija lo que dice arriba y repita; el sitio publicado no cambió.",
        )
