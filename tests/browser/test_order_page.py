"""What a client reads on an open order page: number, stage, who acts next, what is missing, reasons and tickets."""

from __future__ import annotations

import json
import re
from hashlib import sha256

import pytest
from playwright.sync_api import Page, expect

from generator.model.states import Reason, TicketState
from generator.words.language import WORDS
from tests.browser.conftest import Opened, Site, card
from tests.browser.orders import EVERY_STATE, SYNCED, TICKET, item, order, still

STOPPED = {Reason.SUSPENDED, Reason.EXPIRED, Reason.PAYMENT_UNCLEAR}

FIRST_VECTOR = bytes.fromhex("ff7f0c138a46faaef7abc0952ced6cdc1557b20f")
SECOND_VECTOR = bytes.fromhex("455b24fc3ae53c04ba8bf529670dc391d0ba5ca1")


def test_the_first_vector_of_the_format_page_opens_and_shows_its_number(page: Page, site: Site) -> None:
    """The first vector holds no items and still makes a page."""
    link = site.publish({"order": "7858259149", "v": 1}, FIRST_VECTOR)
    assert link.endswith("#757qye4ki35k555lycksz3lm3qkvpmqp")
    file = (site.folder / "d" / "27c020fe12d7f36263a427fe86b3a291.bin").read_bytes()
    assert sha256(file).hexdigest() == "aa4e7b97c0c4cde69f0046e97dee83750ad5fd0424e78705a41afe7b02cd6b3e"
    page.goto(link)
    expect(page.get_by_role("heading", level=1)).to_have_text("Pedido N.º 7858259149")
    expect(page.locator("h1 bdi")).to_have_text("7858259149")
    expect(page.get_by_text("Este pedido no tiene servicios para mostrar.")).to_be_visible()
    expect(page.locator(".hero").get_by_role("link")).to_have_text("Preguntar en el área de clientes")


def test_the_second_vector_of_the_format_page_opens_without_number_or_items(page: Page, site: Site) -> None:
    """The second vector lacks even the number and still makes a page."""
    link = site.publish({"nota": "ñandú — 24 a 48 horas", "v": 1}, SECOND_VECTOR)
    assert link.endswith("#ivnsj7b24u6ajoul6uuwododshiluxfb")
    file = (site.folder / "d" / "dae755755c094cb1fc4712a5c3417764.bin").read_bytes()
    assert sha256(file).hexdigest() == "acacd9278d61d9a6a585094087eae711214e0d18af7324f5beb066382b0a3c54"
    page.goto(link)
    expect(page.get_by_role("heading", level=1)).to_have_text("Su pedido")


@pytest.mark.parametrize("heartbeat", [SYNCED, "2026-11-20T12:00:00Z", "ayer"])
def test_no_value_of_the_script_s_own_stands_among_the_words(opened: Opened, site: Site, heartbeat: str) -> None:
    """In every state, with fresh data, with old ones and with those of an unknown age."""
    site.heartbeat_file(json.dumps({"v": 1, "synced_at": heartbeat, "interval_minutes": 15}).encode())
    shown = opened({**EVERY_STATE, "tickets": [TICKET]}).locator("main").inner_text()

    assert len(shown) > 1000
    assert re.findall(r"\b(?:false|true|null|undefined|NaN|Invalid Date)\b|\[object|[{}]", shown) == []


@pytest.mark.parametrize(
    ("state", "step", "turn"),
    [
        ("awaiting_payment", "Pago", "Ahora le toca a usted: pagar el pedido"),
        ("awaiting_requirements", "Requisitos", "Ahora le toca a usted: completar lo que falta"),
        ("in_progress", "En preparación", "Ahora nos toca a nosotros"),
        ("active", "Activo", "Se activó el viernes 20 de noviembre, entre las 10:00 y las 10:15."),
    ],
)
def test_each_stage_is_the_current_one_of_four_and_says_who_acts(
    opened: Opened, state: str, step: str, turn: str
) -> None:
    """The stage line marks one step and the strip under it names whose turn it is."""
    waiting = {"in_progress": "company", "active": "none"}.get(state, "client")
    shown = card(opened(order(item(state=state, waiting_on=waiting))))
    expect(shown.get_by_role("list", name="Etapas").get_by_role("listitem")).to_have_count(4)
    expect(shown.locator("[aria-current=step]")).to_have_count(1)
    expect(shown.locator("[aria-current=step]")).to_contain_text(step)
    expect(shown.locator(".turn")).to_contain_text(turn)


