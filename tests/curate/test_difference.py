"""A year's file is compared with the package: only what it lacks is added, all else is told."""

from __future__ import annotations

from datetime import date

from generator.curate.difference import Difference, difference
from generator.model.calendar import HolidayYear
from tests.curate.days import day

NEW_YEAR, LABOUR, CHRISTMAS = (
    day("2029-01-01", "Año Nuevo"),
    day("2029-05-01", "Día del Trabajo"),
    day("2029-12-25", "Navidad"),
)


def test_a_year_without_a_file_gets_every_day() -> None:
    assert difference(None, (NEW_YEAR, LABOUR)) == Difference((NEW_YEAR, LABOUR), (), (), ())


def test_a_file_that_says_the_same_differs_in_nothing_whatever_its_sources() -> None:
    file = HolidayYear(year=2029, country="AR", days=(day("2029-01-01", "Año Nuevo", "Ley 27.399"),))
    assert difference(file, (NEW_YEAR,)) == Difference((), (), (), ())


def test_each_day_that_differs_is_of_one_kind() -> None:
    ours = day("2029-05-01", "Día de las y los Trabajadores")
    local = day("2029-09-24", "Virgen de la Merced")
    file = HolidayYear(year=2029, country="AR", days=(local, ours), omit=(date(2029, 12, 25),))
    found = difference(file, (NEW_YEAR, LABOUR, CHRISTMAS))
    assert found == Difference((NEW_YEAR,), ((ours, LABOUR),), (local,), (CHRISTMAS,))
