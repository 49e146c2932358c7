"""The built site as its public pages, read once, and served on loopback."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from generator.cli.site_server import site_server
from tests.cli.calls import in_thread
from tests.site.making import Made
from tests.site.reading import Node, read

Pages = Mapping[str, Node]


def pages_of(site: Path) -> dict[str, Node]:
    """Return each page of a site by its address under the root: `demoras/simplenews/`."""
    found = sorted(site.rglob("*.html"))
    return {path.relative_to(site).as_posix().removesuffix("index.html"): read(path) for path in found}


@pytest.fixture(scope="session")
def pages(made: Made) -> Pages:
    """Give the public pages: all but the order page and the one for addresses that lead nowhere."""
    return {name: page for name, page in pages_of(made.site).items() if name not in ("pedido/", "404.html")}


@pytest.fixture(scope="session")
def live(made: Made) -> Iterator[str]:
    """Give the address at which the built site is served."""
    with site_server(made.site, 0) as server, in_thread(server):
        yield f"http://127.0.0.1:{server.server_port}/"
