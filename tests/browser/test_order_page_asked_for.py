"""What an order asks for without a promise: its page says so plainly, and gives no date of another kind's."""

from __future__ import annotations

import json

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Opened, Site, card
from tests.browser.orders import SYNCED, TICKET, order, still

ASKED = [
    (
        "unmapped_transfer",
        "Transferencia de dominio .com",
        "depende del registro anterior",
        "Depende del registro anterior",
    ),
    ("unmapped_renewal", "Renovación de dominio .com", "no tiene un plazo publicado", "Sin plazo publicado"),
    ("unmapped_addon", "Copia diaria", "no tiene un plazo publicado", "Sin plazo publicado"),
    ("unmapped_upgrade", "Plan A => Plan B", "no tiene un plazo publicado", "Sin plazo publicado"),
]
PAYMENT = ["pago"]


def lead(page: Page) -> Locator:
    """Return the sentence that opens the page."""
    return page.locator(".lead")


@pytest.mark.parametrize(("reason", "name", "said", "_short"), ASKED)
def test_what_has_no_promise_says_so_once_and_shows_no_date(
    opened: Opened, reason: str, name: str, said: str, _short: str
) -> None:
    page = opened(order(still("unknown", "none", service=None, name=name, promise=None, reason=reason)))
    expect(lead(page)).to_contain_text(name)
    expect(lead(page)).to_contain_text(said)
    shown = card(page)
    expect(shown.locator(".badge")).to_have_count(0)
    expect(shown.locator(".due, .facts dt:has-text('Plazo'), .turn")).to_have_count(0)


@pytest.mark.parametrize(("reason", "name", "_said", "short"), ASKED)
def test_while_it_is_unpaid_it_says_both_who_must_act_and_that_nothing_is_promised(
    opened: Opened, reason: str, name: str, _said: str, short: str
) -> None:
    fields = {"service": None, "name": name, "promise": None, "reason": reason, "missing": PAYMENT}
    page = opened(order(still("awaiting_payment", "client", **fields)))
    expect(lead(page)).to_have_text(f"Falta pagar su pedido de {name}.")
    expect(card(page).locator(".reason strong")).to_have_text(f"{short}.")
    expect(card(page).get_by_role("heading", name="Qué falta")).to_be_visible()


@pytest.mark.parametrize("missing", [[], PAYMENT])
def test_an_order_that_lists_nothing_says_that_and_shows_what_is_known(opened: Opened, missing: list[str]) -> None:
    """Its number, its tickets and, while it is unpaid, what is to be paid."""
    empty = still("unknown", "none", service=None, name="", promise=None, reason="empty_order", missing=missing)
    page = opened(order(empty, tickets=(TICKET,)))
    expect(lead(page)).to_have_text("Todavía no sabemos qué incluye su pedido.")
    expect(page.locator("h1")).to_contain_text("Pedido N.º")
    expect(card(page).locator(".reason")).to_contain_text("El sistema de pedidos no nos informa sus servicios")
    expect(card(page).get_by_role("heading", name="Qué falta")).to_have_count(len(missing))
    expect(page.get_by_text(f"Ticket {TICKET['number']}")).to_be_visible()


def test_an_order_that_lists_nothing_and_is_unpaid_is_the_client_s_turn(opened: Opened, site: Site) -> None:
    """It is known to be unpaid, and where that is done."""
    paying(site)
    empty = still("unknown", "client", service=None, name="", promise=None, reason="empty_order", missing=PAYMENT)
    page = opened(order(empty))
    expect(lead(page)).to_have_text("Todavía no sabemos qué incluye su pedido.")
    expect(lead(page)).to_have_class("lead client")
    expect(card(page).locator(".turn.client span")).to_have_text(
        "Ahora le toca a usted. Pague la factura por transferencia."
    )
    expect(card(page).locator(".turn.client a")).to_have_text("Pagar en el área de clientes")
    expect(card(page).locator(".missing")).to_have_count(0)
    paying(site, through="elsewhere")
    expect(card(opened(order(empty))).locator(".turn.client span")).to_have_text(
        "Ahora le toca a usted: pagar el pedido."
    )


def test_who_paid_by_another_invoice_is_told_not_to_pay_again(opened: Opened) -> None:
    page = opened(order(still("unknown", "none", promise=None, reason="payment_unclear")))
    expect(card(page).locator(".reason")).to_contain_text("no pague de nuevo")
    expect(card(page).locator(".reason")).to_contain_text("se actualiza sola cuando el servicio se active")


