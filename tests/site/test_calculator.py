"""«¿Cuándo estaría listo?» on the built service pages: what it answers, and that everybody can ask it."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page, expect
from pytest_playwright.pytest_playwright import CreateContextCallback

from generator.compute.business_calendar import BusinessCalendar
from generator.compute.trace import due_of
from generator.model.base import ServiceId
from generator.model.due import Due
from generator.words.language import WORDS, words_in
from generator.words.phrases import due_sentence, moment_words, short_day, trace_words
from tests.site.making import NOW, Made
from tests.site.test_in_chromium import visit
from tests.waiting import comes_to, held, resize

PAID_ONLY, WAITS, LONG = "alojamiento", "boletin", "app-android"
FRIDAY = "2026-11-20T13:00"
NO_DATE = "No podemos calcular esa fecha: no están cargados los festivos de 2029."


def ask(page: Page, paid: str, ready: str | None = None) -> None:
    """Fill in the form and send it."""
    page.get_by_label("Pago acreditado el").fill(paid)
    if ready is not None:
        page.get_by_label("Requisitos completos el").fill(ready)
    page.get_by_role("button", name="Calcular la fecha").click()


def answer_of(made: Made, service: str, start: str) -> tuple[str, list[str]]:
    """Return the sentence and the rows with which Python answers a start on the site's own clock."""
    promise = made.catalog.services[ServiceId(service)].promise
    zone = ZoneInfo(made.catalog.calendar.zone)
    due = due_of(promise, datetime.fromisoformat(start).replace(tzinfo=zone), BusinessCalendar(made.catalog.calendar))
    assert isinstance(due, Due)
    # Of a range that has begun, only the end is to come.
    ahead = due if due.earliest is None or due.earliest >= NOW else due.model_copy(update={"earliest": None})
    when = due_sentence(ahead, zone, NOW.year)
    told = f"Debía estar listo {when}: esa fecha ya pasó." if due.due < NOW else f"Estaría listo {when}."
    sentence = f"{told} El plazo es de {promise} desde el "
    rows = [f"{short_day(row.date, NOW.year)} {trace_words(row, words_in(zone.key))}" for row in due.trace]
    untold = len(rows) < 2 or " minuto" in str(promise)
    return sentence + f"{moment_words(due.start, zone, NOW.year)}.", [] if untold else rows


def told(page: Page) -> Locator:
    """Return what the page tells."""
    return page.locator("#calcular").get_by_role("status")


def counted(page: Page) -> list[str]:
    """Return the rows of the answer's table."""
    read = "rows => rows.map(row => [...row.cells].map(cell => cell.textContent).join(' '))"
    rows: list[str] = page.locator("#calcular tbody tr").evaluate_all(read)
    return rows


def test_every_service_answers_as_python_does(page: Page, live: str, made: Made) -> None:
    """Sentence and every row of the count, whatever clock the promise runs on; a second date only where one is due."""
    for key, service in made.catalog.services.items():
        visit(page, f"{live}demoras/{key}/")
        at_payment = made.catalog.starts_at_payment(service)
        expect(page.get_by_label("Pago acreditado el")).to_be_visible()
        expect(page.get_by_label("Requisitos completos el")).to_have_count(int(not at_payment))
        for start in (FRIDAY, "2026-12-24T18:00", "2027-03-01T00:00"):
            sentence, rows = answer_of(made, key, start)
            ask(page, start, None if at_payment else start)

            expect(told(page)).to_have_text(sentence)
            comes_to(lambda: counted(page), rows)


@pytest.mark.parametrize("dates", [(FRIDAY, "2026-11-24T18:30"), ("2026-11-24T18:30", FRIDAY)])
def test_the_clock_starts_at_the_later_of_both_dates(page: Page, live: str, made: Made, dates: tuple[str, str]) -> None:
    visit(page, f"{live}demoras/{WAITS}/")
    ask(page, *dates)
    expect(told(page)).to_have_text(answer_of(made, WAITS, "2026-11-24T18:30")[0])


@pytest.mark.parametrize("zone", ["Asia/Tokyo", "Pacific/Honolulu", "America/Argentina/Buenos_Aires"])
def test_times_are_the_site_s_wherever_the_reader_is(
    new_context: CreateContextCallback, live: str, made: Made, zone: str
) -> None:
    """The form starts at the site's now; what is typed is the site's clock."""
    page = new_context(timezone_id=zone).new_page()
    visit(page, f"{live}demoras/{WAITS}/")

    expect(page.get_by_label("Pago acreditado el")).to_have_value("2026-11-23T14:15")
    expect(page.get_by_label("Requisitos completos el")).to_have_value("2026-11-23T14:15")
    expect(page.get_by_label("Pago acreditado el")).to_have_accessible_description(
        "Hora oficial de Madrid. El plazo corre desde la última de las dos fechas."
    )
    ask(page, FRIDAY, FRIDAY)
    expect(told(page)).to_have_text(answer_of(made, WAITS, FRIDAY)[0])


