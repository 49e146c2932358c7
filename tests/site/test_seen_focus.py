"""Every stop of the Tab key on a public page is seen, by day and by night (WCAG 2.4.7)."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.site.seen_focus import unseen_stops
from tests.site.test_in_chromium import ADDRESSES, visit


def day_and_night(page: Page) -> Iterator[str]:
    """Yield the name of each palette, once the open page has it."""
    for name, palette in (("light", "default"), ("dark", "slate")):
        page.emulate_media(color_scheme="light" if name == "light" else "dark", reduced_motion="reduce")
        expect(page.locator("html")).to_have_attribute("data-md-color-scheme", palette)
        yield name


@pytest.mark.parametrize("address", [*ADDRESSES, "calendario/como-contamos/comprobar/"])
def test_every_stop_of_a_page_is_seen(page: Page, live: str, address: str) -> None:
    """Links, buttons, boxes and folds."""
    page.set_viewport_size({"width": 1024, "height": 900})
    visit(page, live + address)
    page.wait_for_load_state("networkidle")
    for palette in day_and_night(page):
        kinds, unseen = unseen_stops(page)
        assert (len(kinds) > 6, unseen) == (True, set()), palette


def test_every_stop_of_the_search_is_seen(page: Page, live: str) -> None:
    visit(page, live)
    page.locator("#buscar-abrir").click()
    page.get_by_role("searchbox").fill("correo")
    expect(page.locator(".buscar-lista a")).not_to_have_count(0)
    for palette in day_and_night(page):
        kinds, unseen = unseen_stops(page)
        assert (len(kinds) > 1, unseen) == (True, set()), palette


def test_a_stop_without_a_mark_is_noticed(page: Page) -> None:
    page.set_content('<style>.b { outline: 0 }</style><a href="#x">uno</a> <a class="b" href="#y">dos</a>')
    kinds, unseen = unseen_stops(page)
    assert (len(kinds), len(unseen)) == (2, 1)
