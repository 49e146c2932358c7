"""Every way billing can fail to answer: exit code 3, one line that helps, no secret, and never an empty listing."""

from __future__ import annotations

import json

import pytest

from generator.errors import UnreachableError
from tests.doubles.acting_server import Act, raw
from tests.doubles.scripted_billing import always, answer, serving
from tests.pull.short_pulls import ACCESS_KEY, IDENTIFIER, SECRET, listed

EMPTY = {"result": "success", "totalresults": 0, "orders": ""}
LEAKS = "ana@cliente.example"
PAGE = f"<!DOCTYPE html><title>Just a moment…</title>{LEAKS} {SECRET}".encode()
EMITTER = b"<h1>Oops!</h1>Laminas\\HttpHandlerRunner\\Exception\\EmitterException: Output has been emitted previously"


def failure(act: Act) -> UnreachableError:
    """Return what a listing says of a server that always does this, after checking what every failure must keep to."""
    with serving(always(act)) as server, pytest.raises(UnreachableError) as caught:
        listed(server)
    error = caught.value
    said = f"{error.message} {error.remedy}"
    assert error.exit_code == 3
    assert error.message.startswith("Facturación (GetOrders): ")
    assert error.remedy
    assert len(said.splitlines()) == 1
    assert not [word for word in (IDENTIFIER, SECRET, ACCESS_KEY, LEAKS, "127.0.0.1", "<") if word in said]
    assert error.__cause__ is None
    return error


@pytest.mark.parametrize(
    ("act", "fault"),
    [
        (raw(PAGE, 500), "HTTP 500"),
        (raw(EMITTER, 500), "HTTP 500"),
        (raw(PAGE, 503), "HTTP 503"),
        (raw(b"", 502), "HTTP 502"),
        (raw(PAGE, 404), "HTTP 404"),
        (raw(PAGE, 403), "HTTP 403"),
        (raw(b"", 204), "HTTP 204"),
        (answer({"message": "Rate Limit Exceeded"}, 429), "HTTP 429: «Rate Limit Exceeded»"),
        (answer({"result": "error", "message": "empty ACTION request"}, 400), "HTTP 400: «Empty action request»"),
        (answer(EMPTY, 500), "HTTP 500"),
        (answer(EMPTY, 201), "HTTP 201"),
        (raw(PAGE), "una página HTML en lugar de JSON"),
        (raw(b"<br />Warning: x" + json.dumps(EMPTY).encode()), "una página HTML en lugar de JSON"),
        (raw(b"Deprecated: x" + json.dumps(EMPTY).encode()), "otra cosa en lugar de JSON"),
        (raw(b"\xef\xbb\xbf\xef\xbb\xbf" + json.dumps(EMPTY).encode()), "otra cosa en lugar de JSON"),
        (raw(b"result=success;totalresults=0"), "otra cosa en lugar de JSON"),
        (raw(b""), "una respuesta vacía"),
        (raw(b"\xef\xbb\xbf \r\n"), "una respuesta vacía"),
        (raw(json.dumps(EMPTY).encode()[:-9]), "cortado o mal formado"),
        (raw(json.dumps(EMPTY).encode() + b"<!-- x -->"), "cortado o mal formado"),
        (raw(b'{"result":"success","totalresults":NaN,"orders":""}'), "cortado o mal formado"),
        (raw(b'{"result":"success","totalresults":' + b"9" * 5000 + b',"orders":""}'), "cortado o mal formado"),
        (raw(b'{"a":' + b"[" * 200_000), "cortado o mal formado"),
        (raw('{"result":"success","message":"ñ"}'.encode("latin-1")), "bytes que no son UTF-8 (filas 1 a 250)"),
        (answer([EMPTY]), "no es un objeto"),
        (answer(None), "no es un objeto"),
        (answer("success"), "no es un objeto"),
        (answer({"totalresults": 0, "orders": ""}), "«result»"),
        (answer({**EMPTY, "result": "warning"}), "«result»"),
        (answer({**EMPTY, "result": None}), "«result»"),
        (answer({"result": "error", "message": f"Duplicate entry '{LEAKS}'"}), "el texto no se muestra"),
        (answer({"result": "error", "message": {"x": LEAKS}}), "el texto no se muestra"),
        (answer({"result": "error"}), "el texto no se muestra"),
        (answer({"status": "error", "message": "Authentication Failed"}), "«Authentication Failed»"),
        (answer({"result": "error", "status": "success", "orders": ""}), "respondió un error"),
        (answer({"result": "success", "totalresults": 0}), "falta «orders»"),
        (answer({"result": "success", "totalresults": 3}), "falta «orders»"),
        (answer({"result": "success", "orders": ""}), "cuántas filas"),
        (answer({**EMPTY, "totalresults": "muchos"}), "cuántas filas"),
        (answer({**EMPTY, "totalresults": 3}), "incompleto"),
        (answer({**EMPTY, "totalresults": 3, "orders": None}), "incompleto"),
        (answer({**EMPTY, "totalresults": 3, "orders": []}), "incompleto"),
        (answer({**EMPTY, "orders": LEAKS}), "«orders» no es una lista"),
        (answer({**EMPTY, "orders": {"order": [1]}}), "«orders» no es una lista"),
        (answer({**EMPTY, "totalresults": 1, "orders": {"order": [{"id": LEAKS}]}}), "sin un «id» legible"),
        (answer({**EMPTY, "totalresults": 1, "orders": {"order": {"name": LEAKS}}}), "sin un «id» legible"),
    ],
)
def test_what_is_not_a_listing_stops_the_pull_with_one_line(act: Act, fault: str) -> None:
    assert fault in failure(act).message