def test_the_keyboard_is_enough(page: Page, live: str, made: Made) -> None:
    """From one date to the other, to the button, and into the count that unfolds."""
    visit(page, f"{live}demoras/{LONG}/")
    page.get_by_role("link", name="Calendario", exact=True).last.focus()
    for label in ("Pago acreditado el", "Requisitos completos el"):
        while not page.get_by_label(label).evaluate("one => one === document.activeElement"):
            page.keyboard.press("Tab")
        page.keyboard.type("11202026")
        page.keyboard.type("0100PM")
        expect(page.get_by_label(label)).to_have_value(FRIDAY)
    while not page.get_by_role("button", name="Calcular la fecha").evaluate("one => one === document.activeElement"):
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(told(page)).to_have_text(answer_of(made, LONG, FRIDAY)[0])

    expect(page.locator("#calcular table")).to_be_hidden()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("#calcular table")).to_be_visible()


def test_a_second_answer_takes_the_place_of_the_first(page: Page, live: str, made: Made) -> None:
    visit(page, f"{live}demoras/{WAITS}/")
    ask(page, FRIDAY, FRIDAY)
    expect(told(page)).to_have_text(answer_of(made, WAITS, FRIDAY)[0])
    ask(page, "2028-12-29T10:00", FRIDAY)

    expect(told(page)).to_have_text(NO_DATE)
    expect(page.locator("#calcular table")).to_have_count(0)


def test_a_date_that_is_missing_is_asked_for(page: Page, live: str) -> None:
    """By the browser itself, at the field; the answer to another date is gone."""
    visit(page, f"{live}demoras/{WAITS}/")
    expect(page.get_by_label("Pago acreditado el")).to_have_value("2026-11-23T14:15")
    expect(told(page)).not_to_be_empty()
    ask(page, "", FRIDAY)

    expect(page.get_by_label("Pago acreditado el")).to_be_focused()
    expect(told(page)).to_have_text("")
    expect(page.locator("#calcular table")).to_have_count(0)


def test_a_date_that_was_emptied_has_no_answer(page: Page, live: str) -> None:
    """Before anybody asks for one: what stood there was the answer to another date."""
    visit(page, f"{live}demoras/{WAITS}/")
    expect(told(page)).not_to_be_empty()
    page.get_by_label("Requisitos completos el").fill("")
    expect(told(page)).to_have_text("")
    expect(page.locator("#calcular table")).to_have_count(0)


def test_minutes_that_never_stand_still_need_no_holidays(page: Page, live: str) -> None:
    """Of a year that nobody loaded, too."""
    visit(page, f"{live}demoras/{PAID_ONLY}/?pago=2031-05-05T10:00")
    expect(told(page)).to_have_text(
        "Estaría listo a más tardar el lunes 5 de mayo de 2031 a las 10:05."
        " El plazo es de 5 minutos desde el lunes 5 de mayo de 2031 a las 10:00."
    )


@pytest.mark.parametrize("typed", ["", "1999-12-31T10:00"])
def test_what_is_no_date_is_told_in_the_page_s_own_words(page: Page, live: str, typed: str) -> None:
    """And not in the browser's language: which field, heard in it too; the next answer takes them back."""
    visit(page, f"{live}demoras/{WAITS}/?pago={FRIDAY}")
    expect(told(page)).not_to_be_empty()
    field = page.get_by_label("Requisitos completos el")
    field.fill(typed)
    page.get_by_role("button", name="Calcular la fecha").click()
    said = "Complete «Los demás requisitos completos el»: hace falta una fecha con su hora, entre los años 2000 y 2099."
    expect(page.get_by_role("alert")).to_have_text(said)
    expect(told(page)).to_have_text("")
    expect(field).to_be_focused()
    expect(field).to_have_attribute("aria-invalid", "true")
    expect(field).to_have_accessible_description(re.compile(re.escape(said)))
    expect(page.get_by_label("Pago acreditado el")).to_have_attribute("aria-invalid", "false")
    field.fill("2026-11-24T10:00")
    expect(page.locator(".calcular-ajeno")).to_have_text("")
    expect(field).to_have_attribute("aria-invalid", "false")
    expect(told(page)).not_to_be_empty()


