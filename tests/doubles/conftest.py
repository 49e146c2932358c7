"""For each test a billing that can be broken, with the callers and the made-up history of the sandbox's own tests."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from generator.sandbox import Credentials, World
from tests.doubles.faulty_billing import FaultyBilling
from tests.sandbox.conftest import END, call, catalog, credentials, read, session, world

__all__ = ["call", "catalog", "credentials", "read", "session", "world"]


@pytest.fixture
def server(world: World, credentials: Credentials) -> Iterator[FaultyBilling]:
    with FaultyBilling(world, as_of=END, credentials=credentials) as running:
        yield running
