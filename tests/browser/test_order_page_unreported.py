"""Paid, and nobody says whether the requirements are met: the page says so, and what the date would be."""

from __future__ import annotations

import json
from typing import Any

from playwright.sync_api import Page, expect

from tests.browser.conftest import Opened, Site, card, go
from tests.browser.orders import NOW, TICKET, order, still

UNREPORTED = still(
    "unknown", "none", promise=None, reason="requirements_unreported", missing=["dominio-activo", "dominio-delegado"]
)
START = "2026-11-23T13:20:00Z"


def example(site: Site, **fields: Any) -> None:
    """Put a worked example into the published wording, as a build does."""
    file = site.folder / "catalogo.json"
    wording = json.loads(file.read_text(encoding="utf-8"))
    wording["services"]["simplenews"]["example"] = {"start": START, "trace": [{"date": "2026-11-25"}]} | fields
    file.write_text(json.dumps(wording), encoding="utf-8")


def test_it_says_what_it_does_not_know_what_is_needed_and_what_the_date_would_be(site: Site, opened: Opened) -> None:
    """No turn is given and nothing is called missing: the client may have done it all."""
    example(site, due="2026-11-25T21:00:00Z")
    shown = card(opened(order(UNREPORTED)))
    expect(shown.locator(".badge")).to_have_count(0)
    expect(shown.locator(".turn")).to_have_count(0)
    expect(shown.locator(".reason")).to_contain_text("El pago está en orden.")
    expect(shown.get_by_role("heading", name="Qué hace falta")).to_be_visible()
    expect(shown.get_by_text("Qué falta", exact=True)).to_have_count(0)
    expect(shown.locator(".missing li")).to_have_text(
        [
            "Dominio activoRegistre el dominio o renuévelo si está vencido.",
            "Dominio delegadoApunte los DNS del dominio a los nuestros. Atiende Río & Hijos.",
        ]
    )
    expect(shown.locator(".example")).to_have_text(
        "Si los completara hoy, estaría listo a más tardar el miércoles 25 de noviembre a las 18:00."
    )
    expect(shown.locator(".facts")).to_contain_text("2 días hábiles, desde que están cumplidos los requisitos")


def test_a_range_has_both_its_dates_and_midnight_is_the_end_of_its_day(site: Site, opened: Opened) -> None:
    """As for a date that runs."""
    trace = [{"date": f"2026-11-{day}", "seconds": 3600} for day in (24, 25)]
    example(site, earliest="2026-11-25T03:00:00Z", due="2026-11-26T03:00:00Z", trace=trace)
    expect(card(opened(order(UNREPORTED))).locator(".example")).to_have_text(
        "Si los completara hoy, estaría listo desde el martes 24 de noviembre al final del día "
        "hasta el miércoles 25 de noviembre al final del día."
    )


def test_a_range_that_would_have_begun_is_told_by_its_end(site: Site, opened: Opened) -> None:
    """After a run that failed for days."""
    example(site, earliest="2026-11-24T12:00:00Z", due="2026-11-25T21:00:00Z")
    expect(card(opened(order(UNREPORTED), "2026-11-24T09:05:00-03:00")).locator(".example")).to_have_text(
        "Si hubieran estado completos el lunes 23 de noviembre, "
        "habría estado listo a más tardar el miércoles 25 de noviembre a las 18:00."
    )


def test_an_example_of_another_day_is_not_told_as_today_s(site: Site, opened: Opened) -> None:
    """After a night without a build the site's own date is said instead."""
    example(site, due="2026-11-25T21:00:00Z")
    expect(card(opened(order(UNREPORTED), "2026-11-24T00:05:00-03:00")).locator(".example")).to_have_text(
        "Si hubieran estado completos el lunes 23 de noviembre, "
        "habría estado listo a más tardar el miércoles 25 de noviembre a las 18:00."
    )


def test_a_page_left_open_past_midnight_does_not_tell_it_as_today_s_any_more(page: Page, site: Site) -> None:
    """By itself, and with the day on which it was counted."""
    example(site, due="2026-11-25T21:00:00Z")
    page.clock.install(time="2026-11-23T23:59:00-03:00")
    site.heartbeat("2026-11-24T02:50:00Z")
    shown = card(go(page, site.publish(order(UNREPORTED)))).locator(".example")
    expect(shown).to_contain_text("Si los completara hoy, estaría listo")
    page.clock.fast_forward(120_000)
    expect(shown).to_contain_text("Si hubieran estado completos el lunes 23 de noviembre, habría estado listo")


def test_without_an_example_or_for_another_reason_no_date_is_told(site: Site, opened: Opened) -> None:
    """A date beyond the loaded years is none."""
    expect(card(opened(order(UNREPORTED))).locator(".example")).to_have_count(0)
    example(site, due="2026-11-25T21:00:00Z")
    shown = card(opened(order(still("awaiting_requirements", "client"), UNREPORTED | {"reason": "suspended"}), NOW))
    expect(shown.locator(".example")).to_have_count(0)


def test_a_ticket_shows_when_a_person_first_answered_once(opened: Opened) -> None:
    """Where that was also the last message, one line says it."""
    first, last = "2026-11-20T14:12:00Z", "2026-11-23T12:40:00Z"
    tickets = tuple(TICKET | {"first_reply": first, "last_reply": reply} for reply in (last, first))
    lines = opened(order(tickets=tickets)).locator(".ticket-when")
    expect(lines).to_have_text(
        [
            "Abierto el viernes 20 de noviembre a las 11:05.",
            "Primera respuesta: el viernes 20 de noviembre a las 11:12.",
            "Última respuesta: el lunes 23 de noviembre a las 09:40.",
            "Abierto el viernes 20 de noviembre a las 11:05.",
            "Primera respuesta: el viernes 20 de noviembre a las 11:12.",
        ]
    )
