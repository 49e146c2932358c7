"""Companies unlike ours: what their pages say of channels, hours and days comes from their data alone."""

from __future__ import annotations

import html
import re
import shutil
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import yaml

from generator.compute.public_facts import public_facts
from generator.curate.package_holidays import package_days
from generator.curate.year_file import new_year_text
from generator.load import load_catalog
from generator.model.addresses import COMPANY_ADDRESSES
from generator.model.catalog import Catalog
from generator.model.manual import Manual
from generator.model.outcomes import NotCounted
from generator.model.reviews import Reviews
from generator.render.answers import Answers
from generator.render.calendar_page import official_time
from generator.render.internal_pages import internal_pages
from generator.render.manual_blocks import manual_blocks
from generator.render.order_page import order_page_html
from generator.render.page_frame import internal_frame
from generator.render.pages import menu_pages
from generator.render.site import public_site
from generator.words.language import WORDS
from tests.chilean_company import YEARS, write_data
from tests.cli.calls import call, fingerprint
from tests.sample_company import REPOSITORY, copied
from tests.site.measured import measured_ledger

NOW = datetime(2026, 11, 23, 13, 15, tzinfo=UTC)
_MANUAL = Manual.model_validate(
    {
        "base_url": "https://manual.example.com/",
        "edit_url": "https://git.example.com/tree/main/data/",
        "pages": [{"page": 12, "block": "delays"}, {"page": 34, "block": "sla"}],
    }
)
WEEK = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
CHECKED = {"owner": "equipo", "review_by": "2027-01-15"}


class Company:
    """A Chilean company's repository, whose data a test changes."""

    def __init__(self, root: Path) -> None:
        self.root = root
        write_data(root / "data")
        shutil.copytree(REPOSITORY / "site_src" / "docs", root / "site_src" / "docs")

    def change(self, path: str, **keys: Any) -> None:
        """Set keys of a data file, or take those out that are None; a file that is not there is made."""
        file = self.root / "data" / f"{path}.yml"
        value = yaml.safe_load(file.read_text(encoding="utf-8")) if file.is_file() else {}
        kept = {key: one for key, one in {**value, **keys}.items() if one is not None}
        file.write_text(yaml.safe_dump(kept, allow_unicode=True, sort_keys=False), encoding="utf-8")

    def services(self) -> list[str]:
        """Return the path of each service."""
        return [f"services/{file.stem}" for file in sorted((self.root / "data" / "services").glob("*.yml"))]

    def pages(self) -> Mapping[str, str]:
        """Return the pages in Markdown, once `check` let them through."""
        ran = call("check", "--now", NOW.isoformat(), root=self.root)
        assert ran.code == 0, ran.err
        catalog = load_catalog(self.root)
        site = public_site(catalog, public_facts(catalog, None, NOW))
        home = (self.root / "site_src" / "docs" / "index.md").read_text(encoding="utf-8")
        return {
            "index.md": site.fill(home),
            **{path: str(site.files[path]) for path in site.files if path[-3:] == ".md"},
        }


def _of_country(company: Company, zone: str, country: str) -> None:
    """Move it to a place, with the holidays of there."""
    company.change("calendar", zone=zone)
    company.change("billing", zone=zone)
    for year in YEARS:
        text = new_year_text(year, country, package_days(country, year))
        (company.root / "data" / "holidays" / f"{year}.yml").write_text(text, encoding="utf-8")


def _round_the_clock(company: Company) -> None:
    """Everything at once, at any hour and on any day."""
    company.change("calendar", weekly_hours={day: ["00:00-24:00"] for day in WEEK})
    for year in YEARS:
        company.change(f"holidays/{year}", days=[])
    for service in company.services():
        company.change(service, promise="20 minutos", clock_starts="payment_credited", requirements=None)


def _tickets_alone(company: Company) -> None:
    """One department, and nothing written for clients."""
    for folder in ("attention", "faq"):
        shutil.rmtree(company.root / "data" / folder)
        (company.root / "data" / folder).mkdir()
    ticket = {
        "name": "Mesa de ayuda",
        "kind": "ticket",
        "audience": "Clientes",
        "description": "La contesta una persona.",
    }
    company.change(
        "attention/ayuda", **ticket, **CHECKED, target="1 día hábil", target_kind="maximum", departments=["7"]
    )
    company.change("company", client_area_url="https://cordillera.example/clientes/")


def _nobody_to_ask(company: Company) -> None:
    for folder in ("attention", "faq"):
        shutil.rmtree(company.root / "data" / folder)
        (company.root / "data" / folder).mkdir()


