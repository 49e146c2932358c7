"""Processes that answer a run: what reaches it is whole or nothing, and none of them is needed."""

from __future__ import annotations

import io
import os
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from generator.model.views import OrderView
from generator.publish import helper_process, order_files, standing_files
from generator.publish.freshness import shards
from generator.publish.known_files import KnownFiles, note_known_files, noted_rows
from generator.publish.order_files import write_orders
from generator.publish.secret import Secrets
from tests.moved_clock import unmoved
from tests.publish.begun_processes import begun_by
from tests.publish.test_freshness import NOW
from tests.publish.test_known_files import Unmade
from tests.sample_company import REPOSITORY

MESSAGE = b"\0\0\0\5hello"


@pytest.mark.parametrize("kept", range(len(MESSAGE)))
def test_a_message_that_was_cut_short_is_none(kept: int) -> None:
    """Whoever wrote it was killed in the midst of it: taken for a whole one, it would date files by others' macs."""
    with pytest.raises(EOFError):
        helper_process._received(io.BytesIO(MESSAGE[:kept]))
    assert helper_process._received(io.BytesIO(MESSAGE)) == b"hello"


@contextmanager
def _few_descriptors(free: int) -> Iterator[None]:
    """Let this process open no more than so many files at once."""
    before = resource.getrlimit(resource.RLIMIT_NOFILE)
    taken = [os.dup(0)]
    try:
        resource.setrlimit(resource.RLIMIT_NOFILE, (taken[0] + 200, before[1]))
        while True:
            try:
                taken.append(os.dup(0))
            except OSError:
                break
        for handle in taken[-free:]:
            os.close(handle)
        del taken[-free:]
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, before)
        for handle in taken:
            os.close(handle)


def test_a_run_that_can_begin_no_process_does_all_itself(
    view: OrderView, secrets: Secrets, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Writing, and looking what stands: with four files open at once, where each process takes more."""
    monkeypatch.setattr(order_files, "BATCH", 4)
    monkeypatch.setattr(order_files, "MANY", 4)
    views = Unmade([view.model_copy(update={"order_id": str(n), "order": f"55{n}"}) for n in range(1, 31)])
    note = tmp_path / "note"
    for folder, before in (("one", None), ("two", "one")):
        with _few_descriptors(5):
            written = write_orders(
                tmp_path / folder,
                secrets=secrets,
                site="prod",
                revocations={},
                views=views,
                before=tmp_path / before if before else None,
                known=KnownFiles(secrets, "prod", b"", noted_rows(note, secrets, "prod")),
                synced_at=NOW,
                writers=2,
            )
        note_known_files(note, secrets, "prod", written.published.rows)
        assert (written.files, len(list((tmp_path / folder / "pedido" / "d").iterdir()))) == (30, 30)
        assert shards(written.published, NOW) == shards(list(written.published), NOW)


_RUN = """
import os, sys
from generator.publish.standing_files import ROW, Place, StandingFiles
rows = b"".join(ROW.pack(bytes(20), n.to_bytes(16, "big"), bytes(32), bytes(32), 0, 0, 0) for n in range(40_000))
with StandingFiles(Place(os.open(sys.argv[1], os.O_RDONLY), 0), rows, helps=True) as standing:
    sys.stdout.write("ready\\n")
    sys.stdout.flush()
    sys.stdin.read()
"""


@pytest.mark.parametrize("milliseconds", [0, 50, 100, 200])
def test_helpers_of_a_run_that_is_killed_end_without_a_word(tmp_path: Path, milliseconds: int) -> None:
    """Whatever they were at: reading, looking or answering."""
    environ = {**unmoved(), "PYTHONPATH": str(REPOSITORY)}
    pipe = subprocess.PIPE
    command = [sys.executable, "-c", _RUN, str(tmp_path)]
    with subprocess.Popen(command, env=environ, stdin=pipe, stdout=pipe, stderr=pipe, cwd="/") as run:
        assert run.stdout is not None
        assert run.stdout.readline() == b"ready\n"
        time.sleep(milliseconds / 1000)
        run.kill()
        # Its end comes when all that hold it have ended.
        assert run.stderr is not None
        assert run.stderr.read() == b""


def test_a_long_answer_of_a_helper_that_is_killed_is_made_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is longer than what a pipe holds, and nobody reads it before the helper is killed."""
    row = standing_files.ROW.pack(bytes(20), bytes(16), bytes(32), bytes(32), 0, 0, 0)
    place = standing_files.Place(os.open(tmp_path, os.O_RDONLY), 0)
    received = helper_process._received
    begun: list[standing_files.StandingFiles] = []

    def late(pipe: io.BytesIO) -> bytes:
        while not (begun and begun[0]._helper and _has_begun(pipe)):
            time.sleep(0.01)
        begun[0]._helper._process.kill()
        begun[0]._helper._process.wait()
        return received(pipe)

    monkeypatch.setattr(helper_process, "_received", late)
    with standing_files.StandingFiles(place, row * standing_files.AT_ONCE, helps=True) as standing:
        begun.append(standing)
        assert standing.stands == standing_files.StandingFiles(place, row * standing_files.AT_ONCE, helps=False).stands
    os.close(place.folder)


def test_what_a_stopped_helper_does_not_answer_is_made_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever stopped it may never let it go on; the run waits for a while, and leaves it not behind."""
    monkeypatch.setattr(helper_process, "STILL_SECONDS", 1)
    rows = standing_files.ROW.pack(bytes(20), bytes(16), bytes(32), bytes(32), 0, 0, 0) * 3 * standing_files.AT_ONCE
    place = standing_files.Place(os.open(tmp_path, os.O_RDONLY), 0)
    with standing_files.StandingFiles(place, rows, helps=True) as standing:
        (helper,) = begun_by(os.getpid(), "standing_files")
        os.kill(helper, signal.SIGSTOP)
        assert standing.stands == standing_files.StandingFiles(place, rows, helps=False).stands
    assert begun_by(os.getpid(), "standing_files") == []
    os.close(place.folder)


_IN_CIRCLES, _WAITING = "while True: pass", "import signal; signal.pause()"


@pytest.mark.parametrize(("does", "told"), [(_IN_CIRCLES, "no terminó en"), (_WAITING, "no avanza desde hace 1 s")])
def test_a_process_that_works_is_waited_for_longer_than_one_that_does_not(
    does: str, told: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """But neither for ever."""
    monkeypatch.setattr(helper_process, "STILL_SECONDS", 1)
    monkeypatch.setattr(helper_process, "LONGEST_SECONDS", 5)

    def ended(seconds: float) -> int:
        try:
            return process.wait(seconds)
        except subprocess.TimeoutExpired:
            raise TimeoutError from None

    with subprocess.Popen([sys.executable, "-c", does], env=unmoved()) as process:
        with pytest.raises(helper_process.StuckError, match=told):
            helper_process.awaited(ended, process.pid)
        process.kill()


def _has_begun(pipe: io.BytesIO) -> bool:
    """Tell whether an answer has begun, by what the pipe's buffer gets to see of it."""
    return bool(pipe.peek(1))  # type: ignore[attr-defined]
