"""The notices that hold, on the page of an order that they touch: each once, in the words of the public pages."""

from __future__ import annotations

import json
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Opened, Site, card
from tests.browser.orders import item, order, still

DATES = "del lunes 16 al viernes 27 de noviembre de 2026"
TOLD = f"Aviso: Mudanza de servidores, {DATES}. Estamos mudando los servidores."
OLD = "2026-11-20T03:00:00Z"


def hold(site: Site, **about: Any) -> None:
    """Let the one notice of the wording hold, about some services, or about none by name."""
    file = site.folder / "catalogo.json"
    wording = json.loads(file.read_bytes())
    wording["notices_now"] = [{"notice": "mudanza", "dates": DATES, "is_delay": False} | about]
    file.write_text(json.dumps(wording), encoding="utf-8")


def test_a_notice_that_holds_is_told_once_by_the_first_card_that_it_touches(opened: Opened, site: Site) -> None:
    hold(site, services=["hosting", "simplenews"])
    shown = card(opened(order(still("cancelled", "none"), item(), still("under_review", "company"))))
    expect(shown).to_have_count(3)
    expect(shown.nth(0).locator(".turn.notice")).to_have_text(TOLD)
    expect(shown.locator(".turn.notice")).to_have_count(1)


@pytest.mark.parametrize(
    "view",
    [
        order(item(state="active", waiting_on="none"), still("cancelled", "none")),
        order(item(service="hosting")),
        order(item(service=None)),
    ],
)
def test_what_is_over_and_what_it_does_not_name_are_not_touched(
    opened: Opened, site: Site, view: dict[str, Any]
) -> None:
    hold(site, services=["simplenews"])
    page = opened(view)
    expect(card(page).first).to_be_visible()
    expect(page.locator(".turn.notice")).to_have_count(0)


@pytest.mark.parametrize(
    ("one", "is_told"),
    [
        (still("awaiting_payment", "client", promise=None), True),
        (still("unknown", "none", promise=None, reason="requirements_unreported"), True),
        (still("awaiting_requirements", "client", missing=["dominio-activo"]), False),
        (item(), False),
    ],
)
def test_a_delay_is_told_to_whom_no_promise_was_given_yet(
    opened: Opened, site: Site, one: dict[str, Any], is_told: bool
) -> None:
    """Whose clock started before has the promise of then, and whose started since reads of it beside the new one."""
    hold(site, services=["simplenews"], is_delay=True)
    page = opened(order(one))
    expect(card(page)).to_be_visible()
    expect(page.locator(".turn.notice")).to_have_text([TOLD] if is_told else [])


def test_past_a_day_no_notice_is_claimed_to_hold(opened: Opened, site: Site) -> None:
    hold(site, services=["simplenews"])
    site.heartbeat(OLD)
    page = opened(order(item()))
    expect(page.locator(".turn.last")).to_be_visible()
    expect(page.locator(".turn.notice")).to_have_count(0)
