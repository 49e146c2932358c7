"""Another promise in a service's file: that one line, and nothing else."""

from __future__ import annotations

import pytest

from generator.curate.promise_figure import with_promise
from generator.errors import DataError
from generator.model.promise import parse_promise

BEFORE, AFTER = parse_promise("2 días hábiles"), parse_promise("4 días hábiles")


@pytest.mark.parametrize("line", ["promise: 2 días hábiles\n", "promise:  2 días hábiles   \r\n"])
def test_only_the_figure_changes(line: str) -> None:
    text = f"# promise: 9 horas\nname: A\n{line}note: promise: 2 días hábiles\n"
    changed = with_promise(text, "data/services/a.yml", BEFORE, AFTER)
    assert changed == text.replace(line, line.replace("2", "4"), 1)


@pytest.mark.parametrize(
    "line", ["promise: >-\n  2 días hábiles\n", "{promise: 2 días hábiles}\n", "promise: 3 horas\n"]
)
def test_what_is_written_otherwise_is_refused_with_the_line_to_type(line: str) -> None:
    with pytest.raises(DataError) as refused:
        with_promise(line, "data/services/a.yml", BEFORE, AFTER)
    assert "promise: 4 días hábiles" in str(refused.value.problems[0])
