"""The staff's site in a real browser: its dates are Python's, and its buttons copy what is shown."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, Locator, Page, expect
from pytest_playwright.pytest_playwright import CreateContextCallback

from generator.compute.business_calendar import BusinessCalendar
from generator.compute.notices import replacing
from generator.compute.trace import due_of
from generator.model.base import ServiceId
from generator.model.due import Due
from generator.model.promise import Clock, Promise
from generator.render.replies import SHORT_LONGEST
from generator.render.wording import hours_words
from generator.words.phrases import due_sentence, short_day
from tests.conftest import PLAIN_HOST
from tests.site.internal.conftest import Internal
from tests.site.searching import found_by
from tests.site.seen_focus import unseen_stops
from tests.waiting import comes_to, resize

ADDRESSES = ("", "servicios/boletin/", "preguntas/", "semana/", "pendientes/")
FRIDAY, EVENING, SATURDAY = "2026-11-20T13:00", "2026-11-20T18:30", "2026-11-21T11:00"
IN_NOTICE, LAST_HOUR = "2026-11-25T10:15", "2026-11-27T14:59"
CLOSES = {FRIDAY: "15:00", IN_NOTICE: "18:30", LAST_HOUR: "15:00"}
"""When the company closes on those of the days on which it is still open."""
READ_CLIPBOARD = "navigator.clipboard.readText()"


def at(internal: Internal, wall: str) -> datetime:
    """Return a moment of the company's own clock."""
    return datetime.fromisoformat(wall).replace(tzinfo=BusinessCalendar(internal.catalog.calendar).zone)


def visit(page: Page, url: str, moment: datetime) -> None:
    """Open a page at a moment of the reader's clock, and wait for its dates."""
    page.clock.set_fixed_time(moment)
    page.goto(url)
    expect(
        page.locator("[data-ahora]:not([hidden]), [data-oracion]:not(:empty), [data-semana] ol").first
    ).to_be_attached()


def promised(internal: Internal, key: ServiceId, moment: datetime) -> tuple[Promise, str]:
    """Return the promise that holds for a service, and the dates with which Python answers it."""
    calendar = BusinessCalendar(internal.catalog.calendar)
    replaced = replacing(internal.catalog, key, calendar.local_date(moment))
    promise = (replaced[1].promise if replaced else None) or internal.catalog.services[key].promise
    due = due_of(promise, moment, calendar)
    assert isinstance(due, Due)
    return promise, due_sentence(due, calendar.zone, moment.year)


def texts(places: Locator) -> list[str]:
    """Return what each place shows."""
    return [text.strip() for text in places.all_inner_texts()]


@pytest.mark.parametrize("wall", [FRIDAY, EVENING, SATURDAY, IN_NOTICE, LAST_HOUR])
def test_every_reply_says_the_date_that_python_counts(page: Page, desk: str, internal: Internal, wall: str) -> None:
    """Whatever the clock of the promise, before and after the cut-off, on a closed day and inside a notice."""
    moment = at(internal, wall)
    visit(page, desk, moment)
    shown = dict(zip(texts(page.locator(".tarjeta h3")), texts(page.locator(".tarjeta .envio-texto")), strict=True))

    assert len(shown) == len(internal.catalog.services)
    for key, service in internal.catalog.services.items():
        promise, dates = promised(internal, key, moment)
        text = shown[service.name]
        assert f"estaría listo {dates}." in text, key
        assert f" es de {promise} " in text, key
        assert ("(plazo temporal)" in text) == (promise != service.promise), key
        assert len(text) <= SHORT_LONGEST, key
        today = wall in CLOSES and promise.clock is Clock.BUSINESS_DAYS
        assert (" hoy antes de las " in text) == today, key
        assert not today or f" hoy antes de las {CLOSES[wall]}" in text, key


def test_a_page_built_before_a_notice_began_knows_it(internal: Internal) -> None:
    """The sample holds what the test above needs: one service whose promise changes after the build."""
    before, during = (promised(internal, ServiceId("boletin"), at(internal, wall))[0] for wall in (FRIDAY, IN_NOTICE))

    assert (str(before), str(during)) == ("3 días hábiles", "7 días hábiles")