def _no_agreement(company: Company) -> None:
    company.change("company", sla_manual_url=None)


def _next_to_nothing(company: Company) -> None:
    """One service of one group: no tickets, no channels, no questions, no agreement, no client area."""
    _nobody_to_ask(company)
    _no_agreement(company)
    kept, *others = company.services()
    for service in others:
        (company.root / "data" / f"{service}.yml").unlink()
    company.change("groups", groups=[{"id": "uno", "name": "Uno", "intro": "Se hacen acá."}])
    key = kept.removeprefix("services/")
    company.change("billing", services=[{"service": key, "products": ["Planes - Uno"]}])
    company.change(kept, promise="2 días hábiles")


def _made_to_measure(company: Company) -> None:
    """All of its services are."""
    groups = [{"id": key, "name": key.title(), "intro": "Se hacen acá.", "custom": True} for key in ("uno", "dos")]
    company.change("groups", groups=groups)
    for service in company.services():
        company.change(service, promise="15 a 40 días hábiles")


def _many_groups(company: Company) -> None:
    """Make a hundred and twenty services in twelve groups."""
    names = [f"grupo-{number}" for number in range(12)]
    company.change("groups", groups=[{"id": name, "name": name.title(), "intro": "Se hacen acá."} for name in names])
    mapped = []
    for number, service in enumerate(company.services()):
        typed = yaml.safe_load((company.root / "data" / f"{service}.yml").read_text(encoding="utf-8"))
        company.change(service, group=names[number % 12])
        company.change(f"{service}-dos", **{**typed, "name": f"{typed['name']} dos", "group": names[number % 12]})
        key = service.removeprefix("services/")
        mapped += [{"service": one, "products": [f"Planes - {one}"]} for one in (key, f"{key}-dos")]
    company.change("billing", services=mapped)


def _no_billing(company: Company) -> None:
    """Sell by hand: nobody counts its orders."""
    for name in ("billing", "revocations"):
        (company.root / "data" / f"{name}.yml").unlink()


ABSENT: Mapping[Callable[[Company], None], tuple[str, ...]] = {
    _round_the_clock: ("Hora de corte", "Día hábil", "minutos hábiles", "{: #feriados }", "están los feriados"),
    _tickets_alone: ("Canales de atención", "Preguntas generales", "sin publicar"),
    _nobody_to_ask: ("Canales de atención", "## Tickets", "Preguntas generales", "sin publicar"),
    _next_to_nothing: (
        "tickets",
        "acuerdo",
        "Canales",
        "Cómo comunicarse",
        "No encuentro mi enlace",
        "cuánto demoramos",
        "sin publicar",
        "<select",
        'role="combobox"',
    ),
    _no_agreement: ("acuerdo", "{: #sla }", "Service Level"),
    _no_billing: ("página privada", "mi-pedido", "cumplimiento/"),
}


@pytest.mark.parametrize(("change", "absent"), ABSENT.items(), ids=[change.__name__[1:] for change in ABSENT])
def test_its_pages_say_nothing_of_what_it_lacks(
    tmp_path: Path, change: Callable[[Company], None], absent: tuple[str, ...]
) -> None:
    """And every link of them leads somewhere, which `check` sees."""
    company = Company(tmp_path)
    change(company)
    pages = company.pages()
    shown = {path: text for path, text in pages.items() if path.split("/")[0] in ("index.md", "atencion", "calendario")}
    shown |= {
        path: pages[path]
        for path in ("preguntas/index.md", "cumplimiento/index.md", "demoras/index.md")
        if path in pages
    }
    assert [(path, words) for path, text in shown.items() for words in absent if words in text] == []


def test_a_company_without_questions_has_no_page_of_them(tmp_path: Path) -> None:
    """Neither in the menu nor where pages are shared, and no service's page leads there."""
    company = Company(tmp_path)
    _next_to_nothing(company)
    pages = company.pages()
    catalog = load_catalog(tmp_path)
    site = public_site(catalog, public_facts(catalog, None, NOW))
    assert "preguntas/index.md" not in {*pages, *site.cards, *menu_pages(site.navigation)}
    assert [path for path, text in pages.items() if "preguntas/" in text] == []
    assert [name for entry in site.navigation for name in entry] == ["Inicio", "Demoras", "Atención"]


