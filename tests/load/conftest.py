"""The fixture that the tests of loading share."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.load.tree import DataTree


@pytest.fixture
def tree(tmp_path: Path) -> DataTree:
    """Return a right data tree that a test may break."""
    return DataTree.at(tmp_path)
