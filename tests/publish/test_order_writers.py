"""Several processes that make one folder of orders: the same files and faults as of one, and none that stays behind."""

from __future__ import annotations

import json
import os
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from generator.errors import PublishError
from generator.model.base import OrderId
from generator.model.views import OrderView
from generator.publish import helper_process, order_files, order_writers
from generator.publish.derived_names import token
from generator.publish.order_files import WrittenOrders, seal_order, write_orders
from generator.publish.seal import open_view, seal_view
from generator.publish.secret import Secret, Secrets
from tests.moved_clock import unmoved
from tests.publish.begun_processes import begun_by
from tests.publish.test_unchanged_orders import inodes

ROOT = Path(__file__).resolve().parents[2]
Tell = Callable[[str, int, int | None], None]


@pytest.fixture(autouse=True)
def _small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(order_files, "BATCH", 4)


@pytest.fixture
def views(view: OrderView) -> list[OrderView]:
    """Give thirty orders, enough for several batches of each writer."""
    return [view.model_copy(update={"order_id": OrderId(str(n)), "order": f"55{n}"}) for n in range(1, 31)]


def _written(
    folder: Path,
    views: list[OrderView],
    secrets: Secrets,
    before: Path | None = None,
    tell: Tell | None = None,
    writers: int = 2,
) -> WrittenOrders:
    return write_orders(
        folder,
        secrets=secrets,
        site="prod",
        revocations={},
        views=views,
        before=before,
        progress=tell,
        writers=writers,
    )


def _files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in (folder / "pedido" / "d").iterdir()}


def test_two_processes_write_link_and_refuse_what_one_does(
    views: list[OrderView], rotating: Secrets, tmp_path: Path
) -> None:
    """An order too large, one that changed and two links each, in the middle of a rotation."""
    huge = views[3].model_copy(update={"order": "5" * 70_000})
    for name, writers in (("one", 0), ("two", 2)):
        first = _written(tmp_path / name, [*views[:3], huge, *views[4:]], rotating, writers=writers)
        changed = [*views[:7], views[7].model_copy(update={"tickets": ()}), *views[8:]]
        second = _written(tmp_path / f"{name}-again", changed, rotating, tmp_path / name, writers=writers)
        assert (first.files, len(first.refused), second.files) == (58, 1, 60)
    assert _files(tmp_path / "one") == _files(tmp_path / "two")
    assert _files(tmp_path / "one-again") == _files(tmp_path / "two-again")
    before, after = inodes(tmp_path / "two"), inodes(tmp_path / "two-again")
    assert sum(before.get(name) == inode for name, inode in after.items()) == 56
    assert begun_by(os.getpid(), "order_writers") == []


def _told(written: WrittenOrders) -> list[tuple[bytes, bytes, bytes]]:
    """Return what is told of each file but which of the disk's it is."""
    return sorted((file.id, file.fresh_key, file.digest) for file in written.published)


def test_what_is_told_of_the_files_and_of_progress_is_the_same(
    views: list[OrderView], secrets: Secrets, tmp_path: Path
) -> None:
    """Whoever dates them cannot tell who wrote them; progress comes by batches, and tells when all are written."""
    told: list[int] = []
    one = _written(tmp_path / "one", views, secrets, writers=0)
    two = _written(tmp_path / "two", views, secrets, tell=lambda _what, done, _total: told.append(done))
    assert _told(one) == _told(two)
    assert told == [*range(4, 30, 4), 30] * 2


def _spoilt(path: Path, _: bytes) -> None:
    path.write_bytes(path.read_bytes()[:-1] + b"\0")


def _of_another_view(path: Path, other: bytes) -> None:
    path.write_bytes(other)


def _gone(path: Path, _: bytes) -> None:
    path.unlink()


@pytest.mark.parametrize(
    ("spoil", "words"),
    [(_spoilt, "no se puede abrir"), (_of_another_view, "no corresponde a su pedido"), (_gone, "No se pudieron")],
)
def test_a_file_that_another_process_wrote_is_read_back_all_the_same(
    views: list[OrderView], secrets: Secrets, tmp_path: Path, spoil: Callable[[Path, bytes], None], words: str
) -> None:
    """Each fault is told in the words of one process, and ends all of them."""
    other = seal_order(secrets.current, "prod", 0, views[20].model_copy(update={"tickets": ()}))

    def once_written(_what: str, done: int, _total: int | None) -> None:
        if done == len(views):
            spoil(tmp_path / "pedido" / "d" / other.name, other.data)

    with pytest.raises(PublishError, match=words):
        _written(tmp_path, views, secrets, tell=once_written)
    assert begun_by(os.getpid(), "order_writers") == []


