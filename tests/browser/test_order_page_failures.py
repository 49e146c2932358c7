"""What a client reads when there is no order to show: each failure in its own words, nothing of the file."""

from __future__ import annotations

import json
import re
import struct
from collections.abc import Callable
from dataclasses import replace

import pytest
from playwright.sync_api import Page, expect

from generator.render.order_page import order_page_html
from generator.words.language import WORDS
from tests.browser import sealing
from tests.browser.conftest import Site
from tests.browser.orders import NOW, NUMBER, item, order, small_catalog
from tests.conftest import PLAIN_HOST
from tests.waiting import comes_to

TOKEN = bytes(range(20))
OTHER = bytes(range(100, 120))
UNREADABLE = "No pudimos abrir su pedido"
UNREACHABLE = "No pudimos llegar al sitio"
FAULTY = "Llegó una respuesta que no sirve"


def expect_failure(page: Page, title: str) -> None:
    """Check that the page shows one message and no card of an order."""
    expect(page.get_by_role("heading", level=1)).to_have_text(title)
    expect(page.get_by_role("article")).to_have_count(0)
    expect(page.locator("main")).to_have_attribute("aria-busy", "false")


@pytest.mark.parametrize("end", ["#abc", f"#{'a' * 31}", f"#{'a' * 33}", f"#{'a' * 31}1", f"#{'a' * 32}9"])
def test_an_incomplete_link_says_so_and_asks_for_nothing(page: Page, site: Site, end: str) -> None:
    """Too short, too long or with a character no link has: no file is asked for."""
    page.goto(f"{site.url}{end}")
    expect_failure(page, "El enlace está incompleto")
    assert not any("/d/" in request for request in site.seen)


def test_a_link_without_a_file_says_that_it_may_be_revoked_or_expired(page: Page, site: Site) -> None:
    """The host's 404 is not taken for a broken connection, and can be tried again."""
    page.goto(f"{site.url}#{sealing.fragment(OTHER)}")
    expect_failure(page, "No hay una página con este enlace")
    # Whom the words send to the company find the way beside them.
    expect(page.locator("main").get_by_role("link")).to_have_attribute("href", "https://clientes.example/")
    site.publish(order(item()), OTHER)
    page.get_by_role("button", name="Volver a intentar").click()
    expect(page.get_by_role("article")).to_be_visible()


def test_a_reader_without_connection_is_told_to_check_it(page: Page, site: Site) -> None:
    """Another link opens nothing while offline, leaves nothing of the order before it, and can be tried again."""
    page.goto(site.publish(order(item())))
    expect(page.get_by_role("article")).to_be_visible()
    other = site.publish(order(item()), OTHER)
    page.context.set_offline(True)
    page.evaluate("link => { location.href = link; }", other)
    expect_failure(page, "No hay conexión a internet")
    page.context.set_offline(False)
    page.get_by_role("button", name="Volver a intentar").click()
    expect(page.get_by_role("article")).to_be_visible()


def test_a_browser_that_cannot_read_the_script_is_told_what_to_try(page: Page, site: Site) -> None:
    """It says nothing of it, so the document itself does, once the script would long have answered."""
    (site.folder / "pedido.js").write_text("const a = ;", encoding="utf-8")
    page.goto(site.publish(order(item())))
    told = page.get_by_text("Este navegador puede ser demasiado antiguo")
    expect(told).to_be_hidden()
    page.evaluate(
        "document.getAnimations().forEach(one => { one.effect.updateTiming({ iterations: 1 }); one.finish(); })"
    )
    expect(told).to_be_visible()


@pytest.mark.parametrize("is_offline", [True, False])
def test_an_order_that_cannot_be_read_again_stays_as_it_was_and_says_so(
    page: Page, site: Site, is_offline: bool
) -> None:
    """However often it is tried: said once, beside the age of what is shown, until a newer one comes."""
    page.clock.set_fixed_time(NOW)
    page.goto(link := site.publish(order(item())))
    age = page.locator(".age-words")
    expect(age).to_have_text("Actualizado hoy a las 10:15.")
    refresh = page.get_by_role("button", name="Actualizar")
    page.context.set_offline(is_offline)
    site.status = 503
    for _ in range(2):
        refresh.click()
        said = "not_renewed" if is_offline else "not_renewed_now"
        expect(page.locator(".renewal")).to_have_text(str(WORDS.order_page[said]))
        expect(page.locator("main")).to_have_attribute("aria-busy", "false")
        expect(page.get_by_role("article").locator(".due")).to_be_visible()
        expect(age).to_have_text("Actualizado hoy a las 10:15.")
        expect(page.get_by_role("heading", name="Este enlace es privado")).to_be_visible()
    page.context.set_offline(False)
    site.status = 0
    site.heartbeat("2026-11-23T13:20:00Z")
    refresh.click()
    expect(age).to_have_text("Actualizado hoy a las 10:20.")
    expect(page.locator(".renewal")).to_have_count(0)
    page.wait_for_url(link)


