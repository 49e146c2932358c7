"""Each event of the shop is one line of its activity log, of the format, and of nothing else that the event carried."""

from __future__ import annotations

import hmac
import json
import re
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from tests.integrations.hooked_whmcs import NOW, HookedWhmcs
from tests.integrations.running_php import HOOK, HOOK_FOLDER, Php

VECTORS = json.loads(Path(__file__).with_name("event_vectors.json").read_bytes())
PAGE = (Path(__file__).parents[2] / "docs" / "events.md").read_text(encoding="utf-8")
PRIVATE = {
    "userId": 7,
    "subject": "Mi clave es hunter2",
    "message": "ana@example.com",
    "failureResponseMessage": "root:x",
}
"""What WHMCS hands over beside the ids."""
SERVICE = {"params": {"serviceid": 31, "userid": 7, "domain": "ana.example", "password": "hunter2", "addonId": 0}}
DOMAIN = {
    "params": {"domainid": 32, "sld": "ana"},
    "results": {"a": 1},
    "functionExists": True,
    "functionSuccessful": True,
}
EVENTS: dict[str, tuple[str, dict[str, Any], list[int]]] = {
    "OrderPaid": ("order.paid", {"orderId": 1234, "userId": 7, "invoiceId": 31}, [1234]),
    "AcceptOrder": ("order.accepted", {"orderid": 1234}, [1234]),
    "CancelOrder": ("order.cancelled", {"orderid": "1234"}, [1234]),
    "PendingOrder": ("order.pending", {"orderid": 1234}, [1234]),
    "AfterModuleCreate": ("service.created", SERVICE, [31]),
    "AfterModuleCreateFailed": ("service.creation_failed", SERVICE, [31]),
    "AfterModuleSuspend": ("service.suspended", SERVICE, [31]),
    "AfterModuleUnsuspend": ("service.unsuspended", SERVICE, [31]),
    "AfterModuleTerminate": ("service.terminated", SERVICE, [31]),
    "AfterRegistrarRegistration": ("domain.registered", DOMAIN, [32]),
    "AfterRegistrarTransfer": ("domain.transferred", DOMAIN, [32]),
    "DomainTransferCompleted": ("domain.transferred", {"domainId": 32, "domain": "ana.example"}, [32]),
    "InvoicePaid": ("invoice.paid", {"invoiceid": 33, "invoice": {"total": "10.00"}}, [33]),
    "TicketOpen": ("ticket.opened", {"ticketid": 60001, "deptid": 2}, [60001]),
    "TicketOpenAdmin": ("ticket.opened", {"ticketid": 60001, "deptid": 2}, [60001]),
    "TicketUserReply": ("ticket.replied", {"ticketid": 60001, "replyid": 5}, [60001]),
    "TicketAdminReply": ("ticket.answered", {"ticketid": 60001, "replyid": 5, "admin": "Carla"}, [60001]),
    "TicketStatusChange": ("ticket.status_changed", {"ticketid": 60001, "status": "Open", "adminid": 1}, [60001]),
    "TicketClose": ("ticket.closed", {"ticketid": 60001}, [60001]),
    "TicketMerge": ("ticket.merged", {"mergedTicketIds": [5, "6", 5], "masterTicketId": 4}, [5, 6]),
}


def line(secret_hex: str, event: str, number: int, at: datetime) -> str:
    """Return the line of docs/events.md, made without the hook."""
    key = hmac.digest(bytes.fromhex(secret_hex), b"order-events/v1\nprod", "sha256")
    told = f"demoras/1 {event} {number} {at:%Y-%m-%dT%H:%M:%SZ}"
    return f"{told} {hmac.digest(key, told.encode(), 'sha256')[:16].hex()}"


@pytest.mark.parametrize("hook", EVENTS)
def test_each_hook_writes_the_line_of_its_event(whmcs: HookedWhmcs, hook: str) -> None:
    """And returns nothing: WHMCS acts on what some hooks return."""
    event, variables, numbers = EVENTS[hook]
    outcome = whmcs.tells(hook, variables)
    assert outcome["returned"] is None
    assert outcome["activity"] == [line(whmcs.secret_hex, event, number, NOW) for number in numbers]


@pytest.mark.parametrize("hook", EVENTS)
def test_nothing_but_the_id_of_what_a_hook_carries_is_written(whmcs: HookedWhmcs, hook: str) -> None:
    """Subjects, messages, names and what a failing module said stay where they are."""
    event, variables, numbers = EVENTS[hook]
    written = whmcs.tells(hook, PRIVATE | variables)["activity"]
    assert written == [line(whmcs.secret_hex, event, number, NOW) for number in numbers]


