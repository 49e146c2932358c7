"""Every worked example of `tests/golden/clock` holds for the site's count and for the minute-by-minute oracle."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from generator.compute.explained_cases import explained_cases
from generator.load.clock_sheets import load_clock_cases
from generator.model.clock_cases import ClockCase, ClockFile, ExplainedCase, LocalMinute
from generator.model.due import Due, NoDue
from generator.words.language import WORDS
from tests.compute.oracle import ask
from tests.compute.test_promises import WORKED

FILES = load_clock_cases(Path(__file__).parents[2], WORDS)
EXPLAINED = [(file, case) for file in explained_cases(FILES) for case in file.cases]
CASES = [(file, case) for file in FILES for case in file.cases]


def moment(minute: LocalMinute | None, file: ClockFile) -> datetime | None:
    """Return a wall-clock minute as a moment."""
    if minute is None:
        return None
    wall = datetime.combine(minute.day, time()) + timedelta(minutes=minute.minutes)
    return wall.replace(tzinfo=ZoneInfo(file.calendar.zone)).astimezone(UTC)


@pytest.mark.parametrize(("file", "entry"), EXPLAINED, ids=[f"{f.id}-{e.case.name}" for f, e in EXPLAINED])
def test_the_site_counts_each_example_as_it_was_worked_out_by_hand(file: ClockFile, entry: ExplainedCase) -> None:
    if entry.case.due is None:
        assert isinstance(entry.answer, NoDue)
        return
    assert isinstance(entry.answer, Due)
    expected = (moment(entry.case.earliest, file), moment(entry.case.due, file))
    assert (entry.answer.earliest, entry.answer.due) == expected


@pytest.mark.parametrize(("file", "case"), CASES, ids=[f"{f.id}-{c.name}" for f, c in CASES])
def test_counting_minute_by_minute_gives_each_example_too(file: ClockFile, case: ClockCase) -> None:
    pauses = [(moment(pause.from_, file), moment(pause.until, file)) for pause in case.pauses]
    start = moment(case.start, file)
    assert start is not None
    found = ask(case.promise, start, file.calendar, [(a, b) for a, b in pauses if a and b])
    dates = (found.earliest, found.due) if found else (None, None)
    assert dates == (moment(case.earliest, file), moment(case.due, file))


def test_the_worked_cases_of_the_design_are_among_the_examples() -> None:
    examples = {(str(case.start), str(case.promise), str(case.due)) for _, case in CASES}
    assert set(WORKED) - examples == set()


def test_each_example_is_told_once() -> None:
    told = [(file.id, case.name) for file, case in CASES]
    counted = [(file.calendar, case.start, case.promise, case.pauses) for file, case in CASES]
    assert len(set(told)) == len(told) >= 60
    # The design's Friday serves two themes.
    assert len(counted) - len(set(counted)) <= 1
