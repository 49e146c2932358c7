"""Canaries stand in every field that no client has a use for, and what clients read stays as good as it was."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from generator.sandbox import MadeUpHistory, SpecialTicket
from tests.doubles.billing_faults import Fault
from tests.doubles.canaries import canary, canary_fields
from tests.doubles.faulty_billing import FaultyBilling
from tests.sandbox.conftest import Call, Read

READ = {
    "GetOrders": ("orders", "order", "id ordernum userid date status invoiceid paymentstatus"),
    "GetInvoices": ("invoices", "invoice", "id status datepaid"),
    "GetTickets": ("tickets", "ticket", "id tid deptid userid date status lastreply service"),
    "GetClientsProducts": ("products", "product", "id orderid status"),
}


def texts(content: Any) -> Iterator[str]:
    """Yield every text of a JSON value."""
    if isinstance(content, str):
        yield content
    elif isinstance(content, dict):
        for value in content.values():
            yield from texts(value)
    elif isinstance(content, list):
        for value in content:
            yield from texts(value)


def rows(read: Read, action: str) -> list[dict[str, Any]]:
    plural, singular, _ = READ[action]
    content = read(action, limitnum=1000, ignore_dept_assignments="true")
    found: list[dict[str, Any]] = content[plural][singular]
    return found


def test_each_field_has_a_canary_of_its_own_that_a_seed_repeats() -> None:
    fields = canary_fields()
    made = [canary(record, field) for record, field in fields]
    assert len(set(made)) == len(fields) == len(set(fields)) >= 60
    assert made == [canary(record, field) for record, field in fields]
    assert not set(made) & {canary(record, field, seed=21) for record, field in fields}


def test_a_canary_holds_signs_that_every_encoding_spells_its_own_way() -> None:
    text = canary("GetOrders", "notes")
    assert all(sign in text for sign in "ñ&\"'</>")
    assert canary("GetOrders.lineitem", "domain").replace("-", "").isalnum()


def test_every_canary_is_sent(server: FaultyBilling, call: Call, read: Read, history: MadeUpHistory) -> None:
    planted = server.plant_canaries()
    met = {text for action in READ for row in rows(read, action) for text in texts(row)}
    for name in (SpecialTicket.ANSWERED, SpecialTicket.STAFF_OPENED):
        met |= set(texts(read("GetTicket", ticketid=history.special_tickets[name])))
    server.fault = Fault.RESULT_ERROR
    met |= set(texts(call("GetOrders").json()))
    sent = json.dumps(sorted(met), ensure_ascii=False)
    assert set(planted) == set(canary_fields())
    assert [key for key, text in planted.items() if text not in met and key[1] != "domain"] == []
    assert all(text in sent for (_, field), text in planted.items() if field == "domain")


def test_what_clients_read_is_as_good_as_without_them(server: FaultyBilling, read: Read) -> None:
    good = {action: rows(read, action) for action in READ}
    server.plant_canaries()
    for action, (_, _, names) in READ.items():
        for before, after in zip(good[action], rows(read, action), strict=True):
            assert {name: after[name] for name in names.split()} == {name: before[name] for name in names.split()}


def test_lines_keep_their_shape_product_and_ending(server: FaultyBilling, read: Read) -> None:
    before = [row["lineitems"] for row in rows(read, "GetOrders")]
    server.plant_canaries()
    after = [row["lineitems"] for row in rows(read, "GetOrders")]
    for good, marked in zip(before, after, strict=True):
        assert type(good) is type(marked)
        for one, other in zip(lines(good), lines(marked), strict=True):
            assert [one[key] for key in ("type", "relid", "product", "status")] == [
                other[key] for key in ("type", "relid", "product", "status")
            ]
            assert one["domain"].partition(".")[1:] == other["domain"].partition(".")[1:]


def lines(container: Any) -> list[dict[str, Any]]:
    """Return the lines in any shape."""
    if not container:
        return []
    found = container["lineitem"]
    if isinstance(found, list):
        return found
    return [found] if "relid" in found else list(found.values())


def test_messages_keep_their_side_and_billings_own_replies_their_name(
    server: FaultyBilling, read: Read, history: MadeUpHistory
) -> None:
    number = history.special_tickets[SpecialTicket.AUTOMATIC_REPLY_FIRST]
    server.plant_canaries()
    content = read("GetTicket", ticketid=number)
    opening, automatic, person = content["replies"]["reply"]
    assert content["admin"] == ""
    assert (opening["admin"], automatic["admin"]) == ("", "Respuesta automática")
    assert person["admin"] == canary("GetTicket.reply", "admin")
    assert [reply["requestor_type"] for reply in (opening, automatic, person)] == ["Owner", "Operator", "Operator"]


def test_the_field_of_staff_keeps_its_name_and_value(server: FaultyBilling, read: Read, history: MadeUpHistory) -> None:
    before = [row["customfields"]["customfield"][0] for row in rows(read, "GetClientsProducts")]
    server.plant_canaries()
    after = [row["customfields"]["customfield"] for row in rows(read, "GetClientsProducts")]
    assert [fields[0]["value"] for fields in after] == [field["value"] for field in before]
    assert {fields[0]["name"] for fields in after} == {history.requirements_field}
    assert {fields[1]["name"] for fields in after} == {canary("GetClientsProducts.customfield", "name")}
