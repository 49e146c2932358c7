"""`demoras holidays` writes a year or adds what a file lacks, tells every difference and keeps what staff wrote."""

from __future__ import annotations

import shutil
import stat
from pathlib import Path

import pytest

from generator.curate.package_holidays import PACKAGE, package_days
from generator.load import load_catalog
from tests.cli.calls import assert_stopped, call, program
from tests.sample_company import copied, edited, with_holidays

SAID_2027 = "data/holidays/2027.yml"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Give a copy of the project whose data may be changed."""
    return with_holidays(copied(tmp_path), "AR", 2026, 2027, 2028)


def test_a_new_year_is_written_whole_and_the_data_stay_right(root: Path) -> None:
    """With the country of the years before it, and readable by everybody, like the files beside it."""
    ran = call("holidays", "2029", root=root)

    known = package_days("AR", 2029)
    assert (ran.code, ran.err) == (0, "")
    first, *lines = ran.out.splitlines()
    assert first == f"data/holidays/2029.yml: archivo nuevo con los {len(known)} festivos de {PACKAGE}."
    assert lines == [f"  + {day.date} {day.name}" for day in known]
    calendar = load_catalog(root).calendar
    assert calendar.last_year == 2029
    assert tuple(day for day in calendar.holidays if day.date.year == 2029) == known
    assert stat.S_IMODE((root / "data/holidays/2029.yml").stat().st_mode) == 0o644
    assert call("check", "--now", "2028-12-20", root=root).code == 0


def test_a_year_that_says_what_the_package_says_is_not_touched(root: Path) -> None:
    """Not even its time of change, so that git and an editor see nothing."""
    before = (root / SAID_2027).stat()
    ran = call("holidays", "2027", root=root)

    assert ran.out == f"{SAID_2027}: igual a {PACKAGE}; no se cambió nada.\n"
    after = (root / SAID_2027).stat()
    assert (after.st_mtime_ns, after.st_ino) == (before.st_mtime_ns, before.st_ino)


def test_what_staff_overrode_stays_and_is_told(root: Path) -> None:
    """A name of theirs, a day of theirs, a day taken out; one that is merely lacking comes."""
    edited(root, SAID_2027, "name: Día del Trabajo\n", "name: 'Día de las y los Trabajadores'  # así lo llamamos\n")
    edited(root, SAID_2027, f"  - date: 2027-12-25\n    name: Navidad\n    source: {PACKAGE}, AR, público\n", "")
    edited(root, SAID_2027, "  - date: 2027-12-08\n", "  - date: 2027-12-09\n")
    edited(root, SAID_2027, "country: AR\n", "country: AR\nomit: [2027-12-08]  # Decreto 1/2027: pasa al 9\n")
    before = (root / SAID_2027).read_text(encoding="utf-8")
    ran = call("holidays", "2027", root=root)

    name = "Inmaculada Concepción de María"
    assert ran.out.splitlines() == [
        f"{SAID_2027}: 1 de {PACKAGE} que faltaban; 3 diferencias que se conservan.",
        "  + 2027-12-25 Navidad",
        f"  = 2027-05-01 Día de las y los Trabajadores (se conserva; en {PACKAGE}: «Día del Trabajo»)",
        f"  = 2027-12-09 {name} (se conserva; no está en {PACKAGE}; fuente: {PACKAGE}, AR, público)",
        f"  - 2027-12-08 {name} (no se agrega: está en «omit»)",
    ]
    added = f"  - date: 2027-12-25\n    name: Navidad\n    source: {PACKAGE}, AR, público\n"
    assert (root / SAID_2027).read_text(encoding="utf-8") == before + added
    again = call("holidays", "2027", root=root)
    assert again.out.startswith(f"{SAID_2027}: no faltaba ninguno; 3 diferencias que se conservan.\n  = ")


def test_a_gap_between_years_can_be_filled(root: Path) -> None:
    """`check` refuses the gap with this very remedy, so the command must work there."""
    (root / SAID_2027).unlink()
    ran = call("check", root=root)
    assert (ran.code, "faltan los festivos de 2027" in ran.err) == (1, True)

    assert call("holidays", "2027", root=root).code == 0
    assert call("check", "--now", "2026-11-23", root=root).code == 0


@pytest.mark.parametrize(("year", "before"), [("2031", "2029"), ("2024", "2025")])
def test_a_year_that_would_leave_a_gap_is_refused(root: Path, year: str, before: str) -> None:
    """Nothing is written, and the one to begin with is named."""
    ran = call("holidays", year, root=root)

    assert_stopped(ran, 2)
    assert f"Ejecute antes «demoras holidays {before}»." in ran.err
    assert not (root / f"data/holidays/{year}.yml").exists()


def test_a_country_the_package_does_not_know_is_a_problem_of_its_file(root: Path) -> None:
    """The year before gave it."""
    edited(root, "data/holidays/2028.yml", "country: AR", "country: ZZ")
    ran = call("holidays", "2029", root=root)

    assert (ran.code, ran.out) == (1, "")
    assert ran.err.startswith(f"data/holidays/2028.yml:1:1: {PACKAGE} no trae festivos de «ZZ» para 2029.\n    Revise")
    assert not (root / "data/holidays/2029.yml").exists()


def test_a_wrong_file_of_holidays_is_not_added_to(root: Path) -> None:
    """And a fault elsewhere in the data is no hindrance."""
    edited(root, "data/company.yml", "\nsla_manual_url: ", "\nsla_manual_uri: ")
    assert call("holidays", "2027", root=root).code == 0

    edited(root, SAID_2027, "- date: 2027-12-25", "- date: 2027-12-35")
    ran = call("holidays", "2027", root=root)
    assert (ran.code, ran.out) == (1, "")
    assert "«2027-12-35» en «date»: esa fecha no existe." in ran.err
    assert ran.err.endswith("\nHay 1 problema en los datos; no se construyó nada.\n")


@pytest.mark.parametrize("year", ["29", "1999", "2100", "2029.yml", "٢٠٢٩"])
def test_what_is_no_year_is_wrong_usage(year: str) -> None:
    """Of the years a file may be named for."""
    ran = call("holidays", year)

    assert_stopped(ran, 2)
    assert f"AÑO no es un año, de 2000 a 2099: {year!r}." in ran.err


def test_a_folder_without_data_is_told(tmp_path: Path) -> None:
    """As by every other command, by the real program."""
    ran = program("holidays", "2029", "--root", str(tmp_path))

    assert (ran.returncode, ran.stdout) == (1, "")
    assert ran.stderr.startswith(f"data:1:1: falta la carpeta data/ en {tmp_path}.")


@pytest.fixture
def bare(root: Path) -> Path:
    """Give the copy without any year, as a new company that took away another's."""
    shutil.rmtree(root / "data/holidays")
    return root


