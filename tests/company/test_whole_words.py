"""Long names on a phone: neither they nor a date are cut in two."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from tests.site.making import Made
from tests.site.test_in_chromium import visit
from tests.site.whole_words import breaks_no_word


@pytest.mark.parametrize("width", [320, 360, 390])
def test_words_and_dates_stand_whole_on_a_phone(page: Page, live: str, made: Made, width: int) -> None:
    """Home, the table of all services with figures and with dates, and every service's page with its count."""
    page.set_viewport_size({"width": width, "height": 800})
    visit(page, live)
    breaks_no_word(page, live)
    breaks_no_word(page, f"{live}demoras/")
    breaks_no_word(page, f"{live}demoras/?ver=fecha", "td.si-hoy .fecha")
    for key in made.catalog.services:
        breaks_no_word(page, f"{live}demoras/{key}/")
