"""The parts of an open order page that tell more than its date: stages, requirements, tickets, the note of its end."""

from __future__ import annotations

import json
from dataclasses import replace
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import expect

from generator.render.order_page import order_page_html, order_page_wording
from generator.words.language import WORDS
from tests.browser.conftest import Opened, Site, card
from tests.browser.orders import NUMBER, SYNCED, TICKET, item, order, say, small_catalog, still
from tests.waiting import comes_to

AREA = "https://clientes.example/"
SEEN = "el viernes 20 de noviembre, entre las 10:00 y las 10:15"


def test_a_stage_says_when_it_began_where_that_is_known(opened: Opened) -> None:
    """The present one by its own date, the preparation before it by the promise that began with it.

    A bare date beside «Pago» would read as the day it was paid.
    """
    active = item(state="active", waiting_on="none", since="2026-11-23T12:00:00Z")
    shown = card(opened(order(still("awaiting_payment", "client", since=SYNCED), active, item())))
    expect(shown.nth(2).locator(".steps li")).to_have_text(
        ["Pago (hecho)", "Requisitos (hecho)", f"En preparación (etapa actual) empezó {SEEN}", "Activo (pendiente)"]
    )
    expect(shown.nth(1).locator(".steps li")).to_have_text(
        [
            "Pago (hecho)",
            "Requisitos (hecho)",
            f"En preparación (hecho) empezó {SEEN}",
            "Activo (hecho)",
        ]
    )
    expect(shown.nth(0).locator(".step-when")).to_have_text(["desde el lunes 23 de noviembre a las 10:15"])


def test_of_what_no_service_claims_only_the_stages_that_are_known_are_told(opened: Opened) -> None:
    """A renewal or an add-on: whether it had any between its payment and its end nobody knows."""
    fields = {"service": None, "name": "Copia de seguridad diaria", "promise": None, "start": None, "due": None}
    unpaid = still("awaiting_payment", "client", reason="unmapped_addon", **fields)
    done = item(state="active", waiting_on="none", **fields)
    names = card(opened(order(unpaid, item(service="ya-no-esta"), done))).locator(".steps")
    expect(names.nth(0).locator(".step-name")).to_have_text(["Pago (etapa actual)", "Activo (pendiente)"])
    # What a service promised it, while the data still had that service.
    expect(names.nth(1).locator(".step-name")).to_have_count(4)
    expect(names.nth(2).locator(".step-name")).to_have_text(["Pago (hecho)", "Activo (hecho)"])


def test_what_is_met_stands_beside_what_is_missing(opened: Opened) -> None:
    """Only where it is known: one of two missing, or a clock that started when all were met."""
    shown = card(
        opened(
            order(
                still("awaiting_requirements", "client", missing=["dominio-delegado"]),
                item(),
                still("awaiting_requirements", "client", missing=["dominio-activo", "dominio-delegado"]),
                item(start=None, due=None),
                still("unknown", "none", reason="suspended"),
            )
        )
    )
    expect(shown.nth(0).locator(".met li")).to_have_text(["Dominio activo (cumplido)"])
    expect(shown.nth(1).locator(".met li")).to_have_text(["Dominio activo (cumplido)", "Dominio delegado (cumplido)"])
    for other in (2, 3, 4):
        expect(shown.nth(other).locator(".met")).to_have_count(0)


def test_a_service_that_is_not_offered_any_more_has_its_name_and_no_link(opened: Opened, site: Site) -> None:
    """Nor has one that is gone from the data, which is called as billing calls it."""
    file = site.folder / "catalogo.json"
    wording = json.loads(file.read_bytes())
    wording["services"]["simplenews"]["page"] = None
    file.write_text(json.dumps(wording), encoding="utf-8")
    shown = card(opened(order(item(), item(service="ya-no-esta"))))
    for at, name in enumerate(("Simplenews", "Simplenews Anual")):
        expect(shown.nth(at).get_by_role("heading", level=2)).to_have_text(name)
        expect(shown.nth(at).locator("a[href*=demoras]")).to_have_count(0)
        expect(shown.nth(at).locator(".steps")).to_be_visible()


def test_before_the_payment_the_service_s_requirements_are_told_ahead(opened: Opened) -> None:
    """A client who knows them can get them ready meanwhile; none is called missing."""
    shown = card(opened(order(still("awaiting_payment", "client"))))
    expect(shown.get_by_role("heading", name="Qué hace falta para empezar")).to_be_visible()
    expect(shown.locator(".missing li")).to_have_text(
        [
            "Dominio activoRegistre el dominio o renuévelo si está vencido.",
            "Dominio delegadoApunte los DNS del dominio a los nuestros. Atiende Río & Hijos.",
        ]
    )


