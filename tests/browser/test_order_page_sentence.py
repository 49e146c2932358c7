"""The sentence that opens an order page: what is happening, who must act, and which of several items it is about."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Opened, Site, card
from tests.browser.orders import TICKET, item, order, still

PREPARING = "Estamos preparando su pedido de Simplenews."
LATE = item(due="2026-11-20T21:00:00Z", service="revendedor")
MISSING = still("awaiting_requirements", "client", missing=["dominio-activo", "dominio-delegado"])
ACTIVE = item(state="active", waiting_on="none", service="hosting")
CASES: list[tuple[list[dict[str, Any]], str]] = [
    ([item()], PREPARING),
    ([item(earliest="2026-11-24T12:00:00Z")], PREPARING),
    ([item(due=None)], PREPARING),
    ([item(waiting_on="client")], "Falta que responda por su pedido de Simplenews."),
    ([LATE], "Estamos con demora en su pedido de Paquete Revendedor."),
    ([still("awaiting_payment", "client")], "Falta pagar su pedido de Simplenews."),
    ([still("awaiting_payment", "client")] * 3, "Falta pagar este pedido, de 3 servicios."),
    (
        [still("awaiting_payment", "client"), still("awaiting_payment", "company")],
        "Falta pagar su pedido de Simplenews. Y 1 servicio más en este pedido.",
    ),
    ([still("awaiting_payment", "company")], "Estamos acreditando el pago de su pedido de Simplenews."),
    (
        [still("awaiting_requirements", "client", missing=["dominio-delegado"])],
        "Falta delegar el dominio.",
    ),
    ([MISSING], "Falta activar el dominio y delegar el dominio."),
    (
        [still("awaiting_requirements", "client", missing=["dominio-delegado", "otro"])],
        "Falta completar lo que figura abajo.",
    ),
    ([still("awaiting_requirements", "company")], "Estamos revisando los requisitos de su pedido de Simplenews."),
    ([ACTIVE], "El servicio Hosting está activo."),
    ([still("cancelled", "none")], "Se canceló su pedido de Simplenews."),
    ([still("under_review", "company")], "Estamos revisando su pedido de Simplenews."),
    (
        [still("unknown", "none", service=None, name="Otra cosa", reason="unmapped")],
        "No hay un plazo publicado para su pedido de Otra cosa.",
    ),
    ([still("unknown", "none", reason="suspended")], "El servicio Simplenews está suspendido."),
    ([still("unknown", "none", reason="expired")], "El servicio Simplenews está vencido."),
    ([still("unknown", "none", reason="payment_unclear")], "No podemos confirmar el pago de su pedido de Simplenews."),
    (
        [still("unknown", "none", reason="requirements_unreported", missing=["dominio-activo"])],
        "No sabemos si ya están los requisitos de su pedido de Simplenews: revíselos abajo.",
    ),
    (
        [still("unknown", "none", reason="beyond_calendar")],
        "Todavía no podemos calcular la fecha de su pedido de Simplenews.",
    ),
    ([still("una_etapa_futura", "none", name="")], "No podemos mostrar en qué etapa está su pedido de Simplenews."),
    ([], "Este pedido no tiene servicios para mostrar."),
    ([ACTIVE, ACTIVE], "Todo listo: los 2 servicios de este pedido están activos."),
    ([ACTIVE, item()], f"{PREPARING} Y 1 servicio más en este pedido."),
    (
        [item(due="2026-11-26T21:00:00Z"), still("cancelled", "none"), item()],
        f"{PREPARING} Y 2 servicios más en este pedido.",
    ),
    (
        [item(), item(name="Simplenews Mensual")],
        "Estamos preparando su pedido de Simplenews Anual. Y 1 servicio más en este pedido.",
    ),
    ([still("cancelled", "none")] * 2, "Se cancelaron los 2 servicios de este pedido."),
    (
        [ACTIVE, still("cancelled", "none"), ACTIVE],
        "Este pedido terminó: 2 servicios están activos y 1 se canceló.",
    ),
    (
        [still("cancelled", "none"), ACTIVE, still("cancelled", "none")],
        "Este pedido terminó: 1 servicio está activo y 2 se cancelaron.",
    ),
    (
        [still("unknown", "none", service=None, name="", reason="empty_order")],
        "Todavía no sabemos qué incluye su pedido.",
    ),
    (
        [item(), LATE, ACTIVE, MISSING],
        ("En su pedido de Simplenews falta activar el dominio y delegar el dominio. Y 3 servicios más en este pedido."),
    ),
]


def test_the_first_sentence_is_about_the_item_that_needs_most_attention(opened: Opened) -> None:
    """Who waits for the client comes first, then what is late, what is stuck, what is due next, what is over."""
    for items, words in CASES:
        page = opened(order(*items))
        expect(page.locator("h1 + .lead")).to_have_text(words)


def test_the_item_that_the_sentence_is_about_stands_first(opened: Opened) -> None:
    """The others stay in the order's own order; what nobody can claim any more moves nothing."""
    page = opened(order(still("cancelled", "none"), ACTIVE, LATE))
    expect(page.locator("main[aria-busy=false] article h2")).to_have_text(
        ["Paquete Revendedor", "Simplenews", "Hosting"]
    )


