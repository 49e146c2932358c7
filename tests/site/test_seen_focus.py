"""Every stop of the Tab key on a public page is seen, by day and by night (WCAG 2.4.7)."""

from __future__ import annotations

from typing import Literal

import pytest
from playwright.sync_api import Page, expect

from tests.site.seen_focus import unseen_stops
from tests.site.test_in_chromium import ADDRESSES, visit


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("address", [*ADDRESSES, "calendario/como-contamos/comprobar/"])
def test_every_stop_of_a_page_is_seen(page: Page, live: str, address: str, scheme: Literal["light", "dark"]) -> None:
    """Links, buttons, boxes and folds."""
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    page.set_viewport_size({"width": 1024, "height": 900})
    visit(page, live + address)
    page.wait_for_load_state("networkidle")
    kinds, unseen = unseen_stops(page)
    assert len(kinds) > 6
    assert unseen == set()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_stop_of_the_search_is_seen(page: Page, live: str, scheme: Literal["light", "dark"]) -> None:
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    visit(page, live)
    page.locator("#buscar-abrir").click()
    page.get_by_role("searchbox").fill("correo")
    expect(page.locator(".buscar-lista a")).not_to_have_count(0)
    kinds, unseen = unseen_stops(page)
    assert len(kinds) > 1
    assert unseen == set()


def test_a_stop_without_a_mark_is_noticed(page: Page) -> None:
    page.set_content('<style>.b { outline: 0 }</style><a href="#x">uno</a> <a class="b" href="#y">dos</a>')
    kinds, unseen = unseen_stops(page)
    assert (len(kinds), len(unseen)) == (2, 1)
