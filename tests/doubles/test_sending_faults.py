"""Answers whose bytes do not come as HTTP promises them, met over real connections."""

from __future__ import annotations

import gzip
import socket
import zlib
from urllib.parse import urlsplit

import pytest
import requests

from generator.sandbox import Credentials, MadeUpHistory
from tests.doubles.billing_faults import Fault
from tests.doubles.faulty_billing import FaultyBilling
from tests.doubles.gzip_bomb import BLOCK, INFLATED, inflating
from tests.sandbox.conftest import END, Call

CAP = 8 << 20
REQUEST = b"POST /includes/api.php HTTP/1.1\r\nHost: prueba\r\nContent-Length: 0\r\n\r\n"


def connect(server: FaultyBilling) -> socket.socket:
    """Return a bare connection on which an empty request was sent."""
    connection = socket.create_connection(("127.0.0.1", urlsplit(server.url).port or 0), timeout=10)
    connection.sendall(REQUEST)
    return connection


def drained(connection: socket.socket) -> bytes:
    """Return all that comes until the other side closes."""
    received = b""
    while chunk := connection.recv(65_536):
        received += chunk
    return received


def test_a_gzip_bomb_is_a_megabyte_that_inflates_past_any_cap(server: FaultyBilling, call: Call) -> None:
    server.fault = Fault.GZIP_BOMB
    with call("GetSupportDepartments", stream=True) as answer:
        assert answer.headers["Content-Encoding"] == "gzip"
        body = answer.raw.read(decode_content=False)
    assert len(body) == int(answer.headers["Content-Length"]) < CAP // 4
    assert int.from_bytes(body[-4:], "little") > INFLATED
    assert zlib.decompressobj(wbits=31).decompress(body, 4 * CAP) == b" " * (4 * CAP)


def test_what_the_bomb_inflates_to_is_sound_and_ends_in_the_good_answer() -> None:
    text = b'{"result":"success"}'
    assert gzip.decompress(inflating(text, blocks=3)) == b" " * (3 * BLOCK) + text


def test_a_reset_ends_the_connection_without_a_goodbye(server: FaultyBilling) -> None:
    server.fault = Fault.RESET
    with connect(server) as connection, pytest.raises(ConnectionResetError):
        drained(connection)


def test_a_reset_looks_like_a_broken_connection_to_a_client(server: FaultyBilling, call: Call) -> None:
    server.fault, server.fault_times = Fault.RESET, 1
    with pytest.raises(requests.exceptions.RequestException):
        call("GetOrders")
    assert call("GetOrders").status_code == 200


def test_a_cut_connection_says_goodbye(server: FaultyBilling) -> None:
    server.fault = Fault.CUT
    with connect(server) as connection:
        head, _, body = drained(connection).partition(b"\r\n\r\n")
    assert 0 < len(body) < int(head.partition(b"Content-Length: ")[2].split()[0])


def test_dripping_headers_begin_well_and_never_end(server: FaultyBilling) -> None:
    server.fault = Fault.DRIP_HEADERS
    received = b""
    with connect(server) as connection:
        while received.count(b"x") < 3:
            received += connection.recv(65_536)
    assert received.startswith(b"HTTP/1.1 403 Forbidden\r\n")
    assert b"\r\n\r\n" not in received


def test_a_server_that_drips_headers_still_stops(history: MadeUpHistory, credentials: Credentials) -> None:
    with FaultyBilling(history, as_of=END, credentials=credentials) as server:
        server.fault = Fault.DRIP_HEADERS
        connection = connect(server)
        assert connection.recv(10)
    connection.close()
    server._thread.join(10)
    assert not server._thread.is_alive()


def test_a_redirect_leads_where_it_is_told_to(server: FaultyBilling, call: Call) -> None:
    server.fault, server.redirect_to = Fault.REDIRECT, "http://127.0.0.1:9/otra"
    answer = call("GetOrders")
    assert (answer.status_code, answer.headers["Location"]) == (307, "http://127.0.0.1:9/otra")
