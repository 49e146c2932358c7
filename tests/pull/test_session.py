"""The keys go to the one address that was configured, in the form, and nowhere else."""

from __future__ import annotations

import json
import logging

import pytest

from generator import __version__
from generator.errors import UnreachableError
from generator.http.exchange import Response
from tests.doubles.scripted_billing import always, answer, serving
from tests.pull.short_pulls import ACCESS_KEY, IDENTIFIER, SECRET, listed, settings, transport

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


def test_neither_the_settings_nor_the_transport_nor_what_it_sends_shows_a_key() -> None:
    held = settings("http://127.0.0.1:9/includes/api.php")
    with transport(held.url) as opened:
        shown = repr((opened, held, opened._request("GetOrders", {}), Response(200, " ".join(KEYS).encode())))
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
