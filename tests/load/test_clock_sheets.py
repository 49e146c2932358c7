"""The clock's worked examples load in the order of their page, and each fault is told with its place and remedy."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.errors import DataError
from generator.load.clock_sheets import load_clock_cases
from generator.model.calendar import OpenInterval
from generator.model.promise import parse_promise
from generator.words.language import WORDS, words_in

BASE = """\
zone: America/Argentina/Buenos_Aires
first_year: 2026
last_year: 2026
weekly_hours:
  monday: [09:00-18:00]
holidays:
  - {date: 2026-05-25, name: Revolución de Mayo}
"""
SHEET = """\
position: 20
title: Feriados
about: Un feriado no cuenta.
calendar:
  base: argentina
  cut_off: 16:00
cases:
  - name: Un lunes
    start: 2026-11-16 10:00
    promise: 1 a 2 días hábiles
    pauses:
      - from: 2026-11-17 10:00
        until: 2026-11-17 24:00
    earliest: 2026-11-23 09:00
    due: 2026-11-30 18:00
    why: Sólo se atiende los lunes.
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a right folder of examples that a test may break."""
    folder = tmp_path / "tests/golden/clock"
    (folder / "bases").mkdir(parents=True)
    (folder / "bases/argentina.yml").write_text(BASE, encoding="utf-8")
    (folder / "feriados.yml").write_text(SHEET, encoding="utf-8")
    return folder


def said(folder: Path, old: str = "", new: str = "") -> list[str]:
    """Return what is told once one piece of the file is replaced."""
    assert SHEET.count(old) == 1 or not old
    (folder / "feriados.yml").write_text(SHEET.replace(old, new) if old else SHEET, encoding="utf-8")
    try:
        load_clock_cases(folder.parents[2], WORDS)
    except DataError as error:
        return [str(problem) for problem in error.problems]
    return []


def test_a_file_is_its_base_calendar_with_its_own_changes_and_its_cases(folder: Path) -> None:
    (file,) = load_clock_cases(folder.parents[2], WORDS)
    assert (file.id, file.title, file.calendar.cut_off) == ("feriados", "Feriados", 16 * 60)
    assert file.calendar.weekly_hours.monday == (OpenInterval(540, 1080),)
    assert [day.name for day in file.calendar.holidays] == ["Revolución de Mayo"]
    (case,) = file.cases
    assert (str(case.start), case.promise) == ("2026-11-16 10:00", parse_promise("1 a 2 días hábiles"))
    assert [(str(pause.from_), str(pause.until)) for pause in case.pauses] == [("2026-11-17 10:00", "2026-11-17 24:00")]


def test_files_go_by_position_and_a_project_without_examples_has_none(folder: Path, tmp_path: Path) -> None:
    (folder / "a-ultimo.yml").write_text(SHEET.replace("position: 20", "position: 30"), encoding="utf-8")
    assert [file.id for file in load_clock_cases(folder.parents[2], WORDS)] == ["feriados", "a-ultimo"]
    assert load_clock_cases(tmp_path / "otro", WORDS) == ()


def test_a_date_that_cannot_be_known_is_said_in_words(folder: Path) -> None:
    text = SHEET.replace("due: 2026-11-30 18:00", "due: sin fecha").replace("    earliest: 2026-11-23 09:00\n", "")
    (folder / "feriados.yml").write_text(text, encoding="utf-8")
    assert load_clock_cases(folder.parents[2], WORDS)[0].cases[0].due is None


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("start: 2026-11-16 10:00", "start: 2026-11-16", "9:12: «2026-11-16» en «start»: no es una fecha con su hora."),
        ("start: 2026-11-16", "start: 2026-11-31", "9:12: «2026-11-31 10:00» en «start»: esa fecha no existe."),
        ("due: 2026-11-30 18:00", "due: 2026-11-30 24:01", "15:10: «2026-11-30 24:01» en «due»: no es una fecha"),
        ("1 a 2 días hábiles", "48 hs", "10:14: «48 hs» en «promise»: no es una frase de plazo aceptada."),
        ("until: 2026-11-17 24:00", "until: 2026-11-17 10:00", "13:16: la pausa termina antes de empezar."),
        ("base: argentina", "base: argentna", "5:9: no hay un calendario «argentna»."),
        ("    earliest: 2026-11-23 09:00\n", "", "8:5: «earliest» va en los rangos, y sólo en ellos."),
        ("    why: Sólo se atiende los lunes.\n", "", "8:5: falta la clave «why»."),
        ("title: Feriados", "titulo: Feriados", "2:1: la clave «titulo» no existe"),
        ("Un feriado no cuenta", "Un {feriado} no cuenta", "3:8: no hay una palabra «{feriado}»."),
        ("Un lunes", "Un lunes {bridge}", "8:11: no hay una palabra «{bridge}»."),
    ],
)
def test_each_fault_is_told_with_its_line_and_column(folder: Path, old: str, new: str, message: str) -> None:
    problems = said(folder, old, new)
    assert any(problem.startswith(f"tests/golden/clock/feriados.yml:{message}") for problem in problems), problems


def test_a_text_says_what_a_holiday_is_called_in_the_company_s_country(folder: Path) -> None:
    text = SHEET.replace("Un feriado no", "Un {holiday} no").replace("Feriados", "'{holidays_head}'")
    (folder / "feriados.yml").write_text(text, encoding="utf-8")
    for zone, told in (
        ("UTC", ("Feriados", "Un feriado no cuenta.")),
        ("Europe/Madrid", ("Festivos", "Un festivo no cuenta.")),
    ):
        (file,) = load_clock_cases(folder.parents[2], words_in(zone))
        assert (file.title, file.about) == told


def test_a_fault_of_a_base_and_of_a_file_s_name_are_told_with_the_others(folder: Path) -> None:
    (folder / "bases/argentina.yml").write_text(BASE.replace("first_year: 2026", "first_year: ayer"), encoding="utf-8")
    (folder / "Mal Nombre.yml").write_text(SHEET, encoding="utf-8")
    first, second = said(folder)
    assert first.startswith("tests/golden/clock/Mal Nombre.yml:1:1: «Mal Nombre» no sirve como nombre de archivo")
    assert second.startswith("tests/golden/clock/bases/argentina.yml:2:13: «ayer» en «first_year»: no es un número")