def test_what_is_missing_says_by_which_way_to_meet_it(opened: Opened, site: Site) -> None:
    """In the words of the service's page, where somebody has said it."""
    file = site.folder / "catalogo.json"
    wording = json.loads(file.read_bytes())
    wording["requirements"]["dominio-activo"]["way"] = "Por dónde: un ticket, desde el área de clientes."
    file.write_text(json.dumps(wording), encoding="utf-8")
    missing = card(opened(order(still("awaiting_payment", "client")))).locator(".missing li")
    expect(missing.nth(0).locator("p")).to_have_text(
        ["Registre el dominio o renuévelo si está vencido.", "Por dónde: un ticket, desde el área de clientes."]
    )
    expect(missing.nth(1).locator("p")).to_have_count(1)


def test_a_payment_that_is_met_is_told_by_the_stages_alone(opened: Opened, site: Site) -> None:
    """Among the requirements it would be said twice."""
    file = site.folder / "catalogo.json"
    wording = json.loads(file.read_bytes())
    wording["requirements"]["pago"] = {"name": "Pago acreditado", "how": "Pague.", "kind": "payment"}
    wording["services"]["hosting"]["requirements"] = ["pago"]
    file.write_text(json.dumps(wording), encoding="utf-8")
    view = order(still("awaiting_payment", "client", service="hosting"), item(service="hosting"))
    shown = card(opened(view))
    expect(shown.nth(1).locator(".steps li").first).to_have_text("Pago (hecho)")
    expect(shown.locator(".met")).to_have_count(0)


def test_tickets_lead_to_the_client_area_and_to_no_single_ticket(opened: Opened) -> None:
    """An address of one ticket would carry its access code."""
    section = opened(order(tickets=(TICKET | {"first_reply": "2026-11-20T14:12:00Z"},))).locator(".tickets")
    expect(section.locator(".ticket-when")).to_have_text(
        [
            "Abierto el viernes 20 de noviembre a las 11:05.",
            "Primera respuesta: el viernes 20 de noviembre a las 11:12.",
        ]
    )
    link = section.get_by_role("link", name="Ver en el área de clientes")
    expect(link).to_have_attribute("href", "https://clientes.example/")
    expect(link).to_have_attribute("rel", "noreferrer noopener")


def test_without_a_client_area_the_channels_are_where_to_ask(opened: Opened, site: Site) -> None:
    """Beside what is late, cancelled or under review, and where the client must act."""
    file = site.folder / "catalogo.json"
    wording = json.loads(file.read_bytes())
    for place in ("client_area_url", "pay_url", "write_url"):
        del wording["company"][place]
    file.write_text(json.dumps(wording), encoding="utf-8")
    late, review = item(due="2026-11-20T21:00:00Z"), still("under_review", "company")
    shown = card(opened(order(still("awaiting_payment", "client"), late, still("cancelled", "none"), review)))
    expect(shown.locator("details[open]")).to_contain_text("Pasó la fecha máxima.")
    expect(shown).to_have_count(4)
    for at in range(4):
        expect(shown.nth(at).locator("a:not([href*=demoras])")).to_have_attribute("href", "../atencion/")


def test_a_closed_order_is_a_note_that_says_when_it_goes(opened: Opened, site: Site) -> None:
    """However old the data are: nothing of it changes any more."""
    site.heartbeat("2026-11-01T00:00:00Z")
    page = opened(order(item()) | {"closed": True, "changed_at": "2026-11-20T13:15:00Z"})
    expect(page.get_by_role("heading", level=1)).to_have_text("Pedido N.º 7858259149")
    expect(page.locator(".lead")).to_have_text("Este pedido terminó el viernes 20 de noviembre.")
    for states, told in (
        (["active"], "Todo lo que incluía quedó activo."),
        (["cancelled"], "Se canceló todo lo que incluía."),
        (["active", "cancelled"], "Una parte quedó activa y el resto se canceló."),
        (["unknown"], "Lo que incluía, o una parte, ya no figura como activo."),
        (["active", "unknown"], "Lo que incluía, o una parte, ya no figura como activo."),
    ):
        opened(order() | {"closed": True, "changed_at": "2026-11-20T13:15:00Z", "ended": states})
        expect(page.locator(".lead")).to_have_text(f"Este pedido terminó el viernes 20 de noviembre. {told}")
    kept = page.get_by_text("Guardamos esta nota hasta el jueves 18 de febrero de 2027; después desaparece.")
    expect(kept).to_be_visible()
    expect(page.get_by_role("article")).to_have_count(0)
    expect(page.get_by_role("button", name="Cerrar esta página")).to_be_visible()


