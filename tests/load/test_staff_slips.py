"""Slips of people who do not program, each told once, where it was typed, with a remedy that can be meant."""

from __future__ import annotations

import pytest

from tests.load.faults import BILLING, CALENDAR, FAQ, SERVICE, Fault
from tests.load.tree import DataTree

ANSWER = """answer: 'Simplenews demora {{ promise("simplenews") }}; vea {{ sla_manual_url }}.'"""
NOTE = "note: Lo activa una persona."
PRODUCTS = "products: [Web - Simplenews]"
REQUIREMENTS = "requirements: [dominio, pago]"
CLOSURES = "closures:\n  - {first: 2026-12-28, last: 2026-12-31, name: Cierre de fin de año}"

BRACKETS = {
    "hash_before_the_rest_of_the_file": Fault(
        BILLING, "[Hosting - Inicial]", "[Hosting - Inicial, #1 Plan]", "5:35", ("comentario", '["#1 Plan", otro]')
    ),
    "link_first": Fault(FAQ, ANSWER, "answer: [Lea](https://x.example/) esto.", "2:9", ("«[»", "entre comillas")),
    "bracket_first": Fault(SERVICE, NOTE, "note: [Nuevo] Lo activa una persona.", "8:7", ("«[»", "entre comillas")),
    "brace_first": Fault(SERVICE, NOTE, "note: {Nuevo}", "8:7", ("se espera un texto", "entre comillas")),
    "braces_with_a_comma": Fault(SERVICE, NOTE, "note: {Lea esto, y aquello}", "8:7", ("se espera un texto",)),
    "braces_for_brackets": Fault(SERVICE, REQUIREMENTS, "requirements: {dominio, pago}", "5:15", ("una lista",)),
    "comma_in_braces": Fault(
        CALENDAR, "Cierre de fin de año", "Cierre, fin de año", "7:57", ("«fin de año» quedó suelto", "entre comillas")
    ),
    "colon_in_braces": Fault(
        CALENDAR, "Cierre de fin de año", "Cierre: fin de año", "7:55", ("dos puntos", "entre comillas")
    ),
    "colon_in_brackets": Fault(BILLING, PRODUCTS, "products: [Web: Plus]", "8:16", ("dos puntos", "entre comillas")),
    "bracket_inside": Fault(BILLING, PRODUCTS, "products: [Web [Pro]]", "8:20", ("«[» dentro", '"Plan [Pro]"')),
    "brace_inside": Fault(BILLING, PRODUCTS, "products: [Web {Pro}, x]", "8:20", ("«{» dentro", '"Plan {Pro}"')),
    "apostrophe": Fault(BILLING, PRODUCTS, "products: ['O'Hara - Web']", "8:19", ("sobra texto", "dos veces")),
    "bracket_too_many": Fault(BILLING, PRODUCTS, "products: [Web]]", "8:20", ("sobra «]»", "Bórrelo")),
    "bracket_of_another_kind": Fault(BILLING, PRODUCTS, "products: [Web}", "8:19", ("«[»", "con «}»", "con «]»")),
    "dash_in_brackets": Fault(BILLING, PRODUCTS, "products: [- Web]", "8:16", ("no llevan «- »", "[uno, dos]")),
    "ampersand_in_brackets": Fault(BILLING, PRODUCTS, "products: [Web, &Pro]", "8:21", ("«&Pro»", "comillas")),
    "list_below_an_empty_one": Fault(
        CALENDAR, "closures:\n", "closures: []\n", "6:11", ("no hay ninguno", "Borre «[]»")
    ),
}
SIGNS = {
    "dash_before_a_key": Fault(SERVICE, "owner:", "- owner:", "6:1", ("sobra el guion", "«owner:»")),
    "merge_key_with_an_alias": Fault(SERVICE, NOTE, "<<: *x", "8:1", ("«<<»", "Escriba las claves")),
    "entry_without_its_dash": Fault(BILLING, "  - service: simp", "    service: simp", "7:5", ("«- service: …»",)),
    "dots": Fault(SERVICE, "owner:", "...\nowner:", "6:1", ("termina el archivo", "Bórrelo")),
    "backslash": Fault(SERVICE, NOTE, 'note: "C:\\Users"', "8:12", ("barra invertida", "comillas simples")),
    "backslash_that_means_something": Fault(SERVICE, NOTE, 'note: "C:\\nuevo"', "8:10", ("«\\n»", "comillas simples")),
    "curly_quotes_around_a_colon": Fault(SERVICE, NOTE, "note: “Atención: lea”", "8:7", ("procesador", "rectas")),
    "next_line": Fault(SERVICE, "Lo activa", "Lo\x85activa", "8:9", ("U+0085", "Bórrelo")),
}
TEXTS = {
    "comment_after_quotes": Fault(SERVICE, NOTE, 'note: "Su pedido" #1 está', "8:19", ("comentario", "«Su pedido»")),
    "comment_below": Fault(SERVICE, NOTE, "note: Su pedido\n  #1 está listo", "9:3", ("comentario", "«Su pedido»")),
    "comment_after_a_quoted_element": Fault(
        BILLING, PRODUCTS, 'products:\n      - "Web" #1', "9:15", ("comentario", "«Web»")
    ),
    "joined_table": Fault(SERVICE, NOTE, "note: >-\n  | a | b |\n  | - | - |", "10:3", ("se une", "«|»")),
    "joined_title": Fault(SERVICE, NOTE, "note: >-\n  Uno\n  ## Dos", "10:3", ("se une", "«|»")),
    "joined_elements": Fault(
        SERVICE, REQUIREMENTS, "requirements:\n  - dominio\n    - pago", "7:5", ("«- pago» se une", "alinee")
    ),
    "stars_for_dashes": Fault(SERVICE, REQUIREMENTS, "requirements:\n  * dominio\n  * pago", "6:3", ("«- »", "«*»")),
    "bullets_for_dashes": Fault(SERVICE, REQUIREMENTS, "requirements:\n  • dominio\n  • pago", "6:3", ("«- »", "«•»")),
}
ALL = BRACKETS | SIGNS | TEXTS


