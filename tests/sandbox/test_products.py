"""GetClientsProducts: every service as text, with the field in which staff write when its requirements were met."""

from __future__ import annotations

import dataclasses
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

from generator.model.catalog import Catalog
from generator.sandbox import MadeUpHistory, SandboxServer, SpecialOrder, make_up_history
from generator.sandbox.billing_records import OrderLine
from tests.sandbox.conftest import END, Read

LOCAL = timezone(timedelta(hours=-3))
FORMS = ("%Y-%m-%d", "%Y-%m-%d %H:%M", "%d/%m/%Y %H:%M")


def products(read: Read) -> dict[int, dict[str, Any]]:
    """Return every row by the id of its service."""
    rows = read("GetClientsProducts", limitnum=1000)["products"]["product"]
    return {int(row["id"]): row for row in rows}


def written(row: dict[str, Any], name: str = "Requisitos completos") -> str:
    """Return the text of staff's own field."""
    (value,) = [field["value"] for field in row["customfields"]["customfield"] if field["name"] == name]
    return str(value)


def lines(history: MadeUpHistory) -> dict[int, OrderLine]:
    return {line.id: line for order in history.orders for line in order.lines if line.kind == "product"}


def test_every_service_is_listed_with_its_order_and_all_values_are_text(read: Read, history: MadeUpHistory) -> None:
    found = products(read)
    assert found.keys() == lines(history).keys()
    orders = {line.id: order for order in history.orders for line in order.lines if line.kind == "product"}
    for number, row in found.items():
        assert all(isinstance(value, str) for key, value in row.items() if key not in {"customfields", "configoptions"})
        assert row["orderid"] == str(orders[number].id)
        assert row["status"] == lines(history)[number].status.at(END)
    assert any("ordernumber" not in row for row in found.values())


def test_services_are_filtered_by_client_and_id_and_the_filters_come_back(read: Read) -> None:
    number, row = next(iter(products(read).items()))
    content = read("GetClientsProducts", clientid=row["clientid"], serviceid=number)
    assert (content["clientid"], content["serviceid"], content["pid"]) == (row["clientid"], str(number), None)
    assert [found["id"] for found in content["products"]["product"]] == [str(number)]
    assert content["totalresults"] == "1"


def test_the_field_of_staff_holds_a_local_date_in_some_spelling_or_nothing(read: Read, history: MadeUpHistory) -> None:
    spelled = set()
    for number, row in products(read).items():
        date = lines(history)[number].requirements
        date = date if date and date.noted_at <= END else None
        texts = [f"{date.value.astimezone(LOCAL):{form}}" for form in FORMS] if date else [""]
        assert written(row) in texts
        spelled.add(texts.index(written(row)) if date else "empty")
    assert spelled == {"empty", 0, 1, 2}


def test_a_date_without_a_time_means_its_midnight(read: Read, history: MadeUpHistory) -> None:
    days = {number: text for number, row in products(read).items() if len(text := written(row)) == 10}
    for number, text in days.items():
        date = lines(history)[number].requirements
        assert date is not None
        assert date.value == datetime.fromisoformat(text).replace(tzinfo=LOCAL).astimezone(UTC)
    assert days


def test_the_field_is_empty_until_somebody_wrote_it(server: SandboxServer, read: Read, history: MadeUpHistory) -> None:
    (line,) = next(o for o in history.orders if o.id == history.special_orders[SpecialOrder.REQUIREMENTS_DATED]).lines
    assert line.requirements is not None
    assert line.requirements.value < line.requirements.noted_at
    server.as_of = line.requirements.noted_at - timedelta(seconds=1)
    assert written(products(read)[line.id]) == ""
    server.as_of = line.requirements.noted_at
    assert written(products(read)[line.id]) != ""


def test_the_field_has_the_name_that_billing_yml_gives_it(catalog: Catalog) -> None:
    billing = catalog.billing.model_copy(update={"requirements_field": "Todo entregado"})
    assert (
        make_up_history(dataclasses.replace(catalog, billing=billing), end=END).requirements_field == "Todo entregado"
    )


def test_three_paid_orders_say_nothing_themselves_of_their_requirements(
    catalog: Catalog, history: MadeUpHistory
) -> None:
    waiting = {text for entry in catalog.billing.services for text in entry.products}
    for special in (
        SpecialOrder.REQUIREMENTS_DATED,
        SpecialOrder.REQUIREMENTS_BY_TICKET,
        SpecialOrder.REQUIREMENTS_UNREPORTED,
    ):
        order = next(order for order in history.orders if order.id == history.special_orders[special])
        (line,) = order.lines
        assert order.invoice is not None
        assert (order.status.at(END), line.status.at(END), order.invoice.status.at(END)) == (
            "Pending",
            "Pending",
            "Paid",
        )
        assert line.product in waiting
        assert (line.requirements is not None) is (special is SpecialOrder.REQUIREMENTS_DATED)