@pytest.mark.parametrize(
    ("ended", "kept"),
    [
        # It ended 83 days before, and all that is kept is kept for 90.
        ("2026-09-01T13:15:00Z", "hasta el lunes 30 de noviembre; después desaparece."),
        # The run that takes it away is still to come, and a moment that cannot be read gives no day.
        ("2026-08-20T13:15:00Z", "por un tiempo y después desaparece."),
        ("2026-02-30T13:15:00Z", "por un tiempo y después desaparece."),
    ],
)
def test_the_note_is_said_to_be_kept_no_longer_than_it_is(opened: Opened, ended: str, kept: str) -> None:
    page = opened(order() | {"closed": True, "changed_at": ended, "ended": ["active"]})
    expect(page.get_by_text("Guardamos esta nota")).to_have_text(f"Guardamos esta nota {kept}")


def test_the_box_of_the_client_s_turn_has_the_button_for_it(opened: Opened, site: Site) -> None:
    """It leads to the client area, which the data name; where they name none, the words stand alone."""
    asked = item(waiting_on="client", due=None)
    waiting = (still("awaiting_payment", "client"), still("awaiting_requirements", "client"), asked)
    acts = card(opened(order(*waiting, item()))).locator(".turn a")
    words = WORDS.order_page
    expect(acts).to_have_text([str(words["pay"]), str(words["send"]), str(words["answer"])])
    for at in range(3):
        expect(acts.nth(at)).to_have_attribute("href", "https://clientes.example/")
    file = site.folder / "catalogo.json"
    wording = json.loads(file.read_bytes())
    wording["company"] |= dict.fromkeys(("client_area_url", "pay_url", "write_url"))
    file.write_text(json.dumps(wording), encoding="utf-8")
    shown = card(opened(order(*waiting)))
    expect(shown.locator(".turn.client")).to_have_count(3)
    expect(shown.locator(".turn a")).to_have_count(0)


def test_each_button_opens_the_very_page_where_it_is_done_and_says_which(opened: Opened, site: Site) -> None:
    """Invoices, a new ticket, and for an answer the tickets that there are; none names the order or its link."""
    plain = small_catalog()
    places = {"invoices_url": f"{AREA}clientarea.php?action=invoices", "new_ticket_url": f"{AREA}submitticket.php"}
    catalog = replace(plain, company=plain.company.model_copy(update=places))
    (site.folder / "index.html").write_text(order_page_html(catalog), encoding="utf-8")
    (site.folder / "catalogo.json").write_bytes(order_page_wording(catalog, say))
    bills, ticket = places.values()
    waiting = (still("awaiting_payment", "client"), still("awaiting_requirements", "client"), item(waiting_on="client"))
    troubles = [
        item(state="unknown", reason=reason, due=None) for reason in ("suspended", "payment_unclear", "expired")
    ]
    shown = card(opened(order(*waiting, still("under_review", "company"), *troubles)))
    wanted = {
        "awaiting_payment": [("Ver y pagar sus facturas", bills), ("Preguntar en un ticket", ticket)],
        "awaiting_requirements": [("Abrir un ticket", ticket)],
        "in_progress": [("Responder en el área de clientes", AREA)],
        "under_review": [("Preguntar en un ticket", ticket)],
        "Suspendido": [("Ver sus facturas", bills), ("Preguntar en un ticket", ticket)],
        "Pago sin confirmar": [("Ver sus facturas", bills), ("Preguntar en un ticket", ticket)],
        "Vencido": [("Preguntar en un ticket", ticket)],
    }
    for told, links in wanted.items():
        badge = shown.page.locator(".badge").get_by_text(told, exact=True)
        one = shown.and_(shown.page.locator(f".state-{told}")) if "_" in told else shown.filter(has=badge)
        ways = one.locator(":is(.turn, .asks, .links) a:visible")
        expect(ways).to_have_text([name for name, _ in links])
        for at, (_, address) in enumerate(links):
            expect(ways.nth(at)).to_have_attribute("href", address)


