"""The site of this company's own data, in place of the sample company's."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from generator.cli.site_server import site_server
from tests.cli.calls import in_thread
from tests.made_once import made_once
from tests.sample_company import REPOSITORY
from tests.site.making import Made, make, opened


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    """Give what the demo's flow makes of the repository's `data/`; to be read only."""
    folder = made_once(tmp_path_factory, "made-of-the-company", lambda folder: make(folder, REPOSITORY))
    return opened(folder, REPOSITORY)


@pytest.fixture(scope="module")
def live(made: Made) -> Iterator[str]:
    """Give the address at which this company's site is served."""
    with site_server(made.site, 0) as server, in_thread(server):
        yield f"http://127.0.0.1:{server.server_port}/"
