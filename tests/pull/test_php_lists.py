"""The shapes PHP gives to one list."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.pull.whmcs.php_lists import ShapeError, rows

scalars = st.none() | st.booleans() | st.integers() | st.text(max_size=9)
some_rows = st.lists(
    st.dictionaries(st.text("abcdef", min_size=1), scalars, min_size=1, max_size=4), min_size=1, max_size=12
)


@settings(deadline=None)
@given(some_rows)
def test_a_list_reads_the_same_in_every_shape(listed: list[dict[str, Any]]) -> None:
    """Quirk 12."""
    numbered = {str(at): row for at, row in enumerate(listed)}
    shuffled = dict(reversed(numbered.items()))
    shapes: list[Any] = [listed, {"order": listed}, numbered, {"order": numbered}, {"order": shuffled}]
    shapes += [{"order": [*listed, [], "", None, {}]}]
    if len(listed) == 1:
        shapes += [listed[0], {"order": listed[0]}]
    assert [rows(shape, "order") for shape in shapes] == [tuple(listed)] * len(shapes)


@pytest.mark.parametrize("nothing", ["", [], {}, None, [[]], [""], [None]])
def test_every_spelling_of_nothing_is_no_rows(nothing: object) -> None:
    """Quirks 12 and 13."""
    assert rows(nothing, "order") == ()
    assert rows({"order": nothing}, "order") == ()


@pytest.mark.parametrize("shape", ["<b>x</b>", 0, 5, True, False, 1.5, ["a"], [1], {"0": "a"}, [[{"id": 1}]]])
def test_what_is_no_list_is_refused_and_never_read_as_an_empty_one(shape: object) -> None:
    with pytest.raises(ShapeError):
        rows({"order": shape}, "order")


@settings(deadline=None)
@given(st.recursive(scalars, lambda inner: st.lists(inner) | st.dictionaries(st.text(max_size=5), inner), max_leaves=9))
def test_any_json_value_gives_rows_or_is_refused(value: Any) -> None:
    try:
        found = rows(value, "order")
    except ShapeError:
        return
    assert all(isinstance(row, dict) and row for row in found)
