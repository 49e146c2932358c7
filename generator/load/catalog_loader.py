"""Reads `data/`: the whole Catalog, or the years of holidays alone; else all problems of all files at once."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from itertools import chain
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeVar

from generator.errors import DataError, Problem
from generator.load.cross_dates import date_problems, year_problems
from generator.load.cross_ids import id_problems
from generator.load.cross_notices import notice_problems
from generator.load.cross_texts import text_problems
from generator.load.layout import Files, nothing_in, read_files
from generator.load.shape import shaped
from generator.load.tree import Tree
from generator.load.zone_country import holiday_names
from generator.model.base import Frozen, GroupId, NoticeId, RequirementId, ServiceId
from generator.model.billing import NO_BILLING
from generator.model.calendar import CalendarData, CalendarSettings, HolidayYear
from generator.model.catalog import Catalog, Notice, Service
from generator.model.data_files import FOLDERS, SINGLE
from generator.model.revocations import Revocations

K = TypeVar("K", bound=str)
V = TypeVar("V", bound=Frozen)


def load_catalog(root: Path) -> Catalog:
    """Return the Catalog of the project in `root`, which holds `data/` and, where there are any, `site_src/docs/`.

    Raises:
        DataError: with every problem of every file.

    """
    return catalog_of(read_files(root))


def catalog_of(files: Files) -> Catalog:
    """Return the Catalog that a project's files hold.

    Raises:
        DataError: with every problem of every file.

    """
    problems = list(files.problems)
    if not files.single:
        raise DataError(problems)
    values = {name: _value(tree, SINGLE[name], problems) for name, tree in files.single.items()}
    folders = {
        name: {id_: _value(tree, FOLDERS[name], problems) for id_, tree in trees.items()}
        for name, trees in files.folders.items()
    }
    # What leads nowhere is told with all that is accepted there: that its form is wrong too would be said twice.
    unknown = (*id_problems(files), *date_problems(files))
    told = {(one.path, one.line, one.column) for one in unknown}
    problems = [one for one in problems if (one.path, one.line, one.column) not in told]
    problems += chain(unknown, notice_problems(files), text_problems(files))
    if problems:
        raise DataError(problems)
    return replace(_catalog(values, folders, tuple(sorted(_assumed(files)))), logo=files.logo)


def load_holiday_years(root: Path) -> dict[int, HolidayYear]:
    """Return the years in order; gaps between them, or that there is none yet, are let be: this is read to fill them.

    Raises:
        DataError: with every problem of the files of holidays; those of other files are none here.

    """
    return holiday_years_of(read_files(root))


def holiday_years_of(files: Files) -> dict[int, HolidayYear]:
    """Return the years that a project's files hold, as `load_holiday_years` does.

    Raises:
        DataError: with every problem of the files of holidays.

    """
    if not files.folders:
        raise DataError(files.problems)
    none_yet = nothing_in("holidays")
    problems = [one for one in files.problems if one.path.startswith("data/holidays") and one != none_yet]
    years, called = {}, holiday_names(files)
    for name, tree in sorted(files.folders["holidays"].items()):
        value, found = shaped(tree, HolidayYear)
        problems += [*found, *year_problems(name, tree, called)]
        if value is not None:
            years[int(name)] = value
    if problems:
        raise DataError(problems)
    return years


def problems_of(root: Path) -> tuple[Problem, ...]:
    """Return every problem of the data in the order of the files; none when it is right."""
    try:
        load_catalog(root)
    except DataError as error:
        return error.problems
    return ()


def _value(tree: Tree, model: type[Frozen], problems: list[Problem]) -> Any:
    value, found = shaped(tree, model)
    problems += found
    return value


def _catalog(values: Mapping[str, Any], folders: Mapping[str, Mapping[str, Any]], assumed: tuple[str, ...]) -> Catalog:
    groups = {GroupId(group.id): group for group in values["groups"].groups}
    rank: dict[str, int] = {group: index for index, group in enumerate(groups)}
    services: dict[str, Service] = dict(folders["services"])
    revoked: Revocations = values.get("revocations") or Revocations(revocations=())
    return Catalog(
        company=values["company"],
        calendar_settings=values["calendar"],
        calendar=_calendar(values["calendar"], folders["holidays"]),
        groups=MappingProxyType(groups),
        requirements=_sorted(folders["requirements"], RequirementId, lambda one: _spelled(one.name)),
        services=_sorted(services, ServiceId, lambda one: (rank[one.group], one.position, _spelled(one.name))),
        attention=_sorted(folders["attention"], str, lambda one: (one.position, _spelled(one.name))),
        faq=_sorted(folders["faq"], str, lambda one: (one.position, _spelled(one.question))),
        notices=_sorted(folders["notices"], NoticeId, _newest_first),
        billing=values.get("billing") or NO_BILLING,
        revocations=MappingProxyType({entry.tag: entry.revision for entry in revoked.revocations}),
        assumed=assumed,
        erased=frozenset(entry.tag for entry in revoked.revocations if entry.erase),
        manual=values.get("manual"),
    )


def _calendar(settings: CalendarSettings, years: Mapping[str, HolidayYear]) -> CalendarData:
    return CalendarData(
        zone=settings.zone,
        weekly_hours=settings.weekly_hours,
        cut_off=settings.cut_off,
        closures=settings.closures,
        exceptions=settings.exceptions,
        holidays=tuple(sorted((day for year in years.values() for day in year.days), key=lambda day: day.date)),
        first_year=min(year.year for year in years.values()),
        last_year=max(year.year for year in years.values()),
    )


def _sorted(entries: Mapping[str, V], named: Callable[[str], K], order: Callable[[V], Any]) -> Mapping[K, V]:
    """Return entries in the order of their pages; equal ones by id, so that no folder's own order shows."""
    return MappingProxyType(
        {named(id_): entry for id_, entry in sorted(entries.items(), key=lambda pair: (order(pair[1]), pair[0]))}
    )


def _newest_first(notice: Notice) -> tuple[int, int]:
    return -notice.from_.toordinal(), -notice.until.toordinal()


def _spelled(name: str) -> str:
    """Return a name as it is looked up: without case and accents."""
    return unicodedata.normalize("NFKD", name.casefold()).encode("ascii", "ignore").decode()


def _assumed(files: Files) -> Iterator[str]:
    for tree in chain(files.single.values(), *(trees.values() for trees in files.folders.values())):
        if _holds_assumed(tree.value):
            yield tree.path


def _holds_assumed(value: Any) -> bool:
    if isinstance(value, dict):
        return value.get("assumed") == "true" or any(_holds_assumed(inner) for inner in value.values())
    return isinstance(value, list) and any(_holds_assumed(inner) for inner in value)
