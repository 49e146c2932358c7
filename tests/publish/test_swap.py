"""Replacing a site's folder: wholly old or wholly new whatever happens, and never anybody else's folder."""

from __future__ import annotations

import errno
import fcntl
import os
import signal
import subprocess
import sys
from contextlib import ExitStack, nullcontext
from pathlib import Path

import pytest

from generator.errors import PublishError
from generator.publish.atomic import sync_disk
from generator.publish.rename_exchange import exchange_folders
from generator.publish.site_folder import MARKER, beside, told
from generator.publish.staging import heal, staging
from generator.publish.swap import Linked, swap_into_place
from tests.sample_company import SAMPLE

FILES = [f"page-{n}.html" for n in range(20)]

# Publishes generation after generation over the folder it is given, telling each one that is in place.
ENDLESS = """
import sys
from pathlib import Path
from generator.publish.staging import staging
from generator.publish.swap import swap_into_place
target = Path(sys.argv[1])
for n in range(1, 100000):
    with staging(target) as new:
        for k in range(20):
            (new / f"page-{k}.html").write_text(f"generation {n}")
        swap_into_place(new, target, **({"exchange": lambda a, b: False} if sys.argv[2] == "renames" else {}))
    sys.stdout.write(f"{n}\\n")
    sys.stdout.flush()
"""

# Publishes one generation by two renames and is killed after the first.
KILLED_BETWEEN = """
import os, signal, sys
from pathlib import Path
from generator.publish.staging import staging
from generator.publish.swap import swap_into_place
def rename(old, new):
    os.rename(old, new)
    os.kill(os.getpid(), signal.SIGKILL)
target = Path(sys.argv[1])
with staging(target) as new:
    (new / "page-0.html").write_text("generation 2")
    swap_into_place(new, target, exchange=lambda a, b: False, rename=rename)
"""

# Publishes one generation by two renames, and waits after one of them for a word.
WAITS = """
import os, sys
from pathlib import Path
from generator.publish.staging import staging
from generator.publish.swap import swap_into_place
target, waits_after, done = Path(sys.argv[1]), int(sys.argv[2]), []
def rename(old, new):
    os.rename(old, new)
    done.append(old)
    if len(done) == waits_after:
        sys.stdout.write("waits\\n")
        sys.stdout.flush()
        sys.stdin.readline()
with staging(target) as new:
    for k in range(20):
        (new / f"page-{k}.html").write_text("two")
    swap_into_place(new, target, exchange=lambda a, b: False, rename=rename)
"""


def _cannot(_one: Path, _other: Path) -> bool:
    return False


def _publish(target: Path, text: str, **how: object) -> None:
    with staging(target) as new:
        for name in FILES:
            (new / name).write_text(text)
        swap_into_place(new, target, **how)  # type: ignore[arg-type]


def _build_half(target: Path) -> None:
    with staging(target) as new:
        (new / FILES[0]).write_text("half a site")
        raise KeyboardInterrupt


def _generation(target: Path) -> str:
    (text,) = {(target / name).read_text() for name in FILES}
    return text


def _litter(target: Path) -> list[str]:
    return sorted(path.name for path in target.parent.iterdir() if path != target)


@pytest.fixture
def target(tmp_path: Path) -> Path:
    """Where the site goes; nothing is there yet."""
    return tmp_path / "site"


HOWS = pytest.mark.parametrize("how", [{}, {"exchange": _cannot}], ids=["exchange", "two renames"])


@HOWS
def test_the_folder_becomes_the_new_generation_and_nothing_is_left_beside_it(
    target: Path, how: dict[str, object]
) -> None:
    """First where there was none, then over the old one; what the new one lacks is gone."""
    _publish(target, "one", **how)
    (target / "dropped.html").write_text("old page")
    _publish(target, "two", **how)
    assert _generation(target) == "two"
    assert sorted(path.name for path in target.iterdir()) == sorted([MARKER, *FILES])
    assert _litter(target) == []


def test_a_folder_whose_files_are_linked_already_is_left_as_it_was_made(target: Path) -> None:
    """Looking at each of a hundred thousand once more takes as long as linking them; those beside it are linked."""
    inodes = []
    for _ in range(2):
        with staging(target) as new:
            (new / "d").mkdir()
            for name in ("d/same", "same"):
                (new / name).write_text("as ever")
            swap_into_place(new, target, linked=Linked("d", names=["same"], made=()))
        inodes.append([(target / name).stat().st_ino for name in ("d/same", "same")])
    (made, beside), (made_again, beside_again) = inodes
    assert (made == made_again, beside == beside_again) == (False, True)