def test_an_order_that_is_gone_does_not_stay_because_it_was_shown(page: Page, site: Site) -> None:
    """A link that was revoked meanwhile shows nothing any more."""
    page.goto(site.publish(order(item())))
    expect(page.get_by_role("article")).to_be_visible()
    (site.folder / "d" / sealing.file_name(TOKEN)).unlink()
    page.get_by_role("button", name="Actualizar").click()
    expect_failure(page, "No hay una página con este enlace")


WAYS = [
    (
        "Preguntar por WhatsApp",
        "https://wa.me/5493415551234?text=Hola%2C%20les%20escribo%20porque%20no%20puedo%20abrir",
    ),
    ("Preguntar en un ticket", "https://clientes.example/submitticket.php"),
]
HELPED = {
    "linkless": ("", 0),
    "incomplete": ("#abc", 0),
    "missing": (f"#{sealing.fragment(OTHER)}", 0),
    "faulty": (f"#{sealing.fragment(TOKEN)}", 503),
}


@pytest.mark.parametrize("kind", HELPED)
def test_who_cannot_open_an_order_finds_the_ways_to_ask_and_none_names_the_link(
    page: Page, site: Site, kind: str
) -> None:
    """WhatsApp with a text of its own, and a ticket: buttons of the message itself."""
    plain = small_catalog()
    ways = {"order_whatsapp": "+54 9 341 555-1234", "new_ticket_url": WAYS[1][1]}
    told = order_page_html(replace(plain, company=plain.company.model_copy(update=ways)))
    (site.folder / "index.html").write_text(told, encoding="utf-8")
    site.publish(order(item()))
    end, site.status = HELPED[kind]
    page.goto(f"{site.url}{end}")
    expect(page.locator(f".message-{kind}")).to_be_visible()
    links = page.locator(".message a")
    expect(links).to_have_text([name for name, _ in WAYS])
    for at, (_, begins) in enumerate(WAYS):
        # Nothing of the link: no token, no page of an order, no fragment.
        expect(links.nth(at)).to_have_attribute(
            "href", re.compile(rf"^{re.escape(begins)}(?!.*(?:[a-z2-7]{{32}}|pedido/|%23|#))")
        )
        expect(links.nth(at)).to_have_attribute("rel", "noreferrer noopener")


def test_who_has_no_connection_or_closed_the_order_is_sent_nowhere(page: Page, site: Site) -> None:
    page.goto(site.publish(order(item())))
    page.get_by_role("button", name="Cerrar esta página").click()
    expect_failure(page, "Cerró la página de su pedido")
    expect(page.locator(".message a")).to_have_count(0)
    page.context.set_offline(True)
    page.evaluate("end => { location.hash = end; }", sealing.fragment(OTHER))
    expect_failure(page, "No hay conexión a internet")
    expect(page.locator(".message a")).to_have_count(0)


@pytest.mark.parametrize("end", ["", "#"])
def test_the_page_without_any_link_says_where_links_are_found(page: Page, site: Site, end: str) -> None:
    """Nothing is wrong with a link that nobody has yet; the way to the client area is on the page."""
    page.goto(f"{site.url}{end}")
    expect_failure(page, "Cada pedido tiene su propio enlace")
    expect(page.get_by_text("en el área de clientes, junto al pedido")).to_be_visible()
    expect(page.locator("main").get_by_role("link")).to_have_attribute("href", "https://clientes.example/")
    assert not any("/d/" in request for request in site.seen)


@pytest.mark.parametrize("status", [403, 500, 503])
def test_a_host_in_trouble_is_not_blamed_on_the_link(page: Page, site: Site, status: int) -> None:
    """Only 404 and 410 say that there is no such page."""
    link = site.publish(order(item()))
    site.status = status
    page.goto(link)
    expect_failure(page, FAULTY)
    blames_no_connection(page)


PORTAL = "<!doctype html><title>Inicie sesión en la red</title>"


