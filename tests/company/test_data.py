"""Every fact of the wiki page that started the project is in the project's own data."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import holidays
import pytest

from generator.curate.editor_files import schema_line
from generator.curate.year_file import new_year_text
from generator.load import load_catalog
from generator.model.catalog import Catalog
from generator.model.due import Why
from generator.model.states import ClockStarts
from tests.sample_company import REPOSITORY
from tests.site.agreement import NOW, after_each_deletion
from tests.site.bare_engine import project

PAYMENT = {"Pago acreditado"}
DOMAIN = {"Dominio activo", "Dominio delegado"}
READY = {"Requisitos para comenzar"}
INFORMATION = {"Información completa"}
INSTANT, MANUAL = "Activación instantánea de servicios", "Activación manual de productos"
WEB, APPS, TAILORED = "Páginas web específicas", "Desarrollo de apps", "Productos a medida"
FACTS: tuple[tuple[str, str, str, set[str]], ...] = (
    ("Hosting", INSTANT, "2 minutos", PAYMENT),
    ("Constructor Web", INSTANT, "2 minutos", PAYMENT),
    ("Audio Radio Streaming", INSTANT, "2 minutos", PAYMENT),
    ("Registro de dominios internacionales", INSTANT, "2 minutos", PAYMENT),
    ("Paquetes Revendedor o Reseller", MANUAL, "24 a 48 horas en días hábiles", set()),
    ("VideoStreaming", MANUAL, "1 día hábil", PAYMENT),
    ("Desarrollo de locuciones personalizadas", MANUAL, "5 a 7 días hábiles", {"Textos escritos y confirmados"}),
    ("Simplenews", WEB, "2 días hábiles", DOMAIN),
    ("Portal Noticioso", WEB, "3 días hábiles", DOMAIN),
    ("Noticioso PLUS", WEB, "4 días hábiles", set()),
    ("App de Audio Streaming para Android", APPS, "15 a 40 días hábiles", READY),
    ("App de Audio Streaming para iPhone", APPS, "40 días hábiles", set()),
    ("App de VideoStreaming para Android", APPS, "40 a 50 días hábiles", READY),
    ("Diseño Web autoadministrable", TAILORED, "10 a 15 días hábiles", INFORMATION),
    ("Tiendas", TAILORED, "10 a 15 días hábiles", INFORMATION),
    ("Ecommerce", TAILORED, "10 a 15 días hábiles", INFORMATION),
)


@pytest.fixture(scope="module")
def catalog() -> Catalog:
    """Return the Catalog of the project itself."""
    return load_catalog(REPOSITORY)


def test_the_services_are_those_of_the_page_in_its_groups_with_promise_and_requirements(catalog: Catalog) -> None:
    groups = {id_: group.name for id_, group in catalog.groups.items()}
    found = [
        (one.name, groups[one.group], str(one.promise), {catalog.requirements[name].name for name in one.requirements})
        for one in catalog.services.values()
    ]
    assert found == list(FACTS)


def test_only_instant_services_start_at_the_payment_itself(catalog: Catalog) -> None:
    starts = {one.name for one in catalog.services.values() if one.clock_starts is ClockStarts.PAYMENT_CREDITED}
    assert starts == {name for name, group, _, _ in FACTS if group == INSTANT}


def test_payment_is_the_only_requirement_that_billing_reports(catalog: Catalog) -> None:
    assert {one.name for one in catalog.requirements.values() if one.kind == "payment"} == PAYMENT


def test_the_attention_channels_and_tickets_are_those_of_the_page(catalog: Catalog) -> None:
    found = [(one.name, one.kind, str(one.target or ""), one.target_kind) for one in catalog.attention.values()]
    assert found == [
        ("WhatsApp", "channel", "10 minutos hábiles", "usual"),
        ("Chat", "channel", "10 minutos hábiles", "usual"),
        ("Correo electrónico", "channel", "", "none"),
        ("Formularios de contacto", "channel", "", "none"),
        ("Tickets de consultas", "ticket", "1 a 3 horas hábiles", "average"),
        ("Tickets por otros problemas", "ticket", "", "none"),
    ]


@pytest.mark.parametrize(
    ("id_", "pieces"),
    [
        ("whatsapp", ("según el canal y el volumen de consultas", "Puede variar")),
        ("chat", ("según el canal y el volumen de consultas", "se transforma en un ticket")),
        ("correo-electronico", ("se transforma en un ticket", "seguimiento en línea", "responder", "historial")),
        ("formularios-de-contacto", ("se transforma en un ticket", "seguimiento en línea", "responder", "historial")),
        ("tickets-consultas", ("sistema de tickets", "copia a su casilla")),
        ("tickets-otros-problemas", ("sistema de tickets", "copia a su casilla")),
    ],
)
def test_a_channel_says_what_the_page_says_of_it(catalog: Catalog, id_: str, pieces: tuple[str, ...]) -> None:
    text = catalog.attention[id_].description
    assert [piece for piece in pieces if piece not in text] == []


@pytest.mark.parametrize(
    ("id_", "piece"),
    [
        ("como-uso-mi-servicio", "siguiendo su manual"),
        ("cual-es-el-sla", "{{ sla_manual_url }}"),
        ("cuando-comienza-la-demora", "los requisitos necesarios están cumplidos"),
        ("donde-veo-la-respuesta", "copia a su casilla de correo"),
        ("mi-correo-es-un-ticket", "si el correo que envió con su consulta se transformó en un ticket"),
        ("producto-no-listado", "ejecutivo de cuenta"),
        ("productos-a-medida", "toda la información necesaria"),
        ("que-se-transforma-en-ticket", "todo el historial de comunicación"),
    ],
)
def test_a_question_answers_with_the_facts_of_the_page(catalog: Catalog, id_: str, piece: str) -> None:
    assert piece in catalog.faq[id_].answer


@pytest.mark.parametrize(
    "piece", ["ya pasó la fecha máxima que muestra", "el servicio todavía no está activo", "con su número de pedido"]
)
def test_preguntas_and_an_order_s_page_tell_alike_what_late_means(catalog: Catalog, piece: str) -> None:
    assert piece in (catalog.company.late_meaning or "")
    assert piece in catalog.faq["pedido-demorado"].answer


def test_where_one_pays_leads_to_the_invoices_and_names_no_means_of_payment(catalog: Catalog) -> None:
    answer = catalog.faq["como-pago"].answer
    assert "{{ invoices_url }}" in answer
    assert [name for name in ("Mercado Pago", "tarjeta", "efectivo", "transferencia") if name in answer] == []


def test_what_is_not_listed_leads_to_the_executive_and_the_sla_to_the_manual(catalog: Catalog) -> None:
    assert "ejecutivo de cuenta, por un ticket" in catalog.company.unlisted
    assert "{{ new_ticket_url }}" in catalog.faq["producto-no-listado"].answer
    manual = "https://manual.altomarketing.com/books/generales/page/sla-service-level-agreement"
    assert catalog.company.sla_manual_url == manual


def test_how_a_service_is_used_leads_to_the_manual_s_own_address(catalog: Catalog) -> None:
    manual = catalog.manual
    assert manual
    assert f"]({manual.base_url})" in catalog.faq["como-uso-mi-servicio"].answer


def test_every_service_is_known_to_billing(catalog: Catalog) -> None:
    assert {entry.service for entry in catalog.billing.services} == set(catalog.services)
    assert all(entry.products or entry.domain_endings for entry in catalog.billing.services)


def test_what_the_page_does_not_say_is_marked_as_assumed(catalog: Catalog) -> None:
    tailored = {f"data/services/{name}.yml" for name in ("diseno-web-autoadministrable", "tiendas", "ecommerce")}
    assert {"data/billing.yml", "data/calendar.yml", "data/company.yml"} | tailored <= set(catalog.assumed)


@pytest.mark.parametrize("year", [2026, 2027, 2028])
def test_holidays_are_those_of_the_holidays_package(catalog: Catalog, year: int) -> None:
    """But for what the law does not call a holiday, and for an accent."""
    found = {day.date: (day.name, day.why) for day in catalog.calendar.holidays if day.date.year == year}
    package = holidays.country_holidays("AR", years=year, language="es")
    assert {day: name.replace("Día no laborable con", "Feriado con") for day, (name, _) in found.items()} == {
        day: name.replace("Caidos", "Caídos") for day, name in package.items()
    }
    told = {"Jueves Santo": Why.NON_WORKING, "Día no laborable con fines turísticos": Why.BRIDGE}
    assert {why for name, why in found.values() if why is not told.get(name, Why.HOLIDAY)} == set()


@pytest.mark.parametrize("year", [2026, 2027, 2028])
def test_the_files_of_holidays_are_as_the_command_writes_them(catalog: Catalog, year: int) -> None:
    days = [day for day in catalog.calendar.holidays if day.date.year == year]
    text = (REPOSITORY / f"data/holidays/{year}.yml").read_text(encoding="utf-8")
    assert new_year_text(year, "AR", days) == text


def test_the_calendar_reaches_from_2026_to_2028(catalog: Catalog) -> None:
    assert catalog.calendar.holidays[0].date == date(2026, 1, 1)
    assert (catalog.calendar.first_year, catalog.calendar.last_year) == (2026, 2028)


def test_each_file_opens_by_its_schema_by_saying_what_it_feeds_and_what_checks_it() -> None:
    for path in sorted((REPOSITORY / "data").rglob("*.yml")):
        comment = "".join(line for line in path.read_text(encoding="utf-8").splitlines(True) if line.startswith("#"))
        folder = path.parent.name
        kind = path.stem if folder == "data" else folder
        assert comment.startswith(f"{schema_line(kind, inside_folder=folder != 'data')}\n# Alimenta: "), path.name
        assert "verifique con: demoras check" in comment, path.name


def test_every_data_file_is_named_in_its_sources() -> None:
    sources = (REPOSITORY / "data/SOURCES.md").read_text(encoding="utf-8")
    for path in sorted((REPOSITORY / "data").rglob("*.yml")):
        shown = path.relative_to(REPOSITORY / "data").as_posix()
        named = f"{path.parent.name}/*.yml" if path.parent.name == "holidays" else shown
        assert named in sources or shown == "revocations.yml", shown


def test_with_any_file_of_the_data_gone_check_and_the_engine_agree(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DEMORAS_NOW", NOW.isoformat())
    assert list(after_each_deletion(project(tmp_path / "project", REPOSITORY / "data"))) == []
