"""What a reader can do on an open order page: save the date, copy the link, close the order without a trace."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
import pytest
import zxingcpp
from playwright.sync_api import Locator, Page, expect

from tests.browser import sealing
from tests.browser.conftest import Opened, Site, drawn
from tests.browser.orders import EVERY_STATE, NUMBER, item, order
from tests.render.reading_ics import unfolded
from tests.waiting import comes_to

TOKEN = bytes(range(20))
SECRET = sealing.fragment(TOKEN)


def saved(page: Page) -> tuple[str, bytes]:
    """Press the button and return the file that the browser saved."""
    with page.expect_download() as download:
        page.get_by_role("button", name="Agregar al calendario").first.click()
    return download.value.suggested_filename, Path(download.value.path()).read_bytes()


def test_the_due_date_is_saved_as_a_calendar_entry_without_the_link(opened: Opened) -> None:
    """A whole RFC 5545 file with the due moment; the same date of the same item is the same entry."""
    name, data = saved(opened(order(item(service=None, name="Ñandú; con, comas \\ y " + "muy largo " * 12))))
    lines = dict(line.split(":", 1) for line in unfolded(data) if not line.startswith(("BEGIN", "END")))
    assert name == f"pedido-{NUMBER}.ics"
    assert data.endswith(b"\r\n")
    assert max(len(line) for line in data.split(b"\r\n")) <= 75
    assert lines["DTSTART"] == "20261125T210000Z"
    assert lines["DTSTAMP"] == "20261123T131500Z"
    assert lines["SUMMARY"].startswith("Fecha máxima: Ñandú\\; con\\, comas \\\\ y muy largo")
    assert f"Pedido N.º {NUMBER}." in lines["DESCRIPTION"]
    assert SECRET not in data.decode().replace("\r\n ", "")
    again = saved(opened(order(item(name="Otro"), item())))[1]
    assert lines["UID"] not in again.decode()


def test_what_a_hostile_file_says_cannot_break_out_of_the_calendar_entry(opened: Opened) -> None:
    """Line ends and control characters are gone before the text is written; the file's name keeps word characters."""
    view = order(item(service=None, name="a\r\nBEGIN:VALARM\r\nx")) | {"order": "../../12 34\u202e"}
    name, data = saved(opened(view))
    assert name == "pedido-1234.ics"
    assert [line for line in unfolded(data) if line.startswith("BEGIN")] == ["BEGIN:VCALENDAR", "BEGIN:VEVENT"]


def test_what_writes_the_entry_comes_only_when_it_is_asked_for_and_its_absence_is_told(
    opened: Opened, site: Site
) -> None:
    """Nobody who only reads pays for it; where it does not come, the button says so and works again later."""
    page = opened(order(item()))
    writer = site.folder.parent / "assets" / "agenda.js"
    assert not [one for one in site.seen if "agenda.js" in one]
    away = writer.rename(writer.with_suffix(".away"))
    page.get_by_role("button", name="Agregar al calendario").click()
    button = page.get_by_role("button", name="No se pudo guardar: pruebe de nuevo")
    expect(button).to_be_focused()
    away.rename(writer)
    page.reload()
    name, _data = saved(drawn(page))
    assert name == f"pedido-{NUMBER}.ics"
    expect(page.get_by_role("button", name="Agregar al calendario")).to_be_focused()


def test_the_link_is_copied_without_what_a_mailer_added_and_the_page_says_so(page: Page, site: Site) -> None:
    """The reader asked for it: it goes to the clipboard, and into no node."""
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    link = site.publish(order(item()))
    base, end = link.split("#")
    page.goto(f"{base}?utm_source=x#%20{end[:9].upper()}%0A{end[9:]}&utm_medium=y")
    page.get_by_role("button", name="Copiar enlace").click()
    expect(page.locator(".own-link").get_by_role("status")).to_have_text("Enlace copiado.")
    comes_to(lambda: page.evaluate("navigator.clipboard.readText()"), link)
    comes_to(lambda: SECRET in page.content().lower(), False)
    expect(page.get_by_role("button", name="Copiar enlace")).to_be_focused()


