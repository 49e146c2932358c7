"""The table of all services: found as one types, by group and by sort of delay, shared by its address, with dates."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime, timedelta
from html import escape as escape_html

import pytest
from playwright.sync_api import Page, Route, expect
from pytest_playwright.pytest_playwright import CreateContextCallback

from generator.model.base import ServiceId
from tests.site.conftest import Pages
from tests.site.large_letters import ROOM_FOR_HINT
from tests.site.making import Made
from tests.site.test_in_chromium import visit
from tests.waiting import comes_to, held, resize

MONDAY = datetime(2026, 11, 30, 9, 30, tzinfo=UTC)
"""10:30 in the company's zone, a working day."""


def shown(page: Page) -> list[str]:
    """Return the services whose rows are seen."""
    seen = "rows => rows.filter(row => row.offsetParent !== null).map(row => row.id.replace('servicio-', ''))"
    found: list[str] = page.locator("tr[data-lugar]").evaluate_all(seen)
    return found


@pytest.mark.parametrize("typed", ["Catálogo", "catalogo", "catlogo", "cataolgo", "CATALOGOS"])
def test_a_row_is_found_however_it_is_typed(page: Page, live: str, typed: str) -> None:
    """Accents, capitals, a slip, neighbours swapped, a plural; groups without a row that fits are gone with it."""
    visit(page, f"{live}demoras/", MONDAY)
    page.get_by_role("searchbox", name="Nombre del servicio").fill(typed)
    expect(page.locator(".filtro-cuenta [role=status]")).to_have_text("Un servicio")
    comes_to(lambda: shown(page), ["catalogo"])
    expect(page.locator("tr.grupo:visible")).to_have_count(1)


@pytest.mark.parametrize("typed", ["b", "Bole", "de"])
def test_a_word_that_is_not_whole_yet_is_a_beginning(page: Page, live: str, typed: str) -> None:
    """One letter too, and one that would be a word by itself that tells no service from another."""
    visit(page, f"{live}demoras/?q={typed}", MONDAY)
    expect(page.locator("#servicio-boletin")).to_be_visible()
    expect(page.locator(".filtro-cuenta [role=status]")).to_have_text(re.compile("^(Un servicio|[0-9]+ servicios)$"))


@pytest.mark.parametrize("width", [320, 390, 700, 1280])
def test_what_does_not_fit_is_gone_at_every_width(page: Page, live: str, made: Made, width: int) -> None:
    """Also the other services of a group with one that fits."""
    visit(page, f"{live}demoras/", MONDAY)
    resize(page, width)
    comes_to(lambda: sorted(shown(page)), sorted(made.catalog.services))
    page.get_by_role("searchbox", name="Nombre del servicio").fill("catalogo")
    comes_to(lambda: shown(page), ["catalogo"])


def test_group_and_sort_of_delay_are_picked_and_shared_by_the_address(page: Page, live: str, made: Made) -> None:
    """Who opens it sees the same; Back undoes one choice at a time, and what was typed at once."""
    visit(page, f"{live}demoras/", MONDAY)
    every = list(made.catalog.services)
    expect(page.locator(".filtro-cuenta [role=status]")).to_have_text(f"{len(every)} servicios")
    comes_to(lambda: sorted(shown(page)), sorted(every))
    page.get_by_role("radio", name="A medida").check()
    page.wait_for_url("**/demoras/?tipo=a-medida")
    expect(page.locator("#servicio-alojamiento")).to_be_hidden()
    comes_to(lambda: {made.catalog.services[ServiceId(key)].group for key in shown(page)}, {"proyectos"})
    custom = shown(page)
    page.get_by_role("searchbox", name="Nombre del servicio").press_sequentially("catalogo")
    page.wait_for_url("**/demoras/?q=catalogo&tipo=a-medida")
    address = page.url

    page.go_back()
    page.wait_for_url("**/demoras/?tipo=a-medida")
    expect(page.get_by_role("searchbox", name="Nombre del servicio")).to_have_value("")
    expect(page.locator(".filtro-cuenta [role=status]")).to_have_text(f"{len(custom)} servicios")
    comes_to(lambda: shown(page), custom)
    page.go_back()
    page.wait_for_url("**/demoras/")
    expect(page.locator(".filtro-cuenta [role=status]")).to_have_text(f"{len(every)} servicios")
    comes_to(lambda: sorted(shown(page)), sorted(every))

    visit(page, address.replace("q=catalogo&", "grupo=taller&").replace("tipo=a-medida", ""), MONDAY)
    expect(page.get_by_label("Grupo")).to_have_value("taller")
    expect(page.locator("#servicio-alojamiento")).to_be_hidden()
    comes_to(lambda: {made.catalog.services[ServiceId(key)].group for key in shown(page)}, {"taller"})


