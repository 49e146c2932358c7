"""The home page answers: any service's promise with its date if one paid now, who is there, and every group's delay."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Locator, Page, expect
from pytest_playwright.pytest_playwright import CreateContextCallback

from generator.compute.public_facts import public_facts
from generator.render.home_page import home_records
from generator.render.site import public_site
from tests.site.making import NOW, Made
from tests.site.test_calculator import answer_of
from tests.site.test_in_chromium import visit
from tests.waiting import comes_to, held, resize

MONDAY = datetime(2026, 11, 30, 9, 30, tzinfo=UTC)
CLOSED = "Ahora está cerrado: volvemos"


def pick(page: Page, typed: str) -> None:
    """Type into the box and take the best that is offered."""
    box = page.get_by_role("combobox", name="Servicio")
    box.fill(typed)
    expect(page.get_by_role("option").first).to_be_visible()
    box.press("Enter")


def test_every_service_is_answered_as_python_does(page: Page, live: str, made: Made) -> None:
    """With its promise, from when it counts, and the date on the company's clock, whatever the reader's is."""
    visit(page, live, MONDAY)
    start = MONDAY.astimezone(ZoneInfo(made.catalog.calendar.zone)).strftime("%Y-%m-%dT%H:%M")
    for key, service in made.catalog.services.items():
        pick(page, service.name)
        answer = page.locator(".consulta-respuesta")
        expect(answer.locator(".consulta-nombre")).to_have_text(service.name)
        expect(answer.locator(".consulta-cifra")).to_have_text(str(service.promise))
        expect(answer.locator(".consulta-fecha")).to_have_text(answer_of(made, key, start)[0])
        waits = not made.catalog.starts_at_payment(service)
        expect(answer.locator(".consulta-si")).to_have_text(
            "Si paga ahora y los demás requisitos ya están cumplidos:" if waits else "Si paga ahora:"
        )
        expect(answer.get_by_role("link")).to_have_attribute("href", f"{live}demoras/{key}/")


@pytest.mark.parametrize("typed", ["Catálogo", "catalogo", "catlogo", "CATALOGOS", "plazo de catálogo en línea"])
def test_a_service_is_found_however_it_is_typed(page: Page, live: str, typed: str) -> None:
    """Accents, capitals, a slip, a plural."""
    visit(page, live, MONDAY)
    pick(page, typed)
    expect(page.get_by_role("combobox", name="Servicio")).to_have_value("Catálogo en línea")


def test_no_name_is_told_to_be_none_while_it_is_typed(page: Page, live: str, made: Made) -> None:
    """Not at its first letter, and not where what stands there so far is a word by itself, as `con` or `por`."""
    visit(page, live, MONDAY)
    box = page.get_by_role("combobox", name="Servicio")
    for service in made.catalog.services.values():
        for end in range(1, len(service.name) + 1):
            box.fill(service.name[:end])
            expect(page.get_by_role("option").filter(has_text=service.name).first).to_be_visible()
            expect(page.locator(".consulta-respuesta")).to_be_empty()


def test_all_services_are_offered_and_picked_by_keyboard_or_pointer(page: Page, live: str, made: Made) -> None:
    """Arrows go round, Escape closes without choosing, a click chooses."""
    visit(page, live, MONDAY)
    box, options = page.get_by_role("combobox", name="Servicio"), page.get_by_role("option")
    box.click()
    expect(options).to_have_count(len(made.catalog.services))
    box.press("ArrowUp")
    expect(options.last).to_have_attribute("aria-selected", "true")
    expect(box).to_have_attribute("aria-activedescendant", re.compile(f"-{len(made.catalog.services) - 1}$"))
    expect(options.last).to_have_attribute("id", re.compile(f"-{len(made.catalog.services) - 1}$"))
    box.press("ArrowDown")
    expect(options.last).to_have_attribute("aria-selected", "false")
    box.press("Escape")
    expect(options).to_have_count(0)
    expect(page.locator(".consulta-respuesta")).to_be_empty()
    box.click()
    options.nth(2).click()
    expect(page.locator(".consulta-cifra")).to_be_visible()
    expect(box).to_have_attribute("aria-expanded", "false")


def test_enter_takes_what_the_arrows_have_marked(page: Page, live: str) -> None:
    """The first arrow down marks the first that is offered, as in every combobox."""
    visit(page, live, MONDAY)
    box, options = page.get_by_role("combobox", name="Servicio"), page.get_by_role("option")
    for presses in (1, 2):
        box.fill("aplicación")
        expect(options.first).to_be_visible()
        expect(page.get_by_role("option", selected=True)).to_have_count(0)
        expect(box).not_to_have_attribute("aria-activedescendant", re.compile("."))
        for at in range(presses):
            box.press("ArrowDown")
            expect(options.nth(at)).to_have_attribute("aria-selected", "true")
            expect(box).to_have_attribute("aria-activedescendant", f"consulta-{at}")
        marked = options.nth(presses - 1)
        name = marked.evaluate("(one) => one.firstChild.textContent")
        box.press("Enter")
        expect(box).to_have_value(name)
        expect(page.locator(".consulta-cifra")).to_be_visible()


def test_an_arrow_that_opens_the_list_marks_its_nearest_end(page: Page, live: str) -> None:
    """After Escape the list is that of what was typed."""
    visit(page, live, MONDAY)
    box, options = page.get_by_role("combobox", name="Servicio"), page.get_by_role("option")
    box.fill("aplicación")
    expect(options.first).to_be_visible()
    many = options.count()
    for key, at in (("ArrowDown", 0), ("ArrowUp", many - 1)):
        box.press("Escape")
        expect(options).to_have_count(0)
        box.press(key)
        expect(options).to_have_count(many)
        expect(options.nth(at)).to_have_attribute("aria-selected", "true")


def test_who_comes_to_the_box_before_its_script_is_offered_the_services_when_it_comes(
    page: Page, live: str, made: Made
) -> None:
    """A click that nothing heard is not lost."""
    let_go = held(page, "**/sitio.js")
    page.clock.set_fixed_time(MONDAY)
    page.goto(live, wait_until="commit")
    page.get_by_role("combobox", name="Servicio").click()
    let_go()
    expect(page.get_by_role("option")).to_have_count(len(made.catalog.services))


def test_a_service_entered_before_the_services_came_is_answered_when_they_come(page: Page, live: str) -> None:
    """As by the mouse, which has to wait for them."""
    let_go = held(page, "**/servicios.json")
    visit(page, live, MONDAY)
    box = page.get_by_role("combobox", name="Servicio")
    box.fill("boletin")
    box.press("Enter")
    let_go()
    expect(page.locator(".consulta-cifra")).to_be_visible()
    expect(box).to_have_value("Boletín de noticias")
    expect(page.get_by_role("option")).to_have_count(0)


def test_an_arrow_opens_the_list_anew(page: Page, live: str, made: Made) -> None:
    """After Escape, and after a choice; nothing is chosen by it."""
    visit(page, live, MONDAY)
    pick(page, "boletin")
    box = page.get_by_role("combobox", name="Servicio")
    box.press("ArrowDown")
    expect(page.get_by_role("option")).to_have_count(len(made.catalog.services))
    box.press("Escape")
    expect(page.get_by_role("option")).to_have_count(0)
    box.press("ArrowUp")
    expect(page.get_by_role("option")).to_have_count(len(made.catalog.services))
    expect(box).to_have_value("Boletín de noticias")


def test_services_that_come_after_the_box_was_left_open_nothing(page: Page, live: str) -> None:
    """A list over a page on which somebody reads on already."""
    let_go = held(page, "**/servicios.json")
    visit(page, live, MONDAY)
    box = page.get_by_role("combobox", name="Servicio")
    with page.expect_request("**/servicios.json"):
        box.click()
    box.blur()
    with page.expect_event("requestfinished", lambda one: one.url.endswith("servicios.json")):
        let_go()
    page.evaluate("new Promise((done) => requestAnimationFrame(() => setTimeout(done)))")
    expect(page.get_by_role("option")).to_have_count(0)
    expect(box).to_have_attribute("aria-expanded", "false")


def test_the_list_is_no_stop_of_the_tab_key(page: Page, live: str) -> None:
    """It closes with the box left behind, and the key's next stop with it."""
    page.goto(live)
    box = page.get_by_role("combobox")
    box.focus()
    expect(page.get_by_role("option").first).to_be_visible()
    box.press("Tab")
    expect(page.locator(":focus")).to_have_count(1)
    expect(page.locator("main a:focus")).to_have_count(1)


