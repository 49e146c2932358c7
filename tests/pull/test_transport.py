"""One call over a real connection: when it is sent again, after which wait, and what cuts it off."""

from __future__ import annotations

import itertools
import socket
import threading
from typing import Any

import pytest

from generator.errors import UnreachableError
from tests.doubles.acting_server import Act, Write, drip, raw, reset_after, silence
from tests.doubles.scripted_billing import Form, always, answer, serving
from tests.pull.short_pulls import listed, transport

NOTHING = {"result": "success", "totalresults": 0, "orders": ""}
HEADERS = b"HTTP/1.1 200 OK\r\n"


class Clock:
    """A clock that only sleeping moves; it keeps the waits."""

    def __init__(self) -> None:
        self.now = 1000.0
        self.naps: list[float] = []

    def sleep(self, seconds: float) -> None:
        self.naps.append(seconds)
        self.now += seconds

    def __call__(self) -> float:
        return self.now


@pytest.mark.parametrize("status", [400, 401, 402, 403, 404, 405, 408, 418, 302, 201])
def test_a_refusal_is_never_asked_again(status: int) -> None:
    naps: list[float] = []
    refusal = raw(b"", status, Retry_After="1")
    with serving(always(refusal)) as server, pytest.raises(UnreachableError, match=f"HTTP {status}"):
        listed(server, naps=naps)
    assert (len(server.forms), naps) == (1, [])


@pytest.mark.parametrize(("chance", "waits"), [(0.0, [1.0, 2.0]), (0.5, [2.0, 5.0]), (0.75, [2.5, 6.5])])
@pytest.mark.parametrize("status", [429, 500, 502, 503, 504, 520])
def test_a_failing_server_is_asked_three_times_with_waits_that_chance_spreads(
    status: int, chance: float, waits: list[float]
) -> None:
    naps: list[float] = []
    with serving(always(raw(b"", status))) as server, pytest.raises(UnreachableError, match=str(status)):
        listed(server, naps=naps, random=lambda: chance)
    assert (len(server.forms), naps) == (3, waits)


def test_without_a_given_chance_the_waits_differ_and_keep_their_bounds() -> None:
    naps: list[float] = []
    with serving(always(raw(b"", 500))) as server, pytest.raises(UnreachableError):
        listed(server, naps=naps, random=None)
    first, second = naps
    assert 1 <= first < 3
    assert 2 <= second < 8


def drop(write: Write, over: threading.Event) -> None:
    """Close the connection without a word."""


def cut_body(head: bytes) -> Act:
    """Send the start of an answer and end the connection properly."""
    return lambda write, over: write(HEADERS + head)  # noqa: ARG005


LOST = {
    "500": raw(b"", 500),
    "429": raw(b"", 429),
    "dropped": drop,
    "reset before a word": reset_after(b""),
    "reset in the headers": reset_after(HEADERS + b"Content-Le"),
    "reset in the body": reset_after(HEADERS + b"Content-Length: 99\r\n\r\n{"),
    "reset in a chunk": reset_after(HEADERS + b"Transfer-Encoding: chunked\r\n\r\n9\r\n{"),
    "body cut short": cut_body(b"Content-Length: 99\r\n\r\n{"),
    "chunk cut short": cut_body(b"Transfer-Encoding: chunked\r\n\r\n9\r\n{"),
    "last chunk missing": cut_body(b"Transfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n"),
    "no chunk at all": cut_body(b"Transfer-Encoding: chunked\r\n\r\n{}"),
}


@pytest.mark.parametrize("bad", LOST.values(), ids=LOST.keys())
def test_a_failure_that_passes_is_not_noticed(bad: Act) -> None:
    acts = itertools.chain([bad, bad], itertools.repeat(answer(NOTHING)))
    with serving(lambda form: next(acts)) as server:  # noqa: ARG005
        assert listed(server) == {}
    assert len(server.forms) == 3


@pytest.mark.parametrize("bad", LOST.values(), ids=LOST.keys())
def test_a_failure_that_stays_is_told_in_one_line_after_three_attempts(bad: Act) -> None:
    with serving(always(bad)) as server, pytest.raises(UnreachableError) as caught:
        listed(server)
    error = caught.value
    assert error.message.startswith("Facturación (GetOrders): ")
    assert any(words in error.message for words in ("HTTP 500", "HTTP 429", "cortada", "la conexión se cortó"))
    assert len(f"{error.message} {error.remedy}".splitlines()) == 1
    assert (error.__cause__, error.__context__) == (None, None)
    assert len(server.forms) == 3


