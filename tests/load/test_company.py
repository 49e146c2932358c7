"""The optional keys of the company and of requirements: checked like any other, and absent without harm."""

from __future__ import annotations

import pytest

from tests.load.tree import DataTree

COMPANY = "data/company.yml"
REQUIREMENT = "data/requirements/dominio.yml"
PRIVATE = f"https://d.example.com/pedido/#{'a2' * 16}"
FAULTS = {
    "client_area_over_http": (COMPANY, "client_area_url: http://clientes.example.com/", ("https://",)),
    "client_area_with_a_space": (
        COMPANY,
        "client_area_url: clientes punto com",
        ("sin espacios", "https://clientes.example.com/"),
    ),
    "figure_in_what_late_means": (COMPANY, "late_meaning: Le respondemos en 3 horas.", ("«3 horas»", "{{ target(")),
    "reference_that_leads_nowhere": (COMPANY, "late_meaning: 'Son {{ promise(\"no\") }}.'", ("un servicio", "«no»")),
    "question_for_a_lost_link_that_is_not_there": (COMPANY, "order_link_question: plazos", ("«plazos»", "«plazo»")),
    "path_within_the_site_in_a_text": (
        COMPANY,
        "late_meaning: 'Vea {{ order_link_question }}.'",
        ("no existe",),
    ),
    "whatsapp_without_its_country": (COMPANY, "order_whatsapp: 0341 555-1234", ("con el número de su país", "'+54 9")),
    "channel_of_no_kind": ("data/attention/chat.yml", "contact: nuestra oficina", ("ni un teléfono", "https://wa.me/")),
    "channel_that_runs_something": (
        "data/attention/chat.yml",
        "contact: 'javascript:alert(1)'",
        ("no es una dirección",),
    ),
    "channel_that_is_an_order": ("data/attention/chat.yml", f"contact: {PRIVATE}", ("un enlace privado a un pedido",)),
    "invoices_that_are_an_order": (COMPANY, f"invoices_url: {PRIVATE}", ("un enlace privado a un pedido",)),
    "new_ticket_over_http": (COMPANY, "new_ticket_url: http://clientes.example.com/", ("https://",)),
    "client_area_that_is_an_order": (COMPANY, f"client_area_url: {PRIVATE}", ("un enlace privado a un pedido",)),
    "order_over_http": ("data/attention/chat.yml", f"contact: {PRIVATE.replace('s:', ':')}", ("no es una dirección",)),
    "channel_over_http": ("data/attention/chat.yml", "contact: http://chat.example.com/", ("no es una dirección",)),
    "mailbox_with_more_behind_it": ("data/attention/chat.yml", "contact: a@example.com?bcc=b@example.com", ("no es",)),
    "reference_in_an_action": (REQUIREMENT, "action: 'pagar a {{ company_name }}'", ("sin referencias",)),
    "figure_in_an_action": (REQUIREMENT, "action: esperar 2 días", ("«2 días»",)),
}


def test_without_them_the_data_load(tree: DataTree) -> None:
    catalog = tree.catalog()
    assert (catalog.company.client_area_url, catalog.company.late_meaning) == (None, None)
    assert all(requirement.action is None for requirement in catalog.requirements.values())


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_in_one_of_them_is_told_with_its_remedy(tree: DataTree, fault: str) -> None:
    path, line, words = FAULTS[fault]
    tree.write(path, (tree.root / path).read_text(encoding="utf-8") + line + "\n")
    (said,) = tree.said()
    assert said.startswith(f"{path}:")
    assert [word for word in words if word not in said] == []
    assert "a2a2" not in said


def test_right_ones_reach_the_catalog_as_they_are_written(tree: DataTree) -> None:
    meaning = '{{ company_name }} tarda {{ promise("simplenews") }}.'
    text = (tree.root / COMPANY).read_text(encoding="utf-8")
    tree.write(COMPANY, f"{text}client_area_url: https://clientes.example.com/\nlate_meaning: '{meaning}'\n")
    tree.edit(REQUIREMENT, "how: ", "action: activar el dominio\nhow: ")
    catalog = tree.catalog()
    assert catalog.company.client_area_url == "https://clientes.example.com/"
    assert catalog.company.late_meaning == meaning
    assert [one.action for one in catalog.requirements.values() if one.action] == ["activar el dominio"]


def test_an_internal_question_is_none_for_whoever_lost_a_link(tree: DataTree) -> None:
    tree.edit(COMPANY, "name: ", "order_link_question: plazo\nname: ")
    assert tree.said() == []
    tree.edit("data/faq/plazo.yml", "owner: ", "audience: internal\nowner: ")
    (said,) = tree.said()
    assert said.startswith(f"{COMPANY}:1:22: no existe la pregunta pública «plazo».")