def test_a_link_that_cannot_be_copied_is_told_to_be_in_the_address_bar(page: Page, site: Site) -> None:
    """Where the browser forbids it, nothing is said to be copied."""
    page.add_init_script("delete Navigator.prototype.clipboard")
    page.goto(site.publish(order(item())))
    page.get_by_role("button", name="Copiar enlace").click()
    expect(page.get_by_text("No se pudo copiar. Cópielo desde la barra de direcciones")).to_be_visible()


def test_closing_leaves_nothing_of_the_order_in_the_page(page: Page, site: Site) -> None:
    """Address, page and title are as before any order; going back or waiting brings nothing again."""
    page.clock.install(time="2026-11-23T10:27:00-03:00")
    page.goto(site.url)
    title = page.title()
    page.evaluate("link => { location.href = link; }", site.publish(EVERY_STATE))
    expect(page.get_by_role("article")).to_have_count(9)
    page.get_by_role("button", name="Cerrar esta página").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Cerró la página de su pedido")
    expect(page.get_by_role("heading", level=1)).to_be_focused()
    page.wait_for_url(site.url)
    expect(page).to_have_title(title)
    page.clock.fast_forward("25:00:00")
    # The words that every order page carries are of no order.
    drawn = re.sub(r'<script type="application/json".*?</script>', "", page.content())
    assert not [text for text in (NUMBER, SECRET, "Simplenews", "abierto") if text in drawn]
    page.evaluate("history.back()")
    comes_to(lambda: page.evaluate("history.state.entry"), 0)
    expect(page.get_by_role("article")).to_have_count(0)
    # The link itself still opens it.
    page.evaluate("end => { location.hash = end; }", SECRET)
    expect(page.get_by_role("article")).to_have_count(9)


def history_of(page: Page) -> set[str]:
    """Return where steps back and forward lead, as the browser itself keeps it."""
    kept = page.context.new_cdp_session(page).send("Page.getNavigationHistory")
    return {entry["url"] for entry in kept["entries"]}


@pytest.mark.parametrize("reloaded", [False, True])
@pytest.mark.parametrize("steps_back", [0, 1, 2])
def test_closing_wipes_every_order_that_was_opened_in_the_tab(
    page: Page, site: Site, steps_back: int, *, reloaded: bool
) -> None:
    """Those that come before the present one and those after it: neither way leads to a link again."""
    views = [{**order(item()), "order": f"70000{at}"} for at in range(3)]
    links = [site.publish(view, bytes(range(at, at + 20))) for at, view in enumerate(views)]
    page.goto("about:blank")
    page.goto(links[0])
    for at, link in enumerate(links[1:], 1):
        page.evaluate("link => { location.href = link; }", link)
        expect(page.get_by_role("heading", level=1)).to_contain_text(f"70000{at}")
    for at in range(steps_back):
        page.go_back()
        expect(page.get_by_role("heading", level=1)).to_contain_text(f"70000{1 - at}")
    if reloaded:
        page.reload()
        expect(page.get_by_role("heading", level=1)).to_contain_text(f"70000{2 - steps_back}")
    page.get_by_role("button", name="Cerrar esta página").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Cerró la página de su pedido")

    expect(page.get_by_role("article")).to_have_count(0)
    comes_to(lambda: history_of(page), {site.url, "about:blank"})


def test_closing_while_the_order_is_read_again_draws_nothing_later(page: Page, site: Site) -> None:
    """What was on its way is given up with the rest."""
    page.goto(site.publish(order(item())))
    close = page.get_by_role("button", name="Cerrar esta página")
    # Only once the order has come: or it would be the first reading that is never answered, with no button yet.
    expect(page.get_by_role("button", name="Actualizar")).to_be_visible()
    site.answers.clear()
    page.get_by_role("button", name="Actualizar").click()
    expect(page.get_by_text("Abriendo su pedido…")).to_be_visible()
    close.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Cerró la página de su pedido")
    site.answers.set()
    # What was asked for later has come by now.
    page.evaluate("fetch('latido.json?mas-tarde').then((answer) => answer.text())")
    expect(page.get_by_role("heading", level=1)).to_have_text("Cerró la página de su pedido")


