"""A text links only to the hosts that are allowed, over https, and never to somebody's order."""

from __future__ import annotations

import pytest

from generator.load.contacts_and_links import link_faults
from tests.load.tree import DataTree

HOSTS = ("demoras.example.com", "manual.example.com")


@pytest.mark.parametrize(
    "text",
    [
        "Vea https://manual.example.com/sla.",
        "Vea <https://manual.example.com/a> o [esto](https://demoras.example.com/calendario/#feriados).",
        "[El acuerdo]({{ sla_manual_url }}) y {{ sla_manual_url }}",
        "HTTPS://MANUAL.EXAMPLE.COM/sla",
        "Y/o; a//b; 10:30; www; http",
        "Su dominio, sudominio.com/webmail, y netflix.com/planes; WhatsApp.com",
    ],
)
def test_links_to_the_allowed_hosts_are_accepted(text: str) -> None:
    assert link_faults(text, HOSTS, relative=False) == ()


@pytest.mark.parametrize(
    ("text", "offset", "said"),
    [
        ("Vea https://otra.example/", 4, "«otra.example»"),
        ("Vea https://manual.example.com.otra.example/", 4, "«manual.example.com.otra.example»"),
        ("Vea https://manual.example.com@otra.example/", 4, "«otra.example»"),
        ("Vea https://otra.example\\@manual.example.com/", 4, "permitidos"),
        ("Vea https://{{ company_name }}/", 4, "permitidos"),
        ("Vea www.otra.example/a", 4, "«www.otra.example»"),
        ("Escriba a wa.me/5493415551234.", 10, "«wa.me»"),
        ("Escriba a api.whatsapp.com/send?phone=5493415551234", 10, "«api.whatsapp.com»"),
        ("Vea Instagram.com/empresa", 4, "«instagram.com»"),
        ("Está en t.me/empresa", 8, "«t.me»"),
        ("[a](wa.me/5493415551234)", 4, "«wa.me»"),
        ("[a](//otra.example/)", 4, "«:…»"),
        ("[a](http://manual.example.com/)", 4, "«http:…»"),
        ("[a](tel:+549)", 4, "«tel:…»"),
        ("[a](javascript:alert)", 4, "«javascript:…»"),
        ("[a]({{ company_name }})", 4, "no es una dirección completa"),
        ("[a](../demoras/)", 4, "no es una dirección completa"),
        ("[a]()", 4, "no es una dirección completa"),
        ("[a](https://[::1/)", 4, "no es una dirección completa"),
        ("[a](https://manual.example.com:0/)", 4, "no es una dirección completa"),
        (f"https://demoras.example.com/pedido/#{'a2' * 16}", 0, "privado"),
    ],
)
def test_any_other_link_is_told_once_where_its_address_begins(text: str, offset: int, said: str) -> None:
    (fault,) = link_faults(text, HOSTS, relative=False)
    assert fault.offset == offset
    assert said in fault.message
    assert "a2a2" not in fault.message
    assert "549341" not in fault.message


def test_a_page_may_link_to_another_by_its_path_and_a_plain_text_holds_no_such_link() -> None:
    assert link_faults("[a](b.md#c){ .md-button }", HOSTS, relative=True) == ()
    assert link_faults("[a](b.md#c)", HOSTS, relative=None) == ()
    assert len(link_faults("[a](//otra.example/)", HOSTS, relative=True)) == 1


def test_a_host_is_allowed_by_naming_it_in_the_company_s_file(tree: DataTree) -> None:
    tree.edit("data/faq/plazo.yml", "vea {{", "[lea](https://ayuda.example.com/a) o vea {{")
    assert len(tree.said()) == 1
    tree.edit("data/company.yml", "unlisted", "allowed_hosts: [ayuda.example.com]\nunlisted")
    assert tree.said() == []


def test_where_the_company_s_own_addresses_are_wrong_no_link_is_blamed(tree: DataTree) -> None:
    tree.edit("data/faq/plazo.yml", "vea {{", "[lea](https://demoras.example.com/a) o vea {{")
    tree.edit("data/company.yml", "site_url: https://demoras.example.com/\n", "")
    (problem,) = tree.said()
    assert "falta la clave «site_url»" in problem
