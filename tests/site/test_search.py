"""The search of the built site in a real browser: by folded words, slips, beginnings and other wordings."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.site.searching import found_by
from tests.waiting import comes_to

INSTEAD = ["demoras/", "preguntas/#direccion-de-mi-pedido", "atencion/#canales"]


@pytest.mark.parametrize(
    ("typed", "best"),
    [
        ("acuerdo de nivel de servicio", "preguntas/#acuerdo-de-servicio"),
        ("¿qué es un ticket?", "preguntas/#que-es-un-ticket"),
        ("CATÁLOGO", "demoras/catalogo/"),
        ("catlogo", "demoras/catalogo/"),
        ("servidor deidcado", "demoras/servidor/"),
        ("servidordedicado", "demoras/servidor/"),
        ("alojarme", "demoras/alojamiento/"),
        ("boletines", "demoras/boletin/"),
        ("cuando esta listo boletin", "demoras/boletin/"),
        ("serv", "demoras/servidor/"),
        ("el de la tienda", "demoras/tienda/"),
        ("a que hora abren", "calendario/#horario"),
        ("qué feriados hay", "calendario/#feriados"),
        ("que es un dia habil", "calendario/#cuenta"),
        ("numero de telefono", "atencion/#canales"),
        ("se cayo mi boletin y no anda", "atencion/#tickets"),
        ("demoras", "demoras/"),
    ],
)
def test_the_best_place_comes_first_however_it_is_asked_for(page: Page, live: str, typed: str, best: str) -> None:
    """Accents, capitals, a slip of one letter, plurals, half a word; words that say nothing do not count."""
    page.goto(live)
    assert found_by(page, typed)[0] == best


def test_a_service_is_found_once(page: Page, live: str) -> None:
    """At its own page: neither its sections nor its question on another page stand beside it."""
    page.goto(live)
    assert [at for at in found_by(page, "boletín") if "boletin" in at] == ["demoras/boletin/"]


def test_what_is_found_is_shown_as_it_stands_and_opened_from_the_keyboard(page: Page, live: str) -> None:
    """Other wordings are never shown; arrows go through what was found, Enter in the box opens the best."""
    page.goto(live + "demoras/")
    page.get_by_role("button", name="Buscar").click()
    page.get_by_role("searchbox", name="Buscar").fill("tiempo de respuesta de soporte")
    first = page.locator(".buscar-lista li").first
    expect(first.locator("strong")).to_have_text("¿En cuánto tiempo contestan un ticket?")
    expect(page.locator("#buscar")).not_to_contain_text(re.compile("tiempo de respuesta de soporte", re.IGNORECASE))

    page.keyboard.press("ArrowDown")
    expect(first.locator("a")).to_be_focused()
    page.keyboard.press("ArrowUp")
    expect(page.get_by_role("searchbox", name="Buscar")).to_be_focused()
    page.keyboard.press("Enter")
    page.wait_for_url("**/preguntas/#cuanto-tarda-un-ticket")
    expect(page.locator("#buscar")).to_be_hidden()


def test_nothing_found_says_what_to_try_and_where_to_go_on(page: Page, live: str) -> None:
    """With the words as typed, and as no element of the page; Enter goes nowhere by itself."""
    page.goto(live)
    assert found_by(page, "<b>zzzz</b>") == INSTEAD
    expect(page.locator(".buscar-cuenta")).to_contain_text("No encontramos nada con «<b>zzzz</b>».")
    expect(page.locator(".buscar-cuenta")).to_contain_text("También puede ver:")
    page.keyboard.press("Enter")
    expect(page.locator("#buscar")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#buscar")).to_be_hidden()
    page.wait_for_url(live)


def test_nothing_found_leads_first_to_what_is_called_nearly_so(page: Page, live: str) -> None:
    """Two slips in a long word are a guess, and are told as one."""
    page.goto(live)
    found = found_by(page, "ceftificxdo")
    assert found[0] == "demoras/certificado/"
    assert found[-3:] == INSTEAD
    expect(page.locator(".buscar-cuenta")).to_contain_text("También puede ver:")


@pytest.mark.parametrize(
    ("typed", "told", "words"),
    [
        ("36 hs", "36 a 72 horas en días hábiles, desde que se acredita el pago", ["36 a 72 horas"]),
        ("servidor", "36 a 72 horas en días hábiles, desde que se acredita el pago", []),
        ("a que hora abren los viernes", "Viernes · 08:00 a 15:00", ["Viernes"]),
        ("que es un dia habil", "Día hábil: Un día con horario de atención", ["Día", "hábil"]),
    ],
)
def test_the_line_that_answers_is_shown_with_the_words_that_were_looked_for(
    page: Page, live: str, typed: str, told: str, words: list[str]
) -> None:
    """A service's promise, a row without the headings of its table, a term with what it means."""
    page.goto(live)
    found_by(page, typed)
    line = page.locator(".buscar-lista p").first
    expect(line).to_contain_text(told)
    comes_to(lambda: line.locator("mark").all_text_contents()[: len(words)], wanted=words)


