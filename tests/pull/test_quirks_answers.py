"""The quirks of the contract's section 10 that stand in how billing answers, lets in and refuses."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from generator.errors import UnreachableError
from tests.doubles.acting_server import Act, raw
from tests.doubles.far_server import far_away
from tests.doubles.scripted_billing import answer
from tests.pull.quirk_desk import instead, office, seen, stopped
from tests.pull.samples import order_row, ticket_row
from tests.pull.short_pulls import SECRET, transport

GOOD = {"result": "success", "totalresults": 1, "orders": {"order": [order_row(invoiceid=0)]}}
PAGE = b"<!DOCTYPE html><title>Just a moment...</title>"
ANSWERED = ticket_row(date="2026-11-20 09:00:00", lastreply="2026-11-20 11:30:00", status="Answered")
OFFICE = office([order_row()], (), [ANSWERED])


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"result": "error", "message": "Client ID Not Found"}, "respondió un error"),
        ({"status": "error", "message": "Client ID Not Found"}, "respondió un error"),
        ({"totalresults": 1, "orders": GOOD["orders"]}, "«result»"),
    ],
    ids=["result", "status", "neither"],
)
def test_quirk_01_errors_with_http_200(fields: dict[str, Any], told: str) -> None:
    """An answer counts only where it says that it is a good one, under either of the two names."""
    assert told in stopped(instead("GetOrders", answer(fields), OFFICE))
    renamed = {"status" if key == "result" else key: value for key, value in GOOD.items()}
    good = [seen(instead("GetOrders", answer(shape), office())).orders for shape in (GOOD, renamed)]
    assert good[0] == good[1] != ()


@pytest.mark.parametrize(
    "act",
    [
        raw(PAGE),
        raw(PAGE, 403),
        raw(PAGE, 500),
        raw(b"<br />\n<b>Warning</b>: x<br />\n" + json.dumps(GOOD).encode()),
        raw(b"Deprecated: x in y.php\n" + json.dumps(GOOD).encode()),
        raw(b""),
    ],
    ids=["200", "403", "500", "php warning", "php notice without tags", "nothing"],
)
def test_quirk_02_html_in_place_of_json(act: Act) -> None:
    """It is refused whatever its status; a byte order mark alone is stripped."""
    assert stopped(instead("GetOrders", act, OFFICE)).startswith("Facturación (GetOrders): ")
    marked = raw(b"\xef\xbb\xbf" + json.dumps(GOOD).encode())
    assert [order.id for order in seen(instead("GetOrders", marked, office())).orders] == ["1"]


@pytest.mark.parametrize("action", ["GetAutomationLog", "GetOrders", "GetTickets", "GetTicket"])
@pytest.mark.parametrize(
    ("status", "message"), [(401, ""), (403, "Authentication Failed"), (200, "Authentication Failed"), (403, "")]
)
def test_quirk_24_three_strikes_ban_the_address(action: str, status: int, message: str) -> None:
    """A refusal is never asked again, wherever in a pull it comes."""
    asked: list[str] = []
    refusal = answer({"result": "error", "message": message}, status)

    def counting(form: dict[str, str]) -> Act:
        asked.append(form["action"])
        return instead(action, refusal, OFFICE)(form)

    assert "tres rechazos" in stopped(counting)
    assert (asked[-1], asked.count(action)) == (action, 1)


@pytest.mark.parametrize(
    ("seen_address", "told"), [("117.217.28.213", "117.217.28.213"), ("2001:DB8::7", "2001:db8::7")]
)
def test_quirk_25_a_403_shows_the_address_that_billing_saw(seen_address: str, told: str) -> None:
    """It is told, IPv6 too, with where to allow it; anything else in that text is not."""
    said = stopped(instead("GetAutomationLog", _not_let_in(f"Invalid IP {seen_address}"), OFFICE), calls=1)
    assert told in said
    assert all(word in said for word in ("API IP Access Restriction", "DEMORAS_WHMCS_ACCESS_KEY", "Trusted Proxies"))
    assert seen_address not in stopped(instead("GetAutomationLog", _not_let_in(f"{seen_address} {SECRET}"), OFFICE))


def _not_let_in(message: str) -> Act:
    return answer({"result": "error", "message": message}, 403)


@pytest.mark.parametrize(
    "action", ["GetAutomationLog", "GetOrders", "GetClientsProducts", "GetInvoices", "GetTickets", "GetTicket"]
)
def test_quirk_27_one_action_alone_may_be_forbidden(action: str) -> None:
    """The one that is missing from the role is named with where to add it, and nothing of the rest is kept."""
    refusal = _not_let_in(f'Invalid Permissions: API action "{action.lower()}" is not allowed')
    said = stopped(instead(action, refusal, OFFICE))
    assert f"no permite {action}" in said
    assert "API Roles" in said


@pytest.mark.parametrize(
    ("act", "told"),
    [
        (raw(b"result=success;totalresults=1;orders[order][0][id]=1"), "en lugar de JSON"),
        (answer({"result": "success", "totalresults": 1, "orders[order][0][id]": 1}), "falta «orders»"),
    ],
    ids=["as text", "as keys of json"],
)
def test_quirk_28_nvp_keys_are_no_wire_shape(act: Act, told: str) -> None:
    """Examples of the documentation show them; a body like that is refused, not understood."""
    assert told in stopped(instead("GetOrders", act, OFFICE))


def test_quirk_30_certificates_are_always_verified(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One that nobody trusted signed is refused at once; naming its authority is the way in, not looking away."""
    naps: list[float] = []
    with (
        far_away(raw(b"{}"), tmp_path, monkeypatch, trusted=False) as server,
        transport(server.url, naps=naps) as opened,
        pytest.raises(UnreachableError, match="el certificado") as caught,
    ):
        opened.post("GetOrders", {})
    assert "REQUESTS_CA_BUNDLE" in caught.value.remedy
    assert naps == []
    with far_away(raw(b"{}"), tmp_path, monkeypatch) as server, transport(server.url) as opened:
        assert opened.post("GetOrders", {}).status == 200
