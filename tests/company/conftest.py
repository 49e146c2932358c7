"""The site of this company's own data, in place of the sample company's."""

from __future__ import annotations

import pytest

from tests.made_once import made_once
from tests.sample_company import REPOSITORY
from tests.site.making import Made, make, opened


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    """Give what the demo's flow makes of the repository's `data/`; to be read only."""
    folder = made_once(tmp_path_factory, "made-of-the-company", lambda folder: make(folder, REPOSITORY))
    return opened(folder, REPOSITORY)
