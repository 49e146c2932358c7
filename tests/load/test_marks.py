"""A text that is no Markdown holds nothing that readers would see as it was typed."""

from __future__ import annotations

import pytest

from generator.load.contacts_and_links import mark_faults
from tests.load.tree import DataTree


@pytest.mark.parametrize(
    "text",
    [
        "[el manual](https://manual.example.com/sla)",
        "![foto](https://manual.example.com/a.png)",
        "<https://manual.example.com/sla>",
        "**muy** importante",
        "*muy* importante",
        "`demoras`",
        "<b>muy importante",
        "a&nbsp;b",
        "Falta:\n- el dominio",
        "Falta:\n  1. el dominio",
    ],
)
@pytest.mark.parametrize("is_name", [True, False])
def test_a_sign_that_would_be_read_is_told_once(text: str, is_name: bool) -> None:
    (fault,) = mark_faults(f"Vea {text}", is_name=is_name)
    assert fault.offset == len("Vea ") + text.find("\n") if "\n" in text else 4
    assert "tal cual" in fault.message
    assert ("https://" in fault.remedy) is (text.startswith(("[", "![", "<https")) and not is_name)


@pytest.mark.parametrize(
    "text",
    [
        "Vea https://manual.example.com/a_b_c?d=1&e=2.",
        "Web - Simplenews (anual) [nuevo]",
        "Planes A*, B* y C*: 2 * 3 < 7 > 5, R&D",
        "* Sujeto a stock. * Incluye IVA.",
        "Uno\ny otro - que sigue",
        '{{ promise("a") }} y {{ sla_manual_url }}',
        "3. Año",
        "Ácme & <Hijos>",
    ],
)
def test_what_only_looks_like_one_is_accepted(text: str) -> None:
    assert list(mark_faults(text, is_name=False)) == []


def test_a_notice_s_reason_is_told_of_with_its_place(tree: DataTree) -> None:
    text = "kind: announcement\ntitle: Aviso\nreason: 'Vea [esto](https://manual.example.com/a).'\n"
    tree.write("data/notices/aviso.yml", f"{text}from: 2026-11-20\nuntil: 2026-11-24\n")
    (problem,) = tree.said()
    assert problem.startswith("data/notices/aviso.yml:3:9: acá no se escribe Markdown ni HTML")
    assert "la dirección sola, desde https://" in problem