def test_what_is_typed_and_sent_before_the_script_came_filters_when_it_comes(page: Page, live: str) -> None:
    """Refused by the page's policy, a form that is sent away leaves Chromium without the script for good."""
    let_go = held(page, "**/sitio.js")
    page.goto(f"{live}demoras/?q=zzzzzz", wait_until="commit")
    box = page.get_by_role("searchbox", name="Nombre del servicio")
    box.fill("catalogo")
    box.press("Enter", no_wait_after=True)
    let_go()
    expect(page.locator(".filtro-cuenta [role=status]")).to_have_text("Un servicio")
    comes_to(lambda: (shown(page), page.url), (["catalogo"], f"{live}demoras/?q=catalogo"))


@pytest.mark.parametrize("query", ["?q=boletin", "?tipo=a-medida", "?q=zzzzzz", "?grupo=taller&q=x"])
@pytest.mark.parametrize("place", ["servicio-alojamiento", "al-instante"])
def test_a_row_that_the_address_names_is_shown_whatever_it_filters(
    page: Page, live: str, made: Made, query: str, place: str
) -> None:
    """The filter is given up, and the address with it: the row comes to the top and is marked."""
    visit(page, f"{live}demoras/{query}#{place}", MONDAY)
    page.wait_for_url(f"{live}demoras/#{place}")
    expect(page.locator(f"#{place}")).to_be_in_viewport()
    expect(page.locator(":target")).to_have_id(place)
    expect(page.get_by_role("searchbox", name="Nombre del servicio")).to_have_value("")
    comes_to(lambda: sorted(shown(page)), sorted(made.catalog.services))


def test_a_filter_that_shows_the_row_it_is_sent_with_stays(page: Page, live: str) -> None:
    visit(page, f"{live}demoras/?q=boletin#servicio-boletin", MONDAY)
    expect(page.locator(".filtro-cuenta [role=status]")).to_have_text("Un servicio")
    expect(page.locator("#servicio-boletin")).to_be_in_viewport()
    comes_to(lambda: (shown(page), page.url), (["boletin"], f"{live}demoras/?q=boletin#servicio-boletin"))


def test_a_place_that_nobody_can_read_stops_no_script(page: Page, live: str) -> None:
    """A sign of percent alone stands for no letter."""
    visit(page, f"{live}demoras/?q=boletin#%E0%A4", MONDAY)
    comes_to(lambda: shown(page), ["boletin"])


def test_back_from_a_service_shows_the_filtered_table_again(page: Page, live: str) -> None:
    visit(page, f"{live}demoras/?q=boletin", MONDAY)
    expect(page.locator(".filtro-cuenta [role=status]")).to_have_text("Un servicio")
    page.locator("#servicio-boletin").get_by_role("link").first.click()
    page.wait_for_url("**/demoras/boletin/")
    page.go_back()
    expect(page.locator(".filtro-cuenta [role=status]")).to_have_text("Un servicio")
    comes_to(lambda: shown(page), ["boletin"])


@pytest.mark.parametrize("query", ["?grupo=no", "?tipo=no", "?ver=no", "?q=", "?otra=1"])
def test_an_address_that_names_what_is_not_there_shows_everything_and_says_so(
    page: Page, live: str, made: Made, query: str
) -> None:
    """What asks for nothing of the table is none of its business; a choice made by hand takes its place."""
    visit(page, f"{live}demoras/{query}", MONDAY)
    expect(page.locator(".filtro-cuenta [role=status]")).to_have_text(f"{len(made.catalog.services)} servicios")
    told = page.get_by_text("La dirección de esta página pide algo que la lista no tiene: se muestra sin eso.")
    expect(told).to_have_count(int(query.endswith("=no")))
    page.wait_for_url(f"{live}demoras/{query}")
    page.get_by_role("radio", name="A medida").check()
    page.wait_for_url("**/demoras/?tipo=a-medida")
    expect(page.locator(".filtro-problema")).to_be_hidden()


