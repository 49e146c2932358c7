"""The public pages on paper: tables as tables, no word cut, nothing that is only true today, and few sheets."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Page, expect

from generator.model.base import GroupId
from tests.site.conftest import Pages
from tests.site.laid_out import faults, lengthen
from tests.site.making import Made
from tests.site.printed import lines, parts, sheets
from tests.site.test_in_chromium import visit
from tests.waiting import comes_to, resize

SHEETS_OF_LONG_COUNT = 2
INSIDE_A4 = 688
"""Pixels of a sheet within its margins."""
SHEETS = {
    "": 2,
    "demoras/": 1,
    "demoras/boletin/": 1,
    "atencion/": 2,
    "cumplimiento/": 5,
    "calendario/": 2,
    "preguntas/": 3,
    "datos-abiertos/": 1,
}
MORE = ("avisos/", "demoras/app-android/", "demoras/app-iphone/", "demoras/tienda/", "calendario/como-contamos/")
FEWEST_LINES = 8
"""Of the last sheet of several: less is hardly worth one."""
FEWEST_LINES_OF_ANY = 4
"""The same of a page however long: less than a name and what it names."""
LONGEST_WHOLE = 10
"""Rows of a list or a table that stay on one sheet."""


@pytest.mark.parametrize("address", SHEETS)
def test_a_page_takes_few_sheets(page: Page, live: str, address: str) -> None:
    visit(page, live + address)
    assert sheets(page) <= SHEETS[address]


@pytest.mark.parametrize("address", ["demoras/", "atencion/", "cumplimiento/"])
def test_a_table_stays_a_table_and_cuts_no_word(page: Page, live: str, address: str) -> None:
    """A sheet is as narrow as some screens, which show cards; no cell is narrower than its longest word."""
    page.emulate_media(media="print")
    visit(page, live + address)
    resize(page, INSIDE_A4)
    rows = page.locator("article tbody tr:visible")
    drawn = "all => [...new Set(all.map(one => getComputedStyle(one).display))]"
    comes_to(lambda: rows.evaluate_all(drawn), ["table-row"])
    wide = "all => all.filter(one => one.scrollWidth > one.clientWidth + 1).map(one => one.textContent)"
    comes_to(lambda: page.locator("article :is(td, th):visible").evaluate_all(wide), [])
    comes_to(lambda: page.evaluate("document.documentElement.scrollWidth"), INSIDE_A4)


@pytest.mark.parametrize("address", [*SHEETS, *MORE])
def test_sheets_end_where_a_reader_would_end_them(page: Page, live: str, address: str, tmp_path: Path) -> None:
    """No name stands apart from what it names, no row alone or apart from its few neighbours, no sheet nearly blank."""
    page.emulate_media(media="print")
    visit(page, live + address)
    page.wait_for_load_state("networkidle")
    told, found = lines(page, tmp_path), parts(page, tmp_path)
    last = {one.sheet: one for one in sorted(found, key=lambda one: (one.sheet, one.place))}
    assert [one.text for sheet, one in last.items() if one.kind == "name" and sheet < len(told) - 1] == []
    for owner in {one.of for one in found if one.of}:
        rows = [one for one in found if one.of == owner]
        on = Counter(one.sheet for one in rows)
        assert len(on) == 1 or (len(rows) > LONGEST_WHOLE and min(on.values()) > 1), rows
    assert len(told) == 1 or len(told[-1]) >= FEWEST_LINES, told[-1]


@pytest.mark.parametrize("address", ["demoras/tienda/", "demoras/boletin/", "datos-abiertos/", "avisos/"])
def test_wherever_a_text_ends_no_sheet_is_nearly_blank(page: Page, live: str, address: str, tmp_path: Path) -> None:
    """A line more or less, as of a notice, is all that lies between these."""
    page.emulate_media(media="print")
    visit(page, live + address)
    page.wait_for_load_state("networkidle")
    page.evaluate("document.querySelector('h1').before(document.createElement('hr'))")
    for height in range(0, 800, 40):
        page.evaluate("height => { document.querySelector('article > hr').style.height = `${height}px`; }", height)
        told = lines(page, tmp_path)
        assert len(told) == 1 or len(told[-1]) >= FEWEST_LINES_OF_ANY, (height, told[-1])


@pytest.mark.parametrize("address", [*SHEETS, *MORE])
def test_nothing_lies_upon_another_on_paper(page: Page, live: str, address: str) -> None:
    """Where a page is read again stands beside the company's name, however long both are."""
    page.emulate_media(media="print")
    visit(page, live + address)
    page.wait_for_load_state("networkidle")
    assert list(faults(page, widths=(INSIDE_A4,), sizes=(1,))) == []
    lengthen(page)
    assert list(faults(page, widths=(INSIDE_A4,), sizes=(1,))) == []


def test_a_count_that_is_folded_is_printed(page: Page, live: str) -> None:
    """Paper has no fold to open, and a date without its count is hard to believe."""
    visit(page, f"{live}demoras/app-android/")
    count = page.locator(".calcular-cuenta > details:not([open])")
    expect(count).to_be_visible()
    page.emulate_media(media="print")
    expect(count.locator("table")).to_be_visible()
    assert sheets(page) <= SHEETS_OF_LONG_COUNT


