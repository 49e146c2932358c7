"""One call over a real connection: what is sent, when it is sent again, and what cuts it off."""

from __future__ import annotations

import gzip
import itertools
import socket
import time
from pathlib import Path
from typing import Any

import pytest

from generator import __version__
from generator.errors import UnreachableError
from generator.pull.whmcs.transport import Transport
from tests.pull.scripted import (
    ACCESS_KEY,
    IDENTIFIER,
    SECRET,
    Act,
    Form,
    always,
    answer,
    pull,
    raw,
    serving,
    settings,
    silence,
    trickle,
)

NOTHING = {"result": "success", "totalresults": 0, "orders": "", "tickets": ""}
HEADERS = b"HTTP/1.1 200 OK\r\n"


def test_the_keys_travel_in_the_form_and_nowhere_else() -> None:
    with serving(always(answer(NOTHING))) as server:
        pull(server)
    form, headers = server.forms[0], server.headers[0]
    expected = {"identifier": IDENTIFIER, "secret": SECRET, "accesskey": ACCESS_KEY, "responsetype": "json"}
    assert expected.items() <= form.items()
    assert form["action"] == "GetOrders"
    assert headers["Content-Type"] == "application/x-www-form-urlencoded"
    assert headers["User-Agent"] == f"demoras/{__version__}"
    assert not [value for value in headers.values() if SECRET in value or IDENTIFIER in value]


