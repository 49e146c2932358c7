"""Whatever bytes a data file holds, reading it ends in a value or in problems with places, never in an exception."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path

import yaml
from hypothesis import given
from hypothesis import strategies as st

from generator.load.shape import shaped
from generator.load.yaml_file import read_tree
from generator.model.billing import Billing

SIGNS = "[]{},'\"#|>?%~\t\r\n\x00\ufeff\N{LINE SEPARATOR}"
WORDS = ("zone", "services", ": ", "  ", "- ", "&a ", "*a", "!t ", "<<", "---", "...", "á", "30")
YAML_PIECES = st.lists(st.sampled_from((*SIGNS, *WORDS)), max_size=40).map("".join)
SIMPLE = st.recursive(
    st.text(st.characters(categories=["L", "N", "P"], max_codepoint=0x2FF), min_size=1, max_size=8),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text("abcdef", min_size=1), inner, max_size=4),
    max_leaves=12,
)


def read(raw: bytes) -> object:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "billing.yml")
        path.write_bytes(raw)
        tree = read_tree(path, "data/billing.yml")
    value, problems = shaped(tree, Billing)
    assert (value is None) <= bool(problems)
    assert all(problem.line >= 1 and problem.column >= 1 and problem.remedy for problem in problems)
    return tree.value


@given(YAML_PIECES.map(str.encode) | st.binary(max_size=60))
def test_any_bytes_end_in_a_value_or_in_problems(raw: bytes) -> None:
    read(raw)


@given(st.dictionaries(st.text("abcdef", min_size=1), SIMPLE, max_size=4))
def test_text_lists_and_mappings_are_read_as_they_were_written(value: dict[str, object]) -> None:
    assert read(yaml.safe_dump(value, allow_unicode=True, default_style='"').encode()) == value
    assert read(json.dumps(value).encode()) == value