def test_the_address_says_no_dates_that_stand_in_no_field_any_more(page: Page, live: str) -> None:
    """Whoever it is sent to would read another answer; one step back are the dates that were there."""
    visit(page, f"{live}demoras/{WAITS}/?pago={FRIDAY}&requisitos={FRIDAY}")
    expect(told(page)).not_to_be_empty()
    page.get_by_label("Pago acreditado el").fill("")
    page.wait_for_url(f"{live}demoras/{WAITS}/")
    page.get_by_role("button", name="Calcular la fecha").click()
    expect(page.get_by_role("alert")).to_contain_text("Complete «Pago acreditado el»")
    page.go_back()
    page.wait_for_url(f"{live}demoras/{WAITS}/?pago={FRIDAY}&requisitos={FRIDAY}")
    expect(page.get_by_label("Pago acreditado el")).to_have_value(FRIDAY)
    expect(page.locator(".calcular-ajeno")).to_have_text("")
    expect(page.get_by_label("Pago acreditado el")).to_have_attribute("aria-invalid", "false")


def test_it_has_answered_for_now_before_anybody_asks(page: Page, live: str, made: Made) -> None:
    """The script answers for the reader's moment, not for that of the build; its address says nothing yet."""
    visit(page, f"{live}demoras/{WAITS}/", NOW + timedelta(days=2))
    sentence, rows = answer_of(made, WAITS, "2026-11-25T14:15")
    expect(told(page)).to_have_text(sentence)
    expect(page.get_by_label("Pago acreditado el")).to_have_value("2026-11-25T14:15")
    comes_to(lambda: counted(page), rows)
    page.wait_for_url(f"{live}demoras/{WAITS}/")


def test_what_was_asked_can_be_shared_by_its_address(page: Page, live: str, made: Made) -> None:
    """Opened again it shows the same; of anything else that the address had nothing is left."""
    visit(page, f"{live}demoras/{WAITS}/?de=otra#un-enlace-privado")
    expect(page.get_by_label("Pago acreditado el")).to_have_value("2026-11-23T14:15")
    ask(page, FRIDAY, "2026-11-24T18:30")
    page.wait_for_url(f"{live}demoras/{WAITS}/?pago={FRIDAY}&requisitos=2026-11-24T18:30")

    visit(page, page.url, NOW + timedelta(days=2))
    sentence, rows = answer_of(made, WAITS, "2026-11-24T18:30")
    expect(told(page)).to_have_text(sentence)
    expect(page.get_by_label("Requisitos completos el")).to_have_value("2026-11-24T18:30")
    comes_to(lambda: counted(page), rows)


def test_one_shared_date_is_that_of_both(page: Page, live: str, made: Made) -> None:
    """To the minute, as the fields are: seconds are left out."""
    visit(page, f"{live}demoras/{WAITS}/?pago={FRIDAY}:30")
    expect(told(page)).to_have_text(answer_of(made, WAITS, FRIDAY)[0])
    expect(page.get_by_label("Requisitos completos el")).to_have_value(FRIDAY)


def test_the_date_of_the_requirements_alone_is_that_of_both(page: Page, live: str, made: Made) -> None:
    visit(page, f"{live}demoras/{WAITS}/?requisitos={FRIDAY}")
    expect(told(page)).to_have_text(answer_of(made, WAITS, FRIDAY)[0])
    expect(page.get_by_label("Pago acreditado el")).to_have_value(FRIDAY)


@pytest.mark.parametrize(
    "typed",
    ["pago=", "pago=2026-13-45T99:99", "pago=<b>x</b>", "pago=2026-11-20T13:00Z", "pago=y&requisitos=x"],
)
def test_an_address_that_shares_no_date_answers_for_now_and_says_so(
    page: Page, live: str, made: Made, typed: str
) -> None:
    """What cannot be read is told beside the answer, and the address stays as it came."""
    visit(page, f"{live}demoras/{WAITS}/?{typed}", NOW + timedelta(days=2))
    now = answer_of(made, WAITS, "2026-11-25T14:15")[0]
    expect(told(page)).to_have_text(now)
    expect(page.get_by_label("Pago acreditado el")).to_have_value("2026-11-25T14:15")
    wrong = "La dirección de esta página trae una fecha que no se puede leer: la cuenta es desde ahora."
    expect(page.locator(".calcular-ajeno")).to_have_text("" if typed == "pago=" else wrong)
    ask(page, FRIDAY, FRIDAY)
    expect(page.locator(".calcular-ajeno")).to_have_text("")


