"""The names of published files that wait beside a site for its next generation: what they save, and never spoil."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from generator.model.base import OrderId
from generator.model.views import OrderView
from generator.publish import order_files, order_folder, private_part
from generator.publish.known_files import KnownFiles, note_known_files, noted_rows
from generator.publish.order_files import ORDERS_FOLDER, WrittenOrders, seal_order, write_orders
from generator.publish.order_folder import settled_after
from generator.publish.private_part import LastOrders, last_orders
from generator.publish.secret import Secrets
from generator.publish.site_folder import beside
from generator.publish.staging import heal, staging
from generator.publish.standing_files import ROW
from generator.publish.swap import NEXT_FOLDER, swap_into_place
from tests.publish.test_known_files import Unmade, closed, gone, led_elsewhere
from tests.publish.test_unchanged_orders import inodes


class Site:
    """A site of a few orders that is published as one of many is, and what was read of its files."""

    def __init__(self, target: Path, secrets: Secrets) -> None:
        self.target, self.secrets = target, secrets
        self.kept = beside(target, "kept")
        self.read: list[int] = []

    def built(
        self, views: list[OrderView], *, known: bool = True, meanwhile: Callable[[], None] | None = None, **how: object
    ) -> list[OrderId]:
        """Publish the next generation; return of which orders the view was made.

        With something to be done `meanwhile`, its files are looked at before that, as a build does.
        """
        unmade, note = Unmade(views), beside(self.target, "known")
        self.read.clear()
        with staging(self.target) as new, ExitStack() as held:
            last = LastOrders(noted_rows(note, self.secrets, "prod"))
            if meanwhile is not None:
                last = held.enter_context(last_orders(self.target, self.secrets, "prod"))
                assert last.looked_at is not None
                assert len(last.looked_at.stands) == len(last.rows) // ROW.size
                meanwhile()
            written = write_orders(
                new,
                secrets=self.secrets,
                site="prod",
                revocations={},
                views=unmade,
                before=self.target,
                known=KnownFiles(self.secrets, "prod", b"", last.rows) if known else None,
                looked_at=last.looked_at,
                writers=0,
            )
            if known:
                note_known_files(note, self.secrets, "prod", written.published.rows)
            swap_into_place(new, self.target, linked=written.linked, many=5, **how)  # type: ignore[arg-type]
        return unmade.made

    def path(self, view: OrderView) -> Path:
        """Return the published file of an order."""
        return self.target / ORDERS_FOLDER / seal_order(self.secrets.current, "prod", 0, view).name

    @property
    def names(self) -> dict[str, int]:
        """The names that wait for the next generation, and which file each is of."""
        return {path.name: path.lstat().st_ino for path in self.kept.iterdir()}

    def holds(self, views: list[OrderView]) -> bool:
        """Tell whether just these are published, each whole and readable."""
        sealed = [seal_order(self.secrets.current, "prod", 0, view) for view in views]
        found = list((self.target / ORDERS_FOLDER).iterdir())
        assert all(path.is_file() and not path.is_symlink() and path.stat().st_mode & 0o444 == 0o444 for path in found)
        return {path.name: path.read_bytes() for path in found} == {file.name: file.data for file in sealed}


@pytest.fixture(autouse=True)
def _few_are_many(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nor is any reading too near to a file's last change, but where a test says so."""
    monkeypatch.setattr(order_files, "MANY", 5)
    monkeypatch.setattr(order_folder, "settled_after", lambda _: -(10**12))


@pytest.fixture
def views(view: OrderView) -> list[OrderView]:
    """Give nine orders."""
    return [view.model_copy(update={"order_id": OrderId(str(n)), "order": f"55{n}"}) for n in range(1, 10)]