def test_what_no_service_is_called_is_told(page: Page, live: str) -> None:
    """An answer that stood there goes."""
    visit(page, live, MONDAY)
    pick(page, "boletin")
    page.get_by_role("combobox", name="Servicio").fill("zzzzzz")
    answer = page.locator(".consulta-respuesta")
    expect(answer.locator("p")).to_have_text("Ningún servicio se llama así. Pruebe con otra palabra o siga por acá:")
    leads(answer, live, "demoras/", "preguntas/#direccion-de-mi-pedido", "atencion/#canales")


def leads(place: Locator, live: str, *addresses: str) -> None:
    """Expect the links of a place."""
    links = place.locator(".seguir a")
    expect(links).to_have_count(len(addresses))
    for at, address in enumerate(addresses):
        expect(links.nth(at)).to_have_attribute("href", live + address)


def test_what_is_no_service_leads_to_what_the_search_finds_for_it(page: Page, live: str) -> None:
    """Who asks something else there is answered too."""
    visit(page, live, MONDAY)
    page.get_by_role("combobox", name="Servicio").fill("que es un ticket")
    expect(page.locator(".seguir a").first).to_have_text("¿Qué es un ticket y dónde lo leo?")


def test_a_choice_is_in_the_address_and_back_undoes_it(page: Page, live: str) -> None:
    """Who opens it is answered at once; the same choice again changes nothing."""
    visit(page, live, MONDAY)
    box, answer = page.get_by_role("combobox", name="Servicio"), page.locator(".consulta-respuesta")
    for typed, name in (("boletin", "boletin"), ("catalogo", "catalogo"), ("catalogo", "catalogo")):
        pick(page, typed)
        page.wait_for_url(f"{live}?servicio={name}")
        expect(answer.get_by_role("link")).to_have_attribute("href", f"{live}demoras/{name}/")
    page.reload()
    expect(box).to_have_value("Catálogo en línea")
    expect(page.locator(".consulta-cifra")).to_be_visible()
    page.go_back()
    expect(answer.get_by_role("link")).to_have_attribute("href", f"{live}demoras/boletin/")
    expect(box).to_have_value("Boletín de noticias")
    page.go_back()
    page.wait_for_url(live)
    expect(answer).to_be_empty()
    expect(box).to_have_value("")