def paying(site: Site, *others: str, **fields: str) -> None:
    """Let a service need a payment first, in the published wording, and what else is named."""
    file = site.folder / "catalogo.json"
    wording = json.loads(file.read_bytes())
    bill = {"name": "Pago acreditado", "how": "Pague la factura por transferencia.", "kind": "payment"}
    bill |= {"way": "Por dónde: el área de clientes.", "through": "client_area"}
    wording["requirements"]["pago"] = bill | fields
    wording["services"]["hosting"]["requirements"] = ["pago", *others]
    file.write_text(json.dumps(wording), encoding="utf-8")


def test_a_payment_that_alone_is_missing_is_told_once_beside_its_button(opened: Opened, site: Site) -> None:
    """In the staff's own words; once the data are old nobody is told to pay."""
    paying(site)
    for missing in ([], PAYMENT):
        unpaid = order(still("awaiting_payment", "client", service="hosting", missing=missing))
        site.heartbeat(SYNCED)
        shown = card(opened(unpaid))
        expect(shown.locator(".turn.client span")).to_have_text(
            "Ahora le toca a usted. Pague la factura por transferencia."
        )
        expect(shown.locator(".turn.client a")).to_have_text("Pagar en el área de clientes")
        expect(shown.locator(".missing")).to_have_count(0)
        site.heartbeat("2026-11-21T13:15:00Z")
        shown = card(opened(unpaid))
        expect(shown.locator(".turn.last")).to_be_visible()
        expect(shown.get_by_text("Pague la factura")).to_have_count(0)


def test_a_payment_stands_among_what_is_missing_where_the_box_does_not_tell_all(opened: Opened, site: Site) -> None:
    """More is missing, or it is paid elsewhere."""
    unpaid = order(still("awaiting_payment", "client", service="hosting"))
    for others, through, count in ((["dominio-activo"], "client_area", 2), ([], "elsewhere", 1)):
        paying(site, *others, through=through)
        shown = card(opened(unpaid))
        expect(shown.locator(".missing li")).to_have_count(count)
        told = "pagar el pedido y completar lo que figura abajo, si le falta." if others else "pagar el pedido."
        expect(shown.locator(".turn.client span")).to_have_text(f"Ahora le toca a usted: {told}")
        expect(shown.get_by_text("Pague la factura")).to_have_count(1)


@pytest.mark.parametrize("who", ["client", "company"])
def test_while_more_than_the_payment_is_named_nobody_is_told_that_it_goes_on_without_him(
    opened: Opened, site: Site, who: str
) -> None:
    """Of what is known to be missing as of what the service needs; once the payment is all, it does go on."""
    paying(site, "dominio-activo")
    left = "completar lo que figura abajo, si le falta."
    whole = {"client": "pagar el pedido.", "company": "usted no tiene que hacer nada."}[who]
    for missing in ([], [*PAYMENT, "dominio-activo"]):
        shown = card(opened(order(still("awaiting_payment", who, service="hosting", missing=missing))))
        expect(shown.locator(".missing li").last).to_contain_text("Dominio activo")
        expect(shown.locator(".turn")).to_contain_text(left)
        expect(shown.locator(".turn")).not_to_contain_text(whole)
    paying(site, through="elsewhere")
    shown = card(opened(order(still("awaiting_payment", who, service="hosting"))))
    expect(shown.locator(".turn")).to_contain_text(whole)


@pytest.mark.parametrize(
    ("through", "acts", "asks"),
    [
        ({"dominio-activo": "elsewhere", "dominio-delegado": "elsewhere"}, 0, 1),
        ({"dominio-activo": "elsewhere", "dominio-delegado": "ticket"}, 1, 0),
        ({}, 1, 0),
    ],
)
def test_what_is_done_at_another_company_has_no_button_that_opens_a_ticket(
    opened: Opened, site: Site, through: dict[str, str], acts: int, asks: int
) -> None:
    """The way stands beside each; by a ticket one asks about it."""
    file = site.folder / "catalogo.json"
    wording = json.loads(file.read_bytes())
    for name, way in through.items():
        wording["requirements"][name] |= {"way": f"Por dónde: {way}.", "through": way}
    wording["company"]["write_url"] = "https://clientes.example/submitticket.php"
    file.write_text(json.dumps(wording), encoding="utf-8")
    missing = ["dominio-activo", "dominio-delegado"]
    shown = card(opened(order(still("awaiting_requirements", "client", missing=missing))))
    expect(shown.locator(".missing li")).to_have_count(2)
    expect(shown.locator(".turn a")).to_have_count(acts)
    expect(shown.locator(".links a")).to_have_count(asks)