def test_a_state_outside_the_stages_is_one_badge(opened: Opened) -> None:
    """No stage line is drawn where no stage is known, a state of a later version included."""
    states = ("under_review", "cancelled", "unknown", "a_later_state")
    shown = card(opened(order(*(still(state, "none") for state in states))))
    expect(shown.locator(".badge")).to_have_text(
        ["En revisión", "Cancelado", "Etapa no disponible", "Etapa no disponible"]
    )
    expect(shown.get_by_role("list", name="Etapas")).to_have_count(0)


def test_a_date_beyond_the_calendar_keeps_its_stage_and_gives_the_reason(opened: Opened) -> None:
    """An item in preparation without a date still shows its stage and promise."""
    shown = card(opened(order(item(due=None, trace=None, reason="beyond_calendar"))))
    expect(shown.locator("[aria-current=step]")).to_contain_text("En preparación")
    expect(shown.locator(".reason")).to_contain_text("El plazo sigue siendo el mismo")
    expect(shown.locator(".due")).to_have_count(0)


def test_a_service_whose_clock_starts_at_payment_has_no_requirements_step(opened: Opened) -> None:
    """Three steps are left, each said to be done, current or pending."""
    steps = card(opened(order(item(service="hosting")))).locator(".step-name")
    expect(steps).to_have_text(["Pago (hecho)", "En preparación (etapa actual)", "Activo (pendiente)"])


def test_what_cannot_be_known_has_its_reason(opened: Opened) -> None:
    """Every reason of the model, and one that this page has never heard of, is a sentence of its own."""
    words = {
        # The item that the sentence tells of stands first.
        "payment_unclear": ("Pago sin confirmar", "La factura de este pedido falta"),
        "unmapped": (
            "Sin plazo publicado",
            "esta página lo dirá. Consulte con su ejecutivo la demora de este producto.",
        ),
        "unmapped_transfer": ("Depende del registro anterior", "que usted la autorice"),
        "unmapped_renewal": ("Sin plazo publicado", "esto es una renovación"),
        "unmapped_addon": ("Sin plazo publicado", "La demora del servicio al que se agrega no es la suya"),
        "unmapped_upgrade": ("Sin plazo publicado", "esto es un cambio de plan"),
        "empty_order": ("Sin detalle todavía", "El sistema de pedidos no nos informa sus servicios"),
        "unmapped_status": ("En una etapa interna", "Esta página no sabe mostrarla"),
        "requirements_unreported": ("Requisitos sin confirmar", "El pago está en orden."),
        "suspended": ("Suspendido", "si tiene facturas pendientes"),
        "expired": ("Vencido", "pídanos la renovación"),
        "unknown_status": ("Etapa no disponible", "un estado que esta página no conoce"),
        "beyond_calendar": ("Sin fecha todavía", "feriados todavía no están cargados"),
        "a_later_reason": ("Etapa no disponible", "Escríbanos por un ticket"),
    }
    assert {*words} == {*Reason, "a_later_reason"}
    shown = card(opened(order(*(still("unknown", "none", service=None, reason=reason) for reason in words))))
    expect(shown.locator(".reason")).to_contain_text([told for _, told in words.values()])
    expect(shown.locator(".badge")).to_have_text([name for name, _ in words.values()])


def test_what_stopped_tells_no_promise(opened: Opened) -> None:
    """It would read as one that runs; that of what merely has no date stands."""
    stopped = [
        item(state="unknown", waiting_on="none", reason=one) for one in ("suspended", "expired", "payment_unclear")
    ]
    dateless = item(state="unknown", waiting_on="none", reason="beyond_calendar")
    expect(card(opened(order(*stopped, dateless))).locator(".facts")).to_have_count(1)


@pytest.mark.parametrize("reason", [*Reason, None])
def test_a_reason_goes_on_from_the_sentence_and_is_told_as_past_once_it_is_old(
    opened: Opened, site: Site, reason: Reason | None
) -> None:
    """Neither the sentence nor the name on the card is repeated; old data keep what was known, and no name of today.

    What the sentence tells of the only item has no name beside it; what stopped has, in its box.
    """
    view = order(still("unknown", "none", reason=reason))
    page = opened(view)
    told = page.locator(".reason").inner_text()
    lead = page.locator(".lead").inner_text().rstrip(".")
    name = (reason and WORDS.reasons.of(reason).name) or WORDS.stages.unknown.name
    assert lead not in told
    assert name.lower() not in told.lower()
    expect(page.locator(".badge")).to_have_count(1 if reason in STOPPED else 0)
    site.heartbeat("2026-11-21T13:15:00Z")
    page = opened(view)
    was = (reason and WORDS.reasons.of(reason).was) or WORDS.stages.unknown.was
    expect(page.locator(".turn.last")).to_have_text(f"Lo último que supimos: {was}")
    expect(page.locator(".badge")).to_have_count(0)