@pytest.mark.parametrize("typed", ["", "xyzq"])
def test_who_leaves_the_box_with_other_words_shares_no_answer_that_is_gone(page: Page, live: str, typed: str) -> None:
    """Back returns to the service that was there."""
    visit(page, f"{live}?servicio=boletin", MONDAY)
    box, answer = page.get_by_role("combobox", name="Servicio"), page.locator(".consulta-respuesta")
    expect(answer.get_by_role("link")).to_have_attribute("href", f"{live}demoras/boletin/")
    box.fill(typed)
    expect(answer.locator(".consulta-cifra")).to_have_count(0)
    box.blur()
    page.wait_for_url(live)
    page.go_back()
    page.wait_for_url(f"{live}?servicio=boletin")
    expect(answer.get_by_role("link")).to_have_attribute("href", f"{live}demoras/boletin/")


@pytest.mark.parametrize("typed", ["Catálogo en línea", "catalogo en linea", "boletin"])
@pytest.mark.parametrize("leaving", ["Tab", "tap"])
def test_a_name_that_is_typed_whole_is_answered_when_the_box_is_left(
    page: Page, live: str, typed: str, leaving: str
) -> None:
    """As by Enter; and so is what only one service is found for."""
    visit(page, live, MONDAY)
    box = page.get_by_role("combobox", name="Servicio")
    box.fill(typed)
    expect(page.get_by_role("option").first).to_be_visible()
    if leaving == "Tab":
        box.press("Tab")
    else:
        page.locator("h1").click()
    page.wait_for_url(f"{live}?servicio={typed.split(maxsplit=1)[0].lower().replace('á', 'a')}")
    name = page.locator(".consulta-nombre")
    expect(name).to_have_text("Boletín de noticias" if typed == "boletin" else "Catálogo en línea")
    expect(box).not_to_be_focused()
    expect(page.get_by_role("option")).to_have_count(0)


