"""An order page whose data are more than a day old: it stops claiming, and says since when and what was last known."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser import orders
from tests.browser.conftest import Opened, Site, card
from tests.browser.orders import EVERY_STATE, TICKET, item, order, still

OLD = "2026-11-21T13:15:00Z"
AHEAD = "2099-01-01T00:00:00Z"
UNBELIEVABLE = {
    "none": None,
    "empty": b"",
    "an object of nothing": b"{}",
    "null": b"null",
    "a list": b"[]",
    "a page": b"<!doctype html><title>Not found</title>",
    "no UTF-8": b'{"v":1,"synced_at":"2026-11-23T13:15:00Z","\xff":0}',
    "without a version": b'{"synced_at":"2026-11-23T13:15:00Z","interval_minutes":15}',
    "a later version": b'{"v":2,"synced_at":"2026-11-23T13:15:00Z","interval_minutes":15}',
    "a version in text": b'{"v":"1","synced_at":"2026-11-23T13:15:00Z","interval_minutes":15}',
    "true for a version": b'{"v":true,"synced_at":"2026-11-23T13:15:00Z","interval_minutes":15}',
    "without a moment": b'{"v":1,"interval_minutes":15}',
    "no moment": b'{"v":1,"synced_at":"ayer","interval_minutes":15}',
    "a moment without a zone": b'{"v":1,"synced_at":"2026-11-23T13:15:00","interval_minutes":15}',
    "a number": b'{"v":1,"synced_at":1795439700000,"interval_minutes":15}',
    "a day that is not": b'{"v":1,"synced_at":"2026-13-01T13:15:00Z","interval_minutes":15}',
    "too long": b'{"v":1,"synced_at":"2026-11-23T13:15:00Z","interval_minutes":15,"more":"' + b"x" * 5000 + b'"}',
}
LAST = "Lo último que supimos: "

OF_A_MONTH_AGO = order(item(since="2026-10-14T12:00:00Z", start="2026-10-14T12:00:00Z", due="2026-10-24T21:00:00Z")) | {
    "changed_at": "2026-10-14T12:00:00Z"
}
"""In preparation, and a month late by now if nothing happened since."""


def test_past_a_day_every_claim_gives_way_to_what_was_last_known(opened: Opened, site: Site) -> None:
    """No turn, no countdown, no late, nothing active: each card tells its last known state as past, with its date."""
    site.heartbeat(OLD)
    page = opened(EVERY_STATE)
    expect(page.locator(".lead")).to_have_text(
        "Lo último que supimos de su pedido es del sábado 21 de noviembre a las 10:15. "
        "Para saber cómo sigue, escríbanos por un ticket."
    )
    # By the very way that the sentence names.
    expect(page.locator(".hero a")).to_have_text(["Preguntar en el área de clientes"])
    expect(page.locator(".age.old")).to_contain_text(
        "Hace 2 días que esta página no se actualiza. Su pedido pudo avanzar."
    )
    expected = "miércoles 25 de noviembre a las 18:00"
    expect(card(page).locator(".turn")).to_have_text(
        [
            LAST + was
            for was in (
                "el pago no estaba acreditado.",
                "estaba en la etapa de requisitos.",
                f"estaba en preparación, con fecha máxima el {expected}.",
                f"estaba en preparación, con fecha máxima el {expected}.",
                "estaba en preparación, con fecha máxima el domingo 22 de noviembre a las 18:00.",
                "el servicio estaba activo.",
                "se había cancelado.",
                "estaba en revisión.",
                "no tenía un plazo publicado.",
            )
        ]
    )
    expect(page.locator(".due, .reason, .turn.client, .turn.company, .turn.ready")).to_have_count(0)
    expect(page.get_by_role("button", name="Agregar al calendario")).to_have_count(0)
    text = page.locator("main").inner_text()
    assert not [claim for claim in ("le toca", "nos toca", "Falta ", "Faltan ", "demorado") if claim in text]
    expect(page.get_by_role("heading", name="Qué falta", exact=True)).to_have_count(0)
    expect(page.get_by_role("heading", name="Qué faltaba")).to_be_visible()


@pytest.mark.parametrize("beat", UNBELIEVABLE.values(), ids=UNBELIEVABLE.keys())
def test_an_age_that_nobody_can_tell_counts_as_old(opened: Opened, site: Site, beat: bytes | None) -> None:
    """The page tells what the seal itself knows: the state, and when it last changed. Nothing is late, or next."""
    site.heartbeat_file(beat)
    page = opened(OF_A_MONTH_AGO)
    expect(page.locator(".lead.last")).to_have_text(
        "Lo último que supimos de su pedido es del miércoles 14 de octubre a las 09:00. "
        "Para saber cómo sigue, escríbanos por un ticket."
    )
    expect(page.locator(".age.old p")).to_have_text(
        "No pudimos saber de cuándo son estos datos. Su pedido pudo avanzar."
    )
    claims_nothing(page)


@pytest.mark.parametrize("synced", [AHEAD, "2026-11-23T13:38:00Z"])
def test_a_moment_to_come_counts_as_old(opened: Opened, site: Site, synced: str) -> None:
    """Beyond the ten minutes that phones' clocks differ by: nothing follows from such an age."""
    site.heartbeat(synced)
    page = opened(OF_A_MONTH_AGO)
    expect(page.locator(".lead.last")).to_contain_text("es del miércoles 14 de octubre a las 09:00.")
    expect(page.locator(".age.old p")).to_contain_text("el reloj de su dispositivo parece atrasado")
    claims_nothing(page)