def test_missing_requirements_are_listed_with_how_to_meet_them(opened: Opened) -> None:
    """A requirement is named and explained in the Catalog's words; one it lacks is named by its id."""
    missing = ["dominio-delegado", "textos-confirmados"]
    entries = card(opened(order(still("awaiting_requirements", "client", missing=missing)))).locator(".missing li")
    expect(entries.nth(0)).to_contain_text("Dominio delegado")
    expect(entries.nth(0)).to_contain_text("Apunte los DNS del dominio a los nuestros. Atiende Río & Hijos.")
    expect(entries.nth(1)).to_have_text("textos-confirmados")


def test_the_card_has_the_service_s_one_name_and_links_to_its_public_page(opened: Opened) -> None:
    """Billing's own, which has a group in it, stands only where two of an order would be told alike."""
    shown = card(
        opened(order(item(), item(name="Web - Simplenews Mensual"), item(service="hosting", name="Web - Uno")))
    )
    expect(shown.get_by_role("heading", level=2)).to_have_text(
        ["Simplenews Anual", "Web - Simplenews Mensual", "Hosting"]
    )
    shown = card(opened(order(item(name="Páginas Web - Simplenews"))))
    expect(shown.get_by_role("heading", level=2)).to_have_text("Simplenews")
    link = shown.get_by_role("link", name="Demora y requisitos de este servicio")
    expect(link).to_have_attribute("href", "../demoras/simplenews/")


def test_a_ticket_shows_its_number_state_and_dates(opened: Opened) -> None:
    """Every state has its words; an unknown one, even a name JavaScript knows, reads as in process.

    The last message is a reply only where the state says that the company wrote it.
    """
    words = {
        "open": "Recibido, todavía sin respuesta",
        "customer_reply": "Usted respondió; nos toca a nosotros",
        "answered": "Respondido; vea si espera algo de usted",
        "on_hold": "En espera",
        "in_progress": "En curso",
        "closed": "Cerrado",
        "other": "En trámite",
        "constructor": "En trámite",
    }
    assert {*words} == {*TicketState, "constructor"}
    last = {"answered": "Última respuesta", "customer_reply": "Su último mensaje"}
    dates = {"opened": "2026-11-20T14:05:00Z", "last_reply": "2026-11-23T12:40:00Z"}
    tickets = tuple({"number": "482913", "state": state, **dates} for state in words)
    page = opened(order(item(), tickets=tickets))
    section = page.locator("section", has=page.get_by_role("heading", name="Tickets de este pedido"))
    expect(section.locator("li")).to_have_text(
        [
            f"Ticket 482913 {state}Abierto el viernes 20 de noviembre a las 11:05."
            f"{last.get(name, 'Último mensaje')}: el lunes 23 de noviembre a las 09:40."
            for name, state in words.items()
        ]
    )


@pytest.mark.parametrize("state", ["open", "closed", "answered"])
def test_a_ticket_that_nobody_answered_shows_its_opening_alone(opened: Opened, state: str) -> None:
    """Billing dates the opening message as the last one."""
    ticket = {
        "number": "482913",
        "state": state,
        "opened": "2026-11-20T14:05:00Z",
        "last_reply": "2026-11-20T14:05:03Z",
    }
    lines = opened(order(item(), tickets=(ticket,))).locator(".ticket-when")
    expect(lines).to_have_text(["Abierto el viernes 20 de noviembre a las 11:05."])


def test_an_order_without_a_promise_yet_shows_the_service_s_own(opened: Opened) -> None:
    """Until the clock starts, the plazo is today's; once it has started, only the order's own is shown."""
    ahead = still("awaiting_payment", "client", promise=None)
    shown = card(opened(order(ahead, item(promise=None))))
    expect(shown.nth(0).locator(".facts")).to_contain_text("2 días hábiles, desde que están cumplidos los requisitos")
    expect(shown.nth(1).locator(".facts")).not_to_contain_text("2 días hábiles")