def test_the_new_generation_is_durable_before_it_takes_the_old_one_s_place(target: Path) -> None:
    """A power cut keeps names before what is in their files; where nothing is replaced, nothing can be lost."""
    done: list[str] = []

    def synced(folder: Path) -> None:
        sync_disk(folder)
        done.append(f"{folder.name} with {len(list(folder.iterdir()))} is durable")

    def exchanged(one: Path, other: Path) -> bool:
        done.append("exchanged")
        return exchange_folders(one, other)

    _publish(target, "one", sync=synced, exchange=exchanged)
    assert done == []
    _publish(target, "two", sync=synced, exchange=exchanged)
    assert done == [f".site.demoras-new with {len(FILES) + 1} is durable", "exchanged"]


def test_a_disk_that_cannot_keep_the_new_generation_leaves_the_old_site(target: Path) -> None:
    """Such as a full one of which nobody knew, or a spoilt one."""

    def fails(folder: Path) -> None:
        raise OSError(errno.EIO, os.strerror(errno.EIO), str(folder))

    _publish(target, "one")
    with pytest.raises(PublishError, match="error del disco"):
        _publish(target, "two", sync=fails)
    assert (_generation(target), _litter(target)) == ("one", [])


def test_this_system_exchanges_two_folders_in_one_step(tmp_path: Path) -> None:
    """The tests run where `renameat2` works, so that the path used in earnest is the one tested."""
    (tmp_path / "a" / "x").mkdir(parents=True)
    (tmp_path / "b" / "y").mkdir(parents=True)
    assert exchange_folders(tmp_path / "a", tmp_path / "b")
    assert [path.name for path in (tmp_path / "a").iterdir()] == ["y"]
    with pytest.raises(FileNotFoundError):
        exchange_folders(tmp_path / "a", tmp_path / "none")


@HOWS
def test_an_unchanged_file_stays_the_same_file_and_a_changed_one_does_not(target: Path, how: dict[str, object]) -> None:
    """Web servers then say "not modified", and copies by date copy little."""
    _publish(target, "one", **how)
    before = {name: (target / name).stat() for name in FILES}
    with staging(target) as new:
        for name in FILES:
            (new / name).write_text("one" if name != FILES[0] else "two")
        swap_into_place(new, target, **how)  # type: ignore[arg-type]
    after = {name: (target / name).stat() for name in FILES}
    same = {name for name in FILES if after[name].st_ino == before[name].st_ino}
    assert same == set(FILES[1:])
    assert all(after[name].st_mtime_ns == before[name].st_mtime_ns and after[name].st_nlink == 1 for name in same)


def test_no_name_of_its_own_stays_in_the_new_generation(target: Path) -> None:
    """A rename between two names of one file does nothing, and says nothing of it."""
    _publish(target, "one")
    with staging(target) as new:
        for name in FILES:
            os.link(target / name, new / name)
        swap_into_place(new, target)
    assert sorted(path.name for path in target.iterdir() if path.name[0] != ".") == sorted(FILES)


def test_a_file_whose_mode_changed_is_not_linked_to_the_old_one(target: Path) -> None:
    """The old mode would come back with it."""
    _publish(target, "one")
    (target / FILES[0]).chmod(0o600)
    _publish(target, "one")
    assert (target / FILES[0]).stat().st_mode & 0o777 != 0o600


