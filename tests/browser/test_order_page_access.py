"""Whether everybody can read an order page: contrast, names, structure, small screens, keyboard, paper."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any, Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect
from pytest_playwright.pytest_playwright import CreateContextCallback

from tests.browser import sealing
from tests.browser.conftest import Site, go, unfolded
from tests.browser.orders import EVERY_STATE, NOW, SYNCED, TICKET, item, order, still
from tests.site.seen_focus import unseen_stops
from tests.waiting import comes_to, resize

UNREPORTED = still("unknown", "none", reason="requirements_unreported", missing=["dominio-activo"])
PAUSED = still("awaiting_requirements", "client", missing=["otro"], pauses=[{"begin": SYNCED}], start=SYNCED)
LATE = order(item(due="2026-11-20T21:00:00Z"), UNREPORTED, PAUSED, tickets=(TICKET,))
LATE_ALONE = order(item(due="2026-11-20T21:00:00Z"))
TOMBSTONE = order() | {"closed": True}
OLD = "2026-11-20T03:00:00Z"


def shown(page: Page, site: Site) -> Iterator[str]:
    """Open everything that a reader can come to see, one after the other, and yield the name of each."""
    views: list[tuple[str, str, dict[str, Any]]] = [
        ("every state", SYNCED, EVERY_STATE),
        ("late", SYNCED, LATE),
        ("missed runs", "2026-11-23T12:00:00Z", order(item())),
        ("more than a day old", OLD, EVERY_STATE),
        ("of a moment to come", "2099-01-01T00:00:00Z", EVERY_STATE),
        ("tombstone", SYNCED, TOMBSTONE),
    ]
    for name, synced, view in views:
        site.heartbeat(synced)
        go(page, site.publish(view))
        yield name
    page.context.grant_permissions(["clipboard-write"])
    page.get_by_role("button", name="Copiar enlace").click()
    expect(page.get_by_text("Enlace copiado.")).to_be_visible()
    yield "copied"
    page.get_by_role("button", name="Cerrar esta página").click()
    expect(page.get_by_role("heading", name="Cerró la página de su pedido")).to_be_visible()
    yield "closed"
    for name, address in (
        ("no link", site.url),
        ("incomplete", f"{site.url}#abc"),
        ("missing", f"{site.url}#{sealing.fragment(bytes(20))}"),
        ("damaged", site.publish_file(b"x" * 2048)),
    ):
        go(page, address)
        yield name
    page.context.set_offline(True)
    page.get_by_role("button", name="Volver a intentar").click()
    expect(page.get_by_role("heading", name="No hay conexión a internet")).to_be_visible()
    yield "offline"
    page.context.set_offline(False)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_to_mend_whatever_is_shown(
    new_context: CreateContextCallback, site: Site, scheme: Literal["light", "dark"]
) -> None:
    """Every state, the old data, the tombstone and every failure, at 320 pixels and at a desk, with all unfolded."""
    page = new_context(bypass_csp=True, color_scheme=scheme).new_page()
    for name in shown(page, site):
        unfolded(page)
        for width in (320, 1100):
            resize(page, width)
            results = Axe().run(page)
            assert results.violations_count == 0, f"{name}: {results.generate_report()}"
            comes_to(lambda: page.evaluate("document.documentElement.scrollWidth <= innerWidth"))


def test_the_page_fits_a_screen_of_320_pixels_without_sideways_scrolling(page: Page, site: Site) -> None:
    """WCAG's reflow width, which is also 1280 pixels at 400 %; a product's name may be one long word."""
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto(site.publish(order(item(name="W" * 300), tickets=(TICKET | {"number": "9" * 300},))))
    unfolded(page)
    comes_to(lambda: page.evaluate("document.documentElement.scrollWidth") <= 320)


def test_the_keyboard_reaches_all_there_is_to_do_in_reading_order_and_sees_where_it_is(page: Page, site: Site) -> None:
    """Each stop has an outline; Enter unfolds, and what has unfolded is reached next."""
    go(page, site.publish(order(item(), tickets=(TICKET,))))
    stops: list[str] = []
    for _ in range(12):
        page.keyboard.press("Tab")
        stops.append(page.evaluate("document.activeElement.textContent.trim()"))
        comes_to(lambda: page.evaluate("getComputedStyle(document.activeElement).outlineStyle"), "solid")
        if stops[-1].startswith("Qué quiere decir"):
            page.keyboard.press("Enter")
    assert stops == [
        "Río & Hijos",
        "Actualizar",
        "Demora y requisitos de este servicio",
        "Agregar al calendario",
        "Ver la cuenta día por día",
        "Qué quiere decir que haya demora",
        "Ver en el área de clientes",
        "En cuánto tiempo respondemos",
        "Copiar enlace",
        "Código QR",
        "Cerrar esta página",
        "Área de clientes",
    ]
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Cerró la página de su pedido")).to_be_focused()


def test_one_short_line_is_announced_and_nothing_else_of_the_page(page: Page, site: Site) -> None:
    """Countdowns and ages change by themselves: as live regions they would interrupt every half minute."""
    page.goto(site.publish(order(item())))
    status = page.locator("body > [role=status]")
    expect(status).to_have_text("Su pedido está abierto.")
    expect(page.locator("[aria-live]")).to_have_count(0)
    # What cannot be heard is not on the screen either: outside the flow, one pixel wide.
    comes_to(lambda: status.evaluate("one => one.offsetWidth"), 1)
    page.evaluate("location.hash = 'x'")
    expect(status).to_have_text("No se muestra ningún pedido.")


def test_on_paper_the_count_is_unfolded_and_what_can_only_be_pressed_is_gone(page: Page, site: Site) -> None:
    """The age becomes the moment the data were read: paper has no now."""
    page.goto(site.publish(order(item(), tickets=(TICKET,))))
    expect(page.locator(".count summary")).to_be_visible()
    expect(page.locator(".count tbody")).to_be_hidden()
    page.emulate_media(media="print", color_scheme="dark")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    expect(page.locator(".count tbody tr")).to_have_count(6)
    expect(page.locator(".count tbody tr").last).to_be_visible()
    expect(page.locator("button:visible")).to_have_count(0)
    expect(page.locator(".age-words")).to_be_hidden()
    expect(page.get_by_text("Datos leídos el lunes 23 de noviembre a las 10:15.")).to_be_visible()
    expect(page.locator("html")).to_have_css("background-color", "rgb(255, 255, 255)")
    expect(page.locator("body")).to_have_css("color", "rgb(0, 0, 0)")
    page.emulate_media(media="screen")
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    expect(page.locator(".count tbody")).to_be_hidden()


def test_on_paper_the_client_s_turn_is_read_also_where_backgrounds_are_printed(page: Page, site: Site) -> None:
    """Dark letters on none: browsers drop backgrounds only while nobody asks for them."""
    page.emulate_media(media="print")
    page.goto(site.publish(order(still("awaiting_payment", "client"))))
    expect(page.locator(".turn.client")).to_have_css("background-color", "rgba(0, 0, 0, 0)")
    expect(page.locator(".turn.client")).to_have_css("color", "rgb(0, 0, 0)")


READ = "main :is(.icon, :not(:empty)):visible"
INKS = {"rgb(0, 0, 0)", "rgb(51, 51, 51)"}


@pytest.mark.parametrize("view", [EVERY_STATE, LATE, None], ids=["every state", "late", "missing"])
def test_on_paper_all_is_of_ink_and_nothing_needs_a_ground(page: Page, site: Site, view: dict[str, Any] | None) -> None:
    """Browsers print no ground: a light sign on a dark one would leave the empty ring of a stage to come."""
    page.emulate_media(media="print", color_scheme="dark")
    go(page, site.publish(view) if view else f"{site.url}#{sealing.fragment(bytes(20))}")
    of = "(all, name) => [...new Set(all.map(one => getComputedStyle(one)[name]))]"
    comes_to(lambda: set(page.locator(READ).evaluate_all(of, "color")) - INKS, set())
    comes_to(lambda: page.locator("body *").evaluate_all(of, "backgroundColor"), ["rgba(0, 0, 0, 0)"])
    if view is EVERY_STATE:
        expect(page.locator(".state-active .steps [aria-current] .dot .icon")).to_have_css("stroke", "rgb(0, 0, 0)")


def test_paper_asked_for_before_an_order_is_there_has_its_count_too(page: Page, site: Site) -> None:
    page.emulate_media(media="print")
    page.goto(site.publish(order(item())))
    expect(page.locator(".count tbody tr")).to_have_count(6)


def test_a_short_order_prints_on_one_sheet_with_its_count(page: Page, site: Site) -> None:
    """Printed by Chromium itself: what is folded on the screen is on the paper, and on the first sheet of it."""
    page.clock.set_fixed_time(NOW)
    for view in (order(item(), tickets=(TICKET,)), LATE_ALONE, order(still("cancelled", "none"))):
        go(page, site.publish(view))
        expect(page.locator("tbody")).to_have_count(0)
        sheets = page.pdf(format="A4")
        assert len(re.findall(rb"/Type /Page\b", sheets)) == 1
        expect(page.locator("tbody tr")).to_have_count(sum(len(one.get("trace", ())) for one in view["items"]))


def test_an_order_of_a_long_count_begins_on_the_first_sheet(page: Page, site: Site) -> None:
    """Its card is longer than a sheet: whole on those after, the first would hold little but the sentence."""
    page.clock.set_fixed_time(NOW)
    first = date(2026, 11, 20)
    rows = [{"date": str(first + timedelta(days=at)), "verdict": "counted", "ordinal": at} for at in range(1, 61)]
    for beside, sheets in (((), 2), ((still("cancelled", "none"),), 2)):
        go(page, site.publish(order(item(trace=rows, due="2027-01-19T21:00:00Z"), *beside)))
        printed = page.pdf(format="A4", margin=dict.fromkeys(("top", "right", "bottom", "left"), "10mm"))
        assert len(re.findall(rb"/Type /Page\b", printed)) == sheets
    # Half a sheet of rows is no reason to break a card.
    page.emulate_media(media="print")
    for count, breaks in ((60, "auto"), (24, "avoid-page")):
        go(page, site.publish(order(item(trace=rows[:count]))))
        expect(page.locator("tbody tr").first).to_be_attached()
        expect(page.get_by_role("article")).to_have_css("break-inside", breaks)


@pytest.mark.parametrize("paper", ["A4", "Letter"])
@pytest.mark.parametrize("tickets", [1, 2])
def test_an_order_of_two_items_and_its_tickets_print_on_one_sheet(
    page: Page, site: Site, paper: str, tickets: int
) -> None:
    """As most orders are: one that is being prepared, and one that is active or still waits for something."""
    page.clock.set_fixed_time(NOW)
    opened = (TICKET | {"first_reply": "2026-11-20T14:12:00Z", "last_reply": SYNCED}, TICKET | {"number": "482914"})
    for other in (
        item(service="hosting", name="Hosting", state="active", waiting_on="none", promise="2 minutos"),
        still("awaiting_payment", "client", service="hosting", name="Hosting"),
        still("awaiting_requirements", "client", missing=["dominio-activo", "dominio-delegado"]),
    ):
        go(page, site.publish(order(item(), other, tickets=opened[:tickets])))
        sheets = page.pdf(format=paper)
        assert len(re.findall(rb"/Type /Page\b", sheets)) == 1, other["state"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("view", ["every state", "late"])
def test_every_stop_of_an_order_is_seen(page: Page, site: Site, view: str, scheme: Literal["light", "dark"]) -> None:
    """Links, buttons and folds, on the page's own ground and on each box's."""
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    page.set_viewport_size({"width": 1024, "height": 900})
    page.clock.set_fixed_time(NOW)
    go(page, site.publish({"every state": EVERY_STATE, "late": LATE}[view]))
    stops = page.locator("main :is(a, button, summary):visible")
    ways = set(stops.evaluate_all("all => all.map(one => one.localName)"))
    kinds, unseen = unseen_stops(page)
    assert unseen == set()
    assert {kind.rpartition(" > ")[2].partition(".")[0] for kind in kinds} >= ways == {"a", "button", "summary"}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_stop_of_a_page_without_an_order_is_seen(
    page: Page, site: Site, scheme: Literal["light", "dark"]
) -> None:
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    go(page, f"{site.url}#{sealing.fragment(bytes(20))}")
    kinds, unseen = unseen_stops(page)
    assert unseen == set()
    assert sum(kind.startswith("asks > ") for kind in kinds) == 2


@pytest.mark.parametrize("width", [390, 1280])
def test_nothing_moves_while_an_order_comes_and_is_drawn(page: Page, site: Site, width: int) -> None:
    """Nor when it cannot be shown: what stands on the screen first stays where it is (layout shift 0)."""
    page.set_viewport_size({"width": width, "height": 844})
    page.add_init_script(
        "window.shift = 0; new PerformanceObserver(list => list.getEntries().forEach(one => { shift += one.value; }))"
        ".observe({ type: 'layout-shift', buffered: true });"
    )
    for address in (site.publish(EVERY_STATE), site.publish(order(item())), site.url, f"{site.url}#abc"):
        go(page, address)
        expect(page.locator(".bottom")).to_be_visible()
        page.evaluate("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
        comes_to(lambda: page.evaluate("shift"), 0)


SEEN = """
window.seen = [];
new MutationObserver(() => {
    const there = [".lead", ".due", ".turn", ".steps", ".own-link"].filter((one) => document.querySelector(one));
    if (there.length && seen.at(-1)?.parts.length !== there.length) seen.push({ parts: there, at: performance.now() });
    if (there.length && window.print_at_once) dispatchEvent(new Event("beforeprint"));
}).observe(document, { childList: true, subtree: true });
"""


def test_what_answers_is_on_the_screen_before_the_rest_is_made(page: Page, site: Site) -> None:
    """The sentence, the date and whose turn it is; the stages, the facts and the link's own card follow."""
    page.add_init_script(SEEN)
    go(page, site.publish(order(item())))
    first, whole = page.evaluate("seen.map((one) => one.parts)")
    assert first == [".lead", ".due", ".turn"]
    assert whole == [".lead", ".due", ".turn", ".steps", ".own-link"]