def test_a_disk_that_takes_no_more_is_told_as_the_system_tells_it(
    views: list[OrderView], secrets: Secrets, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Here a limit of the writers' own cuts files short, from when each of the two has written some."""
    monkeypatch.setattr(order_writers, "AHEAD", 1)

    def no_more(_what: str, done: int, _total: int | None) -> None:
        if done == 2 * order_files.BATCH:
            for writer in begun_by(os.getpid(), "order_writers"):
                resource.prlimit(writer, resource.RLIMIT_FSIZE, (10, 10))

    with pytest.raises(PublishError, match=r"páginas de pedidos en \S+ \(no queda espacio en el disco\)"):
        _written(tmp_path, views, secrets, tell=no_more)
    assert begun_by(os.getpid(), "order_writers") == []


def test_a_writer_that_is_killed_stops_the_publication(
    views: list[OrderView], secrets: Secrets, tmp_path: Path
) -> None:
    """As a machine without memory does it."""

    def once_written(_what: str, done: int, _total: int | None) -> None:
        if done == len(views):
            os.kill(begun_by(os.getpid(), "order_writers")[0], signal.SIGKILL)

    with pytest.raises(PublishError, match="se detuvo antes de terminar"):
        _written(tmp_path, views, secrets, tell=once_written)
    assert begun_by(os.getpid(), "order_writers") == []


def test_a_writer_that_is_stopped_stops_the_publication(
    views: list[OrderView], secrets: Secrets, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It stays stopped until somebody lets it go on; what it left half done nobody else knows."""
    monkeypatch.setattr(helper_process, "STILL_SECONDS", 1)

    def once_written(_what: str, done: int, _total: int | None) -> None:
        if done == len(views):
            os.kill(begun_by(os.getpid(), "order_writers")[0], signal.SIGSTOP)

    with pytest.raises(PublishError, match="no avanza desde hace 1 segundos"):
        _written(tmp_path, views, secrets, tell=once_written)
    assert begun_by(os.getpid(), "order_writers") == []


# Publishes generation after generation of thirty orders over a folder; in each, half of the orders change.
_ENDLESS = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from generator.model.base import OrderId
from generator.model.views import OrderView
from generator.publish import order_files, order_folder
from generator.publish.order_files import write_orders
from generator.publish.secret import Secret, Secrets
from generator.publish.known_files import KnownFiles, note_known_files, noted_rows
from generator.publish.staging import staging
from generator.publish.swap import swap_into_place
from tests.publish.test_known_files import Unmade
order_files.BATCH = order_files.MANY = 4
order_folder.settled_after = lambda _: 0
target, secrets, at = Path(sys.argv[1]), Secrets(Secret(bytes(range(32)))), datetime(2026, 11, 20, tzinfo=UTC)
for n in range(1, 100000):
    views = [
        OrderView(order_id=OrderId(str(k)), order=str(k % 2 and n), changed_at=at, items=()) for k in range(1, 31)
    ]
    note = target.with_name("note")
    with staging(target) as new:
        written = write_orders(
            new,
            secrets=secrets,
            site="prod",
            revocations={},
            views=Unmade(views),
            before=target,
            known=KnownFiles(secrets, "prod", b"", noted_rows(note, secrets, "prod")),
            writers=2,
        )
        note_known_files(note, secrets, "prod", written.published.rows)
        swap_into_place(new, target, linked=written.linked, many=4)
    sys.stdout.write(f"{n}\\n")
    sys.stdout.flush()
"""


@pytest.mark.parametrize("milliseconds", [0, 40, 80, 120, 160])
def test_a_run_that_is_killed_leaves_a_whole_generation_and_stops_no_other(
    current: Secret, tmp_path: Path, milliseconds: int
) -> None:
    """Killed while its writers are at work, or at whatever else; the next run finds the folder free."""
    target, numbers = tmp_path / "site", []
    for _ in range(2):
        environ = {**os.environ, "PYTHONPATH": str(ROOT)}
        command = [sys.executable, "-c", _ENDLESS, str(target)]
        with subprocess.Popen(command, cwd="/", env=environ, stdout=subprocess.PIPE, text=True) as process:
            assert process.stdout is not None
            assert process.stdout.readline() == "1\n"
            time.sleep(milliseconds / 1000)
            process.kill()
    for order in range(1, 31):
        key = token(current, "prod", str(order), 0)
        data = (target / "pedido" / "d" / seal_view(key, b"{}").name).read_bytes()
        numbers.append(json.loads(open_view(key, data))["order"])
    assert len(list((target / "pedido" / "d").iterdir())) == 30
    assert set(numbers[1::2]) == {"0"}
    assert len(set(numbers[0::2])) == 1


_RUN = """
import os, sys, time
from pathlib import Path
from generator.publish.order_folder import Handles
from generator.publish.order_writers import OrderWriters
place = Path(sys.argv[1])
with OrderWriters(Handles(os.open(place, os.O_RDONLY)), 2) as writers:
    assert list(writers.written([[([bytes(20)], b"{}")], [([bytes(range(20))], b"{}")]])) == [None, None]
    sys.stdout.write("ready\\n")
    sys.stdout.flush()
    time.sleep(60)
"""


@pytest.fixture
def run(tmp_path: Path) -> Iterator[subprocess.Popen[str]]:
    """Give a run in the middle of its work, with two writers."""
    environ = {**unmoved(), "PYTHONPATH": str(ROOT), "DEMORAS_SECRET": "5a" * 32}
    command = [sys.executable, "-c", _RUN, str(tmp_path)]
    with subprocess.Popen(command, cwd="/", env=environ, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        yield process
        process.kill()


def test_no_writer_sees_the_secret(run: subprocess.Popen[str]) -> None:
    """Neither in its environment nor among its words, which all of a machine's users can read."""
    found = begun_by(run.pid, "order_writers")
    assert len(found) == 2
    for writer in found:
        for name in ("environ", "cmdline"):
            assert b"5a5a" not in Path(f"/proc/{writer}/{name}").read_bytes()


def test_writers_end_with_a_run_that_is_killed(run: subprocess.Popen[str]) -> None:
    """They hold nothing of it open, so that the next one finds nobody at work."""
    found = begun_by(run.pid, "order_writers")
    run.kill()
    run.wait()
    for _ in range(500):
        if not any(Path(f"/proc/{writer}/environ").exists() and _runs(writer) for writer in found):
            return
        time.sleep(0.02)
    pytest.fail("a writer outlived its run")


def _runs(process: int) -> bool:
    try:
        return b"order_writers" in Path(f"/proc/{process}/cmdline").read_bytes()
    except OSError:
        return False
