"""One history for the whole folder, and for each test a server of its own with a caller that knows its credentials."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
import requests

from generator.model.catalog import Catalog
from generator.sandbox import Credentials, MadeUpHistory, SandboxServer, make_up_history
from tests.sandbox.catalog import small_catalog

END = datetime(2026, 8, 20, 15, 0, tzinfo=UTC)

Call = Callable[..., requests.Response]
Read = Callable[..., dict[str, Any]]


@pytest.fixture(scope="session")
def catalog() -> Catalog:
    return small_catalog()


@pytest.fixture(scope="session")
def history(catalog: Catalog) -> MadeUpHistory:
    return make_up_history(catalog, end=END)


@pytest.fixture
def credentials() -> Credentials:
    return Credentials.random()


@pytest.fixture
def server(history: MadeUpHistory, credentials: Credentials) -> Iterator[SandboxServer]:
    with SandboxServer(history, as_of=END, credentials=credentials) as running:
        yield running


@pytest.fixture
def session() -> Iterator[requests.Session]:
    with requests.Session() as opened:
        opened.trust_env = False
        yield opened


@pytest.fixture
def call(server: SandboxServer, credentials: Credentials, session: requests.Session) -> Call:
    """Return a function that sends one action and gives back the whole HTTP answer."""

    def send(action: str, *, timeout: float = 10, stream: bool = False, **params: object) -> requests.Response:
        form = {
            "identifier": credentials.identifier,
            "secret": credentials.secret,
            "accesskey": credentials.access_key,
            "responsetype": "json",
            "action": action,
            **params,
        }
        sent = {key: value for key, value in form.items() if value is not None}
        return session.post(server.url, data=sent, timeout=timeout, allow_redirects=False, stream=stream)

    return send


@pytest.fixture
def read(call: Call) -> Read:
    """Return a function that sends one action and gives back what its good answer holds."""

    def ask(action: str, **params: object) -> dict[str, Any]:
        answer = call(action, **params)
        assert answer.status_code == 200
        content: dict[str, Any] = answer.json()
        assert content["result"] == "success"
        return content

    return ask
