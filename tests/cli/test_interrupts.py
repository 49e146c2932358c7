"""Whatever a command is at, Ctrl-C ends it with one line and the shell's own code, and nothing is left half done."""

from __future__ import annotations

import shlex
import signal
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from generator.model.catalog import Catalog
from generator.publish.ledger_file import open_ledger
from generator.publish.secret import read_secrets
from tests.cli.calls import END, bare_environ, command_line
from tests.sample_company import REPOSITORY, SAMPLE

Environ = Mapping[str, str]
Ended = subprocess.CompletedProcess[str]
TOLD = (130, "Interrumpido.\n")

# The program, which is sent a signal when, since it began to listen, so many functions were called.
_AT_A_CALL = """
import os, runpy, sys
left, number, *sys.argv[1:] = int(sys.argv[1]), int(sys.argv[2]), *sys.argv[3:]
listens = False

def count(frame, event, _):
    global left, listens
    listens = listens or frame.f_code.co_name == "_listen"
    if event == "call" and listens:
        left -= 1
        if left == 0:
            sys.setprofile(None)
            os.kill(os.getpid(), number)

sys.setprofile(count)
runpy.run_module("generator", run_name="__main__")
"""
# A program of which only the middle is told; Ctrl-C is `interrupt()`.
_PROGRAM = """
import os, signal, sys
from contextlib import contextmanager
from generator.cli.interrupts import InterruptFirst, end_interrupted_or

def interrupt():
    os.kill(os.getpid(), signal.SIGINT)
    for _ in range(1000):
        pass

def work():
    while True:
        pass

def command():
    with InterruptFirst():
        {}
    return 0

sys.exit(end_interrupted_or(command))
"""


def sent_at(calls: int, *argv: str | Path, environ: Environ | None = None, number: int = signal.SIGINT) -> Ended:
    """Run the real program in the sample company's folder, and send it a signal at so many calls."""
    words = [sys.executable, "-c", _AT_A_CALL, str(calls), str(int(number)), *map(str, argv)]
    return ended(words, {**(environ or {}), "PYTHONPATH": str(REPOSITORY)}, SAMPLE)


def told_of(middle: str) -> Ended:
    """Run a program that does this in its middle."""
    lines = middle.strip().replace("\n", "\n        ")
    return ended([sys.executable, "-c", _PROGRAM.format(lines)], {"PYTHONPATH": str(REPOSITORY)}, Path("/"))


def ended(words: list[str], environ: Environ, folder: Path) -> Ended:
    """Let it hear the signals of a shell's foreground, whatever this process was begun to pass over."""
    hearing = ["env", "--default-signal=INT", "--default-signal=HUP", *words]
    return subprocess.run(hearing, cwd=folder, env=bare_environ(environ), capture_output=True, text=True, check=False)


@pytest.mark.parametrize("calls", [10, 300, 4_000, 10_000])
@pytest.mark.parametrize("words", ["--help", "check", "serve --port 0 --site"])
def test_a_command_that_is_interrupted_while_it_gets_ready_says_so(built: Path, words: str, calls: int) -> None:
    """While modules are imported an interrupt could come out as an error of theirs, or be lost."""
    site = [built] if words.endswith("--site") else []

    ran = sent_at(calls, *words.split(), *site)

    assert (ran.returncode, ran.stderr) == TOLD
    assert ran.stdout == ""


@pytest.mark.parametrize("calls", [60_000, 130_000, 250_000, 400_000, 550_000])
def test_a_check_that_is_interrupted_says_so(calls: int) -> None:
    """It is no fault of the data, also where the data are being compared with what they must be."""
    ran = sent_at(calls, "check", "--now", END.isoformat())

    assert (ran.returncode, ran.stderr) == TOLD
    assert ran.stdout == ""


@pytest.mark.parametrize("calls", [3_000, 30_000, 200_000, 350_000, 500_000])
def test_a_run_that_is_interrupted_leaves_a_whole_ledger_or_none(
    tmp_path: Path, environ: Environ, catalog: Catalog, calls: int
) -> None:
    """One that was being written is written to its end."""
    out = tmp_path / "ledger.bin"

    ran = sent_at(calls, "sync", "--new-ledger", "--out", out, "--now", END.isoformat(), environ=environ)

    assert (ran.returncode, ran.stderr) == TOLD
    assert {path.name for path in tmp_path.iterdir()} <= {out.name}
    if out.exists():
        assert open_ledger(read_secrets(environ), catalog.company.site, out.read_bytes()).orders