@pytest.mark.parametrize(
    ("hook", "variables"),
    [
        ("AfterRegistrarTransfer", DOMAIN | {"functionSuccessful": False}),
        ("AfterRegistrarTransfer", {"params": {"domainid": 32}}),
        ("AfterRegistrarRegistration", DOMAIN | {"functionSuccessful": False}),
        ("AfterModuleCreate", {"params": {"serviceid": 31, "addonId": 8}}),
        ("AfterModuleCreate", {"params": "31"}),
        ("AfterModuleCreate", {"serviceid": 31}),
        ("OrderPaid", {"orderId": 0}),
        ("OrderPaid", {"orderId": "01"}),
        ("OrderPaid", {"orderId": "12 order.paid"}),
        ("OrderPaid", {"orderId": "12\n"}),
        ("OrderPaid", {"orderId": 1.5}),
        ("OrderPaid", {"orderId": True}),
        ("OrderPaid", {"orderId": [[12]]}),
        ("OrderPaid", {"invoiceId": 12}),
        ("OrderPaid", None),
        ("OrderPaid", "12"),
        ("TicketMerge", {"mergedTicketIds": None, "masterTicketId": 4}),
        ("TicketMerge", {"mergedTicketIds": [4, "x", []], "masterTicketId": 4}),
    ],
)
def test_what_did_not_happen_or_has_no_id_writes_nothing(whmcs: HookedWhmcs, hook: str, variables: Any) -> None:
    """An addon made is no service made; a version of WHMCS that passes something else breaks nothing."""
    assert whmcs.tells(hook, variables)["activity"] == []


def test_the_hook_makes_the_lines_of_the_vectors(php: Php) -> None:
    """The lines a reader in another language is tested with."""
    moments = [datetime.fromisoformat(vector["moment"]).timestamp() for vector in VECTORS["lines"]]
    events = [[one["event"], one["id"], int(at)] for one, at in zip(VECTORS["lines"], moments, strict=True)]
    made = php.run("event_lines.php", {"secret": VECTORS["secret"], "site": VECTORS["site"], "events": events})
    assert made == [vector["line"] for vector in VECTORS["lines"]]
    assert VECTORS["lines"][0]["line"] in PAGE


def test_page_vectors_and_hook_name_the_same_events() -> None:
    """In the hook with the hooks of WHMCS that the page names for each."""
    rows = re.findall(r"(?m)^\| ((?:`\w+\.\w+` ?)+) \| (\w[\w, ]+) \|", PAGE)
    page = {event: set(names.split(", ")) for events, names in rows for event in re.findall(r"`(.+?)`", events)}
    assert {vector["event"] for vector in VECTORS["lines"]} == set(page)
    assert {event for event, _variables, _numbers in EVENTS.values()} == set(page)
    assert set().union(*page.values()) == set(EVENTS)
    assert all(hook in page[event] for hook, (event, _variables, _numbers) in EVENTS.items())


def test_a_shop_that_leaves_events_out_writes_none_and_still_gives_links(whmcs: HookedWhmcs) -> None:
    whmcs.settings["events"] = False
    assert whmcs.tells("OrderPaid", {"orderId": 1234})["activity"] == []
    assert whmcs.email("Domain", 31) == whmcs.link(1234)


def test_a_shop_that_leaves_links_out_gives_none_and_still_writes_events(whmcs: HookedWhmcs) -> None:
    """The merge field is not offered either."""
    whmcs.settings["links"] = False
    assert whmcs.email("Domain", 31) == ""
    assert whmcs.tells("EmailTplMergeFields", {"type": "product"})["returned"] == []
    assert whmcs.tells("OrderPaid", {"orderId": 1234})["activity"] == [line(whmcs.secret_hex, "order.paid", 1234, NOW)]


def test_settings_of_no_use_write_no_line_but_the_remedy(whmcs: HookedWhmcs) -> None:
    """A line with a MAC of another secret would only be noise."""
    whmcs.settings["site"] = "Prod"
    outcome = whmcs.tells("OrderPaid", {"orderId": 1234})
    assert (outcome["returned"], len(outcome["activity"])) == (None, 1)
    assert outcome["activity"][0].startswith("Demoras: «site» no sirve")


def test_no_event_asks_the_database_anything(whmcs: HookedWhmcs) -> None:
    """A shop must not notice them."""
    whmcs.fault = "throws"
    for hook, (_event, variables, numbers) in EVENTS.items():
        assert len(whmcs.tells(hook, variables)["activity"]) == len(numbers)


def test_the_hooks_of_events_need_no_file_of_the_links() -> None:
    """Each of the two can be missing without the other."""
    assert "_links" not in (HOOK_FOLDER / "_events.php").read_text(encoding="utf-8")
    assert "_events" not in (HOOK_FOLDER / "_links.php").read_text(encoding="utf-8")
    assert HOOK.is_file()