def test_what_is_looked_for_is_in_the_address_and_leaves_it_with_the_dialog(page: Page, live: str) -> None:
    """Who opens that address sees the same; no server gets to know it, and what the address said before comes back."""
    page.goto(f"{live}demoras/?tipo=a-medida#proyectos")
    assert found_by(page, "catálogo en línea")[0] == "catalogo/"
    page.wait_for_url(f"{live}demoras/?tipo=a-medida#buscar=cat%C3%A1logo+en+l%C3%ADnea")
    shared = page.url
    page.keyboard.press("Escape")
    page.wait_for_url(f"{live}demoras/?tipo=a-medida#proyectos")

    page.goto("about:blank")
    page.goto(shared)
    expect(page.locator(".buscar-lista strong").first).to_have_text("Catálogo en línea")
    expect(page.locator("#buscar-texto")).to_have_value("catálogo en línea")


def test_back_from_a_place_shows_the_others_that_were_found(page: Page, live: str) -> None:
    """On another page and on the same one."""
    page.goto(f"{live}preguntas/")
    for typed, at in (("boletin", "demoras/boletin/"), ("que es un ticket", "preguntas/#que-es-un-ticket")):
        found_by(page, typed)
        page.keyboard.press("Enter")
        page.wait_for_url(f"{live}{at}")
        expect(page.locator("#buscar")).to_be_hidden()
        page.go_back()
        expect(page.locator(".buscar-lista a").first).to_be_visible()
        expect(page.locator("#buscar-texto")).to_have_value(typed)


@pytest.mark.parametrize("width", [320, 390])
def test_on_a_phone_the_search_is_the_whole_screen(page: Page, live: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 640})
    page.goto(live)
    found_by(page, "boletin")
    size = "dialog => [dialog.offsetWidth, dialog.offsetHeight, dialog.scrollWidth]"
    comes_to(lambda: page.locator("#buscar").evaluate(size), [width, 640, width])


def test_an_index_that_does_not_come_is_told_and_asked_for_again(page: Page, live: str) -> None:
    """The next opening asks anew."""
    page.goto(live)
    page.route("**/search_index.json", lambda route: route.abort())
    page.get_by_role("button", name="Buscar").click()
    expect(page.locator(".buscar-cuenta")).to_contain_text("No pudimos leer el índice")
    page.keyboard.press("Escape")
    page.unroute("**/search_index.json")
    assert found_by(page, "boletin")[0] == "demoras/boletin/"


def test_without_connection_each_letter_is_answered_in_words_and_what_was_typed_is_found_once_it_is_back(
    page: Page, live: str
) -> None:
    """Nothing of the search was read before: neither its index nor the script that looks through it."""
    page.goto(live)
    opener, told = page.get_by_role("button", name="Buscar"), page.locator(".buscar-cuenta")
    expect(opener).to_be_visible()
    page.context.set_offline(True)
    opener.click()
    expect(told).to_contain_text("revise su conexión")
    for letters in ("b", "boletin"):
        page.locator("#buscar-texto").fill(letters)
        expect(told).to_contain_text("revise su conexión")
    page.context.set_offline(False)
    expect(page.locator(".buscar-lista strong").first).to_have_text("Boletín de noticias")
    expect(told).not_to_contain_text("revise su conexión")


def test_who_waits_for_an_index_is_told_so_and_then_where_to_go_on(page: Page, live: str) -> None:
    """It is given up, so that the next letter asks anew."""
    page.clock.install()
    page.goto(live)
    page.route("**/search_index.json", lambda _: None)
    page.get_by_role("button", name="Buscar").click()
    box, told = page.locator("#buscar-texto"), page.locator(".buscar-cuenta")
    box.fill("boleti")
    page.clock.run_for(1000)
    expect(told).to_have_text("Buscando…")
    page.clock.run_for(10_000)
    expect(told).to_contain_text("No pudimos leer el índice")
    expect(page.locator(".buscar-lista strong").first).to_have_text("Inicio")
    page.unroute("**/search_index.json")
    box.press_sequentially("n")
    expect(page.locator(".buscar-lista strong").first).to_have_text("Boletín de noticias")


def test_an_index_that_comes_late_is_asked_for_by_the_next_letter(page: Page, live: str) -> None:
    """A server that fails for a moment sets off no event by which a browser would tell."""
    page.goto(live)
    page.route("**/search_index.json", lambda route: route.fulfill(status=503))
    page.get_by_role("button", name="Buscar").click()
    box, told = page.locator("#buscar-texto"), page.locator(".buscar-cuenta")
    box.fill("boleti")
    expect(told).to_contain_text("No pudimos leer el índice")
    page.unroute("**/search_index.json")
    box.press_sequentially("n")
    expect(page.locator(".buscar-lista strong").first).to_have_text("Boletín de noticias")


def test_nothing_is_fetched_for_the_search_before_it_is_opened(page: Page, live: str) -> None:
    """Neither the index nor what looks through it weighs on a first visit."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(live)
    expect(page.get_by_role("button", name="Buscar")).to_be_visible()
    assert not [url for url in asked if re.search("minisearch|hallar|search_index", url)]
    found_by(page, "boletin")
    assert len([url for url in asked if re.search("minisearch|hallar|extracto|search_index", url)]) == 4
