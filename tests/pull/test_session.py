"""The keys go to the one address that was configured, in the form, and nowhere else."""

from __future__ import annotations

import json
import logging
import socket
from pathlib import Path

import pytest

from generator import __version__
from generator.errors import UnreachableError
from generator.pull.whmcs.exchange import Exchange, Form
from generator.pull.whmcs.session import new_session
from tests.pull.scripted import (
    ACCESS_KEY,
    IDENTIFIER,
    SECRET,
    always,
    answer,
    listed,
    raw,
    serving,
    settings,
    transport,
    trickle,
)

NOTHING = {"result": "success", "totalresults": 0, "orders": ""}
KEYS = (IDENTIFIER, SECRET, ACCESS_KEY)


def test_the_keys_travel_in_the_form_and_nowhere_else() -> None:
    with serving(always(answer(NOTHING))) as server:
        listed(server)
    form, headers = server.forms[0], server.headers[0]
    expected = {"identifier": IDENTIFIER, "secret": SECRET, "accesskey": ACCESS_KEY, "responsetype": "json"}
    assert expected.items() <= form.items()
    assert form["action"] == "GetOrders"
    assert headers["Content-Type"] == "application/x-www-form-urlencoded"
    assert headers["User-Agent"] == f"demoras/{__version__}"
    assert not [value for value in headers.values() if SECRET in value or IDENTIFIER in value]


def test_a_parameter_cannot_take_the_place_of_a_key() -> None:
    with serving(always(answer(NOTHING))) as server, transport(server.url) as opened:
        opened.post("GetOrders", {"secret": "otra", "action": "DeleteOrder", "responsetype": "xml"})
    form = server.forms[0]
    assert (form["secret"], form["action"], form["responsetype"]) == (SECRET, "GetOrders", "json")


def test_somebody_s_netrc_adds_no_password(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    netrc = tmp_path / "netrc"
    netrc.write_text("machine 127.0.0.1 login ana password x\n", encoding="utf-8")
    netrc.chmod(0o600)
    monkeypatch.setenv("NETRC", str(netrc))
    with serving(always(answer(NOTHING))) as server:
        opened = transport(server.url)
        # As towards another machine, where the environment is heeded.
        opened._session.trust_env = True
        with opened:
            opened.post("GetOrders", {})
    assert "Authorization" not in server.headers[0]


def test_a_proxy_of_the_environment_is_not_asked_for_this_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    with serving(always(answer(NOTHING))) as server:
        assert listed(server) == {}


@pytest.mark.parametrize("status", [300, 301, 302, 303, 307, 308])
def test_a_redirect_is_refused_and_not_one_byte_goes_elsewhere(status: int) -> None:
    with socket.create_server(("127.0.0.1", 0)) as elsewhere:
        elsewhere.setblocking(False)
        url = f"http://127.0.0.1:{elsewhere.getsockname()[1]}/includes/api.php"
        here = raw(b"", status, Location=url, Refresh=f"0; url={url}")
        with serving(always(here)) as server, pytest.raises(UnreachableError, match="redirección") as caught:
            listed(server)
        with pytest.raises(BlockingIOError):  # nobody has so much as connected
            elsewhere.accept()
    assert len(server.forms) == 1
    assert url not in caught.value.message + caught.value.remedy


def test_a_redirect_with_an_endless_body_is_cut_at_the_size_limit() -> None:
    start = b"HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:9/\r\n\r\n"
    with (
        serving(always(trickle(start, b"x" * 65536))) as server,
        pytest.raises(UnreachableError, match=r"más de 0\.125 MiB"),
    ):
        listed(server, max_bytes=131072)


def test_neither_the_thread_nor_its_form_nor_the_transport_shows_a_key() -> None:
    held = settings("http://127.0.0.1:9/includes/api.php")
    form = Form(dict(zip(("identifier", "secret", "accesskey"), KEYS, strict=True)))
    with new_session(held) as session, transport(held.url) as opened:
        shown = repr((Exchange(session, held, form, 1), form, opened, held, session))
    assert not [key for key in KEYS if key in shown]


def test_an_error_holds_no_key_however_deep_one_looks(caplog: pytest.LogCaptureFixture) -> None:
    # The header line without a colon makes urllib3 write a warning of its own.
    bad = b"HTTP/1.1 200 OK\r\nno colon here\r\nContent-Length: 99\r\n\r\n" + json.dumps([*KEYS]).encode()
    with (
        caplog.at_level(logging.DEBUG),
        serving(always(lambda write, over: write(bad))) as server,  # noqa: ARG005
        pytest.raises(UnreachableError) as caught,
    ):
        listed(server)
    error = caught.value
    assert (error.__cause__, error.__context__) == (None, None)
    said = f"{error!r} {error.remedy} {error.__dict__} {caplog.text}"
    assert not [key for key in KEYS if key in said]
