"""What people type who do not program: each is one message at its place, with a remedy that can be meant."""

from __future__ import annotations

import pytest

from tests.load.tree import DataTree

SERVICE = "data/services/simplenews.yml"
FAQ = "data/faq/nueva.yml"
CALENDAR = "data/calendar.yml"
PROMISE = "promise: 2 días hábiles"
QUESTION = "question: ¿Otra?\nwordings: [otra cosa]\nanswer: Así.\nowner: soporte\nreview_by: 2027-05-31\n"

PARSED = [
    (SERVICE, PROMISE, "promise:2 días hábiles", "3:9", "después de «promise:»", "«promise: 2 días hábiles»"),
    (SERVICE, PROMISE, "promise :2 días hábiles", "3:10", "después de «promise:»", "«promise: 2 días hábiles»"),
    (SERVICE, PROMISE, "promise 2 días hábiles", "3:8", "falta «:» después de «promise»", "«promise: 2 días hábiles»"),
    (SERVICE, PROMISE, "promise = 2 días hábiles", "3:8", "falta «:»", "«promise: 2 días hábiles»"),
    (SERVICE, PROMISE, "promise：2 días hábiles", "3:8", "falta «:»", "«promise: 2 días hábiles»"),
    (SERVICE, PROMISE, f"  {PROMISE}", "3:1", "más sangría", "Alinee"),
    (SERVICE, PROMISE, f"<<<<<<< HEAD\n{PROMISE}\n=======\n{PROMISE}\n>>>>>>> x", "3:1", "dos versiones", "«=======»"),
    (SERVICE, PROMISE, f"{PROMISE}\n=======", "4:1", "dos versiones", "«>>>>>>>»"),
    (SERVICE, "Lo activa", ">-\n  Lo\n  <<<<<<< HEAD\n  activa", "10:1", "chocaron («<<<<<<<»)", "«=======»"),
    (SERVICE, "Lo activa", "|-\n  Lo\n  ||||||| x\n  activa", "10:1", "chocaron («|||||||»)", "«=======»"),
    (SERVICE, "[dominio, pago]", "[dominio] #, pago]", "5:25", "«#, pago]» se lee como", "antes del corchete"),
    (SERVICE, "[dominio, pago]", "[dominio] # pago, otro]", "5:25", "la lista termina antes", "una línea propia"),
    (SERVICE, "[dominio, pago]", "[dominio, pago] # los dos, por ahora", None, "", ""),
    (SERVICE, "[dominio, pago]", "\n-dominio\n-pago", "6:2", "falta un espacio después de «-»", "«- dominio»"),
    (SERVICE, "[dominio, pago]", "\n  -dominio\n  -pago", "6:3", "falta un espacio después de «-»", "«- …»"),
    (SERVICE, "[dominio, pago]", "[dominio; pago]", "5:16", "no existe el requisito", "con comas: [dominio, pago]"),
    (SERVICE, "[dominio, pago]", "[dominio, , pago]", "5:25", "dos comas seguidas", "Quite una"),
    (SERVICE, "Lo activa", "*Lo* activa", "8:7", "empieza con «*»", "entre comillas"),
    (SERVICE, "Lo activa", "**Lo** activa", "8:7", "empieza con «*»", "entre comillas"),
    (SERVICE, "Lo activa", "> Lo activa", "8:7", "no va texto en el mismo renglón", "renglón de abajo"),
    (SERVICE, "Lo activa", ">Lo activa", "8:7", "no va texto en el mismo renglón", "renglón de abajo"),
    (SERVICE, "Lo activa", "- Lo activa", "8:7", "una lista no empieza", "entre comillas"),
    (SERVICE, "Lo activa una", "'Lo' activa una", "8:12", "sobra texto después de las comillas", "todo el valor"),
    (SERVICE, "Lo activa", "C:\\\\dir", None, "", ""),
    (SERVICE, "Lo activa una persona.", '"C:\\dir"', "8:10", "barra invertida", "comillas simples"),
    (SERVICE, "soporte", "Soporte técnico", "6:8", "no tiene la forma", "«soporte-tecnico»"),
    (SERVICE, "2027-05-31", "31/05/2027", "7:12", "no es una fecha", "«2027-05-31»"),
    (SERVICE, "2027-05-31", "2027-5-31", "7:12", "no es una fecha", "«2027-05-31»"),
    (CALENDAR, "friday: [09", "viernes: [09", "4:3", "«viernes» no existe", "«friday»"),
    (CALENDAR, "friday: [09:00-18:00]", "friday: [9 a 18]", "4:12", "no es un horario", "«09:00-18:00»"),
    (CALENDAR, "friday: [09:00-18:00]", "friday: [9:30 hs - 18]", "4:12", "no es un horario", "«09:30-18:00»"),
    (CALENDAR, "friday: [09:00-18:00]", "friday: cerrado", "4:11", "se espera una lista", "«[]»"),
    (CALENDAR, "first: 2026-12-28", "first:2026-12-28", "7:6", "después de «first:»", "«first: 2026-12-28»"),
    (CALENDAR, "2026-12-28, last", "2026-12-28 last", "7:5", "falta una coma", "con una coma"),
    ("data/groups.yml", "    intro: Se activan solos.", "Se activan solos.", "7:1", "falta «:»", "«clave: valor»"),
    (SERVICE, "Lo activa", "!Lo activa", "8:7", "etiquetas", "comillas"),
    ("data/billing.yml", "[.com]", "[*.com]", "6:23", "empieza con «*»", "entre comillas"),
    (
        "data/billing.yml",
        "- service: hosting",
        "-service: hosting",
        "4:4",
        "falta un espacio después de «-»",
        "«- service",
    ),
    ("data/holidays/2027.yml", "year: 2027", "year: 2.027", "1:7", "no es el del nombre", "Escriba 2027"),
    ("data/groups.yml", "- id: manual", "- id:manual", "2:8", "después de «id:»", "«id: manual»"),
]
CHANGED = [
    ("answer: Así.", "answer: Su pedido #123 está listo.", "3:19", "«#123 está listo.»", "comillas"),
    ("answer: Así.", "answer: #123 está listo.", "3:8", "falta el valor", "comillas"),
    ("answer: Así.", "answer: Su pedido\n  #123 está listo\n  hoy.", "4:3", "corta el texto", "«>-»"),
    ("answer: Así.", "answer: null", "3:9", "«null» equivale a nada", "«null», póngalo entre comillas"),
    ("[otra cosa]", "[Plan Básico, #1 Plan]", "2:25", "comentario", '["#1 Plan", otro]'),
    ("[otra cosa]", "[uno,\n  dos, # no\n  tres]", "3:8", "«# no»", "línea propia"),
    ("[otra cosa]", "\n  - uno\n  - dos #2", "4:9", "«#2»", "comillas"),
    ("[otra cosa]", "\n  - uno\n   - dos", "4:4", "«- dos» se une al de arriba", "alinee todos los «- »"),
    ("answer: Así.", "answer: >-\n  Pida:\n  - el número", "5:3", "no queda una lista", "escriba «|»"),
    ("answer: Así.", "answer: Pida\n  1. el número\n  2. el servicio", "4:3", "no queda una lista", "escriba «|»"),
    ("answer: Así.", "answer: >-\n  Uno.  \n  Dos.", "4:7", "se unen igual en uno", "escriba «|»"),
    ("answer: Así.", "answer: Uno.  \n  Dos.", "3:13", "se unen igual en uno", "Quite los espacios"),
    ("answer: Así.", "answer: >-\n  Uno.\\\n  Dos.", "4:7", "con la barra «\\» del final", "escriba «|»"),
    ("question: ¿Otra?", "question: “¿Otra?”", "1:11", "procesador de textos", "comillas rectas"),
    ("answer: Así.\n", "answer: >-\n  Así.\n  ", "5:1", "falta la clave «owner»", "Alinee «owner:»"),
]


