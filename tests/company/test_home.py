"""Inicio of a company that says where its clients pay."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.site.making import Made


def test_the_answer_if_one_pays_now_leads_to_where_one_pays(page: Page, live: str, made: Made) -> None:
    """After the service's own page."""
    page.goto(f"{live}?servicio=hosting")
    links = page.locator(".consulta-respuesta a")
    expect(links).to_have_text(["Requisitos y otras fechas", "Ver y pagar sus facturas"])
    assert made.catalog.company.invoices_url
    expect(links.last).to_have_attribute("href", made.catalog.company.invoices_url)
