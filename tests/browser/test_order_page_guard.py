"""What the order page never does: keep or send its token, ask another origin, draw what a file holds as markup."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import ConsoleMessage, Error, Page, expect

from tests.browser import sealing
from tests.browser.conftest import Opened, Site, go
from tests.browser.orders import EVERY_STATE, NOW, NUMBER, TICKET, item, order

TOKEN = bytes(range(20))
OTHER = bytes(range(100, 120))


@pytest.fixture
def complaints(page: Page) -> Iterator[list[str]]:
    """Return what the browser's console holds, a broken policy among it; every script error fails the test."""
    said: list[str] = []
    failed: list[Error] = []

    def hear(message: ConsoleMessage) -> None:
        said.append(message.text)

    def see(error: Error) -> None:
        failed.append(error)

    page.on("console", hear)
    page.on("pageerror", see)
    yield said
    assert not failed


def test_the_token_stays_in_the_address_and_nothing_else_is_asked_for(
    page: Page, site: Site, complaints: list[str]
) -> None:
    """Neither requests, page, title, storage nor console hold it, and all but the company's look is of this folder."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    go(page, site.publish(EVERY_STATE, TOKEN))
    expect(page.get_by_role("article")).to_have_count(9)
    secret = sealing.fragment(TOKEN)
    marks = (secret, secret.upper(), TOKEN.hex())
    stored = page.evaluate(
        """async () => JSON.stringify([
            {...localStorage}, {...sessionStorage}, document.cookie, (await indexedDB.databases()).length,
            (await caches.keys()).length, (await navigator.serviceWorker.getRegistrations()).length, history.state])"""
    )
    assert stored == '[{},{},"",0,0,0,{"entry":0}]'
    told = "\n".join([page.content(), page.title(), *site.seen, *complaints])
    for mark in marks:
        assert mark not in told
    assert all(url.startswith((site.url, f"{site.root}assets/marca.svg", "data:")) for url in asked)
    assert {url.split("?")[0].removeprefix(site.url) for url in asked if ".bin" in url or ".json" in url} == {
        f"d/{sealing.file_name(TOKEN)}",
        f"f/{sealing.shard_name(TOKEN)}",
        "catalogo.json",
        "latido.json",
    }
    assert not complaints


def test_requests_carry_no_cookie_and_no_referrer_and_the_heartbeat_a_query_of_its_own(page: Page, site: Site) -> None:
    """Two reads of the heartbeat never have the same address, nor two of what dates the order."""
    page.context.add_cookies([{"name": "sesion", "value": "1", "url": site.url}])
    page.goto(site.publish(order(item())))
    expect(page.get_by_role("article")).to_be_visible()
    page.get_by_role("button", name="Actualizar").click()
    expect(page.get_by_role("heading", level=1)).to_be_focused()
    fetched = [request for request in site.seen if ".bin" in request or ".json" in request]
    assert len(fetched) == 8
    assert not any(re.search(r"^(cookie|referer):", request, re.IGNORECASE | re.MULTILINE) for request in fetched)
    for name in ("latido.json?", f"f/{sealing.shard_name(TOKEN)}?"):
        assert len({request.splitlines()[0] for request in fetched if name in request}) == 2


def test_a_redirected_order_file_is_refused(page: Page, site: Site) -> None:
    """A folder's name without its slash is answered with a redirect; it is not followed."""
    link = site.publish(order(item()))
    name = site.folder / "d" / sealing.file_name(TOKEN)
    name.unlink()
    name.mkdir()
    (name / "index.html").write_bytes(sealing.sealed(TOKEN, order(item())))
    page.goto(link)
    expect(page.get_by_role("heading", level=1)).to_have_text("No pudimos llegar al sitio")


def test_another_fragment_wipes_the_page_and_opens_the_other_order(page: Page, site: Site) -> None:
    """The first order's number is gone at once, even while the second has not come."""
    page.goto(site.publish(order(item()), TOKEN))
    expect(page.get_by_role("heading", level=1)).to_have_text(f"Pedido N.º {NUMBER}")
    second = site.publish(order(item()) | {"order": "1112223334"}, OTHER)
    site.answers.clear()
    page.evaluate("end => { location.hash = end; }", second.split("#")[1])
    expect(page.get_by_text("Abriendo su pedido…")).to_be_visible()
    expect(page.get_by_text(NUMBER)).to_have_count(0)
    site.answers.set()
    page.evaluate("() => { location.hash = ''; }")
    expect(page.get_by_role("heading", level=1)).to_have_text("Cada pedido tiene su propio enlace")
    page.evaluate("end => { location.hash = end; }", second.split("#")[1])
    expect(page.get_by_role("heading", level=1)).to_have_text("Pedido N.º 1112223334")