@pytest.mark.parametrize(("path", "old", "new", "at", "said", "remedy"), PARSED)
def test_a_mistake_is_one_message_at_its_place(
    tree: DataTree, path: str, old: str, new: str, at: str | None, said: str, remedy: str
) -> None:
    problems = tree.edit(path, old, new).said()
    if at is None:
        assert problems == []
        return
    (problem,) = problems
    message, _, told = problem.partition("\n    ")
    assert message.startswith(f"{path}:{at}: ")
    assert said in message
    assert remedy in told


@pytest.mark.parametrize(("old", "new", "at", "said", "remedy"), CHANGED)
def test_what_yaml_would_take_from_a_text_is_refused(
    tree: DataTree, old: str, new: str, at: str, said: str, remedy: str
) -> None:
    (problem,) = tree.write(FAQ, QUESTION.replace(old, new)).said()
    message, _, told = problem.partition("\n    ")
    assert message.startswith(f"{FAQ}:{at}: ")
    assert said in message
    assert remedy in told


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("answer: Así.", "answer: 'Su pedido #123 está listo.'"),
        ("answer: Así.", "answer: Así."),
        ("answer: Así.", "answer: |\n  Pida el #123:\n  - el número\n  - el servicio"),
        ("answer: Así.", "answer: >-\n  Así\n  y así.\n\n  - sola"),
        ("answer: Así.", "answer: |-\n  Uno.  \n  Dos."),
        ("answer: Así.", "answer: >-\n  Uno.  \n\n  Dos.  "),
        ("answer: Así.", "answer: |-\n  ## Título\n  =======\n  Más."),
        ("owner: soporte", "owner: soporte # desde marzo"),
        ("[otra cosa]", "['#1 Plan', tal vez] # para el buscador"),
        ("question: ¿Otra?", "question: “Así” y “así”"),
        ("answer: Así.", "answer:\tAsí."),
    ],
)
def test_what_nothing_is_taken_from_passes(tree: DataTree, old: str, new: str) -> None:
    assert tree.write(FAQ, QUESTION.replace(old, new)).said() == []


