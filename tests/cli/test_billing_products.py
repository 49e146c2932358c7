"""`demoras billing products` lists what billing calls things, mapped or not, with the line to paste."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

import pytest
import yaml

from generator.cli.billing_commands import difference, seen, typed
from generator.load import load_catalog
from tests.cli.calls import call
from tests.cli.needles import found
from tests.doubles.faulty_billing import FaultyBilling
from tests.sample_company import copied, edited

BILLING = "data/billing.yml"
Environ = Mapping[str, str]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Give the root of a copy of the data."""
    return copied(tmp_path / "copia")


def with_ticket_statuses(root: Path, line: str) -> None:
    edited(root, BILLING, "order_statuses:\n", f"ticket_statuses:\n  {line}\norder_statuses:\n")


def listed(root: Path, environ: Environ) -> str:
    ran = call("billing", "products", environ=environ, root=root)
    assert ran.code == 0, ran.err
    return ran.out


def test_what_is_mapped_stands_with_its_service_or_stage(root: Path, environ: Environ) -> None:
    out = listed(root, environ)
    assert re.search(r"^Pedidos leídos: \d+\.$", out, re.MULTILINE)
    assert re.search(r"^  «Correo - Buzones», \d+ pedidos?: correo$", out, re.MULTILINE)
    assert re.search(r"^  «\.es», \d+ pedidos?: dominios$", out, re.MULTILINE)
    assert re.search(r"^  «En taller», \d+ pedidos?: in_progress$", out, re.MULTILINE)


def test_what_is_not_mapped_comes_first_with_a_line_that_maps_it_once_pasted(root: Path, environ: Environ) -> None:
    edited(root, BILLING, "  - service: correo\n    products: [Correo - Buzones]\n", "")
    out = listed(root, environ)
    assert re.search(r"^  «Correo - Buzones», \d+ pedidos?: SIN ASIGNAR$", out, re.MULTILINE)
    pasted = '- {service: ID-DEL-SERVICIO, products: ["Correo - Buzones"]}'
    assert f"      {pasted}\n" in out
    edited(root, BILLING, "services:\n", f"services:\n  {pasted.replace('ID-DEL-SERVICIO', 'correo')}\n")
    assert re.search(r"«Correo - Buzones», \d+ pedidos?: correo$", listed(root, environ), re.MULTILINE)


@pytest.mark.parametrize(
    ("typed_so", "shown", "said"),
    [
        ("Correo -  Buzones", "«Correo - ␣Buzones»", "cambia la cantidad de espacios."),
        ('"Correo -\\u00a0Buzones"', r"«Correo -\xa0Buzones»", "cambia un espacio de no separación."),
        ("Correo - buzones", "«Correo - buzones»", "cambia las mayúsculas."),
        ("Correo - Búzones", "«Correo - Búzones»", "cambia las tildes o las mayúsculas."),
    ],
)
def test_a_difference_that_nobody_sees_is_shown(
    root: Path, environ: Environ, typed_so: str, shown: str, said: str
) -> None:
    edited(root, BILLING, "[Correo - Buzones]", f"[{typed_so}]")
    out = listed(root, environ)
    assert f"se parece a {shown}, que está en data/billing.yml: {said}\n" in out
    assert f"\n  {shown}\n" in out.partition("en ningún pedido")[2]


def test_an_own_status_without_a_stage_comes_with_its_line(root: Path, environ: Environ) -> None:
    edited(root, BILLING, "  - status: En taller\n    stage: in_progress\n", "")
    out = listed(root, environ)
    assert re.search(r"^  «En taller», \d+ pedidos?: SIN ASIGNAR$", out, re.MULTILINE)
    assert '- {status: "En taller", stage: in_progress}' in out


def test_the_statuses_of_tickets_are_listed_too(root: Path, environ: Environ) -> None:
    """Mapped or not; those that every WHMCS has ask for nothing, and an own one comes with its line."""
    out = listed(root, environ).partition("Estados de los tickets")[2]
    assert re.search(r"^  «Open», \d+ tickets?: de la facturación; no hace falta asignarlo$", out, re.MULTILINE)
    assert re.search(r"^  «Requisitos completos», \d+ tickets?: SIN ASIGNAR$", out, re.MULTILINE)
    pasted = '- {status: "Requisitos completos", stage: in_progress}'
    assert f"      {pasted}  (en «ticket_statuses»; elija la etapa)\n" in out

    with_ticket_statuses(root, pasted)
    out = listed(root, environ).partition("Estados de los tickets")[2]
    assert re.search(r"^  «Requisitos completos», \d+ tickets?: in_progress$", out, re.MULTILINE)


def test_a_status_that_nothing_shows_is_named(root: Path, environ: Environ) -> None:
    """Of orders and of tickets: nobody uses it any more, or it was never written so."""
    edited(root, BILLING, "order_statuses:\n", "order_statuses:\n  - {status: Nunca de pedido, stage: in_progress}\n")
    with_ticket_statuses(root, "- {status: Nunca de ticket, stage: in_progress}")
    unseen = listed(root, environ).partition("en ningún pedido ni ticket")[2]
    assert "\n  «Nunca de pedido»\n" in unseen
    assert "\n  «Nunca de ticket»\n" in unseen


def test_a_role_that_may_read_nothing_but_orders_is_enough_for_them(
    root: Path, environ: Environ, billing: FaultyBilling
) -> None:
    """What it may not read is said, with the permission that is missing."""
    billing.role = frozenset({"getorders"})
    out = listed(root, environ)
    assert {action for action, _ in billing.requests} == {"GetOrders", "GetTickets"}
    assert re.search(r"^  «Correo - Buzones», \d+ pedidos?: correo$", out, re.MULTILINE)
    assert re.search(r"^Estados de los tickets: no se leyeron\. .*GetTickets", out, re.MULTILINE)


def test_nothing_of_a_client_is_printed(root: Path, environ: Environ, billing: FaultyBilling) -> None:
    """The list may stand in any log."""
    planted = billing.plant_canaries()
    assert found(planted.values(), listed(root, environ).encode()) == []


@pytest.mark.parametrize("text", ["Plan #1", "a: b", "Plan -\xa0Uno", "Cafe\u0301", 'Plan "A"', "á - é", "Plan  Uno"])
def test_what_is_pasted_is_read_as_billing_has_it(root: Path, text: str) -> None:
    """Also where reading a file would make a blank or an accent the usual one."""
    edited(root, BILLING, "[Correo - Buzones]", f"[{typed(text)}]")
    assert text in {one for entry in load_catalog(root).billing.services for one in entry.products}
    assert yaml.safe_load(typed(text)) == text


def test_blanks_that_nobody_sees_are_drawn() -> None:
    assert seen(" a  b ") == "«␣a ␣b␣»"
    assert difference("Café", "Cafe\u0301") == "cómo están compuestos los acentos"