@pytest.mark.parametrize("leaving", ["Tab", "tap"])
def test_who_leaves_the_box_with_what_several_are_found_for_chooses_one(page: Page, live: str, leaving: str) -> None:
    """What happened is told, and each of them leads to its answer."""
    visit(page, live, MONDAY)
    box, answer = page.get_by_role("combobox", name="Servicio"), page.locator(".consulta-respuesta")
    box.fill("aplicación")
    expect(page.get_by_role("option")).to_have_count(2)
    if leaving == "Tab":
        box.press("Tab")
    else:
        page.locator("h1").click()
    expect(answer).to_contain_text("Con «aplicación» hay 2 servicios. Elija el suyo:")
    expect(page.get_by_role("option")).to_have_count(0)
    answer.get_by_role("link").first.click()
    expect(answer.locator(".consulta-cifra")).to_be_visible()
    expect(box).not_to_have_value("aplicación")


def test_what_is_pressed_as_the_box_is_left_stays_until_it_is_let_go(page: Page, live: str) -> None:
    """What is told of what was typed moves it, and a link that moved away is not followed."""
    visit(page, live, MONDAY)
    box, answer = page.get_by_role("combobox", name="Servicio"), page.locator(".consulta-respuesta")
    box.fill("aplicación")
    expect(page.get_by_role("option")).to_have_count(2)
    box.press("Escape")
    link = page.get_by_role("link", name="Ver todas las demoras")
    link.scroll_into_view_if_needed()
    place = link.bounding_box()
    assert place
    page.mouse.move(place["x"] + 5, place["y"] + 5)
    page.mouse.down()
    expect(box).not_to_be_focused()
    expect(answer).to_be_empty()
    page.mouse.up()
    page.wait_for_url(f"{live}demoras/")


def test_a_box_that_is_emptied_leaves_nothing_in_the_address(page: Page, live: str) -> None:
    """While it still has the focus: what is reloaded or shared then is what is seen."""
    visit(page, f"{live}?servicio=boletin", MONDAY)
    box = page.get_by_role("combobox", name="Servicio")
    expect(page.locator(".consulta-cifra")).to_be_visible()
    box.fill("")
    page.wait_for_url(live)
    expect(box).to_be_focused()
    expect(page.locator(".consulta-respuesta")).to_be_empty()


def test_what_is_entered_and_no_service_leaves_nothing_in_the_address(page: Page, live: str) -> None:
    visit(page, f"{live}?servicio=boletin", MONDAY)
    box = page.get_by_role("combobox", name="Servicio")
    expect(page.locator(".consulta-cifra")).to_be_visible()
    box.fill("zzzzzz")
    box.press("Enter")
    page.wait_for_url(live)
    expect(page.locator(".consulta-respuesta p")).to_contain_text("Ningún servicio se llama así.")


OPEN_YET, CLOSED_SINCE = (datetime(2026, 11, 30, *at, tzinfo=UTC) for at in ((12, 55), (13, 15)))
"""Before and after the end of a shift."""
RETURNS = {
    "the tab is shown": "document.dispatchEvent(new Event('visibilitychange'))",
    "the window has the focus": "dispatchEvent(new Event('focus'))",
    "Back restored the page": "dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))",
}


def told_at(made: Made, moment: datetime) -> dict[str, str]:
    """Return the date of each service if one paid at a moment."""
    start = moment.astimezone(ZoneInfo(made.catalog.calendar.zone)).strftime("%Y-%m-%dT%H:%M")
    return {key: answer_of(made, key, start)[0] for key in made.catalog.services}


def changing(made: Made) -> str:
    """Return a service whose date is another after the end of the shift."""
    before, after = (told_at(made, moment) for moment in (OPEN_YET, CLOSED_SINCE))
    return next(key for key in before if before[key] != after[key])


