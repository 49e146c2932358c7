"""What a build knows of an order without making its view: only what is true, whatever became of site or note."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path

import pytest

from generator.load import load_catalog
from generator.model.base import OrderId
from generator.model.ledger import Ledger
from generator.model.views import OrderView
from generator.publish import known_files, private_part
from generator.publish.derived_names import order_tag
from generator.publish.known_files import KnownFiles, note_known_files, noted_rows
from generator.publish.order_files import WrittenOrders, seal_order, write_orders
from generator.publish.private_part import write_private_part
from generator.publish.secret import Secret, Secrets
from tests.publish.test_unchanged_orders import inodes
from tests.sample_company import SAMPLE


class Unmade:
    """Views that note which of them were made."""

    def __init__(self, views: Sequence[OrderView], base: bytes = b"base") -> None:
        self._views, self.base = views, base
        self.made: list[OrderId] = []

    def __len__(self) -> int:
        return len(self._views)

    def __iter__(self) -> Iterator[OrderView]:
        return iter(self._views)

    def sources(self) -> Iterator[tuple[OrderId, Sequence[bytes]]]:
        """Give each with its own text as its source."""
        return ((view.order_id, (view.canonical(),)) for view in self._views)

    def view(self, order: OrderId) -> OrderView:
        """Note that it was made."""
        self.made.append(order)
        return next(view for view in self._views if view.order_id == order)


class Site:
    """A site's order files, built again and again, each generation beside the last."""

    def __init__(self, folder: Path, secrets: Secrets, writers: int) -> None:
        self.folder, self.secrets, self.writers = folder, secrets, writers
        self.note = folder / "note"
        self.last: Path | None = None

    def built(
        self,
        views: Unmade,
        *,
        secrets: Secrets | None = None,
        revocations: dict[str, int] | None = None,
        site: str = "prod",
    ) -> WrittenOrders:
        """Build the next generation with what the note knows, and write the next note."""
        keys = secrets or self.secrets
        new = self.folder / f"site{len(list(self.folder.glob('site*')))}"
        written = write_orders(
            new,
            secrets=keys,
            site=site,
            revocations=revocations or {},
            views=views,
            before=self.last,
            known=KnownFiles(keys, site, views.base, noted_rows(self.note, keys, site)),
            writers=self.writers,
        )
        note_known_files(self.note, keys, site, written.published.rows)
        self.last = new
        return written

    @property
    def files(self) -> dict[str, bytes]:
        """The files of the last generation."""
        assert self.last is not None
        return {path.name: path.read_bytes() for path in (self.last / "pedido" / "d").iterdir()}

    def path(self, view: OrderView) -> Path:
        """Return the file of an order, in the last generation."""
        assert self.last is not None
        return self.last / "pedido" / "d" / seal_order(self.secrets.current, "prod", 0, view).name


@pytest.fixture
def views(view: OrderView) -> list[OrderView]:
    """Give nine orders."""
    return [view.model_copy(update={"order_id": OrderId(str(n)), "order": f"55{n}"}) for n in range(1, 10)]


@pytest.fixture(params=[0, 2], ids=["in one process", "in three"])
def site(request: pytest.FixtureRequest, tmp_path: Path, secrets: Secrets) -> Site:
    """Give a site that was never built."""
    return Site(tmp_path, secrets, request.param)


def test_of_what_did_not_change_no_view_is_made_and_no_file_written(site: Site, views: list[OrderView]) -> None:
    """Of the rest each is; what is told of the files is as if all were made."""
    first = Unmade(views)
    site.built(first)
    assert first.made == [view.order_id for view in views]
    before, old = site.files, inodes(site.last or Path())
    views[4] = views[4].model_copy(update={"tickets": ()})
    second = Unmade(views)
    written = site.built(second)
    assert second.made == [views[4].order_id]
    new, changed = inodes(site.last or Path()), seal_order(site.secrets.current, "prod", 0, views[4])
    assert {name for name in new if new[name] != old[name]} == {changed.name}
    assert site.files == {**before, changed.name: changed.data}
    anew = write_orders(site.folder / "anew", secrets=site.secrets, site="prod", revocations={}, views=views)
    assert {file.digest for file in written.published} == {file.digest for file in anew.published}
    assert written == anew


def test_in_a_rotation_the_files_of_both_links_are_known(site: Site, views: list[OrderView], rotating: Secrets) -> None:
    """Once it ends, those of one link are another thing to know."""
    site.built(Unmade(views), secrets=rotating)
    again = Unmade(views)
    assert (site.built(again, secrets=rotating).files, again.made) == (18, [])
    ended = Unmade(views)
    assert (site.built(ended).files, len(ended.made)) == (9, 9)


