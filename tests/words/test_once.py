"""No sentence stands twice: what the words file holds stands nowhere else, and no script says anything of its own."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cache

import pytest
from rapidfuzz import fuzz

from tests.words.texts import ROOT, SLOT, WORDS_FILE, script_strings, sources, texts, words

CLIENT = ("generator/render/", "generator/words/", "site_src/")
"""What clients read comes from here; the rest speaks to staff, in sentences of its own."""
STAFF = ("generator/render/change_report.py", "generator/render/explain.py")
"""Reports that only staff read."""
NEAR = 90
"""Of 100: two sentences this alike are one that somebody copied and changed."""
_PROSE = re.compile(r"[^\x00-\x7f]|[A-Za-z]{2,}[,.:;]? [A-Za-z({]{2,}")
_STAGE = re.compile(r"(?:stages\.\w+\.(?:name|short|many)|tickets\.\w+\.state)$")
_HEADINGS = {"", "Requisitos"}
"""Also what stands over the list of what a service needs, which is no stage."""
_TECHNICAL = {
    *("use strict", "noreferrer noopener", "noindex, nofollow, noarchive", "width=device-width, initial-scale=1"),
    *("loaded again", "↻", "{}…"),
}


def normal(text: str) -> str:
    """Return a text without slots, signs and capitals."""
    return " ".join(re.findall(r"[a-záéíóúüñ]+", SLOT.sub(" ", text).lower()))


def counts(text: str, words_at_least: int = 3) -> bool:
    """Whether a text is long enough to be somebody's sentence and no mere label."""
    return len(text.split()) >= words_at_least and len(text) >= 12


def repetitions(files: Mapping[str, str], sentences: Mapping[str, str]) -> Iterator[str]:
    """Yield what stands twice, with both places."""
    known = {name: normal(text) for name, text in sentences.items()}
    by_text: dict[str, list[str]] = defaultdict(list)
    for name, text in known.items():
        if counts(text):
            by_text[text].append(f"{WORDS_FILE} {name}")
    for path, source in files.items():
        client = path.startswith(CLIENT) and path not in STAFF
        for raw in texts(path, source):
            text = normal(raw)
            if client and raw.strip() in (labels := _stage_labels(sentences)):
                yield f"{path}: {raw.strip()!r} stands in {WORDS_FILE} as {labels[raw.strip()]}"
            for name, sentence in known.items():
                if _same(text, sentence, path) or (client and _alike(text, sentence)):
                    yield f"{path}: {raw.strip()[:80]!r} stands in {WORDS_FILE} as {name}"
            if client and counts(text) and len(text) >= 15 and " " in raw.strip() and raw not in _TECHNICAL:
                by_text[text].append(path)
    yield from (f"{' and '.join(places)}: {text!r}" for text, places in by_text.items() if len(places) > 1)


def _same(text: str, sentence: str, path: str) -> bool:
    # A heading of two words may say what a label says; a program has no business with either.
    return text == sentence and counts(text, 2 if path.endswith((".py", ".js")) else 3)


def _stage_labels(sentences: Mapping[str, str]) -> dict[str, str]:
    """Return where each name of a stage or a state stands, one word or more, as it is written with its capitals."""
    return {text: name for name, text in sentences.items() if _STAGE.match(name) and text not in _HEADINGS}


def _alike(text: str, sentence: str) -> bool:
    if not counts(sentence) or not counts(text):
        return False
    # Three words together may be anybody's turn of phrase.
    whole = counts(sentence, 4) and f" {sentence} " in f" {text} "
    part = counts(text, 5) and f" {text} " in f" {sentence} "
    return whole or part or fuzz.ratio(text, sentence, score_cutoff=NEAR) > 0


def spoken(source: str) -> list[str]:
    """Return the strings of a script that are words for readers: neither names of CSS classes nor technical."""
    return [
        text
        for text in script_strings(source)
        if text not in _TECHNICAL
        and not _is_classes(text)
        and (_PROSE.search(text) or (len(text) > 3 and normal(text) in _labels()))
    ]


def _is_classes(text: str) -> bool:
    return all(re.sub(r"-?\{\}$", "", name) in _classes() for name in text.split())


@cache
def _classes() -> set[str]:
    styles = (path.read_text(encoding="utf-8") for path in (ROOT / "site_src").rglob("*.css"))
    # What the style of a state's own begins with stands there with the state.
    found = {name for style in styles for name in re.findall(r"\.([a-z][a-z-]*)", style)}
    return found | {name.partition("-")[0] for name in found}


@cache
def _labels() -> set[str]:
    return {normal(text) for text in words().values()} - {""}