def test_somebody_s_netrc_adds_no_password(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    netrc = tmp_path / "netrc"
    netrc.write_text("machine 127.0.0.1 login ana password x\n", encoding="utf-8")
    netrc.chmod(0o600)
    monkeypatch.setenv("NETRC", str(netrc))
    with serving(always(answer(NOTHING))) as server:
        transport = Transport(settings(server.url), sleep=time.sleep, monotonic=time.monotonic)
        # As towards another machine, where the environment is heeded.
        transport._session.trust_env = True
        with transport:
            transport.post("GetOrders", {})
    assert "Authorization" not in server.headers[0]


def test_a_proxy_of_the_environment_is_not_asked_for_this_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    with serving(always(answer(NOTHING))) as server:
        assert pull(server).orders == ()


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirect_is_refused_and_the_form_never_sent_elsewhere(status: int) -> None:
    with serving(always(answer(NOTHING))) as elsewhere:
        here = raw(b"", status, Location=elsewhere.url)
        with serving(always(here)) as server, pytest.raises(UnreachableError, match="redirección"):
            pull(server)
    assert len(server.forms) == 1
    assert elsewhere.forms == []


def test_a_redirect_with_an_endless_body_is_cut_at_the_size_limit() -> None:
    start = b"HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:9/\r\n\r\n"
    with (
        serving(always(trickle(start, b"x" * 65536))) as server,
        pytest.raises(UnreachableError, match=r"más de 0\.125 MiB"),
    ):
        pull(server, max_bytes=131072)


@pytest.mark.parametrize("status", [400, 401, 403, 404, 302, 201])
def test_a_refusal_is_never_asked_again(status: int) -> None:
    naps: list[float] = []
    with serving(always(raw(b"", status))) as server, pytest.raises(UnreachableError):
        pull(server, naps)
    assert (len(server.forms), naps) == (1, [])


@pytest.mark.parametrize("status", [429, 500, 502, 503, 504])
def test_a_failing_server_is_asked_three_times_with_waits(status: int) -> None:
    naps: list[float] = []
    with serving(always(raw(b"", status))) as server, pytest.raises(UnreachableError, match=str(status)):
        pull(server, naps)
    assert (len(server.forms), naps) == (3, [2.0, 5.0])


def drop(write: object, over: object) -> None:
    """Close the connection without a word."""


@pytest.mark.parametrize(
    "bad",
    [raw(b"", 500), raw(b"", 429), drop, lambda write, over: write(b"HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n{")],  # noqa: ARG005
    ids=["500", "429", "dropped", "cut short"],
)
def test_a_failure_that_passes_is_not_noticed(bad: Act) -> None:
    acts = itertools.chain([bad, bad], itertools.repeat(answer(NOTHING)))
    with serving(lambda form: next(acts)) as server:  # noqa: ARG005
        assert pull(server, []).orders == ()
    assert [form["action"] for form in server.forms] == ["GetOrders"] * 3 + ["GetTickets"]


@pytest.mark.parametrize(
    ("asked", "date", "waited"),
    [
        ("3", "", 3.0),
        ("9999", "", 30.0),
        ("Mon, 23 Nov 2026 12:00:07 GMT", "Mon, 23 Nov 2026 12:00:00 GMT", 7.0),
        ("Mon, 23 Nov 2026 12:00:07 GMT", "", 2.0),
        ("pronto", "", 2.0),
        ("-5", "", 2.0),
    ],
)
def test_the_server_says_how_long_to_wait_up_to_half_a_minute(asked: str, date: str, waited: float) -> None:
    naps: list[float] = []
    busy = raw(b"", 429, Retry_After=asked, **({"Date": date} if date else {}))
    acts = itertools.chain([busy], itertools.repeat(answer(NOTHING)))
    with serving(lambda form: next(acts)) as server:  # noqa: ARG005
        pull(server, naps, call_seconds=60, pull_seconds=60)
    assert naps == [waited]


def test_a_wait_longer_than_the_call_may_take_is_not_begun() -> None:
    naps: list[float] = []
    busy = raw(b"", 503, Retry_After="20")
    with serving(always(busy)) as server, pytest.raises(UnreachableError, match="503"):
        pull(server, naps, call_seconds=10)
    assert (len(server.forms), naps) == (1, [])


def test_a_server_that_is_not_there_is_told_as_such() -> None:
    naps: list[float] = []
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{unused.getsockname()[1]}/api.php"
        with (
            Transport(settings(url), sleep=naps.append, monotonic=time.monotonic) as transport,
            pytest.raises(UnreachableError, match="no se pudo conectar"),
        ):
            transport.post("GetOrders", {})
    assert naps == [2.0, 5.0]


@pytest.mark.parametrize(
    "act",
    [
        silence,
        trickle(b"", b"H"),
        trickle(HEADERS + b"X-Slow: ", b"x"),
        trickle(HEADERS + b"Content-Length: 999999\r\n\r\n", b"{"),
        trickle(HEADERS + b"\r\n", b" "),
        trickle(HEADERS + b"Transfer-Encoding: chunked\r\n\r\n", b"1\r\n \r\n"),
    ],
    ids=["silent", "status line", "headers", "body", "unbounded body", "chunks"],
)
@pytest.mark.parametrize("limit", ["call_seconds", "pull_seconds", "read_seconds"])
def test_a_server_that_never_ends_is_cut_off(act: Act, limit: str) -> None:
    limits: dict[str, Any] = {"call_seconds": 0.6, limit: 0.3}
    with serving(always(act)) as server, pytest.raises(UnreachableError) as caught:
        pull(server, **limits)
    assert caught.value.exit_code == 3
    assert "en 0." in caught.value.message or "a tiempo" in caught.value.message
    assert len(server.forms) == 1


def test_many_quick_calls_still_end_with_the_whole_pull_s_time() -> None:
    clock = itertools.count(0, 1.0)

    def endless(form: Form) -> Act:
        start = int(form["limitstart"])
        return answer({**NOTHING, "totalresults": 10**6, "orders": {"order": [{"id": start + 1}]}})

    with serving(endless) as server, pytest.raises(UnreachableError, match="la lectura completa no terminó en 20 s"):
        pull(server, clock=lambda: next(clock))
    assert 1 < len(server.forms) < 20


def test_an_answer_larger_than_the_limit_is_not_read_to_its_end() -> None:
    with (
        serving(always(trickle(HEADERS + b"\r\n", b" " * 65536))) as server,
        pytest.raises(UnreachableError, match="más de 1 MiB"),
    ):
        pull(server, max_bytes=1024 * 1024)
    assert len(server.forms) == 1


def test_a_compressed_answer_may_not_unfold_past_the_limit() -> None:
    bomb = raw(gzip.compress(b" " * 8_000_000), Content_Encoding="gzip")
    with serving(always(bomb)) as server, pytest.raises(UnreachableError, match="más de 1 MiB"):
        pull(server, max_bytes=1024 * 1024)
    assert server.headers[0]["Accept-Encoding"] == "identity"