@pytest.mark.parametrize("calls", [3_000, 30_000, 200_000, 500_000, 800_000])
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_build_that_is_ended_leaves_nothing_beside(
    tmp_path: Path, keys: Environ, first_ledger: Path, calls: int, number: int
) -> None:
    """What systemd and GitHub's runner send ends the process in the end, so that they see that it obeyed."""
    words = ("build", "--ledger", first_ledger, "--out", tmp_path / "site", "--now", END.isoformat())

    ran = sent_at(calls, *words, environ=keys, number=number)

    assert (ran.returncode, ran.stderr) == (TOLD if number == signal.SIGINT else (-signal.SIGTERM, TOLD[1]))
    assert list(tmp_path.iterdir()) == []


def test_a_closed_terminal_ends_a_command_and_one_begun_by_nohup_goes_on() -> None:
    hung_up = sent_at(100_000, "check", "--now", END.isoformat(), number=signal.SIGHUP)
    nohup = f"trap '' HUP; exec {shlex.join(command_line('check')[2:])}"
    script = nohup.replace(" -m generator ", f" -c {shlex.quote(_AT_A_CALL)} 100000 {int(signal.SIGHUP)} ")
    kept_on = ended(["/bin/sh", "-c", script], {"PYTHONPATH": str(REPOSITORY)}, SAMPLE)

    assert (hung_up.returncode, hung_up.stderr) == (-signal.SIGHUP, TOLD[1])
    assert (kept_on.returncode, kept_on.stderr) == (0, "")


@pytest.mark.parametrize("closed", [">&-", "2>&-", ">&- 2>&-"])
def test_an_interrupt_that_nobody_can_be_told_of_still_has_its_code(closed: str) -> None:
    words = [sys.executable, "-c", _AT_A_CALL, "100000", str(int(signal.SIGINT)), "check"]

    ran = ended(["/bin/sh", "-c", f"{shlex.join(words)} {closed}"], {"PYTHONPATH": str(REPOSITORY)}, SAMPLE)

    assert ran.returncode == 130


_IN_A_VALIDATION = """
from pydantic import BeforeValidator, TypeAdapter
from typing import Annotated
TypeAdapter(Annotated[int, BeforeValidator(lambda one: interrupt() or one)]).validate_python(1)
print("validated", flush=True)
"""
_AT_A_VALUE_S_END = """
class Last:
    def __del__(self):
        interrupt()
        print("dropped", flush=True)
Last()
"""
_AT_A_BLOCK_S_END = """
@contextmanager
def folder():
    try:
        yield
    finally:
        interrupt()
        print("removed", flush=True)
with folder():
    interrupt()
"""


@pytest.mark.parametrize(
    ("lines", "done"),
    [(_IN_A_VALIDATION, "validated"), (_AT_A_VALUE_S_END, "dropped"), (_AT_A_BLOCK_S_END, "removed")],
)
def test_an_interrupt_waits_for_what_would_lose_it(lines: str, done: str) -> None:
    """What validates data, what Python calls back at a value's end, and the end of a block."""
    ran = told_of(f"{lines}work()")

    assert (ran.returncode, ran.stderr) == TOLD
    assert ran.stdout == f"{done}\n"


_AT_WORK_WITHOUT_THE_COLLECTOR = """
from generator.model.record import collector_rests
@collector_rests
def long():
    interrupt()
    print("put off", flush=True)
long()
"""


def test_an_interrupt_of_long_work_waits_for_nothing() -> None:
    """Folding and writing orders, where the collector of circles rests: GitHub's runner kills after a few seconds."""
    ran = told_of(_AT_WORK_WITHOUT_THE_COLLECTOR)

    assert (ran.returncode, ran.stderr, ran.stdout) == (*TOLD, "")


def test_what_another_library_makes_of_an_interrupt_is_told_as_one() -> None:
    """Python itself makes a `RuntimeError` of it while a class is built."""
    lines = "class Named:\n    def __set_name__(self, *_):\n        interrupt()\nclass Owner:\n    named = Named()"

    ran = told_of(lines)

    assert (ran.returncode, ran.stderr) == TOLD


def test_an_error_without_an_interrupt_stays_one() -> None:
    ran = told_of("raise RuntimeError('nuestra')")

    assert ran.returncode == 1
    assert ran.stderr.endswith("RuntimeError: nuestra\n")
