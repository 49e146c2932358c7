"""Each quirk of the contract's catalogue has exactly one test of its number, and one line in the documentation."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
CATALOGUE = range(1, 33)


def quirk_tests() -> Iterator[ast.FunctionDef]:
    """Yield every test that is named after a quirk."""
    for path in sorted((ROOT / "tests").rglob("test_quirks*.py")):
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.FunctionDef) and node.name.startswith("test_quirk_"):
                yield node


def test_every_quirk_has_exactly_one_test_that_says_what_we_do() -> None:
    tests = list(quirk_tests())
    numbers = [re.fullmatch(r"test_quirk_([0-9]{2})_[a-z0-9_]+", test.name) for test in tests]
    assert [test.name for test, number in zip(tests, numbers, strict=True) if number is None] == []
    assert sorted(int(number[1]) for number in numbers if number) == list(CATALOGUE)
    assert [test.name for test in tests if not ast.get_docstring(test)] == []
    assert [test.name for test in tests if not any(isinstance(node, ast.Assert) for node in ast.walk(test))] == []


def test_the_documentation_says_of_every_quirk_what_we_do() -> None:
    text = (ROOT / "docs" / "billing.md").read_text(encoding="utf-8")
    table = text.partition("## Every quirk and what is done about it\n")[2].partition("\n## ")[0]
    rows = re.findall(r"^\| ([0-9]+) \| ([^|\n]+) \| ([^|\n]+) \|$", table, re.MULTILINE)
    assert [int(number) for number, *_ in rows] == list(CATALOGUE)
    assert [row for row in rows if not all(cell.strip() for cell in row)] == []
