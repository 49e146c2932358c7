"""How old an open order page says its data is, at first and while it stays open."""

from __future__ import annotations

import json

import pytest
from playwright.sync_api import Page, expect

from tests.browser import orders
from tests.browser.conftest import Opened, Site
from tests.browser.orders import item, order


@pytest.mark.parametrize(
    ("synced", "words", "kind"),
    [
        (
            orders.SYNCED,
            "Actualizado hoy a las 10:15. Datos leídos el lunes 23 de noviembre a las 10:15.",
            "age",
        ),
        (
            "2026-11-23T12:52:00Z",
            "Actualizado hoy a las 09:52. Datos leídos el lunes 23 de noviembre a las 09:52.",
            "age",
        ),
        (
            "2026-11-23T12:41:00Z",
            (
                "Estos datos tienen más de 46 minutos. Su pedido pudo avanzar. "
                "Datos leídos el lunes 23 de noviembre a las 09:41."
            ),
            "age old",
        ),
    ],
)
def test_the_age_of_the_data_is_told_and_warned_of_after_three_missed_runs(
    opened: Opened, site: Site, synced: str, words: str, kind: str
) -> None:
    """A run is planned every 15 minutes: 45 minutes on, the line becomes a warning. Before, the date is for paper."""
    site.heartbeat(synced)
    page = opened(order(item()))
    expect(page.locator(".age p")).to_have_text(words)
    expect(page.locator(".age")).to_have_class(kind)


def test_the_age_grows_while_the_page_stays_open(page: Page, site: Site) -> None:
    """The line is kept fresh by a timer, and reading again fetches the heartbeat anew."""
    page.clock.install(time=orders.NOW)
    page.goto(site.publish(order(item())))
    expect(page.locator(".age-words")).to_have_text("Actualizado hoy a las 10:15.")
    page.clock.fast_forward(60 * 60_000)
    expect(page.locator(".age-words")).to_contain_text("tienen más de 1 hora")
    site.heartbeat("2026-11-23T14:26:00Z")
    page.get_by_role("button", name="Actualizar").click()
    expect(page.locator(".age-words")).to_have_text("Actualizado hoy a las 11:26.")
    expect(page.get_by_role("heading", level=1)).to_be_focused()


@pytest.mark.parametrize("minutes", [0, 4, 1441, 10**12, 10**400, -15, 15.5, "15", True, None])
def test_an_interval_that_cannot_be_does_not_put_the_warning_off(
    opened: Opened, site: Site, minutes: float | str | None
) -> None:
    """A company can set 5 to 1440 minutes; with anything else three hours without a run are a warning."""
    beat = {"v": 1, "synced_at": "2026-11-23T10:26:00Z", "interval_minutes": minutes}
    site.heartbeat_file(json.dumps(beat).encode())
    page = opened(order(item()))
    expect(page.locator(".age.old")).to_contain_text("Estos datos tienen más de 3 horas")
    expect(page.locator(".due")).to_be_visible()


def test_a_company_that_reads_once_a_day_is_warned_of_nothing_before(opened: Opened, site: Site) -> None:
    """The longest interval that can be set is believed."""
    site.heartbeat("2026-11-22T13:30:00Z", 1440)
    page = opened(order(item()))
    expect(page.locator(".age:not(.old)")).to_contain_text("Actualizado el domingo 22 de noviembre a las 10:30.")


def test_the_clock_of_a_device_may_be_ten_minutes_behind(opened: Opened, site: Site) -> None:
    """As those of phones are."""
    site.heartbeat("2026-11-23T13:37:00Z")
    page = opened(order(item()))
    expect(page.locator(".age:not(.old)")).to_contain_text("Actualizado hoy a las 10:37.")
    expect(page.locator(".due")).to_be_visible()