def test_a_service_has_its_date_in_all_lengths_and_situations(page: Page, desk: str, internal: Internal) -> None:
    """The long one names today as well: it may be read tomorrow."""
    moment = at(internal, FRIDAY)
    visit(page, f"{desk}servicios/boletin/", moment)
    _, dates = promised(internal, ServiceId("boletin"), moment)
    shown = texts(page.locator(".largos .envio-texto"))

    assert len(shown) == 6
    assert [text for text in shown if f"estaría listo {dates}." not in text] == []
    today = "hoy (viernes 20 de noviembre) antes de las 15:00"
    assert [today in text for text in shown] == [False, False, True] * 2
    assert "Si los completa hoy antes de las 15:00, estaría" in shown[0]
    assert "Con el pago acreditado, si completa los requisitos hoy antes de las 15:00, estaría" in shown[1]
    assert "Si el pago se acredita hoy antes de las 15:00 y ya están cumplidos los requisitos, estaría" in shown[4]


@pytest.mark.parametrize("zone", ["Asia/Tokyo", "Pacific/Honolulu"])
def test_today_is_the_company_s_wherever_the_reader_is(
    new_context: CreateContextCallback, desk: str, internal: Internal, zone: str
) -> None:
    page = new_context(timezone_id=zone).new_page()
    visit(page, f"{desk}servicios/boletin/", at(internal, FRIDAY))

    expect(page.locator(".largo:last-child .envio-texto").first).to_contain_text(
        "hoy (viernes 20 de noviembre) antes de"
    )


def test_the_button_copies_exactly_what_is_shown_and_says_so(
    page: Page, context: BrowserContext, desk: str, internal: Internal
) -> None:
    """Every length, lines and all."""
    context.grant_permissions(["clipboard-read", "clipboard-write"], origin=desk)
    visit(page, f"{desk}servicios/boletin/", at(internal, FRIDAY))
    replies = page.locator(".envio")

    expect(replies).to_have_count(7)
    for reply in replies.all():
        reply.get_by_role("button", name="Copiar").click()
        expect(reply.get_by_role("status")).to_have_text("Copiado")
        comes_to(lambda: page.evaluate(READ_CLIPBOARD), reply.locator(".envio-texto").inner_text())
    shown = replies.nth(2).inner_text()
    assert "Estimado/a cliente:\n\nGracias por su consulta sobre Boletín de noticias." in shown


def test_the_button_copies_over_plain_http_too(
    page: Page, context: BrowserContext, desk: str, internal: Internal
) -> None:
    """As on an office's own network, where browsers give pages no clipboard of the new kind."""
    plain = desk.replace("127.0.0.1", PLAIN_HOST)
    visit(page, plain, at(internal, FRIDAY))
    comes_to(lambda: page.evaluate("navigator.clipboard === undefined"))
    card = page.locator(".tarjeta").first
    card.get_by_role("button").click()
    expect(card.get_by_role("status")).to_have_text("Copiado")
    shown = card.locator(".envio-texto").inner_text()

    context.grant_permissions(["clipboard-read"], origin=desk)
    page.goto(desk)
    comes_to(lambda: page.evaluate(READ_CLIPBOARD), shown)


def test_what_is_copied_later_is_counted_then(
    page: Page, context: BrowserContext, desk: str, internal: Internal
) -> None:
    """A tab left open since before the cut-off must not promise yesterday's date."""
    context.grant_permissions(["clipboard-read", "clipboard-write"], origin=desk)
    visit(page, f"{desk}servicios/boletin/", at(internal, FRIDAY))
    page.clock.set_fixed_time(at(internal, EVENING))
    page.get_by_role("button", name="Copiar").first.click()
    expect(page.get_by_role("status").filter(has_text="Copiado")).to_be_visible()

    _, dates = promised(internal, ServiceId("boletin"), at(internal, EVENING))
    copied = page.evaluate(READ_CLIPBOARD)
    assert f"Si los completa hoy, estaría listo {dates}." in copied
    assert dates != promised(internal, ServiceId("boletin"), at(internal, FRIDAY))[1]


RETURNS = {
    "the tab is shown": "document.dispatchEvent(new Event('visibilitychange'))",
    "the window has the focus": "dispatchEvent(new Event('focus'))",
    "Back restored the page": "dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))",
}


@pytest.mark.parametrize("returned", [None, *RETURNS])
def test_a_page_left_open_is_that_of_now(page: Page, desk: str, internal: Internal, returned: str | None) -> None:
    """At the full minute by itself, and at once for whoever comes back to it."""
    page.clock.install(time=at(internal, FRIDAY))
    page.goto(f"{desk}servicios/boletin/")
    slot = page.locator("[data-oracion]").first
    expect(slot).to_contain_text(promised(internal, ServiceId("boletin"), at(internal, FRIDAY))[1])
    if returned:
        page.clock.set_fixed_time(at(internal, EVENING))
        page.evaluate(RETURNS[returned])
    else:
        page.clock.pause_at(at(internal, EVENING))
    expect(slot).to_contain_text(promised(internal, ServiceId("boletin"), at(internal, EVENING))[1])


