"""Every event of WHMCS gets the link of the right order or none, and nothing else."""

from __future__ import annotations

import html
import json
from pathlib import Path
from typing import Any

import pytest

from tests.doubles.site_server import body, status
from tests.integrations.hooked_whmcs import ANA, BETO, REVISIONS, HookedWhmcs
from tests.integrations.test_whmcs_events import EVENTS

PANELS = ["ClientAreaProductDetailsOutput", "ClientAreaDomainDetailsOutput", "ShoppingCartCheckoutCompletePage"]


def seen(number: int) -> dict[str, Any]:
    """Return a service or domain as WHMCS hands it to a hook."""
    return {"@object": {"id": number}}


def test_an_email_links_the_order_of_what_it_is_about(whmcs: HookedWhmcs) -> None:
    """What 31 means depends on the type of the template: here a service, a domain and an invoice of three orders."""
    whmcs.revoke({1236: 2})
    assert whmcs.email("Product", 31) == whmcs.link(1236, revision=2)
    assert whmcs.email("Domain", 31) == whmcs.link(1234)
    assert whmcs.email("Invoice", 31) == whmcs.link(1234)
    assert whmcs.email("General", ANA, order_id=1234, order_number="7858259149") == whmcs.link(1234)


@pytest.mark.parametrize(
    ("template", "related", "merge_fields"),
    [
        pytest.param("Product", 36, {}, id="imported"),
        pytest.param("Product", 99, {}, id="no-service"),
        pytest.param("Product", 0, {}, id="zero"),
        pytest.param("Product", 35, {}, id="handed-over"),
        pytest.param("Product", 32, {}, id="old"),
        pytest.param("Invoice", 34, {}, id="two-orders"),
        pytest.param("Invoice", 35, {}, id="renewal"),
        pytest.param("General", ANA, {}, id="no-order"),
        pytest.param("General", ANA, {"order_id": 1237}, id="others-order"),
        pytest.param("General", ANA, {"order_id": "1234 or 1"}, id="no-number"),
        pytest.param("Support", 31, {}, id="ticket"),
        pytest.param("Admin", 31, {"order_id": 1234}, id="staff"),
        pytest.param("No such template", 31, {}, id="no-template"),
    ],
)
def test_an_email_that_is_not_of_one_recent_order_of_its_client_has_no_link(
    whmcs: HookedWhmcs, template: str, related: int, merge_fields: dict[str, Any]
) -> None:
    """A service handed to another client keeps its order, which shows the first client's affairs."""
    assert whmcs.email(template, related, **merge_fields) == ""


def test_an_id_that_billing_gave_to_another_order_gets_that_orders_own_link(whmcs: HookedWhmcs) -> None:
    """After a backup is restored the Ledger raises revisions by itself; they are published beside those of staff."""
    whmcs.revoke({1236: 2}, given_again={1236: 1, 1234: 1})
    assert whmcs.email("Product", 31) == whmcs.link(1236, revision=3)
    assert whmcs.email("Domain", 31) == whmcs.link(1234, revision=1)


def test_an_old_order_that_is_still_pending_keeps_its_link(whmcs: HookedWhmcs) -> None:
    """Only closed orders leave the site."""
    assert whmcs.email("Product", 33) == whmcs.link(1236)


def test_the_settings_say_how_long_an_order_keeps_its_link(whmcs: HookedWhmcs) -> None:
    """Counted from the day it was placed."""
    whmcs.settings["days"] = 150
    assert whmcs.email("Product", 32) == whmcs.link(1235)


@pytest.mark.parametrize(
    ("hook", "variables", "order"),
    [
        ("ClientAreaProductDetailsOutput", {"service": seen(31)}, 1236),
        ("ClientAreaDomainDetailsOutput", {"domain": seen(31)}, 1234),
        ("ClientAreaDomainDetailsOutput", seen(31), 1234),
        ("ShoppingCartCheckoutCompletePage", {"orderid": 1234, "ispaid": False}, 1234),
    ],
    ids=["service", "domain", "bare-domain", "complete"],
)
def test_a_page_of_the_client_area_shows_the_link_to_its_owner_alone(
    whmcs: HookedWhmcs, hook: str, variables: dict[str, Any], order: int
) -> None:
    """Another client, or nobody logged in, gets nothing, and nothing is logged."""
    panel = whmcs.tells(hook, variables, client=ANA)["returned"]
    assert f'href="{html.escape(whmcs.link(order))}"' in panel
    assert "<script" not in panel
    for other in (BETO, None):
        outcome = whmcs.tells(hook, variables, client=other)
        assert (outcome["returned"], outcome["activity"]) == ("", [])