def test_a_filtered_list_says_on_paper_what_it_is_of(page: Page, live: str, made: Made) -> None:
    """Whoever reads it sees no filter; a whole list says nothing."""
    told = page.locator(".filtro-papel")
    visit(page, f"{live}demoras/")
    page.emulate_media(media="print")
    expect(page.locator(".demoras")).to_be_visible()
    expect(told).to_be_hidden()
    every, group = len(made.catalog.services), made.catalog.groups[GroupId("proyectos")].name
    visit(page, f"{live}demoras/?q=catalogo&grupo=proyectos&tipo=a-medida")
    expect(told).to_be_visible()
    expect(told).to_have_text(
        f"No están todos: 1 de {every} servicios, por este filtro. "
        f"Nombre del servicio: catalogo; Grupo de servicios: {group}; Demora: A medida."
    )
    visit(page, f"{live}demoras/?tipo=a-medida")
    expect(told).to_have_text(re.compile(r"por este filtro\. Demora: A medida\.$"))


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_answer_of_the_home_page_is_printed_and_its_box_is_not(
    page: Page, live: str, scheme: Literal["light", "dark"]
) -> None:
    """The service, its promise and its date; a box without an answer leaves nothing."""
    page.emulate_media(media="print", color_scheme=scheme)
    visit(page, f"{live}?servicio=boletin")
    for part in ("nombre", "cifra", "fecha"):
        expect(page.locator(f".consulta-{part}")).to_be_visible()
    for part in ("caja", "ahora"):
        expect(page.locator(f".consulta-{part}")).to_be_hidden()
    assert sheets(page) <= SHEETS[""]
    visit(page, f"{live}?servicio=zzzzzz")
    expect(page.locator(".consulta-respuesta p")).to_have_count(1)
    expect(page.locator("#consulta")).to_be_hidden()


def test_whether_anybody_is_there_now_is_not_printed(page: Page, live: str) -> None:
    """Whoever reads it does so at another hour."""
    page.emulate_media(media="print")
    visit(page, f"{live}atencion/")
    expect(page.locator("#abierto")).to_be_hidden()
    expect(page.locator(".abierto")).to_be_visible()


def test_every_fold_of_every_page_is_printed_whole_or_not_at_all(page: Page, live: str, pages: Pages) -> None:
    """No name stands over nothing, and no words say what pressing them would show."""
    page.emulate_media(media="print")
    # What is folded without being hidden by a style is skipped by the browser when it draws.
    seen = "[...one.children].slice(1).some(part => part.checkVisibility({ contentVisibilityAuto: true }))"
    drawn = f"all => all.map(one => {seen})"
    kinds: set[str] = set()
    shown = page.locator("article details:visible")
    for address in [one for one, tree in pages.items() if next(tree.all("details"), None)]:
        visit(page, live + address)
        comes_to(lambda: set(shown.evaluate_all(drawn)) - {True}, set())
        expect(page.locator("article summary:visible").filter(has_text="Ver ")).to_have_count(0)
        kinds.update(shown.evaluate_all("all => all.map(one => one.className)"))
    assert kinds == {"cuenta cifras impreso", "cuenta impreso", "feriados impreso"}


def test_the_holidays_of_the_years_to_come_are_printed(page: Page, live: str) -> None:
    page.emulate_media(media="print")
    visit(page, f"{live}calendario/")
    for year in (2026, 2027, 2028):
        table = page.locator(f"details:has(#feriados-{year}) tbody")
        expect(table.get_by_text("Año Nuevo")).to_be_visible()


def test_figures_are_unfolded_for_paper_whatever_the_browser_and_folded_again(page: Page, live: str) -> None:
    """Older ones print nothing of what is folded, whatever a style says."""
    visit(page, f"{live}cumplimiento/")
    folds = page.locator("details.impreso")
    folds.first.locator("> summary").click()
    opened = "all => all.map(one => one.open)"
    comes_to(lambda: folds.evaluate_all(opened), [at == 0 for at in range(folds.count())])
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    comes_to(lambda: folds.evaluate_all(opened), [True] * folds.count())
    expect(page.locator("details.dias[open]")).to_have_count(0)
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    comes_to(lambda: folds.evaluate_all(opened), [at == 0 for at in range(folds.count())])


def test_paper_says_where_its_page_is(page: Page, live: str, made: Made) -> None:
    """On a screen the browser does."""
    visit(page, f"{live}demoras/")
    told = page.locator(".pie .en-papel")
    expect(told).to_be_hidden()
    page.emulate_media(media="print")
    expect(told).to_be_visible()
    expect(told).to_have_text(f"{made.catalog.company.site_url}demoras/")


def test_the_page_of_all_worked_cases_prints_what_is_unfolded_or_what_there_is(page: Page, live: str) -> None:
    """A hundred cases that nobody asked for are no use, nor is a page without any."""
    visit(page, f"{live}calendario/como-contamos/comprobar/")
    names = page.locator("details.tema > summary h2").all_text_contents()
    listed, first = page.locator(".temas li"), page.locator("details.tema").first
    expect(page.get_by_text("En papel salen los temas que estén desplegados.")).to_be_visible()
    expect(page.locator(".temas")).to_be_hidden()
    page.emulate_media(media="print")
    expect(page.locator(".temas")).to_be_visible()
    expect(listed).to_have_text(names)
    assert sheets(page) == 1
    page.emulate_media(media="screen")
    first.locator("> summary").click()
    page.emulate_media(media="print")
    expect(first.locator(".caso").first).to_be_visible()
    expect(page.locator(".temas")).to_be_hidden()