@pytest.mark.parametrize("fault", ALL.values(), ids=ALL)
def test_a_slip_is_one_problem_at_its_place(tree: DataTree, fault: Fault) -> None:
    """A single message, with the words that lead to the remedy."""
    (problem,) = tree.edit(fault.path, fault.old, fault.new).said()

    assert problem.startswith(f"{fault.path}:{fault.at}: ")
    assert [piece for piece in fault.said if piece not in problem] == [], problem


def test_unseen_signs_hide_no_other_mistake(tree: DataTree) -> None:
    """Each is told, and so is what stands elsewhere in the file."""
    for old, new in (
        ("Lo activa una", "Lo\u200b activa\u200b una"),
        ("soporte", "Soporte"),
        ("name: S", "name:\x07 S"),
    ):
        tree.edit(SERVICE, old, new)
    said = tree.said()

    assert sorted(problem.split(": ")[0].rpartition("/")[2] for problem in said) == [
        "simplenews.yml:1:6",
        "simplenews.yml:6:8",
        "simplenews.yml:8:9",
    ]


def test_a_file_of_signs_that_nobody_typed_is_told_in_a_few_lines(tree: DataTree) -> None:
    """However many it holds."""
    said = tree.write(SERVICE, "\x07\n" * 20_000).said()

    assert len([problem for problem in said if problem.startswith(SERVICE)]) == 5


def test_comments_of_their_own_stay(tree: DataTree) -> None:
    """At the margin, in a list, and after what is no text."""
    tree.edit(SERVICE, NOTE, f"# aparte\n{NOTE}\n# aparte").edit(SERVICE, "position: 20", "position: 20 # después")
    tree.edit(SERVICE, REQUIREMENTS, "requirements:\n  - dominio\n  # - otro\n  - pago")

    assert tree.said() == []