@pytest.fixture
def site(tmp_path: Path, secrets: Secrets, monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    """Give a site that was never built; whenever a build reads one of its order files, it notes so."""
    site, read = Site(tmp_path / "out", secrets), order_folder._read

    def noted(handle: int) -> tuple[bytes, os.stat_result]:
        site.read.append(handle)
        return read(handle)

    monkeypatch.setattr(order_folder, "_read", noted)
    yield site
    assert {path.name for path in tmp_path.iterdir()} <= {"out", site.kept.name, ".out.demoras-known", "elsewhere"}
    assert not (site.target / NEXT_FOLDER).exists()


def _changed(view: OrderView) -> OrderView:
    return view.model_copy(update={"tickets": ()})


def _times(folder: Path) -> dict[str, int]:
    return {path.name: path.stat().st_ctime_ns for path in folder.iterdir()}


def test_of_what_did_not_change_nothing_is_read_linked_or_written(site: Site, views: list[OrderView]) -> None:
    """From the second build on: linking a file, or taking one of its names away, would have set its ctime anew."""
    site.built(views)
    assert len(site.read) == 9
    first = inodes(site.target), _times(site.target / ORDERS_FOLDER)
    assert site.names == first[0]
    for _ in range(3):
        assert (site.built(views), site.read) == ([], [])
        assert (inodes(site.target), _times(site.target / ORDERS_FOLDER)) == first
        assert site.names == first[0]
    assert site.holds(views)


def test_files_may_be_looked_at_before_the_next_site_has_a_folder_for_them(
    site: Site, views: list[OrderView], monkeypatch: pytest.MonkeyPatch
) -> None:
    """It will be the kept one, which was looked at; where another took its place, that one is looked at."""
    monkeypatch.setattr(private_part, "usual_helpers", lambda: 1)
    site.built(views)
    first = inodes(site.target), _times(site.target / ORDERS_FOLDER)

    def replaced_by_another() -> None:
        names = [path.name for path in site.kept.iterdir()]
        site.kept.rename(site.kept.with_name("elsewhere"))
        site.kept.mkdir()
        for name in names:
            (site.kept / name).write_bytes(b"another")

    assert (site.built(views, meanwhile=lambda: None), site.read) == ([], [])
    assert (inodes(site.target), _times(site.target / ORDERS_FOLDER)) == first
    assert (site.built(views, meanwhile=replaced_by_another), len(site.read)) == ([], 9)
    assert (inodes(site.target), site.names) == (first[0], first[0])
    site.path(views[3]).write_bytes(b"spoilt")
    assert site.built([*views[:6], _changed(views[6]), *views[7:]], meanwhile=lambda: None) == ["7", "4"]
    assert site.holds([*views[:6], _changed(views[6]), *views[7:]])


def test_of_what_changed_only_that_is_written_and_the_old_file_is_kept_nowhere(
    site: Site, views: list[OrderView]
) -> None:
    """Nor is that of an order that left: names of what is not published any more would keep it on the disk."""
    site.built(views)
    old = inodes(site.target)
    changed, gone = site.path(views[4]).name, site.path(views[8]).name
    now = [*views[:4], _changed(views[4]), *views[5:8]]
    assert (site.built(now), len(site.read)) == ([views[4].order_id], 2)
    new = inodes(site.target)
    assert {name for name in old if new.get(name) != old[name]} == {changed, gone}
    assert site.names == {name: inode for name, inode in new.items() if name != changed}
    assert site.holds(now)
    # Its one new name is linked and read once more; from then on it is as the others.
    assert (site.built(now), len(site.read)) == ([], 1)
    assert (site.built(now), len(site.read)) == ([], 0)
    assert site.names == inodes(site.target)
    assert site.holds(now)


def _in_place(path: Path, _: bytes) -> None:
    before = path.stat()
    path.write_bytes(path.read_bytes()[:-1] + b"\0")
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))


def _another_view(path: Path, other: bytes) -> None:
    path.unlink()
    path.write_bytes(other)


def _names_gone(path: Path, _: bytes) -> None:
    heal(path.parents[2])
    for name in beside(path.parents[2], "kept").iterdir():
        name.unlink()


def _site_gone(path: Path, _: bytes) -> None:
    for file in path.parent.iterdir():
        file.unlink()


def _name_of_another(path: Path, other: bytes) -> None:
    name = beside(path.parents[2], "kept") / path.name
    name.unlink()
    name.write_bytes(other)


def _more_names(path: Path, other: bytes) -> None:
    (beside(path.parents[2], "kept") / "index.html").write_bytes(other)


def _folder_for_a_name(path: Path, _: bytes) -> None:
    name = beside(path.parents[2], "kept") / path.name
    name.unlink()
    name.mkdir()
    (name / "file").touch()


def _folder_among_the_names(path: Path, _: bytes) -> None:
    folder = beside(path.parents[2], "kept") / "@eaDir"
    folder.mkdir()
    (folder / "file").touch()


def _names_elsewhere(path: Path, _: bytes) -> None:
    kept = beside(path.parents[2], "kept")
    kept.rename(kept.with_name("elsewhere"))
    kept.symlink_to(kept.with_name("elsewhere"))


def _closed_names(path: Path, _: bytes) -> None:
    beside(path.parents[2], "kept").chmod(0o700)


def _disk_clock_goes_on(path: Path) -> None:
    """Come back once the disk would give a change another time than the last one's, as it will in earnest."""
    probe = path.parents[3] / "elsewhere"
    while not probe.exists() or probe.stat().st_ctime_ns <= path.stat().st_ctime_ns:
        probe.unlink(missing_ok=True)
        probe.touch()
    probe.unlink()


@pytest.mark.parametrize(
    "spoil",
    [
        _in_place,
        _another_view,
        gone,
        closed,
        led_elsewhere,
        _names_gone,
        _site_gone,
        _name_of_another,
        _more_names,
        _folder_for_a_name,
        _folder_among_the_names,
        _names_elsewhere,
        _closed_names,
    ],
)
@pytest.mark.parametrize("known", [True, False], ids=["with a note", "without"])
def test_whatever_became_of_the_site_or_of_the_names_the_next_generation_is_whole(
    site: Site, views: list[OrderView], spoil: Callable[[Path, bytes], None], known: bool
) -> None:
    """Also where a file's length and date are as they were: nobody can set back when it last changed."""
    site.built(views)
    site.built(views)
    _disk_clock_goes_on(site.path(views[2]))
    spoil(site.path(views[2]), seal_order(site.secrets.current, "prod", 0, _changed(views[2])).data)
    site.built(views, known=known)
    assert site.holds(views)
    assert (site.target / ORDERS_FOLDER).stat().st_mode == site.target.joinpath("pedido").stat().st_mode
    site.built(views)
    assert site.holds(views)