@pytest.mark.parametrize("number", [NUMBER, "12 & 34#x\u202e"])
def test_whatsapp_opens_with_a_message_that_names_the_order_and_never_its_link(
    opened: Opened, site: Site, number: str
) -> None:
    """Where the data name a telephone for it: of all but what is active, or in preparation and in time."""
    file = site.folder / "catalogo.json"
    wording = json.loads(file.read_bytes())
    wording["company"]["order_whatsapp"] = "https://wa.me/5493415551234?text=Hola%2C%20por%20"
    file.write_text(json.dumps(wording), encoding="utf-8")
    late, gone = item(due="2026-11-20T21:00:00Z"), still("cancelled", "none")
    active, stuck = item(state="active", waiting_on="none"), item(state="unknown", reason="unknown_status")
    waits = [
        still(state, who) for state in ("awaiting_payment", "awaiting_requirements") for who in ("client", "company")
    ]
    page = opened(
        order(late, gone, stuck, *waits, still("under_review", "company"), item(), active) | {"order": number}
    )
    links = page.get_by_role("link", name=str(WORDS.order_page["ask_by_whatsapp"]))
    expect(links).to_have_count(8)
    words = {key: str(told) for key, told in WORDS.order_page.items()}
    # The button to the client area stands once, and first where the client must act.
    ask, also = words["ask_about"], words["ask_by_whatsapp"]
    for state, told in (
        ("awaiting_payment", [words["pay"], also, also, ask]),
        ("awaiting_requirements", [words["send"], also, also, ask]),
        ("under_review", [also, ask]),
    ):
        expect(page.locator(f".state-{state}").locator(".turn a, .links a")).to_have_text(told)
    for link in links.all():
        address = urlsplit(str(link.get_attribute("href")))
        said = parse_qs(address.query).get("text", [])
        assert (address.netloc, address.path, address.fragment) == ("wa.me", "/5493415551234", "")
        assert said == ["Hola, por " + number.replace("\u202e", "")]


@pytest.mark.parametrize("typed", [None, "javascript:alert(1)", "http://wa.me/", 1])
def test_without_a_telephone_there_is_no_link_to_whatsapp(opened: Opened, site: Site, typed: object) -> None:
    file = site.folder / "catalogo.json"
    wording = json.loads(file.read_bytes())
    wording["company"]["order_whatsapp"] = typed
    file.write_text(json.dumps(wording), encoding="utf-8")
    page = opened(order(item(due="2026-11-20T21:00:00Z")))
    expect(page.locator(".due a")).to_have_text([str(WORDS.order_page["ask_about"])])
    expect(page.locator("a[href*='wa.me']")).to_have_count(0)


def test_the_date_and_the_turn_stand_once_and_before_the_stages(opened: Opened) -> None:
    """Sentence, date, action, stages: the date is on a phone's first screen."""
    page = opened(order(item()))
    page.set_viewport_size({"width": 390, "height": 844})
    told = page.locator("main").inner_text()
    assert told.count("miércoles 25 de noviembre a las 18:00") == 1
    assert told.count(WORDS.turns.company) == 1
    tops = [page.locator(part).bounding_box() for part in (".lead", ".age", ".due-date", ".turn", ".steps")]
    heights = [box["y"] for box in tops if box]
    assert heights == sorted(heights)
    assert heights[2] < 600


def test_what_the_shop_s_own_lines_date_is_told_to_the_minute(opened: Opened) -> None:
    """An activation and a ticket's closing; the closing of a ticket that is open again is not told."""
    closed = TICKET | {"state": "closed", "closed": "2026-11-20T15:24:00Z"}
    done = item(state="active", waiting_on="none", since="2026-11-20T14:24:30Z")
    page = opened(order(done, tickets=(closed, closed | {"state": "answered"})))
    expect(card(page)).to_contain_text("Se activó el viernes 20 de noviembre a las 11:24.")
    opening = "Abierto el viernes 20 de noviembre a las 11:05."
    dated = "Cerrado el viernes 20 de noviembre a las 12:24."
    expect(page.locator(".ticket-when")).to_have_text([opening, dated, opening])


def test_a_start_that_the_line_of_stages_tells_to_the_minute_is_told_once(opened: Opened) -> None:
    """While in preparation and once active; where no stage tells it, it stands among the facts."""
    began = "2026-11-20T13:15:00Z"
    exact = item(since=began, start=began)
    done = item(state="active", waiting_on="none", start=began)
    cancelled = item(state="cancelled", waiting_on="none", start=began)
    shown = card(opened(order(exact, done, cancelled)))
    told = "viernes 20 de noviembre a las 10:15"
    comes_to(lambda: [shown.nth(at).inner_text().count(told) for at in range(3)], wanted=[1, 1, 1])
    expect(shown.get_by_text("Se cuenta desde")).to_have_count(0)
    expect(shown.get_by_text("Se contó desde")).to_have_count(1)


def test_who_has_paid_is_not_asked_to_pay_while_it_is_credited(opened: Opened, site: Site) -> None:
    """What else the service needs stands there all the same."""
    file = site.folder / "catalogo.json"
    catalog = json.loads(file.read_bytes())
    catalog["requirements"]["dominio-activo"]["kind"] = "payment"
    file.write_text(json.dumps(catalog), encoding="utf-8")
    for who, asked in (("client", ["Dominio activo", "Dominio delegado"]), ("company", ["Dominio delegado"])):
        shown = card(opened(order(still("awaiting_payment", who))))
        expect(shown.locator(".missing li strong")).to_have_text(asked)
