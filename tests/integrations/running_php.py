"""A PHP that runs a script of `php/` and returns its outcome, once it is sure that nothing was printed or logged."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

HERE = Path(__file__).parent
HOOK = HERE.parents[1] / "integrations/whmcs/demoras.php"
HOOK_FOLDER = HOOK.with_suffix("")
"""What the one file that WHMCS loads loads in turn."""
ALL_ERRORS = ("-d", "error_reporting=-1", "-d", "display_errors=1", "-d", "log_errors=1", "-d", "html_errors=0")


def php_path() -> str:
    """Find PHP; without it the whole run ends, for a skipped test would look like a passed one."""
    found = shutil.which("php")
    if not found:
        pytest.exit("No hay PHP: instale la línea de órdenes de PHP 8.1 o posterior (Debian: «php-cli»).", returncode=2)
    return found


@dataclass(frozen=True)
class Php:
    """A PHP with every error shown and logged, and a folder for what it writes."""

    path: str
    folder: Path
    options: tuple[str, ...] = ()
    secret: str | None = None
    """`DEMORAS_SECRET` of its environment, if any."""

    def run(self, script: str, question: dict[str, Any]) -> Any:
        """Return the outcome of one process; it has printed nothing to either stream and logged nothing."""
        outcome, log = self.folder / "outcome.json", self.folder / "error.log"
        own = ("-d", f"error_log={log}", "-d", f"sys_temp_dir={self.folder}")
        environ = {name: value for name, value in os.environ.items() if not name.startswith("DEMORAS_")}
        done = subprocess.run(
            [self.path, *ALL_ERRORS, *own, *self.options, HERE / "php" / script, outcome],
            input=json.dumps(question).encode(),
            env=environ | ({"DEMORAS_SECRET": self.secret} if self.secret is not None else {}),
            capture_output=True,
            timeout=60,
            check=False,
        )
        assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")
        assert not log.exists()
        return json.loads(outcome.read_bytes())
