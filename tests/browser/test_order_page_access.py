"""Whether everybody can read an order page: contrast, names, structure and small screens."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import Site
from tests.browser.orders import EVERY_STATE, NOW


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1100])
def test_axe_finds_nothing_to_mend_in_any_state(browser: Browser, site: Site, scheme: str, width: int) -> None:
    """Light and dark, phone and desk, with every count of days open."""
    site.heartbeat("2026-11-20T03:00:00Z")
    link = site.publish(EVERY_STATE)
    size = {"width": width, "height": 800}
    context = browser.new_context(bypass_csp=True, color_scheme=scheme, viewport=size)  # type: ignore[arg-type]
    page = context.new_page()
    page.clock.set_fixed_time(NOW)
    for address in (link, site.url):
        page.goto("about:blank")
        page.goto(address)
        expect(page.locator("main")).to_have_attribute("aria-busy", "false")
        for summary in page.locator("summary").all():
            summary.click()
        results = Axe().run(page)
        assert results.violations_count == 0, results.generate_report()
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    context.close()


def test_the_page_fits_a_screen_of_320_pixels_without_sideways_scrolling(page: Page, site: Site) -> None:
    """WCAG's reflow width, which is also 1280 pixels at 400 %."""
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto(site.publish(EVERY_STATE))
    expect(page.get_by_role("article")).to_have_count(9)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
