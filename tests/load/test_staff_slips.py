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
ENTRIES = {
    "closure_of_one_date": Fault(
        CALENDAR, CLOSURES, "closures:\n  - {date: 2026-12-28, name: x}", "7:6", ("«date»", "la misma fecha en los dos")
    ),
    "a_dash_before_each_key": Fault(
        CALENDAR,
        CLOSURES,
        "closures:\n  - first: 2026-12-28\n  - last: 2026-12-31\n  - name: x",
        "8:5",
        ("entrada nueva", "delante de «first:»"),
    ),
    "opening_and_closing_apart": Fault(CALENDAR, "friday: [09:00-18:00]", "friday: [09:00, 18:00]", "4:12", ("guion",)),
    "two_intervals_without_a_comma": Fault(
        CALENDAR, "friday: [09:00-18:00]", "friday: [9 a 13 y 14 a 18]", "4:12", ("con una coma",)
    ),
    "several_days_in_a_line": Fault(CALENDAR, "  friday:", "  lunes a viernes:", "4:3", ("una línea por día",)),
    "closure_without_a_name": Fault(CALENDAR, ", name: Cierre de fin de año", "", "7:5", ("«name: Cierre",)),
    "spanish_first_date": Fault(CALENDAR, "{first: 2026-12-28", "{desde: 2026-12-28", "7:6", ("«first»?",)),
    "minutes_in_words": Fault(SERVICE, "2 días hábiles", "90 min", "3:10", ("«90 minutos»?",)),
}
NEVER_MEANT = {
    "both_kinds_of_days": Fault(SERVICE, "2 días hábiles", "2 días corridos hábiles", "3:10", ("uno de los dos",)),
    "hours_and_minutes": Fault(SERVICE, "2 días hábiles", "1:30 horas", "3:10", ("90 minutos",)),
    "thousands": Fault(SERVICE, "2 días hábiles", "1 000 minutos", "3:10", ("sin espacio",)),
    "sixty_minutes": Fault(CALENDAR, "friday: [09:00-18:00]", "friday: [09:00-18:60]", "4:12", ("HH:MM",)),
    "cut_off_of_sixty_minutes": Fault(CALENDAR, "cut_off: closing", "cut_off: 17:60", "5:10", ("16:00",)),
    "holiday_for_a_weekday": Fault(CALENDAR, "  friday:", "  feriado:", "4:3", ("monday, tuesday",)),
    "two_owners": Fault(SERVICE, "owner: soporte", "owner: soporte, comercial", "6:8", ("identificador",)),
    "mail_address_for_an_owner": Fault(SERVICE, "owner: soporte", "owner: soporte@x.com", "6:8", ("identificador",)),
}
TYPED = {
    "figure_twice": Fault(FAQ, "vea {{", "demora dos (2) días; vea {{", "2:9", ("«dos (2) días»",)),
    "figure_of_two_words": Fault(FAQ, "vea {{", "setenta y dos horas; vea {{", "2:9", ("«setenta y dos horas»",)),
    "figure_of_one_word": Fault(FAQ, "vea {{", "veinticuatro horas; vea {{", "2:9", ("«veinticuatro horas»",)),
    "working_days": Fault(FAQ, "vea {{", "tres jornadas; vea {{", "2:9", ("«tres jornadas»",)),
    "tax_id_of_venezuela": Fault(FAQ, "vea {{", "RIF J-12345678-9; vea {{", "2:9", ("identificación fiscal",)),
    "name_with_another_accent": Fault(SERVICE, "Simplenews", "Hósting", "1:7", ("hosting.yml:1:7",)),
    "group_copied": Fault(
        "data/groups.yml",
        "  - id: instantanea",
        "  - id: manual\n    name: Activación manual\n    intro: Se activan a mano.\n  - id: instantanea",
        "5:9",
        ("«manual»", "dos veces"),
    ),
}
ALL = BRACKETS | SIGNS | TEXTS | ENTRIES | NEVER_MEANT | TYPED
NOTICE = "kind: delay\ntitle: Demora\nreason: Mudanza.\nfrom: 2026-12-01\nuntil: 2026-12-10\n"
QUESTION = "question: ¿Otra?\nanswer: Algo.\nowner: soporte\nreview_by: 2027-05-31\n"


