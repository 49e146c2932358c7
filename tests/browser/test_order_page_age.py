"""How old an open order page says its data is, at first and while it stays open."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser import orders
from tests.browser.conftest import Opened, Site, card
from tests.browser.orders import item, order


@pytest.mark.parametrize(
    ("synced", "words", "kind"),
    [
        (
            orders.SYNCED,
            (
                "Datos de hace 12 minutos (próxima actualización: a las 10:30). "
                "Los leímos el lunes 23 de noviembre, 10:15."
            ),
            "age",
        ),
        (
            "2026-11-23T12:52:00Z",
            (
                "Datos de hace 35 minutos (próxima actualización: en cualquier momento). "
                "Los leímos el lunes 23 de noviembre, 09:52."
            ),
            "age",
        ),
        (
            "2026-11-23T12:41:00Z",
            (
                "Estos datos tienen más de 46 minutos: puede que su pedido haya avanzado. "
                "Los leímos el lunes 23 de noviembre, 09:41."
            ),
            "age old",
        ),
        (
            "2026-11-23T14:15:00Z",
            "El reloj de su dispositivo parece atrasado. Los leímos el lunes 23 de noviembre, 11:15.",
            "age",
        ),
        ("ayer", "No pudimos saber de cuándo son estos datos. Puede que su pedido haya avanzado.", "age old"),
    ],
)
def test_the_age_of_the_data_is_told_and_warned_of_after_three_missed_runs(
    opened: Opened, site: Site, synced: str, words: str, kind: str
) -> None:
    """A run is planned every 15 minutes: 45 minutes on, the line becomes a warning."""
    site.heartbeat(synced)
    page = opened(order(item()))
    expect(page.locator(".age p")).to_have_text(words)
    assert page.locator(".age").get_attribute("class") == kind


def test_the_age_grows_while_the_page_stays_open(page: Page, site: Site) -> None:
    """The line is kept fresh by a timer, and reading again fetches the heartbeat anew."""
    page.clock.install(time=orders.NOW)
    page.goto(site.publish(order(item())))
    expect(page.locator(".age-words")).to_contain_text("hace 12 minutos")
    page.clock.fast_forward(60 * 60_000)
    expect(page.locator(".age-words")).to_contain_text("tienen más de 1 hora")
    site.heartbeat("2026-11-23T14:26:00Z")
    page.get_by_role("button", name="Actualizar").click()
    expect(page.locator(".age-words")).to_contain_text("hace 1 minuto")
    expect(page.get_by_role("heading", level=1)).to_be_focused()


def test_the_page_opens_without_a_heartbeat_and_says_that_its_age_is_unknown(opened: Opened, site: Site) -> None:
    """The heartbeat's absence hides no order."""
    (site.folder / "latido.json").unlink()
    page = opened(order(item()))
    expect(page.locator(".age.old")).to_contain_text("No pudimos saber de cuándo son estos datos")
    expect(card(page)).to_be_visible()
