"""One ticket that cannot be read is kept back; what concerns every call, or several in a row, stops the pull."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection
from typing import Any

import pytest

from generator.errors import UnreachableError
from generator.model.base import TicketId
from tests.doubles.acting_server import Act, raw
from tests.doubles.scripted_billing import Form, answer, serving
from tests.pull.desk import GONE, observe
from tests.pull.samples import opening_row, reply_row
from tests.pull.test_message_reading import desk, read, row, told

BAD_THREADS: dict[str, Act] = {
    "empty": raw(b""),
    "html": raw(b"<html>Fatal error: Allowed memory size exhausted</html>"),
    "another wording": answer({"result": "error", "message": "Ticket not found"}),
    "another error": answer({"result": "error", "message": "Ticket ID Not Found, Ana"}),
    "an error that quotes": answer({"result": "error", "message": "Unable to decode: Ana dice access key invalida"}),
    "a success without fields": answer({"result": "success", "message": "Ticket ID Not Found"}),
    "no container": answer({"result": "success", "ticketid": "1"}),
    "null": answer(None),
    "bad character": answer({"result": "error", "message": "Error generating JSON encoded response: Malformed UTF-8"}),
    "latin-1": raw(json.dumps(told(1, opening_row(message="año")), ensure_ascii=False).encode("latin-1")),
    "too large": answer(told(1, *(reply_row(message="x" * 65_000) for _ in range(134)))),
    "half": raw(json.dumps(told(1)).encode()[:-9]),
    "cut": raw(json.dumps(told(1)).encode(), Transfer_Encoding="chunked"),
    "php gave up": raw(b"", 500),
    "no worker left": raw(b"<h1>503 Service Unavailable</h1>", 503),
    "not found": raw(b"<h1>404 Not Found</h1>", 404),
    "another ticket": answer(told(7)),
    "no ticket": answer({**told(1), "ticketid": "x"}),
}
GENERAL: dict[str, Act] = {
    "forbidden": answer(GONE, 403),
    "login": answer({"result": "error", "message": "Authentication Failed"}),
    "address": answer({"result": "error", "message": "Invalid IP 127.0.0.1"}, 403),
    "role": answer({"result": "error", "message": "Invalid Permissions"}),
    "wrong address": answer({"result": "error", "message": "An admin user is required"}),
    "too many": answer({"message": "Rate Limit Exceeded"}, 429),
}
FOREIGN: dict[str, Act] = {
    "challenge": raw(b"<!DOCTYPE html><title>Just a moment...</title>"),
    "modsecurity": raw(b"<title>403 Forbidden</title>ModSecurity", 403),
    "nginx": raw(b"<title>403 Forbidden</title><center>nginx</center>", 403),
    "cloudflare": raw(b"<html>524</html>", 524),
    "redirect": raw(b"", 302, Location="https://clientes.example/"),
    "maintenance": raw(b"<strong>Down for Maintenance (Err 3)</strong>"),
    "a client's words": raw(b"<html>Oops! Uncaught exception: preg_match(): 'dice Account suspended'</html>"),
    "a firewall's json": answer({"success": False, "message": "blocked by ModSecurity"}, 403),
}
"""No words of WHMCS's own, which would meet any call if they came from the connection."""


def spoilt(act: Act, bad: Collection[str], *rows: dict[str, Any]) -> Callable[[Form], Act]:
    """Return a desk that answers so when it is asked for these tickets."""
    good = desk(*rows)
    return lambda form: act if form["action"] == "GetTicket" and form["ticketid"] in bad else good(form)


@pytest.mark.parametrize("act", BAD_THREADS.values(), ids=BAD_THREADS)
def test_one_ticket_whose_messages_cannot_be_had_is_kept_back_and_the_rest_goes_on(act: Act) -> None:
    with serving(spoilt(act, "1", row(1), row(2))) as server:
        observed = observe(server)
    assert list(observed.unreadable_tickets) == ["1"]
    assert observed.unreadable_tickets[TicketId("1")].startswith("GetTicket: ")
    assert "Ana" not in observed.unreadable_tickets[TicketId("1")]
    assert [ticket.id for ticket in observed.tickets] == list(observed.threads) == ["2"]


@pytest.mark.parametrize("act", GENERAL.values(), ids=GENERAL)
def test_what_concerns_every_call_stops_the_pull_at_once(act: Act) -> None:
    with serving(spoilt(act, "2", row(1), row(2))) as server, pytest.raises(UnreachableError, match="GetTicket"):
        observe(server)
    assert set(read(server)) == {"2"}


