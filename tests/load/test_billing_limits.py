"""How long and how much one run may read is said in the data, with what is usual where nothing is said."""

from __future__ import annotations

from datetime import date

import pytest

from generator.load import doubts, read_files
from tests.load.tree import DataTree


def test_the_limits_of_a_run_are_those_of_the_data_and_else_the_usual_ones(tree: DataTree) -> None:
    usual = tree.catalog().billing.limits
    assert (usual.run_seconds, usual.call_seconds, usual.page_size, usual.answer_megabytes) == (480, 30, 250, 8)

    text = (tree.root / "data/billing.yml").read_text(encoding="utf-8")
    changed = tree.write("data/billing.yml", f"{text}limits:\n  run_seconds: 3000\n  page_size: 100\n").catalog()
    limits = changed.billing.limits
    assert (limits.run_seconds, limits.call_seconds, limits.page_size, limits.answer_megabytes) == (3000, 30, 100, 8)


@pytest.mark.parametrize("line", ["run_seconds: 5", "run_seconds: 99999", "page_size: 0", "call_seconds: x", "x: 1"])
def test_a_limit_that_no_run_could_keep_is_refused_at_its_place(tree: DataTree, line: str) -> None:
    text = (tree.root / "data/billing.yml").read_text(encoding="utf-8")
    (problem,) = tree.write("data/billing.yml", f"{text}limits:\n  {line}\n").said()
    assert problem.startswith(f"data/billing.yml:{text.count(chr(10)) + 2}:")


@pytest.mark.parametrize(
    ("limits", "place"),
    [
        ("run_seconds: 60\n  call_seconds: 10", "run_seconds"),
        ("run_seconds: 300", "run_seconds"),
        ("call_seconds: 41", "call_seconds"),
        ("run_seconds: 60\n  call_seconds: 5", None),
        ("run_seconds: 480\n  call_seconds: 40", None),
    ],
)
def test_a_run_too_short_for_a_dozen_calls_is_doubted(tree: DataTree, limits: str, place: str | None) -> None:
    """A first reading that gets on by a page or two a run takes days."""
    text = (tree.root / "data/billing.yml").read_text(encoding="utf-8")
    typed = f"{text}limits:\n  {limits}\n".splitlines()
    tree.write("data/billing.yml", "\n".join(typed) + "\n")
    told = [one for one in doubts(read_files(tree.root), date(2026, 11, 18)) if "no entran 12 consultas" in one.message]

    assert [typed[one.line - 1].split(":")[0].strip() for one in told] == ([place] if place else [])
    assert all(one.remedy.startswith("Suba «run_seconds» a ") for one in told)
