"""Which known files still stand, told alike by this process and by one that helps it."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from generator.publish import standing_files
from generator.publish.freshness import head_of, mac
from generator.publish.standing_files import ROW, Place, StandingFiles
from tests.publish.begun_processes import begun_by
from tests.publish.test_freshness import NOW


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[int]:
    """Give an open folder of twenty files."""
    for number in range(20):
        (tmp_path / f"{_id(number).hex()}.bin").write_bytes(bytes([number]))
    handle = os.open(tmp_path, os.O_RDONLY | os.O_DIRECTORY)
    yield handle
    os.close(handle)


def _id(number: int) -> bytes:
    return number.to_bytes(16, "big")


def _rows(folder: Path) -> bytes:
    found = []
    for number in range(20):
        there = (folder / f"{_id(number).hex()}.bin").stat()
        key, digest = bytes([number]) * 32, bytes([number + 1]) * 32
        proof = (there.st_ino, there.st_ctime_ns, there.st_size)
        found.append(ROW.pack(_id(number)[-4:] * 5, _id(number), key, digest, *proof))
    return b"".join(found)


def _place(folder: int) -> Place:
    mode = os.stat(f"{_id(0).hex()}.bin", dir_fd=folder).st_mode
    return Place(folder, mode)


def test_a_file_that_lost_what_was_written_to_it_does_not_stand(folder: int, tmp_path: Path) -> None:
    """As a disk leaves it that lost power: the dates it was known by, and nothing in it."""
    rows = [*ROW.iter_unpack(_rows(tmp_path))]
    longer = b"".join(ROW.pack(*row[:-1], row[-1] + (number == 3)) for number, row in enumerate(rows))
    with StandingFiles(_place(folder), longer, helps=False) as looked:
        assert looked.stands == b"\1\1\1\0" + b"\1" * 16


@pytest.mark.parametrize("helps", [False, True], ids=["here", "helped"])
def test_each_file_is_looked_at_and_dated(
    folder: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, helps: bool
) -> None:
    """Gone, changed, another file by the name, and under another mode are told apart from what stands."""
    monkeypatch.setattr(standing_files, "AT_ONCE", 3)
    rows = _rows(tmp_path)
    paths = [tmp_path / f"{_id(number).hex()}.bin" for number in range(20)]
    time.sleep(0.02)  # a tick of the disk's clock
    paths[2].unlink()
    paths[5].write_bytes(b"changed")
    paths[7].with_suffix(".new").write_bytes(paths[7].read_bytes())
    paths[7].with_suffix(".new").replace(paths[7])
    paths[19].chmod(0o600)
    with StandingFiles(_place(folder), rows, helps=helps) as standing:
        standing.date(head_of(NOW))
        stands, macs = standing.stands, standing.macs
    assert [number for number in range(20) if not stands[number]] == [2, 5, 7, 19]
    made = [mac(bytes([n]) * 32, _id(n), bytes([n + 1]) * 32, head_of(NOW)) for n in range(20)]
    assert macs == b"".join(made)


def _helper() -> int:
    """Return the one there is, once the system tells its words."""
    while not (found := begun_by(os.getpid(), "standing_files")):
        time.sleep(0.01)
    (helper,) = found
    return helper


@pytest.mark.parametrize("fault", [signal.SIGKILL, signal.SIGSTOP], ids=["killed", "asleep"])
def test_a_helper_that_is_no_more_is_done_without(
    folder: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fault: signal.Signals
) -> None:
    """For want of memory a machine ends it: all that it did not come to is looked at here, and none of it is left."""
    monkeypatch.setattr(standing_files, "AT_ONCE", 1)
    rows = _rows(tmp_path)
    began = standing_files.Helper.__init__

    def stopped(self: standing_files.Helper, *words: object, **more: object) -> None:
        began(self, *words, **more)  # type: ignore[arg-type]
        helper = _helper()
        os.kill(helper, fault)

    if fault is signal.SIGSTOP:
        # It goes on when all but the first was looked at here.
        looked = _going_on_after(standing_files._answered, 19)
        monkeypatch.setattr(standing_files, "_answered", looked)
    monkeypatch.setattr(standing_files.Helper, "__init__", stopped)
    with StandingFiles(_place(folder), rows, helps=True) as standing:
        assert standing.stands == bytes([1]) * 20
    assert begun_by(os.getpid(), "standing_files") == []


def _going_on_after(look: Callable[[Place, bytes, bytes], bytes], count: int) -> Callable[[Place, bytes, bytes], bytes]:
    done = []

    def looked(place: Place, head: bytes, rows: bytes) -> bytes:
        done.append(rows)
        if len(done) == count:
            helper = _helper()
            os.kill(helper, signal.SIGCONT)
        return look(place, head, rows)

    return looked


def test_who_interrupts_a_run_interrupts_none_of_its_helpers(folder: int, tmp_path: Path) -> None:
    """A terminal sends Ctrl-C to the group of the run, and a helper is in one of its own from its first moment."""
    with StandingFiles(_place(folder), _rows(tmp_path), helps=True):
        assert os.getpgid(_helper()) != os.getpgid(0)


def test_a_helper_sees_neither_secret_nor_environment(
    folder: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What dates files reaches it by its pipe alone."""
    monkeypatch.setenv("DEMORAS_SECRET", "5a" * 32)
    with StandingFiles(_place(folder), _rows(tmp_path), helps=True) as standing:
        helper = _helper()
        for name in ("environ", "cmdline"):
            assert b"5a5a" not in Path(f"/proc/{helper}/{name}").read_bytes()
        standing.date(head_of(NOW))
        assert len(standing.macs) == 20 * 16