def test_the_first_year_is_of_the_country_of_the_company_s_zone(bare: Path) -> None:
    """The sample's is Europe/Madrid; the next years follow the first, and then the data are right."""
    assert "Ejecute «demoras holidays» con el año en curso" in call("check", root=bare).err
    for year in ("2026", "2027", "2028"):
        assert call("holidays", year, root=bare).code == 0
    assert {text.split()[0] for text in _countries(bare)} == {"ES"}
    ran = call("check", "--now", "2026-11-23", root=bare)
    assert (ran.code, "son de «" in ran.out) == (0, False)


def test_the_first_year_may_be_of_another_country_and_check_tells_that_the_zone_is_not(bare: Path) -> None:
    """Small letters will do; of the years that follow none can be of a third country."""
    for year in ("2026", "2027", "2028"):
        assert call("holidays", year, "--country", "cl", root=bare).code == 0
    known = package_days("CL", 2026)
    assert tuple(day for day in load_catalog(bare).calendar.holidays if day.date.year == 2026) == known
    ran = call("check", "--now", "2026-11-23", root=bare)
    assert ran.code == 0
    told = "data/holidays/2026.yml:9:10: los festivos de 2026 son de «CL», y la zona horaria de data/calendar.yml"
    assert f"{told} es de «ES»." in ran.out

    other = call("holidays", "2029", "--country", "AR", root=bare)
    assert_stopped(other, 2)
    assert "Los festivos de 2028 son de «CL», y no de «AR»." in other.err


def test_where_nothing_says_the_country_it_is_asked_for(bare: Path) -> None:
    """As of a zone that is no country's; one that the package does not know writes nothing."""
    edited(bare, "data/calendar.yml", "zone: Europe/Madrid", "zone: UTC")
    ran = call("holidays", "2026", root=bare)
    assert_stopped(ran, 2)
    assert "Agregue «--country CL»" in ran.err
    for typed, said in (("ZZ", f"{PACKAGE} no trae feriados de «ZZ» para 2026."), ("Chile", "no es el código de un")):
        wrong = call("holidays", "2026", "--country", typed, root=bare)
        assert_stopped(wrong, 2)
        assert said in wrong.err
    assert not (bare / "data/holidays").exists()


def _countries(root: Path) -> list[str]:
    return [path.read_text(encoding="utf-8").split("\ncountry: ")[1] for path in (root / "data/holidays").iterdir()]
