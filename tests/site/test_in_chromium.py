"""The public pages in a real browser: nothing fails, nothing is fetched from elsewhere, and everybody can use them."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, Route, expect

from generator.model.states import State
from generator.render.brand import TYPEFACES
from tests.site.making import NOW, Made
from tests.waiting import comes_to, held, resize

ADDRESSES = (
    "",
    "demoras/",
    "demoras/boletin/",
    "demoras/app-android/",
    "atencion/",
    "preguntas/",
    "calendario/",
    "calendario/como-contamos/",
    "cumplimiento/",
    "avisos/",
    "datos-abiertos/",
    "404.html",
)
WIDTHS = (320, 360, 390, 768, 820, 900, 1024, 1280)
"""Pixels: of phones, of tablets and of desks."""
WATCH_SHIFTS = """window.moved = []; new PerformanceObserver((list) => {
  // A blank between two words that come is nothing that anybody sees move.
  const seen = ({ node }) => (node?.outerHTML ?? node?.data ?? "gone").trim().slice(0, 60);
  for (const shift of list.getEntries()) moved.push(...shift.sources.map(seen).filter((one) => one));
}).observe({ type: "layout-shift", buffered: true });"""
"""Keeps what moved while a page was there: the beginning of each part."""
DRAWN = "() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"
EACH_ADDRESS = pytest.mark.parametrize("address", ADDRESSES)


def visit(page: Page, url: str, at: datetime = NOW) -> None:
    """Open a page at a moment of the reader's own clock."""
    page.clock.set_fixed_time(at)
    page.goto(url)


@EACH_ADDRESS
def test_a_page_opens_without_an_error_and_asks_only_its_own_site(page: Page, live: str, address: str) -> None:
    """No message of the console, no failed request, no third party."""
    faults: list[str] = []
    asked: list[str] = []
    # That the server has the browser forget what it kept is told as information.
    page.on("console", lambda message: faults.append(message.text) if message.type != "info" else None)
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("requestfailed", lambda request: faults.append(request.url))
    page.on("response", lambda response: faults.append(response.url) if response.status >= 400 else None)
    page.on("request", lambda request: asked.append(request.url))
    visit(page, live + address)
    page.wait_for_load_state("networkidle")

    assert faults == []
    assert live + address in asked
    assert [url for url in asked if not url.startswith((live, "data:"))] == []


@pytest.mark.parametrize("address", ["", "demoras/boletin/", "pedido/"])
def test_a_page_s_letters_are_those_of_the_company_s_kind(page: Page, live: str, made: Made, address: str) -> None:
    """Of text and headings, of what is typed and what is pressed; behind them may stand the theme's own."""
    families = TYPEFACES[made.catalog.company.typeface]
    visit(page, live + address)
    for place in ("h1", "main p", "input:visible", "button:visible"):
        for found in page.locator(place).all()[:3]:
            expect(found).to_have_css("font-family", re.compile(f"^{re.escape(families)}"))


@EACH_ADDRESS
@pytest.mark.parametrize("width", [320, 390, 800, 1280])
def test_nothing_that_is_seen_moves_while_a_page_comes(page: Page, live: str, address: str, width: int) -> None:
    """On phones, a tablet and a desk, its scripts coming when it has been drawn: what they show has its place."""
    page.add_init_script(WATCH_SHIFTS)
    page.set_viewport_size({"width": width, "height": 844})
    page.clock.set_fixed_time(NOW)
    let_go = held(page, "**/sitio.js")
    page.goto(live + address, wait_until="commit")
    expect(page.locator("footer.pie")).to_be_attached()
    page.evaluate(DRAWN)
    # A busy browser may draw a table before its last row came, whose columns are of other widths then.
    page.evaluate("moved.length = 0")
    let_go()
    page.wait_for_load_state("networkidle")
    expect(page.get_by_role("button", name="Buscar", exact=True)).to_be_visible()
    page.evaluate(DRAWN)
    comes_to(lambda: page.evaluate("moved"), [])


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("asked", ["?servicio=boletin", "?servicio=BOLETIN", "demoras/?q=app", "demoras/?tipo=days"])
def test_what_an_address_asks_for_moves_nothing_that_is_seen(page: Page, live: str, asked: str, width: int) -> None:
    """What the answer would move is not shown before it is there."""
    page.add_init_script(WATCH_SHIFTS)
    page.set_viewport_size({"width": width, "height": 844})
    page.goto(live + asked)
    expect(page.locator("html")).not_to_have_class(re.compile("preguntada"))
    expect(page.locator("footer.pie")).to_be_visible()
    page.evaluate(DRAWN)
    comes_to(lambda: page.evaluate("moved"), [])