@pytest.mark.parametrize(
    ("change", "fields"),
    [
        (_next_to_nothing, []),
        (_made_to_measure, ["q", "grupo"]),
        (_round_the_clock, ["q", "grupo"]),
        (_many_groups, ["q", "grupo", "tipo"]),
    ],
    ids=["one service", "to measure alone", "at once alone", "many groups"],
)
def test_the_table_of_services_is_filtered_by_what_tells_them_apart(
    tmp_path: Path, change: Callable[[Company], None], fields: list[str]
) -> None:
    """A field that leaves nothing out stands in the way."""
    company = Company(tmp_path)
    change(company)
    page = company.pages()["demoras/index.md"]
    assert [name for name in ("q", "grupo", "tipo") if f'name="{name}"' in page] == fields


def test_who_offers_one_service_is_told_of_it_at_once(tmp_path: Path) -> None:
    company = Company(tmp_path)
    _next_to_nothing(company)
    (service,) = company.services()
    assert f'data-only="{service.removeprefix("services/")}"' in company.pages()["index.md"]


def test_no_agreement_is_named_where_a_company_has_none(tmp_path: Path) -> None:
    """Neither around the pages nor in what machines read of them; a text that refers to it is refused."""
    company = Company(tmp_path)
    _no_agreement(company)
    catalog = load_catalog(tmp_path)
    site = public_site(catalog, public_facts(catalog, None, NOW))
    assert WORDS.frame.sla_manual not in str(site.frame)
    assert [
        path for path, text in site.files.items() if re.search("termsOfService|cordillera.example/acuerdo", str(text))
    ] == []
    assert answer_of(catalog) == "En la cordillera."


@pytest.mark.parametrize("key", COMPANY_ADDRESSES)
def test_no_text_leads_to_an_address_that_a_company_has_not(tmp_path: Path, key: str) -> None:
    company = Company(tmp_path)
    _no_agreement(company)
    company.change("company", **{key: None})
    company.change("faq/donde", answer=f"Vea [esto]({{{{ {key} }}}}).")
    ran = call("check", "--now", NOW.isoformat(), root=tmp_path)
    assert ran.code == 1
    assert f"no lleva a nada: data/company.yml no tiene «{key}»." in ran.err


def test_a_company_without_billing_has_no_place_that_speaks_of_orders_or_measures(tmp_path: Path) -> None:
    """Neither a page nor a link, a file, a card, a search's answer or a heading for staff."""
    company = Company(tmp_path)
    _no_billing(company)
    pages = company.pages()
    catalog = load_catalog(tmp_path)
    site = public_site(catalog, public_facts(catalog, None, NOW))
    places = {*pages, *site.files, *site.cards, *menu_pages(site.navigation), *site.searched.wordings}
    places |= {*site.searched.instead, str(site.frame)}
    assert [place for place in places if re.search("pedido|cumplimiento", place)] == []
    assert "pedidos" not in str(site.cards["index.md"])
    staff = internal_pages(catalog, public_facts(catalog, None, NOW), Reviews((), ()))
    assert "## Productos de la facturación" not in staff["pendientes.md"]
    ran = call("check", "--now", NOW.isoformat(), root=tmp_path)
    assert "billing" not in ran.out + ran.err


def test_its_site_is_built_without_ledger_or_secret(tmp_path: Path) -> None:
    """What is of orders is refused, a build of a Ledger among it: a billing file that was lost would unpublish them."""
    root, out = copied(tmp_path / "company"), tmp_path / "site"
    for name in ("billing", "revocations"):
        (root / "data" / f"{name}.yml").unlink()
    ran = call("build", "--out", out, "--now", NOW.isoformat(), root=root)
    assert (ran.code, ran.err) == (0, "")
    assert (out / "demoras" / "index.html").is_file()
    assert not (out / "pedido").exists()
    assert "pedido" not in (out / "_headers").read_text(encoding="utf-8")
    built = fingerprint(out)
    for command in (["build", "--ledger", out], ["sync", "--new-ledger"]):
        ran = call(*command, "--out", out, root=root)
        assert ran.code == 2
        assert "Falta data/billing.yml" in ran.err
    # Who has the secret that seals orders has orders.
    ran = call("build", "--out", out, root=root, environ={"DEMORAS_SECRET": "x"})
    assert (ran.code, "DEMORAS_SECRET" in ran.err) == (2, True)
    assert fingerprint(out) == built


def test_the_build_of_a_company_with_billing_needs_a_ledger(tmp_path: Path) -> None:
    ran = call("build", "--out", tmp_path / "site", root=copied(tmp_path / "company"))
    assert ran.code == 2
    assert "faltan argumentos: --ledger." in ran.err


