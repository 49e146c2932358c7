"""What is told of each request: where it stands, how it ended, how much and how long; never what was in it."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator

import pytest

from generator.errors import UnreachableError
from generator.http.exchange import NoResponse, Response
from generator.http.http_fault import HttpFault
from generator.pull.whmcs.listing import TICKETS
from generator.pull.whmcs.transport import told
from tests.doubles.acting_server import Act, drip, raw
from tests.doubles.scripted_billing import always, answer, billing, serving
from tests.pull.samples import PRIVATE, ticket_row
from tests.pull.short_pulls import ACCESS_KEY, IDENTIFIER, SECRET, listed, transport

GOOD = {"result": "success"}


def test_each_request_gets_one_line_in_spanish() -> None:
    page = {"limitstart": "500", "limitnum": "250", "orderby": "id"}
    lost = NoResponse(HttpFault.SILENT, "no respondió a tiempo")
    assert [
        told("GetInvoices", page, Response(200), received=51234, seconds=1.26, attempt=1),
        told("GetTicket", {"ticketid": "77"}, lost, received=0, seconds=30, attempt=2),
    ] == [
        "GetInvoices desde la fila 500, de a 250: HTTP 200; 51234 bytes en 1,3 s, intento 1",
        "GetTicket: no respondió a tiempo; 0 bytes en 30,0 s, intento 2",
    ]


def test_only_numbers_stand_for_a_page() -> None:
    wrong = {"limitstart": "0; ana@cliente.example", "limitnum": "25"}
    line = told("GetOrders", wrong, Response(200), received=1, seconds=0, attempt=1)
    assert line == "GetOrders: HTTP 200; 1 bytes en 0,0 s, intento 1"


def test_the_lines_of_a_listing_name_its_pages_and_no_word_of_a_client_or_key() -> None:
    notes: list[str] = []
    with serving(billing(tickets=[ticket_row(id=str(ticket)) for ticket in range(1, 6)])) as server:
        listed(server, TICKETS, page_size=2, notes=notes)
    assert [line.split(":")[0] for line in notes] == [
        f"GetTickets desde la fila {start}, de a 2" for start in (0, 2, 4)
    ]
    assert all(re.fullmatch(r"[^:]+: HTTP 200; \d{3,4} bytes en \d+,\d s, intento 1", line) for line in notes)
    told = " ".join(notes)
    assert not [word for word in (*PRIVATE, SECRET, IDENTIFIER, ACCESS_KEY, "127.0.0.1") if word in told]


def script(*acts: Act) -> Iterator[Act]:
    """Return these acts one after the other, the last for ever."""
    return itertools.chain(acts[:-1], itertools.repeat(acts[-1]))


def test_every_attempt_is_counted_and_told_with_its_number() -> None:
    notes: list[str] = []
    cut = raw(b"{}", Transfer_Encoding="chunked")
    acts = script(raw(b"page", 503), cut, answer(GOOD))
    with serving(lambda form: next(acts)) as server, transport(server.url, notes=notes) as opened:  # noqa: ARG005
        opened.post("GetTicket", {"ticketid": "774411"})
        opened.post("GetAutomationLog", {})
        calls = opened.calls
    assert dict(calls) == {"GetTicket": 3, "GetAutomationLog": 1}
    said = [re.sub(r"\d+,\d", "N", line) for line in notes]
    assert said == [
        "GetTicket: HTTP 503; 4 bytes en N s, intento 1",
        "GetTicket: la respuesta llegó cortada; 0 bytes en N s, intento 2",
        "GetTicket: HTTP 200; 21 bytes en N s, intento 3",
        "GetAutomationLog: HTTP 200; 21 bytes en N s, intento 1",
    ]


def test_a_request_that_was_given_up_is_counted_too() -> None:
    notes: list[str] = []
    endless = drip(b"HTTP/1.1 200 OK\r\n\r\n", b" ")
    with (
        serving(always(endless)) as server,
        transport(server.url, notes=notes, call_seconds=0.3) as opened,
        pytest.raises(UnreachableError, match=r"en 0\.3 s"),
    ):
        opened.post("GetOrders", {})
    assert dict(opened.calls) == {"GetOrders": 1}
    assert [line.split(";")[0] for line in notes] == ["GetOrders: se dejó de esperar"]


def test_the_counts_cannot_be_changed_from_outside() -> None:
    with transport("http://127.0.0.1:9/includes/api.php") as opened, pytest.raises(TypeError):
        opened.calls["GetOrders"] = 9  # type: ignore[index]