def test_what_no_script_comes_to_answer_is_shown_all_the_same(page: Page, live: str) -> None:
    page.route("**/*.js", lambda route: route.abort())
    page.goto(live + "demoras/?q=app")
    expect(page.locator("footer.pie")).to_be_visible()
    expect(page.locator("table.catalogo")).to_be_visible()


@EACH_ADDRESS
def test_no_page_scrolls_sideways(page: Page, live: str, address: str) -> None:
    """On a phone, a tablet and a desk; long counts and their tables opened too."""
    visit(page, live + address)
    page.locator("details").evaluate_all("all => all.forEach(one => { one.open = true })")
    parts = page.locator("article, article :is(table, p, dl, div, details, h1, h2, h3)")
    wide = "all => all.filter(one => one.scrollWidth > one.clientWidth + 1).map(one => one.outerHTML.slice(0, 80))"
    for width in (360, 768, 1280):
        resize(page, width)

        comes_to(lambda: page.evaluate("document.documentElement.scrollWidth - innerWidth"), 0)
        # Nor may a part of the text hide its own end; menus beside it are meant to be scrolled.
        comes_to(lambda: parts.evaluate_all(wide), [])


@pytest.mark.parametrize("address", ["demoras/", "demoras/?ver=fecha", "demoras/boletin/"])
def test_no_name_of_a_very_long_word_moves_a_page_sideways(page: Page, live: str, address: str) -> None:
    """Nor does any column leave the screen."""
    visit(page, live + address)
    page.locator("details").evaluate_all("all => all.forEach(one => { one.open = true })")
    page.locator("main :is(h1, .nombre > a, .nombre:not(:has(a)))").evaluate_all(
        "all => all.forEach(one => { one.textContent = 'Otorrinolaringoservicioelectroencefalografía 21' })"
    )
    for width in WIDTHS:
        resize(page, width)
        comes_to(lambda: page.evaluate("document.documentElement.scrollWidth - innerWidth"), 0)


@EACH_ADDRESS
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_page_has_no_barrier_that_axe_can_find(
    page: Page, live: str, address: str, scheme: Literal["light", "dark"]
) -> None:
    """Every rule of axe, the recommended ones too, on a phone and a desk, with all unfolded and the warning shown."""
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    visit(page, live + address, NOW + timedelta(days=3))
    page.locator("details").evaluate_all("all => all.forEach(one => { one.open = true })")
    for width in (360, 1280):
        resize(page, width)

        found = Axe().run(page).response["violations"]
        assert [(one["id"], [node["target"] for node in one["nodes"]]) for one in found] == [], width


