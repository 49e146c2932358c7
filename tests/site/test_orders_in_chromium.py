"""A real order, from billing over HTTP to its sealed file, opened on the built site by the link its client gets."""

from __future__ import annotations

import gzip
from statistics import median_low

import pytest
from playwright.sync_api import ConsoleMessage, Page, Response, expect

from generator.model.states import State
from tests.site.making import Made

SHOWN = {
    State.AWAITING_PAYMENT: ("Pago", "El pago de su pedido tiene que figurar como recibido."),
    State.AWAITING_REQUIREMENTS: ("Requisitos", "Ahora le toca a usted: completar lo que falta"),
    State.IN_PROGRESS: ("En preparación", "Ahora nos toca a nosotros"),
    State.ACTIVE: ("Activo", "Se activó"),
}


@pytest.fixture
def errors(page: Page) -> list[str]:
    """Give all that went wrong in the page."""
    found: list[str] = []

    def hear(message: ConsoleMessage) -> None:
        # The first page that this server gives empties the browser's cache, and the browser says so.
        if not message.text.startswith("Clear-Site-Data header on"):
            found.append(message.text)

    page.on("console", hear)
    page.on("pageerror", lambda error: found.append(str(error)))
    page.on("response", lambda response: found.append(response.url) if response.status >= 400 else None)
    return found


def open_order(page: Page, made: Made, live: str, state: State) -> str:
    """Open the link of an order in one state, and return the order's public number."""
    order = made.order_in(state)
    page.goto(made.link(order, live))
    return made.ledger.orders[order].number


@pytest.mark.parametrize("state", SHOWN)
def test_an_order_s_link_opens_its_page_at_its_stage(
    page: Page, made: Made, live: str, errors: list[str], state: State
) -> None:
    """Its number, its stage and who acts next; the data are as old as the sync that ended at that very moment."""
    step, turn = SHOWN[state]
    number = open_order(page, made, live, state)
    card = page.get_by_role("article").first

    expect(page.get_by_role("heading", level=1)).to_have_text(f"Pedido N.º {number}")
    expect(card.locator("[aria-current=step]")).to_contain_text(step)
    expect(card.locator(".turn")).to_contain_text(turn)
    expect(page.get_by_text("Actualizado hoy a las 14:15.")).to_be_visible()
    assert errors == []


def test_a_cancelled_order_says_so_and_shows_no_stage(page: Page, made: Made, live: str, errors: list[str]) -> None:
    """There is nothing to wait for."""
    open_order(page, made, live, State.CANCELLED)
    card = page.get_by_role("article").first

    expect(card).to_contain_text("Cancelado")
    expect(card.get_by_role("list", name="Etapas")).to_have_count(0)
    assert errors == []


def test_an_order_leads_to_the_public_page_of_its_service(page: Page, made: Made, live: str) -> None:
    """And what stood after the # goes nowhere."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(f"{request.url.partition('#')[0]} {request.headers}"))
    order = made.ledger.orders[made.order_in(State.ACTIVE)]
    open_order(page, made, live, State.ACTIVE)
    page.get_by_role("article").first.get_by_role("link").first.click()

    page.wait_for_url(f"{live}demoras/{order.items[0].service}/")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    fragment = made.link(order.id, live).partition("#")[2]
    assert len(asked) > 3
    assert [request for request in asked if fragment in request] == []


def test_the_date_is_saved_by_a_script_that_the_built_site_serves(
    page: Page, made: Made, live: str, errors: list[str]
) -> None:
    """Fetched when its button is pressed and not before, from a place that the bundle does not hold."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    number = open_order(page, made, live, State.IN_PROGRESS)
    button = page.get_by_role("button", name="Agregar al calendario").first
    expect(button).to_be_visible()
    script = f"{live}assets/agenda.js"
    assert script not in asked
    with page.expect_download() as saved:
        button.click()
    entry = saved.value.path().read_text(encoding="utf-8")
    assert script in asked
    assert entry.startswith("BEGIN:VCALENDAR\n")
    assert number in entry
    assert errors == []


def test_another_order_s_link_opens_another_order(page: Page, made: Made, live: str) -> None:
    """Changing only what stands after the # in the address is enough."""
    first = open_order(page, made, live, State.ACTIVE)
    expect(page.get_by_role("heading", level=1)).to_contain_text(first)
    second = open_order(page, made, live, State.IN_PROGRESS)

    assert first != second
    expect(page.get_by_role("heading", level=1)).to_contain_text(second)


def test_the_first_visit_is_eight_requests_and_weighs_38_kilobytes_at_most(page: Page, made: Made, live: str) -> None:
    """All that a browser asks for, compressed as hosts send it, with an order's file of the usual size.

    A sealed file does not shrink; one that holds the count of a promise of many weeks is larger.
    """
    got: list[Response] = []
    # Playwright leaves a mark on the function, which a list's own cannot carry.
    page.on("response", lambda one: got.append(one))  # noqa: PLW0108
    open_order(page, made, live, State.IN_PROGRESS)
    expect(page.locator("main[aria-busy=false] article").first).to_be_visible()
    page.wait_for_load_state("networkidle")

    weights: dict[str, int] = {}
    for one in got:
        if not one.url.startswith("data:"):
            body = one.body() if one.url.endswith(".bin") else gzip.compress(one.body(), 6, mtime=0)
            weights[one.url.partition("?")[0].removeprefix(live)] = len(body)
    (file,) = [name for name in weights if name.startswith("pedido/d/")]
    shard = f"pedido/f/{file.removeprefix('pedido/d/')[:2]}.bin"
    ours = {"pedido/", "pedido/catalogo.json", "pedido/latido.json", "pedido/pedido.js", "pedido/pedido.css"}
    assert set(weights) == ours | {file, shard, "assets/marca.svg"}
    usual = median_low([path.stat().st_size for path in (made.site / "pedido" / "d").iterdir()])
    weights[file] = usual
    assert sum(weights.values()) <= 38_000, sorted(weights.items(), key=lambda one: -one[1])
