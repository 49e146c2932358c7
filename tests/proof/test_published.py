"""A sealed file that is damaged between writing and publishing is found, and the site stays the old one."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.compute.order_views import order_views
from generator.errors import PublishError
from generator.model.views import OrderView
from generator.publish.order_files import seal_order, write_orders
from generator.publish.secret import Secret, Secrets
from tests.proof.random_views import random_view, seeded
from tests.site.making import NOW, Made, build

Spoil = Callable[[Path, "Published"], None]
SECRETS = Secrets(Secret(bytes(range(32))), Secret(bytes(range(32, 64))))


class Published:
    """Ten orders with two links each, in the middle of a rotation: twenty files, each with the order it is of."""

    def __init__(self) -> None:
        random = seeded(7)
        views = [random_view(random, order_id) for order_id in range(1, 11)]
        self.views = [view.model_copy(update={"order": f"55{n}"}) for n, view in enumerate(views)]
        sealed = [
            (seal_order(secret, "prod", 0, view), secret, view) for secret in SECRETS.all() for view in self.views
        ]
        self.owner = {file.name: (secret, view) for file, secret, view in sealed}


def _bit(path: Path, _: Published) -> None:
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)


def _cut(path: Path, _: Published) -> None:
    path.write_bytes(path.read_bytes()[:-1])


def _emptied(path: Path, _: Published) -> None:
    path.write_bytes(b"")


def _removed(path: Path, _: Published) -> None:
    path.unlink()


def _another_orders_file(path: Path, published: Published) -> None:
    names = sorted(published.owner)
    neighbour = names[(names.index(path.name) + 1) % len(names)]
    path.write_bytes((path.parent / neighbour).read_bytes())


def _another_order_under_its_key(path: Path, published: Published) -> None:
    secret, view = published.owner[path.name]
    path.write_bytes(seal_order(secret, "prod", 0, view.model_copy(update={"order": view.order + "0"})).data)


@pytest.mark.parametrize("spoil", [_bit, _cut, _emptied, _removed, _another_orders_file, _another_order_under_its_key])
def test_each_of_twenty_files_is_read_back_so_that_not_one_can_be_spoilt_unseen(spoil: Spoil, tmp_path: Path) -> None:
    """One file is spoilt after all are written and before any is read back; each of the twenty has its turn."""
    published = Published()
    unseen = []
    for name in published.owner:
        path = tmp_path / "pedido" / "d" / name

        def once_written(_what: str, done: int, total: int | None, path: Path = path) -> None:
            if total and done == total // 2:
                spoil(path, published)

        try:
            write_orders(
                tmp_path, secrets=SECRETS, site="prod", revocations={}, views=published.views, progress=once_written
            )
        except PublishError:
            continue
        unseen.append(name)
    assert len(published.owner) == 20
    assert unseen == []


def test_unspoilt_the_same_twenty_files_are_published_each_with_its_own_order(tmp_path: Path) -> None:
    """So that the refusals above are of the spoiling; a second time over the same folder changes nothing."""
    published = Published()
    for _ in range(2):
        write_orders(tmp_path, secrets=SECRETS, site="prod", revocations={}, views=published.views)
    folder = tmp_path / "pedido" / "d"
    assert {path.name for path in folder.iterdir()} == set(published.owner)
    for name, (secret, view) in published.owner.items():
        assert (folder / name).read_bytes() == seal_order(secret, "prod", 0, view).data


def test_a_ledger_that_cannot_be_written_is_told_with_its_place(made: Made, tmp_path: Path) -> None:
    """Whatever the system refuses it for, it is no fault of the program."""

    def in_the_way(what: str, done: int, _total: int | None) -> None:
        if done == 1 and what == "páginas de pedidos":
            (tmp_path / ".site.demoras-new" / "pedido" / "ledger.bin").mkdir()

    with pytest.raises(
        PublishError, match=r"No se pudo escribir en \S+/pedido/ledger.bin \(hay una carpeta donde va un archivo\)"
    ):
        build(made, tmp_path / "site", in_the_way)
    assert [*tmp_path.iterdir()] == []


def test_a_build_whose_file_is_spoilt_on_the_way_leaves_the_old_site_as_it_was(made: Made, tmp_path: Path) -> None:
    """The whole of `build`: the read-back comes before the exchange of folders, and its litter goes."""
    out = tmp_path / "site"
    view = _first_view(made)
    victim = seal_order(made.secrets.current, made.catalog.company.site, 0, view).name
    (out / "pedido").mkdir(parents=True)
    (out / ".demoras-site").write_text("x", encoding="utf-8")
    (out / "pedido" / "old.html").write_text("the old site", encoding="utf-8")
    before, spoilt = _digest(out), []

    def spoil(what: str, done: int, total: int | None) -> None:
        if done == total and what == "páginas de pedidos":
            (staged,) = tmp_path.glob(f".site.demoras-new/pedido/d/{victim}")
            _bit(staged, Published())
            spoilt.append(staged)

    with pytest.raises(PublishError, match="no se puede abrir"):
        build(made, out, spoil)
    assert len(spoilt) == 1
    assert _digest(out) == before
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def _first_view(made: Made) -> OrderView:
    assert made.catalog.revocations == {}
    return next(order_views(made.ledger, NOW))


def _digest(folder: Path) -> dict[str, str]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}
