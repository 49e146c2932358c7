"""Each fault somebody can type is told once, at its line and column, with value, accepted values and remedy."""

from __future__ import annotations

import pytest

from tests.load.faults import FORM, SHAPE, TOGETHER, Fault
from tests.load.tree import DataTree

ALL = FORM | SHAPE | TOGETHER


def test_the_tree_the_faults_are_put_into_is_right(tree: DataTree) -> None:
    assert tree.said() == []


@pytest.mark.parametrize("fault", ALL.values(), ids=ALL)
def test_a_fault_is_one_problem_at_its_place_with_value_and_remedy(tree: DataTree, fault: Fault) -> None:
    (problem,) = tree.edit(fault.path, fault.old, fault.new).said()
    assert problem.startswith(f"{fault.path}:{fault.at}: ")
    missing = [piece for piece in fault.said if piece not in problem]
    assert not missing, problem
    message, _, remedy = problem.partition("\n    ")
    assert message.endswith("."), problem
    assert remedy.endswith((".", "?")), problem


def test_all_faults_of_all_files_are_told_at_once(tree: DataTree) -> None:
    names = (
        "bad_phrase",
        "unknown_choice",
        "requirement_that_does_not_exist",
        "no_as_a_flag",
        "duration_typed_in_prose",
    )
    others = ("never_open", "one_product_two_services", "holiday_of_another_year", "reference_to_no_target")
    chosen = [ALL[name] for name in (*names, *others, "page_with_a_duration", "unsafe_address")]
    for fault in chosen:
        tree.edit(fault.path, fault.old, fault.new)
    places = [problem.split(": ")[0] for problem in tree.said()]
    assert sorted(places) == sorted(f"{fault.path}:{fault.at}" for fault in chosen)


def test_problems_come_in_the_order_of_files_and_lines(tree: DataTree) -> None:
    tree.edit("data/services/simplenews.yml", "position: 20", "position: a").edit(
        "data/services/simplenews.yml", "2 días hábiles", "pronto"
    )
    tree.edit("data/attention/chat.yml", "maximum", "max")
    starts = [problem.split(": ")[0] for problem in tree.said()]
    service = "data/services/simplenews.yml"
    assert starts == ["data/attention/chat.yml:5:14", f"{service}:3:10", f"{service}:9:11"]