def test_no_sentence_stands_twice() -> None:
    """In programs, templates, hand-written pages, the theme's own and scripts, word for word or nearly."""
    assert list(repetitions(sources(), words())) == []


def test_no_script_says_anything_of_its_own() -> None:
    """A sentence or a label in a script would be one that the words file does not have."""
    found = {path: spoken(source) for path, source in sources().items() if path.endswith(".js")}
    assert len(found) > 30
    assert {path: said for path, said in found.items() if said} == {}


def test_no_program_that_makes_pages_says_anything_of_its_own() -> None:
    """Nor in Python: what a page's program puts together it takes from the words file, and the rest from templates."""
    makers = {path: source for path, source in sources().items() if path.startswith("generator/render/")}
    said = {
        path: [text for text in texts(path, source) if re.search(r"[áéíóúñ¿¡]|[a-z]{2,} [a-záéíóúñ]{2,} ", text)]
        for path, source in makers.items()
        if path.endswith(".py") and path not in STAFF
    }
    assert {path: found for path, found in said.items() if [text for text in found if not _is_code(text)]} == {}


def _is_code(text: str) -> bool:
    return bool(re.search(r"[<\\^(\[]", text))


PLANTED = [
    ("generator/render/pages.py", 'SAID = "Guardamos esta nota por un tiempo y después desaparece."'),
    ("generator/render/pages.py", 'SAID = f"Estamos con demora en su pedido de {1}."'),
    ("generator/render/pages.py", 'SAID = "No pudimos abrir tu pedido."'),
    ("generator/cli/main.py", 'SAID = "esperan requisitos del cliente"'),
    ("generator/render/templates/servicio.md", "El plazo empieza cuando se acredita su pago."),
    ("generator/render/templates/servicio.md", "Ojo: el plazo empezó a la hora del cierre o más tarde, lo sentimos."),
    ("generator/render/pages.py", 'SAID = "Cancelado"'),
    ("generator/render/templates/servicio.md", "| **Activo** | {{ x }} |"),
    ("generator/render/templates/pedido.html", '<p aria-label="No hay conexión a internet">x</p>'),
    ("site_src/overrides/main.html", "<p>Cada pedido</p><p>La pausa empezó {{ when }}.</p>"),
    ("generator/render/pages.py", 'SAID = "El plazo " + name + " terminaba "'),
    ("generator/render/templates/servicio.md", "{{ 'El plazo terminaba' if since else '' }}"),
    ("generator/render/templates/servicio.md", '{% set said = "No hay conexión " ~ "a internet" %}'),
    ("generator/render/templates/servicio.md", "El plazo empieza cuando\nse acredita su pago."),
    ("site_src/docs/index.md", "- Ver la cuenta día por día"),
    ("site_src/docs/pedido/plazo.js", "const said = on ? `${'El plazo terminaba'} ${since}` : null;"),
]


@pytest.mark.parametrize(("path", "planted"), PLANTED)
def test_a_planted_repetition_is_found(path: str, planted: str) -> None:
    """The test above can fail: in every kind of file, whole, with other slots, with another word, inside another."""
    source = sources()[path]
    assert list(repetitions({path: source}, words())) == []
    assert list(repetitions({path: f"{source}\n{planted}\n"}, words())) != []


def test_a_sentence_planted_twice_in_the_words_file_or_in_two_pages_is_found() -> None:
    """Sentences that stand in no words file must not stand in two templates either."""
    files, known = sources(), words()
    once, again = {"again": "Está en el correo, está dos veces."}, {"once_more": "está en el correo; ¡está dos veces!"}
    line = "\nEsto es una oración que nadie escribió todavía.\n"
    pages = {path: files[path] for path in ("generator/render/templates/avisos.md", "site_src/docs/index.md")}

    assert list(repetitions(pages, known | once)) == []
    assert list(repetitions({}, known | once | again)) != []
    assert list(repetitions({path: page + line for path, page in pages.items()}, known)) != []


@pytest.mark.parametrize(
    "planted",
    [
        'say("Ya casi está listo");',
        "el('p', null, `Faltan ${days} días`)",
        "label = 'Pausa'",
        'x = /"/.test(y) ? "Copiar enlace" : ""',
    ],
)
def test_a_word_planted_in_a_script_is_found(planted: str) -> None:
    """Sentences, templates with values, single labels, and what follows a regular expression with a quote in it."""
    source = sources()["site_src/docs/pedido/plazo.js"]
    assert spoken(source) == []
    assert spoken(f"{source}\n{planted}\n") != []