def test_what_is_late_stands_before_what_is_not_also_where_the_sentence_tells_of_another(opened: Opened) -> None:
    """What waits for the client is told first: a delay further down would be found by nobody."""
    unpaid = still("awaiting_payment", "client", service="hosting")
    page = opened(order(ACTIVE, item(), unpaid, LATE))
    expect(page.locator("main[aria-busy=false] article h2")).to_have_text(
        ["Hosting", "Paquete Revendedor", "Hosting", "Simplenews"]
    )


AFTER_REVIEW = "Al terminar la revisión sigue la preparación, o el pago si todavía falta."


def test_an_answered_ticket_is_told_where_it_is_our_turn(opened: Opened) -> None:
    """Nothing to do, beside a ticket that says that it is the reader's turn, would be no help."""
    unless = "Ahora nos toca a nosotros, salvo que le pidamos algo en un ticket que le respondimos: figura abajo."
    for ours, after in (
        (item(), ""),
        (still("awaiting_payment", "company", service="hosting"), ""),
        (still("awaiting_requirements", "company"), ""),
        (still("under_review", "company"), f" {AFTER_REVIEW}"),
    ):
        expect(opened(order(ours, tickets=(TICKET,))).locator(".turn")).to_have_text(unless + after)
    asks = f"Ahora nos toca a nosotros: si nos hace falta algo de usted, se lo pedimos por un ticket. {AFTER_REVIEW}"
    expect(opened(order(still("under_review", "company"))).locator(".turn")).to_have_text(asks)
    nothing = "Ahora nos toca a nosotros: usted no tiene que hacer nada."
    for tickets in ((), (TICKET | {"state": "open"},), (TICKET | {"state": "closed"},)):
        expect(opened(order(item(), tickets=tickets)).locator(".turn")).to_have_text(nothing)


def test_of_one_item_of_several_it_is_said_that_nothing_is_to_be_done_for_that_one(opened: Opened) -> None:
    """Another card may ask something of the same client, and both are true."""
    for ours in (item(), still("awaiting_payment", "company", service="hosting")):
        turns = card(opened(order(MISSING, ours))).locator(".turn")
        expect(turns.nth(0)).to_contain_text("Ahora le toca a usted")
        expect(turns.nth(1)).to_have_text(
            "Ahora nos toca a nosotros: por este servicio, usted no tiene que hacer nada."
        )


@pytest.mark.parametrize(
    "view",
    [order(still("unknown", "none", reason=reason)) for reason in ("payment_unclear", "suspended")]
    + [order(still("cancelled", "none")), order() | {"closed": True, "ended": ["cancelled"]}],
)
def test_whoever_is_told_to_write_gets_the_link_to_do_so(opened: Opened, view: dict[str, Any]) -> None:
    link = opened(view).get_by_role("link", name="Preguntar en el área de clientes")
    expect(link).to_have_attribute("href", "https://clientes.example/")


def test_what_fell_due_after_the_data_were_read_should_be_ready_and_is_not_called_late(page: Page, site: Site) -> None:
    """Also in a page left open. A service of two minutes would be late in every page until the next run."""
    page.clock.install(time="2026-11-25T17:59:00-03:00")
    site.heartbeat("2026-11-25T20:50:00Z")
    page.goto(site.publish(order(item())))
    expect(page.locator(".lead")).to_have_text(PREPARING)
    page.clock.fast_forward(120_000)
    expect(page.locator(".lead")).to_have_text("Su pedido de Simplenews ya debería estar listo.")
    expect(page.locator(".due-label")).to_have_text("Debía estar listo a más tardar el")
    expect(page.locator(".due-rest")).to_have_text("La próxima actualización de esta página dirá si ya lo está.")
    expect(page.locator(".late")).to_have_count(0)
    expect(page.get_by_text("Pasó la fecha máxima.")).to_be_hidden()
    expect(page.get_by_role("button", name="Agregar al calendario")).to_be_hidden()
    ask = page.get_by_role("link", name="Preguntar en el área de clientes")
    expect(ask).to_be_hidden()
    # Who hears nothing for an hour wants to ask.
    page.clock.fast_forward(3_600_000)
    expect(page.locator(".lead")).to_have_text("Su pedido de Simplenews ya debería estar listo.")
    expect(ask).to_have_attribute("href", "https://clientes.example/")


def test_what_was_not_ready_when_it_fell_due_is_late(opened: Opened) -> None:
    """What late means is unfolded, and the way to ask is there."""
    page = opened(order(item()), "2026-11-25T18:30:00-03:00")
    expect(page.locator(".lead.late")).to_contain_text("Estamos con demora en su pedido de Simplenews")
    expect(page.get_by_text("Pasó la fecha máxima. Pregunte a Río & Hijos por un ticket.")).to_be_visible()
    link = page.get_by_role("link", name="Preguntar en el área de clientes")
    expect(link).to_have_attribute("href", "https://clientes.example/")
    expect(page.get_by_role("button", name="Agregar al calendario")).to_be_hidden()


@pytest.mark.parametrize("synced", ["2026-11-22T13:27:00Z", "2026-11-22T13:26:00Z"])
def test_the_sentence_claims_for_a_day_and_no_longer(opened: Opened, site: Site, synced: str) -> None:
    """Twenty-four hours to the minute are the last that count as known."""
    site.heartbeat(synced)
    page = opened(order(item()))
    claims = synced.endswith("27:00Z")
    expect(page.locator(".lead")).to_contain_text("Estamos preparando" if claims else "Lo último que supimos")
