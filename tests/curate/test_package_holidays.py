"""The `holidays` package is asked for one year of one country; of a year's file, only what it lacks is added."""

from __future__ import annotations

import subprocess
import sys
from datetime import date
from pathlib import Path

from holidays import list_supported_countries

from generator.curate.package_holidays import PACKAGE, HolidayDifference, holiday_difference, package_days
from generator.model.calendar import HolidayKind, HolidayYear
from generator.model.due import Why
from tests.curate.days import day

NEW_YEAR, LABOUR, CHRISTMAS = (
    day("2029-01-01", "Año Nuevo"),
    day("2029-05-01", "Día del Trabajo"),
    day("2029-12-25", "Navidad"),
)


def test_argentinas_bridge_days_come_with_name_and_source() -> None:
    bridges = [day for day in package_days("AR", 2026) if "fines turísticos" in day.name]
    assert [day.date.isoformat() for day in bridges] == ["2026-03-23", "2026-07-10", "2026-12-07"]
    assert {day.source for day in bridges} == {f"{PACKAGE}, AR, público"}
    assert {(day.name, day.kind) for day in bridges} == {("Día no laborable con fines turísticos", HolidayKind.BRIDGE)}


def test_a_day_that_elsewhere_is_called_a_puente_is_a_holiday() -> None:
    """Panama moves the rest of some to a Monday, and calls it so: they are no less its law's."""
    moved = [day for day in package_days("PA", 2027) if "(puente)" in day.name]
    assert [(day.date.isoformat(), day.why) for day in moved] == [("2027-11-29", Why.HOLIDAY)]


def test_holy_thursday_is_no_holiday_in_argentina_unless_another_falls_on_it() -> None:
    days = {day.date.isoformat(): day for year in (2026, 2027) for day in package_days("AR", year)}
    assert (days["2027-03-25"].name, days["2027-03-25"].kind) == ("Jueves Santo", HolidayKind.NON_WORKING)
    assert days["2026-04-02"].why is days["2027-03-26"].why is Why.HOLIDAY
    assert days["2026-04-02"].name.startswith("Día del Veterano y de los Caídos en la Guerra de Malvinas")


def test_days_are_in_order_and_of_that_year_alone() -> None:
    days = [day.date for day in package_days("CL", 2027)]
    assert days == sorted(set(days))
    assert {day.year for day in days} == {2027}


def test_a_country_the_package_does_not_know_has_no_days() -> None:
    assert package_days("ZZ", 2029) == ()


def test_a_year_without_a_file_gets_every_day() -> None:
    assert holiday_difference(None, (NEW_YEAR, LABOUR)) == HolidayDifference((NEW_YEAR, LABOUR), (), (), ())


def test_a_file_that_says_the_same_differs_in_nothing_whatever_its_sources() -> None:
    file = HolidayYear(year=2029, country="AR", days=(day("2029-01-01", "Año Nuevo", "Ley 27.399"),))
    assert holiday_difference(file, (NEW_YEAR,)) == HolidayDifference((), (), (), ())


def test_each_day_that_differs_is_of_one_kind() -> None:
    ours = day("2029-05-01", "Día de las y los Trabajadores")
    local = day("2029-09-24", "Virgen de la Merced")
    file = HolidayYear(year=2029, country="AR", days=(local, ours), omit=(date(2029, 12, 25),))
    found = holiday_difference(file, (NEW_YEAR, LABOUR, CHRISTMAS))
    assert found == HolidayDifference((NEW_YEAR,), ((ours, LABOUR),), (local,), (CHRISTMAS,))


def test_no_other_country_is_imported(tmp_path: Path) -> None:
    """The package's own way takes all 250, and `check` would wait for them."""
    asked = (
        "print(len(package_days('AR', 2026)), *(one for one in sys.modules if one.startswith('holidays.countries')))"
    )
    program = f"import sys; from generator.curate.package_holidays import package_days; {asked}"
    done = subprocess.run([sys.executable, "-c", program], cwd=tmp_path, capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["20", "holidays.countries", "holidays.countries.argentina"]


def test_every_country_of_the_package_is_known_alone() -> None:
    """Also one whose module is made of another's; three have no inhabitants, and one is at war."""
    codes = list_supported_countries(include_aliases=False)
    assert {code for code in codes if package_days(code, 2026) == ()} == {"BV", "HM", "IO", "UA"}
