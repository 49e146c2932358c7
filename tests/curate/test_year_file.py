"""Days are added to a year's file as lines of their own; no line that stood in it changes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.curate.package_holidays import package_days
from generator.curate.year_file import new_year_text, with_days
from generator.errors import DataError
from generator.model.calendar import Holiday, HolidayYear
from tests.curate.days import day

PATH = "data/holidays/2029.yml"
STAFF = """\
# Una nota de la empresa.
year: 2029
country: AR
days:
  # Sobre el primero.
  - date: 2029-01-01
    name: Año Nuevo
    source: >-
      Ley 27.399,
      artículo 1

  # Trasladado por decreto.
  - {date: 2029-06-18, name: Güemes, source: Decreto}  # confirmado
omit: [2029-12-08]  # se trabaja
"""


def read(text: str) -> list[Holiday]:
    """Return the days of a file's text, in its order."""
    return list(HolidayYear.model_validate(yaml.load(text, Loader=yaml.BaseLoader)).days)  # noqa: S506


def left_out(text: str, added: Sequence[Holiday]) -> str:
    """Return a text without the three lines of each day that was added to it."""
    lines = text.splitlines(keepends=True)
    starts = {line for line, said in enumerate(lines) for one in added if said.strip() == f"- date: {one.date}"}
    return "".join(said for line, said in enumerate(lines) if not {line, line - 1, line - 2} & starts)


def test_a_new_file_reads_as_the_days_it_was_made_of() -> None:
    days = package_days("AR", 2029)
    assert read(new_year_text(2029, "AR", days)) == list(days)


def test_a_day_goes_after_the_one_before_it_and_comments_stay_with_their_own() -> None:
    added = with_days(STAFF, PATH, [day("2029-12-25", "Navidad"), day("2029-05-01", "Día del Trabajo")])
    assert added == STAFF.replace(
        "      artículo 1\n\n",
        "      artículo 1\n\n  - date: 2029-05-01\n    name: Día del Trabajo\n    source: prueba\n",
    ).replace("omit:", "  - date: 2029-12-25\n    name: Navidad\n    source: prueba\nomit:")


def test_a_day_before_all_others_stands_above_the_first_ones_comment() -> None:
    text = STAFF.replace("2029-01-01", "2029-01-02")
    lines = with_days(text, PATH, [day("2029-01-01", "Año Nuevo")]).splitlines()
    assert lines[4:8] == ["  - date: 2029-01-01", "    name: Año Nuevo", "    source: prueba", "  # Sobre el primero."]


@pytest.mark.parametrize("ending", ["days: []\n", "days: []", "days: [ ] # todavía\n"])
def test_an_empty_list_gives_way_to_lines(ending: str) -> None:
    one = day("2029-01-01", "Año Nuevo")
    added = with_days(f"year: 2029\ncountry: AR\n{ending}", PATH, [one])
    assert read(added) == [one]
    assert ("# todavía" in added) == ("# todavía" in ending)


def test_a_file_with_the_line_ends_of_windows_keeps_them() -> None:
    added = with_days(STAFF.replace("\n", "\r\n"), PATH, [day("2029-05-01", "Día del Trabajo")])
    assert added.count("\n") == added.count("\r\n") == STAFF.count("\n") + 3


def test_a_file_without_a_last_line_end_gets_one() -> None:
    text = "year: 2029\ncountry: AR\ndays:\n- date: 2029-01-01\n  name: Año Nuevo\n  source: x"
    added = with_days(text, PATH, [day("2029-12-25", "Navidad")])
    assert added == f"{text}\n- date: 2029-12-25\n  name: Navidad\n  source: prueba\n"


@pytest.mark.parametrize(
    "days", ["[{date: 2029-01-01, name: a, source: b}]", "[\n  {date: 2029-01-01, name: a, source: b},\n]"]
)
def test_days_that_do_not_stand_one_a_line_are_refused_with_place_and_remedy(days: str) -> None:
    with pytest.raises(DataError) as refused:
        with_days(f"year: 2029\ncountry: AR\ndays: {days}\n", PATH, [day("2029-12-25", "Navidad")])
    (problem,) = refused.value.problems
    assert str(problem).startswith(f"{PATH}:3:7: los días están escritos en una sola lista")
    assert "- date: …" in problem.remedy


names = st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "S", "Zs")), min_size=1, max_size=30)
dates = st.dates(date(2029, 1, 1), date(2029, 12, 31))


@settings(deadline=None)
@given(st.dictionaries(dates, names.map(lambda name: " ".join(name.split())).filter(bool), min_size=1, max_size=20))
def test_whatever_is_added_nothing_that_stood_there_changes(found: dict[date, str]) -> None:
    taken = {one.date for one in read(STAFF)}
    added = [Holiday(date=when, name=name, source="x") for when, name in found.items() if when not in taken]
    result = with_days(STAFF, PATH, added)
    assert left_out(result, added) == STAFF
    assert sorted(read(result), key=lambda one: one.date) == read(result)
    assert {one.date: one.name for one in read(result)}.items() >= {one.date: one.name for one in added}.items()


def test_a_file_out_of_order_is_added_to_without_being_sorted(tmp_path: Path) -> None:
    base = date(2029, 1, 1)
    old = [day(str(base + timedelta(days)), "Uno") for days in (200, 10, 100)]
    text = new_year_text(2029, "AR", old)
    added = with_days(text, str(tmp_path), [day(str(base + timedelta(days)), "Otro") for days in (300, 50, 5, 150)])
    order = [(one.date - base).days for one in read(added)]
    assert order == [5, 200, 300, 10, 50, 100, 150]
