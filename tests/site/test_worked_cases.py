"""The worked examples as clients read them: few, short, within a phone's width, and on few sheets."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.site.conftest import Pages
from tests.site.printed import sheets
from tests.site.test_in_chromium import visit
from tests.waiting import comes_to, resize

FEW, ALL = "calendario/como-contamos/", "calendario/como-contamos/comprobar/"


@pytest.mark.parametrize(("address", "longest", "paper"), [(FEW, 4_500, 2), (ALL, 3_000, 2)])
def test_a_page_of_examples_is_short_on_a_phone_and_on_paper(
    page: Page, live: str, address: str, longest: int, paper: int
) -> None:
    """The one for those who check has more than a hundred, folded by theme."""
    visit(page, live + address)
    resize(page, 390)
    comes_to(lambda: page.evaluate("document.documentElement.scrollHeight") < longest)
    assert sheets(page) <= paper


@pytest.mark.parametrize("address", [FEW, ALL, "calendario/"])
def test_nothing_scrolls_sideways_on_the_narrowest_phone(page: Page, live: str, address: str) -> None:
    """With every theme and every count unfolded."""
    visit(page, live + address)
    page.locator("details").evaluate_all("all => all.forEach(one => { one.open = true })")
    resize(page, 320)
    comes_to(lambda: page.evaluate("document.documentElement.scrollWidth"), 320)
    wide = "all => all.filter(one => one.scrollWidth > one.clientWidth + 1).map(one => one.outerHTML.slice(0, 80))"
    parts = page.locator("article :is(section, dl, dd, details, table, p)")
    comes_to(lambda: parts.evaluate_all(wide), [])


def test_clients_see_eight_and_whoever_checks_all_by_a_link_and_by_no_menu(page: Page, live: str, pages: Pages) -> None:
    visit(page, live + FEW)
    expect(page.locator("section.caso")).to_have_count(8)
    page.get_by_role("link", name="todos los ejemplos").click()
    every = list(pages[ALL].all("section", klass="caso"))
    assert len(every) > 100
    expect(page.locator("section.caso")).to_have_count(len(every))
    menus = [link for one in pages.values() for menu in one.all("nav") for link in menu.all("a")]
    assert not [link for link in menus if "comprobar" in link.attrs["href"]]


def test_the_page_of_all_examples_has_its_place_among_the_others(page: Page, live: str) -> None:
    """Where its menus lead from: they name the page that leads to it."""
    visit(page, live + ALL)
    principal, beside = page.locator(".lugares"), page.locator(".vecinas")
    expect(principal.locator("[aria-current=true]")).to_have_text("Atención")
    expect(beside.locator("[aria-current=true]")).to_have_text("Cómo contamos")
    beside.get_by_role("link", name="Cómo contamos").click()
    page.wait_for_url(live + FEW)
    expect(beside.locator("[aria-current=page]")).to_have_text("Cómo contamos")
    expect(page.locator(".vecinas")).to_have_count(1)


def test_a_link_to_one_example_unfolds_its_theme(page: Page, live: str) -> None:
    """A fragment inside of what is folded opens it."""
    visit(page, f"{live}{ALL}#pausas-3")
    expect(page.get_by_role("heading", name="Una pausa sólo de noche no cambia los días hábiles")).to_be_visible()