def test_an_order_placed_by_another_client_is_not_linked_to_the_services_owner(whmcs: HookedWhmcs) -> None:
    """Service 35 is Ana's now, its order is Beto's."""
    for client in (ANA, BETO):
        assert whmcs.tells(PANELS[0], {"service": seen(35)}, client=client)["returned"] == ""


def test_the_address_is_escaped_in_the_page(whmcs: HookedWhmcs) -> None:
    """The settings allow no quote or angle bracket in it to begin with, so that mail templates need not escape it."""
    assert '"' not in whmcs.email("Domain", 31)
    whmcs.settings["site_url"] = 'https://x.example/"><script>'
    outcome = whmcs.tells(PANELS[1], {"domain": seen(31)}, client=ANA)
    assert outcome["returned"] == ""
    assert "site_url" in outcome["activity"][0]


@pytest.mark.parametrize("fault", ["prints", "warns"])
def test_what_others_print_or_warn_of_never_comes_out(whmcs: HookedWhmcs, fault: str) -> None:
    """WHMCS turns any output into an error page; the link is given all the same."""
    whmcs.fault = fault
    assert whmcs.email("Domain", 31) == whmcs.link(1234)


def test_a_failing_database_means_no_link_and_one_line_without_its_words(whmcs: HookedWhmcs) -> None:
    """The words of a database error may quote the row."""
    whmcs.fault = "throws"
    event = {"messagename": "Domain", "relid": 31, "mergefields": {}}
    outcome = whmcs.tells("EmailPreSend", event)
    assert outcome["returned"] == {"demoras_enlace": ""}
    assert len(outcome["activity"]) == 1
    assert "RuntimeException" in outcome["activity"][0]
    assert "example.com" not in json.dumps(outcome)


@pytest.mark.parametrize("variables", [None, [], {"service": None, "domain": None}, seen(99)])
def test_an_event_without_what_it_should_carry_gives_nothing(whmcs: HookedWhmcs, variables: object) -> None:
    """No hook ends in an error page, whatever a version of WHMCS passes."""
    for hook in PANELS:
        assert whmcs.tells(hook, variables, client=ANA)["returned"] == ""
    assert whmcs.tells("EmailPreSend", variables)["returned"] == {"demoras_enlace": ""}


def test_revisions_of_an_unknown_version_mean_no_link_and_say_so(whmcs: HookedWhmcs) -> None:
    """What a newer site means by them cannot be guessed."""
    whmcs.site.serves(REVISIONS, body(b'{"revisions":{},"v":2}'))
    outcome = whmcs.tells("ClientAreaDomainDetailsOutput", {"domain": seen(31)}, client=ANA)
    assert outcome["returned"] == ""
    (line,) = outcome["activity"]
    assert line.startswith("Demoras: pedido/revisiones.json del sitio es de una versión que este archivo no conoce.")
    assert line.endswith(" No se dan enlaces hasta leerlo.")


def test_a_site_that_could_never_be_read_means_no_link_and_says_so(whmcs: HookedWhmcs) -> None:
    """A link of a revision that was revoked must not go out again; once read, it is enough."""
    whmcs.site.serves(REVISIONS, status(503), body(b"{}"))
    outcome = whmcs.tells("ClientAreaDomainDetailsOutput", {"domain": seen(31)}, client=ANA)
    assert outcome["returned"] == ""
    assert outcome["activity"] == [
        "Demoras: No se pudo leer pedido/revisiones.json del sitio. No se dan enlaces hasta leerlo."
    ]


def test_the_cache_holds_no_link_and_no_secret(whmcs: HookedWhmcs) -> None:
    """Only what the site publishes for everyone to read."""
    given = whmcs.email("Domain", 31)
    kept = b"".join(path.read_bytes() for path in Path(whmcs.settings["cache"]).iterdir())
    assert given.partition("#")[2].encode() not in kept
    assert whmcs.secret_hex.encode() not in kept


def test_the_merge_field_is_listed_where_templates_are_written(whmcs: HookedWhmcs) -> None:
    """Staff find it beside WHMCS's own; every event hooked is one of these."""
    outcome = whmcs.tells("EmailTplMergeFields", {"type": "product"})
    assert outcome["returned"] == {"demoras_enlace": "Enlace privado al pedido"}
    assert outcome["hooks"][:6] == ["EmailTplMergeFields", "EmailPreSend", *PANELS, "AdminAreaViewTicketPage"]
    assert outcome["hooks"][6:] == [*EVENTS, "AfterCronJob", "ClientAreaPage", "AdminAreaPage"]