@pytest.mark.parametrize(("status", "body"), [(404, ""), (500, ""), (200, PORTAL), (200, "")])
def test_an_unreadable_catalog_is_blamed_neither_on_the_link_nor_on_the_connection(
    page: Page, site: Site, status: int, body: str
) -> None:
    """The public wording is part of the site, not of the order; the network of a hotel answers in its place."""
    page.route("**/catalogo.json", lambda route: route.fulfill(status=status, body=body, content_type="text/html"))
    page.goto(site.publish(order(item())))
    expect_failure(page, FAULTY)
    blames_no_connection(page)
    page.unroute("**/catalogo.json")
    page.get_by_role("button", name="Volver a intentar").click()
    expect(page.get_by_role("article")).to_be_visible()


def test_a_connection_that_breaks_is_told_so(page: Page, site: Site) -> None:
    """For the order's file and for the wording alike."""
    link = site.publish(order(item()))
    for name in ("**/catalogo.json", "**/d/*.bin*"):
        page.route(name, lambda route: route.abort("connectionreset"))
        page.goto("about:blank")
        page.goto(link)
        expect_failure(page, UNREACHABLE)
        expect(page.get_by_text("Revise su conexión a internet")).to_be_visible()
        page.unroute(name)


def blames_no_connection(page: Page) -> None:
    """Require that nothing tells a reader whom something answered to look for a fault of the connection."""
    expect(page.locator("main").get_by_text(re.compile("conexión|a tiempo"))).to_have_count(0)


def test_a_host_that_never_answers_is_given_up_after_15_seconds(page: Page, site: Site) -> None:
    """The browser's own clock is moved, so the test waits for nothing."""
    page.clock.install(time="2026-11-23T10:27:00-03:00")
    site.answers.clear()
    page.goto(site.publish(order(item())))
    expect(page.get_by_text("Abriendo su pedido…")).to_be_visible()
    page.clock.fast_forward(14_000)
    expect(page.get_by_text("Abriendo su pedido…")).to_be_visible()
    page.clock.fast_forward(1_500)
    expect_failure(page, UNREACHABLE)


def _flipped(at: int) -> Callable[[bytes], bytes]:
    return lambda data: data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :]


@pytest.mark.parametrize(
    "spoil",
    [
        pytest.param(_flipped(0), id="header"),
        pytest.param(_flipped(4), id="version of the format"),
        pytest.param(_flipped(10), id="nonce"),
        pytest.param(_flipped(40), id="ciphertext"),
        pytest.param(_flipped(-1 % 2048), id="tag"),
        pytest.param(lambda data: data[:-1], id="short"),
        pytest.param(lambda data: data + b"\0", id="long"),
        pytest.param(lambda data: data.ljust(4096, b"\0"), id="another allowed length"),
        pytest.param(lambda data: data.ljust(70_000, b"\0"), id="over the size limit"),
        pytest.param(lambda _: b"", id="empty"),
        pytest.param(lambda _: b"<!doctype html><title>404</title>", id="the host's own page"),
    ],
)
def test_a_file_with_any_byte_changed_draws_nothing(page: Page, site: Site, spoil: Callable[[bytes], bytes]) -> None:
    """Whatever the fault, the message is the same."""
    page.goto(site.publish_file(spoil(sealing.sealed(TOKEN, order()))))
    expect_failure(page, UNREADABLE)


@pytest.mark.parametrize(
    "plain",
    [
        pytest.param(struct.pack(">I", 3000), id="length over the file's"),
        pytest.param(struct.pack(">I", 7) + b'{"v":1}' + b"\0" * 9 + b"x", id="padding that is not zero"),
        pytest.param(struct.pack(">I", 8) + b'{"v":1}', id="length that takes in padding"),
        pytest.param(struct.pack(">I", 7) + b'{"v":2}', id="unknown version"),
        pytest.param(struct.pack(">I", 9) + b'{"v":"1"}', id="version as text"),
        pytest.param(struct.pack(">I", 4) + b"null", id="no object"),
        pytest.param(struct.pack(">I", 15) + b'{"v":1,"o":"\xff"}', id="no UTF-8"),
    ],
)
def test_a_well_sealed_file_of_another_shape_draws_nothing(page: Page, site: Site, plain: bytes) -> None:
    """Length prefix, padding, JSON and version are checked after the cipher."""
    page.goto(site.publish_file(sealing.sealed_bytes(TOKEN, plain.ljust(2012, b"\0"))))
    expect_failure(page, UNREADABLE)