@pytest.mark.parametrize("wall", [FRIDAY, IN_NOTICE])
def test_the_week_is_that_of_the_calendar(page: Page, desk: str, internal: Internal, wall: str) -> None:
    """From Monday to Sunday, this one and the next: hours, holidays, closures and worked days, today marked."""
    moment = at(internal, wall)
    visit(page, f"{desk}semana/", moment)
    calendar = BusinessCalendar(internal.catalog.calendar)
    monday = moment.date() - timedelta(days=moment.weekday())
    read = "all => all.map(item => [...item.querySelectorAll(':not(.hoy)')].map(one => one.textContent))"
    shown = page.locator(".semana li").evaluate_all(read)

    assert shown == [expected_day(calendar, monday + timedelta(days=at)) for at in range(14)]
    expect(page.locator(".semana [aria-current=date]")).to_have_count(1)
    expect(page.locator(".semana [aria-current=date]")).to_contain_text(f"{short_day(moment.date(), moment.year)}Hoy")


def expected_day(calendar: BusinessCalendar, day: date) -> list[str]:
    """Return the lines with which Python tells a day."""
    (found,) = calendar.days_between(day, day)
    if found.hours:
        return [short_day(day, day.year), hours_words(found.hours), *([found.name] if found.name else [])]
    kind = {
        "holiday": f"Festivo: {found.name}",
        "non_working": f"Día no laborable: {found.name}",
        "bridge": f"Día no laborable, {found.name}",
        "closure": f"Cerrado: {found.name}",
    }
    return [short_day(day, day.year), kind.get(found.why.value if found.why else "", "Cerrado")]


def test_the_sample_s_weeks_hold_every_kind_of_day(internal: Internal) -> None:
    """Otherwise the test above would pass for want of a case."""
    calendar = BusinessCalendar(internal.catalog.calendar)
    lines = [line for at in range(16, 30) for line in expected_day(calendar, date(2026, 11, at))[1:]]

    assert {
        "09:00 a 14:00 y 15:30 a 18:30",
        "08:00 a 15:00",
        "Cerrado",
        "Cerrado: Inventario",
        "09:00 a 13:00",
        "Sábado trabajado",
    } < set(lines)
    assert any(line.startswith("Festivo: ") for line in lines)


@pytest.mark.parametrize("width", [390, 1280])
def test_what_a_day_of_the_week_says_does_not_run_together(
    page: Page, desk: str, internal: Internal, width: int
) -> None:
    """The date, whether it is today, the hours and why: one under the other, or with a gap between them."""
    page.set_viewport_size({"width": width, "height": 800})
    visit(page, f"{desk}semana/", at(internal, FRIDAY))
    near = """days => days.flatMap(day => [...day.children].slice(1).map((part, at) => {
      const [before, here] = [day.children[at], part].map(one => one.getBoundingClientRect());
      return here.top >= before.bottom || here.left - before.right >= 4 ? "" : day.textContent;
    })).filter(Boolean)"""
    days = page.locator("ol.semana li")
    expect(days).to_have_count(14)
    comes_to(lambda: days.evaluate_all(near), [])


@pytest.mark.parametrize(
    ("wall", "words"),
    [
        (FRIDAY, "Ahora está abierto, hasta las 15:00."),
        ("2026-11-25T14:30", "Ahora está cerrado. Abre hoy a las 15:30."),
        (EVENING, "Ahora está cerrado. Abre el martes 24 de noviembre a las 09:00."),
        ("2026-11-26T10:00", "Ahora está cerrado. Abre el viernes 27 de noviembre a las 08:00."),
        ("2026-11-28T09:00", "Ahora está abierto, hasta las 13:00."),
    ],
)
def test_it_says_whether_the_company_is_open_now(
    page: Page, desk: str, internal: Internal, wall: str, words: str
) -> None:
    visit(page, desk, at(internal, wall))
    expect(page.locator("[data-ahora]")).to_have_text(words)