@pytest.mark.parametrize(
    ("later", "warning"),
    [
        (timedelta(0), None),
        (timedelta(hours=23, minutes=59), None),
        (timedelta(days=1), "desde hace un día"),
        (timedelta(days=3), "desde hace 3 días"),
    ],
)
def test_an_old_page_says_how_old_it_is(page: Page, live: str, later: timedelta, warning: str | None) -> None:
    """By the reader's clock: nothing else would tell that the schedule has stopped."""
    visit(page, live + "demoras/", NOW + later)
    notice = page.get_by_role("status").filter(has_text="Esta página no se actualiza")

    if warning is None:
        expect(notice).to_have_count(0)
    else:
        expect(notice).to_be_visible()
        expect(notice).to_contain_text(warning)


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("address", ["", "?servicio=boletin", "demoras/", "demoras/boletin/", "atencion/"])
def test_an_old_page_says_so_before_it_answers(page: Page, live: str, address: str, width: int) -> None:
    """Above all it answers, on the first screen, and nowhere else."""
    page.set_viewport_size({"width": width, "height": 800})
    visit(page, live + address)
    above = page.locator("main #edad-aviso")
    expect(page.locator("main h1")).to_be_visible()
    expect(above).to_be_hidden()
    visit(page, live + address, NOW + timedelta(days=40))
    expect(above).to_have_text("Esta página no se actualiza desde hace 40 días: sus fechas pueden no ser las de hoy.")
    expect(above).to_be_in_viewport(ratio=1)
    expect(page.get_by_role("status").filter(has_text="no se actualiza")).to_have_count(1)
    expect(page.get_by_text("no se actualiza")).to_have_count(1)
    comes_to(lambda: above.evaluate("one => one.compareDocumentPosition(document.querySelector('main h1')) & 4"), 4)


@pytest.mark.parametrize("said", ["", "ayer", "2099-01-01T00:00:00Z", None])
def test_a_page_of_unknown_age_or_of_a_moment_to_come_says_so(page: Page, live: str, said: str | None) -> None:
    """No age is no reason to trust its dates."""

    def change(route: Route) -> None:
        answer = route.fetch()
        text, times = re.subn(r'(<meta name="demoras-generado" content=")[^"]*', rf"\g<1>{said or ''}", answer.text())
        assert times == 1
        route.fulfill(response=answer, body=text if said is not None else text.replace("demoras-generado", "otra-cosa"))

    page.route("**/demoras/", change)
    visit(page, live + "demoras/")
    expect(page.locator("#edad-aviso")).to_have_text(
        "No pudimos saber de cuándo es esta página: sus fechas pueden no ser las de hoy."
    )


def test_the_clock_of_a_device_may_be_ten_minutes_behind(page: Page, live: str) -> None:
    """As those of phones are: no page is taken for one of tomorrow."""
    visit(page, live + "demoras/", NOW - timedelta(minutes=10))
    expect(page.locator("#edad-aviso")).to_be_hidden()


def test_a_page_left_open_comes_to_say_that_it_is_old(page: Page, live: str) -> None:
    """A tab nobody reloads is the page most likely to be read late."""
    page.clock.install(time=NOW)
    page.goto(live + "demoras/")
    expect(page.locator("#edad-aviso")).to_be_hidden()
    page.clock.fast_forward("49:00:00")

    expect(page.locator("#edad-aviso")).to_contain_text("desde hace 2 días")


def test_the_keyboard_reaches_the_text_and_a_service(page: Page, live: str) -> None:
    """The first stop leads past the menu; from the table a service opens, and its long count unfolds."""
    visit(page, live + "demoras/")
    page.keyboard.press("Tab")
    expect(page.locator(".saltar")).to_be_focused()
    expect(page.locator(".saltar")).to_be_visible()
    page.keyboard.press("Enter")
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.textContent").strip() == "Aplicación para Android":
            break
    expect(page.locator("article a:focus")).to_have_text("Aplicación para Android")
    expect(page.locator("article a:focus")).to_have_css("outline-style", "solid")
    page.keyboard.press("Enter")
    page.wait_for_url("**/demoras/app-android/")

    page.locator("summary").focus()
    expect(page.get_by_role("cell", name="cuenta: día 45")).to_be_hidden()
    page.keyboard.press("Enter")
    expect(page.get_by_role("cell", name="cuenta: día 45")).to_be_visible()


def test_the_calendar_opens_at_the_year_that_is_running(page: Page, live: str) -> None:
    """The other years are one click away."""
    visit(page, live + "calendario/")
    expect(page.locator("details:not([open]) > summary").get_by_text("2027")).to_be_visible()

    expect(page.locator("details[open] > summary")).to_have_text(["2026"])