def test_a_page_left_open_is_counted_anew_by_itself(page: Page, live: str, made: Made) -> None:
    """Nothing that stays is replaced under whoever reads it, and nothing is read aloud that nobody asked for."""
    key = changing(made)
    page.clock.install(time=OPEN_YET)
    page.goto(f"{live}?servicio={key}")
    expect(page.locator(".consulta-fecha")).not_to_be_empty()
    expect(page.locator(".consulta-ahora")).to_have_text("Ahora hay alguien: atendemos hasta las 14:00.")
    link = page.locator(".consulta-respuesta a").last
    link.focus()
    page.clock.pause_at(CLOSED_SINCE)
    expect(page.locator(".consulta-fecha")).to_have_text(told_at(made, CLOSED_SINCE)[key])
    expect(page.locator(".consulta-ahora")).to_have_text(f"{CLOSED} hoy a las 15:30.")
    expect(link).to_be_focused()
    expect(page.locator(".consulta-respuesta")).to_have_attribute("aria-live", "off")
    box = page.get_by_role("combobox", name="Servicio")
    box.fill("zzzzzz")
    expect(page.locator(".consulta-respuesta")).not_to_have_attribute("aria-live", "off")


@pytest.mark.parametrize("returned", RETURNS)
def test_a_page_that_is_looked_at_again_is_counted_anew(page: Page, live: str, made: Made, returned: str) -> None:
    key = changing(made)
    visit(page, f"{live}?servicio={key}", OPEN_YET)
    date = page.locator(".consulta-fecha")
    expect(date).to_have_text(told_at(made, OPEN_YET)[key])
    page.clock.set_fixed_time(CLOSED_SINCE)
    page.evaluate(RETURNS[returned])
    expect(date).to_have_text(told_at(made, CLOSED_SINCE)[key])
    expect(page.locator(".consulta-ahora")).to_have_text(f"{CLOSED} hoy a las 15:30.")


def test_the_channels_page_left_open_comes_to_say_that_it_is_closed(page: Page, live: str) -> None:
    page.clock.install(time=OPEN_YET)
    page.goto(f"{live}atencion/")
    expect(page.locator("#abierto")).to_have_text("Ahora hay alguien: atendemos hasta las 14:00.")
    page.clock.pause_at(CLOSED_SINCE)
    expect(page.locator("#abierto")).to_have_text(f"{CLOSED} hoy a las 15:30.")


def test_an_address_that_names_no_service_is_told(page: Page, live: str) -> None:
    """With the word that it names, and as no element of the page."""
    visit(page, f"{live}?servicio=<b>no", MONDAY)
    expect(page.get_by_role("combobox", name="Servicio")).to_have_value("<b>no")
    expect(page.locator(".consulta-respuesta p")).to_contain_text("Ningún servicio se llama así.")


@pytest.mark.parametrize(
    ("at", "told"),
    [
        ("2026-11-30T09:30Z", "Ahora hay alguien: atendemos hasta las 14:00."),
        ("2026-11-30T13:30Z", f"{CLOSED} hoy a las 15:30."),
        ("2026-11-28T12:00Z", f"{CLOSED} el lunes 30 de noviembre a las 09:00."),
        (
            "2026-12-24T20:00Z",
            f"{CLOSED} el lunes 28 de diciembre a las 09:00. Hasta entonces, cerrado por: Natividad del Señor.",
        ),
    ],
)
def test_whether_anybody_is_there_is_told_by_the_company_s_clock(page: Page, live: str, at: str, told: str) -> None:
    """Open, between two shifts, at the weekend, and before a holiday, which is named."""
    visit(page, live, datetime.fromisoformat(at))
    expect(page.locator(".consulta-ahora")).to_have_text(told)
    visit(page, f"{live}atencion/", datetime.fromisoformat(at))
    expect(page.locator("#abierto")).to_have_text(told)


def test_a_calendar_that_does_not_come_is_told(page: Page, live: str, made: Made) -> None:
    """In place of the date; of who is there, what the build knew stays, with its day."""
    page.route("**/calendario.json", lambda route: route.abort())
    visit(page, live, MONDAY)
    pick(page, "boletin")
    expect(page.locator(".consulta-respuesta")).to_contain_text("No pudimos leer el calendario.")
    expect(page.locator(".consulta-ahora")).to_have_text(built_words(made))


@pytest.mark.parametrize("path", ["", "atencion/"])
def test_without_scripts_who_is_there_is_told_as_of_the_build(
    new_context: CreateContextCallback, live: str, made: Made, path: str
) -> None:
    page = new_context(java_script_enabled=False).new_page()
    page.goto(live + path)
    expect(page.locator("#abierto, .consulta-ahora")).to_have_text(built_words(made))


