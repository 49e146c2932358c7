"""Cumplimiento in Chromium: what was unfolded stays, has its address, and is where a service's page leads."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.site.test_in_chromium import visit
from tests.waiting import comes_to, resize

FOLDS = ("al-instante-servicios", "taller-servicios", "taller-dias")


def fold(page: Page, id_: str) -> None:
    """Unfold one, or fold it again."""
    page.locator(f"#{id_} > summary").click()


def are_open(page: Page, *ids: str) -> None:
    """Expect that these alone are unfolded."""
    expect(page.locator("details[open]")).to_have_count(len(ids))
    for id_ in ids:
        expect(page.locator(f"#{id_}")).to_have_attribute("open", "")


def test_what_was_unfolded_stays_over_a_reload_and_over_back(page: Page, live: str) -> None:
    """And what was folded again does not."""
    visit(page, f"{live}cumplimiento/")
    for id_ in FOLDS:
        fold(page, id_)
    fold(page, "al-instante-servicios")
    are_open(page, *FOLDS[1:])
    page.reload()
    are_open(page, *FOLDS[1:])
    page.goto(f"{live}demoras/")
    page.go_back()
    are_open(page, *FOLDS[1:])


def test_each_fold_has_an_address_that_unfolds_it_and_what_it_stands_in(page: Page, live: str) -> None:
    """It is that of the last one unfolded, and goes with it."""
    visit(page, f"{live}cumplimiento/")
    fold(page, "taller-servicios")
    page.wait_for_url("**/cumplimiento/#taller-servicios")
    fold(page, "taller-dias")
    page.wait_for_url("**/cumplimiento/#taller-dias")
    visit(page, "about:blank")
    visit(page, f"{live}cumplimiento/#taller-dias")
    are_open(page, "taller-servicios", "taller-dias")
    expect(page.locator("#taller-dias > summary")).to_be_in_viewport()
    fold(page, "taller-dias")
    page.wait_for_url("**/cumplimiento/")
    are_open(page, "taller-servicios")


def test_what_is_unfolded_for_paper_is_nobody_s_choice(page: Page, live: str) -> None:
    visit(page, f"{live}cumplimiento/")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    expect(page.locator("details.cifras:not([open])")).to_have_count(0)
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    expect(page.locator("details.cifras[open]")).to_have_count(0)
    page.wait_for_url(f"{live}cumplimiento/")
    page.reload()
    are_open(page)


def test_a_phone_s_reader_unfolds_a_screen_or_two_at_a_time(page: Page, live: str) -> None:
    """A group's services first; each further table is folded in it, and a row is a name, its share and small print."""
    visit(page, f"{live}cumplimiento/")
    resize(page, 390)
    high = "document.documentElement.scrollHeight"
    folded: int = page.evaluate(high)
    fold(page, "taller-servicios")
    comes_to(lambda: 0 < page.evaluate(high) - folded < 2 * 844)
    page.locator("details").evaluate_all("all => all.forEach((one) => { one.open = true; })")
    comes_to(lambda: page.evaluate(high) < 14_000)
    rows = page.locator("table.registros tbody tr:visible")
    share, name = (rows.first.locator(f"> {one}") for one in (".cifra", ".nombre"))
    top = "one => Math.round(one.getBoundingClientRect().top)"
    comes_to(lambda: share.evaluate(top) - name.evaluate(top), 0)


def test_a_service_s_page_leads_to_the_figures_of_its_group(page: Page, live: str) -> None:
    visit(page, f"{live}demoras/boletin/")
    page.get_by_role("link", name="Cómo cumplimos").click()
    page.wait_for_url(f"{live}cumplimiento/#taller")
    expect(page.get_by_role("heading", name="Taller")).to_be_in_viewport()


@pytest.mark.parametrize(("media", "is_there"), [("screen", True), ("print", False)])
def test_charts_that_are_not_printed_are_not_explained_there(page: Page, live: str, media: str, is_there: bool) -> None:
    visit(page, f"{live}cumplimiento/")
    fold(page, "taller-servicios")
    page.emulate_media(media=media)  # type: ignore[arg-type]
    expect(page.locator("#taller-servicios figure").first).to_be_visible(visible=is_there)
    expect(page.get_by_text("la línea punteada")).to_be_visible(visible=is_there)


@pytest.mark.parametrize("path", ["demoras/", "cumplimiento/", "demoras/boletin/", "avisos/"])
def test_the_name_of_a_page_is_no_stop_of_the_tab_key(page: Page, live: str, path: str) -> None:
    """Its sign stood before the filter of Demoras."""
    resize(page, 1280)
    visit(page, f"{live}{path}")
    expect(page.locator("h1")).to_be_visible()
    expect(page.locator("h1 > .headerlink")).to_be_hidden()
