"""One `demoras` command as a process of its own, and what it cost: calls, rows, seconds and memory."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from generator.sandbox import SandboxServer
from generator.sandbox.loopback_server import SandboxResponse
from generator.sandbox.whmcs_values import Params

# The memory of a process counts that of the one it was made from: a small one stands between.
_BETWEEN = """
import resource, subprocess, sys
code = subprocess.call(sys.argv[1:])
used = resource.getrusage(resource.RUSAGE_CHILDREN)
sys.stderr.write(f"\\n{used.ru_maxrss} {used.ru_utime + used.ru_stime:.2f}")
sys.exit(code)
"""
_RETURNED = re.compile(rb'"numreturned":"?(\d+)')
_ONE_ROW = {"GetTicket", "GetInvoice"}


class CountingServer(SandboxServer):
    """A sandbox that counts what it is asked and what it answers."""

    calls: Counter[str]
    rows: int

    def respond(self, params: Params, address: str) -> SandboxResponse:
        """Return the sandbox's answer."""
        response = super().respond(params, address)
        action, found = params.get("action", ""), _RETURNED.search(response.body)
        with _COUNTING:
            self.calls[action] += 1
            self.rows += int(found[1]) if found else action in _ONE_ROW or response.body.count(b'"description":')
        return response

    def count_anew(self) -> None:
        """Forget what was counted."""
        self.calls, self.rows = Counter(), 0


_COUNTING = threading.Lock()


@dataclass(frozen=True, slots=True)
class Cost:
    """What one run cost; `megabytes` is the most that it held at once, `computed` the seconds a processor worked."""

    calls: int
    rows: int
    seconds: float
    computed: float
    megabytes: float
    code: int
    by_action: Mapping[str, int] = field(default_factory=dict)
    said: str = ""


def run_whole(billing: CountingServer, root: Path, environ: Mapping[str, str], *words: str) -> Cost:
    """Run one command against a counting server and return what it cost."""
    billing.count_anew()
    command = [sys.executable, "-S", "-c", _BETWEEN, sys.executable, "-m", "generator", *words]
    began = time.monotonic()
    done = subprocess.run(  # noqa: S603 - our own words
        command, cwd=root, env={**os.environ, **environ}, capture_output=True, text=True, check=False
    )
    seconds = time.monotonic() - began
    said, _, used = done.stderr.rpartition("\n")
    most, computed = used.split()
    return Cost(
        calls=billing.calls.total(),
        rows=billing.rows,
        seconds=seconds,
        computed=float(computed),
        megabytes=int(most) / 1024,
        code=done.returncode,
        by_action=dict(billing.calls),
        said=done.stdout + said,
    )
