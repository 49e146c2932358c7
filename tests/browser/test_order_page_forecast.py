"""How long others took, beside an order's date: labelled as what it is, and other words once the order is late."""

from __future__ import annotations

import json
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Opened, Site, card
from tests.browser.orders import item, order

FORECAST = {"cases": 48, "half": "1 día hábil", "most": "2 días hábiles"}
REST = {"cases": 21, "half": "1 día hábil", "most": "3 días hábiles"}
TOLD = (
    "Como referencia: de los últimos 48 como este, la mitad se activó en 1 día hábil o menos, y "
    "9 de cada 10, en 2 días hábiles o menos."
)
LATE = (
    "Como referencia: de los últimos 21 que pasaron su plazo, la mitad se activó hasta 1 día hábil después, y 9 de "
    "cada 10, hasta 3 días hábiles después."
)
ONCE = "Como referencia: de los últimos 48 como este, 9 de cada 10 se activaron en 1 día hábil o menos."
LATE_ONCE = (
    "Como referencia: de los últimos 21 que pasaron su plazo, 9 de cada 10 se activaron hasta 1 día hábil después."
)


LEFT = "Estamos tardando más que lo prometido: en los últimos 30 días, 9 de cada 10 se activaron en 5 días hábiles."


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"forecast": FORECAST, "late_rest": REST}, TOLD),
        ({"forecast": FORECAST, "late_rest": REST, "due": "2026-11-20T21:00:00Z"}, LATE),
        ({"forecast": FORECAST, "due": "2026-11-20T21:00:00Z"}, ""),
        ({"forecast": FORECAST | {"most": "1 día hábil"}}, ONCE),
        ({"late_rest": REST | {"most": "1 día hábil"}, "due": "2026-11-20T21:00:00Z"}, LATE_ONCE),
        ({}, ""),
    ],
)
def test_the_date_has_how_long_others_took_beside_it(opened: Opened, fields: dict[str, Any], told: str) -> None:
    """Half of them and most of them; where both took as long, that is said once."""
    page = opened(order(item(**fields)))
    expect(card(page).locator(".due")).to_be_visible()
    expect(card(page).locator(".due small")).to_have_text(told)


def let_it_take_longer(site: Site) -> None:
    """Say of Simplenews what the public pages say of a service that takes longer than promised."""
    file = site.folder / "catalogo.json"
    wording = json.loads(file.read_bytes())
    wording["services"]["simplenews"]["left"] = LEFT
    file.write_text(json.dumps(wording), encoding="utf-8")


@pytest.mark.parametrize(
    ("fields", "label", "told"),
    [
        ({"forecast": FORECAST}, "Le prometimos que estará listo a más tardar el", LEFT),
        ({"earliest": "2026-11-24T12:00:00Z"}, "Le prometimos que estará listo", LEFT),
        ({"forecast": FORECAST, "promise": "5 días hábiles"}, "Estará listo a más tardar el", TOLD),
        ({"late_rest": REST, "due": "2026-11-20T21:00:00Z"}, "Debía estar listo a más tardar el", LATE),
    ],
)
def test_a_service_that_takes_longer_these_days_says_so_beside_its_date_as_the_public_pages_do(
    opened: Opened, site: Site, fields: dict[str, Any], label: str, told: str
) -> None:
    """In place of a quarter's figures; not of another promise than the service's, nor of what is late already.

    What is told then is what was promised, and no more that it will be so.
    """
    let_it_take_longer(site)
    due = card(opened(order(item(**fields)))).locator(".due")
    expect(due.locator(".due-label")).to_have_text(label)
    expect(due.locator("small")).to_have_text(told)


def test_of_two_of_one_service_the_first_that_is_in_time_says_so(opened: Opened, site: Site) -> None:
    """Late ones say nothing of it; the other's figures would be those of another time."""
    let_it_take_longer(site)
    later = {"due": "2026-11-26T21:00:00Z", "name": "Simplenews Mensual", "forecast": FORECAST}
    page = opened(order(item(due="2026-11-20T21:00:00Z"), item(), item(**later)))
    expect(card(page).locator(".due small")).to_have_text(["", LEFT, ""])
    expect(card(page).last.locator(".due-label")).to_have_text("Le prometimos que estará listo a más tardar el")
