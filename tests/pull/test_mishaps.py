"""What a broken connection is called: by our own words, and as something that may pass or not."""

from __future__ import annotations

import pytest

from generator.errors import UnreachableError
from generator.pull.whmcs.mishaps import Spoiled, explained
from tests.pull.scripted import always, answer, serving, transport


def test_a_server_that_speaks_no_tls_is_told_as_such() -> None:
    with serving(always(answer({}))) as server, transport(server.url.replace("http:", "https:")) as opened:
        with pytest.raises(UnreachableError, match="la conexión cifrada no se pudo abrir"):
            opened.post("GetOrders", {})
        assert dict(opened.calls) == {"GetOrders": 3}
    assert server.forms == []


def test_a_proxy_that_is_not_there_is_told_as_such(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("https_proxy", "HTTPS_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    monkeypatch.setenv("no_proxy", "")
    monkeypatch.setenv("NO_PROXY", "")
    with (
        transport("https://facturacion.example/includes/api.php") as opened,
        pytest.raises(UnreachableError, match="el proxy del entorno"),
    ):
        opened.post("GetOrders", {})


def test_what_nobody_foresaw_is_told_without_its_own_words() -> None:
    outcome = explained(RuntimeError("secreto-b81d02"), 1)
    assert isinstance(outcome, Spoiled)
    assert "secreto" not in outcome.fault + outcome.remedy
