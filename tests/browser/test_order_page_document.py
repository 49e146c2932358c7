"""The order page's document, wording and script as files: policy first, nothing from elsewhere, no way to leak."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from generator.model.base import RequirementId, ServiceId
from generator.model.catalog import Attention, Catalog
from generator.model.due import Due, NoDue, TraceDay, Verdict
from generator.model.states import Reason, Through
from generator.render.brand import brand_files
from generator.render.bundle import DAY_FILE, NIGHT_FILE
from generator.render.order_page import order_page_html, order_page_wording
from generator.words.language import WORDS
from tests.browser.conftest import PAGE_SOURCE
from tests.browser.orders import say, small_catalog

COLOURS = "'sha256-okTB6JMC0FqHUFttdCMFCO7Fudmx38AfatOuPUWjsOg='"
"""What the policy says of the script of the colours."""
NGINX = Path(__file__).parents[2] / "integrations" / "nginx" / "demoras.conf"


def test_the_document_opens_with_its_policy_and_stays_out_of_indexes() -> None:
    """The policy stands first after the charset, word for word as the format page has it."""
    html = order_page_html(small_catalog())
    head = html[html.index("<head>") : html.index("<title>")]
    assert re.findall(r'<meta (?:charset|http-equiv|name)="([^"]+)"', head)[:4] == [
        "utf-8",
        "Content-Security-Policy",
        "referrer",
        "robots",
    ]
    assert (
        f"content=\"default-src 'none'; script-src 'self' {COLOURS}; style-src 'self'; connect-src 'self'; "
        "img-src 'self' data:; base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'; "
        "trusted-types 'none'\"" in head
    )
    # A host's own header would else refuse the script that the page allows.
    assert head.split('content="')[1].split('"')[0] in NGINX.read_text(encoding="utf-8")
    assert '<meta name="referrer" content="no-referrer">' in head
    assert '<meta name="robots" content="noindex,nofollow,noarchive">' in head


def test_the_company_s_name_is_escaped_in_the_document() -> None:
    """A name with `&` is text, not markup."""
    html = order_page_html(small_catalog())
    assert "<title>Estado de su pedido · Río &amp; Hijos</title>" in html
    assert ">Río &amp; Hijos</a>" in html


def test_the_wording_is_canonical_json_with_prose_rendered() -> None:
    """What the script reads holds no reference, and the same Catalog gives the same bytes."""
    data = order_page_wording(small_catalog(), say)
    wording = json.loads(data)
    assert data == json.dumps(wording, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()
    assert wording["v"] == 1
    assert wording["zone"] == "America/Argentina/Buenos_Aires"
    assert wording["services"]["hosting"] == {
        "name": "Hosting",
        "page": "../demoras/hosting/",
        "promise": "2 minutos",
        "clock_starts": "payment_credited",
        "requirements": [],
    }
    assert wording["services"]["simplenews"]["requirements"] == ["dominio-activo", "dominio-delegado"]
    assert wording["requirements"]["dominio-delegado"] == {
        "name": "Dominio delegado",
        "how": "Apunte los DNS del dominio a los nuestros. Atiende Río & Hijos.",
        "action": "delegar el dominio",
        "kind": "client",
    }
    told = small_catalog()
    told = _through(told, Through.TICKET)
    said = json.loads(order_page_wording(told, say))["requirements"]
    assert {name: one.get("way") for name, one in said.items()} == {
        "dominio-activo": None,
        "dominio-delegado": "Por dónde: un ticket, desde el área de clientes.",
    }
    assert wording["company"] == {
        "name": "Río & Hijos",
        "sla_manual_url": "https://manual.example/sla",
        "client_area_url": "https://clientes.example/",
        "pay_url": "https://clientes.example/",
        "write_url": "https://clientes.example/",
        "order_whatsapp": None,
        "late_meaning": "Pasó la fecha máxima. Pregunte a Río & Hijos por un ticket.",
        "unlisted": "Consulte con su ejecutivo la demora de este producto.",
    }


def _through(catalog: Catalog, through: Through) -> Catalog:
    """Return a catalog one of whose requirements is met by a way."""
    key = RequirementId("dominio-delegado")
    met = catalog.requirements[key].model_copy(update={"through": through})
    return replace(catalog, requirements={**catalog.requirements, key: met})


WHATSAPP = "+54 9 341 555-1234"
DESK = {
    "name": "Soporte",
    "kind": "ticket",
    "audience": "Clientes",
    "target_kind": "none",
    "description": "Consultas.",
    "owner": "soporte",
    "review_by": "2027-05-31",
}


@pytest.mark.parametrize(
    ("through", "company", "contact", "way"),
    [
        (Through.TICKET, {"order_whatsapp": WHATSAPP}, None, "Por dónde: WhatsApp."),
        (Through.TICKET, {}, None, None),
        (Through.TICKET, {"new_ticket_url": "https://clientes.example/nuevo"}, None, "Por dónde: un ticket."),
        (Through.TICKET, {}, "https://mesa.example/", "Por dónde: un ticket."),
        (Through.CLIENT_AREA, {"order_whatsapp": WHATSAPP}, None, None),
    ],
)
def test_a_way_that_the_company_has_not_is_told_nowhere(
    through: Through, company: dict[str, str], contact: str | None, way: str | None
) -> None:
    """Neither of a requirement nor in a sentence of the page; that its desk is named gives a ticket no place."""
    told = _through(small_catalog(), through)
    desk = Attention.model_validate(DESK | ({"contact": contact} if contact else {}))
    without = told.company.model_copy(update={"client_area_url": None} | company)
    told = replace(told, company=without, attention={"soporte": desk})
    requirement = json.loads(order_page_wording(told, say))["requirements"]["dominio-delegado"]
    assert (requirement["through"], requirement.get("way")) == (through.value, way)
    words = _words_in(order_page_html(told))
    everywhere = json.dumps([words["stages"], words["reasons"], words["failures"]], ensure_ascii=False)
    assert ("ticket" in everywhere) == bool(contact or "new_ticket_url" in company)
    assert "área de clientes" not in everywhere


def test_a_company_without_client_area_or_words_for_lateness_has_a_page_all_the_same() -> None:
    """Both keys are optional: the page then has no link, and words of its own."""
    plain = small_catalog()
    plain = replace(plain, company=plain.company.model_copy(update={"client_area_url": None, "late_meaning": None}))
    assert "Área de clientes" not in order_page_html(plain)
    assert json.loads(order_page_wording(plain, say))["company"]["late_meaning"].startswith("Hay demora cuando ya")


@pytest.mark.parametrize(
    ("telephone", "ask"),
    [(None, "Escríbanos, con su número"), ("+54 9 341 555-1234", "Escríbanos por WhatsApp, con su")],
)
def test_a_company_without_tickets_or_client_area_is_told_of_neither(telephone: str | None, ask: str) -> None:
    """Whatever an order's state, and where none can be shown: the ways that it has, or words without any."""
    plain = small_catalog()
    without = {"client_area_url": None, "late_meaning": None, "order_whatsapp": telephone}
    plain = replace(plain, company=plain.company.model_copy(update=without))
    html = order_page_html(plain)
    words = _words_in(html)
    late = json.loads(order_page_wording(plain, say))["company"]["late_meaning"]
    said = words.pop("order_page")
    everywhere = json.dumps([words["stages"], words["reasons"], words["failures"], late], ensure_ascii=False)
    assert ask in everywhere
    assert not re.search("ticket|área de clientes|[{]by|  | [.,]", everywhere)
    # What only stands on a link to the area, or beside a ticket.
    named = {key for key, one in said.items() if re.search("un ticket|área de clientes", str(one))}
    assert named == {"pay", "send", "answer", "see_tickets", "read_ticket"}
    # It has no channel either: what is there to read are the hours.
    assert said["ask_about"] == WORDS.attention.hours
    assert '<a href="../atencion/">' in html


