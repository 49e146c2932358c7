"""The manual's blocks say what the site says, link to it, and cannot pull another page of the manual in."""

from __future__ import annotations

from datetime import timedelta

import pytest

from generator.compute.public_facts import public_facts
from generator.model.catalog import Catalog
from generator.model.manual import STAMP, Manual, ManualBlock
from generator.render.manual_blocks import manual_blocks
from tests.load.tree import DataTree
from tests.render.conftest import NOW
from tests.site.reading import Node, parsed

MANUAL = Manual.model_validate(
    {
        "base_url": "https://manual.example.com/",
        "edit_url": "https://git.example.com/tree/main/data/",
        "pages": [{"page": 12, "block": "delays"}, {"page": 34, "block": "sla"}],
    }
)
SITE = "https://demoras.example.com/"


def made(catalog: Catalog, days: int = 0) -> tuple[ManualBlock, ManualBlock]:
    """Return the block of delays and that of targets, some days later than the tests' now."""
    delays, sla = manual_blocks(catalog, MANUAL, public_facts(catalog, None, NOW + timedelta(days=days)))
    return delays, sla


def rows(html: str) -> list[list[str]]:
    """Return the texts of each row's cells."""
    return [[cell.text for cell in row.children if isinstance(cell, Node)] for row in parsed(html).all("tr")]


def links(html: str) -> dict[str, str]:
    """Return the address of each link by its text."""
    return {link.text: link.attrs["href"] for link in parsed(html).all("a")}


def test_each_page_gets_the_block_it_is_named_for(tree: DataTree) -> None:
    """Under an id that BookStack keeps."""
    assert [(block.page, block.id) for block in made(tree.catalog())] == [
        (12, "bkmrk-demoras-delays"),
        (34, "bkmrk-demoras-sla"),
    ]


def test_the_block_of_delays_is_the_catalog_with_its_promises(tree: DataTree) -> None:
    """Each service with a link to its page, under its group, in one table of two columns."""
    catalog = tree.catalog()
    delays, _ = made(catalog)

    head, *lines = rows(delays.body)
    said = {row[0].partition(" Requisitos: ")[0]: row[1] for row in lines if len(row) == 2}
    assert head == ["Servicio", "Demora"]
    assert said.keys() == {service.name for service in catalog.services.values()}
    assert all(said[service.name].startswith(str(service.promise)) for service in catalog.services.values())
    assert said["Simplenews"].endswith("desde que están cumplidos los requisitos")
    assert delays.body.count("<table>") == 1
    assert links(delays.body)["Simplenews"] == f"{SITE}demoras/simplenews/"
    assert [row[0] for row in lines if len(row) == 1] == [group.name for group in catalog.groups.values()]
    assert catalog.company.unlisted in parsed(delays.body).text


def test_the_block_of_targets_is_the_channels_and_tickets(tree: DataTree) -> None:
    """With what kind of figure each is."""
    _, sla = made(tree.catalog())

    assert rows(sla.body) == [
        ["Canal o ticket", "Tiempo de respuesta"],
        ["Canales de atención"],
        ["Correo Para quién: Clientes", "Sin plazo propio"],
        ["Chat Para quién: Ventas", "10 minutos hábiles, como máximo"],
    ]
    assert links(sla.body)["Chat"] == f"{SITE}atencion/#chat"


def test_both_link_to_the_site_to_the_orders_page_and_to_where_they_are_edited(tree: DataTree) -> None:
    """And say the day they were made on, in the one form that is not compared."""
    delays, sla = made(tree.catalog())

    for block, folder in ((delays, "services"), (sla, "attention")):
        found = links(block.body)
        assert found["su página privada"] == f"{SITE}pedido/"
        assert found["calendario"] == f"{SITE}calendario/"
        assert found[f"data/{folder}"] == f"https://git.example.com/tree/main/data/{folder}"
        (stamp,) = STAMP.findall(block.body)
        assert stamp == "Generado el viernes 20 de noviembre de 2026"


@pytest.mark.parametrize("days", [0, 1, 2, 5, 47, 400])
def test_only_the_day_differs_from_day_to_day(tree: DataTree, days: int) -> None:
    """Whatever weekday and month it is."""
    first, later = made(tree.catalog())[0], made(tree.catalog(), days)[0]

    assert STAMP.sub("", first.body) == STAMP.sub("", later.body)
    assert len(STAMP.findall(later.body)) == 1


def test_the_day_is_the_sites_own(tree: DataTree) -> None:
    """Late in the evening UTC is a day ahead."""
    catalog = tree.catalog()
    delays, _ = manual_blocks(catalog, MANUAL, public_facts(catalog, None, NOW + timedelta(hours=8)))

    assert "Generado el viernes 20 de noviembre de 2026" in delays.body


def said_under_a_notice(tree: DataTree, first: str, last: str) -> str:
    """Return what the table tells of Simplenews, whose promise a notice of these days replaces."""
    tree.write(
        "data/notices/mudanza.yml",
        f"kind: delay\ntitle: Mudanza\nreason: Nos mudamos.\nfrom: {first}\nuntil: {last}\n"
        "services: [simplenews]\npromise: 5 días hábiles\n",
    )
    delays, _ = made(tree.catalog())
    (said,) = (row[1] for row in rows(delays.body) if row[0].startswith("Simplenews"))
    return said


def test_a_notice_in_force_shows_both_promises(tree: DataTree) -> None:
    """As the site does."""
    said = said_under_a_notice(tree, "2026-11-16", "2026-11-27")
    assert said.startswith("5 días hábiles, por aviso hasta el vie 27/11/2026; habitualmente, 2 días hábiles")


def test_a_notice_to_come_stands_beside_the_promise_with_its_days(tree: DataTree) -> None:
    """The manual is read on those days, too, before it is written anew."""
    said = said_under_a_notice(tree, "2027-01-04", "2027-01-08")
    coming = "por aviso, 5 días hábiles del lunes 4 al viernes 8 de enero de 2027"
    assert said.startswith(f"2 días hábiles; {coming}")


@pytest.mark.parametrize("typed", ["{{@12}}", "{{{@12}}}", "{{@ 12#bkmrk-x}}", "{{@{{@1}}"])
def test_no_text_can_pull_another_page_in(tree: DataTree, typed: str) -> None:
    """BookStack would put page 12 there, for whoever reads the block."""
    tree.edit("data/services/simplenews.yml", "name: Simplenews", f"name: 'Simple {typed}'")
    delays, _ = made(tree.catalog())

    assert "{{@" not in delays.details_html
    assert typed.replace("{{@", "{{ @") in delays.body


def test_text_is_text(tree: DataTree) -> None:
    """Not HTML, nor part of an attribute."""
    tree.edit("data/services/simplenews.yml", "name: Simplenews", "name: '<q>\"x\" & Cía.'")
    delays, _ = made(tree.catalog())

    assert '<q>"x" & Cía.' in links(delays.body)
    assert list(parsed(delays.body).all("q")) == []


def test_a_block_has_no_ids_of_its_own(tree: DataTree) -> None:
    """BookStack would replace them, and one that stands twice."""
    for block in made(tree.catalog()):
        assert [node for node in parsed(block.body).all() if "id" in node.attrs] == []