@pytest.mark.parametrize("lost", ["billing", "revocations"])
def test_one_of_the_two_files_of_orders_alone_is_a_fault(tmp_path: Path, lost: str) -> None:
    """Without the second, links that were cut off would open again."""
    company = Company(tmp_path)
    (tmp_path / "data" / f"{lost}.yml").unlink()
    ran = call("check", "--now", NOW.isoformat(), root=company.root)
    assert ran.code == 1
    assert f"data/{lost}.yml:1:1: falta este archivo." in ran.err


def test_an_order_s_page_leads_nobody_to_channels_that_are_not_there(tmp_path: Path) -> None:
    """It leads to the hours; and staff are told that nothing says where to write."""
    company = Company(tmp_path)
    told = "ningún dato dice cómo comunicarse con la empresa"
    assert told not in call("check", "--now", NOW.isoformat(), root=tmp_path).out
    assert WORDS.menu.channels in order_page_html(load_catalog(tmp_path))
    _nobody_to_ask(company)
    assert told in call("check", "--now", NOW.isoformat(), root=tmp_path).out
    page = order_page_html(load_catalog(tmp_path))
    assert WORDS.menu.channels not in page
    assert WORDS.attention.hours in page


@pytest.mark.parametrize(
    ("zone", "city"),
    [
        ("America/Bogota", "Bogotá"),
        ("America/Mexico_City", "Ciudad de México"),
        ("Atlantic/Canary", "Canarias"),
        ("America/Argentina/Rio_Gallegos", "Río Gallegos"),
        ("America/La_Paz", "La Paz"),
    ],
)
def test_the_clock_is_named_by_its_place_as_people_write_it(zone: str, city: str) -> None:
    """Names of zones have no accents, and some are English."""
    assert official_time(zone) == f"Hora oficial de {city}."


@pytest.mark.parametrize(
    ("zone", "tag"),
    [
        ("America/Argentina/Buenos_Aires", "es-AR"),
        ("America/Santiago", "es-CL"),
        ("Atlantic/Canary", "es-ES"),
        ("America/New_York", "es"),
        ("UTC", "es"),
    ],
)
def test_pages_are_in_the_spanish_of_the_company_s_country(tmp_path: Path, zone: str, tag: str) -> None:
    """A voice that reads them aloud then is one of there: on every page, an order's, and in what machines read."""
    company = Company(tmp_path)
    company.change("calendar", zone=zone)
    catalog = load_catalog(tmp_path)
    site = public_site(catalog, public_facts(catalog, None, NOW))
    assert site.frame.language == internal_frame(catalog).language == tag
    assert f'<html lang="{tag}"' in str(site.files["pedido/index.html"])
    assert f'"inLanguage": "{tag}"' in str(site.files["preguntas/index.md"]).replace('":"', '": "')
    assert f'xml:lang="{tag}"' in str(site.files["novedades.xml"])


# Argentina's law says what its bridge days are for; «feriado» is not said in Spain.
_LAW = "fines turísticos"
COUNTRIES = [
    ("Europe/Madrid", "ES", "festivo", ("feriado", _LAW)),
    ("Atlantic/Canary", "ES", "festivo", ("feriado", _LAW)),
    ("America/Argentina/Buenos_Aires", "AR", "feriado", ("festivo",)),
    ("America/Santiago", "CL", "feriado", ("festivo", _LAW)),
]
# The places of a page are the same in every country, and nobody reads them.
_PLACES = re.compile(r"#feriados(?:-\d+)?|\b(?:id|class)=\"[^\"]*\"")


