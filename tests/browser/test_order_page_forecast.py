"""How long others took, beside an order's date: labelled as what it is, and other words once the order is late."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Opened, card
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


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"forecast": FORECAST, "late_rest": REST}, TOLD),
        ({"forecast": FORECAST, "late_rest": REST, "due": "2026-11-20T21:00:00Z"}, LATE),
        ({"forecast": FORECAST, "due": "2026-11-20T21:00:00Z"}, ""),
        ({}, ""),
    ],
)
def test_the_date_has_how_long_others_took_beside_it(opened: Opened, fields: dict[str, Any], told: str) -> None:
    page = opened(order(item(**fields)))
    expect(card(page).locator(".due")).to_be_visible()
    expect(card(page).locator(".due small")).to_have_text(told)
