"""Each page's script says all of its sentences, each with its slots, and asks for none that there is not."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping

import pytest

from generator.model.due import TraceDay
from generator.model.states import State, TicketState, WaitingOn
from generator.model.views import ChangeView, ItemView, OrderView, PauseView, TicketView
from generator.render.order_page import order_page_html
from generator.words.for_scripts import as_json, calculator_words, inside_script, order_page_words, staff_words
from generator.words.language import WORDS, Sentences, words_in
from generator.words.sentences import SLOT
from tests.browser.orders import small_catalog
from tests.kept_fields import Kept, fields_of
from tests.words.texts import ROOT

ORDER_PAGE = ROOT / "site_src" / "docs" / "pedido"
CALCULATOR = ROOT / "site_src" / "docs" / "assets"
STAFF = ROOT / "site_src" / "interno" / "assets"
_CALL = re.compile(r'\b(?:text|pieces|counted)\("(\w+)"(?:, )?')


def source(folder: str) -> str:
    """Return all scripts of a folder as one."""
    return "\n".join(path.read_text(encoding="utf-8") for path in sorted((ROOT / folder).rglob("*.js")))


def slots_of(sentence: str | Mapping[str, str]) -> set[str]:
    """Return the slots of a sentence, of either form."""
    forms = [sentence] if isinstance(sentence, str) else sentence.values()
    return {name for form in forms for name in SLOT.findall(form)}


def calls(script: str) -> list[tuple[str, set[str]]]:
    """Return the sentences that a script asks for, each with the slots it fills."""
    return [(call[1], _given(_top_level(script[call.end() :])[0])) for call in _CALL.finditer(script)]


def test_the_order_page_s_script_says_every_sentence_with_its_slots() -> None:
    """Whoever takes a sentence away, or gives a slot another name, is told here."""
    sentences = order_page_words(WORDS)["order_page"]
    asked = calls(source("site_src/docs/pedido"))

    assert len(asked) > 90
    assert {key for key, _ in asked} == set(sentences)
    wrong = {key: names for key, names in asked if names | {"figure"} != slots_of(sentences[key]) | {"figure"}}
    assert wrong == {}
    plural = {key for key, sentence in sentences.items() if not isinstance(sentence, str)}
    assert plural <= {key for key, names in asked if "figure" in names}


def test_every_failure_has_words_and_all_else_it_needs() -> None:
    """Those that the script throws, and those that it finds out by itself."""
    script = source("site_src/docs/pedido")
    drawn = set(
        re.findall(r"^  (\w+): \{.*\},$", script.partition("const FAILURES = {")[2].partition("};")[0], re.MULTILINE)
    )

    assert drawn == set(WORDS.failures)
    assert set(re.findall(r'new Failure\("(\w+)"\)', script)) <= drawn


def test_the_order_page_knows_how_to_draw_and_to_rank_every_stage() -> None:
    """A stage that is added to `State` stands in the line or has a badge, and has its rank, before this passes."""
    script, stages = source("site_src/docs/pedido"), {state.value for state in State}
    line, badges, ranks = (_names(script, name) for name in ("LINE", "BADGES", "RANKS"))

    assert sorted([*line, *badges]) == sorted(stages)
    # Where nothing is known, the rank hangs on why.
    assert sorted([*ranks, "unknown"]) == sorted(stages)


def test_the_order_page_asks_for_no_stage_or_turn_that_there_is_not() -> None:
    """A name that was changed in Python and not in a script would never be met again."""
    script = source("site_src/docs/pedido")
    compared = {
        "state": {state.value for state in State} | {state.value for state in TicketState},
        "waiting_on": {who.value for who in WaitingOn},
    }
    for key, known in compared.items():
        single = re.findall(rf'\.{key} [!=]== "(\w+)"', script)
        several = re.findall(rf"\[([^\]]*)\]\.includes\(\w+\.{key}\)", script)
        named = {*single, *re.findall(r'"(\w+)"', " ".join(several))}
        assert named
        assert named <= known


@pytest.mark.parametrize("view", [OrderView, ItemView, TicketView, PauseView, ChangeView, TraceDay])
def test_the_order_page_reads_every_field_that_is_sealed(view: Kept) -> None:
    """A fact that is sealed and never drawn is bytes and a client's data for nothing."""
    script = source("site_src/docs/pedido")
    sealed = fields_of(view)

    assert {name for name in sealed if not re.search(rf"\.{name}\b|[{{,] {name}\b", script)} == set()


def _names(script: str, constant: str) -> list[str]:
    """Return the members of a list, or the keys of an object, that a script declares."""
    (body,) = re.findall(rf"const {constant} = [\[{{](.*?)[\]}}];", script, re.DOTALL)
    return re.findall(r'"(\w+)"(?=,|$)', body) if ":" not in body else re.findall(r"(\w+):", body)


def test_the_calculator_and_the_staff_s_scripts_say_every_sentence_of_theirs() -> None:
    """By name: none of them is kept for nothing."""
    calculator, staff = source("site_src/docs/assets"), source("site_src/interno/assets")

    assert _unsaid(WORDS.calculator, calculator) == []
    assert _unsaid(WORDS.staff, staff) == []
    assert _unsaid(staff_words(WORDS)["replies"], staff) == []
    for part in ("dates", "count"):
        assert _unsaid(calculator_words(WORDS)[part], calculator) == []
    assert _unsaid(order_page_words(WORDS)["dates"], source("site_src/docs/pedido")) == []


def test_the_order_page_carries_its_words_and_no_text_can_end_them() -> None:
    """In the document itself: a block of data, which no browser runs and no policy has to allow."""
    catalog = small_catalog()
    html = order_page_html(catalog)
    (block,) = re.findall(r'<script type="application/json" id="textos">(.*?)</script>', html)

    carried = json.loads(block)
    assert carried.pop("ways") == [["Preguntar en el área de clientes", "https://clientes.example/"]]
    assert carried.pop("onward") == [["Horario", "../atencion/"], ["Inicio", "../"]]
    assert carried == json.loads(as_json(order_page_words(words_in(catalog.calendar.zone))))
    assert json.loads(inside_script(as_json({"x": "</script><b>&"}))) == {"x": "</script><b>&"}
    assert not set("<>&") & set(inside_script('"</script><!--&"'))


def test_staff_s_own_words_are_not_given_to_clients() -> None:
    """What only lists for staff say, and the staff's pages, stand in no public page."""
    public = as_json(order_page_words(WORDS)) + as_json(calculator_words(WORDS))

    assert "esperan requisitos del cliente" not in public
    assert "Ningún servicio se llama así" not in public


def _unsaid(sentences: Sentences | Mapping[str, object], script: str) -> list[str]:
    return [key for key in sentences if not re.search(rf"\b{key}\b", script)]


def _given(argument: str) -> set[str]:
    """Return the names that an object's literal gives; what is no literal is a figure."""
    if not argument.startswith("{"):
        return {"figure"} if argument else set()
    return {part.partition(":")[0].strip() for part in _top_level(argument[1:]) if part.strip()}


def _top_level(text: str) -> list[str]:
    """Return what stands between commas, up to the bracket that ends it all."""
    parts, depth = [""], 0
    for sign in text:
        depth += {**dict.fromkeys("([{", 1), **dict.fromkeys(")]}", -1)}.get(sign, 0)
        if depth < 0:
            break
        if sign == "," and not depth:
            parts.append("")
        else:
            parts[-1] += sign
    return parts
