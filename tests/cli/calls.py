"""Calls of the real command, in this process or in one of its own, and what they printed."""

from __future__ import annotations

import hashlib
import io
import os
import re
import subprocess
import sys
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from http.server import HTTPServer
from pathlib import Path
from zoneinfo import ZoneInfo

from generator.cli.main import main
from generator.cli.terminal import Terminal, open_known_billing
from generator.model.catalog import Catalog
from generator.pull.interface import Source
from generator.pull.whmcs import PullLimits, WhmcsSource, settings_from
from generator.pull.whmcs.source import Conventions
from tests.sample_company import SAMPLE

END = datetime(2026, 11, 20, 18, 0, tzinfo=UTC)
BEFORE = END - timedelta(days=7)
AS_OF_END = ["--now", END.isoformat()]
"""What every call says first, so that none reads the real clock; a later `--now` takes its place."""

OpenBilling = Callable[[str, Catalog, Mapping[str, str]], Source]


@dataclass(frozen=True)
class Ran:
    """How a call ended and what it printed."""

    code: int
    out: str
    err: str


def call(
    *argv: str | Path,
    environ: Mapping[str, str] | None = None,
    open_billing: OpenBilling | None = None,
    root: Path = SAMPLE,
) -> Ran:
    """Run one command in this process on the sample company, or another root, as of `END` or its own `--now`."""
    out, err = io.StringIO(), io.StringIO()
    terminal = Terminal(out, err, environ or {}, open_billing or open_known_billing)
    words = [str(word) for word in argv]
    code = main([*words[:1], "--root", str(root), *AS_OF_END, *words[1:]], terminal)
    return Ran(code, out.getvalue(), err.getvalue())


def command_line(*argv: str | Path, now: datetime | None = END) -> list[str]:
    """Return the words that start the real program as of a moment, or of its own `--now`.

    It then hears SIGINT even where this process ignores it.
    """
    words = list(map(str, argv))
    as_of = ["--now", now.isoformat()] if now and words and not words[0].startswith("-") else []
    return ["env", "--default-signal=INT", sys.executable, "-m", "generator", *words[:1], *as_of, *words[1:]]


def program(*argv: str | Path, environ: Mapping[str, str] | None = None) -> subprocess.CompletedProcess[str]:
    """Run the real program in the sample company's folder."""
    return subprocess.run(
        command_line(*argv), cwd=SAMPLE, env=bare_environ(environ), capture_output=True, text=True, check=False
    )


def bare_environ(environ: Mapping[str, str] | None = None) -> dict[str, str]:
    """Return this process's environment without what changes how the program or its Python acts, and with these.

    A site that MkDocs builds by itself is as of `END`, unless told otherwise.
    """
    strange = ("DEMORAS_", "GITHUB_", "PYTHON")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(strange)}
    return {**kept, "PYTHONUTF8": "1", "DEMORAS_NOW": END.isoformat(), **(environ or {})}


def patient(**limits: float) -> OpenBilling:
    """Return WHMCS as the command reads it, with these limits and without its pauses between attempts."""

    def opened(name: str, catalog: Catalog, environ: Mapping[str, str]) -> Source:
        assert name == "whmcs"
        settings = settings_from(environ, ZoneInfo(catalog.billing.zone), PullLimits(**limits))
        conventions = Conventions.of(catalog.billing)
        return WhmcsSource(settings, conventions, sleep=lambda _: None)

    return opened


def assert_stopped(ran: Ran, code: int, hidden: Iterable[str] = ()) -> None:
    """Assert one line that says what happened, one that says what to do, and nothing else: no secret, no traceback."""
    assert ran.code == code, ran.err
    assert ran.out == ""
    assert re.fullmatch(r"demoras: [^\n]+ Remedio: [^\n]+\n", ran.err), ran.err
    assert [text for text in hidden if text and text in ran.err] == []


def fingerprint(place: Path) -> dict[str, tuple[str, int]]:
    """Return what tells whether a file or any file of a folder was touched: bytes and time of the last change."""
    files = [place] if place.is_file() else [path for path in sorted(place.rglob("*")) if path.is_file()]
    return {
        str(path.relative_to(place)): (hashlib.sha256(path.read_bytes()).hexdigest(), path.stat().st_mtime_ns)
        for path in files
    }


@contextmanager
def in_thread(server: HTTPServer) -> Iterator[None]:
    """Let a server serve until the block ends."""
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield
    finally:
        server.shutdown()
        thread.join()