@pytest.mark.parametrize("act", FOREIGN.values(), ids=FOREIGN)
def test_a_page_in_place_of_one_ticket_alone_keeps_it_back(act: Act) -> None:
    """A firewall minds the texts of a conversation; an error's page may quote them."""
    with serving(spoilt(act, "2", row(1), row(2), row(3))) as server:
        observed = observe(server)
    assert (list(observed.unreadable_tickets), sorted(observed.threads)) == (["2"], ["1", "3"])
    assert list(dict.fromkeys(read(server))) == ["3", "2", "1"]


@pytest.mark.parametrize("act", FOREIGN.values(), ids=FOREIGN)
def test_the_same_page_in_place_of_every_ticket_stops_the_pull(act: Act) -> None:
    rows = [row(at) for at in range(1, 9)]
    with serving(spoilt(act, "12345678", *rows)) as server, pytest.raises(UnreachableError, match="GetTicket"):
        observe(server)
    assert list(dict.fromkeys(read(server))) == ["8", "7", "6", "5"]


@pytest.mark.parametrize("act", BAD_THREADS.values(), ids=BAD_THREADS)
def test_where_none_can_be_read_the_pull_stops(act: Act) -> None:
    rows = [row(at) for at in range(1, 6)]
    with (
        serving(spoilt(act, "12345", *rows)) as server,
        pytest.raises(UnreachableError, match="3 tickets seguidos"),
    ):
        observe(server)
    assert list(dict.fromkeys(read(server))) == ["5", "4", "3", "2", "1"]


def test_three_in_a_row_where_nothing_is_known_stop_nothing_while_another_can_be_read() -> None:
    rows = [row(at) for at in range(1, 7)]
    with serving(spoilt(raw(b""), "3456", *rows)) as server:
        observed = observe(server)
    assert (sorted(observed.unreadable_tickets), sorted(observed.threads)) == (["3", "4", "5", "6"], ["1", "2"])


def test_another_client_s_tickets_are_asked_before_more_of_the_one_who_spoils_them() -> None:
    rows = [row(1, userid="8"), *(row(at) for at in range(2, 40))]
    with serving(spoilt(raw(b""), [str(at) for at in range(2, 40)], *rows)) as server:
        observed = observe(server)
    assert (len(observed.unreadable_tickets), list(observed.threads)) == (38, ["1"])
    assert read(server)[:4] == ["39", "38", "37", "1"]


def test_known_tickets_of_one_client_that_outgrow_an_answer_do_not_stop_the_others() -> None:
    """They could be read once: of those that could, one that failed just now proves nothing."""
    rows = [row(at, userid=str(at)) for at in (1, 2)] + [
        row(at, userid="3", status="Customer-Reply") for at in (3, 4, 5)
    ]
    waiting = {each["id"]: told(int(each["id"]), opening_row(), reply_row()) for each in rows[2:]}
    with serving(desk(*rows, answers=waiting)) as server:
        known = observe(server).threads
    for each in rows[2:]:
        each["lastreply"] = "2026-11-22 10:00:00"
    with serving(spoilt(BAD_THREADS["too large"], "345", *rows)) as server:
        observed = observe(server, threads=known)
    assert sorted(observed.unreadable_tickets) == ["3", "4", "5"]
    assert read(server) == ["5", "4", "3", "2"]


def test_what_was_read_between_them_ends_the_row() -> None:
    rows = [row(at) for at in range(1, 8)]
    with serving(spoilt(raw(b""), "147", *rows)) as server:
        assert sorted(observe(server).unreadable_tickets) == ["1", "4", "7"]


def test_bad_tickets_that_stay_for_weeks_do_not_stop_run_after_run() -> None:
    """In a quiet hour they are the only ones to be read; one that could be read once tells who is at fault."""
    rows = [row(at) for at in range(1, 8)]
    with serving(desk(row(1))) as server:
        known = observe(server).threads
    with serving(spoilt(raw(b""), "234567", *rows)) as server:
        observed = observe(server, threads=known)
        assert sorted(observed.unreadable_tickets) == ["2", "3", "4", "5", "6", "7"]
        assert read(server) == ["7", "6", "5", "1", "4", "3", "2", "1"]
    with (
        serving(spoilt(raw(b""), "1234567", *rows)) as server,
        pytest.raises(UnreachableError, match="3 tickets seguidos"),
    ):
        observe(server, threads=known)
