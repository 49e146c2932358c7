"""What takes long is told on a terminal, in one line that is taken away again; anything else stays silent."""

from __future__ import annotations

import io
import os
import pty
import subprocess
import threading
from collections.abc import Mapping
from pathlib import Path

import pytest

from generator.cli.progress_line import REWRITE, ProgressLine
from tests.cli.calls import END, bare_environ, command_line
from tests.doubles.acting_server import Write, raw
from tests.doubles.scripted_billing import clock, serving
from tests.no_threads import no_thread_begins
from tests.sample_company import SAMPLE


class Terminal(io.StringIO):
    """A stream that says it is a terminal and tells when something was shown on it."""

    def __init__(self) -> None:
        super().__init__()
        self.shown = threading.Event()

    def isatty(self) -> bool:
        return True

    def flush(self) -> None:
        self.shown.set()


def test_a_step_is_shown_with_its_figures_and_taken_away_at_the_end() -> None:
    """The last thing written leaves the line empty."""
    terminal = Terminal()
    with ProgressLine(terminal, quiet_seconds=0) as progress:
        progress("páginas de pedidos", 40, 240)
        assert terminal.shown.wait(60)

    assert terminal.getvalue() == f"{REWRITE}… páginas de pedidos: 40 de 240{REWRITE}"


def test_each_next_step_rewrites_the_line() -> None:
    """Figures that are not known yet are left out."""
    terminal = Terminal()
    with ProgressLine(terminal, quiet_seconds=0) as progress:
        for step in (("pedidos", 0, None), ("pedidos", 7, None), ("pedidos", 7, 7)):
            terminal.shown.clear()
            progress(*step)
            assert terminal.shown.wait(60)

    assert terminal.getvalue().split(REWRITE) == ["", "… pedidos", "… pedidos: 7", "… pedidos: 7 de 7", ""]


def test_what_ends_sooner_shows_nothing() -> None:
    """Not even the signs that clear a line."""
    terminal = Terminal()
    with ProgressLine(terminal, quiet_seconds=3600) as progress:
        progress("pedidos", 1, 2)

    assert terminal.getvalue() == ""


def test_a_stream_that_is_no_terminal_is_left_alone() -> None:
    """Logs and pipes get answers only; there is not even a thread that could write."""
    stream = io.StringIO()
    with ProgressLine(stream, quiet_seconds=0) as progress:
        progress("pedidos", 1, 2)

    assert progress._thread is None
    assert stream.getvalue() == ""


def test_where_the_system_begins_no_thread_nothing_is_shown() -> None:
    terminal = Terminal()
    with no_thread_begins(), ProgressLine(terminal, quiet_seconds=0) as progress:
        progress("pedidos", 1, 2)

    assert terminal.getvalue() == ""


def test_a_failure_takes_the_line_away_too() -> None:
    """The message that follows begins on a clean line."""
    terminal = Terminal()

    def fail() -> None:
        with ProgressLine(terminal, quiet_seconds=0) as progress:
            progress("pedidos", 0, None)
            assert terminal.shown.wait(60)
            progress("pedidos", 1 // 0, None)

    with pytest.raises(ZeroDivisionError):
        fail()
    assert terminal.getvalue() == f"{REWRITE}… pedidos{REWRITE}"


def test_the_real_program_shows_what_it_waits_for(tmp_path: Path, keys: Mapping[str, str]) -> None:
    """Billing answers only once the line was seen, so that no clock decides this test."""
    seen = threading.Event()

    def once_seen(write: Write, over: threading.Event) -> None:
        seen.wait(60)
        page(write, over)

    page = raw(b"<html>")
    with serving(
        lambda form: clock("2026-11-23 12:00:00") if form["action"] == "GetAutomationLog" else once_seen
    ) as billing:
        environ = bare_environ({**keys, "DEMORAS_WHMCS_URL": billing.url})
        argv = command_line("sync", "--new-ledger", "--out", tmp_path / "l", "--now", END.isoformat())
        code, text = on_a_terminal(argv, environ, "… pedidos", seen)

    assert code == 3
    assert seen.is_set()
    shown, _, message = text.rpartition(REWRITE)
    # On a slow machine the steps before it may show as well.
    assert shown.endswith(f"{REWRITE}… pedidos")
    assert message.startswith("demoras: Facturación (GetOrders): ")


def on_a_terminal(argv: list[str], environ: Mapping[str, str], awaited: str, seen: threading.Event) -> tuple[int, str]:
    """Run a program on a terminal, tell when a text shows there; return how it ended and all it wrote."""
    ours, its = pty.openpty()
    process = subprocess.Popen(argv, cwd=SAMPLE, env=dict(environ), stdout=subprocess.DEVNULL, stderr=its)
    os.close(its)
    text = b""
    try:
        while True:
            text += os.read(ours, 65536)
            if awaited.encode() in text:
                seen.set()
    except OSError:
        # How Linux says that the other end of a terminal is closed.
        seen.set()
    os.close(ours)
    return process.wait(), text.decode()
