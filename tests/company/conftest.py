"""The site of this company's own data, in place of the sample company's."""

from __future__ import annotations

import pytest

from tests.sample_company import REPOSITORY
from tests.site.making import Made, make


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    """Give what the demo's flow makes of the repository's `data/`; to be read only."""
    return make(tmp_path_factory.mktemp("made"), REPOSITORY)