def test_what_nothing_answers_to_leads_on(page: Page, live: str) -> None:
    """To what the site's search finds, a service beyond the chosen group among that, to orders and to channels."""
    visit(page, f"{live}demoras/?q=zzzzzz", MONDAY)
    links = page.locator(".filtro-seguir a")
    expect(links).to_have_count(2)
    expect(links.first).to_have_attribute("href", f"{live}preguntas/#direccion-de-mi-pedido")
    expect(links.last).to_have_attribute("href", f"{live}atencion/#canales")
    page.get_by_role("searchbox", name="Nombre del servicio").fill("que es un ticket")
    expect(links.first).to_have_text("¿Qué es un ticket y dónde lo leo?")
    visit(page, f"{live}demoras/?q=catalogo&tipo=inmediato", MONDAY)
    expect(links.first).to_have_attribute("href", f"{live}demoras/catalogo/")
    page.get_by_role("radio", name="Todas").check()
    expect(links).to_have_count(0)


@pytest.mark.parametrize("typed", ["zzzzzz", "zx" * 25_000])
def test_what_no_service_answers_to_is_told_and_undone(page: Page, live: str, made: Made, typed: str) -> None:
    """An address can hold a word so long that looking for its letters' swaps would stop the page for a minute."""
    visit(page, f"{live}demoras/?q={typed}", MONDAY)
    expect(page.locator(".filtro-cuenta")).to_contain_text("Ningún servicio de la lista coincide.")
    page.get_by_role("button", name="Ver todos").click()
    comes_to(lambda: (sorted(shown(page)), page.url), (sorted(made.catalog.services), f"{live}demoras/"))


@pytest.mark.parametrize("width", [390, 1280])
def test_what_is_told_in_place_of_rows_begins_where_they_did(page: Page, live: str, width: int) -> None:
    resize(page, width)
    page.goto(f"{live}demoras/?q=xyzzyx")
    told = page.locator(".filtro-cuenta")
    expect(told).to_have_text("Ningún servicio de la lista coincide. Ver todos")
    begins = "one => { const all = new Range(); all.selectNodeContents(one); return all.getBoundingClientRect().left; }"
    form = page.locator(".filtro").evaluate("one => one.getBoundingClientRect().left")
    comes_to(lambda: told.evaluate(begins), form)


def test_each_row_says_when_it_would_be_ready_if_it_began_now(page: Page, live: str, made: Made) -> None:
    """On the same days as the calculator of its own page; of minutes, the hour."""
    visit(page, f"{live}demoras/", MONDAY)
    expect(page.locator("td.si-hoy").first).not_to_have_text("…")
    told = {key: page.locator(f"#servicio-{key} td.si-hoy").inner_text() for key in made.catalog.services}
    assert any(text.startswith("hoy, ") for text in told.values())
    for key in (key for key, text in told.items() if not text.startswith("hoy, ")):
        visit(page, f"{live}demoras/{key}/", MONDAY)
        page.get_by_role("button", name="Calcular la fecha").click()
        expect(page.locator("#calcular tbody tr")).not_to_have_count(0)
        last = page.locator("#calcular tbody tr").last.locator("td").first.text_content()
        assert last
        assert last in told[key], key


def test_a_range_that_ends_on_the_day_it_begins_names_the_day_once(page: Page, live: str) -> None:
    """Today and any other day alike."""
    ranges = {"alojamiento": (2, 6), "correo": (14, 20)}

    def handed(route: Route) -> None:
        answer = route.fetch()
        text = answer.text()
        for key, (first, last) in ranges.items():
            told = escape_html(json.dumps([{"first": first, "last": last, "phrase": "", "unit": "hour"}]))
            text = re.sub(rf'(data-lugar="demoras/{key}/" data-promises=")[^"]*', rf"\1{told}", text)
        route.fulfill(response=answer, body=text)

    page.route(f"{live}demoras/", handed)
    visit(page, f"{live}demoras/", MONDAY)
    expect(page.locator("#servicio-alojamiento td.si-hoy")).to_have_text("hoy, 12:30 a 16:30")
    expect(page.locator("#servicio-correo td.si-hoy")).to_have_text("mar 01/12, 00:30 a 06:30")


def test_dates_of_a_page_left_open_are_those_of_the_day(page: Page, live: str) -> None:
    """Nobody has to reload it; a month later every one is another."""
    page.clock.install(time=MONDAY)
    page.goto(f"{live}demoras/")
    cells = page.locator("td.si-hoy")
    expect(cells.first).not_to_have_text("…")
    before = cells.all_text_contents()
    page.clock.pause_at(MONDAY + timedelta(days=31))
    comes_to(lambda: [text for text in cells.all_text_contents() if text in before and not text.startswith("hoy")], [])


def test_without_a_calendar_rows_have_no_date_and_it_is_said(page: Page, live: str) -> None:
    page.route("**/calendario.json", lambda route: route.abort())
    visit(page, f"{live}demoras/", MONDAY)
    expect(page.get_by_role("alert")).to_have_text("No pudimos leer el calendario: la lista va sin fechas.")
    expect(page.locator("td.si-hoy").first).to_have_text("sin fecha")