@pytest.mark.parametrize("fault", ALL.values(), ids=ALL)
def test_a_slip_is_one_problem_at_its_place(tree: DataTree, fault: Fault) -> None:
    """A single message, with the words that lead to the remedy."""
    (problem,) = tree.edit(fault.path, fault.old, fault.new).said()

    assert problem.startswith(f"{fault.path}:{fault.at}: ")
    assert [piece for piece in fault.said if piece not in problem] == [], problem


def test_a_list_whose_only_entry_is_wrong_is_not_called_empty_too(tree: DataTree) -> None:
    tree.write("data/groups.yml", "groups:\n  - {id: instantanea}\n")
    said = [one for one in tree.said() if one.startswith("data/groups.yml")]
    assert [one.split(": ")[1].splitlines()[0] for one in said] == ["falta la clave «name»."]


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


@pytest.mark.parametrize("fault", NEVER_MEANT.values(), ids=NEVER_MEANT)
def test_nothing_is_proposed_that_cannot_be_meant(tree: DataTree, fault: Fault) -> None:
    """Better no guess than the mistake again, or something else."""
    (problem,) = tree.edit(fault.path, fault.old, fault.new).said()

    assert "¿Quiso decir" not in problem


@pytest.mark.parametrize("typed", ["2  días hábiles", "2 \N{NO-BREAK SPACE}días hábiles", "|\n  2 días\n  hábiles"])
def test_blanks_that_say_nothing_are_let_be_in_a_promise(tree: DataTree, typed: str) -> None:
    """They were told as «2 días hábiles», and «2 días hábiles» was proposed."""
    tree.edit(SERVICE, "promise: 2 días hábiles", f"promise: {typed}")

    assert tree.said() == []


@pytest.mark.parametrize(
    ("path", "text", "said"),
    [
        ("data/faq/aviso.yml", f"{NOTICE}titulo: Uno\n", "data/notices/aviso.yml"),
        ("data/services/pregunta.yml", QUESTION.replace("answer", "respuesta") + "wordings: [x]\n", "data/faq/"),
        ("data/faq/grupos.yml", "groups:\n  - {id: a, name: A, intro: Algo.}\n", "data/groups.yml"),
        ("data/pregunta.yml", QUESTION, "data/faq/"),
        ("data/faq/pregunta.yaml", QUESTION, "«pregunta.yml»"),
        ("data/faq/pregunta.yml.txt", QUESTION, "«pregunta.yml»"),
    ],
)
def test_a_file_in_another_place_is_told_where_it_belongs(tree: DataTree, path: str, text: str, said: str) -> None:
    """Once, also with a slip among its keys, and without a name that is only spelt alike."""
    (problem,) = tree.write(path, text).said()

    assert problem.startswith(f"{path}:1:1: ")
    assert said in problem
    assert "manual.yml»?" not in problem


@pytest.mark.parametrize(
    ("copied", "path", "old", "new", "said"),
    [
        (FAQ, "data/faq/segundo.yml", "wordings", "wordings", "también"),
        (FAQ, "data/faq/segundo.yml", "¿Cuánto demora?", "¿Y esto?", "«en cuánto está»"),
        ("data/notices/a.yml", "data/notices/b.yml", "Mudanza", "Mudanza", "data/notices/a.yml:2:8"),
        ("data/holidays/2027.yml", "data/holidays/2028.yml", "AR", "AR", "no es el del nombre"),
    ],
)
def test_a_file_that_was_copied_is_one_problem(
    tree: DataTree, copied: str, path: str, old: str, new: str, said: str
) -> None:
    """However many of its texts stand twice, or dates are of another year."""
    tree.edit(FAQ, "answer:", "wordings: [en cuánto está, qué tarda]\nanswer:")
    tree.write("data/notices/a.yml", NOTICE.replace("kind: delay", "kind: announcement"))
    (problem,) = tree.write(path, (tree.root / copied).read_text(encoding="utf-8").replace(old, new)).said()

    assert problem.startswith(f"{path}:")
    assert said in problem