def built_words(made: Made) -> str:
    """Return the sentence of whether anybody is there, as of the build."""
    return public_site(made.catalog, public_facts(made.catalog, made.ledger, NOW)).attending


def test_without_scripts_the_groups_delays_stand(new_context: CreateContextCallback, live: str) -> None:
    """Every group leads to its place in the table of all services."""
    page = new_context(java_script_enabled=False).new_page()
    page.goto(live)
    expect(page.locator("#consulta")).to_be_hidden()
    names = page.locator(".habituales tbody th")
    expect(names.first).to_have_text("Altas al instante")
    for at, group in enumerate(("al-instante", "taller", "proyectos")):
        expect(names.get_by_role("link").nth(at)).to_have_attribute("href", f"demoras/#{group}")
    expect(names.get_by_role("link")).to_have_count(3)


def test_the_first_screen_of_a_phone_answers(page: Page, live: str, made: Made) -> None:
    """The box, who is there, one's order, and of each group its delay and what part of it was on time."""
    resize(page, 390)
    # While the page is not old: then it says so above all else.
    visit(page, live, NOW.replace(day=24, hour=9))
    expect(page.locator(".consulta-ahora")).to_have_text("Ahora hay alguien: atendemos hasta las 14:00.")
    expect(page.get_by_role("combobox")).to_be_in_viewport(ratio=1)
    expect(page.locator(".consulta-ahora")).to_be_in_viewport(ratio=1)
    expect(page.get_by_role("link", name="No encuentro mi enlace")).to_be_in_viewport(ratio=1)
    table = page.locator(".habituales")
    expect(table).to_be_in_viewport(ratio=1)
    kept = home_records(made.catalog, public_facts(made.catalog, made.ledger, NOW))
    shares = table.locator("td a")
    expect(shares).to_have_count(len(kept.shares))
    for at, (key, share) in enumerate(kept.shares.items()):
        expect(shares.nth(at)).to_have_text(share)
        expect(shares.nth(at)).to_have_attribute("href", f"cumplimiento/#{key}")
        expect(shares.nth(at)).to_have_accessible_name(
            f"{made.catalog.groups[key].name}: {share} a tiempo, medido en 30 días"
        )
    screens = "document.documentElement.scrollHeight / innerHeight"
    comes_to(lambda: page.evaluate(screens) < 2, True)


def test_marks_of_days_stand_beside_the_groups_of_a_desk_and_not_on_a_phone(page: Page, live: str) -> None:
    """There they would be as long again as all that answers."""
    resize(page, 1280)
    visit(page, live, MONDAY)
    marks = page.locator(".habituales .grafico")
    expect(marks).to_have_count(3)
    expect(page.locator(".leyenda")).to_be_visible()
    expect(marks.first).to_be_visible()
    resize(page, 390)
    expect(marks.first).to_be_hidden()
    expect(page.locator(".leyenda")).to_be_hidden()


@pytest.mark.parametrize("width", [1024, 1280, 1920])
def test_at_a_desk_the_answer_stands_beside_the_question(page: Page, live: str, width: int) -> None:
    """Its place is there before it, and says what it is for; on a phone it takes no room."""
    place, box = page.locator(".consulta-respuesta"), page.get_by_role("combobox", name="Servicio")
    page.set_viewport_size({"width": width, "height": 800})
    visit(page, live)
    side = "one => Math.round(one.getBoundingClientRect().left)"
    reach = "one => Math.round(one.getBoundingClientRect().right)"
    said = "one => getComputedStyle(one, '::before').content"
    comes_to(lambda: place.evaluate(side) > box.evaluate(reach))
    comes_to(lambda: "para qué fecha estaría" in place.evaluate(said))
    comes_to(lambda: page.locator("#consulta").evaluate(reach) - place.evaluate(reach) < 60)
    visit(page, f"{live}?servicio=boletin")
    expect(place.locator(".consulta-cifra")).to_be_visible()
    comes_to(lambda: place.evaluate(side) > box.evaluate(reach))
    comes_to(lambda: place.evaluate(said), "none")
    resize(page, 390)
    visit(page, live)
    comes_to(lambda: place.evaluate("one => one.offsetHeight"), 0)
