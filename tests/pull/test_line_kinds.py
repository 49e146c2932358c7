"""What each line of an order asks for, in every form WHMCS was seen to write it."""

from __future__ import annotations

from typing import Any

import pytest

from generator.model.observed import ItemKey, ObservedItem
from generator.model.states import ItemKind, LineKind, ServiceStatus
from generator.pull.whmcs.items import item_from, renewal_items
from generator.pull.whmcs.orders import order_from
from tests.doubles.scripted_billing import serving
from tests.pull.samples import PRIVATE, line_row, order_row
from tests.pull.short_pulls import ZONE, pull
from tests.pull.test_source import billing

NONE: dict[str, list[object]] = {"domains": [], "services": [], "addons": []}


def read(**changes: Any) -> ObservedItem:
    """Return the item of one line."""
    return item_from(line_row(**changes))


def renewed(**changes: Any) -> list[tuple[str, str]]:
    """Return the ids and names of what an order without lines renews."""
    items = order_from(order_row(**{"lineitems": ""} | changes), ZONE).order.items
    assert {item.line for item in items} <= {LineKind.RENEWAL}
    return [(item.key.id, item.product) for item in items]


@pytest.mark.parametrize(
    ("changes", "kind"),
    [
        ({"type": "product"}, LineKind.PRODUCT),
        ({"type": "domain", "product": "Register"}, LineKind.REGISTRATION),
        ({"type": "domain", "product": "Domain Registration"}, LineKind.REGISTRATION),
        ({"type": "domain", "product": ""}, LineKind.REGISTRATION),
        ({"type": "domain", "product": "Transfer"}, LineKind.TRANSFER),
        ({"type": "domain", "product": "Domain Transfer"}, LineKind.TRANSFER),
        ({"type": "Domain", "product": "Transferencia"}, LineKind.TRANSFER),
        ({"type": "domain", "product": "", "domaintype": "Transfer"}, LineKind.TRANSFER),
        ({"type": "domain", "product": "", "status": "Pending Transfer"}, LineKind.TRANSFER),
        ({"type": "domaintransfer", "product": ""}, LineKind.TRANSFER),
        ({"type": "domain", "product": "Register", "status": "Transferred Away"}, LineKind.REGISTRATION),
        # A client's own name may hold any word.
        ({"type": "domain", "product": "Register transferir.com", "domain": "Transferir.com"}, LineKind.REGISTRATION),
        ({"type": "domain", "product": "Renewal"}, LineKind.RENEWAL),
        ({"type": "renewal", "producttype": "Domain", "product": "Renewal"}, LineKind.RENEWAL),
        ({"type": "addon"}, LineKind.ADDON),
        ({"type": "Upgrade"}, LineKind.UPGRADE),
        ({"type": "bundle"}, LineKind.OTHER),
    ],
)
def test_a_line_asks_for_one_kind_of_thing(changes: dict[str, Any], kind: LineKind) -> None:
    assert read(**changes).line is kind


@pytest.mark.parametrize(
    ("changes", "name", "ending"),
    [
        ({"type": "domain", "product": "Transfer"}, "Transferencia de dominio .com.ar", ".com.ar"),
        ({"type": "domain", "product": "Transfer", "domain": ">"}, "Transferencia de dominio", ""),
        ({"type": "renewal", "producttype": "Domain"}, "Renovación de dominio .com.ar", ".com.ar"),
        ({"type": "renewal", "producttype": "Service"}, "Renovación", ""),
        ({"type": "addon", "product": "Copia diaria", "domain": ""}, "Copia diaria", ""),
        (
            {"type": "upgrade", "product": "Web - Plan A =&gt; Web - Plan B<br>\n", "domain": ""},
            "Web - Plan A => Web - Plan B",
            "",
        ),
        ({"type": "upgrade", "product": "", "domain": ""}, "Cambio de plan", ""),
    ],
)
def test_a_line_is_named_after_what_it_asks_for(changes: dict[str, Any], name: str, ending: str) -> None:
    item = read(**changes)
    assert (item.product, item.ending) == (name, ending)