def test_a_calendar_that_comes_later_brings_the_dates(page: Page, live: str) -> None:
    """As a page opened without a connection is looked at again with one."""
    page.route("**/calendario.json", lambda route: route.abort())
    visit(page, f"{live}demoras/", MONDAY)
    expect(page.get_by_role("alert")).to_have_text("No pudimos leer el calendario: la lista va sin fechas.")
    page.unroute("**/calendario.json")
    page.evaluate("dispatchEvent(new Event('focus'))")
    expect(page.get_by_role("alert")).to_have_count(0)
    expect(page.locator("td.si-hoy").first).not_to_have_text("sin fecha")


def test_beyond_the_loaded_holidays_the_year_is_named(page: Page, live: str) -> None:
    visit(page, f"{live}demoras/", datetime(2028, 12, 20, 9, 30, tzinfo=UTC))
    expect(page.locator("#servicio-app-android td.si-hoy")).to_have_text("sin fecha: 2029 no tiene festivos cargados")


def test_on_a_phone_a_service_is_one_row_of_its_name_and_figure_or_date(page: Page, live: str) -> None:
    """Two lines at most where both are long; beneath a date stands what was promised, and from when it counts."""
    visit(page, f"{live}demoras/", MONDAY)
    resize(page, 390)
    # What a row says besides, as of a notice or of being late, takes lines of its own.
    rows = page.locator("tr[data-lugar]:not(:has(small, .cifra a))")
    comes_to(lambda: max(rows.evaluate_all("all => all.map(one => one.offsetHeight)")) < 80)
    expect(page.locator("#servicio-boletin .cifra")).to_be_visible()
    expect(page.locator("#servicio-boletin td.si-hoy")).to_be_hidden()
    page.get_by_label("Fecha si empieza hoy").check()
    beneath = "one => one.offsetTop >= one.parentElement.querySelector('.si-hoy').offsetTop + 15"
    comes_to(lambda: page.locator("#servicio-boletin .cifra").evaluate(beneath))
    expect(page.locator(".cifra small").first).to_be_visible()
    expect(page.locator("#servicio-boletin td.si-hoy")).to_have_text(re.compile(r"^\w{3} \d{2}/\d{2}$"))
    page.wait_for_url("**/demoras/?ver=fecha")
    page.reload()
    expect(page.locator("#servicio-boletin td.si-hoy")).to_be_visible()
    page.get_by_label("Fecha si empieza hoy").uncheck()
    page.wait_for_url("**/demoras/")
    expect(page.locator("#servicio-boletin .cifra")).to_be_visible()


@pytest.mark.parametrize("width", [320, 360, 390])
def test_on_a_phone_the_filter_leaves_the_first_screen_to_the_services(page: Page, live: str, width: int) -> None:
    """Each field and sort of delay still reads whole in its place, and is named to who hears the page."""
    visit(page, f"{live}demoras/", MONDAY)
    resize(page, width)
    form = page.locator("#demoras-filtro")
    comes_to(lambda: form.evaluate("one => one.offsetHeight") <= (130 if width == 390 else 180))
    expect(form.get_by_role("searchbox", name="Nombre del servicio")).to_be_visible()
    expect(form.get_by_label("Grupo de servicios")).to_be_visible()
    expect(form.get_by_role("group", name="Demora").get_by_role("radio")).to_have_count(4)
    in_a_row = "all => new Set(all.map(one => one.getBoundingClientRect().top)).size"
    comes_to(lambda: form.locator(".filtro-tipos label").evaluate_all(in_a_row), 1)
    comes_to(lambda: form.get_by_role("searchbox").evaluate(ROOM_FOR_HINT) >= 0)
    if width == 390:
        expect(page.locator("tr[data-lugar] .dicho").first).to_be_in_viewport()


def test_on_a_phone_every_service_takes_two_lines_at_most(page: Page, live: str) -> None:
    """Also one that is counted from another moment than its group, or takes longer; a notice is a sentence."""
    visit(page, f"{live}demoras/", MONDAY)
    resize(page, 390)
    rows = page.locator("tr[data-lugar]:not(:has(.de-aviso))")
    expect(rows.filter(has=page.locator("small.medido"))).not_to_have_count(0)
    expect(rows.filter(has=page.locator(".dicho small"))).not_to_have_count(0)
    tall = "all => all.filter(one => one.offsetHeight > 66).map(one => [one.id, one.offsetHeight])"
    comes_to(lambda: rows.evaluate_all(tall), [])