@pytest.mark.parametrize("blank", ["\xa0", "\u202f", "\u2009", "\u3000"])
def test_a_blank_that_looks_like_one_is_one(tree: DataTree, blank: str) -> None:
    """After a colon, as indentation and inside a value."""
    tree.edit(SERVICE, PROMISE, PROMISE.replace(" ", blank)).edit(
        "data/groups.yml", "  - id: manual", f"{blank}{blank}- id: manual"
    )
    assert tree.said() == []
    assert str(tree.catalog().services["simplenews"].promise) == "2 días hábiles"  # type: ignore[index]


def test_an_accent_in_two_code_points_is_one_letter(tree: DataTree) -> None:
    assert tree.edit(SERVICE, PROMISE, "promise: 2 di\u0301as ha\u0301biles").said() == []


def test_an_escape_says_exactly_which_sign_is_meant(tree: DataTree) -> None:
    """Billing may hold a no-break space in a product's name, which is compared sign by sign."""
    billing = tree.edit("data/billing.yml", "[Web - Simplenews]", '["Web -\\u00a0Simplenews"]').catalog().billing
    assert "Web -\xa0Simplenews" in {text for entry in billing.services for text in entry.products}


@pytest.mark.parametrize("end", ["\r\n", "\r"])
def test_lines_of_other_systems_are_lines(tree: DataTree, end: str) -> None:
    text = (tree.root / SERVICE).read_text(encoding="utf-8").replace("position: 20", "position: a")
    (problem,) = tree.write(SERVICE, text.replace("\n", end).encode()).said()
    assert problem.startswith(f"{SERVICE}:9:11: ")


def test_two_mistakes_of_form_in_one_file_are_both_told_and_a_wrong_value_with_them(tree: DataTree) -> None:
    tree.edit(SERVICE, PROMISE, "promise:2 días").edit(SERVICE, "soporte", "'soporte").edit(
        SERVICE, "n: 20", "n: veinte"
    )
    assert [problem.split(": ")[0] for problem in tree.said()] == [
        f"{SERVICE}:3:9",
        f"{SERVICE}:6:8",
        f"{SERVICE}:9:11",
    ]


def test_two_mistakes_in_one_list_are_both_told(tree: DataTree) -> None:
    tree.edit("data/groups.yml", "- id: manual", "- id:manual").edit(
        "data/groups.yml", "intro: Se activan solos.", "intro: *Se* activan"
    )
    assert [problem.split(": ")[0] for problem in tree.said()] == ["data/groups.yml:2:8", "data/groups.yml:7:12"]


def test_a_file_in_another_folder_is_one_message_that_names_its_own(tree: DataTree) -> None:
    notice = "kind: delay\ntitle: T\nreason: R.\nfrom: 2026-12-01\nuntil: 2026-12-10\nservices: [simplenews]\n"
    (problem,) = tree.write("data/faq/a.yml", notice).said()
    assert problem.startswith("data/faq/a.yml:1:1: por sus claves (kind, title, reason, from, until, services) ")
    assert problem.endswith("Páselo a data/notices/a.yml.")


@pytest.mark.parametrize(("key", "typed"), [("services", "service"), ("promise", "plazo"), ("kind", "tipo")])
def test_a_misspelt_key_of_a_notice_is_one_message(tree: DataTree, key: str, typed: str) -> None:
    notice = (
        "kind: delay\ntitle: T\nreason: R.\nfrom: 2026-12-01\nuntil: 2026-12-10\nservices: [simplenews]\n"
        "promise: 5 días hábiles\n"
    )
    (problem,) = tree.write("data/notices/a.yml", notice.replace(f"{key}:", f"{typed}:")).said()
    assert f"¿Quiso decir «{key}»?" in problem


@pytest.mark.parametrize(("typed", "meant"), [("promesa", "promise"), ("Promise", "promise"), ("plazo", "promise")])
def test_a_misspelt_key_is_one_message(tree: DataTree, typed: str, meant: str) -> None:
    (problem,) = tree.edit(SERVICE, "promise:", f"{typed}:").said()
    assert problem.startswith(f"{SERVICE}:3:1: la clave «{typed}» no existe")
    assert f"¿Quiso decir «{meant}»?" in problem
