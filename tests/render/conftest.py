"""The small right data tree that the tests of loading break, and its pages."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path

import markdown
import pytest

from generator.compute.public_facts import public_facts
from generator.model.catalog import Catalog
from generator.render.pages import public_pages
from tests.load.tree import DataTree
from tests.render.test_markdown import extensions
from tests.site.reading import Node, parsed

NOW = datetime(2026, 11, 20, 18, 0, tzinfo=UTC)
Rendered = Callable[..., Mapping[str, Node]]


@pytest.fixture
def tree(tmp_path: Path) -> DataTree:
    """Give a data tree that a test may edit."""
    return DataTree.at(tmp_path)


@pytest.fixture
def pages() -> Rendered:
    """Return what renders every generated page of a Catalog, as of a moment."""

    def render(catalog: Catalog, now: datetime = NOW) -> Mapping[str, Node]:
        texts = public_pages(catalog, public_facts(catalog, None, now))
        return {path: parsed(markdown.markdown(text, extensions=extensions())) for path, text in texts.items()}

    return render
