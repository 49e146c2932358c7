"""Whatever a server does, each of the three that speak HTTP ends in time and memory, in one line, and leaks nothing."""

from __future__ import annotations

import gzip
import logging
import socket
import time
import tracemalloc
import zlib
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import pytest

from generator import __version__
from generator.errors import DemorasError, UnreachableError
from tests.doubles.acting_server import HEADERS, Act, answering, drip, drop, flood, raw, reset_after, silence
from tests.doubles.far_server import HOST, far_away
from tests.http.users import KEYS, LARGEST, USERS, User

MIB = 1024 * 1024
JSON = "Content-Type: application/json"


@pytest.fixture(params=USERS)
def user(request: pytest.FixtureRequest) -> User:
    """Give each of the three in turn."""
    found: User = USERS[request.param]
    return found


@dataclass(frozen=True)
class Ended:
    """How asking ended: the error, and what it cost."""

    error: UnreachableError
    seconds: float
    peak: int
    """Bytes of memory that Python held at most."""


def ended(user: User, url: str, seconds: float = 60) -> Ended:
    """Ask once and check what every failure keeps to."""
    tracemalloc.start()
    began = time.monotonic()
    try:
        with pytest.raises(UnreachableError) as caught:
            user.ask(url, seconds)
        took, peak = time.monotonic() - began, tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    error = caught.value
    said = f"{error.message} {error.remedy}"
    assert error.exit_code == 3
    assert error.remedy
    assert len(said.splitlines()) == 1
    assert (error.__cause__, error.__context__) == (None, None)
    assert not [key for key in KEYS if key in said]
    return Ended(error, took, peak)


@pytest.mark.parametrize("status", [300, 301, 302, 303, 307, 308])
def test_a_redirect_is_not_followed_and_its_body_is_never_read(user: User, status: int) -> None:
    """A published site that answered 302 and then sent 900 MiB was once read whole."""
    with socket.create_server(("127.0.0.1", 0)) as elsewhere:
        elsewhere.setblocking(False)
        target = f"Location: http://127.0.0.1:{elsewhere.getsockname()[1]}/"
        head = f"HTTP/1.1 {status} Found\r\n{target}\r\nContent-Length: {900 * MIB}\r\n\r\n".encode()
        with answering(flood(head, bytes(MIB), 900)) as server:
            how = ended(user, server.url)
        with pytest.raises(BlockingIOError):  # nobody has so much as connected
            elsewhere.accept()
    assert len(server.headers) == 1
    assert "redir" in how.error.message
    assert target.removeprefix("Location: ") not in how.error.message + how.error.remedy
    # What the system's own buffers took; not a byte of it was asked for.
    assert server.sent < 16 * MIB
    assert how.peak < 2 * MIB