@pytest.mark.parametrize(("zone", "country", "said", "unsaid"), COUNTRIES, ids=[zone for zone, *_ in COUNTRIES])
def test_a_day_off_is_called_what_people_of_the_country_call_it(
    tmp_path: Path, zone: str, country: str, said: str, unsaid: tuple[str, ...]
) -> None:
    """On every page, an order's and staff's too, in files, in the manual and in what scripts say."""
    company = Company(tmp_path)
    _of_country(company, zone, country)
    company.pages()
    catalog = load_catalog(tmp_path)
    # Of the last days of the calendar, dates cannot be told for want of the next year's holidays.
    last = public_facts(catalog, None, datetime(2028, 12, 29, 13, 15, tzinfo=UTC))
    counted = public_facts(catalog, measured_ledger(catalog, NOW), NOW)
    assert counted.records is not None
    left_out = counted.records.model_copy(update={"not_counted": {NotCounted.BEYOND_CALENDAR: 3}})
    facts = counted.model_copy(update={"records": left_out})
    written = (tmp_path / "site_src" / "docs" / "index.md").read_text(encoding="utf-8")
    told = {f"manual/{one.kind}": one.body for one in manual_blocks(catalog, _MANUAL, facts)}
    for now in (facts, last):
        site = public_site(catalog, now)
        handed = site.handed([written])
        # What people type to find it is not shown to them.
        words = {**handed.words, "search": {}}
        files = {path: file if isinstance(file, str) else file.decode() for path, file in site.files.items()}
        around = f"{words} {site.frame} {site.cards} {site.navigation} {site.notices} {site.attending} {site.kept}"
        told |= {f"{now.now.year}/{path}": text for path, text in files.items()}
        told |= {f"{now.now.year}/index.md": site.fill(written), f"{now.now.year}/around": around}
        staff = internal_pages(catalog, now, Reviews((), ()))
        told |= {f"{now.now.year}/interno/{path}": text for path, text in staff.items()}
    seen = {path: _PLACES.sub("", text).lower() for path, text in told.items()}
    assert [(path, word) for path, text in seen.items() for word in unsaid if word in text] == []
    service = company.services()[0].removeprefix("services/")
    places = ["2026/index.md", "2026/demoras/index.md", "2026/calendario/index.md", "2026/calendario.ics"]
    places += ["2026/pedido/index.html", "2026/cumplimiento/index.md", "2026/atencion/index.md", "2026/around"]
    places += ["2026/datos-abiertos/index.md", "2026/interno/index.md", "manual/sla"]
    places += [f"2026/demoras/{service}.md", f"2028/demoras/{service}.md"]
    assert [path for path in places if said not in seen[path]] == []


@pytest.mark.parametrize(
    ("zone", "country", "told"),
    [
        ("Europe/Madrid", "ES", "día no laborable, Puente de noviembre"),
        ("America/Santiago", "CL", "día no laborable, Puente de noviembre"),
        ("America/Argentina/Buenos_Aires", "AR", f"día no laborable con {_LAW}"),
    ],
)
def test_a_bridge_day_is_told_by_its_name_where_no_law_says_what_it_is_for(
    tmp_path: Path, zone: str, country: str, told: str
) -> None:
    """In a count on a service's page, of a day that staff wrote."""
    company = Company(tmp_path)
    _of_country(company, zone, country)
    file = tmp_path / "data" / "holidays" / "2026.yml"
    day = "  - date: 2026-11-24\n    name: Puente de noviembre\n    source: El convenio\n"
    file.write_text(file.read_text(encoding="utf-8") + day, encoding="utf-8")
    counts = [html.unescape(text) for path, text in company.pages().items() if path.startswith("demoras/")]
    assert [text for text in counts if f"no cuenta: {told}<" in text]


def test_a_day_of_start_is_explained_where_days_are_counted_from_it(tmp_path: Path) -> None:
    """It depends on a cut-off that the page tells there alone."""
    company = Company(tmp_path)
    explained = "El plazo tiene un día de inicio"
    assert explained in company.pages()["calendario/index.md"]
    for service in company.services():
        company.change(service, promise="36 horas en días hábiles")
    page = company.pages()["calendario/index.md"]
    assert explained not in page
    assert "no es feriado ni cierre." in page
    assert "hora de corte" not in page.lower()


def test_a_group_may_say_nothing_of_itself(tmp_path: Path) -> None:
    company = Company(tmp_path)
    company.change("groups", groups=[{"id": "uno", "name": "Uno"}, {"id": "dos", "name": "Dos"}])
    assert re.search(r"<span>Uno</span> <small>Se cuenta desde que .*?</small>", company.pages()["demoras/index.md"])


def test_staff_of_a_company_without_questions_have_no_heading_of_them(tmp_path: Path) -> None:
    company = Company(tmp_path)
    page = internal_page(company)
    assert "## Públicas" in page
    _nobody_to_ask(company)
    assert "## Públicas" not in internal_page(company)


def internal_page(company: Company) -> str:
    """Return the staff's page of questions."""
    catalog = load_catalog(company.root)
    return internal_pages(catalog, public_facts(catalog, None, NOW), Reviews((), ()))["preguntas.md"]


def answer_of(catalog: Catalog) -> str:
    """Return the one answer, as it is copied."""
    (question,) = catalog.faq.values()
    return Answers(catalog, {})(question.answer).text