def test_a_company_with_whatsapp_and_tickets_names_both() -> None:
    plain = small_catalog()
    plain = replace(plain, company=plain.company.model_copy(update={"order_whatsapp": "+54 9 341 555-1234"}))
    told = _words_in(order_page_html(plain))["order_page"]["cancelled_why"]
    assert "escríbanos por WhatsApp o por un ticket, con su número de pedido" in told


def _words_in(html: str) -> dict[str, Any]:
    """Return the words that a document carries."""
    (block,) = re.findall(r'<script type="application/json" id="textos">(.*?)</script>', html)
    words: dict[str, Any] = json.loads(block)
    return words


def test_the_telephone_of_the_data_becomes_an_address_that_the_page_may_open() -> None:
    plain = small_catalog()
    spoken = replace(plain, company=plain.company.model_copy(update={"order_whatsapp": "+54 9 (341) 555-1234"}))
    wording = json.loads(order_page_wording(spoken, say))
    assert (
        wording["company"]["order_whatsapp"]
        == "https://wa.me/5493415551234?text=Hola%2C%20les%20escribo%20por%20mi%20pedido%20N.%C2%BA%20"
    )


def test_the_palette_stands_in_one_place_for_both_sites() -> None:
    """No colour is written in the order page's own style or in the public site's, but black and white on paper."""
    assets = PAGE_SOURCE.parent / "assets"
    styles = [*PAGE_SOURCE.glob("*.css"), assets / "sitio.css", assets / "calcular.css"]
    colours = {colour for path in styles for colour in re.findall(r"#[0-9a-f]{3,8}\b", path.read_text("utf-8"))}
    assert colours <= {"#fff", "#000", "#333", "#999"}
    made = brand_files(small_catalog())
    names = [re.findall(r"(--[a-z-]+):", made[name]) for name in (DAY_FILE, NIGHT_FILE)]
    assert [name for name in names[0] if name != "--letters"] == names[1]