@pytest.mark.parametrize(
    ("typed", "wrong"),
    [
        (f"pago={FRIDAY}&requisitos=ayer", "una fecha de los requisitos que no se puede leer: va la del pago."),
        (f"pago=2026-13-45&requisitos={FRIDAY}", "una fecha del pago que no se puede leer: va la de los requisitos."),
    ],
)
def test_of_two_shared_dates_the_good_one_stays_where_the_other_is_none(
    page: Page, live: str, made: Made, typed: str, wrong: str
) -> None:
    """It is that of both, and which of them was not understood is said."""
    visit(page, f"{live}demoras/{WAITS}/?{typed}", NOW + timedelta(days=2))
    expect(told(page)).to_have_text(answer_of(made, WAITS, FRIDAY)[0])
    for label in ("Pago acreditado el", "Los demás requisitos completos el"):
        expect(page.get_by_label(label)).to_have_value(FRIDAY)
    expect(page.locator(".calcular-ajeno")).to_have_text(f"La dirección de esta página trae {wrong}")


@pytest.mark.parametrize("paid", ["", FRIDAY])
def test_a_shared_date_that_the_page_does_not_ask_for_is_told(page: Page, live: str, made: Made, paid: str) -> None:
    """Where only the payment counts, `requisitos` changes nothing."""
    visit(page, f"{live}demoras/{PAID_ONLY}/?{f'pago={paid}&' if paid else ''}requisitos=2026-11-24T18:30")
    expect(told(page)).to_have_text(answer_of(made, PAID_ONLY, paid or "2026-11-23T14:15")[0])
    expect(page.locator(".calcular-ajeno")).to_have_text(
        "La dirección de esta página trae la fecha de los requisitos; en este servicio cuenta sólo la del pago."
    )


def test_back_undoes_one_date_at_a_time_and_the_same_date_again_changes_nothing(
    page: Page, live: str, made: Made
) -> None:
    visit(page, f"{live}demoras/{PAID_ONLY}/")
    expect(told(page)).to_have_text(answer_of(made, PAID_ONLY, "2026-11-23T14:15")[0])
    for start in (FRIDAY, "2026-12-24T18:00", "2026-12-24T18:00"):
        ask(page, start)
        expect(told(page)).to_have_text(answer_of(made, PAID_ONLY, start)[0])
    page.go_back()
    expect(told(page)).to_have_text(answer_of(made, PAID_ONLY, FRIDAY)[0])
    expect(page.get_by_label("Pago acreditado el")).to_have_value(FRIDAY)
    page.go_back()
    page.wait_for_url(f"{live}demoras/{PAID_ONLY}/")
    expect(told(page)).to_have_text(answer_of(made, PAID_ONLY, "2026-11-23T14:15")[0])


def test_a_changed_date_is_answered_at_once_and_shared_as_one_step(page: Page, live: str, made: Made) -> None:
    """An answer of before beside it would be taken for its own; a year half typed is no date yet."""
    visit(page, f"{live}demoras/{PAID_ONLY}/")
    field = page.get_by_label("Pago acreditado el")
    field.fill("2026-12-24T18:00")
    expect(told(page)).to_have_text(answer_of(made, PAID_ONLY, "2026-12-24T18:00")[0])
    page.wait_for_url("**/?pago=2026-12-24T18:00")
    field.fill("0202-12-24T18:00")
    expect(told(page)).to_have_text(answer_of(made, PAID_ONLY, "2026-12-24T18:00")[0])
    field.fill(FRIDAY)
    expect(told(page)).to_have_text(answer_of(made, PAID_ONLY, FRIDAY)[0])
    page.get_by_role("button", name="Calcular la fecha").click()
    page.go_back()
    page.wait_for_url(f"{live}demoras/{PAID_ONLY}/")
    expect(told(page)).to_have_text(answer_of(made, PAID_ONLY, "2026-11-23T14:15")[0])


def test_without_a_calendar_the_page_s_own_answer_stays_and_a_shared_one_is_not_made_up(
    page: Page, live: str, made: Made
) -> None:
    page.route("**/calendario.json", lambda route: route.abort())
    visit(page, f"{live}demoras/{WAITS}/")
    expect(told(page)).to_have_text(answer_of(made, WAITS, "2026-11-23T14:15")[0])
    visit(page, f"{live}demoras/{WAITS}/?pago={FRIDAY}")
    expect(told(page)).to_have_text(WORDS.calculator["unread"])


