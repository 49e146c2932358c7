"""`check` refuses what MkDocs would refuse to build, and nothing else that concerns the pages."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.load.tree import BASE
from tests.sample_company import SAMPLE
from tests.site.agreement import NOW, after_each_deletion, checked, without_what_may_be_left_out
from tests.site.bare_engine import PAGES, project, refusal


@pytest.fixture(autouse=True)
def _at_a_fixed_moment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DEMORAS_NOW", NOW.isoformat())


@pytest.mark.parametrize("data", [SAMPLE / "data", BASE / "data"], ids=["sample", "base"])
def test_with_any_file_of_the_data_gone_they_agree(tmp_path: Path, data: Path) -> None:
    assert list(after_each_deletion(project(tmp_path / "project", data))) == []


def test_without_any_key_that_may_be_left_out_they_agree(tmp_path: Path) -> None:
    root = project(tmp_path / "project", SAMPLE / "data")

    assert without_what_may_be_left_out(root) > 40
    assert (checked(root), refusal(root)) == ((), None)


def test_without_the_question_of_a_lost_link_check_names_the_file_that_sends_there(tmp_path: Path) -> None:
    root = project(tmp_path / "project", SAMPLE / "data")
    (root / "data" / "faq" / "direccion-de-mi-pedido.yml").unlink()
    (problem,) = checked(root)

    assert (problem.path, problem.line) == ("data/company.yml", 7)
    assert "«direccion-de-mi-pedido»" in problem.message


@pytest.mark.parametrize(
    "pages",
    [
        {},
        {"index.md": "# Sin nada\n"},
        {"index.md": "[a](preguntas/index.md#generales) [b](calendario.json#x) [c](https://plazos.cierzo.example/)\n"},
        {"index.md": "[a](pedido/index.html) ![b](foto.png)\n", "foto.png": ""},
        {"index.md": "````\n```\n[a](nada.md) {{ nada }}\n```\n````\n"},
        {"index.md": "Texto\n\n~~~ python\n{{ nada }}\n~~~\n"},
        {
            "index.md": '<a href="demoras/">a</a> <a href="preguntas/#generales">b</a> <img src="foto.png">\n',
            "foto.png": "",
        },
        {".borrador.md": "[a](nada.md)"},
    ],
)
def test_pages_that_can_be_laid_out_pass_both(tmp_path: Path, pages: Mapping[str, str]) -> None:
    root = written(project(tmp_path / "project", SAMPLE / "data"), pages)

    assert (checked(root), refusal(root)) == ((), None)


@pytest.mark.parametrize(
    "pages",
    [
        {"index.md": "[a](preguntas/index.md#no-esta)\n"},
        {"index.md": "[a](preguntas/)\n"},
        {"index.md": "[a](demoras/no-esta.md)\n"},
        {"index.md": "[a](/demoras/index.md)\n"},
        {"index.md": "![a](no-esta.png)\n"},
        {"index.md": "[a](#no-esta)\n"},
        {"index.md": "[a](#b)\n\n<div>\n\n## B {: #b }\n\n</div>\n"},
        {"index.md": '<div markdown="1">\n[a](no-esta.md)\n</div>\n'},
        {"index.md": "| a |\n|---|\n| [a](no-esta.md) |\n"},
        {"index.md": '<a href="nada/">a</a>\n'},
        {"index.md": '<a href="preguntas/#no-esta">a</a>\n'},
        {"index.md": '<img src="no-esta.png">\n'},
        {"index.md": "```\nsin cerrar {{ nada }}\n"},
        {"otra.md": "# Otra\n"},
        {"otra.markdown": "# Otra\n"},
        {"index.md": None},
    ],
)
def test_pages_that_cannot_are_refused_by_both(tmp_path: Path, pages: Mapping[str, str | None]) -> None:
    root = written(project(tmp_path / "project", SAMPLE / "data"), pages)

    assert all(problem.path.startswith(PAGES.as_posix()) for problem in checked(root))
    assert checked(root)
    assert refusal(root)


def test_what_looks_like_a_heading_in_an_answer_is_no_place_for_either(tmp_path: Path) -> None:
    """An answer's text stands in HTML of its own, where the engine makes no headings."""
    root = written(project(tmp_path / "project", SAMPLE / "data"), {"index.md": "[a](preguntas/index.md#b)\n"})
    answer = "answer: |-\n  Uno\n  ## B {: #b }\n  tres"
    (root / "data" / "faq" / "b2.yml").write_text(
        f"question: ¿B?\n{answer}\nowner: equipo\nreview_by: 2027-01-15\n", encoding="utf-8"
    )
    assert [problem.path for problem in checked(root)] == ["site_src/docs/index.md"]
    assert refusal(root)


def written(root: Path, pages: Mapping[str, str | None]) -> Path:
    """Return the project with these files among its hand-written pages, or without the one that is None."""
    for name, text in pages.items():
        path = root / PAGES / name
        path.unlink() if text is None else path.write_text(text, encoding="utf-8")
    return root