@pytest.mark.parametrize("address", ["", "demoras/", "demoras/boletin/", "cumplimiento/"])
def test_paper_is_read_by_day_and_bears_nothing_to_press(page: Page, live: str, address: str) -> None:
    """Also where the screen is dark; and a date of today's is none any more where the paper is read."""
    page.emulate_media(color_scheme="dark")
    visit(page, live + address)
    ground = "getComputedStyle(document.documentElement).getPropertyValue('--page')"
    night = page.evaluate(ground)
    page.emulate_media(color_scheme="light")
    expect(page.locator("html")).to_have_attribute("data-md-color-scheme", "default")
    day = page.evaluate(ground)
    page.emulate_media(color_scheme="dark", media="print")
    expect(page.locator("html")).to_have_attribute("data-md-color-scheme", "slate")

    comes_to(lambda: page.evaluate(ground), day)
    assert day != night
    expect(page.locator(":is(button, input, td.si-hoy):visible")).to_have_count(0)


def test_the_records_answer_on_a_phone_s_first_screens_and_unfold(page: Page, live: str) -> None:
    """Shares of every group at the top; each leads to its group, whose figures a press unfolds."""
    visit(page, live + "cumplimiento/")
    resize(page, 390)
    comes_to(lambda: page.evaluate("document.documentElement.scrollHeight") < 4_500)
    summary = page.locator("table.resumen")
    bottom = "one => one.getBoundingClientRect().bottom + scrollY"
    comes_to(lambda: summary.evaluate(bottom) < 1.3 * 844)
    expect(page.locator("table.registros:visible")).to_have_count(1)
    summary.get_by_role("link").first.click()
    page.locator("details.cifras summary").first.click()
    expect(page.locator("table.registros:visible").first).to_be_in_viewport()


def test_the_records_are_whole_on_paper_but_for_what_their_marks_say_already(page: Page, live: str) -> None:
    """Also where nobody unfolded anything, and without a script; what a chart shows stands in a table beneath."""
    page.emulate_media(media="print")
    visit(page, live + "cumplimiento/")
    tables = page.locator("table.registros")
    comes_to(lambda: tables.count() > 10)
    expect(page.locator("table.registros:visible")).to_have_count(tables.count())
    expect(page.locator("details.dias:visible")).to_have_count(0)


@pytest.mark.parametrize(
    ("asked", "led"),
    [
        ("demoras/%23servicio-boletin", "demoras/#servicio-boletin"),
        ("demoras%23servicio-boletin", "demoras/#servicio-boletin"),
        ("atencion/%2523canales?de=mail", "atencion/?de=mail#canales"),
        ("%23mi-pedido/", "#mi-pedido"),
        ("/otro.example/%23x", "/otro.example/#x"),
    ],
)
def test_a_place_whose_sign_was_spelt_out_on_its_way_is_found(page: Page, live: str, asked: str, led: str) -> None:
    """And never at another site."""
    page.goto(live + asked)
    page.wait_for_url(live + led)


def test_an_order_s_link_whose_sign_was_spelt_out_opens_and_is_told_to_nobody_again(
    page: Page, live: str, made: Made
) -> None:
    """What was asked for first, the host's log has; no request after it names the order, nor do they say where from."""
    link = made.link(made.order_in(State.ACTIVE), live)
    token = link.partition("#")[2]
    asked: list[str] = []
    page.on("request", lambda one: asked.append(f"{one.url} {one.headers.get('referer')}"))
    page.clock.set_fixed_time(NOW)
    page.goto(link.replace("#", "%23"))
    page.wait_for_url(link)
    expect(page.locator("main[aria-busy=false] h1")).to_be_visible()
    assert [one for one in asked[1:] if token in one.partition("#")[0]] == []
    assert [one for one in asked if token in one.partition(" ")[2]] == []