def test_a_well_sealed_file_of_a_length_no_file_has_draws_nothing(page: Page, site: Site) -> None:
    """The six lengths are part of the format."""
    plain = struct.pack(">I", 7) + b'{"v":1}'
    page.goto(site.publish_file(sealing.sealed_bytes(TOKEN, plain.ljust(3000, b"\0"))))
    expect_failure(page, UNREADABLE)


def test_one_order_s_file_under_another_s_name_draws_nothing(page: Page, site: Site) -> None:
    """The file's name is authenticated with it."""
    page.goto(site.publish_file(sealing.sealed(OTHER, order(item())), TOKEN))
    expect_failure(page, UNREADABLE)


@pytest.mark.parametrize("length", sealing.LENGTHS)
def test_files_of_every_allowed_length_open(page: Page, site: Site, length: int) -> None:
    """A view that fills each size to its last byte is read whole."""
    view = order() | {"fill": ""}
    text = json.dumps(view, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    view["fill"] = "x" * (length - 40 - len(text))
    assert len(sealing.sealed(TOKEN, view)) == length
    page.goto(site.publish(view))
    expect(page.get_by_role("heading", level=1)).to_have_text(f"Pedido N.º {NUMBER}")


def test_plain_http_off_loopback_has_no_crypto_and_says_to_use_https(page: Page, site: Site) -> None:
    """Chromium offers WebCrypto in secure contexts only."""
    link = site.publish(order(item())).replace("127.0.0.1", PLAIN_HOST)
    page.goto(link)
    expect_failure(page, "Este navegador no puede abrir el pedido")
    expect(page.get_by_text("https://")).to_be_visible()
    assert not any("/d/" in request for request in site.seen)


def test_a_framed_page_stops_before_it_reads_anything(page: Page, site: Site) -> None:
    """Inside another page, nothing is fetched and no order is drawn."""
    link = site.publish(order(item()))
    (site.folder / "marco.html").write_text(f'<!doctype html><iframe src="{link}"></iframe>', encoding="utf-8")
    page.goto(f"{site.url}marco.html")
    frame = page.frame_locator("iframe")
    expect(frame.get_by_role("heading", level=1)).to_have_text("Esta página no se muestra dentro de otra")
    assert not any(".bin" in request or ".json" in request for request in site.seen)
    links = frame.locator(".message").get_by_role("link")
    expect(links).to_have_text(["Horario", "Inicio"])
    opens = "all => all.map(one => [new URL(one.href).pathname, one.target])"
    comes_to(lambda: links.evaluate_all(opens), [["/sitio/atencion/", "_top"], ["/sitio/", "_top"]])


@pytest.mark.browser_context_args(java_script_enabled=False)
def test_a_reader_without_javascript_is_told_what_is_missing(page: Page, site: Site) -> None:
    """The document itself holds the sentence."""
    page.goto(site.url)
    expect(page.get_by_role("heading", level=1)).to_have_text("Hace falta JavaScript")
    links = page.locator(".message").get_by_role("link")
    expect(links).to_have_text(["Horario", "Inicio"])
    comes_to(
        lambda: links.evaluate_all("all => all.map(one => new URL(one.href).pathname)"), ["/sitio/atencion/", "/sitio/"]
    )


def test_a_document_kept_from_before_it_carried_words_is_loaded_anew(page: Page, site: Site) -> None:
    """A cache may hold a document older than its script: the next one opens the order, and nobody has to do a thing."""
    link = site.publish(order(item()))
    index = site.folder / "index.html"
    whole = index.read_text(encoding="utf-8")
    without = re.sub(r'<script type="application/json".*?</script>', "", whole)
    assert without != whole
    served = iter([without])
    page.route(site.url, lambda route: route.fulfill(body=next(served, whole), content_type="text/html"))
    page.goto(link)
    expect(page.get_by_role("article")).to_be_visible()
    assert next(served, None) is None


def test_a_document_whose_words_never_come_says_what_it_can(page: Page, site: Site) -> None:
    """Its own title and a button that loads it again: never an empty page, nor one that loads itself for ever."""
    link = site.publish(order(item()))
    index = site.folder / "index.html"
    whole = index.read_text(encoding="utf-8")
    index.write_text(re.sub(r"(id=\"textos\">).*?(</script>)", r"\1{\2", whole), encoding="utf-8")
    page.goto(link)
    expect(page.get_by_role("heading", level=1)).to_have_text("Estado de su pedido · Río & Hijos")
    assert sum("pedido/ HTTP" in request for request in site.seen) == 2
    index.write_text(whole, encoding="utf-8")
    page.get_by_role("button", name="↻").click()
    expect(page.get_by_role("article")).to_be_visible()