def test_what_makes_another_view_or_another_token_is_not_known(
    site: Site, views: list[OrderView], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A calendar, a revocation, another site, another program: all orders that it may be about are made."""
    site.built(Unmade(views))
    tag = order_tag(site.secrets.current, "prod", "3")
    revoked = Unmade(views)
    site.built(revoked, revocations={tag: 1})
    assert revoked.made == [OrderId("3")]
    site.built(Unmade(views))
    for other in (
        partial(site.built, Unmade(views, b"another base")),
        partial(site.built, Unmade(views), site="other"),
        partial(site.built, Unmade(views), secrets=Secrets(Secret(bytes(range(64, 96))))),
    ):
        other()
        assert len(other.args[0].made) == 9
        site.built(Unmade(views))
    monkeypatch.setattr(known_files, "program_digest", lambda: bytes(32))
    another_program = Unmade(views)
    site.built(another_program)
    assert len(another_program.made) == 9


def _spoilt(path: Path, _: bytes) -> None:
    path.write_bytes(path.read_bytes()[:-1] + b"\0")


def _cut(path: Path, _: bytes) -> None:
    path.write_bytes(path.read_bytes()[:100])


def _of_another_view(path: Path, other: bytes) -> None:
    path.write_bytes(other)


def gone(path: Path, _: bytes) -> None:
    path.unlink()


def closed(path: Path, _: bytes) -> None:
    path.chmod(0o600)


def led_elsewhere(path: Path, _: bytes) -> None:
    path.rename(path.with_suffix(".kept"))
    path.symlink_to(path.with_suffix(".kept"))


@pytest.mark.parametrize("spoil", [_spoilt, _cut, _of_another_view, gone, closed, led_elsewhere])
def test_a_file_that_is_not_what_it_is_known_as_is_made_anew(
    site: Site, views: list[OrderView], spoil: Callable[[Path, bytes], None]
) -> None:
    """It was read, and its SHA-256 tells; what is wrong with it does not matter. Nothing of the old site changes."""
    site.built(Unmade(views))
    made, other = site.files, seal_order(site.secrets.current, "prod", 0, views[2].model_copy(update={"tickets": ()}))
    spoil(site.path(views[2]), other.data)
    spoilt = {path.name: path.read_bytes() for path in site.path(views[2]).parent.iterdir()}
    folder, again = site.path(views[2]).parent, Unmade(views)
    assert site.built(again).files == 9
    assert again.made == [views[2].order_id]
    assert site.files == made
    assert not site.path(views[2]).is_symlink()
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == spoilt


def test_where_one_of_an_order_s_two_files_is_spoilt_the_published_other_is_not_written_over(
    site: Site, views: list[OrderView], rotating: Secrets
) -> None:
    """It may be linked already by the time that is found."""
    site.built(Unmade(views), secrets=rotating)
    made, spoilt = site.files, seal_order(rotating.all()[1], "prod", 0, views[2]).name
    folder = site.path(views[2]).parent
    (folder / spoilt).write_bytes(b"")
    site.built(Unmade(views), secrets=rotating)
    assert site.files == made
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == {**made, spoilt: b""}


def _no_note(note: Path) -> None:
    note.unlink()


def _a_bit(note: Path) -> None:
    data = note.read_bytes()
    note.write_bytes(data[:50] + bytes([data[50] ^ 1]) + data[51:])


def _its_beginning(note: Path) -> None:
    note.write_bytes(note.read_bytes()[:-100])


def _emptied(note: Path) -> None:
    note.write_bytes(b"")


def _a_folder(note: Path) -> None:
    note.unlink()
    note.mkdir()


def _a_pipe(note: Path) -> None:
    note.unlink()
    os.mkfifo(note)


@pytest.mark.parametrize("spoil", [_no_note, _a_bit, _its_beginning, _emptied, _a_folder, _a_pipe])
def test_without_a_note_that_opens_nothing_is_known(
    site: Site, views: list[OrderView], spoil: Callable[[Path], None]
) -> None:
    """Every view is made; its file is linked all the same where it opens to that."""
    site.built(Unmade(views))
    made, old = site.files, inodes(site.last or Path())
    spoil(site.note)
    again = Unmade(views)
    site.built(again)
    assert len(again.made) == 9
    assert (site.files, inodes(site.last or Path())) == (made, old)


def test_a_note_of_another_generation_says_nothing_false(site: Site, views: list[OrderView]) -> None:
    """As after a run that was killed between note and exchange: what it knows is not what is there."""
    site.built(Unmade(views))
    published = site.last
    changed = [views[0].model_copy(update={"tickets": ()}), *views[1:]]
    site.built(Unmade(changed))
    site.last = published
    again = Unmade(changed)
    site.built(again)
    assert again.made == [views[0].order_id]
    assert site.files[site.path(views[0]).name] == seal_order(site.secrets.current, "prod", 0, changed[0]).data


def test_a_build_of_many_orders_keeps_the_note_beside_the_site_and_shows_nothing_in_it(
    ledger: Ledger, secrets: Secrets, views: list[OrderView], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Only its owner reads it, nobody without the secret opens it, and it is not published."""
    monkeypatch.setattr(private_part, "MANY", 9)
    catalog = load_catalog(SAMPLE)
    place = tmp_path / ".out.demoras-known"
    made = []
    for new, old in (("one", "out"), ("two", "one")):
        # As the exchange leaves it: what was new is the site now.
        known = Unmade(views)
        write_private_part(
            tmp_path / new,
            catalog=catalog,
            ledger=ledger,
            sealed_ledger=b"",
            views=known,
            secrets=secrets,
            progress=lambda *_: None,
            before=tmp_path / old,
        )
        made.append(len(known.made))
        if old == "out":
            assert place.stat().st_mode & 0o777 == 0o600
            place.rename(tmp_path / ".one.demoras-known")
    assert made == [9, 0]
    data = (tmp_path / ".one.demoras-known").read_bytes()
    assert len(data) == 36 + 9 * 120
    assert not any(name.removesuffix(".bin").encode() in data for name in inodes(tmp_path / "two"))
    assert not any(bytes.fromhex(name.removesuffix(".bin")) in data for name in inodes(tmp_path / "two"))