ASKED = ("dominio-activo",)


def test_the_wording_holds_the_date_each_service_would_have_from_the_build_on() -> None:
    """Of its count only what prints a midnight as a day's end; none where payment is all, or no date can be counted."""
    told = small_catalog()
    asking = {
        ServiceId("revendedor"): told.services[ServiceId("revendedor")].model_copy(update={"requirements": ASKED})
    }
    start, due = datetime(2026, 11, 20, 13, tzinfo=UTC), datetime(2026, 11, 24, 21, tzinfo=UTC)
    days = tuple(TraceDay(date=date(2026, 11, day), verdict=Verdict.COUNTED) for day in (20, 24))
    hours = tuple(row.model_copy(update={"seconds": 3600}) for row in days)
    examples = {
        ServiceId("simplenews"): Due(start=start, earliest=None, due=due, trace=days),
        ServiceId("revendedor"): Due(start=start, earliest=due - timedelta(days=1), due=due, trace=hours),
        ServiceId("hosting"): NoDue(reason=Reason.BEYOND_CALENDAR, detail="2029"),
    }
    services = json.loads(
        order_page_wording(replace(told, services={**told.services, **asking}), say, examples=examples)
    )["services"]
    moments = {"start": "2026-11-20T13:00:00Z", "due": "2026-11-24T21:00:00Z"}
    assert services["simplenews"]["example"] == moments | {"trace": [{"date": "2026-11-24"}]}
    assert services["revendedor"]["example"] == moments | {
        "earliest": "2026-11-23T21:00:00Z",
        "trace": [{"date": "2026-11-20", "seconds": 3600}, {"date": "2026-11-24", "seconds": 3600}],
    }
    assert "example" not in services["hosting"]
    paid = json.loads(order_page_wording(told, say, examples=examples))["services"]
    assert ["example" in paid[name] for name in ("simplenews", "revendedor")] == [True, False]


WRITER = PAGE_SOURCE.parent / "assets" / "agenda.js"
"""What the page fetches when a date is to be saved."""


def test_nothing_in_the_script_can_log_store_or_draw_markup() -> None:
    """The words that would do so stand nowhere in it."""
    source = "".join(path.read_text(encoding="utf-8") for path in (*PAGE_SOURCE.glob("*.js"), WRITER))
    banned = ("console.", "Storage", "indexedDB", "innerHTML", "outerHTML", "insertAdjacent", "document.write", "eval(")
    assert not [word for word in (*banned, "serviceWorker", "new Function", "cookie", "https://cdn") if word in source]


def test_every_file_of_the_page_is_small_and_from_this_folder() -> None:
    """No file names another origin, and none is longer than a screen or three."""
    for path in sorted(PAGE_SOURCE.iterdir()):
        _no_other_origin(path)


def _no_other_origin(path: Path) -> None:
    text = path.read_text(encoding="utf-8").replace('"http://www.w3.org/2000/svg"', "").replace("con https:// al", "")
    assert not re.search(r"https?://|@import|url\(", text), path.name
