"""The public site as values: names, moments, files, and the references of hand-written pages."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from jinja2 import UndefinedError

from generator.compute.public_facts import public_facts
from generator.load import load_catalog
from generator.render.prose import Prose
from generator.render.site import Site, public_site
from tests.load.tree import DataTree
from tests.render.conftest import NOW
from tests.sample_company import SAMPLE

CHANNELS, TICKETS = "atencion/#canales", "atencion/#tickets"


@pytest.fixture
def site(tree: DataTree) -> Site:
    """Give the site of the small tree, without a Ledger."""
    catalog = tree.catalog()
    return public_site(catalog, public_facts(catalog, None, NOW))


def test_the_site_bears_the_company_s_name_as_html(tree: DataTree) -> None:
    tree.edit("data/company.yml", "name: Empresa", "name: Río & Hijos")
    catalog = tree.catalog()
    site = public_site(catalog, public_facts(catalog, None, NOW))
    assert (site.title, site.site_url) == ("Demoras · Río &amp; Hijos", "https://demoras.example.com/")


def test_its_moments_are_told_in_words_and_as_dates(tree: DataTree, site: Site) -> None:
    """Without a Ledger nothing is said of when orders were read."""
    facts = public_facts(tree.catalog(), None, NOW)
    synced = public_site(tree.catalog(), facts.model_copy(update={"synced_at": NOW - timedelta(minutes=30)}))

    assert (site.generated_at, site.synced_at) == ("viernes 20 de noviembre de 2026 a las 15:00", None)
    assert site.dates == {"generated": "2026-11-20T18:00:00Z"}
    assert synced.synced_at == "viernes 20 de noviembre de 2026 a las 14:30"
    assert synced.dates == {"generated": "2026-11-20T18:00:00Z", "synced": "2026-11-20T17:30:00Z"}


def test_it_holds_the_order_page_with_its_wording(site: Site) -> None:
    assert str(site.files["pedido/index.html"]).startswith("<!doctype html>")
    assert isinstance(site.files["pedido/catalogo.json"], bytes)


def test_a_hand_written_page_gets_today_s_figures(tree: DataTree, site: Site) -> None:
    """But for what stands in fenced code, which is shown as it is; the tree's own page holds both."""
    page = (tree.root / "site_src/docs/index.md").read_text(encoding="utf-8")
    assert site.fill(page) == page.replace("{{ company_name }}", "Empresa").replace(
        "{{ promise('hosting') }}", "2 minutos"
    )


@pytest.mark.parametrize(
    ("page", "filled"),
    [
        ("{{ company_name }}\n```\n{{ a }}\n```\n{{ company_name }}\n", "Empresa\n```\n{{ a }}\n```\nEmpresa\n"),
        ("~~~~ jinja\n{{ a }}\n~~~~\n{{ company_name }}", "~~~~ jinja\n{{ a }}\n~~~~\nEmpresa"),
        ("```\n{{ a }}\n```\n\n```\n{% b %}\n```", "```\n{{ a }}\n```\n\n```\n{% b %}\n```"),
        ("[a](b.md#c){ .md-button }", "[a](b.md#c){ .md-button }"),
    ],
)
def test_fenced_code_and_attributes_are_left_alone(site: Site, page: str, filled: str) -> None:
    assert site.fill(page) == filled


def test_the_home_page_sends_whoever_lost_a_link_to_the_company_s_question_or_to_whom_to_ask(
    tree: DataTree, site: Site
) -> None:
    """Other questions, where there are any, answer nothing of it."""
    catalog = tree.edit("data/company.yml", "name: ", "order_link_question: plazo\nname: ").catalog()
    named = public_site(catalog, public_facts(catalog, None, NOW))
    company = replace(catalog, faq={}, company=catalog.company.model_copy(update={"order_link_question": None}))
    silent = public_site(company, public_facts(company, None, NOW))

    assert silent.fill("[a]({{ order_link_question }})") == "[a](atencion/index.md)"
    assert "preguntas/index.md" not in silent.files
    assert site.fill("[a]({{ order_link_question }})") == "[a](atencion/index.md)"
    assert named.fill("[a]({{ order_link_question }})") == "[a](preguntas/index.md#plazo)"


def test_where_no_channel_says_its_address_who_searches_for_one_is_led_to_a_ticket() -> None:
    """To the channels they are led where any of them does, or where a ticket leads nowhere either."""
    told = load_catalog(SAMPLE)
    ways = {key: one.model_copy(update={"contact": None}) for key, one in told.attention.items()}
    silent = replace(told, attention=ways)
    areas = {"new_ticket_url": None, "client_area_url": None}
    lost = replace(silent, company=told.company.model_copy(update=areas))

    of = {
        name: public_site(one, public_facts(one, None, NOW)).searched
        for name, one in (("told", told), ("silent", silent), ("lost", lost))
    }

    assert {name: {*one.wayless} for name, one in of.items()} == {"told": set(), "silent": {CHANNELS}, "lost": set()}
    assert {name: one.instead[-1] for name, one in of.items()} == {
        "told": CHANNELS,
        "silent": TICKETS,
        "lost": CHANNELS,
    }
    names = {one.name for one in told.attention.values() if one.kind == "channel"}
    assert {name: names <= {*one.wordings[TICKETS]} for name, one in of.items()} == {
        "told": False,
        "silent": True,
        "lost": False,
    }


def test_a_reference_that_leads_nowhere_is_an_error(site: Site) -> None:
    """`check` refuses it before; should one slip through, the page is not published with a hole."""
    with pytest.raises(UndefinedError):
        site.fill("{{ nada }}")


def test_prose_is_plain_text_on_one_line(tree: DataTree) -> None:
    """Whoever prints it escapes it for where it goes."""
    tree.edit("data/company.yml", "name: Empresa", "name: Río & <Hijos>")
    catalog = tree.catalog()
    say = Prose(catalog, {key: service.promise for key, service in catalog.services.items()})
    text = '{{ company_name }} responde en\n  {{ target("chat") }}:\t{{ promise("acme") }}, {{ sla_manual_url }}'
    assert say(text) == (
        "Río & <Hijos> responde en 10 minutos hábiles: 24 a 48 horas en días hábiles, https://manual.example.com/sla"
    )


def test_what_a_reference_gives_is_not_read_for_references_again(tree: DataTree) -> None:
    catalog = tree.catalog()
    company = catalog.company.model_copy(update={"name": "{{ 7*7 }}"})
    assert Prose(replace(catalog, company=company), {})("Hola, {{ company_name }}") == "Hola, {{ 7*7 }}"


def test_the_same_data_and_facts_give_the_same_site(tree: DataTree, site: Site) -> None:
    again = public_site(tree.catalog(), public_facts(tree.catalog(), None, datetime(2026, 11, 20, 18, 0, tzinfo=UTC)))
    assert (again.files, again.navigation, again.dates) == (site.files, site.navigation, site.dates)