def test_the_calendar_is_read_once(page: Page, live: str, made: Made) -> None:
    """However often a date is asked for."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    visit(page, f"{live}demoras/{WAITS}/")
    for start in (FRIDAY, "2026-12-24T18:00"):
        ask(page, start, start)
        expect(told(page)).to_have_text(answer_of(made, WAITS, start)[0])

    assert [url for url in asked if url.endswith("calendario.json")] == [f"{live}calendario.json"]


def test_a_date_that_is_past_is_told_as_past(page: Page, made: Made, live: str) -> None:
    """Who asks why it is late types a payment of weeks ago."""
    visit(page, f"{live}demoras/{WAITS}/")
    ask(page, "2026-10-05T10:00", "2026-10-05T10:00")
    expect(told(page)).to_contain_text("Debía estar listo a más tardar el ")
    expect(told(page)).to_contain_text(": esa fecha ya pasó. El plazo es de ")
    ask(page, FRIDAY, FRIDAY)
    expect(told(page)).to_have_text(answer_of(made, WAITS, FRIDAY)[0])


def test_a_range_that_has_begun_is_told_by_its_end(page: Page, made: Made, live: str) -> None:
    """Its first date is past and its last is not, or both are."""
    visit(page, f"{live}demoras/{LONG}/")
    for start, words in (("2026-10-05T10:00", "Estaría listo a más"), ("2026-08-03T10:00", "Debía estar listo a más")):
        ask(page, start, start)
        expect(told(page)).to_contain_text(f"{words} tardar el ")
        expect(told(page)).to_have_text(answer_of(made, LONG, start)[0])


def test_without_scripts_the_answer_of_the_build_stays_and_no_form_is_seen(
    new_context: CreateContextCallback, live: str
) -> None:
    page = new_context(java_script_enabled=False).new_page()
    page.goto(f"{live}demoras/{WAITS}/")

    expect(told(page)).to_contain_text("Estaría listo a más tardar el")
    expect(page.locator("article table.cuenta")).to_be_visible()
    expect(page.get_by_label("Pago acreditado el")).to_be_hidden()
    expect(page.locator("article").get_by_role("button")).to_have_count(0)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("service", [LONG, PAID_ONLY])
def test_an_answer_has_no_barrier_and_scrolls_nowhere(
    page: Page, live: str, service: str, scheme: Literal["light", "dark"]
) -> None:
    """Every rule of axe on a phone and a desk, with the count open, and no part wider than its place."""
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    visit(page, f"{live}demoras/{service}/")
    ask(page, FRIDAY, None if service == PAID_ONLY else FRIDAY)
    expect(told(page)).to_contain_text("el viernes 20 de noviembre a las 13:00.")
    page.locator("details").evaluate_all("all => all.forEach(one => { one.open = true })")
    blocks = page.locator("#calcular, #calcular :is(h2, form, div, p, table, details)")
    wide = "all => all.filter(one => one.scrollWidth > one.clientWidth + 1).map(one => one.outerHTML.slice(0, 80))"
    for width in (360, 1280):
        resize(page, width)

        found = Axe().run(page, context="#calcular").response["violations"]
        assert [(one["id"], [node["target"] for node in one["nodes"]]) for one in found] == [], width
        comes_to(lambda: page.evaluate("document.documentElement.scrollWidth - innerWidth"), 0)
        comes_to(lambda: blocks.evaluate_all(wide), [])


@pytest.mark.parametrize("sent", ["click", "Enter"])
def test_who_sends_the_form_before_its_script_came_is_answered_when_it_comes(page: Page, live: str, sent: str) -> None:
    """Refused by the page's policy, a form that is sent away leaves Chromium without the script for good."""
    let_go = held(page, "**/sitio.js")
    page.clock.set_fixed_time(NOW)
    page.goto(f"{live}demoras/{PAID_ONLY}/", wait_until="commit")
    field = page.get_by_label("Pago acreditado el")
    field.fill(FRIDAY)
    if sent == "Enter":
        field.press("Enter", no_wait_after=True)
    else:
        page.get_by_role("button", name="Calcular la fecha").dispatch_event("click")
    let_go()
    expect(page.locator("#calcular").get_by_role("status")).to_contain_text("el viernes 20 de noviembre a las 13:00.")
    expect(page.get_by_role("button", name="Buscar", exact=True)).to_be_visible()
