"""What an order asks for without a promise: its page says so plainly, and gives no date of another kind's."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Opened, card
from tests.browser.orders import TICKET, order, still

ASKED = [
    ("unmapped_transfer", "Transferencia de dominio .com", "depende del registro anterior"),
    ("unmapped_renewal", "Renovación de dominio .com", "no tiene un plazo publicado"),
    ("unmapped_addon", "Copia diaria", "no tiene un plazo publicado"),
    ("unmapped_upgrade", "Plan A => Plan B", "no tiene un plazo publicado"),
]
PAYMENT = ["pago"]


def lead(page: Page) -> Locator:
    """Return the sentence that opens the page."""
    return page.locator(".lead")


@pytest.mark.parametrize(("reason", "name", "said"), ASKED)
def test_what_has_no_promise_says_so_and_shows_no_date(opened: Opened, reason: str, name: str, said: str) -> None:
    page = opened(order(still("unknown", "none", service=None, name=name, promise=None, reason=reason)))
    expect(lead(page)).to_contain_text(name)
    expect(lead(page)).to_contain_text(said)
    shown = card(page)
    expect(shown.locator(".reason")).to_contain_text(said)
    expect(shown.locator(".due, .facts dt:has-text('Plazo'), .turn")).to_have_count(0)


@pytest.mark.parametrize(("reason", "name", "said"), ASKED)
def test_while_it_is_unpaid_it_says_both_who_must_act_and_that_nothing_is_promised(
    opened: Opened, reason: str, name: str, said: str
) -> None:
    fields = {"service": None, "name": name, "promise": None, "reason": reason, "missing": PAYMENT}
    page = opened(order(still("awaiting_payment", "client", **fields)))
    expect(lead(page)).to_have_text(f"Falta pagar su pedido de {name}.")
    expect(card(page).locator(".reason")).to_contain_text(said)
    expect(card(page).get_by_role("heading", name="Qué falta")).to_be_visible()


@pytest.mark.parametrize("missing", [[], PAYMENT])
def test_an_order_that_lists_nothing_says_that_and_shows_what_is_known(opened: Opened, missing: list[str]) -> None:
    """Its number, its tickets and, while it is unpaid, what is to be paid."""
    empty = still("unknown", "none", service=None, name="", promise=None, reason="empty_order", missing=missing)
    page = opened(order(empty, tickets=(TICKET,)))
    expect(lead(page)).to_have_text("Pedido: todavía no sabemos qué incluye.")
    expect(page.locator("h1")).to_contain_text("Pedido N.º")
    expect(card(page).locator(".reason")).to_contain_text("no nos informa qué incluye este pedido")
    expect(card(page).get_by_role("heading", name="Qué falta")).to_have_count(len(missing))
    expect(page.get_by_text(f"Ticket {TICKET['number']}")).to_be_visible()


def test_who_paid_by_another_invoice_is_told_not_to_pay_again(opened: Opened) -> None:
    page = opened(order(still("unknown", "none", promise=None, reason="payment_unclear")))
    expect(card(page).locator(".reason")).to_contain_text("no pague de nuevo")
    expect(card(page).locator(".reason")).to_contain_text("se actualiza sola cuando el servicio se active")