@pytest.mark.parametrize("kind", ["addon", "upgrade", "renewal", "bundle"])
def test_no_line_repeats_a_client_s_domain_or_e_mail(kind: str) -> None:
    """WHMCS gives add-ons and changes no domain of their own, and staff type their texts by hand."""
    item = read(type=kind, domain="", product="IP de cliente-x.com.ar para ana@cliente.example y más")
    assert not [word for word in PRIVATE if word in repr(item)]
    assert kind == "renewal" or item.product == "IP de … para … y más"


def test_a_long_text_of_a_change_is_cut_and_does_not_keep_its_order_back() -> None:
    assert len(read(type="upgrade", product="a" * 600, domain="").product) == 500


def test_several_changes_of_one_service_are_several_items() -> None:
    """Each option changed is a line, and all bear the service's id."""
    lines = [line_row(type="upgrade", relid=5, product=name, domain="") for name in ("Disco", "Memoria", "Disco")]
    items = order_from(order_row(lineitems=lines), ZONE).order.items
    assert [(item.key.id, item.product) for item in items] == [("upgrade-5", "Disco"), ("upgrade-5-2", "Memoria")]


@pytest.mark.parametrize(
    "changes",
    [
        {"renewals": "12=1"},
        {"renewals": "12=1", "renewalsByType": {"domains": {"12": 1}, "services": [], "addons": []}},
        {"renewals": "12=1", "renewalsByType": {"domains": "12=1", "services": "", "addons": ""}},
        {"renewals": "", "renewalsByType": NONE | {"domains": [12]}},
        {"renewals": "", "renewalsByType": NONE | {"domains": ["12=1"]}},
        {"renewals": "", "renewalsByType": NONE | {"domains": {"0": "12=2"}}},
        {"renewals": "12=1", "renewalsByType": []},
        {"renewals": "", "renewalsByType": {"domains": [{"id": 12, "regperiod": 1}]}},
        {"renewals": "", "renewalsByType": NONE | {"domains": [{"domainid": "12"}]}},
        {"renewals": "", "renewalsByType": NONE | {"domains": {"0": {"relid": 12}}}},
        {"renewals": "", "renewalsByType": NONE | {"domains": {"id": "12", "regperiod": "1"}}},
        {"renewals": "", "renewalsByType": NONE | {"domains": {"12": {"regperiod": 1}}}},
    ],
)
def test_an_order_without_lines_tells_what_it_renews(changes: dict[str, Any]) -> None:
    assert renewed(**changes) == [("renewal-12", "Renovación de dominio")]


def test_services_and_add_ons_are_renewed_too() -> None:
    by_type = {"domains": "3=1,4=2", "services": {"12": "1"}, "addons": [12]}
    assert renewed(renewals="3=1,4=2", renewalsByType=by_type) == [
        ("renewal-3", "Renovación de dominio"),
        ("renewal-4", "Renovación de dominio"),
        ("servicesrenewal-12", "Renovación de servicio"),
        ("addonsrenewal-12", "Renovación de adicional"),
    ]


@pytest.mark.parametrize(
    "value",
    ["", None, [], {}, 0, "0=1", "<p>", {"domains": {"a": {}}}, ["x", None, {}], "12=x", [{"years": 12}], [{"id": {}}]],
)
def test_what_is_no_form_of_a_renewal_says_nothing(value: object) -> None:
    assert renewal_items({"renewals": value, "renewalsByType": value}) == ()
    assert renewal_items({}) == ()


def test_a_renewal_that_is_a_line_too_is_one_item() -> None:
    line = line_row(type="renewal", producttype="Domain", product="Renewal", relid=12, status="Active")
    items = order_from(order_row(lineitems=[line], renewals="12=1"), ZONE).order.items
    assert [(item.key, item.status) for item in items] == [
        (ItemKey(ItemKind.OTHER, "renewal-12"), ServiceStatus.ACTIVE)
    ]


def test_a_renewal_is_named_after_what_another_order_sold() -> None:
    lines = [line_row(type="domain", relid=12), line_row(relid=12)]
    by_type = {"domains": {"12": 1}, "services": {"12": 1}, "addons": []}
    orders = [
        order_row(id=1, lineitems=lines),
        order_row(id=2, lineitems="", renewals="12=1", renewalsByType=by_type),
    ]
    with serving(billing(orders)) as server:
        items = pull(server).orders[1].items
    assert [(item.product, item.ending) for item in items] == [
        ("Renovación de dominio .com.ar", ".com.ar"),
        ("Renovación de Streaming - Audio 128", ""),
    ]