def test_somebodys_netrc_adds_no_password(user: User, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Towards another machine, where the environment is heeded: the published site once got that password."""
    netrc = tmp_path / "netrc"
    netrc.write_text(
        f"machine {HOST} login ana password zzTOPzz\ndefault login ana password zzTOPzz\n", encoding="utf-8"
    )
    netrc.chmod(0o600)
    monkeypatch.setenv("NETRC", str(netrc))
    with far_away(raw(b"", 404), tmp_path, monkeypatch) as server, suppress(DemorasError):
        user.ask(server.url, 60)
    assert server.headers
    assert [headers.get("Authorization", "") for headers in server.headers] == [user.header] * len(server.headers)


def test_it_says_who_it_is_and_asks_for_no_compression(user: User) -> None:
    """A small body could unfold into a huge one."""
    with answering(raw(b"", 404)) as server, suppress(DemorasError):
        user.ask(server.url, 60)
    assert {headers["User-Agent"] for headers in server.headers} == {f"demoras/{__version__}"}
    assert {headers["Accept-Encoding"] for headers in server.headers} == {"identity"}


def test_a_proxy_of_the_environment_is_not_asked_for_this_machine(user: User, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody listens at that one."""
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    for name in ("no_proxy", "NO_PROXY"):
        monkeypatch.delenv(name, raising=False)
    with answering(raw(b"", 404)) as server, suppress(DemorasError):
        user.ask(server.url, 60)
    assert server.headers


def test_a_proxy_that_is_not_there_is_told_as_such(user: User, monkeypatch: pytest.MonkeyPatch) -> None:
    """Towards another machine it is asked."""
    for name in ("https_proxy", "HTTPS_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    for name in ("no_proxy", "NO_PROXY"):
        monkeypatch.setenv(name, "")
    assert "el proxy del entorno" in ended(user, f"https://{HOST}/").error.message


def test_a_certificate_that_nobody_trusted_signed_is_refused_at_once(
    user: User, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Naming its authority is the way in, not looking away."""
    with far_away(raw(b"", 404), tmp_path, monkeypatch, trusted=False) as server:
        assert "el certificado de la conexión no es válido" in ended(user, server.url).error.message
    assert server.headers == []


def test_a_server_that_speaks_no_tls_is_told_as_such(user: User) -> None:
    """It answers in the clear to a greeting it cannot read."""
    with answering(raw(b"", 404)) as server:
        error = ended(user, server.url.replace("http:", "https:")).error
    assert "la conexión cifrada no se pudo abrir o se cortó" in error.message
    assert server.headers == []


@pytest.mark.parametrize(
    "act",
    [
        silence,
        drip(b"", b"H"),
        drip(HEADERS + b"X-Slow: ", b"x"),
        drip(b"", b"HTTP/1.1 100 Continue\r\n\r\n"),
        drip(HEADERS + b"Content-Length: 60000\r\n\r\n", b"{"),
        drip(HEADERS + b"\r\n", b" "),
        drip(HEADERS + b"Transfer-Encoding: chunked\r\n\r\n", b"1\r\n \r\n"),
        drip(HEADERS + b"Transfer-Encoding: chunked\r\n\r\n0\r\n", b"x: y\r\n"),
        drip(HEADERS + b"Content-Encoding: deflate\r\n\r\n\x78\x9c", b"\x00\x00\x00\xff\xff"),
    ],
    ids="silent status-line headers continues body no-length chunks trailers empty-blocks".split(),  # noqa: SIM905
)
def test_a_server_that_drips_for_ever_is_left_at_the_deadline(user: User, act: Act) -> None:
    """The limit is on the whole answer, not on the wait for each byte."""
    with answering(act) as server:
        how = ended(user, server.url, seconds=0.3)
    assert "en 0.3 s" in how.error.message or "a tiempo" in how.error.message
    assert how.seconds < 30  # a busy machine; without the limit it would never end


def bomb(megabytes: int) -> bytes:
    """Return a gzip stream of that many MiB of blanks, made of one block again and again."""
    packer = zlib.compressobj(9, wbits=31)
    block = packer.compress(b" " * MIB) + packer.flush(zlib.Z_FULL_FLUSH)
    return block + (packer.compress(b" " * MIB) + packer.flush(zlib.Z_FULL_FLUSH)) * (megabytes - 1)


def test_a_bomb_is_refused_holding_little_more_than_the_limit(user: User) -> None:
    """A packed body of 60 KiB that would unfold to 50 MiB."""
    packed = bomb(50)
    assert len(packed) < LARGEST
    with answering(raw(packed, 200, JSON, "Content-Encoding: gzip")) as server:
        how = ended(user, server.url)
    assert "más de" in how.error.message
    assert how.peak < 2 * MIB
    assert len(server.headers) == 1


@pytest.mark.parametrize("length", [b"Content-Length: %d\r\n" % (900 * MIB), b"", b"Transfer-Encoding: chunked\r\n"])
def test_a_body_over_the_limit_is_left_there(user: User, length: bytes) -> None:
    """Whether or not it said so before; and it is not asked for again."""
    block = b"100000\r\n%b\r\n" % bytes(MIB) if b"chunked" in length else bytes(MIB)
    with answering(flood(HEADERS + length + b"\r\n", block, 900)) as server:
        how = ended(user, server.url)
    assert "más de" in how.error.message
    assert how.peak < 4 * MIB
    assert server.sent < 16 * MIB
    assert len(server.headers) == 1


PACKED = gzip.compress(b'{"result":"success","orders":""}', mtime=0)
CUT = {
    "packed body cut short": raw(PACKED[:-9], 200, JSON, "Content-Encoding: gzip"),
    "packed body with more behind": raw(PACKED + b"x", 200, JSON, "Content-Encoding: gzip"),
    "body cut short": raw(b"{", 200, JSON, length=99),
    "chunk cut short": raw(b"9\r\n{", 200, JSON, "Transfer-Encoding: chunked"),
    "last chunk missing": raw(b"2\r\n{}\r\n", 200, JSON, "Transfer-Encoding: chunked"),
    "dropped": drop,
    "reset in the body": reset_after(HEADERS + b"Content-Length: 99\r\n\r\n{"),
}


@pytest.mark.parametrize("act", CUT.values(), ids=CUT)
def test_half_an_answer_is_never_taken_for_a_whole_one(user: User, act: Act) -> None:
    """It may pass, so billing and the manual are asked again; the published site is not."""
    with answering(act) as server:
        how = ended(user, server.url)
    assert "cortada" in how.error.message or "se cortó" in how.error.message
    assert len(server.headers) == user.attempts


def test_a_strange_compression_is_refused_unread(user: User) -> None:
    """And not asked for again."""
    with answering(raw(b"\x1b\x00", 200, JSON, "Content-Encoding: br")) as server:
        how = ended(user, server.url)
    assert "una compresión que no se pidió" in how.error.message
    assert len(server.headers) == 1


def test_a_host_where_nobody_listens_is_told_as_such(user: User) -> None:
    """In our words, not the library's."""
    with answering(drop) as gone:
        url = gone.url
    assert "no se pudo conectar, o la conexión se cortó" in ended(user, url).error.message


@pytest.mark.parametrize("body", [raw(b"<html>", 403, length=99), raw(b"x", 403, "Content-Encoding: br"), None])
def test_a_refusal_is_a_refusal_however_sick_its_page(user: User, body: Act | None) -> None:
    """Cut short, in a strange compression, or dripping for ever: the status has said what happened."""
    with answering(body or drip(b"HTTP/1.1 403 X\r\nContent-Length: 99\r\n\r\n", b"")) as server:
        how = ended(user, server.url, seconds=0.5)
    assert "403" in how.error.message
    assert len(server.headers) == 1


def test_no_library_writes_a_key_into_the_log(user: User, caplog: pytest.LogCaptureFixture) -> None:
    """A header line without a colon makes urllib3 write a warning of its own."""
    bad = b"HTTP/1.1 200 OK\r\nno colon here\r\nContent-Length: 99\r\n\r\n" + " ".join(KEYS).encode()
    with caplog.at_level(logging.DEBUG), answering(drip(bad, b"")) as server:
        error = ended(user, server.url, seconds=0.5).error
    said = f"{error!r} {error.remedy} {error.__dict__} {caplog.text}"
    assert not [key for key in KEYS if key in said]
