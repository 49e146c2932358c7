"""A unit of promises is one row: unfinished it does not type-check, finished it is counted everywhere at once."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from generator.model.promise import UNITS, unit_table

ROOT = Path(__file__).parents[2]
TABLE = "generator/model/promise.py"
UNFINISHED = {
    "no size": 'DayUnit("week", "semana", "semanas", Clock.CALENDAR_DAYS)',
    "no plural": 'DayUnit("week", "semana", clock=Clock.CALENDAR_DAYS, days=7)',
    "no clock": 'DayUnit("week", "semana", "semanas", days=7)',
    "the size of another clock": 'DayUnit("week", "semana", "semanas", Clock.CALENDAR_DAYS, seconds=604_800)',
    "a clock of another size": 'DayUnit("week", "semana", "semanas", Clock.ELAPSED, days=7)',
}
UNCOUNTED = {
    '    CALENDAR_DAYS = "calendar_days"\n': '    CALENDAR_DAYS = ""\n    MOONS = "moons"\n    NIGHTS = "nights"\n',
    'DayClock: TypeAlias = "Literal[': 'DayClock: TypeAlias = "Literal[Clock.MOONS, ',
    'TimeClock: TypeAlias = "Literal[': 'TimeClock: TypeAlias = "Literal[Clock.NIGHTS, ',
}
"""A clock more of either kind."""
DECIDES = {"generator/compute/promises.py": ("unit.clock", "clock"), "generator/compute/trace.py": ("unit.clock",)}
"""Where each clock has to be decided about, and of what."""
WEEK = 'WEEK = DayUnit("week", "semana", "semanas", Clock.CALENDAR_DAYS, days=7)'
COUNT = """
import json
from datetime import datetime
from zoneinfo import ZoneInfo
from generator.compute.business_calendar import BusinessCalendar
from generator.compute.trace import due_of
from generator.model.calendar import CalendarData
from generator.model.promise import parse_promise, unit_table
zone = "America/Argentina/Buenos_Aires"
hours = {day: ["09:00-18:00"] for day in ("monday", "tuesday", "wednesday", "thursday", "friday")}
rest = {"cut_off": "closing", "closures": [], "exceptions": [], "holidays": [], "first_year": 2026, "last_year": 2026}
calendar = BusinessCalendar(CalendarData.model_validate({"zone": zone, "weekly_hours": hours} | rest))
answer = due_of(parse_promise("2 semanas"), datetime(2026, 11, 2, 10, tzinfo=ZoneInfo(zone)), calendar)
print(answer.trace[-1].date, answer.trace[-1].ordinal, json.dumps(unit_table()["week"]))
"""


@pytest.fixture(scope="module")
def copied(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a copy of the program that may be spoiled."""
    folder = tmp_path_factory.mktemp("units")
    shutil.copytree(ROOT / "generator", folder / "generator", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", folder)
    return folder


def checked(folder: Path, table: str) -> list[str]:
    """Return what mypy finds wrong in a copy whose table of units is this."""
    (folder / TABLE).write_text(table, encoding="utf-8")
    command = [sys.executable, "-m", "mypy", "--no-error-summary", TABLE, *DECIDES]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert done.stderr == ""
    return done.stdout.splitlines()


def test_a_unit_that_lacks_something_and_a_clock_that_nothing_counts_do_not_type_check(copied: Path) -> None:
    """An error at each row without size, plural or clock, or with another clock's size; and where dates are counted."""
    table = (ROOT / TABLE).read_text(encoding="utf-8")
    for old, new in UNCOUNTED.items():
        assert old in table
        table = table.replace(old, new)
    first = table.count("\n") + 1
    found = checked(copied, table + "".join(f"_ROW_{at} = {row}\n" for at, row in enumerate(UNFINISHED.values())))
    rows = {name: f"{TABLE}:{first + at}: error" for at, name in enumerate(UNFINISHED)}
    decisions = {f"{file}, {of}": f"{file}:{_line(file, of)}: error" for file, ofs in DECIDES.items() for of in ofs}

    assert [what for what, place in (rows | decisions).items() if not any(one.startswith(place) for one in found)] == []


def test_a_finished_unit_is_counted_and_published(copied: Path) -> None:
    """Two weeks from Monday 2 November end on the 16th; nothing but its row had to be written."""
    table = (ROOT / TABLE).read_text(encoding="utf-8")
    longer = table.replace("UNITS: tuple[Unit, ...] = (", f"{WEEK}\nUNITS: tuple[Unit, ...] = (WEEK, ")
    assert longer != table
    assert checked(copied, longer) == []

    told = subprocess.run([sys.executable, "-c", COUNT], cwd=copied, capture_output=True, text=True, check=True).stdout
    row = {"one": "semana", "more": "semanas", "clock": "calendar_days", "days": 7}
    assert told == f"2026-11-16 14 {json.dumps(row)}\n"


def test_every_unit_has_a_key_and_words_of_its_own() -> None:
    """What a phrase ends in, and what a published file says, each name one unit."""
    endings = [ending for unit in UNITS for ending in {unit.one, unit.more}]

    assert len(set(endings)) == len(endings)
    assert len(unit_table()) == len(UNITS)


def _line(file: str, of: str) -> int:
    return (ROOT / file).read_text(encoding="utf-8").splitlines().index(f"            assert_never({of})") + 1