def test_whoever_prints_in_between_gets_the_whole_page(page: Page, site: Site) -> None:
    page.add_init_script(SEEN)
    page.add_init_script("window.print_at_once = true")
    go(page, site.publish(order(item())))
    first, whole = page.evaluate("seen")
    expect(page.locator(".count tbody tr")).to_have_count(6)
    # Within the same task: nothing was painted between the two.
    assert first["parts"] == [".lead", ".due", ".turn"]
    assert whole["parts"][-1] == ".own-link"


def test_without_scripts_the_page_says_so_and_nothing_else(new_context: CreateContextCallback, site: Site) -> None:
    """Neither that an order is being opened, nor an empty foot."""
    page = new_context(java_script_enabled=False).new_page()
    page.goto(site.publish(order(item())))
    expect(page.get_by_role("heading", name="Hace falta JavaScript")).to_be_visible()
    expect(page.get_by_text("Abriendo su pedido")).to_be_hidden()
    expect(page.get_by_text("Sus datos están cifrados")).to_be_visible()


GROUNDS = {"light": "rgb(243, 245, 248)", "dark": "rgb(16, 22, 29)"}


@pytest.mark.parametrize("system", ["light", "dark"])
@pytest.mark.parametrize("chosen", ["claro", "oscuro", "otro", None])
def test_colours_chosen_on_the_public_pages_hold_here_from_the_first_draw_on(
    page: Page, site: Site, chosen: str | None, system: Literal["light", "dark"]
) -> None:
    """Before this page's own script has come, and at once when chosen in another tab; else as the system is."""
    page.emulate_media(color_scheme=system)
    page.goto(site.url)
    choose = "chosen => chosen ? localStorage.setItem('colores', chosen) : localStorage.clear()"
    page.evaluate(choose, chosen)
    page.route("**/pedido.js", lambda _: None)
    page.goto("about:blank")
    page.goto(site.publish(order(item())), wait_until="commit")
    scheme = {"claro": "light", "oscuro": "dark"}.get(chosen or "", system)
    root = page.locator("html")
    expect(root).to_have_css("background-color", GROUNDS[scheme])
    expect(root).to_have_css("color-scheme", "light dark" if chosen in {"otro", None} else scheme)
    other = page.context.new_page()
    other.goto(f"{site.url}latido.json")
    for next_one, shown in (("claro", "light"), ("oscuro", "dark"), (None, system)):
        other.evaluate(choose, next_one)
        expect(root).to_have_css("background-color", GROUNDS[shown])


