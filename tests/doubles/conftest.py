"""For each test a billing that can be broken, with the callers and the made-up history of the sandbox's own tests."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from generator.sandbox import Credentials, MadeUpHistory
from tests.doubles.faulty_billing import FaultyBilling
from tests.sandbox.conftest import END, call, catalog, credentials, history, read, session

__all__ = ["call", "catalog", "credentials", "history", "read", "session"]


@pytest.fixture
def server(history: MadeUpHistory, credentials: Credentials) -> Iterator[FaultyBilling]:
    with FaultyBilling(history, as_of=END, credentials=credentials) as running:
        yield running