@pytest.mark.parametrize(
    "message", ["Invalid IP 117.217.28.213", "Forbidden IP 117.217.28.213", "invalid ip: 117.217.28.213"]
)
def test_a_refused_address_is_named_with_where_to_allow_it(message: str) -> None:
    error = failure(answer({"result": "error", "message": message}, 403))
    assert "no acepta la dirección IP 117.217.28.213" in error.message
    assert "API IP Access Restriction" in error.remedy
    assert "DEMORAS_WHMCS_ACCESS_KEY" in error.remedy


def test_a_refused_ipv6_address_is_named_too() -> None:
    assert "2001:db8::7" in failure(answer({"result": "error", "message": "Invalid IP 2001:DB8::7"}, 403)).message


@pytest.mark.parametrize("message", ["Invalid IP 999.1.1.1", f"Invalid IP 1.2.3.4 {LEAKS}", "Invalid IP 1.2.3"])
def test_what_is_no_address_is_not_repeated_as_one(message: str) -> None:
    error = failure(answer({"result": "error", "message": message}, 403))
    assert "el texto no se muestra" in error.message
    assert "lista de IP" in error.remedy


def test_an_action_outside_the_role_is_named_with_where_to_add_it() -> None:
    message = 'Invalid Permissions: API action "getorders" is not allowed'
    error = failure(answer({"result": "error", "message": message}, 403))
    assert "no permite GetOrders" in error.message
    assert "API Roles" in error.remedy


@pytest.mark.parametrize("status", [200, 401, 403])
@pytest.mark.parametrize("message", ["Authentication Failed", "invalid or missing credentials", "Access Denied"])
def test_refused_credentials_are_told_with_the_danger_of_insisting(status: int, message: str) -> None:
    error = failure(answer({"result": "error", "message": message}, status))
    assert message.casefold() in error.message.casefold()
    assert "credencial" in error.remedy
    assert "tres rechazos" in error.remedy


@pytest.mark.parametrize("act", [answer({"result": "error", "message": "x"}, 403), answer({"status": "error"}, 403)])
def test_whmcs_s_own_bare_403_mentions_credentials_role_and_addresses(act: Act) -> None:
    remedy = failure(act).remedy
    assert all(word in remedy for word in ("credencial", "rol", "IP", "DEMORAS_WHMCS_ACCESS_KEY"))


@pytest.mark.parametrize(
    "body", [b"\xef\xbb\xbf%s", b" \r\n\t%s\n", b"\n\xef\xbb\xbf %s", b"%s"], ids=["bom", "blanks", "both", "bare"]
)
def test_a_byte_order_mark_and_blanks_before_the_json_are_harmless(body: bytes) -> None:
    with serving(always(raw(body % json.dumps(EMPTY).encode()))) as server:
        assert listed(server) == {}


def test_status_may_stand_in_for_result() -> None:
    with serving(always(answer({"status": "success", "totalresults": "0", "orders": {}}))) as server:
        assert listed(server) == {}


def test_a_warning_beside_a_good_answer_changes_nothing() -> None:
    with serving(always(answer({**EMPTY, "warning": f"Deprecated: {LEAKS}"}))) as server:
        assert listed(server) == {}


@pytest.mark.parametrize(
    "message",
    [
        "Command Not Found",
        "command not found",
        'The API action "getorders" could not be found',
        "GetOrders could not be found.",
    ],
)
def test_an_action_that_billing_does_not_know_is_named(message: str) -> None:
    error = failure(answer({"result": "error", "message": message}))
    assert "Command Not Found" in error.message or "no conoce GetOrders" in error.message
    assert "Actualice WHMCS" in error.remedy


@pytest.mark.parametrize("headers", [{}, {"Retry_After": "1"}])
@pytest.mark.parametrize("status", [400, 401, 403, 404])
def test_a_refusal_whose_page_is_cut_short_is_still_a_refusal(status: int, headers: dict[str, str]) -> None:
    cut = raw(b"<html>", status, Transfer_Encoding="chunked", **headers)
    naps: list[float] = []
    with serving(always(cut)) as server, pytest.raises(UnreachableError, match=f"HTTP {status}"):
        listed(server, naps=naps)
    assert (len(server.forms), naps) == (1, [])


def test_a_refusal_in_a_strange_compression_is_still_a_refusal() -> None:
    error = failure(raw(b"\x1b\x00", 403, Content_Encoding="br"))
    assert "HTTP 403" in error.message
