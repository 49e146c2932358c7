"""What nobody sees in a text is refused and named, in the data and in the hand-written pages, typed or escaped."""

from __future__ import annotations

import pytest

from generator.load.invisible_signs import invisible_sign
from generator.load.written_pages import written_pages
from tests.load.tree import DataTree

TURNING = [0x61C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)]
UNSEEN = [
    0xAD,
    0x180E,
    0x200B,
    0x200C,
    0x200D,
    0x2028,
    0x2060,
    0x2063,
    0x3164,
    0xFEFF,
    0xFFF9,
    0xE0041,
    0x1D173,
    0x13430,
    0x110BD,
    0x2065,
    0x180B,
    0xFE01,
    0xFE0F,
    0x2800,
    0xE000,
    0xFFFC,
    0xFFF0,
]


TURNED = "un carácter invisible que cambia el sentido de lectura (U+202E)"


@pytest.mark.parametrize("code", TURNING)
def test_what_turns_the_reading_around_is_told_as_that(code: int) -> None:
    assert invisible_sign(f"pago {chr(code)}abc") == (
        5,
        f"un carácter invisible que cambia el sentido de lectura (U+{code:04X})",
    )


@pytest.mark.parametrize("code", UNSEEN)
def test_what_cannot_be_seen_is_told_by_its_number(code: int) -> None:
    assert invisible_sign(f"pa{chr(code)}go") == (2, f"un carácter invisible (U+{code:04X})")


@pytest.mark.parametrize(
    "text",
    [
        "Está listo: «sí» – 100 %\n\ty más…",
        "&amp; &nbsp; &eacute; &nada;",
        "☎️ ©️",
        "👨‍👩‍👧 ❤️ ✓",
        "10\xa0días",
        "e\u0301",
    ],
)
def test_what_is_seen_passes(text: str) -> None:
    assert invisible_sign(text) is None


QUESTION = "question: ¿Otra?\nowner: soporte\nreview_by: 2027-05-31\nanswer: {}\n"


@pytest.mark.parametrize(
    ("answer", "place", "said"),
    [
        (
            "Su pago \u202eodatide\u202c está.",
            "4:17",
            TURNED,
        ),
        ("Su pa\u200bgo está.", "4:14", "un carácter invisible (U+200B)"),
        ('"Su pago \\u202eodatide."', "4:9", TURNED),
        ('"\\e[2J Su pago está."', "4:9", "un carácter de control (U+001B)"),
        (
            "Así. # Nadie lee \u202ecomentarios",
            "4:26",
            TURNED,
        ),
    ],
)
def test_an_answer_is_refused_at_its_place(tree: DataTree, answer: str, place: str, said: str) -> None:
    (problem,) = tree.write("data/faq/nueva.yml", QUESTION.format(answer)).said()

    assert problem.startswith(f"data/faq/nueva.yml:{place}: hay {said}.")


@pytest.mark.parametrize("entity", ["&#x202e;", "&#8238;", "&rlm;", "&ZeroWidthSpace;", "&shy;", "&#x2800;"])
def test_an_entity_of_html_is_no_way_around(entity: str) -> None:
    found = invisible_sign(f"Pago &amp; señal {entity}zz")

    assert found is not None
    assert found[0] == len("Pago &amp; señal ")


def test_a_hand_written_page_is_refused_too(tree: DataTree) -> None:
    tree.write("site_src/docs/index.md", "# Inicio\n\nSu pago \u202eodatide.\n")
    (problem,) = written_pages(tree.root).problems

    assert str(problem).startswith("site_src/docs/index.md:3:9: hay un carácter invisible que cambia")


@pytest.mark.parametrize("begin", range(0, 0x3000, 0x400))
def test_a_sign_that_passes_in_one_go_also_passes_when_it_is_looked_at_by_itself(begin: int) -> None:
    # Beside the telephone nothing passes in one go.
    differ = [
        code
        for code in range(begin, begin + 0x400)
        if (invisible_sign(f"a{chr(code)}") is None) != (invisible_sign(f"☎a{chr(code)}") is None)
    ]

    assert differ == []
