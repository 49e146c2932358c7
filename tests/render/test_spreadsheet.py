"""A CSV that Excel in Argentina opens in columns, and in which no cell is a formula."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.render.spreadsheet import spreadsheet

SIGNS = ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"]


def cells(text: str) -> list[list[str]]:
    """Return what a reader of CSV finds."""
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=";"))


def test_cells_are_quoted_and_stand_between_semicolons() -> None:
    """Quoted, one with a comma stays one cell also where the comma is taken for the separator."""
    assert spreadsheet(("número", "fecha"), [("1", 'a;"b",=c')]) == '"número";"fecha"\r\n"1";"a;""b"",=c"\r\n'


@pytest.mark.parametrize("sign", SIGNS)
def test_a_cell_that_would_be_a_formula_begins_with_an_apostrophe(sign: str) -> None:
    """Whatever follows; the same sign later in a cell is harmless."""
    dangerous = f"{sign}HYPERLINK(1)"
    assert cells(spreadsheet(["x"], [[dangerous, f"a{sign}"]])) == [["x"], [f"'{dangerous}", f"a{sign}"]]


@given(st.lists(st.lists(st.text(), min_size=1, max_size=4), max_size=5))
def test_every_text_comes_back_as_it_was_or_behind_an_apostrophe(rows: list[list[str]]) -> None:
    """No cell is lost or split, and none begins with a sign."""
    back = cells(spreadsheet(["x"], rows))[1:]
    assert [
        [cell in (old, f"'{old}") for cell, old in zip(*pair, strict=True)] for pair in zip(back, rows, strict=True)
    ] == [[True] * len(row) for row in rows]
    assert not any(cell.startswith(tuple(SIGNS)) for row in back for cell in row)
