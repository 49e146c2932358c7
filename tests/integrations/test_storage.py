"""Copied to storage by rclone, a publication is never met half, costs what changed, and may be killed at any moment."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from generator.publish.heartbeat import heartbeat_file, heartbeat_for, parse_heartbeat
from tests.doubles.object_storage import BUCKET, ObjectStorage, object_storage
from tests.sample_company import REPOSITORY

SCRIPT = REPOSITORY / "integrations" / "storage" / "publish.sh"
BEAT, LEDGER = "pedido/latido.json", "pedido/ledger.bin"
NAMES = ("assets/sitio.js", "assets/javascripts/bundle.0123abcd.min.js", "pedido/pedido.js", "pedido/index.html")
NAMES += ("index.html", "demoras/una/index.html", "pedido/revisiones.json", "_headers")


def generation(folder: Path, number: int) -> dict[str, bytes]:
    """Write a small site of a run into a folder, and return its files; orders come and go from run to run."""
    ledger = f"ledger {number}".encode()
    read_at = datetime(2026, 11, 28, 12, tzinfo=UTC) + timedelta(minutes=number)
    files = {name: f"{name} {number}".encode() for name in NAMES}
    files |= {"calendario.ics": b"always the same", "con espacio y ñ.txt": b"always the same"}
    for order in range(number, number + 20):
        # One in three changes.
        files[f"pedido/d/{order:032x}.bin"] = f"{order} {number if order % 3 == 0 else 0}".encode()
    files |= {f"pedido/f/{shard:02x}.bin": f"{shard} {number}".encode() for shard in range(5)}
    files |= {LEDGER: ledger, BEAT: heartbeat_file(heartbeat_for(read_at, 30, ledger))}
    if folder.exists():
        shutil.rmtree(folder)
    for name, data in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
    return files


@pytest.fixture
def storage() -> Iterator[ObjectStorage]:
    with object_storage() as served:
        yield served


def copying(site: Path, storage: ObjectStorage) -> subprocess.Popen[str]:
    """Start the copy; what its network does wrong is not tried again."""
    once = {"RCLONE_RETRIES": "1", "RCLONE_LOW_LEVEL_RETRIES": "1", "RCLONE_CONFIG": os.devnull}
    environ = {"PATH": os.environ["PATH"], "HOME": str(site.parent), **once, **storage.environ}
    words = [str(SCRIPT), str(site), f"demoras:{BUCKET}"]
    return subprocess.Popen(words, env=environ, stderr=subprocess.PIPE, text=True, start_new_session=True)


def copy(site: Path, storage: ObjectStorage) -> list[tuple[str, str]]:
    """Copy a site whole, and return what was done to the storage."""
    storage.done.clear()
    with copying(site, storage) as process:
        _, said = process.communicate(timeout=120)
    assert process.returncode == 0, said
    return list(storage.done)


def test_the_storage_becomes_the_site_and_equal_files_do_not_travel(tmp_path: Path, storage: ObjectStorage) -> None:
    files = generation(tmp_path / "site", 1)
    copy(tmp_path / "site", storage)
    assert storage.objects == files

    # Written anew, with another date and the same bytes.
    generation(tmp_path / "site", 1)
    assert copy(tmp_path / "site", storage) == []

    after = generation(tmp_path / "site", 2)
    done = copy(tmp_path / "site", storage)
    assert storage.objects == after
    changed = {("PUT", name) for name, data in after.items() if files.get(name) != data}
    assert sorted(done) == sorted(changed | {("DELETE", name) for name in files.keys() - after.keys()})


def test_a_reader_meets_the_old_publication_whole_or_the_new_one_whole(tmp_path: Path, storage: ObjectStorage) -> None:
    """Looked at before each step: what the old one needs stays until the new heartbeat is there, then all is new."""
    old = generation(tmp_path / "site", 1)
    copy(tmp_path / "site", storage)
    new = generation(tmp_path / "site", 2)
    taken = []

    def look(verb: str, key: str) -> None:
        with storage.lock:
            now = dict(storage.objects)
        if now[BEAT] == old[BEAT]:
            assert verb == "PUT", key
            assert old.keys() <= now.keys()
        else:
            assert {name: now[name] for name in new} == new
        # What a page or a sealed file says of others is there before it.
        if key.endswith(".html"):
            assert all(now[name] == new[name] for name in new if name.endswith(".js"))
        if key.startswith("pedido/f/"):
            assert all(now[name] == new[name] for name in new if name.startswith("pedido/d/"))
        if parse_heartbeat(now[BEAT]).fits(now[LEDGER]):
            taken.append(now[LEDGER])

    faults: list[str] = []

    def noted(verb: str, key: str) -> None:
        try:
            look(verb, key)
        except AssertionError as error:
            faults.append(f"{verb} {key}: {error}")

    storage.before = noted
    copy(tmp_path / "site", storage)
    assert faults == []
    assert set(taken) == {old[LEDGER], new[LEDGER]}
    assert storage.objects == new


@pytest.mark.parametrize(
    "step",
    [
        "PUT assets/sitio",
        "PUT pedido/pedido",
        "PUT pedido/d/",
        "PUT index",
        "PUT pedido/f/",
        f"PUT {LEDGER}",
        "DELETE ",
    ],
)
def test_killed_at_any_moment_it_is_started_again(tmp_path: Path, storage: ObjectStorage, step: str) -> None:
    """Until its heartbeat is there the old publication is served; the next copy ends what this one began."""
    old = generation(tmp_path / "site", 1)
    copy(tmp_path / "site", storage)
    new = generation(tmp_path / "site", 4)
    storage.done.clear()
    process = copying(tmp_path / "site", storage)

    def kill(verb: str, key: str) -> None:
        if f"{verb} {key}".startswith(step) and process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)

    storage.before = kill
    process.communicate(timeout=120)
    assert process.returncode == -signal.SIGKILL
    begun = dict(storage.objects)
    if begun[BEAT] == old[BEAT]:
        assert old.keys() <= begun.keys()
    else:
        assert new.items() <= begun.items()

    storage.before = lambda *_: None
    copy(tmp_path / "site", storage)
    assert storage.objects == new


def test_only_what_is_called_anew_when_it_changes_is_kept_for_long(tmp_path: Path, storage: ObjectStorage) -> None:
    generation(tmp_path / "site", 1)
    copy(tmp_path / "site", storage)
    kept = {key for key, headers in storage.headers.items() if "immutable" in headers["cache-control"]}

    assert kept == {"assets/javascripts/bundle.0123abcd.min.js"}
    assert {storage.headers[key]["cache-control"] for key in storage.headers.keys() - kept} == {"no-cache"}


def test_the_script_has_no_fault_that_shellcheck_knows() -> None:
    program = Path(sys.executable).with_name("shellcheck")
    ran = subprocess.run([str(program), str(SCRIPT)], check=False, capture_output=True, text=True)
    assert (ran.returncode, ran.stdout) == (0, "")


def test_a_folder_that_is_no_whole_site_is_not_copied(tmp_path: Path, storage: ObjectStorage) -> None:
    generation(tmp_path / "site", 1)
    (tmp_path / "site" / BEAT).unlink()
    with copying(tmp_path / "site", storage) as process:
        _, said = process.communicate(timeout=60)

    assert process.returncode == 2
    assert "no hay un sitio construido entero" in said
    assert storage.done == []
