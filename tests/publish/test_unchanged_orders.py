"""What a build takes over from the site it replaces: files of orders that did not change, none that is spoilt."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from generator.model.base import OrderId
from generator.model.views import OrderView
from generator.publish.derived_names import token
from generator.publish.order_files import WrittenOrders, seal_order, write_orders
from generator.publish.seal import SIZES, seal_view
from generator.publish.secret import Secrets


def _written(folder: Path, views: list[OrderView], secrets: Secrets, before: Path | None = None) -> WrittenOrders:
    return write_orders(folder, secrets=secrets, site="prod", revocations={}, views=views, before=before)


def inodes(folder: Path) -> dict[str, int]:
    """Return which file stands under each name."""
    return {path.name: path.stat().st_ino for path in (folder / "pedido" / "d").iterdir()}


def _orders(view: OrderView) -> list[OrderView]:
    return [view.model_copy(update={"order_id": OrderId(str(n)), "order": f"55{n}"}) for n in range(1, 6)]


@pytest.mark.parametrize("during", ["no rotation", "a rotation"])
def test_an_order_that_did_not_change_stays_the_very_file_and_one_that_did_does_not(
    view: OrderView, secrets: Secrets, rotating: Secrets, tmp_path: Path, during: str
) -> None:
    """What is told of the files, and so their freshness, is as if all were made anew."""
    keys, views = rotating if during == "a rotation" else secrets, _orders(view)
    _written(tmp_path / "old", views, keys)
    views[2] = views[2].model_copy(update={"tickets": ()})
    again = _written(tmp_path / "new", views, keys, tmp_path / "old")
    anew = _written(tmp_path / "anew", views, keys)
    assert again == anew
    assert {one.digest for one in again.published} == {one.digest for one in anew.published}
    old, new = inodes(tmp_path / "old"), inodes(tmp_path / "new")
    changed = {seal_order(secret, "prod", 0, views[2]).name for secret in keys.all()}
    assert {name for name in new if new[name] != old[name]} == changed
    for path in (tmp_path / "anew" / "pedido" / "d").iterdir():
        assert (tmp_path / "new" / "pedido" / "d" / path.name).read_bytes() == path.read_bytes()


def _spoil_a_bit(path: Path, _: bytes) -> None:
    path.write_bytes(path.read_bytes()[:-1] + b"\0")


def _cut(path: Path, _: bytes) -> None:
    path.write_bytes(path.read_bytes()[:100])


def _close(path: Path, _: bytes) -> None:
    path.chmod(0o600)


def _lead_elsewhere(path: Path, _: bytes) -> None:
    path.rename(path.with_suffix(".kept"))
    path.symlink_to(path.with_suffix(".kept"))


def _make_a_folder(path: Path, _: bytes) -> None:
    path.unlink()
    path.mkdir()


def _write_another_view(path: Path, other: bytes) -> None:
    path.write_bytes(other)


@pytest.mark.parametrize(
    "spoil", [_spoil_a_bit, _cut, _close, _lead_elsewhere, _make_a_folder, _write_another_view, Path.unlink]
)
def test_a_published_file_that_is_not_what_would_be_written_is_written_anew(
    view: OrderView, secrets: Secrets, tmp_path: Path, spoil: Callable[..., None]
) -> None:
    """Damaged, unreadable to the web server, no file, or of another view."""
    made = seal_order(secrets.current, "prod", 0, view)
    _written(tmp_path / "old", [view], secrets)
    published = tmp_path / "old" / "pedido" / "d" / made.name
    note = b'{"changed_at":"2026-11-20T15:00:00Z","closed":true,"items":[],"order":"7858259149","tickets":[],"v":1}'
    other = seal_view(token(secrets.current, "prod", "1234", 0), note, SIZES).data
    spoil(*((published,) if spoil is Path.unlink else (published, other)))
    assert _written(tmp_path / "new", [view], secrets, tmp_path / "old") == WrittenOrders(1, ())
    new = tmp_path / "new" / "pedido" / "d" / made.name
    assert new.read_bytes() == made.data
    assert not new.is_symlink()
    assert not published.exists() or new.stat().st_ino != published.stat().st_ino


def test_a_file_of_a_length_that_is_read_but_not_written_any_more_is_written_anew(
    view: OrderView, secrets: Secrets, tmp_path: Path
) -> None:
    """Its length told of its order; it opens to the very view all the same."""
    made = seal_order(secrets.current, "prod", 0, view)
    _written(tmp_path / "old", [view], secrets)
    short = seal_order(secrets.current, "prod", 0, view, SIZES)
    assert len(short.data) < len(made.data)
    (tmp_path / "old" / "pedido" / "d" / made.name).write_bytes(short.data)
    _written(tmp_path / "new", [view], secrets, tmp_path / "old")
    assert (tmp_path / "new" / "pedido" / "d" / made.name).read_bytes() == made.data


def test_a_site_without_orders_before_it_is_written_whole(view: OrderView, secrets: Secrets, tmp_path: Path) -> None:
    """The first build, or one over a folder that an older program left."""
    assert _written(tmp_path / "new", [view], secrets, tmp_path / "none") == WrittenOrders(1, ())