def test_the_filter_leaves_the_services_that_hold_every_word(page: Page, desk: str, internal: Internal) -> None:
    """Accents and order do not matter; without a word all are back."""
    visit(page, desk, at(internal, FRIDAY))
    box = page.get_by_role("searchbox", name="Buscar un servicio")
    box.fill("LINEA catalogo")
    expect(page.locator(".tarjeta:visible h3")).to_have_text(["Catálogo en línea"])
    expect(page.locator(".grupo:visible")).to_have_count(1)
    expect(page.locator(".filtro").get_by_role("status")).to_have_text("1 servicio")
    box.fill("nada de esto")
    expect(page.locator(".filtro").get_by_role("status")).to_have_text("Ningún servicio se llama así.")
    box.fill("")
    expect(page.locator(".tarjeta:visible")).to_have_count(len(internal.catalog.services))


def test_the_search_finds_an_internal_answer_by_other_words(page: Page, desk: str, internal: Internal) -> None:
    """By a wording that is shown nowhere."""
    ((key, own),) = internal.catalog.questions("internal").items()
    visit(page, desk, at(internal, FRIDAY))
    assert found_by(page, own.wordings[0])[0] == f"preguntas/#{key}"
    expect(page.locator(".buscar-lista a").first).to_contain_text("antes de derivar un caso")


def test_without_scripts_the_replies_stand_without_a_date(new_context: CreateContextCallback, desk: str) -> None:
    """Nothing is promised that nobody counted; the usual hours stand where the week would."""
    page = new_context(java_script_enabled=False).new_page()
    page.goto(f"{desk}servicios/boletin/")
    first = page.locator(".envio-texto").first

    expect(first).to_contain_text(
        "La demora de Boletín de noticias es de 3 días hábiles desde que están cumplidos los requisitos."
    )
    expect(first).not_to_contain_text("estaría listo")
    expect(page.get_by_role("button", name="Copiar")).to_have_count(0)
    page.goto(f"{desk}semana/")
    expect(page.get_by_role("row", name="Lunes a jueves 09:00 a 14:00 y 15:30 a 18:30")).to_be_visible()


def test_a_calendar_that_cannot_be_read_leaves_the_date_out_and_says_so(
    page: Page, context: BrowserContext, desk: str, internal: Internal
) -> None:
    """What remains can still be copied."""
    context.grant_permissions(["clipboard-read", "clipboard-write"], origin=desk)
    page.route("**/calendario.json", lambda route: route.abort())
    page.clock.set_fixed_time(at(internal, FRIDAY))
    page.goto(f"{desk}servicios/boletin/")
    expect(page.locator("[data-sin-fecha]")).to_have_text(
        "No pudimos leer el calendario. Las respuestas van sin fecha; revise su conexión."
    )
    page.get_by_role("button", name="Copiar").first.click()
    expect(page.get_by_role("status").filter(has_text="Copiado")).to_be_visible()

    copied = page.evaluate(READ_CLIPBOARD)
    assert copied
    assert "estaría listo" not in copied


def test_beyond_the_loaded_years_no_date_is_given(page: Page, desk: str, internal: Internal) -> None:
    """The page says which year's holidays are missing."""
    page.clock.set_fixed_time(at(internal, "2028-12-29T17:00"))
    page.goto(f"{desk}servicios/boletin/")

    expect(page.locator("[data-sin-fecha]")).to_have_text(
        "Hay respuestas sin fecha: no están cargados los festivos de 2029."
    )
    expect(page.locator(".envio-texto").first).not_to_contain_text("estaría listo")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("address", ADDRESSES)
def test_a_page_has_no_barrier_and_scrolls_nowhere(
    page: Page, desk: str, internal: Internal, address: str, scheme: Literal["light", "dark"]
) -> None:
    """Every rule of axe on a phone and a desk, nothing fetched from elsewhere, no part wider than its place."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    page.clock.set_fixed_time(at(internal, IN_NOTICE))
    page.goto(desk + address)
    page.wait_for_load_state("networkidle")
    for width in (360, 1280):
        resize(page, width)

        found = Axe().run(page).response["violations"]
        assert [(one["id"], [node["target"] for node in one["nodes"]]) for one in found] == [], width
        comes_to(lambda: page.evaluate("document.documentElement.scrollWidth - innerWidth"), 0)
    assert [url for url in asked if not url.startswith((desk, "data:"))] == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("address", ADDRESSES)
def test_every_stop_of_the_tab_key_is_seen(
    page: Page, desk: str, internal: Internal, address: str, scheme: Literal["light", "dark"]
) -> None:
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    page.clock.set_fixed_time(at(internal, IN_NOTICE))
    page.goto(desk + address)
    page.wait_for_load_state("networkidle")
    kinds, unseen = unseen_stops(page)
    assert len(kinds) > 3
    assert unseen == set()
