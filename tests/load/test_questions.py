"""A question has a place of its own on the page of questions, and its readers are clients unless it says otherwise."""

from __future__ import annotations

import pytest

from tests.load.tree import DataTree

QUESTION = "question: ¿Otra?\nanswer: Así.\nowner: soporte\nreview_by: 2027-05-31\n"


@pytest.mark.parametrize("taken", ["demora-simplenews", "grupo-manual", "generales", "edad"])
def test_a_place_of_the_page_is_nobody_s_id(tree: DataTree, taken: str) -> None:
    (problem,) = tree.write(f"data/faq/{taken}.yml", QUESTION).said()
    assert problem.startswith(f"data/faq/{taken}.yml:1:1: «{taken}» ya es otro lugar")
    assert problem.endswith("Elija otro nombre para el archivo.")


def test_a_question_is_asked_in_one_file_whatever_its_marks_and_capitals(tree: DataTree) -> None:
    (problem,) = tree.write("data/faq/otra.yml", QUESTION.replace("¿Otra?", "CUÁNTO demora")).said()
    # Files are read in the order of their names.
    assert problem.startswith("data/faq/plazo.yml:1:11: «¿Cuánto demora?» ya está en data/faq/otra.yml:1:11.")


def test_questions_are_told_apart_by_who_reads_them(tree: DataTree) -> None:
    tree.write("data/faq/interna.yml", f"{QUESTION}audience: internal\nwordings: [la otra]\n")
    catalog = tree.catalog()

    assert list(catalog.questions("public")) == ["plazo"]
    assert [one.wordings for one in catalog.questions("internal").values()] == [("la otra",)]