def test_a_file_that_was_read_just_after_it_changed_is_read_again(
    site: Site, views: list[OrderView], monkeypatch: pytest.MonkeyPatch
) -> None:
    """One more change could bear the very same time."""
    monkeypatch.setattr(order_folder, "settled_after", lambda _: 10**12)
    site.built(views)
    assert (site.built(views), len(site.read)) == ([], 9)
    monkeypatch.setattr(order_folder, "settled_after", lambda _: -(10**12))
    assert (site.built(views), len(site.read)) == ([], 9)
    assert (site.built(views), len(site.read)) == ([], 0)
    assert site.holds(views)


def test_a_clock_that_goes_by_hundredths_or_seconds_is_not_trusted_at_once() -> None:
    """What it tells is a multiple of them; a finer one cannot bear the same time a tenth of a second later."""
    second, hundredth = 10**9, 10**7
    for coarse in (0, 2 * second, 5 * second, 1_700_000_000 * second + 37 * hundredth):
        assert settled_after(coarse) == 2 * second
    for fine in (1, hundredth - 1, 1_700_000_000 * second + 37 * hundredth + 4_000_000):
        assert settled_after(fine) == second // 10


def test_a_folder_that_a_file_server_makes_in_the_published_one_keeps_no_name_from_waiting(
    site: Site, views: list[OrderView]
) -> None:
    """It goes with the generation that it was made in."""
    site.built(views)
    foreign = site.target / ORDERS_FOLDER / "@eaDir"
    foreign.mkdir()
    (foreign / "file").touch()
    assert (site.built(views), site.read) == ([], [])
    assert site.names == inodes(site.target)
    assert site.holds(views)


def test_where_the_system_exchanges_no_folders_the_names_are_kept_as_well(site: Site, views: list[OrderView]) -> None:
    """The replaced generation stands elsewhere then."""
    for read in (9, 0, 0):
        site.built(views, exchange=lambda _one, _other: False)
        assert len(site.read) == read
        assert site.names == inodes(site.target)


def test_a_site_that_has_few_orders_now_keeps_no_names(site: Site, views: list[OrderView]) -> None:
    """What waited is taken into account and goes."""
    site.built(views)
    site.built(views[:4])
    assert site.holds(views[:4])
    assert not site.kept.exists()


def test_a_site_of_no_orders_in_the_place_of_one_keeps_no_names(site: Site, views: list[OrderView]) -> None:
    site.built(views)
    assert site.names
    with staging(site.target) as new:
        (new / "index.html").touch()
        swap_into_place(new, site.target)
    assert not site.kept.exists()


@pytest.mark.parametrize("put", [Path.touch, lambda place: place.symlink_to("elsewhere")], ids=["file", "link"])
def test_what_is_no_folder_in_the_place_of_the_names_makes_room_for_them(
    site: Site, views: list[OrderView], put: Callable[[Path], None]
) -> None:
    """Else every build after it would read and link all files."""
    site.built(views)
    site.kept.rename(site.kept.with_name("elsewhere"))
    put(site.kept)
    site.built(views)
    assert not site.kept.is_symlink()
    assert site.names == inodes(site.target)
    site.built(views)
    assert not site.read


def test_names_that_cannot_be_kept_hinder_nothing(
    site: Site, views: list[OrderView], monkeypatch: pytest.MonkeyPatch
) -> None:
    """As on a file system without hard links: each build writes its files."""

    def refused(*_: object, **__: object) -> None:
        raise OSError(1, "Operation not permitted")

    monkeypatch.setattr(os, "link", refused)
    for _ in range(3):
        site.built(views)
        assert site.holds(views)
        assert not set(site.names.values()) & set(inodes(site.target).values())


@pytest.mark.parametrize(("same", "read"), [(True, 0), (False, 9)], ids=["as it must be", "another"])
def test_names_that_another_user_of_the_group_kept_are_taken_where_their_folder_s_mode_is_right(
    site: Site, views: list[OrderView], same: bool, read: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Such a folder takes no mode of ours; where it has another one, each file is linked."""

    def refused(*_: object, **__: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    site.built(views)
    site.kept.chmod(site.kept.stat().st_mode if same else 0o711)
    monkeypatch.setattr(Path, "chmod", refused)
    site.built(views)
    assert len(site.read) == read
    assert site.holds(views)


def test_a_file_shown_in_a_failure_tells_no_key(views: list[OrderView], secrets: Secrets, tmp_path: Path) -> None:
    """Whoever has it could date another file as the order's."""
    written: WrittenOrders = write_orders(
        tmp_path, secrets=secrets, site="prod", revocations={}, views=views, writers=0
    )
    assert all(repr(file) == f"PublishedFile({file.id.hex()}.bin)" for file in written.published)