def test_a_slow_order_never_draws_over_the_one_asked_for_after_it(page: Page, site: Site) -> None:
    """Changing the fragment gives up what was on its way, long before its time limit does."""
    page.clock.install(time=NOW)
    page.clock.pause_at("2026-11-23T10:28:00-03:00")
    first = site.publish(order(item()), TOKEN)
    site.answers.clear()
    with page.expect_event("requestfailed", lambda request: sealing.file_name(TOKEN) in request.url):
        page.goto(first)
        expect(page.get_by_text("Abriendo su pedido…")).to_be_visible()
        page.evaluate("() => { location.hash = 'otra-cosa'; }")
    expect(page.get_by_role("heading", level=1)).to_have_text("El enlace está incompleto")


@pytest.mark.parametrize(
    "tail",
    [".", ">", ").", ",", "&utm_source=x", "%20", "%20Gracias", "?fbclid=1", "&fbclid=1", "/", "-Gracias", "%C3%A1"],
)
def test_what_mailers_add_to_a_link_is_ignored(page: Page, site: Site, tail: str) -> None:
    """So are capitals."""
    base, end = site.publish(order(item())).split("#")
    page.goto(f"{base}#{end.upper()}{tail}")
    expect(page.get_by_role("heading", level=1)).to_have_text(f"Pedido N.º {NUMBER}")


@pytest.mark.parametrize("head", [" ", "%20", "%2520", "#", "%23", "<", "(", "\u00a0", "\u200b", "\ufeff\u2060"])
def test_what_mails_and_chats_put_before_the_token_is_ignored(page: Page, site: Site, head: str) -> None:
    """A blank or two, a sign of no width, a second #, a bracket."""
    base, end = site.publish(order(item())).split("#")
    page.goto(f"{base}#{head}{end}")
    expect(page.get_by_role("heading", level=1)).to_have_text(f"Pedido N.º {NUMBER}")


@pytest.mark.parametrize("mark", [" ", "%20", "%0D%0A%20", "=%0A", "\r\n", "\u00ad", "%E2%80%8B"])
def test_a_token_that_a_mail_broke_in_two_is_one(page: Page, site: Site, mark: str) -> None:
    """By the end of its line, as letters or as mails write it, or by where a word may be broken."""
    base, end = site.publish(order(item())).split("#")
    page.goto(f"{base}#{end[:11]}{mark}{end[11:]}")
    expect(page.get_by_role("heading", level=1)).to_have_text(f"Pedido N.º {NUMBER}")


def test_an_address_in_capitals_opens_the_order(page: Page, site: Site) -> None:
    """As some telephones begin what is typed into them: scheme and token, the way to the page stays as it is."""
    link = site.publish(order(item()))
    page.goto(f"{link.replace('http://', 'HTTP://').partition('#')[0]}#{link.partition('#')[2].upper()}")
    expect(page.get_by_role("heading", level=1)).to_have_text(f"Pedido N.º {NUMBER}")


def test_text_from_the_file_is_cleaned_capped_and_never_markup(opened: Opened, complaints: list[str]) -> None:
    """Bidi controls, zero-width characters and tags in a product's name change nothing around it."""
    hostile = "<img src=x onerror=alert(1)>\u202eabc\u200b\u0007\u2066 e\u0301\ufeff" + "z" * 400
    page = opened(order(item(service=None, name=hostile)))
    heading = page.get_by_role("article").get_by_role("heading", level=2)
    text = heading.text_content() or ""
    assert text.startswith("<img src=x onerror=alert(1)>abc ézzz")
    assert len(text) == 300
    expect(heading.locator("bdi")).to_have_count(1)
    expect(page.locator("main img")).to_have_count(0)
    assert not complaints


def test_a_catalog_cannot_make_a_link_that_leaves_the_site(page: Page, site: Site) -> None:
    """Only the address of a public service page becomes a link."""
    file = site.folder / "catalogo.json"
    wording = json.loads(file.read_bytes())
    wording["services"]["simplenews"]["page"] = "javascript:alert(1)"
    wording["company"]["sla_manual_url"] = "javascript:alert(1)"
    for place in ("client_area_url", "pay_url", "write_url"):
        wording["company"][place] = "JavaScript:alert(1)//https://"
    file.write_text(json.dumps(wording), encoding="utf-8")
    go(page, site.publish(order(item(), tickets=(TICKET,))))
    expect(page.locator("main a:not([href='../atencion/'])")).to_have_count(0)