@pytest.mark.parametrize("changed", [None, "ayer", 5])
def test_without_any_moment_nothing_is_dated(opened: Opened, site: Site, changed: object) -> None:
    """Neither the heartbeat nor the seal tells of when it is."""
    site.heartbeat_file(None)
    page = opened(OF_A_MONTH_AGO | {"changed_at": changed})
    expect(page.locator(".lead.last")).to_contain_text("No sabemos de cuándo es lo último que supimos de su pedido.")
    expect(card(page).locator(".turn")).to_contain_text("Lo último que supimos: estaba en preparación")
    claims_nothing(page)


def test_the_note_of_an_order_that_ended_says_that_its_age_is_unknown(opened: Opened, site: Site) -> None:
    """It may have opened again since."""
    site.heartbeat_file(b"{}")
    page = opened(order() | {"closed": True, "changed_at": "2026-10-14T12:00:00Z"})
    expect(page.locator(".lead")).to_have_text("Este pedido terminó el miércoles 14 de octubre.")
    expect(page.locator(".age.old")).to_contain_text("No pudimos saber de cuándo son estos datos.")


def claims_nothing(page: Page) -> None:
    """Require that nothing on a page speaks of today."""
    expect(page.locator(".due, .reason, .turn.client, .turn.company, .turn.ready, .yours")).to_have_count(0)
    expect(page.locator("[aria-current], details[open]")).to_have_count(0)
    expect(page.get_by_role("button", name="Agregar al calendario")).to_have_count(0)
    text = page.locator("main").inner_text()
    claims = ("le toca", "nos toca", "Falta ", "Faltan ", "demorado", "de demora", "hace ", "próxima", "(etapa actual)")
    assert not [claim for claim in claims if claim in text]


def test_tickets_past_a_day_say_no_more_than_their_last_known_state(opened: Opened, site: Site) -> None:
    """Who must answer whom may have changed since."""
    site.heartbeat(OLD)
    section = opened(order(tickets=(TICKET, TICKET | {"state": "customer_reply"}))).locator(".tickets")
    expect(section.locator(".ticket-state")).to_have_text(["Respondido", "Usted respondió"])
    expect(section).to_contain_text(LAST.strip())
    expect(section.locator(".yours")).to_have_count(0)


def test_what_is_over_neither_may_have_moved_nor_has_to_be_asked_about(opened: Opened, site: Site) -> None:
    """Activated or cancelled, with runs missed, more than a day old, or of an age that nobody can tell."""
    over = order(item(state="active", waiting_on="none"), still("cancelled", "none"))
    for at, age in (
        (
            "2026-11-23T12:00:00Z",
            "Estos datos tienen más de 1 hora. Datos leídos el lunes 23 de noviembre a las 09:00.",
        ),
        (OLD, "Hace 2 días que esta página no se actualiza."),
        (AHEAD, "No pudimos saber de cuándo son estos datos: el reloj de su dispositivo parece atrasado."),
    ):
        site.heartbeat(at)
        page = opened(over)
        expect(page.locator(".age.old p")).to_have_text(age)
        expect(page.locator(".lead")).not_to_contain_text("escríbanos")
        expect(page.locator(".hero a")).to_have_count(0)


def test_the_moment_of_old_data_is_told_once(opened: Opened, site: Site) -> None:
    """By the first sentence: neither the age, nor a card, nor the tickets repeat it, nor the date of the last news."""
    site.heartbeat(OLD)
    read = opened(order(item(), tickets=(TICKET,))).locator("main").inner_text()
    assert read.count("sábado 21 de noviembre a las 10:15") == 1
    assert read.count("miércoles 25 de noviembre a las 18:00") == 1
    site.heartbeat_file(None)
    sealed = opened(OF_A_MONTH_AGO).locator("header.hero").inner_text()
    assert sealed.count("miércoles 14 de octubre a las 09:00") == 1


def test_on_paper_no_warning_stands_without_its_words(opened: Opened, site: Site) -> None:
    """How long ago it was is of the screen: the sentence tells the moment."""
    site.heartbeat(OLD)
    page = opened(order(item()))
    expect(page.locator(".age.old")).to_be_visible()
    page.emulate_media(media="print")
    expect(page.locator(".lead")).to_contain_text("sábado 21 de noviembre a las 10:15")
    expect(page.locator(".age")).to_be_hidden()


def test_a_page_left_open_for_a_day_stops_claiming_by_itself(page: Page, site: Site) -> None:
    """And claims again once newer data are read."""
    page.clock.install(time=orders.NOW)
    page.goto(site.publish(order(item())))
    expect(page.locator(".due")).to_be_visible()
    page.clock.fast_forward("24:00:00")
    expect(page.locator(".lead.last")).to_be_visible()
    expect(page.locator(".due")).to_have_count(0)
    site.heartbeat("2026-11-24T13:15:00Z")
    page.get_by_role("button", name="Actualizar").click()
    expect(page.locator(".due")).to_be_visible()


@pytest.mark.parametrize(
    "view",
    [
        still("awaiting_payment", "client"),
        still("unknown", "none", reason="requirements_unreported", missing=["dominio-activo"]),
    ],
)
def test_what_was_needed_is_told_as_past(opened: Opened, site: Site, view: dict[str, object]) -> None:
    """Whoever paid since is not asked to do it again."""
    site.heartbeat(OLD)
    expect(card(opened(order(view))).locator(".missing h3")).to_have_text("Qué hacía falta")