def test_dark_colours_that_somebody_chose_are_not_printed(page: Page, site: Site) -> None:
    page.goto(site.url)
    page.evaluate("localStorage.setItem('colores', 'oscuro')")
    page.emulate_media(media="print", color_scheme="dark")
    go(page, site.publish(order(item())))
    expect(page.locator("html")).to_have_css("background-color", "rgb(255, 255, 255)")
    expect(page.locator("html")).to_have_css("color-scheme", "light")


def test_where_nothing_may_be_stored_colours_are_the_system_s(page: Page, site: Site) -> None:
    page.add_init_script("Object.defineProperty(window, 'localStorage', { get() { throw new Error(); } })")
    page.emulate_media(color_scheme="dark")
    go(page, site.publish(order(item())))
    expect(page.locator("html")).to_have_css("background-color", GROUNDS["dark"])


def test_where_colours_are_the_reader_s_own_boxes_and_the_present_stage_keep_a_border(page: Page, site: Site) -> None:
    """Windows' high contrast drops every background; shapes must carry the meaning."""
    page.emulate_media(forced_colors="active")
    page.goto(site.publish(order(item())))
    for part in (".due", ".turn", ".steps .now .dot"):
        expect(page.locator(part).first).to_have_css("border-top-style", "solid")
        expect(page.locator(part).first).to_have_css("border-top-width", "2px")