def test_a_figure_that_does_not_fit_beside_its_name_has_what_is_said_of_it_at_its_side(page: Page, live: str) -> None:
    """So that both together take one more line; the figure stands at the end, where all others do."""
    visit(page, f"{live}demoras/", MONDAY)
    resize(page, 390)
    row = page.locator("#servicio-boletin")
    row.locator(".nombre > a").first.evaluate("one => { one.textContent = 'Boletines para su empresa o su escuela' }")
    put = "(one) => one.insertAdjacentHTML('beforeend', '<small class=\"medido\">Tarda más.</small>')"
    row.locator(".cifra").evaluate(put)
    box = "(one) => { const box = one.getBoundingClientRect(); return [box.left, box.right, box.top, box.bottom] }"

    def stand_below_side_by_side() -> bool:
        name, figure, said, other = (
            page.locator(one).first.evaluate(box)
            for one in (
                "#servicio-boletin .nombre > a",
                "#servicio-boletin .dicho",
                "#servicio-boletin .medido",
                "#servicio-alojamiento .dicho",
            )
        )
        below = min(figure[2], said[2]) >= name[3] - 3
        return bool(below and said[0] <= name[0] + 1 and figure[1] == other[1] and figure[2] < said[3])

    comes_to(stand_below_side_by_side)


def test_on_paper_the_columns_are_those_of_the_table(page: Page, live: str) -> None:
    """The one of today's dates, which is not printed, leaves no place empty."""
    visit(page, f"{live}demoras/", MONDAY)
    page.emulate_media(media="print")
    edge = "one => one.getBoundingClientRect().right"
    head = page.locator("tr.grupo th").first
    comes_to(
        lambda: abs(head.evaluate(edge) - page.locator("td.requisitos").first.evaluate(edge)) < 2,
    )


@pytest.mark.parametrize("width", [720, 960, 1280])
def test_what_a_notice_promises_takes_no_room_from_the_names(page: Page, live: str, width: int) -> None:
    """It is a sentence, and breaks where it must."""
    visit(page, f"{live}demoras/", MONDAY)
    resize(page, width)
    figure, rest = "<strong>6 días hábiles</strong>", "hasta el jue 31/12/2026; habitualmente, 2 días hábiles"
    put = "(one, told) => { one.innerHTML = told; one.classList.add('de-aviso') }"
    page.locator("#servicio-boletin .cifra").evaluate(put, f"{figure}, <a href='#'>por aviso</a> {rest}")
    name = page.locator("#servicio-boletin .nombre")
    comes_to(lambda: name.evaluate("one => one.offsetWidth") >= (100 if width == 720 else 180))
    comes_to(lambda: page.evaluate("document.documentElement.scrollWidth"), width)


def test_what_a_notice_promises_has_the_whole_line_of_a_phone(page: Page, live: str) -> None:
    """A sentence that is set to the right, in half a line, nobody reads."""
    visit(page, f"{live}demoras/", MONDAY)
    resize(page, 390)
    said = page.locator("#servicio-boletin .dicho")
    said.evaluate("(one) => one.classList.add('de-aviso')")
    comes_to(lambda: said.evaluate("one => one.offsetWidth / one.closest('tr').clientWidth") > 0.9)
    expect(said).to_have_css("text-align", "start")


def test_without_scripts_the_whole_table_stands_without_filter_and_dates(
    new_context: CreateContextCallback, live: str, made: Made
) -> None:
    page = new_context(java_script_enabled=False).new_page()
    page.goto(f"{live}demoras/")
    expect(page.locator("#demoras-filtro")).to_be_hidden()
    expect(page.locator("td.si-hoy:visible")).to_have_count(0)
    comes_to(lambda: sorted(shown(page)), sorted(made.catalog.services))


def test_from_when_a_group_is_counted_stands_once_and_rows_say_where_they_differ(pages: Pages, made: Made) -> None:
    """Every row's truth can be read from its group or from itself."""
    table = pages["demoras/"].one("table", klass="catalogo")
    for body in table.all("tbody"):
        (head,) = body.all("tr", klass="grupo")
        assert head.text.count("Se cuenta desde que ") == 1
        at_payment = "desde que se acredita el pago" in head.text
        for row in body.all("tr"):
            if row is head:
                continue
            service = next(one for key, one in made.catalog.services.items() if row.attrs["id"] == f"servicio-{key}")
            if made.catalog.starts_at_payment(service) != at_payment:
                told = row.one("span", klass="dicho").text
                assert ("desde los requisitos" if at_payment else "desde el pago acreditado") in told