@HOWS
def test_a_site_that_its_owner_may_not_write_in_is_replaced_all_the_same(
    tmp_path: Path, how: dict[str, object]
) -> None:
    """What it takes is its parent's permission: what was replaced goes, and the mode stays."""
    script = f"""
from pathlib import Path
from tests.publish.test_swap import _cannot, _generation, _litter, _publish
target, how = Path({str(tmp_path / "site")!r}), {{"exchange": _cannot}} if {bool(how)} else {{}}
_publish(target, "one", **how)
inner = target / "pedido" / "d"
inner.mkdir(parents=True)
(inner / "file").touch()
for folder in (inner, inner.parent, target):
    folder.chmod(0o555)
try:
    (target / "new").touch()
except PermissionError:
    pass
else:
    raise AssertionError("whoever runs this may write anywhere")
for text in ("two", "three"):
    _publish(target, text, **how)
    assert (_generation(target), _litter(target), target.stat().st_mode & 0o777) == (text, [], 0o555)
"""
    # Root without what makes it more than an owner.
    as_owner = ["setpriv", "--bounding-set=-all", "--inh-caps=-all"] if os.getuid() == 0 else []
    command = [*as_owner, sys.executable, "-c", script]
    ran = subprocess.run(command, cwd=Path(__file__).resolve().parents[2], capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr


def test_a_failure_while_building_leaves_the_old_site_and_no_litter(target: Path) -> None:
    """Whatever the failure."""
    _publish(target, "one")
    with pytest.raises(KeyboardInterrupt):
        _build_half(target)
    assert _generation(target) == "one"
    assert _litter(target) == []


def test_a_failure_before_the_first_publication_leaves_nothing_at_all(target: Path) -> None:
    """Not even an empty folder."""
    with pytest.raises(RuntimeError), staging(target):
        raise RuntimeError
    assert not target.exists()
    assert _litter(target) == []


def test_a_second_rename_that_fails_brings_the_old_site_back(target: Path) -> None:
    """The error is told in Spanish and the next publication works."""
    _publish(target, "one")
    calls: list[Path] = []

    def full(old: Path, new: Path) -> None:
        calls.append(old)
        if len(calls) == 2:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        old.rename(new)

    with pytest.raises(PublishError, match="No se pudo escribir en"):
        _publish(target, "two", exchange=_cannot, rename=full)
    assert _generation(target) == "one"
    assert _litter(target) == []
    _publish(target, "three")
    assert _generation(target) == "three"


def test_an_exchange_that_the_system_refuses_leaves_the_old_site(target: Path) -> None:
    """As it does where the folder is a mount point."""
    _publish(target, "one")

    def busy(_one: Path, _other: Path) -> bool:
        raise OSError(errno.EBUSY, os.strerror(errno.EBUSY))

    with pytest.raises(PublishError) as caught:
        _publish(target, "two", exchange=busy)
    assert "punto de montaje" in caught.value.remedy
    assert _generation(target) == "one"
    assert _litter(target) == []


def test_a_run_killed_between_the_two_renames_is_healed_at_the_next_start(target: Path) -> None:
    """A real process, really killed: the old site comes back whole, and the leftovers go."""
    _publish(target, "one")
    killed = subprocess.run([sys.executable, "-c", KILLED_BETWEEN, str(target)], cwd=SAMPLE, check=False)
    assert killed.returncode == -signal.SIGKILL
    assert not target.exists()
    assert _litter(target) == [".site.demoras-new", ".site.demoras-old"]
    heal(target)
    assert _generation(target) == "one"
    assert _litter(target) == []


def _waiting(target: Path, after: int) -> subprocess.Popen[str]:
    process = subprocess.Popen(
        [sys.executable, "-c", WAITS, str(target), str(after)],
        cwd=SAMPLE,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "waits\n"
    return process


@pytest.mark.parametrize(
    ("role", "had_looked", "is_told"),
    [("old", False, True), ("old", True, True), ("new", False, True), ("new", True, False)],
)
def test_the_only_old_site_is_another_run_s_between_its_two_renames(
    target: Path, monkeypatch: pytest.MonkeyPatch, role: str, had_looked: bool, is_told: bool
) -> None:
    """Whatever a slow run had seen before: it neither removes it nor brings it back."""
    _publish(target, "one")
    place, opened, others = beside(target, role), os.open, []

    def slow(path: str | os.PathLike[str], *how: int, **more: int) -> int:
        if path != place:
            return opened(path, *how, **more)
        monkeypatch.undo()
        if not had_looked:
            others.append(_waiting(target, 1))
            return opened(path, *how, **more)
        with pytest.raises(FileNotFoundError):
            opened(path, *how, **more)
        others.append(_waiting(target, 1))
        raise FileNotFoundError(place)

    monkeypatch.setattr(os, "open", slow)
    with pytest.raises(PublishError, match="Otra corrida está publicando") if is_told else nullcontext():
        heal(target)

    assert _generation(beside(target, "old")) == "one"
    (other,) = others
    assert other.communicate("\n") == ("", "")
    assert (_generation(target), _litter(target)) == ("two", [])


def test_until_a_run_has_removed_what_it_replaced_no_other_begins(target: Path) -> None:
    """Its clean-up would come between the two renames of that one."""
    _publish(target, "one")
    other = _waiting(target, 2)

    with pytest.raises(PublishError, match="Otra corrida está publicando"):
        _publish(target, "three", exchange=_cannot)

    assert _generation(beside(target, "old")) == "one"
    assert other.communicate("\n") == ("", "")
    assert (_generation(target), _litter(target)) == ("two", [])


def test_what_is_in_the_old_site_s_way_goes_unless_another_run_holds_it(target: Path) -> None:
    """A run that was killed meanwhile left it, after this one looked."""
    _publish(target, "one")
    old = beside(target, "old")
    with staging(target) as new:
        old.mkdir()
        (new / "page.html").write_text("two")
        (old / "page.html").write_text("another's")
        descriptor = os.open(old, os.O_RDONLY)
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        with pytest.raises(PublishError, match="Otra corrida está publicando"):
            swap_into_place(new, target, exchange=_cannot)
        assert ((old / "page.html").read_text(), _generation(target)) == ("another's", "one")
        os.close(descriptor)
        swap_into_place(new, target, exchange=_cannot)
    assert (target / "page.html").read_text() == "two"
    assert _litter(target) == []


@pytest.mark.parametrize("way", ["exchange", "renames"])
def test_a_run_killed_at_any_moment_leaves_one_whole_generation(target: Path, way: str) -> None:
    """Killed after a different number of publications each time, then healed."""
    for publications in (1, 2, 5):
        with subprocess.Popen(
            [sys.executable, "-c", ENDLESS, str(target), way], cwd=SAMPLE, stdout=subprocess.PIPE, text=True
        ) as process:
            assert process.stdout is not None
            for _ in range(publications):
                process.stdout.readline()
            process.kill()
        heal(target)
        assert _generation(target).startswith("generation ")
        assert _litter(target) == []


def test_a_reader_never_finds_the_folder_missing(target: Path) -> None:
    """While generation after generation is published by exchange, every look finds one."""
    _publish(target, "generation 0")
    with subprocess.Popen(
        [sys.executable, "-c", ENDLESS, str(target), "exchange"], cwd=SAMPLE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        for _ in range(30):
            for _ in range(100):
                assert target.is_dir()
            assert process.stdout.readline()
        process.kill()
    heal(target)


def test_two_runs_do_not_publish_the_same_folder_at_once(target: Path) -> None:
    """The second is told to wait, and spoils nothing of the first."""
    with staging(target) as new:
        (new / "page.html").write_text("first")
        with pytest.raises(PublishError, match="Otra corrida está publicando"), staging(target):
            pass
        swap_into_place(new, target)
    assert (target / "page.html").read_text() == "first"


def test_a_run_whose_folder_another_took_before_it_was_held_leaves_it_to_that_one(
    target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Begun at the same moment, only one of them publishes, and the other is told why."""
    lock, began = fcntl.flock, ExitStack()
    monkeypatch.setattr(fcntl, "flock", lambda *how: (took(), lock(*how)))

    def took() -> None:
        monkeypatch.setattr(fcntl, "flock", lock)
        # The folder that is about to be held is what a killed run may have left.
        began.enter_context(staging(target)).joinpath("page-0.html").write_text("the other's", encoding="utf-8")

    with pytest.raises(PublishError, match="Otra corrida está publicando"), staging(target):
        pytest.fail("two runs in one folder")
    with began:
        assert [path.name for path in target.parent.glob(".*.demoras-new/*")] == ["page-0.html"]
    assert list(target.parent.glob(".*.demoras-new")) == []


def test_a_run_that_begins_at_the_same_moment_is_told_so(target: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its folder is there as soon as it was looked at that none is."""

    def looked(of: Path) -> None:
        heal(of)
        target.with_name(f".{target.name}.demoras-new").mkdir()

    monkeypatch.setattr("generator.publish.staging.heal", looked)
    with pytest.raises(PublishError, match="Otra corrida está publicando"), staging(target):
        pytest.fail("two runs in one folder")


def test_a_folder_that_another_run_took_for_a_leftover_is_told_as_its_work(
    target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between its making and its opening."""
    opened = os.open
    new = target.with_name(f".{target.name}.demoras-new")

    def too_late(path: os.PathLike[str], *how: int) -> int:
        if path == new:
            monkeypatch.undo()
            heal(target)
        return opened(path, *how)

    heal(target)
    monkeypatch.setattr("generator.publish.staging.heal", lambda _: monkeypatch.setattr(os, "open", too_late))
    with pytest.raises(PublishError, match="Otra corrida está publicando"), staging(target):
        pytest.fail("the folder is gone")


def test_an_empty_folder_is_taken_and_missing_parents_are_made(tmp_path: Path) -> None:
    """As `mkdir site` before the first run leaves it."""
    (tmp_path / "empty").mkdir()
    _publish(tmp_path / "empty", "one")
    _publish(tmp_path / "deep" / "er" / "site", "one")
    assert _generation(tmp_path / "empty") == _generation(tmp_path / "deep" / "er" / "site") == "one"


def test_a_folder_of_anything_else_is_never_touched(tmp_path: Path) -> None:
    """`--out ~` must not cost anyone their files, whichever step is asked."""
    home = tmp_path / "home"
    home.mkdir()
    (home / "thesis.txt").write_text("ten years")
    new = tmp_path / "new"
    new.mkdir()
    with pytest.raises(PublishError, match="no escribió este programa"), staging(home):
        pass
    with pytest.raises(PublishError, match="no escribió este programa"):
        swap_into_place(new, home)
    assert (home / "thesis.txt").read_text() == "ten years"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["home", "new"]


@pytest.mark.parametrize("name", ["file", "loop"])
def test_a_target_that_is_no_folder_is_refused(tmp_path: Path, name: str) -> None:
    """A file, or a link that leads to itself."""
    (tmp_path / "file").write_text("x")
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    with pytest.raises(PublishError, match="no es una carpeta"), staging(tmp_path / name):
        pass
    assert (tmp_path / "file").read_text() == "x"


def test_the_root_folder_is_refused() -> None:
    """It has no place beside it."""
    with pytest.raises(PublishError, match="no es una carpeta que se pueda reemplazar"), staging(Path("/")):
        pass


def test_a_link_to_the_folder_stays_a_link_and_what_it_leads_to_is_replaced(tmp_path: Path) -> None:
    """A web server's root is often such a link."""
    (tmp_path / "srv").mkdir()
    link = tmp_path / "www"
    link.symlink_to(tmp_path / "srv" / "site")
    for text in ("one", "two"):
        _publish(link, text)
        assert link.is_symlink()
        assert _generation(tmp_path / "srv" / "site") == _generation(link) == text
    assert sorted(path.name for path in tmp_path.iterdir()) == ["srv", "www"]
    assert [path.name for path in (tmp_path / "srv").iterdir()] == ["site"]


def test_what_is_no_folder_in_the_place_of_the_next_generation_goes(target: Path) -> None:
    """The place is this program's; what a link leads to is not."""
    other = target.with_name("other")
    other.mkdir()
    (other / "file").touch()
    new = target.with_name(f".{target.name}.demoras-new")
    for text, put in (
        ("one", new.touch),
        ("two", lambda: new.symlink_to(other)),
        ("three", lambda: new.symlink_to(".")),
    ):
        put()
        _publish(target, text)
        assert (_generation(target), _litter(target)) == (text, ["other"])
    assert (other / "file").exists()


def test_a_parent_that_cannot_be_made_is_told_and_not_taken_for_another_run() -> None:
    """Whoever waits for that one would wait for ever."""
    with (
        pytest.raises(PublishError, match=r"No se pudo escribir en /proc/none") as caught,
        staging(Path("/proc/none/site")),
    ):
        pytest.fail("nobody makes a folder there")
    assert "Espere" not in caught.value.remedy


def test_a_parent_that_is_a_file_is_told_in_spanish(tmp_path: Path) -> None:
    """No traceback reaches the operator."""
    (tmp_path / "file").write_text("x")
    with pytest.raises(PublishError, match="No se pudo escribir en"), staging(tmp_path / "file" / "site"):
        pass


def test_of_two_names_the_one_to_come_is_told(tmp_path: Path) -> None:
    """As of a folder that could not take another's place."""
    full, other = tmp_path / "full", tmp_path / "other"
    for folder in (full, other):
        folder.mkdir()
        (folder / "file").touch()
    with pytest.raises(PublishError, match=rf"No se pudo escribir en {full} \("), told(tmp_path / "site"):
        other.rename(full)


def test_of_a_name_within_an_open_folder_the_site_s_own_is_told(tmp_path: Path) -> None:
    """By itself it would tell nobody which file it is."""
    handle = os.open(tmp_path, os.O_RDONLY)
    try:
        with pytest.raises(PublishError, match=rf"No se pudo escribir en {tmp_path}/site \("), told(tmp_path / "site"):
            os.open("missing", os.O_RDONLY, dir_fd=handle)
    finally:
        os.close(handle)
