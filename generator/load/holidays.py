"""The project's folder in; every year of `data/holidays/` out, by year, or what is wrong with those files alone."""

from __future__ import annotations

from pathlib import Path

from generator.errors import DataError
from generator.load.cross_dates import year_problems
from generator.load.layout import read_files
from generator.load.shape import shaped
from generator.model.calendar import HolidayYear


def load_holiday_years(root: Path) -> dict[int, HolidayYear]:
    """Return the years in order; gaps between them are let be, for filling one is what this is read for.

    Raises:
        DataError: with every problem of the files of holidays; those of other files are none here.

    """
    files = read_files(root)
    if not files.folders:
        raise DataError(files.problems)
    problems = [problem for problem in files.problems if problem.path.startswith("data/holidays")]
    years = {}
    for name, tree in sorted(files.folders["holidays"].items()):
        value, found = shaped(tree, HolidayYear)
        problems += [*found, *year_problems(name, tree)]
        if value is not None:
            years[int(name)] = value
    if problems:
        raise DataError(problems)
    return years
