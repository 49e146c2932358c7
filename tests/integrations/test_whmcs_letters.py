"""An e-mail has the link of the order it names only on its way to that order's client; else the log says so."""

from __future__ import annotations

from typing import Any

import pytest

from tests.integrations.hooked_whmcs import ANA, BETO, HookedWhmcs


def letter(whmcs: HookedWhmcs, template: str, related: int, **merge_fields: Any) -> tuple[str, list[str]]:
    """Return the merge field of an e-mail, and what the activity log says of it."""
    event = {"messagename": template, "relid": related, "mergefields": merge_fields}
    outcome = whmcs.tells("EmailPreSend", event)
    return outcome["returned"]["demoras_enlace"], outcome["activity"]


@pytest.mark.parametrize(
    ("client", "merge_fields", "order"),
    [
        pytest.param(ANA, {"order_number": "9093331404", "order_details": "x"}, 1236, id="as-the-stock-template"),
        pytest.param(BETO, {"order_number": "9093331404"}, 1238, id="same-number-of-another-client"),
        pytest.param(ANA, {"order_number": 7858259149}, 1234, id="a-number"),
        pytest.param(BETO, {"order_number": "AM-77"}, 1239, id="letters"),
        pytest.param(ANA, {"order_id": 1234, "order_number": "7858259149"}, 1234, id="both"),
        pytest.param(BETO, {"order_id": 1241, "order_number": "55"}, 1241, id="a-number-given-twice"),
        pytest.param(ANA, {"order_id": "", "order_number": "7858259149"}, 1234, id="an-empty-id"),
        pytest.param(ANA, {"order_id": 1237, "order_number": "7858259149"}, 1234, id="the-id-of-something-else"),
    ],
)
def test_the_confirmation_of_an_order_links_the_clients_order_of_that_number(
    whmcs: HookedWhmcs, client: int, merge_fields: dict[str, Any], order: int
) -> None:
    """`order_number` is what WHMCS documents; `order_id` is what some versions pass besides."""
    assert letter(whmcs, "Order Confirmation", client, **merge_fields) == (whmcs.link(order), [])


@pytest.mark.parametrize(
    ("client", "merge_fields"),
    [
        pytest.param(ANA, {}, id="neither"),
        pytest.param(ANA, {"order_number": "404"}, id="no-such-number"),
        pytest.param(ANA, {"order_number": "AM-77"}, id="another-clients-number"),
        pytest.param(ANA, {"order_number": "1234"}, id="a-number-that-is-ones-own-id"),
        pytest.param(ANA, {"order_number": "7858259149x"}, id="a-number-and-more"),
        pytest.param(BETO, {"order_number": "am-77"}, id="other-case"),
        pytest.param(BETO, {"order_number": "55"}, id="two-orders"),
        pytest.param(ANA, {"order_number": ["7858259149"]}, id="a-list"),
        pytest.param(ANA, {"order_number": ""}, id="empty"),
        pytest.param(ANA, {"order_id": 1237}, id="another-clients-id"),
        pytest.param(0, {"order_number": "7858259149"}, id="no-client"),
    ],
)
def test_a_confirmation_that_leads_to_no_order_of_its_client_has_no_link_and_is_logged(
    whmcs: HookedWhmcs, client: int, merge_fields: dict[str, Any]
) -> None:
    """Staff learn that clients got no link; the line names nobody and no order."""
    line = "Demoras: Un correo no lleva a ningún pedido de su cliente («order_id», «order_number»): salió sin enlace."
    assert letter(whmcs, "Order Confirmation", client, **merge_fields) == ("", [line])


def test_an_email_that_names_two_orders_has_no_link_and_is_logged(whmcs: HookedWhmcs) -> None:
    """Both are the client's, but the link must open the order that the e-mail is about."""
    link, lines = letter(whmcs, "General", ANA, order_id=1234, order_number="9093331404")
    assert link == ""
    assert lines == ["Demoras: Un correo nombra dos pedidos distintos («order_id» y «order_number»): salió sin enlace."]


def test_a_letter_to_a_client_that_is_about_no_order_is_not_logged(whmcs: HookedWhmcs) -> None:
    """A changed password, a welcome: most of what is sent."""
    assert letter(whmcs, "General", ANA, client_id=ANA, client_name="Ana") == ("", [])


OF_ANA = pytest.mark.parametrize(
    ("template", "related", "merge_fields", "order"),
    [
        ("Product", 31, {}, 1236),
        ("Domain", 31, {}, 1234),
        ("Invoice", 31, {}, 1234),
        ("Order Confirmation", ANA, {"order_number": "7858259149"}, 1234),
    ],
)


@OF_ANA
@pytest.mark.parametrize("other", [BETO, "Ana", "7x", [ANA], True])
def test_an_email_to_another_than_the_orders_client_has_no_link_and_is_logged(
    whmcs: HookedWhmcs, template: str, related: int, merge_fields: dict[str, Any], order: int, other: object
) -> None:
    """Whatever made WHMCS address it so: `client_id` is whom it greets."""
    assert letter(whmcs, template, related, **merge_fields)[0] == whmcs.link(order)
    link, lines = letter(whmcs, template, related, **merge_fields, client_id=other)
    assert link == ""
    assert lines == ["Demoras: Un correo sobre un pedido iba a otro cliente: salió sin enlace."]


@OF_ANA
@pytest.mark.parametrize("same", [ANA, str(ANA), None, ""])
def test_an_email_to_the_orders_client_has_its_link(
    whmcs: HookedWhmcs, template: str, related: int, merge_fields: dict[str, Any], order: int, same: object
) -> None:
    """As a number or as text; where WHMCS does not say, what the e-mail is about decides."""
    assert letter(whmcs, template, related, **merge_fields, client_id=same) == (whmcs.link(order), [])
