"""Another promise in a service's file: that one figure, and nothing else."""

from __future__ import annotations

import pytest
import yaml

from generator.curate.promise_figure import with_promise
from generator.errors import DataError
from generator.model.promise import BUSINESS_DAY, UNITS, Promise, Unit, parse_promise

BEFORE, AFTER = parse_promise("2 días hábiles"), parse_promise("4 días hábiles")
OTHERS = "# promise: 9 horas\nname: A\nnote: 'promise: 2 días hábiles'\nlater:\n  promise: 2 días hábiles\n"


@pytest.mark.parametrize(
    "line",
    [
        "promise: 2 días hábiles\n",
        "promise:  2 días hábiles   \r\n",
        'promise: "2 días hábiles"\n',
        "promise: '2 días hábiles' \n",
        'promise: 2 días hábiles # eran 22, dice Ana: "2 días hábiles no son"\n',
        "promise: '2 días hábiles'  #\r\n",
        "promise: 2 días hábiles",
    ],
)
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_only_the_figure_changes(line: str, mark: str) -> None:
    """Quotes, comments, line ends and the first line's mark stay, and so does what only looks like it."""
    for text in (mark + OTHERS + line, mark + line.rstrip("\r\n") + "\n" + OTHERS):
        changed = with_promise(text, "data/services/a.yml", BEFORE, AFTER)
        assert [(old, new) for old, new in zip(text, changed, strict=True) if old != new] == [("2", "4")]
        assert yaml.safe_load(changed.removeprefix(mark))["promise"] == "4 días hábiles"


@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.key)
@pytest.mark.parametrize("first", [None, 3])
@pytest.mark.parametrize("quote", ["", "'", '"'])
@pytest.mark.parametrize("comment", ["", '  # de 5 a 9, según Ana: "5 horas"', " # 'promise: 1 hora'"])
def test_a_phrase_of_any_unit_is_written_between_its_quotes_and_before_its_comment(
    unit: Unit, first: int | None, quote: str, comment: str
) -> None:
    """Also where the new one is of another unit, as hours are of minutes."""
    for after in (Promise(None, 1, unit), Promise(first, 9999, unit), Promise(None, 7, BUSINESS_DAY)):
        line = f"promise: {quote}{Promise(first, 5, unit)}{quote}{comment}\r\n"
        changed = with_promise(f"name: A\r\n{line}", "a.yml", Promise(first, 5, unit), after)
        assert changed == f"name: A\r\npromise: {quote}{after}{quote}{comment}\r\n"
        assert yaml.safe_load(changed) == {"name": "A", "promise": str(after)}


def test_blanks_within_the_phrase_go_with_it() -> None:
    assert with_promise("promise: 2  días hábiles\n", "a.yml", BEFORE, AFTER) == "promise: 4 días hábiles\n"


@pytest.mark.parametrize(
    "line",
    [
        "promise: >-\n  2 días hábiles\n",
        "{promise: 2 días hábiles}\n",
        "promise: 3 horas\n",
        "promise: 2 días\n  hábiles\n",
        "promise: 2 días hábiles\npromise: 2 días hábiles\n",
        '"promise": 2 días hábiles\n',
        "promise: &plazo 2 días hábiles\n",
        "promise: \"2 días hábiles'\n",
    ],
)
def test_what_is_written_otherwise_is_refused_with_the_line_to_type(line: str) -> None:
    with pytest.raises(DataError) as refused:
        with_promise(line, "data/services/a.yml", BEFORE, AFTER)
    assert "promise: 4 días hábiles" in str(refused.value.problems[0])