def test_the_link_is_shown_as_a_code_that_a_telephone_reads(page: Page, site: Site) -> None:
    """Drawn in the page: all that is asked for is the library, and only now; no text of the page holds the link."""
    link = site.publish(order(item()))
    page.goto(link)
    page.set_viewport_size({"width": 390, "height": 640})
    press = page.get_by_role("button", name="Código QR")
    expect(press).to_have_attribute("aria-expanded", "false")
    site.seen.clear()
    press.click()
    code = page.get_by_role("img", name="Código QR con el enlace de este pedido")
    expect(code).to_be_in_viewport(ratio=1)
    expect(press).to_have_attribute("aria-expanded", "true")
    assert read_code(code) == link
    assert [request.split()[1] for request in site.seen] == ["/sitio/assets/vendor/qr.js"]
    comes_to(lambda: SECRET in page.content().lower(), False)
    page.emulate_media(media="print")
    expect(code).to_be_hidden()
    page.emulate_media(media="screen")
    press.click()
    expect(code).to_have_count(0)
    press.click()
    expect(code).to_be_visible()
    page.get_by_role("button", name="Cerrar esta página").click()
    expect(code).to_have_count(0)


def read_code(code: Locator) -> str:
    """Return what a reader of codes sees in a drawing, as dark as it is drawn, four pixels a module."""
    size = int(str(code.get_attribute("viewBox")).split()[2])
    modules = np.full((size, size), 255, np.uint8)
    for x, y in re.findall(r"M(\d+) (\d+)h1v1h-1z", str(code.locator("path").get_attribute("d"))):
        modules[int(y), int(x)] = 0
    (found,) = zxingcpp.read_barcodes(np.kron(modules, np.ones((4, 4), np.uint8)))
    return str(found.text)


def test_a_code_that_cannot_be_drawn_says_so(page: Page, site: Site) -> None:
    """As where the library does not come."""
    (site.folder.parent / "assets" / "vendor" / "qr.js").unlink()
    page.goto(site.publish(order(item())))
    page.get_by_role("button", name="Código QR").click()
    expect(page.locator(".own-link").get_by_role("status")).to_have_text(
        "No se pudo dibujar el código. Copie el enlace."
    )


@pytest.mark.parametrize(
    ("outcome", "told"),
    [
        ("Promise.resolve()", ""),
        ("Promise.reject(new DOMException('x', 'AbortError'))", ""),
        ("Promise.reject(new DOMException('x', 'NotAllowedError'))", "No se pudo compartir. Copie el enlace."),
    ],
)
def test_the_system_s_own_sheet_gets_the_link_where_there_is_one(
    page: Page, site: Site, outcome: str, told: str
) -> None:
    """A desk's Chromium has none, so one is put in its place; whoever closes it again is told nothing."""
    page.add_init_script(f"Navigator.prototype.share = (given) => {{ window.given = given; return {outcome}; }}")
    link = site.publish(order(item()))
    page.goto(link)
    page.get_by_role("button", name="Compartir enlace").click()
    comes_to(lambda: page.evaluate("window.given"), {"title": "Estado de su pedido · Río & Hijos", "url": link})
    expect(page.locator(".own-link").get_by_role("status")).to_have_text(told)


def test_without_a_sheet_of_the_system_there_is_no_button_for_it(page: Page, site: Site) -> None:
    """What does nothing is not offered."""
    page.goto(site.publish(order(item())))
    expect(page.get_by_role("button", name="Copiar enlace")).to_be_visible()
    expect(page.get_by_role("button", name="Compartir enlace")).to_have_count(0)
