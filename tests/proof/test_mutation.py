"""How the score of mutation testing is counted; the run itself takes minutes and is no test."""

from __future__ import annotations

import re
import tomllib

import pytest

from tests.proof.mutation import EXPLAINED, ROOT, read_outcomes, survivors, table, too_few

RESULTS = """\
    generator.publish.seal.x_open_view__mutmut_1: killed
    generator.publish.seal.x_open_view__mutmut_2: timeout
    generator.publish.derived_names.xǁAǁb__mutmut_1: survived
    generator.publish.derived_names.x_link__mutmut_1: no tests
"""


def test_the_score_counts_what_was_noticed_per_module() -> None:
    """A mutant that hangs was noticed; one that no test reaches was not."""
    outcomes = read_outcomes(RESULTS)
    assert survivors(outcomes) == [
        "generator.publish.derived_names.x_link__mutmut_1",
        "generator.publish.derived_names.xǁAǁb__mutmut_1",
    ]
    assert too_few(outcomes)
    assert not too_few({**dict.fromkeys(map(str, range(19)), "killed"), "a": "survived"})
    assert table(outcomes).splitlines()[2:] == [
        "| generator.publish.derived_names | 0 | 2 | 0.0 |",
        "| generator.publish.seal | 2 | 2 | 100.0 |",
        "| **todos** | 2 | 4 | 50.0 |",
    ]


def test_a_run_that_lists_nothing_is_no_success() -> None:
    """Nothing found is an error."""
    with pytest.raises(RuntimeError):
        read_outcomes("")


def test_every_file_and_test_that_the_run_names_is_there() -> None:
    """A renamed module would silently be mutated no more."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["mutmut"]
    named = [*settings["only_mutate"], *settings["pytest_add_cli_args_test_selection"]]
    assert [path for path in named if not (ROOT / path).is_file()] == []


def test_every_mutated_module_stands_in_the_printed_score() -> None:
    """And the mark was reached when it was printed."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["mutmut"]
    modules = {path.removesuffix(".py").replace("/", ".") for path in settings["only_mutate"]}
    rows = re.findall(r"^\| (generator\.\S+) \| (\d+) \| (\d+) \|", EXPLAINED.read_text(encoding="utf-8"), re.MULTILINE)
    assert {module for module, _, _ in rows} == modules
    assert sum(int(noticed) for _, noticed, _ in rows) >= 0.95 * sum(int(total) for _, _, total in rows)
