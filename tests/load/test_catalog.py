"""A right data tree becomes a Catalog whose mappings are in the order of the pages."""

from __future__ import annotations

from datetime import date

import pytest

from generator.model.calendar import OpenInterval
from generator.model.promise import parse_promise
from generator.model.states import State
from tests.load.tree import DataTree


def test_services_go_by_group_then_position_then_name_without_regard_to_accents(tree: DataTree) -> None:
    assert list(tree.catalog().services) == ["acme", "simplenews", "hosting"]


def test_the_order_of_the_groups_file_decides_the_order_of_the_services(tree: DataTree) -> None:
    tree.edit("data/groups.yml", "- id: manual", "- id: x").edit("data/groups.yml", "id: instantanea", "id: manual")
    tree.edit("data/groups.yml", "id: x", "id: instantanea")
    assert list(tree.catalog().services) == ["hosting", "acme", "simplenews"]


def test_attention_goes_by_position_and_requirements_by_name(tree: DataTree) -> None:
    catalog = tree.catalog()
    assert list(catalog.attention) == ["correo", "chat"]
    assert list(catalog.requirements) == ["dominio", "pago"]


def test_scalars_become_what_their_field_holds(tree: DataTree) -> None:
    catalog = tree.edit("data/calendar.yml", "cut_off: closing", "cut_off: 12:30").catalog()
    service = catalog.services["simplenews"]
    assert (service.promise, service.position, service.assumed) == (parse_promise("2 días hábiles"), 20, False)
    assert service.review_by == date(2027, 5, 31)
    assert catalog.calendar.cut_off == 12 * 60 + 30
    assert catalog.calendar.weekly_hours.friday == (OpenInterval(9 * 60, 18 * 60),)
    assert catalog.billing.order_statuses[0].stage is State.IN_PROGRESS
    assert catalog.revocations == {"00112233445566778899aabbccddeeff": 2}


def test_one_text_and_one_service_may_stand_once_for_each_kind_of_line(tree: DataTree) -> None:
    """An add-on may be called like a product, and a domain be registered, transferred and renewed."""
    more = "  - {service: hosting, kind: transfer, domain_endings: [.com]}\n  - {service: hosting, kind: renewal}\n"
    more += "  - {service: acme, kind: addon, products: [Hosting - Inicial]}\n"
    billing = tree.edit("data/billing.yml", "order_statuses", f"{more}order_statuses").catalog().billing
    assert [entry.kind for entry in billing.services] == [None, None, "transfer", "renewal", "addon"]


def test_an_order_to_erase_keeps_its_revision(tree: DataTree) -> None:
    tag, other = "00112233445566778899aabbccddeeff", "f" * 32
    assert tree.catalog().erased == frozenset()
    lines = f"revision: 2, erase: true}}\n  - {{tag: {other}, revision: 1, erase: false}}"
    catalog = tree.edit("data/revocations.yml", "revision: 2}", lines).catalog()
    assert (catalog.revocations, catalog.erased) == ({tag: 2, other: 1}, {tag})


@pytest.mark.parametrize("word", ["no", "12:30", "2026-05-01", "0x1F", "1e3", "on"])
def test_what_yaml_would_read_as_another_type_stays_text_where_text_is_wanted(tree: DataTree, word: str) -> None:
    assert tree.edit("data/faq/plazo.yml", "¿Cuánto demora?", word).catalog().faq["plazo"].question == word


def test_the_calendar_holds_all_years_of_holidays_in_order(tree: DataTree) -> None:
    calendar = tree.catalog().calendar
    assert [day.date for day in calendar.holidays] == [date(2026, 1, 1), date(2026, 5, 25), date(2027, 1, 1)]
    assert (calendar.first_year, calendar.last_year) == (2026, 2027)


def test_files_that_hold_an_assumption_anywhere_are_listed(tree: DataTree) -> None:
    tree.edit("data/groups.yml", "intro: Se activan solos.", "intro: Se activan solos.\n    assumed: true")
    assert tree.catalog().assumed == ("data/billing.yml", "data/groups.yml")


def test_a_project_without_hand_written_pages_loads(tree: DataTree) -> None:
    tree.remove("site_src/docs/index.md")
    (tree.root / "site_src/docs").rmdir()
    assert tree.said() == []


def test_fenced_code_of_a_page_is_not_read_and_what_follows_it_is(tree: DataTree) -> None:
    page = "~~~\n48 horas\n~~~~\n\n1 hora\n\n````sh\n```\n2 horas\n````\n"
    (problem,) = tree.write("site_src/docs/otra/pagina.md", page).said()
    assert problem.startswith("site_src/docs/otra/pagina.md:5:1: hay un plazo escrito a mano: «1 hora».")


def test_a_fence_that_is_never_closed_opens_no_code(tree: DataTree) -> None:
    """MkDocs reads it as text, and would meet the reference."""
    (problem,) = tree.write("site_src/docs/otra.md", "```sh\n{{ nada }}\n").said()
    assert problem.startswith("site_src/docs/otra.md:2:1: no existe la referencia «{{ nada }}».")
