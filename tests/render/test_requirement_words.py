"""Page, table, calculator, open data and `explain` agree on what a service's clock waits for: the payment, always."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from generator.compute.public_facts import public_facts
from generator.load import load_catalog
from generator.model.base import RequirementId, ServiceId
from generator.model.catalog import Catalog
from generator.render.open_files import FOLDER, open_data
from generator.render.requirement_words import required_of
from tests.cli.calls import call
from tests.render.conftest import NOW, Rendered
from tests.sample_company import SAMPLE
from tests.site.reading import Node

CATALOG = load_catalog(SAMPLE)
PAYMENT = RequirementId("pago")


def without_payment(catalog: Catalog) -> Catalog:
    """Return a Catalog whose data do not say how one pays."""
    services = {
        key: one.model_copy(update={"requirements": tuple(name for name in one.requirements if name != PAYMENT)})
        for key, one in catalog.services.items()
    }
    known = {key: one for key, one in catalog.requirements.items() if key != PAYMENT}
    return replace(catalog, services=services, requirements=known)


def asked(page: Node) -> set[str]:
    """Return the fields of a page's calculator."""
    return {field.attrs["name"] for field in page.one("form").all("input")}


@pytest.mark.parametrize("key", CATALOG.services)
def test_all_say_that_the_clock_waits_for_the_payment_and_for_what_else(key: ServiceId, pages: Rendered) -> None:
    """The calculator asks for a second date exactly where the clock waits for something else."""
    service = CATALOG.services[key]
    page = pages(CATALOG)[f"demoras/{key}.md"]
    names = [term.text for term in page.all("dt")]
    known = CATALOG.requirements
    assert names == [known[name].name for name in required_of(CATALOG, service)]
    assert known[PAYMENT].name in names
    more = set(required_of(CATALOG, service)) - {PAYMENT}
    assert asked(page) == ({"pago", "requisitos"} if more else {"pago"})
    assert ("los demás requisitos" in page.text) is bool(more)
    files = open_data(CATALOG, public_facts(CATALOG, None, NOW))
    told = json.loads(files[f"{FOLDER}/servicios/{key}.json"])["service"]
    assert [one["id"] for one in told["requirements"]] == list(required_of(CATALOG, service))
    answer = json.loads(call("explain", key, "--from", "2026-11-20T15:00", "--json", root=SAMPLE).out)
    assert (answer["requirements"], answer["clock_starts"]) == (
        list(required_of(CATALOG, service)),
        told["clock_starts"],
    )


def test_the_table_and_explain_name_the_payment_among_the_others(pages: Rendered) -> None:
    rows = pages(CATALOG)["demoras/index.md"].one("table").all("tr")
    row = next(one for one in rows if one.attrs.get("id") == "servicio-boletin")
    needed = [cell.text for cell in row.all("td")][-1]
    assert needed.startswith("Pago recibido, ")
    said = call("explain", "boletin", "--from", "2026-11-20T15:00", root=SAMPLE).out
    assert said.splitlines()[0] == f"Espera:  {needed[:1].lower()}{needed[1:]}"


def test_data_that_do_not_say_how_one_pays_still_say_that_one_does(pages: Rendered) -> None:
    """And where nothing else is needed, the page says that."""
    catalog = without_payment(CATALOG)
    shown = pages(catalog)
    page = shown["demoras/boletin.md"]
    assert "Pago recibido" not in [term.text for term in page.all("dt")]
    assert "También hace falta que se acredite su pago." in page.text
    rows = shown["demoras/index.md"].one("table").all("tr")
    row = next(one for one in rows if one.attrs.get("id") == "servicio-boletin")
    assert [cell.text for cell in row.all("td")][-1].startswith("Pago acreditado, ")
    alone = shown["demoras/tarjetas.md"].text
    assert "no hace falta nada más que el pago" in alone
    assert "También hace falta" not in alone
