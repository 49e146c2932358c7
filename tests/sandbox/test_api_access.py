"""Who is let in, and what is answered to those who are not."""

from __future__ import annotations

from datetime import datetime

import pytest
import requests

from generator.sandbox import Credentials, MadeUpHistory, SandboxServer
from tests.sandbox.conftest import END, Call


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"secret": "otra"}, "Authentication Failed"),
        ({"identifier": "otro"}, "Authentication Failed"),
        ({"identifier": None}, "Invalid or missing credentials"),
        ({"secret": ""}, "Invalid or missing credentials"),
        ({"accesskey": "otra"}, "Invalid IP 127.0.0.1"),
        ({"accesskey": None}, "Invalid IP 127.0.0.1"),
    ],
)
def test_wrong_credentials_are_a_403_that_says_why(call: Call, changed: dict[str, object], message: str) -> None:
    answer = call("GetOrders", **changed)
    assert (answer.status_code, answer.json()) == (403, {"result": "error", "message": message})


def test_without_an_access_key_the_address_counts_as_listed(history: MadeUpHistory, session: requests.Session) -> None:
    credentials = Credentials("uno", "dos", None)
    with SandboxServer(history, as_of=END, credentials=credentials) as server:
        form = {"username": "uno", "password": "dos", "action": "WhmcsDetails", "responsetype": "json"}
        assert session.post(server.url, data=form, timeout=10).json()["whmcs"]["version"]


def test_an_empty_action_is_a_400(call: Call) -> None:
    answer = call("")
    assert (answer.status_code, answer.json()["message"]) == (400, "Empty action request")


def test_an_unknown_action_is_an_error(call: Call) -> None:
    answer = call("GetEverything")
    assert answer.json()["result"] == "error"
    assert "could not be found" in answer.json()["message"]


def test_an_action_outside_the_role_is_a_403_that_names_it(call: Call) -> None:
    for action in ("DeleteOrder", "GetClientsDetails"):
        answer = call(action)
        message = f'Invalid Permissions: API action "{action.lower()}" is not allowed'
        assert (answer.status_code, answer.json()["message"]) == (403, message)


def test_only_a_posted_form_is_read(server: SandboxServer, credentials: Credentials, session: requests.Session) -> None:
    fields = {"identifier": credentials.identifier, "secret": credentials.secret, "action": "GetOrders"}
    fields |= {"accesskey": str(credentials.access_key), "responsetype": "json"}
    assert session.get(server.url, params=fields, timeout=10).status_code == 405
    assert session.post(server.url, params=fields, timeout=10).status_code == 403
    assert session.post(server.url, json=fields, timeout=10).text.find("orders") == -1
    assert session.post(server.url.replace("api.php", "other.php"), data=fields, timeout=10).status_code == 404


def test_whoever_does_not_ask_for_json_gets_none(call: Call) -> None:
    with pytest.raises(requests.JSONDecodeError):
        call("GetOrders", responsetype=None).json()


def test_credentials_do_not_show_in_a_log_and_differ_each_time() -> None:
    one = Credentials.random()
    assert one != Credentials.random()
    assert one.secret not in repr(one)


def test_a_moment_without_a_zone_is_refused(server: SandboxServer) -> None:
    with pytest.raises(ValueError, match="time zone"):
        server.as_of = datetime(2026, 8, 1)  # noqa: DTZ001 — the very thing that is refused