@pytest.mark.parametrize(
    ("asked", "date", "waited"),
    [
        ("3", "", 3.0),
        ("60", "", 60.0),
        ("61", "", 60.0),
        ("999999999999", "", 60.0),
        ("Mon, 23 Nov 2026 12:00:07 GMT", "Mon, 23 Nov 2026 12:00:00 GMT", 7.0),
        ("Mon, 23 Nov 2026 13:00:00 GMT", "Mon, 23 Nov 2026 12:00:00 GMT", 60.0),
        ("Mon, 23 Nov 2026 11:00:00 GMT", "Mon, 23 Nov 2026 12:00:00 GMT", 2.0),
        ("Mon, 23 Nov 2026 12:00:07 GMT", "", 2.0),
        ("Mon, 23 Nov 99999999999999999999 12:00:00 GMT", "Mon, 23 Nov 2026 12:00:00 GMT", 2.0),
        ("0", "", 2.0),
        ("pronto", "", 2.0),
        ("-5", "", 2.0),
        ("", "", 2.0),
    ],
)
@pytest.mark.parametrize("status", [429, 503])
def test_the_server_says_how_long_to_wait_up_to_a_minute(status: int, asked: str, date: str, waited: float) -> None:
    clock = Clock()
    busy = raw(b"", status, Retry_After=asked, **({"Date": date} if date else {}))
    acts = itertools.chain([busy], itertools.repeat(answer(NOTHING)))
    with serving(lambda form: next(acts)) as server:  # noqa: ARG005
        assert listed(server, sleep=clock.sleep, monotonic=clock, call_seconds=30, pull_seconds=480) == {}
    assert clock.naps == [waited]


def test_waits_the_server_asks_for_prolong_the_call_and_no_other_wait_does() -> None:
    clock = Clock()
    with (
        serving(always(raw(b"", 429, Retry_After="60"))) as server,
        pytest.raises(UnreachableError, match="HTTP 429"),
    ):
        listed(server, sleep=clock.sleep, monotonic=clock, call_seconds=30, pull_seconds=480)
    assert (len(server.forms), clock.naps) == (3, [60.0, 60.0])
    clock = Clock()
    with serving(always(raw(b"", 429))) as server, pytest.raises(UnreachableError, match="HTTP 429"):
        listed(server, sleep=clock.sleep, monotonic=clock, call_seconds=5, pull_seconds=480)
    assert (len(server.forms), clock.naps) == (2, [2.0])


def test_no_wait_outlasts_the_pull() -> None:
    clock = Clock()
    with (
        serving(always(raw(b"", 503, Retry_After="60"))) as server,
        pytest.raises(UnreachableError, match="HTTP 503"),
    ):
        listed(server, sleep=clock.sleep, monotonic=clock, call_seconds=30, pull_seconds=100)
    assert (len(server.forms), clock.naps) == (2, [60.0])


def test_a_wait_there_is_no_time_for_is_not_begun() -> None:
    naps: list[float] = []
    with serving(always(raw(b"", 503))) as server, pytest.raises(UnreachableError, match="503"):
        listed(server, naps=naps, call_seconds=1.5)
    assert (len(server.forms), naps) == (1, [])


def test_a_server_that_is_not_there_is_told_as_such() -> None:
    naps: list[float] = []
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{unused.getsockname()[1]}/api.php"
        with (
            transport(url, naps=naps) as opened,
            pytest.raises(UnreachableError, match="no se pudo conectar"),
        ):
            opened.post("GetOrders", {})
    assert naps == [2.0, 5.0]


@pytest.mark.parametrize(
    "act",
    [
        silence,
        drip(b"", b"H"),
        drip(HEADERS + b"X-Slow: ", b"x"),
        drip(b"", b"HTTP/1.1 100 Continue\r\n\r\n"),
        drip(HEADERS + b"Content-Length: 999999\r\n\r\n", b"{"),
        drip(HEADERS + b"\r\n", b" "),
        drip(HEADERS + b"Transfer-Encoding: chunked\r\n\r\n", b"1\r\n \r\n"),
        drip(HEADERS + b"Transfer-Encoding: chunked\r\n\r\n0\r\n", b"x: y\r\n"),
        drip(HEADERS + b"Content-Encoding: deflate\r\n\r\n\x78\x9c", b"\x00\x00\x00\xff\xff"),
    ],
    ids=[
        "silent",
        "status line",
        "headers",
        "continues",
        "body",
        "unbounded body",
        "chunks",
        "trailers",
        "empty blocks",
    ],
)
@pytest.mark.parametrize("limit", ["call_seconds", "pull_seconds", "read_seconds"])
def test_a_server_that_never_ends_is_cut_off(act: Act, limit: str) -> None:
    limits: dict[str, Any] = {"call_seconds": 0.6, limit: 0.3}
    with serving(always(act)) as server, pytest.raises(UnreachableError) as caught:
        listed(server, **limits)
    assert caught.value.exit_code == 3
    assert "en 0." in caught.value.message or "a tiempo" in caught.value.message
    assert len(server.forms) == 1


def test_many_quick_calls_still_end_with_the_whole_pull_s_time() -> None:
    ticks = itertools.count(0, 1.0)

    def endless(form: Form) -> Act:
        start = int(form["limitstart"])
        return answer({**NOTHING, "totalresults": 10**6, "orders": {"order": [{"id": start + 1}]}})

    with serving(endless) as server, pytest.raises(UnreachableError, match="la lectura completa no terminó en 20 s"):
        listed(server, monotonic=lambda: next(ticks))
    assert 1 < len(server.forms) < 20
