"""Every page's own policy, in a real browser that obeys it: nothing that the site does is refused, anything else is."""

from __future__ import annotations

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from generator.model.base import OrderId
from generator.model.states import State
from tests.site.making import Made
from tests.site.searching import found_by
from tests.site.test_in_chromium import EACH_ADDRESS, visit
from tests.waiting import comes_to

LISTEN = """
addEventListener("securitypolicyviolation", event => {
  const told = JSON.parse(sessionStorage.getItem("refused") ?? "[]");
  told.push(`${event.effectiveDirective} ${event.blockedURI} ${event.sourceFile}:${event.lineNumber}`);
  sessionStorage.setItem("refused", JSON.stringify(told));
});
"""
"""Kept from page to page of a tab."""


def refused(page: Page) -> list[str]:
    """Return what the policies of all pages that this tab has shown refused."""
    told: list[str] = page.evaluate('JSON.parse(sessionStorage.getItem("refused") ?? "[]")')
    return told


@pytest.fixture
def context(context: BrowserContext) -> BrowserContext:
    """Give a context whose pages note each refusal."""
    context.add_init_script(LISTEN)
    return context


@EACH_ADDRESS
def test_nothing_that_a_page_does_is_refused(page: Page, live: str, address: str) -> None:
    """With its parts unfolded, its search asked and its colours changed, which hold when it is opened again."""
    visit(page, live + address)
    page.locator("details").evaluate_all("all => all.forEach(one => { one.open = true })")
    assert found_by(page, "pago") != []
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Usar colores oscuros").click()
    expect(page.locator("html")).to_have_attribute("data-md-color-scheme", "slate")
    page.reload()
    expect(page.locator("html")).to_have_attribute("data-md-color-scheme", "slate")

    assert refused(page) == []


def test_nothing_is_refused_on_a_way_through_the_site(page: Page, live: str, made: Made) -> None:
    """By its links, back and forth, with the calculator, the question of the home page and an order between them."""
    visit(page, live)
    page.locator("#consulta-servicio").fill("bol")
    page.get_by_role("option").first.click()
    expect(page.locator(".consulta-respuesta")).not_to_be_empty()
    page.get_by_role("link", name="Ver todas las demoras").click()
    page.wait_for_url("**/demoras/")
    page.get_by_role("link", name="Boletín", exact=False).first.click()
    page.wait_for_url("**/demoras/boletin/")
    page.locator("#calcular-pago").fill("2026-11-23T10:00")
    page.locator(".calcular button[type=submit]").click()
    expect(page.locator(".calcular-respuesta [role=status]")).not_to_be_empty()
    page.go_back()
    page.go_forward()
    page.goto(made.link(OrderId(made.order_in(State.IN_PROGRESS)), live))
    expect(page.locator("main h1")).to_be_visible()
    page.goto(live + "preguntas/")
    page.go_back()
    expect(page.locator("main h1")).to_be_visible()

    assert refused(page) == []


@pytest.mark.parametrize(
    ("act", "directive"),
    [
        ("document.body.append(Object.assign(document.createElement('script'), {text: 'window.ran = 1'}))", "script"),
        ("document.body.setAttribute('onclick', 'window.ran = 1'); document.body.click()", "script"),
        ("document.body.setAttribute('style', 'color: red')", "style"),
        ("document.head.append(Object.assign(document.createElement('style'), {textContent: 'p {}'}))", "style"),
        ("new Image().src = 'https://otro.example/x.png'", "img"),
        ("fetch('https://otro.example/').catch(() => 0)", "connect"),
        ("document.body.append(Object.assign(document.createElement('iframe'), {src: 'data:text/html,x'}))", "frame"),
        ("document.head.append(Object.assign(document.createElement('base'), {href: '/x/'}))", "base"),
    ],
)
def test_what_the_site_does_not_do_is_refused(page: Page, live: str, act: str, directive: str) -> None:
    """So an empty list above says something."""
    visit(page, f"{live}demoras/boletin/")
    page.evaluate(f"() => {{ {act} }}")
    comes_to(lambda: [line.startswith(directive) for line in refused(page)], [True])
    comes_to(lambda: page.evaluate("window.ran ?? null"), None)
