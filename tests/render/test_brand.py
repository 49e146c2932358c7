"""A company's colour is read wherever it stands, its letters are such as readers have, its mark is logo or initials."""

from __future__ import annotations

import re
from typing import get_args
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.model.catalog import Company
from generator.render.brand import (
    ACCENT,
    MARK_FILE,
    TYPEFACES,
    brand_files,
    contrast,
    day_shades,
    initials,
    night_shades,
)
from generator.render.bundle import DAY_FILE, NIGHT_FILE
from tests.load.tree import DataTree

COLOURS = st.tuples(*[st.integers(0, 255)] * 3).map(lambda parts: "#" + bytes(parts).hex())


def shades_in(style: str) -> dict[str, str]:
    """Return the variables of a style by name."""
    return dict(re.findall(r"(--[a-z-]+): (#[0-9a-f]{6});", style))


@pytest.mark.parametrize(
    ("one", "other", "ratio"), [("#000000", "#ffffff", 21), ("#777777", "#ffffff", 4.48), ("#ff0000", "#ffffff", 4.0)]
)
def test_contrast_is_what_wcag_says(one: str, other: str, ratio: float) -> None:
    """Known values, either way round."""
    assert contrast(one, other) == pytest.approx(ratio, abs=0.005)
    assert contrast(other, one) == contrast(one, other)


@given(colour=COLOURS)
def test_any_colour_is_read_by_day_and_by_night(colour: str) -> None:
    """4.5 to 1 on page, card and wash, and what is written on the colour itself."""
    for shades, grounds in (
        (day_shades(colour), ("#f3f5f8", "#ffffff")),
        (night_shades(colour), ("#10161d", "#19222c")),
    ):
        for ground in (*grounds, shades.wash):
            assert contrast(shades.accent, ground) >= 4.5
        assert contrast(shades.ink, shades.accent) >= 4.5


def test_a_colour_that_is_read_already_stays_as_it_is() -> None:
    """Only what cannot be read is changed."""
    assert day_shades("#0b5a8a").accent == "#0b5a8a"
    assert day_shades("#ffcc00").accent != "#ffcc00"


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("Alto Marketing", "AM"),
        ("Cierzo", "CI"),
        ("Ñandú & Hijos S.A.", "ÑH"),
        ('Peñíscola & Garçon "Núvols", S.L.', "PN"),
        ("Acme S.R.L.", "AC"),
        ("3 Ríos", "3R"),
        ("X", "X"),
        ("—", "—"),
    ],
)
def test_initials(name: str, letters: str) -> None:
    """Of the first and the last word, but for its legal form; else the first two letters."""
    assert initials(name) == letters


def test_the_company_s_colour_is_in_both_palettes_and_in_its_mark(tree: DataTree) -> None:
    """With or without its hash sign; without one, the project's own."""
    own = brand_files(tree.catalog())
    assert shades_in(own[DAY_FILE])["--accent"] == ACCENT
    red = brand_files(tree.edit("data/company.yml", "name: ", "accent: 'B00020'\nname: ").catalog())
    assert shades_in(red[DAY_FILE])["--accent"] == "#b00020"
    assert shades_in(red[DAY_FILE]).keys() == shades_in(red[NIGHT_FILE]).keys()
    assert 'fill="#b00020"' in red[MARK_FILE]
    assert ET.fromstring(red[MARK_FILE]).findtext("{*}text") == "EM"  # noqa: S314 - our own


@pytest.mark.parametrize("kind", [*get_args(Company.model_fields["typeface"].annotation)])
def test_each_kind_of_letters_ends_in_one_that_every_system_has(tree: DataTree, kind: str) -> None:
    """And stands in the style that all pages share, and in the mark of initials."""
    files = brand_files(tree.edit("data/company.yml", "name: ", f"typeface: {kind}\nname: ").catalog())
    families = re.findall(r"--letters: (.+);", files[DAY_FILE])[0].split(", ")
    assert families[-1] in ("sans-serif", "serif")
    assert all(family == f'"{family[1:-1]}"' or re.fullmatch(r"[A-Za-z-]+", family) for family in families)
    mark = ET.fromstring(files[MARK_FILE])  # noqa: S314 - our own
    assert [text.get("font-family") for text in mark.iter() if text.text == "EM"] == [", ".join(families)]


def test_no_two_kinds_of_letters_are_the_same_and_the_reader_s_own_is_the_usual_one(tree: DataTree) -> None:
    """A company that names none leaves the choice to each reader's system."""
    assert len(set(TYPEFACES.values())) == len(TYPEFACES)
    assert "--letters: system-ui, " in brand_files(tree.catalog())[DAY_FILE]


def test_letters_of_another_kind_are_refused_with_those_that_there_are(tree: DataTree) -> None:
    """A family's own name is none of them: nobody would have it."""
    (said,) = tree.edit("data/company.yml", "name: ", "typeface: Comic Sans\nname: ").said()
    assert "typeface" in said
    assert "humanist" in said


def test_a_logo_is_the_mark_as_it_is(tree: DataTree) -> None:
    """Byte for byte."""
    logo = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0h9v9z"/></svg>\n'
    assert brand_files(tree.write("data/logo.svg", logo).catalog())[MARK_FILE] == logo
