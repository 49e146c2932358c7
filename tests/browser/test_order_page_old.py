"""An order page whose data are more than a day old: it stops claiming, and says since when and what was last known."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.browser import orders
from tests.browser.conftest import Opened, Site, card
from tests.browser.orders import EVERY_STATE, TICKET, item, order

OLD = "2026-11-21T13:15:00Z"
LAST = "Lo último que supimos (sábado 21 de noviembre, 10:15): "


def test_past_a_day_every_claim_gives_way_to_what_was_last_known(opened: Opened, site: Site) -> None:
    """No turn, no countdown, no late, nothing active: each card tells its last known state as past, with its date."""
    site.heartbeat(OLD)
    page = opened(EVERY_STATE)
    expect(page.locator(".lead")).to_have_text(
        "Lo último que supimos de su pedido es del sábado 21 de noviembre, 10:15. "
        "Para saber cómo sigue, escríbanos por un ticket."
    )
    expect(page.locator(".age.old")).to_contain_text(
        "Esta página no se actualiza desde el sábado 21 de noviembre, 10:15, hace 2 días. Su pedido pudo avanzar."
    )
    expected = "miércoles 25 de noviembre a las 18:00"
    expect(card(page).locator(".turn")).to_have_text(
        [
            LAST + was
            for was in (
                "faltaba el pago.",
                "faltaba completar los requisitos.",
                f"estaba en preparación, con fecha máxima el {expected}.",
                f"estaba en preparación, con fecha máxima el {expected}.",
                "estaba en preparación, con fecha máxima el domingo 22 de noviembre a las 18:00.",
                "el servicio estaba activo.",
                "se había cancelado.",
                "estaba en revisión.",
                "no se podía mostrar en qué etapa estaba.",
            )
        ]
    )
    expect(page.locator(".due, .reason, .turn.client, .turn.company, .turn.ready")).to_have_count(0)
    expect(page.get_by_role("button", name="Agregar al calendario")).to_have_count(0)
    text = page.locator("main").inner_text()
    assert not [claim for claim in ("le toca", "nos toca", "Falta ", "Faltan ", "demorado") if claim in text]
    expect(page.get_by_role("heading", name="Qué falta", exact=True)).to_have_count(0)
    expect(page.get_by_role("heading", name="Qué faltaba")).to_be_visible()


def test_tickets_past_a_day_say_no_more_than_their_last_known_state(opened: Opened, site: Site) -> None:
    """Who must answer whom may have changed since."""
    site.heartbeat(OLD)
    section = opened(order(tickets=(TICKET, TICKET | {"state": "customer_reply"}))).locator(".tickets")
    expect(section.locator(".ticket-state")).to_have_text(["Respondido", "Usted respondió"])
    expect(section).to_contain_text(LAST.strip())
    expect(section.locator(".yours")).to_have_count(0)


def test_a_page_left_open_for_a_day_stops_claiming_by_itself(page: Page, site: Site) -> None:
    """And claims again once newer data are read."""
    page.clock.install(time=orders.NOW)
    page.goto(site.publish(order(item())))
    expect(page.locator(".due")).to_be_visible()
    page.clock.fast_forward("24:00:00")
    expect(page.locator(".lead.last")).to_be_visible()
    expect(page.locator(".due")).to_have_count(0)
    site.heartbeat("2026-11-24T13:15:00Z")
    page.get_by_role("button", name="Actualizar").click()
    expect(page.locator(".due")).to_be_visible()
