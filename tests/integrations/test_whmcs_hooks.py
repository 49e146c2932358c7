"""Every event of WHMCS gets the link of the right order or none, and nothing else."""

from __future__ import annotations

import html
import json
from pathlib import Path
from typing import Any

import pytest

from tests.integrations.shop import ANA, BETO, REVISIONS, Shop
from tests.publish.site_server import body, status

PANELS = ["ClientAreaProductDetailsOutput", "ClientAreaDomainDetailsOutput", "ShoppingCartCheckoutCompletePage"]


def seen(number: int) -> dict[str, Any]:
    """Return a service or domain as WHMCS hands it to a hook."""
    return {"@object": {"id": number}}


def test_an_email_links_the_order_of_what_it_is_about(shop: Shop) -> None:
    """What 31 means depends on the type of the template: here a service, a domain and an invoice of three orders."""
    shop.revoke({1236: 2})
    assert shop.email("Product", 31) == shop.link(1236, revision=2)
    assert shop.email("Domain", 31) == shop.link(1234)
    assert shop.email("Invoice", 31) == shop.link(1234)
    assert shop.email("General", ANA, order_id=1234, order_number="7858259149") == shop.link(1234)


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
    shop: Shop, template: str, related: int, merge_fields: dict[str, Any]
) -> None:
    """A service handed to another client keeps its order, which shows the first client's affairs."""
    assert shop.email(template, related, **merge_fields) == ""


def test_an_old_order_that_is_still_pending_keeps_its_link(shop: Shop) -> None:
    """Only closed orders leave the site."""
    assert shop.email("Product", 33) == shop.link(1236)


def test_the_settings_say_how_long_an_order_keeps_its_link(shop: Shop) -> None:
    """Counted from the day it was placed."""
    shop.settings["days"] = 150
    assert shop.email("Product", 32) == shop.link(1235)


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
    shop: Shop, hook: str, variables: dict[str, Any], order: int
) -> None:
    """Another client, or nobody logged in, gets nothing, and nothing is logged."""
    panel = shop.tells(hook, variables, client=ANA)["returned"]
    assert f'href="{html.escape(shop.link(order))}"' in panel
    assert "<script" not in panel
    for other in (BETO, None):
        outcome = shop.tells(hook, variables, client=other)
        assert (outcome["returned"], outcome["activity"]) == ("", [])


def test_an_order_placed_by_another_client_is_not_linked_to_the_services_owner(shop: Shop) -> None:
    """Service 35 is Ana's now, its order is Beto's."""
    for client in (ANA, BETO):
        assert shop.tells(PANELS[0], {"service": seen(35)}, client=client)["returned"] == ""


def test_the_address_is_escaped_in_the_page(shop: Shop) -> None:
    """The settings allow no quote or angle bracket in it to begin with, so that mail templates need not escape it."""
    assert '"' not in shop.email("Domain", 31)
    shop.settings["site_url"] = 'https://x.example/"><script>'
    outcome = shop.tells(PANELS[1], {"domain": seen(31)}, client=ANA)
    assert outcome["returned"] == ""
    assert "site_url" in outcome["activity"][0]


@pytest.mark.parametrize("illness", ["prints", "warns"])
def test_what_others_print_or_warn_of_never_comes_out(shop: Shop, illness: str) -> None:
    """WHMCS turns any output into an error page; the link is given all the same."""
    shop.illness = illness
    assert shop.email("Domain", 31) == shop.link(1234)


def test_a_failing_database_means_no_link_and_one_line_without_its_words(shop: Shop) -> None:
    """The words of a database error may quote the row."""
    shop.illness = "throws"
    event = {"messagename": "Domain", "relid": 31, "mergefields": {}}
    outcome = shop.tells("EmailPreSend", event)
    assert outcome["returned"] == {"demoras_enlace": ""}
    assert len(outcome["activity"]) == 1
    assert "RuntimeException" in outcome["activity"][0]
    assert "example.com" not in json.dumps(outcome)


@pytest.mark.parametrize("variables", [None, [], {"service": None, "domain": None}, seen(99)])
def test_an_event_without_what_it_should_carry_gives_nothing(shop: Shop, variables: object) -> None:
    """No hook ends in an error page, whatever a version of WHMCS passes."""
    for hook in PANELS:
        assert shop.tells(hook, variables, client=ANA)["returned"] == ""
    assert shop.tells("EmailPreSend", variables)["returned"] == {"demoras_enlace": ""}


def test_revisions_of_an_unknown_version_mean_no_link_and_say_so(shop: Shop) -> None:
    """What a newer site means by them cannot be guessed."""
    shop.site.serves(REVISIONS, body(b'{"revisions":{},"v":2}'))
    outcome = shop.tells("ClientAreaDomainDetailsOutput", {"domain": seen(31)}, client=ANA)
    assert outcome["returned"] == ""
    (line,) = outcome["activity"]
    assert line.startswith("Demoras: pedido/revisiones.json del sitio es de una versión que este archivo no conoce.")
    assert line.endswith(" No se dan enlaces hasta leerlo.")


def test_a_site_that_could_never_be_read_means_no_link_and_says_so(shop: Shop) -> None:
    """A link of a revision that was revoked must not go out again; once read, it is enough."""
    shop.site.serves(REVISIONS, status(503), body(b"{}"))
    outcome = shop.tells("ClientAreaDomainDetailsOutput", {"domain": seen(31)}, client=ANA)
    assert outcome["returned"] == ""
    assert outcome["activity"] == [
        "Demoras: No se pudo leer pedido/revisiones.json del sitio. No se dan enlaces hasta leerlo."
    ]


def test_the_cache_holds_no_link_and_no_secret(shop: Shop) -> None:
    """Only what the site publishes for everyone to read."""
    given = shop.email("Domain", 31)
    kept = b"".join(path.read_bytes() for path in Path(shop.settings["cache"]).iterdir())
    assert given.partition("#")[2].encode() not in kept
    assert shop.secret_hex.encode() not in kept


def test_the_merge_field_is_listed_where_templates_are_written(shop: Shop) -> None:
    """Staff find it beside WHMCS's own; every event hooked is one of these."""
    outcome = shop.tells("EmailTplMergeFields", {"type": "product"})
    assert outcome["returned"] == {"demoras_enlace": "Enlace privado al pedido"}
    assert outcome["hooks"] == ["EmailTplMergeFields", "EmailPreSend", *PANELS]
