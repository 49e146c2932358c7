"""The command `holidays`: a year in; its file of holidays written or added to, and every difference told, out."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Mapping

from generator.cli.terminal import Terminal
from generator.curate.difference import Difference, difference
from generator.curate.package import PACKAGE, package_days
from generator.curate.year_file import new_year_text, with_days
from generator.errors import DataError, Problem, UsageError
from generator.load import load_holiday_years
from generator.model.calendar import Holiday, HolidayYear
from generator.publish.atomic import write_atomically


def holidays(args: argparse.Namespace, terminal: Terminal) -> int:
    """Add to a year's file the days it lacks, and tell all in which it differs from the package."""
    year: int = args.year
    years = load_holiday_years(args.root)
    model = _model(year, years)
    known = package_days(model.country, year)
    if not known:
        message = f"{PACKAGE} no trae feriados de «{model.country}» para {year}."
        remedy = "Revise «country», o escriba a mano el archivo de ese año."
        raise DataError([Problem(f"data/holidays/{model.year}.yml", 1, 1, message, remedy)])
    found = difference(years.get(year), known)
    shown = f"data/holidays/{year}.yml"
    path = args.root / "data" / "holidays" / f"{year}.yml"
    if year not in years:
        write_atomically(path, new_year_text(year, model.country, known).encode(), mode=0o644)
    elif found.added:
        text = path.read_bytes().decode("utf-8-sig")
        write_atomically(path, with_days(text, shown, found.added).encode(), mode=path.stat().st_mode & 0o777)
    terminal.say(f"{shown}: {_summary(found, new=year not in years)}")
    for line in _lines(found):
        terminal.say(line)
    return 0


def _model(year: int, years: Mapping[int, HolidayYear]) -> HolidayYear:
    """Return the year's own file, else a neighbour's, whose country it shares."""
    for near in (year, year - 1, year + 1):
        if near in years:
            return years[near]
    nearest = min(years, key=lambda loaded: abs(loaded - year))
    between = nearest + 1 if nearest < year else nearest - 1
    raise UsageError(
        f"Entre {nearest}, que está cargado, y {year} quedarían años sin feriados.",
        f"Ejecute antes «demoras holidays {between}».",
    )


def _summary(found: Difference, *, new: bool) -> str:
    if new:
        return f"archivo nuevo con los {len(found.added)} feriados de {PACKAGE}."
    kept = len(found.renamed) + len(found.own) + len(found.omitted)
    if not found.added and not kept:
        return f"igual a {PACKAGE}; no se cambió nada."
    added = f"{len(found.added)} de {PACKAGE} que faltaban" if found.added else "no faltaba ninguno"
    return f"{added}; {kept} diferencias que se conservan." if kept != 1 else f"{added}; 1 diferencia que se conserva."


def _lines(found: Difference) -> Iterator[str]:
    yield from (f"  + {_told(day)}" for day in found.added)
    for ours, theirs in found.renamed:
        yield f"  = {_told(ours)} (se conserva; en {PACKAGE}: «{theirs.name}»)"
    yield from (f"  = {_told(day)} (se conserva; no está en {PACKAGE}; fuente: {day.source})" for day in found.own)
    yield from (f"  - {_told(day)} (no se agrega: está en «omit»)" for day in found.omitted)


def _told(day: Holiday) -> str:
    return f"{day.date.isoformat()} {day.name}"
