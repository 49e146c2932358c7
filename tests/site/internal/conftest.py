"""The staff's site of a fortnight with a holiday, a closure, a worked Saturday, a notice and an overdue review."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from generator.cli.site_server import site_server
from generator.load import load_catalog
from generator.model.catalog import Catalog
from tests.cli.calls import call, in_thread
from tests.made_once import made_once
from tests.sample_company import copied, edited

BUILT = "2026-11-20T13:00"
"""A Friday; the Monday after it is a holiday."""
NOTICE = """kind: delay
title: Mudanza de servidores
reason: Durante la mudanza activamos menos sitios.
from: 2026-11-23
until: 2026-12-04
services: [boletin]
promise: 7 días hábiles
"""
MORE_DAYS = {
    "closures": "{first: 2026-11-26, last: 2026-11-26, name: Inventario}",
    "exceptions": "{date: 2026-11-28, hours: [09:00-13:00], name: Sábado trabajado}",
}


@dataclass(frozen=True, slots=True)
class Internal:
    """A built staff's site, and what it was built from."""

    root: Path
    site: Path
    catalog: Catalog
    said: str
    """What the command printed on either stream."""


def sample_root(folder: Path) -> Path:
    """Return the root of a copy of the sample company with the fortnight's own data in it."""
    root = copied(folder)
    for key, entry in MORE_DAYS.items():
        edited(root, "data/calendar.yml", f"{key}:\n", f"{key}:\n  - {entry}\n")
    edited(root, "data/services/alojamiento.yml", "review_by: 2027-06-30", "review_by: 2026-11-01")
    edited(root, "data/services/tienda.yml", "review_by: 2027-06-30", "review_by: 2026-12-05")
    (root / "data" / "notices" / "mudanza.yml").write_text(NOTICE, encoding="utf-8")
    return root


@pytest.fixture(scope="session")
def internal(tmp_path_factory: pytest.TempPathFactory) -> Internal:
    """Give the site that the real command builds; to be read only."""

    def build(folder: Path) -> None:
        root = sample_root(folder / "root")
        ran = call("internal", "--out", folder / "interno", "--now", BUILT, root=root)
        assert ran.code == 0, ran.err
        (folder / "said.txt").write_text(ran.err + ran.out, encoding="utf-8")

    folder = made_once(tmp_path_factory, "internal", build)
    said = (folder / "said.txt").read_text(encoding="utf-8")
    return Internal(folder / "root", folder / "interno", load_catalog(folder / "root"), said)


@pytest.fixture(scope="session")
def desk(internal: Internal) -> Iterator[str]:
    """Give the address at which the staff's site is served."""
    with site_server(internal.site, 0) as server, in_thread(server):
        yield f"http://127.0.0.1:{server.server_port}/"
